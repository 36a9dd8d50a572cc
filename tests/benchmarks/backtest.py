"""How good forecasts are on real data, beside a plain run-rate: `.venv/bin/python -m tests.benchmarks.backtest`.

Not a matter of speed: its bars are the calibration and the error that the design asks for (numbers.md 5).
"""

from isplanner.analysis.prospects.backtest import BackTest, Score, Trial, backtest
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, MissingError
from tests.conftest import ROOT
from tests.real.shared_data import DATA_SETS

_SURE = 0.8


def held(machine: Machine) -> Measured:
    """By how much the share in which 80 % intervals held is off."""
    del machine
    return Measured((abs(_together().held[1] - _SURE),))


def against_run_rate(machine: Machine) -> Measured:
    """The median's error ÷ that of the run-rate."""
    del machine
    found = _together()
    return Measured((found.error / found.run_rate_error,))


def _together() -> Score:
    found = BackTest.of([trial for trials in _trials().values() for trial in trials]).overall
    assert found is not None
    return found


def _trials() -> dict[str, tuple[Trial, ...]]:
    """The trials of each data set that is there.

    Raises:
        MissingError: None is.
    """
    folder = ROOT.parent / "shared" / "data"
    there = [data for data in DATA_SETS if (folder / data.name / data.file).is_file()]
    if not there:
        text = f"no data in {folder}"
        raise MissingError(text)
    return {data.name: backtest(*data.plan(folder)) for data in there}


def _show(name: str, found: BackTest) -> None:
    scores = {
        name: found.overall,
        **{f"  {elapsed:.0%} of the month": score for elapsed, score in found.by_elapsed.items()},
    }
    for part, score in scores.items():
        if score:
            held = "  ".join(f"{share:5.1%}" for share in score.held)
            errors = f"{score.error:.3f}     {score.run_rate_error:.3f}   {score.error / score.run_rate_error:.2f}"
            print(f"{part:<20} {score.forecasts:>6}   {held}   {errors}")


if __name__ == "__main__":
    print(f"{'':<20} {'trials':>6}   {'50 %':>5}  {'80 %':>5}  {'95 %':>5}   error  run-rate  ratio")
    tried = _trials()
    for data_set, its_trials in tried.items():
        _show(data_set, BackTest.of(its_trials))
    _show("all together", BackTest.of([trial for some in tried.values() for trial in some]))
