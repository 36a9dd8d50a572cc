"""Closed months and weeks: what was reached in them and what was asked."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from isplanner.analysis.estimates.past import Past
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Target
from tests.analysis.plans import Row, actuals_of, days, template_plan

JULY, AUGUST, SEPTEMBER = (
    days("2026-07-01", "2026-07-31"),
    days("2026-08-01", "2026-08-31"),
    days("2026-09-01", "2026-09-30"),
)
OCTOBER = days("2026-10-01", "2026-10-31")
DIALS, CONNECT_RATE = NodeKey("dials"), NodeKey("connect_rate")


def planned(**targets: float) -> Plan:
    plan = template_plan()
    return replace(
        plan, targets={NodeKey(metric): Target(1, NodeKey(metric), value) for metric, value in targets.items()}
    )


def past(plan: Plan, *rows: Row, as_of: str = "2026-11-20") -> Past:
    return Past.of(plan, actuals_of(rows, plan), date.fromisoformat(as_of))


def test_closed_months_are_those_of_a_year_back() -> None:
    track = past(planned()).by_month(DIALS)
    assert len(track.spans) == 12
    assert (track.spans[0].start, track.spans[-1]) == (date(2025, 11, 1), OCTOBER)
    assert np.isnan(track.pace).all()
    assert track.misses == 0


def test_a_count_is_a_business_day_and_its_target_too() -> None:
    plan = planned(dials=6000)
    track = past(plan, Row("dials", SEPTEMBER, 1900), Row("dials", OCTOBER, 2200)).by_month(DIALS)
    worked = [plan.calendar.business_days(month) for month in (SEPTEMBER, OCTOBER)]
    assert track.pace[-2:].tolist() == pytest.approx([1900 / worked[0], 2200 / worked[1]])
    assert track.asked[-1] == pytest.approx(6000 / 60)
    assert np.isnan(track.asked[-2])
    assert track.misses == 0


def test_a_rate_is_its_parts_and_its_target_the_same_all_along() -> None:
    plan = planned(connect_rate=0.2)
    rows = [Row("dials", OCTOBER, 1000), Row("connects", OCTOBER, 190), Row("mail_replies", OCTOBER, 10)]
    track = past(plan, *rows).by_month(CONNECT_RATE)
    assert (track.pace[-1], track.asked[-1], track.weights[-1]) == (pytest.approx(0.18), 0.2, 1000)
    assert track.misses == 1


def test_what_workbooks_planned_is_asked_of_months_past() -> None:
    rows = [
        *(Row("dials", month, 900) for month in (JULY, AUGUST, SEPTEMBER, OCTOBER)),
        *(Row("dials", month, 1000, is_target=True) for month in (JULY, AUGUST, SEPTEMBER)),
    ]
    plan = planned(dials=6000)
    assert past(plan, *rows).by_month(DIALS).misses == 4
    assert past(planned(), *rows).by_month(DIALS).misses == 0
    assert past(plan, *rows[:1], *rows[2:]).by_month(DIALS).misses == 2


def test_weeks_are_the_closed_ones_with_business_days() -> None:
    found = past(planned(dials=6000), *(Row("dials", days(f"2026-10-{d:02}"), 90) for d in range(1, 10)))
    weeks = found.by_week(DIALS)
    assert weeks is not None
    first = weeks.spans.index(days("2026-10-01", "2026-10-04"))
    assert weeks.spans[-1].last <= date(2026, 11, 20)
    assert all(found.plan.calendar.business_days(span) for span in weeks.spans)
    assert weeks.pace[first : first + 2].tolist() == pytest.approx([90 * 4 / 2, 90.0])
    assert weeks.is_fine[first : first + 2].all()
    assert weeks.asked[first] == pytest.approx(100)
    assert weeks.spans[0] == days("2026-07-01", "2026-07-05")
    assert np.isnan(weeks.asked[:first]).all()


def test_before_the_first_week_is_over_there_are_none() -> None:
    assert past(planned(dials=1), as_of="2026-07-04").by_week(DIALS) is None
    assert past(planned(dials=1), as_of="2026-07-05").by_week(DIALS) is not None


def test_a_period_that_is_over_has_all_its_months() -> None:
    track = past(planned(dials=6000), as_of="2027-03-01").by_month(DIALS)
    assert track.spans[-1] == days("2026-12-01", "2026-12-31")


def test_months_close_where_the_plan_closes_them() -> None:
    plan = template_plan()
    rule = PeriodRule(closing_day=20)
    plan = replace(plan, rule=rule, period=days("2026-09-21", "2026-12-20"), base=days("2026-06-21", "2026-09-20"))
    track = past(plan, as_of="2026-11-20").by_month(DIALS)
    assert track.spans[-1] == days("2026-10-21", "2026-11-20")


def test_a_changed_definition_starts_a_new_series() -> None:
    plan = planned(dials=6000)
    dials = replace(plan.metrics["dials"], since=date(2026, 9, 1))
    plan = replace(plan, metrics={**plan.metrics, "dials": dials})
    track = past(plan, *(Row("dials", month, 900) for month in (JULY, AUGUST, SEPTEMBER, OCTOBER))).by_month(DIALS)
    assert np.isfinite(track.pace).sum() == 2
