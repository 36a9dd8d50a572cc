import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import special

from isplanner.analysis.judging.shift import find_shift


def test_a_clear_step_is_found_where_it_is() -> None:
    shift = find_shift([10, 11, 10, 9, 10, 11, 15, 16, 15, 14, 15], [1] * 11)
    assert shift is not None
    assert shift.at == 6
    assert shift.before == pytest.approx(61 / 6)
    assert shift.after == pytest.approx(15.0)
    assert shift.probability > 0.95


@pytest.mark.parametrize("series", [[5.0] * 8, [5, 6, 5, 6, 5, 6, 5, 6], [1, 1, 1, 1, 9, 1, 1, 1]])
def test_no_step_is_no_shift(series: list[float]) -> None:
    shift = find_shift(series, [1] * len(series))
    assert shift is not None
    assert shift.probability < 0.15


def test_five_points_are_too_few() -> None:
    assert find_shift([1, 1, 9, 9, 9], [1] * 5) is None
    assert find_shift([1, 1, 9, 9, 9, 9], [1, 1, 1, 1, 1, 0]) is None


def test_points_without_weight_are_passed_over() -> None:
    shift = find_shift([10, 11, 99, 10, 9, 10, 15, 16, 15, 14], [1, 1, 0, 1, 1, 1, 1, 1, 1, 1])
    assert shift is not None
    assert (shift.at, shift.probability > 0.8) == (6, True)


def test_the_bayes_factor_is_the_one_of_the_paper() -> None:
    """(a − 2) ÷ (p + a − 2) · ₂F₁((n − 1) ÷ 2, 1; (p + a) ÷ 2; R²) with a = 3 and p = 1, for a single place."""
    series = np.array([3.0, 4.0, 4.5, 7.0, 6.0, 8.0])
    shift = find_shift(series.tolist(), [1] * 6)
    assert shift is not None
    factors = []
    for place in (2, 3, 4):
        fitted = np.where(np.arange(6) < place, series[:place].mean(), series[place:].mean())
        explained = 1 - ((series - fitted) ** 2).sum() / ((series - series.mean()) ** 2).sum()
        factors.append(special.hyp2f1(5 / 2, 1, 2, explained) / 2)
    odds = np.mean(factors) / 9
    assert shift.probability == pytest.approx(odds / (1 + odds), rel=1e-9)


def test_stable_series_are_seldom_taken_for_shifted() -> None:
    random = np.random.default_rng(7)
    found = [find_shift(random.normal(size=13).tolist(), [1] * 13) for _ in range(300)]
    assert sum(shift is not None and shift.probability > 0.8 for shift in found) <= 3


@example([(0.0, 1.0)] * 4 + [(0.0, 1e-38)] * 2)
@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0, 9)), min_size=6, max_size=20))
def test_any_series_gives_a_probability(points: list[tuple[float, float]]) -> None:
    shift = find_shift([value for value, _ in points], [weight for _, weight in points])
    if shift is not None:
        assert 0 <= shift.probability <= 1
        assert points[shift.at][1] > 0
