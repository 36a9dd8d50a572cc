from dataclasses import replace

import pytest

from isplanner.analysis.people.capacity import measure_capacity
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.solving.solve import Solution, solve_lever
from isplanner.analysis.solving.solve_within import keep_within
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.people.test_capacity import STAFFED
from tests.analysis.plans import THIRD_QUARTER
from tests.analysis.proposals import BASELINE, PLAN, keyed


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


def bounded(low: float | None = None, high: float | None = None) -> Plan:
    node = replace(PLAN.tree.nodes[NodeKey("valid_rate")], low=low, high=high)
    return replace(PLAN, tree=replace(PLAN.tree, nodes={**PLAN.tree.nodes, node.key: node}))


@pytest.mark.parametrize(
    ("bounds", "goal", "value"),
    [((None, 0.7), 45_000_000, 0.7), ((0.5, None), 24_000_000, 0.5), ((None, 0.5), 45_000_000, 0.6)],
)
def test_a_lever_goes_no_further_than_its_bounds(
    bounds: tuple[float | None, float | None], goal: float, value: float
) -> None:
    plan = bounded(*bounds)
    cut, _ = keep_within(model_of(plan, BASELINE), None, solved("valid_rate", goal, plan))
    assert not cut.feasible
    assert cut.value == pytest.approx(value)
    assert cut.kgi == pytest.approx(60_000_000 * value)
    free = solved("valid_rate", 39_000_000, bounded(high=0.7))
    assert keep_within(model_of(bounded(high=0.7), BASELINE), None, free) == (free, None)


def test_a_scenario_s_own_volume_is_allowed() -> None:
    capacity = measure_capacity(STAFFED, BASELINE, THIRD_QUARTER)
    assert capacity is not None
    scenario = Scenario(2, "案", keyed(dials=20_000.0))
    model = model_of(STAFFED, BASELINE, None, scenario)
    cut, _ = keep_within(model, capacity, solved("dials", 72_000_000, scenario=scenario))
    assert cut.value == pytest.approx(20_000)
    assert cut.kgi == pytest.approx(60_000_000)
