"""The bars that are measured, and how one of them is run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import DisprovedError, Measured, MissingError, Outcome, disproved, judge, skipped


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of design: bars.md, or one of its conditions. `run` is a function that measures it, as module:function.

    The back-test is no bar of speed and has the number BACKTEST.
    """

    number: int
    name: str
    limit: float
    run: str


BACKTEST = 0
BARS = (
    Bar(1, "import a workbook of 100,000 calls ÷ bare calamine", 2.5, "imports:workbooks"),
    Bar(1, "its CPU ÷ bare calamine's", 3.0, "imports:workbooks"),
    Bar(1, "import a workbook of 100,000 calls ÷ pandas(calamine) and to_sql", 1.0, "imports:ahead_of_pandas"),
    Bar(2, "memory of importing a workbook of 100,000 calls ÷ bare calamine's", 1.25, "imports:workbooks"),
    Bar(2, "growth of that memory in rows", 1.0, "imports:memory_growth"),
    Bar(2, "memory a row takes, over that for 1,000 rows ÷ bare calamine's", 1.0, "imports:memory_growth"),
    Bar(3, "import a CSV of 100,000 calls ÷ list(csv.reader)", 4.5, "imports:texts"),
    Bar(3, "import a CSV of 100,000 calls ÷ the workbook", 0.7, "imports:texts"),
    Bar(BACKTEST, "80% intervals on real data, by how much they held too seldom or too often", 0.04, "backtest:held"),
    Bar(BACKTEST, "error of the forecast's median on real data ÷ run-rate", 1.0, "backtest:against_run_rate"),
    Bar(5, "a channel's lever under the hand at 60 Hz, offscreen: p99 in frames", 0.75, "slider:channel_60"),
    Bar(5, "a channel's lever under the hand at 60 Hz, offscreen: p50 in frames", 0.4, "slider:channel_60"),
    Bar(5, "a channel's lever under the hand at 60 Hz, offscreen: late frames of 300", 1, "slider:channel_60"),
    Bar(5, "a channel's lever under the hand at 60 Hz, X11: p99 in frames", 0.75, "slider:channel_60_x11"),
    Bar(5, "a channel's lever under the hand at 60 Hz, X11: p50 in frames", 0.4, "slider:channel_60_x11"),
    Bar(5, "a channel's lever under the hand at 60 Hz, X11: late frames of 300", 1, "slider:channel_60_x11"),
    Bar(5, "a channel's lever under the hand at 125 Hz, offscreen: p99 in frames", 0.75, "slider:channel_125"),
    Bar(5, "a channel's lever under the hand at 125 Hz, offscreen: p50 in frames", 0.4, "slider:channel_125"),
    Bar(5, "a channel's lever under the hand at 125 Hz, offscreen: late frames of 300", 1, "slider:channel_125"),
    Bar(5, "a channel's lever under the hand at 125 Hz, X11: p99 in frames", 0.75, "slider:channel_125_x11"),
    Bar(5, "a channel's lever under the hand at 125 Hz, X11: p50 in frames", 0.4, "slider:channel_125_x11"),
    Bar(5, "a channel's lever under the hand at 125 Hz, X11: late frames of 300", 1, "slider:channel_125_x11"),
    Bar(6, "the plan's first rate under the hand at 60 Hz, offscreen: p95 in frames", 1.0, "slider:plan_wide"),
    Bar(
        6,
        "the plan's first rate under the hand at 60 Hz, offscreen: gap of the window, p99 in frames",
        0.5,
        "slider:plan_wide",
    ),
    Bar(6, "the plan's first rate under the hand at 60 Hz, X11: p95 in frames", 1.0, "slider:plan_wide_x11"),
    Bar(
        6,
        "the plan's first rate under the hand at 60 Hz, X11: gap of the window, p99 in frames",
        0.5,
        "slider:plan_wide_x11",
    ),
    Bar(7, "evaluation of 200 nodes with luck, 10,000 × 12 ÷ fused numba", 3.2, "evaluation:against_fused"),
    Bar(7, "evaluation of 200 nodes with luck, 10,000 × 12 ÷ reading its inputs", 2.5, "evaluation:against_reading"),
    Bar(8, "full simulation of 5 × 8 factors, 10,000 ÷ LibreOffice", 1 / 50, "worlds:simulation"),
    Bar(9, "one lever moved on kept draws ÷ LibreOffice", 1 / 60, "worlds:moved_in_office"),
    Bar(9, "one lever moved on kept draws ÷ pandas", 0.5, "worlds:moved_in_pandas"),
    Bar(10, "least stretch of 60 levers within the capacity ÷ SLSQP with gradients", 0.2, "stretch:against_slsqp"),
    Bar(11, "controlled rounding, 20 of 50 × 12 ÷ HiGHS LP", 0.5, "rounding:months"),
    Bar(11, "controlled rounding, 20 of 200 × 53 ÷ HiGHS LP", 0.5, "rounding:weeks"),
    Bar(11, "controlled rounding, growth in cells", 1.3, "rounding:growth"),
    Bar(16, "import of a workbook, growth in rows", 1.1, "growth:workbooks"),
    Bar(16, "import of a CSV, growth in rows", 1.1, "growth:texts"),
    Bar(16, "loading facts, growth in facts", 1.1, "growth:loading"),
    Bar(16, "appending a batch, growth in facts", 1.1, "growth:appending"),
    Bar(18, "zoom over 1,000 cards, p99 in frames", 0.75, "canvas:zoom"),
    Bar(18, "pan over 1,000 cards, p99 in frames", 0.75, "canvas:pan"),
    Bar(18, "first layout and paint of 1,000 cards ÷ 60 ms", 1.0, "canvas:first_paint"),
    Bar(18, "layout and paint, growth in cards", 1.2, "canvas:growth"),
)


def chosen(numbers: Iterable[int]) -> tuple[str, ...]:
    """What to run for the bars of these numbers, or for all."""
    wanted = set(numbers)
    return tuple(dict.fromkeys(bar.run for bar in BARS if not wanted or bar.number in wanted))


def run_bars(run: str, best: float) -> list[dict[str, object]]:
    """Measure in this process all bars that are measured together; `best` is the kernel's best time of the day."""
    machine = Machine(best)
    outcomes = _outcomes([bar for bar in BARS if bar.run == run], machine)
    return [
        {**outcome.json(), "kernels_ms": [round(took * 1e3, 2) for took in machine.kernels]} for outcome in outcomes
    ]


def _outcomes(bars: list[Bar], machine: Machine) -> list[Outcome]:
    module, _, function = bars[0].run.partition(":")
    run: Callable[[Machine], Measured | tuple[Measured, ...]] = getattr(
        import_module(f"tests.benchmarks.{module}"), function
    )
    try:
        found = run(machine)
    except MissingError as missing:
        return [skipped(bar.number, bar.name, bar.limit, str(missing)) for bar in bars]
    except DisprovedError as wrong:
        return [disproved(bar.number, bar.name, bar.limit, str(wrong)) for bar in bars]
    parts = found if isinstance(found, tuple) else (found,)
    return [judge(bar.number, bar.name, bar.limit, part) for bar, part in zip(bars, parts, strict=True)]


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
