import pytest

from isplanner.analysis.capacity import measure_capacity
from isplanner.analysis.model import model_of
from isplanner.analysis.solve import Solution, solve_lever
from isplanner.analysis.solve_within import keep_within
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import THIRD_QUARTER
from tests.analysis.proposals import BASELINE, keyed
from tests.analysis.test_capacity import STAFFED


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
