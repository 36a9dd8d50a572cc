"""The arithmetic of bars: medians and ranges, verdicts, slopes; and when a machine is too busy to say."""

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from tests.benchmarks import machine as machines
from tests.benchmarks.bars import BARS, chosen, need
from tests.benchmarks.machine import TRIES, Machine, best_of_the_day
from tests.benchmarks.outcome import Measured, MissingError, disproved, judge, percentile, skipped, slope
from tests.benchmarks.rounds import take_rounds


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (Measured((0.4, 0.3, 0.45)), "pass"),
        (Measured((0.4, 0.5, 0.5)), "pass"),
        (Measured((0.4, 0.6, 0.7)), "miss"),
        # One slow round in a quiet run is what the median is for.
        (Measured((0.3, 0.3, 0.9)), "pass"),
        (Measured((0.3, 0.3, 0.9), repeated=1), "cannot_tell"),
        (Measured((0.3, 0.7, 0.9), repeated=1), "cannot_tell"),
        (Measured((0.3, 0.3, 0.4), repeated=2), "pass"),
        (Measured((0.6, 0.7, 0.8), repeated=2), "miss"),
        (Measured((0.3, 0.3, 0.3), repeated=3, busy=True), "busy"),
        (Measured((0.9, 0.9, 0.9), repeated=3, busy=True), "busy"),
    ],
)
def test_verdict(measured: Measured, verdict: str) -> None:
    assert judge(1, "", 0.5, measured).verdict == verdict


def test_outcome_holds_the_median_and_the_range_of_the_ratios() -> None:
    outcome = judge(11, "rounding", 0.5, Measured((0.123456, 0.3, 0.2), note="ours 1 ms"))
    assert outcome.json() == {
        "bar": 11,
        "name": "rounding",
        "ratio": 0.2,
        "range": [0.1235, 0.3],
        "limit": 0.5,
        "verdict": "pass",
        "why": "ours 1 ms",
        "rounds": (0.123456, 0.3, 0.2),
    }


def test_bar_that_cannot_be_measured_or_is_no_comparison_has_no_figures() -> None:
    without, wrong = skipped(8, "office", 0.02, "no LibreOffice"), disproved(8, "office", 0.02, "P50 differs")
    assert (without.verdict, without.why, wrong.verdict, wrong.why) == (
        "skipped",
        "no LibreOffice",
        "miss",
        "P50 differs",
    )
    assert without.json()["ratio"] is None
    assert without.json()["range"] is None


@pytest.mark.parametrize("power", [0.5, 1.0, 1.3])
def test_slope_is_the_power_of_growth_whatever_it_takes_to_start(power: float) -> None:
    seconds = {size: 0.25 + 2e-6 * size**power for size in (1000, 3000, 10_000)} | {0: 0.25}
    assert slope(seconds) == pytest.approx(power)


def test_slope_of_uneven_times_is_that_of_least_squares() -> None:
    # Logs of sizes 0, 1, 2 and of times 0, 1, 4 (to base 10): the line through them rises by 2.
    assert slope({0: 0.0, 1: 1.0, 10: 10.0, 100: 10_000.0}) == pytest.approx(2.0)


def test_percentile_is_by_rank() -> None:
    values = [float(number) for number in range(300, 0, -1)]
    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0, 0.0)] == [150, 285, 297, 300, 1]
    assert percentile([7.0], 0.99) == 7.0


def machine_with(kernels: Iterator[float]) -> tuple[Machine, list[float]]:
    pauses: list[float] = []
    return Machine(1.0, lambda: next(kernels), pauses.append), pauses


def test_quiet_machine_is_not_waited_for() -> None:
    machine, pauses = machine_with(iter([1.0, 1.3, 0.9]))
    for _ in range(3):
        machine.settle()
    assert (machine.repeated, machine.busy, pauses, machine.best) == (0, False, [], 0.9)


def test_slow_round_is_put_off_until_the_machine_is_quiet() -> None:
    machine, pauses = machine_with(iter([1.5, 1.31, 1.2]))
    machine.settle()
    assert (machine.repeated, machine.busy, len(pauses)) == (2, False, 2)


def test_machine_that_stays_slow_is_busy_and_the_round_is_taken() -> None:
    machine, pauses = machine_with(iter([2.0] * (1 + TRIES) + [1.0]))
    taken = take_rounds(machine, {"ours": lambda: 1}, 2)
    assert (taken.busy, taken.repeated, len(pauses)) == (True, TRIES, TRIES)
    assert taken.runs == {"ours": (1, 1)}


def test_sides_are_run_in_turns_after_a_round_that_does_not_count() -> None:
    ran: list[str] = []
    machine, _ = machine_with(iter([1.0, 1.0]))
    taken = take_rounds(machine, {side: partial(ran.append, side) for side in "AB"}, 2)
    assert "".join(ran) == "ABABAB"
    assert len(taken.runs["A"]) == 2


def test_best_of_the_day_is_kept_for_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "build" / "kernel.json"
    for took, best in ((2.0, 2.0), (1.0, 1.0), (3.0, 1.0)):
        monkeypatch.setattr(machines, "kernel", lambda took=took: took)
        assert best_of_the_day(file) == best
    file.write_text('{"2020-01-01": 0.5}')
    assert best_of_the_day(file) == 3.0


def test_only_names_bars_by_number() -> None:
    assert set(chosen([])) == {bar.run for bar in BARS}
    assert chosen([11]) == ("rounding:months", "rounding:weeks", "rounding:growth")


def test_each_bar_names_a_function_that_is_there() -> None:
    for bar in BARS:
        module, _, function = bar.run.partition(":")
        assert callable(getattr(import_module(f"tests.benchmarks.{module}"), function))


def test_extra_that_is_not_installed_is_named() -> None:
    with pytest.raises(MissingError, match="no_such_module is not installed"):
        need("no_such_module")
