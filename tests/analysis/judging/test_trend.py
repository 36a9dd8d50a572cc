import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from isplanner.analysis.judging.trend import fit_trend

SERIES = st.lists(st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), min_size=3, max_size=24)


def test_a_straight_line_has_its_slope_for_certain() -> None:
    trend = fit_trend([3.0, 5.0, 7.0, 9.0, 11.0])
    assert trend is not None
    assert (trend.slope, trend.low, trend.high) == (2.0, 2.0, 2.0)


def test_one_wild_point_moves_nothing() -> None:
    trend = fit_trend([10.0, 11.0, 12.0, 900.0, 14.0, 15.0, 16.0])
    assert trend is not None
    assert trend.slope == pytest.approx(1.0)
    assert trend.high < 200


def test_two_points_are_no_trend() -> None:
    assert fit_trend([1.0, 2.0]) is None


def test_a_flat_series_neither_rises_nor_falls() -> None:
    trend = fit_trend([4.0] * 5)
    assert trend is not None
    assert (trend.slope, trend.low, trend.high) == (0.0, 0.0, 0.0)


@given(SERIES)
def test_slope_and_interval_are_those_of_a_peer(series: list[float]) -> None:
    trend = fit_trend(series)
    assert trend is not None
    peer = stats.theilslopes(series, alpha=0.8)
    assert trend.slope == pytest.approx(peer.slope, rel=1e-9, abs=1e-9)
    assert trend.low == pytest.approx(peer.low_slope, rel=1e-9, abs=1e-9)
    assert trend.high == pytest.approx(peer.high_slope, rel=1e-9, abs=1e-9)
