"""A scenario's team against an oracle that counts its days one by one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.people.capacity import measure_capacity, people_in, person_days, person_days_by_month
from isplanner.analysis.people.team import team_of
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member
from tests.analysis.people.test_capacity import STAFFED, TEAM
from tests.analysis.plans import SECOND_QUARTER, THIRD_QUARTER, days
from tests.analysis.proposals import BASELINE

in_period = st.dates(THIRD_QUARTER.start, THIRD_QUARTER.last)
shares = st.lists(st.floats(0, 1), max_size=4).map(tuple)
hires = st.builds(Hire, st.floats(0.25, 5), in_period, shares)
leavers = st.dictionaries(st.integers(1, 9), st.dates(date(2026, 9, 1), date(2027, 1, 31)), max_size=4)


def scenario(*hired: Hire, leaving: dict[int, date] | None = None) -> Scenario:
    return Scenario(7, "増員", {}, headcount=Headcount(hired, leaving or {}))


def days_of(plan: Plan, member: Member) -> float:
    """His days in the plan's period, each by capacity and ramp, one by one."""
    total, day = 0.0, plan.period.start
    while day < plan.period.end:
        is_there = (member.joined or day) <= day and (member.left is None or day < member.left)
        if is_there and plan.calendar.is_business_day(day):
            age = (
                99 if member.joined is None else (day.year - member.joined.year) * 12 + day.month - member.joined.month
            )
            total += member.capacity * (member.ramp[age] if age < len(member.ramp) else 1.0)
        day += timedelta(days=1)
    return total


def test_without_hires_and_leavers_it_is_the_plan_itself() -> None:
    assert team_of(STAFFED, scenario()) is STAFFED


@given(st.lists(hires, max_size=3).map(tuple), leavers)
def test_each_hire_adds_his_days_and_each_leaver_takes_off_his(
    hired: tuple[Hire, ...], leaving: dict[int, date]
) -> None:
    before = person_days(STAFFED, THIRD_QUARTER)
    found = person_days(team_of(STAFFED, scenario(*hired, leaving=leaving)), THIRD_QUARTER)
    added = sum(days_of(STAFFED, Member(0, "", hire.people, hire.start, ramp=hire.ramp)) for hire in hired)
    gone = [(member, leaving[member.id]) for member in TEAM if member.id in leaving]
    taken = sum(
        days_of(STAFFED, member) - days_of(STAFFED, replace(member, left=min(member.left or day, day)))
        for member, day in gone
    )
    assert found == pytest.approx(before + added - taken)


@given(st.lists(hires, max_size=3).map(tuple), leavers)
def test_months_add_up_to_the_period(hired: tuple[Hire, ...], leaving: dict[int, date]) -> None:
    one = scenario(*hired, leaving=leaving)
    team = team_of(STAFFED, one)
    by_month = person_days_by_month(team, THIRD_QUARTER)
    assert by_month == pytest.approx([person_days(team, month) for month in STAFFED.months])
    worked = [STAFFED.calendar.business_days(month) for month in STAFFED.months]
    people = [people_in(STAFFED, month, one) for month in STAFFED.months]
    assert [each * count for each, count in zip(people, worked, strict=True)] == pytest.approx(by_month)


def test_worked_example() -> None:
    """Two from November on at 50 % and 75 %; B goes in December. Business days are 21, 19 and 20."""
    one = scenario(Hire(2, date(2026, 11, 1), (0.5, 0.75)), leaving={2: date(2026, 12, 1)})
    # October: A, B at 0.75, C at half. November: C at three quarters, two halves more. December: A and C, 2 × 0.75.
    assert [people_in(STAFFED, month, one) for month in STAFFED.months] == pytest.approx([2.25, 3.5, 3.5])
    found = measure_capacity(STAFFED, BASELINE, THIRD_QUARTER, one)
    assert found is not None
    assert found.people == pytest.approx((2.25 * 21 + 3.5 * 19 + 3.5 * 20) / 60)
    # What one does a day is of the base period's own team.
    assert found.pace == pytest.approx(12_000 / (2.75 * STAFFED.calendar.business_days(SECOND_QUARTER)))


def test_capacity_is_the_chosen_scenarios_unless_another_is_given() -> None:
    one = scenario(Hire(2, THIRD_QUARTER.start))
    chosen = replace(STAFFED, scenarios=(*STAFFED.scenarios, one), scenario=one.id)
    assert measure_capacity(chosen, BASELINE, THIRD_QUARTER) == measure_capacity(STAFFED, BASELINE, THIRD_QUARTER, one)
    rest = days("2026-12-01", "2026-12-31")
    more, own = measure_capacity(chosen, BASELINE, rest), measure_capacity(STAFFED, BASELINE, rest)
    assert more is not None
    assert own is not None
    assert more.people == pytest.approx(own.people + 2)


def test_leaver_who_is_gone_anyway_makes_no_difference() -> None:
    gone = scenario(leaving={4: date(2026, 11, 1), 99: date(2026, 11, 1)})
    assert person_days(team_of(STAFFED, gone), THIRD_QUARTER) == person_days(STAFFED, THIRD_QUARTER)
