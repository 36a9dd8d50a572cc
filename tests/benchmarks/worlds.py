"""Bars 8 and 9: the same worlds, 10,000 of 5 channels × 8 factors, in the engine, in LibreOffice and in pandas."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np

from isplanner.analysis.chance.spread import AmountSpread, CountSpread, ShareSpread, Spread
from isplanner.analysis.simulation.engine import Engine
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.scope import NodeKey
from tests.benchmarks.bars import need
from tests.benchmarks.funnels import QUARTER, Funnels, funnels
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, MissingError, prove
from tests.benchmarks.rounds import ROUNDS, SHORT_ROUNDS, compare_sides, timed

CHANNELS, SAMPLES = 5, 10_000
CHANCES = (0.1, 0.5, 0.9)
TRIALS, EVENTS, SD = 400.0, 150.0, 0.08
MOVED = NodeKey("connect_rate", "channel2")
PLACES = (0.22, 0.25)
"""Between which the lever is moved to and fro."""
SYSTEM_PYTHON = Path("/usr/bin/python3")


def simulation(machine: Machine) -> Measured:
    """All of it, drawing too; without luck, which the workbook does not have."""
    made = _funnels()
    with _office(made, kept=False) as ask:
        _agree(_simulate(made), ask(do="redraw")["quantiles"])
        return compare_sides(
            machine, timed(lambda: _simulate(made)), lambda: float(ask(do="redraw")["seconds"]), ROUNDS
        )


def moved_in_office(machine: Machine) -> Measured:
    """One lever moved, on numbers that were drawn before."""
    made = _funnels()
    engine, column = _engine(made), list(made.estimates.levers).index(MOVED)
    ours, theirs = cycle(PLACES), cycle(PLACES)
    with _office(made, kept=True) as ask:
        for value in PLACES:
            _agree(_move(engine, value), ask(do="move", column=column, centre=value)["quantiles"])
        return compare_sides(
            machine,
            timed(lambda: _move(engine, next(ours))),
            lambda: float(ask(do="move", column=column, centre=next(theirs))["seconds"]),
            SHORT_ROUNDS,
        )


def moved_in_pandas(machine: Machine) -> Measured:
    """One lever moved, against multiplying and adding up columns that pandas need not even draw anew."""
    pandas = need("pandas")
    made = _funnels()
    engine, values = _engine(made), cycle(PLACES)
    frame = pandas.DataFrame(_factors(made))
    columns = [[str(key) for key in made.estimates.levers if key.channel == channel] for channel in made.plan.channels]

    def evaluate() -> list[float]:
        total: Any = 0.0
        for first, *others in columns:
            product = frame[first]
            for name in others:
                product = product * frame[name]
            total = total + product
        quantiles: list[float] = total.quantile(CHANCES).tolist()
        return quantiles

    _agree(_quantiles(engine), evaluate())
    return compare_sides(machine, timed(lambda: _move(engine, next(values))), timed(evaluate), SHORT_ROUNDS)


def _funnels() -> Funnels:
    return funnels(CHANNELS, QUARTER, _spread)


def _spread(metric: Metric) -> Spread:
    if metric.is_share:
        return ShareSpread(TRIALS)
    return CountSpread(EVENTS) if metric.kind is Kind.COUNT else AmountSpread(SD)


def _engine(made: Funnels) -> Engine:
    return Engine(made.plan, made.baseline, made.estimates, samples=SAMPLES, luck=False)


def _simulate(made: Funnels) -> Sequence[float | None]:
    return _quantiles(_engine(made))


def _quantiles(engine: Engine) -> Sequence[float | None]:
    worlds = engine.move()
    return [worlds.quantile(chance) for chance in CHANCES]


def _move(engine: Engine, value: float) -> Sequence[float | None]:
    worlds = engine.move({MOVED: value})
    return [worlds.quantile(chance) for chance in CHANCES]


def _agree(ours: Sequence[float | None], theirs: Sequence[float]) -> None:
    for chance, mine, other in zip(CHANCES, ours, theirs, strict=True):
        prove(
            mine is not None and abs(mine / other - 1) <= 0.01,
            f"P{chance * 100:.0f} is {mine:,.0f} in ours, {other:,.0f} in the other",
        )


def _factors(made: Funnels) -> dict[str, Any]:
    """Each lever's values in all worlds."""
    random = np.random.default_rng(1)
    return {
        str(key): estimate.spread.quantiles(estimate.mean, random.random(SAMPLES))
        for key, estimate in made.estimates.levers.items()
    }


def _cell(metric: Metric, centre: float) -> dict[str, object]:
    """A lever as the workbook has it: the same distribution as `_spread`, in Calc's functions."""
    if metric.is_share:
        return {
            "centre": centre,
            "sureness": TRIALS,
            "formula": "=BETAINV({chance};{sureness}*{centre};{sureness}*(1-{centre}))",
        }
    if metric.kind is Kind.COUNT:
        return {"centre": centre, "sureness": EVENTS, "formula": "=GAMMAINV({chance};{sureness};{centre}/{sureness})"}
    formula = "={centre}*EXP({sureness}*NORMSINV({chance})-{sureness}*{sureness}/2)"
    return {"centre": centre, "sureness": SD, "formula": formula}


def _need_office() -> None:
    """LibreOffice, and a Python that can speak to it."""
    can_speak = (
        SYSTEM_PYTHON.exists()
        and not subprocess.run(
            [str(SYSTEM_PYTHON), "-c", "import uno"], stderr=subprocess.DEVNULL, check=False
        ).returncode
    )
    if not (shutil.which("soffice") and can_speak):
        text = "LibreOffice or its bridge to Python (python3-uno) is not installed"
        raise MissingError(text)


@contextmanager
def _office(made: Funnels, *, kept: bool) -> Iterator[Any]:
    """A function that tells LibreOffice what to do with the workbook of these funnels, and gives its answer."""
    _need_office()
    script = Path(__file__).with_name("office.py")
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [str(SYSTEM_PYTHON), str(script), folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        assert process.stdout is not None
        to, answers = process.stdin, process.stdout

        def ask(**order: object) -> Any:  # noqa: ANN401
            print(json.dumps(order), file=to, flush=True)
            return json.loads(answers.readline())

        with process, to:
            levers = [_cell(made.plan.metrics[key.metric], known.mean) for key, known in made.estimates.levers.items()]
            ask(do="build", levers=levers, channels=CHANNELS, worlds=SAMPLES, kept=kept)
            yield ask
