from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.capacity import measure_capacity, person_days
from isplanner.analysis.model import model_of
from isplanner.analysis.solve import Solution, solve_lever
from isplanner.analysis.solve_within import keep_within
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member, NodeKey
from tests.analysis.plans import SECOND_QUARTER, THIRD_QUARTER, days
from tests.analysis.proposals import BASELINE, PLAN, baseline_of, keyed

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


def solved(node: str, goal: float, plan: Plan = STAFFED, scenario: Scenario | None = None) -> Solution:
    return solve_lever(plan, BASELINE, NodeKey(node), goal, scenario)


def test_dials_beyond_the_team_are_refused_with_the_people_they_take() -> None:
    capacity = measure_capacity(STAFFED, BASELINE, THIRD_QUARTER)
    assert capacity is not None
    limit = capacity.pace * 60 * capacity.people
    scenario = Scenario(2, "案", keyed(dials=9000.0))
    model = model_of(STAFFED, BASELINE, None, scenario)
    cut, staffing = keep_within(model, capacity, solved("dials", 72_000_000, scenario=scenario))
    assert not cut.feasible
    assert cut.value == pytest.approx(limit)
    assert cut.kgi == pytest.approx(36_000_000 * limit / 12_000)
    assert staffing is not None
    assert staffing.needed == pytest.approx(capacity.people)
    assert staffing.unlimited == pytest.approx(capacity.people * 24_000 / limit)


def test_what_the_team_can_do_stays() -> None:
    capacity = measure_capacity(STAFFED, BASELINE, THIRD_QUARTER)
    assert capacity is not None
    model = model_of(STAFFED, BASELINE)
    for solution in (solved("dials", 30_000_000), solved("connect_rate", 72_000_000)):
        assert keep_within(model, capacity, solution)[0] == solution
    assert keep_within(model, capacity, solved("connect_rate", 72_000_000))[1] is None


def test_a_scenario_s_own_volume_is_allowed() -> None:
    capacity = measure_capacity(STAFFED, BASELINE, THIRD_QUARTER)
    assert capacity is not None
    scenario = Scenario(2, "案", keyed(dials=20_000.0))
    model = model_of(STAFFED, BASELINE, None, scenario)
    cut, _ = keep_within(model, capacity, solved("dials", 72_000_000, scenario=scenario))
    assert cut.value == pytest.approx(20_000)
    assert cut.kgi == pytest.approx(60_000_000)
