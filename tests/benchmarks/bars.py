"""The bars that are measured, and how one of them is run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import DisprovedError, Measured, MissingError, Outcome, disproved, judge, skipped


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of design: bars.md, or one of its conditions. `run` is a function that measures it, as module:function."""

    number: int
    name: str
    limit: float
    run: str


BARS = (
    Bar(7, "evaluation of 200 nodes with luck, 10,000 × 12 ÷ fused numba", 3.2, "evaluation:against_fused"),
    Bar(7, "evaluation of 200 nodes with luck, 10,000 × 12 ÷ reading its inputs", 2.5, "evaluation:against_reading"),
    Bar(8, "full simulation of 5 × 8 factors, 10,000 ÷ LibreOffice", 1 / 50, "worlds:simulation"),
    Bar(9, "one lever moved on kept draws ÷ LibreOffice", 1 / 60, "worlds:moved_in_office"),
    Bar(9, "one lever moved on kept draws ÷ pandas", 0.5, "worlds:moved_in_pandas"),
    Bar(11, "controlled rounding, 20 of 50 × 12 ÷ HiGHS LP", 0.5, "rounding:months"),
    Bar(11, "controlled rounding, 20 of 200 × 53 ÷ HiGHS LP", 0.5, "rounding:weeks"),
    Bar(11, "controlled rounding, growth in cells", 1.3, "rounding:growth"),
)


def chosen(numbers: Iterable[int]) -> tuple[int, ...]:
    """The places of the bars of these numbers, or of all."""
    wanted = set(numbers)
    return tuple(place for place, bar in enumerate(BARS) if not wanted or bar.number in wanted)


def run_bar(place: int, best: float) -> dict[str, object]:
    """Measure a bar by its place, in this process; `best` is the kernel's best time of the day."""
    bar, machine = BARS[place], Machine(best)
    outcome = _outcome(bar, machine)
    return {**outcome.json(), "kernels_ms": [round(took * 1e3, 2) for took in machine.kernels]}


def _outcome(bar: Bar, machine: Machine) -> Outcome:
    module, _, function = bar.run.partition(":")
    run: Callable[[Machine], Measured] = getattr(import_module(f"tests.benchmarks.{module}"), function)
    try:
        return judge(bar.number, bar.name, bar.limit, run(machine))
    except MissingError as missing:
        return skipped(bar.number, bar.name, bar.limit, str(missing))
    except DisprovedError as wrong:
        return disproved(bar.number, bar.name, bar.limit, str(wrong))


def need(module: str) -> Any:  # noqa: ANN401 (a bench extra, of which nothing is known where it is not installed)
    """A module that only benchmarks use.

    Raises:
        MissingError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        text = f"{module} is not installed"
        raise MissingError(text) from error
