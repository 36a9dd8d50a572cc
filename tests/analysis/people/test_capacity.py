from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.people.capacity import measure_capacity, person_days
from isplanner.plan.scope import Member
from tests.analysis.plans import SECOND_QUARTER, THIRD_QUARTER, days
from tests.analysis.proposals import BASELINE, PLAN, baseline_of

TEAM = (
    Member(1, "A"),
    Member(2, "B", capacity=0.75),
    Member(3, "C", joined=date(2026, 10, 1), ramp=(0.5, 0.75)),
    Member(4, "D", left=date(2026, 10, 1)),
)
STAFFED = replace(PLAN, members=TEAM)


def test_people_are_counted_in_full_time_days() -> None:
    base = STAFFED.calendar.business_days(SECOND_QUARTER)
    assert person_days(STAFFED, SECOND_QUARTER) == pytest.approx(2.75 * base)
    # October has 21 business days, November 19, December 20.
    assert person_days(STAFFED, THIRD_QUARTER) == pytest.approx(1.75 * 60 + 0.5 * 21 + 0.75 * 19 + 20)


def test_capacity_is_the_pace_of_the_base_period_on_the_days_to_come() -> None:
    found = measure_capacity(STAFFED, BASELINE, THIRD_QUARTER)
    assert found is not None
    assert found.pace == pytest.approx(12_000 / (2.75 * STAFFED.calendar.business_days(SECOND_QUARTER)))
    assert found.days == 60
    assert found.people == pytest.approx(1.75 + (0.5 * 21 + 0.75 * 19 + 20) / 60)
    assert found.people_for(found.pace * 60 * 3) == pytest.approx(3)
    rest = measure_capacity(STAFFED, BASELINE, days("2026-12-01", "2026-12-31"))
    assert rest is not None
    assert rest.days == 20
    assert rest.people == pytest.approx(2.75)


def test_where_nothing_says_what_one_does_a_day_there_is_none() -> None:
    assert measure_capacity(PLAN, BASELINE, THIRD_QUARTER) is None
    assert measure_capacity(STAFFED, baseline_of({}), THIRD_QUARTER) is None
    assert measure_capacity(STAFFED, BASELINE, days("2026-10-03", "2026-10-04")) is None
