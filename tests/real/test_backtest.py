"""Forecasts on real teams: intervals hold as often as they say, and the median beats the run-rate."""

import pytest

from isplanner.analysis.prospects.backtest import BackTest, Score, Trial, backtest
from tests.conftest import shared_path
from tests.real.shared_data import DATA_SETS


@pytest.fixture(scope="module")
def trials() -> dict[str, tuple[Trial, ...]]:
    folder = shared_path("data")
    return {data.name: backtest(*data.plan(folder)) for data in DATA_SETS}


def score(trials: tuple[Trial, ...]) -> Score:
    found = BackTest.of(trials).overall
    assert found is not None
    return found


def test_over_all_series_together(trials: dict[str, tuple[Trial, ...]]) -> None:
    together = score(sum(trials.values(), ()))
    half, most, nearly_all = together.held
    assert 0.46 < half < 0.56
    assert 0.76 <= most <= 0.84
    assert 0.92 < nearly_all < 0.97
    assert together.error < together.run_rate_error


@pytest.mark.parametrize("name", [data.name for data in DATA_SETS])
def test_it_hangs_on_no_data_set(trials: dict[str, tuple[Trial, ...]], name: str) -> None:
    alone = score(trials[name])
    assert 0.74 <= alone.held[1] <= 0.86
    assert alone.error < alone.run_rate_error
