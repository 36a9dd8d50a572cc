from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.estimates.season import Season, measure_season
from isplanner.plan.period import Month, PeriodRule, Span
from isplanner.plan.plan import Plan
from tests.analysis.plans import Row, actuals_of, days, plan_of

PLAN = plan_of({"orders": None}, "orders")
FACTORS = [1.2, 0.9, 1.0, 1.1, 0.8, 1.0, 1.3, 0.7, 1.0, 1.0, 1.05, 0.95]


def months(years: int, plan: Plan = PLAN) -> list[Span]:
    """The months of some years up to the plan's period, the first an October."""
    first = plan.rule.month_of(plan.period.start)
    return [plan.rule.month(first.plus(n)) for n in range(-12 * years, 0)]


def season_of(paces: Sequence[float], plan: Plan = PLAN, skip: int | None = None) -> Season | None:
    """The season of orders that come at these paces a business day."""
    listed = months(len(paces) // 12, plan)
    rows = [
        Row("orders", month, pace * plan.calendar.business_days(month))
        for n, (month, pace) in enumerate(zip(listed, paces, strict=True))
        if n != skip
    ]
    return measure_season(plan, actuals_of(rows, plan), "orders")


def by_month(season: Season | None) -> list[float]:
    """Factors from October on."""
    assert season is not None
    return [season.factors[Month(2025, 10).plus(n).month] for n in range(12)]


def test_the_same_in_two_years_is_believed_whole() -> None:
    found = season_of([10 * factor for factor in FACTORS] * 2)
    assert by_month(found) == pytest.approx(FACTORS)
    assert found is not None
    assert found.trust == pytest.approx(1)
    assert found.span == days("2024-10-01", "2026-09-30")
    assert found.metric == "orders"


def test_growth_is_not_taken_for_season() -> None:
    found = season_of([10 * 1.02**n * factor for n, factor in enumerate(FACTORS * 3)])
    assert by_month(found) == pytest.approx(FACTORS, rel=0.02)
    assert by_month(season_of([10 * 1.02**n for n in range(24)])) == pytest.approx([1] * 12, abs=0.01)


def test_what_differs_from_year_to_year_is_drawn_to_one() -> None:
    other = FACTORS[::-1]
    found = season_of([10 * factor for factor in (*FACTORS, *other)])
    assert found is not None
    assert 0 <= found.trust < 0.5
    for month, factor in found.factors.items():
        assert abs(factor - 1) <= abs(found.raw[month] - 1)


def test_luck_alone_makes_hardly_a_season() -> None:
    rng = np.random.default_rng(5)
    trusts = [
        found.trust for _ in range(60) if (found := season_of([float(rng.poisson(30)) for _ in range(36)])) is not None
    ]
    assert np.mean(trusts) < 0.35


@pytest.mark.parametrize("paces", [FACTORS, [], [0.0] * 24, [*FACTORS, *[0.0] * 12]])
def test_one_year_or_a_year_of_nothing_is_not_enough(paces: list[float]) -> None:
    assert season_of(paces) is None


def test_a_gap_ends_what_is_known() -> None:
    assert season_of(FACTORS * 2, skip=20) is None
    assert season_of(FACTORS * 3, skip=3) is not None


def test_months_that_close_on_the_twentieth_bear_the_name_of_the_month_they_close_in() -> None:
    rule = PeriodRule(closing_day=20)
    plan = replace(PLAN, rule=rule, period=rule.quarter(2026, 3))
    assert rule.quarter(2026, 3).start == date(2026, 9, 21)
    assert by_month(season_of([10 * factor for factor in FACTORS] * 2, plan)) == pytest.approx(FACTORS)


def test_nothing_is_believed_of_the_period_itself() -> None:
    rows = [Row("orders", month, 100) for month in months(2)]
    later = Row("orders", days("2026-10-01", "2026-10-31"), 9000)
    before, then = (measure_season(PLAN, actuals_of(told, PLAN), "orders") for told in (rows, [*rows, later]))
    assert before == then


@given(st.lists(st.floats(0, 1e6), min_size=24, max_size=24))
def test_factors_are_one_on_average_and_never_negative(paces: list[float]) -> None:
    found = season_of(paces)
    if found is not None:
        assert np.mean(list(found.factors.values())) == pytest.approx(1)
        assert min(found.factors.values()) >= 0
        assert 0 <= found.trust <= 1
