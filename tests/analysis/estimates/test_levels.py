"""Levels of rows of months, by hand; through facts they are tried in `test_estimate.py`."""

import numpy as np
import pytest

from isplanner.analysis.chance.luck import SIZE_VARIATION
from isplanner.analysis.estimates.levels import (
    NO_PERIOD,
    Cells,
    Level,
    Levels,
    Months,
    Scale,
    measure_levels,
    size_variances,
)
from isplanner.analysis.estimates.series import Pairs

QUARTER = Months(
    base=np.ones(3, bool),
    so_far=np.zeros(3, bool),
    period=np.zeros(3, np.int64),
    length=np.ones(3),
    evenness=1 / 3,
)


def levels_of(scale: Scale, above: list[list[float]], below: list[list[float]], months: Months = QUARTER) -> Levels:
    sizes = np.full(len(above) + 1, 0.5) if scale is Scale.RATIO else None
    found = measure_levels(Cells(scale, np.array(above, float), np.array(below, float), sizes), months)
    assert found is not None
    return found


def level(found: Levels, row: int = 0) -> Level:
    one = found.rows[row]
    assert one is not None
    return one


def test_a_count_s_luck_is_that_of_its_events() -> None:
    many = level(levels_of(Scale.COUNT, [[1e6, 1e6, 1e6]], [[20, 20, 20]]))
    few = level(levels_of(Scale.COUNT, [[2, 2, 2]], [[20, 20, 20]]))
    assert (many.mean, many.trials, few.mean, few.trials) == pytest.approx((50_000, 3_000_000, 0.1, 6))
    assert many.variance == pytest.approx(many.period, rel=1e-3)
    assert few.variance == pytest.approx(1 / 6 + few.period)


def test_an_amount_has_no_luck_but_its_months() -> None:
    found = level(levels_of(Scale.AMOUNT, [[90, 100, 110]], [[20, 20, 20]]))
    assert (found.mean, found.trials, found.unit) == (5, 300, 0)
    assert found.variance == pytest.approx(found.period)


def test_totals_borrow_nothing() -> None:
    found = levels_of(Scale.COUNT, [[10, 10, 10], [1000, 1000, 1000]], [[20] * 3] * 2)
    assert level(found, 0).mean == 0.5
    assert found.new is None


def test_a_ratio_of_few_deals_is_drawn_to_all() -> None:
    found = levels_of(Scale.RATIO, [[200, 0, 0], [10_000, 10_000, 10_000]], [[1, 0, 0], [100, 100, 100]])
    assert 100 < level(found, 0).mean < 150
    assert level(found, 1).mean == pytest.approx(100, rel=0.01)
    assert found.new is not None
    assert found.new.mean == found.pooled
    assert found.new.variance > level(found, 1).variance


def test_rows_that_differ_much_keep_their_own() -> None:
    found = levels_of(Scale.RATIO, [[26_000.0] * 3, [55.0] * 3], [[1.0] * 3] * 2)
    assert level(found, 0).mean == pytest.approx(26_000, rel=0.1)


def test_nothing_told_is_no_level() -> None:
    assert measure_levels(Cells(Scale.SHARE, np.full((1, 3), np.nan), np.full((1, 3), np.nan)), QUARTER) is None
    assert measure_levels(Cells(Scale.SHARE, np.empty((0, 3)), np.empty((0, 3))), QUARTER) is None
    found = levels_of(Scale.SHARE, [[np.nan] * 3, [2, 2, 2]], [[np.nan] * 3, [4, 4, 4]])
    assert found.rows[0] is None
    assert measure_levels(Cells(Scale.COUNT, np.zeros((1, 3)), np.full((1, 3), 20.0)), QUARTER) is None


def test_numerators_above_denominators_are_taken_for_all() -> None:
    found = level(levels_of(Scale.SHARE, [[30, 30, 30]], [[20, 20, 20]]))
    assert 0.95 < found.mean < 1


def test_a_channel_that_began_late_does_not_look_restless() -> None:
    months = Months(np.arange(6) > 2, np.zeros(6, bool), np.array([1, 1, 1, 0, 0, 0]), np.ones(6), 1 / 3)
    late = level(levels_of(Scale.COUNT, [[0, 0, 0, 0, 900, 900]], [[20] * 6], months))
    steady = level(levels_of(Scale.COUNT, [[900] * 6], [[20] * 6], months))
    assert late.mean == pytest.approx(30)
    assert steady.period < late.period < 0.005
    assert steady.monthly < late.monthly < 0.01


def test_sums_by_whole_period_leave_out_the_rest() -> None:
    months = Months(np.ones(5, bool), np.zeros(5, bool), np.array([NO_PERIOD, 1, 1, 0, 0]), np.ones(5), 0.5)
    assert months.by_period(np.array([[9.0, 1, 2, 3, 4]])).tolist() == [[7, 3]]
    none = Months(np.ones(1, bool), np.zeros(1, bool), np.array([NO_PERIOD]), np.ones(1), 1.0)
    assert none.by_period(np.array([[9.0]])).shape == (1, 0)


def pairs(amount: list[float], number: list[float], row: list[int], month: list[int]) -> Pairs:
    return Pairs(np.array(amount), np.array(number), np.array(row, np.int64), np.array(month, np.int64))


def test_single_amounts_vary_as_the_averages_of_cells_say() -> None:
    rng = np.random.default_rng(2)
    number = rng.integers(1, 5, 4000).astype(float)
    amount = np.array([rng.lognormal(0, 0.5, int(n)).sum() for n in number])
    found = size_variances(Pairs(amount, number, np.zeros(4000, np.int64), np.arange(4000) // 100), 1)
    assert found[0] == pytest.approx(np.exp(0.25) - 1, rel=0.1)


def test_a_few_cells_are_drawn_to_what_is_usual() -> None:
    none = size_variances(pairs([], [], [], []), 2)
    assert none.tolist() == pytest.approx([SIZE_VARIATION**2] * 3)
    one_price = size_variances(pairs([100.0] * 200, [1.0] * 200, [0] * 200, [0] * 200), 2)
    assert one_price[0] < one_price[1] < 0.02
    lone = size_variances(pairs([100.0, 900.0], [1.0, 1.0], [0, 0], [0, 1]), 1)
    assert lone.tolist() == pytest.approx([SIZE_VARIATION**2] * 2)
