from datetime import date

import pytest

from isplanner.analysis.estimates.past import Past
from isplanner.analysis.judging.level_shift import LevelShift, find_level_shift
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from tests.analysis.estimates.test_past import planned
from tests.analysis.plans import Row, actuals_of, days

WEEKS = planned().weeks


def shift_of(plan: Plan, rows: list[Row], node: str, as_of: str = "2026-12-31") -> LevelShift | None:
    return find_level_shift(Past.of(plan, actuals_of(rows, plan), date.fromisoformat(as_of)), NodeKey.parse(node))


def calls(plan: Plan, before: tuple[float, float], after: tuple[float, float], from_day: str) -> list[Row]:
    """Dials a business day and the share that connects, before and from a day on, with a little noise."""
    rows = []
    for number, day in enumerate(d for d in plan.period if plan.calendar.is_business_day(d)):
        dials, share = after if day >= date.fromisoformat(from_day) else before
        dials += number % 7 - 3
        connects = round(dials * share + number % 3 - 1)
        rows += [Row("dials", days(str(day)), dials), Row("connects", days(str(day)), connects)]
    return rows


def test_a_rate_that_fell_is_found_with_both_levels() -> None:
    plan = planned()
    found = shift_of(plan, calls(plan, (100, 0.3), (100, 0.2), "2026-11-16"), "connect_rate")
    assert found is not None
    assert found.probability > 0.9
    assert found.since.start == date(2026, 11, 16)
    assert found.before == pytest.approx(0.3, abs=0.01)
    assert found.after == pytest.approx(0.2, abs=0.01)


def test_a_volume_that_rose_is_found_a_business_day() -> None:
    plan = planned()
    found = shift_of(plan, calls(plan, (100, 0.3), (150, 0.3), "2026-11-16"), "dials")
    assert found is not None
    assert found.probability > 0.9
    assert found.before == pytest.approx(100, rel=0.03)
    assert found.after == pytest.approx(150, rel=0.03)


def test_a_steady_series_is_not_taken_for_shifted() -> None:
    plan = planned()
    found = shift_of(plan, calls(plan, (100, 0.3), (100, 0.3), "2026-11-16"), "connect_rate")
    assert found is not None
    assert found.probability < 0.5


def test_months_are_looked_at_where_weeks_are_not_told() -> None:
    plan = planned()
    months = [plan.rule.month(plan.rule.month_of(date(2026, 1, 1)).plus(n)) for n in range(12)]
    values = [100, 103, 99, 101, 100, 102, 151, 149, 150, 152, 150, 149]
    rows = [
        Row("leads", month, value * plan.calendar.business_days(month))
        for month, value in zip(months, values, strict=True)
    ]
    found = shift_of(plan, rows, "leads")
    assert found is not None
    assert (found.since, found.probability > 0.9) == (months[6], True)


def test_too_little_is_known_to_tell() -> None:
    plan = planned()
    assert shift_of(plan, [], "dials") is None
    assert shift_of(plan, calls(plan, (100, 0.3), (100, 0.2), "2026-10-19"), "dials", "2026-10-31") is None
