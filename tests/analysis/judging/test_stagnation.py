from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.estimates.past import Past
from isplanner.analysis.judging.stagnation import Stagnation, find_stagnation
from isplanner.plan.scope import NodeKey
from tests.analysis.estimates.test_past import AUGUST, JULY, OCTOBER, SEPTEMBER, planned
from tests.analysis.plans import Row, actuals_of, days

NOVEMBER = days("2026-11-01", "2026-11-30")
MONTHS = (JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER)
RATE = NodeKey("valid_rate")


def rates(*shares: float, target: float = 0.64, as_of: str = "2026-11-30") -> Stagnation | None:
    """Of 100 appointments each month of the last ones; all months were planned with the target."""
    months = MONTHS[-len(shares) :]
    plan = planned(valid_rate=target)
    rows = [
        row
        for month, share in zip(months, shares, strict=True)
        for row in (
            Row("appointments", month, 100),
            Row("valid_appointments", month, 100 * share),
            Row("appointments", month, 100, is_target=True),
            Row("valid_appointments", month, 100 * target, is_target=True),
        )
    ]
    return find_stagnation(Past.of(plan, actuals_of(rows, plan), date.fromisoformat(as_of)), RATE)


def test_three_months_below_without_a_rise() -> None:
    found = rates(0.60, 0.61, 0.60, 0.60)
    assert found is not None
    assert (found.spans, found.by_week, found.is_rising) == ((AUGUST, SEPTEMBER, OCTOBER, NOVEMBER), False, False)
    assert found.trend.slope == pytest.approx(0, abs=0.005)


def test_a_rise_is_seen() -> None:
    found = rates(0.50, 0.53, 0.56, 0.58, 0.61)
    assert found is not None
    assert found.is_rising


def test_two_months_are_an_accident_and_one_hit_begins_anew() -> None:
    assert rates(0.66, 0.60, 0.60) is None
    assert rates(0.60, 0.60, 0.60, 0.65, 0.60) is None


def test_a_target_far_from_the_actuals_is_a_leap() -> None:
    found = rates(0.60, 0.62, 0.61, 0.60, target=0.9)
    assert found is not None
    assert found.leap == pytest.approx((0.9 - 0.6075) / 0.00957427, rel=1e-4)


def test_where_all_months_were_alike_there_is_no_leap_to_measure() -> None:
    found = rates(0.5, 0.5, 0.5)
    assert found is not None
    assert found.leap is None


def test_a_young_plan_is_looked_at_by_week() -> None:
    plan = planned(dials=6000)
    rows = [Row("dials", days(f"2026-10-{d:02}"), 90) for d in range(1, 31)]
    found = find_stagnation(Past.of(plan, actuals_of(rows, plan), date(2026, 10, 28)), NodeKey("dials"))
    assert found is None  # weekends bring 90 too: the first weeks are above
    rows = [row for row in rows if plan.calendar.is_business_day(row.span.start)]
    found = find_stagnation(Past.of(plan, actuals_of(rows, plan), date(2026, 10, 28)), NodeKey("dials"))
    assert found is not None
    assert found.by_week
    assert len(found.spans) == 4


def test_less_is_better_turns_all_around() -> None:
    plan = planned(cost=600)
    rows = [Row("cost", month, 15 * plan.calendar.business_days(month)) for month in MONTHS]
    rows += [Row("cost", month, 10 * plan.calendar.business_days(month), is_target=True) for month in MONTHS]
    past = Past.of(plan, actuals_of(rows, plan), date(2026, 11, 30))
    found = find_stagnation(past, NodeKey("cost"))
    assert found is not None
    assert len(found.spans) == 5
    assert find_stagnation(replace(past, plan=planned(cost=6000)), NodeKey("cost")) is None


def test_without_a_target_nothing_stagnates() -> None:
    plan = planned()
    rows = [Row("dials", month, 100) for month in MONTHS]
    assert find_stagnation(Past.of(plan, actuals_of(rows, plan), date(2026, 11, 30)), NodeKey("dials")) is None
