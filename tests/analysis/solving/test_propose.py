from dataclasses import replace
from math import log

import numpy as np
import pytest

from isplanner.analysis.estimates.estimate import Estimates, estimate
from isplanner.analysis.people.capacity import Capacity
from isplanner.analysis.solving.conditions import PEOPLE, Condition
from isplanner.analysis.solving.propose import Proposer, Terms
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.project import project
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member, NodeKey
from tests.analysis.plans import demo_actuals, plan_of, template_plan
from tests.analysis.proposals import (
    BASE,
    BASELINE,
    ESTIMATES,
    GOAL,
    PLAN,
    SPREADS,
    baseline_of,
    by_node,
    estimates_of,
    keyed,
    propose,
    proposer_of,
    values_of,
)

TEAM = tuple(Member(n, f"m{n}") for n in range(1, 9))
DEMO = template_plan(TEAM)
DEMO_ACTUALS = demo_actuals(DEMO)
DEMO_BASE = measure_baseline(DEMO, DEMO_ACTUALS)
DEMO_ESTIMATES = estimate(DEMO, DEMO_ACTUALS)
DEMO_GOAL = 120_000_000.0


def locks(*nodes: str) -> frozenset[NodeKey]:
    return frozenset(NodeKey.parse(node) for node in nodes)


def at_most(node: str, limit: float) -> Condition:
    return Condition(NodeKey.parse(node), limit, at_most=True)


def demo(terms: Terms = Terms(), scenario: Scenario | None = None) -> Proposer:  # noqa: B008 (frozen)
    return proposer_of(DEMO, DEMO_BASE, DEMO_ESTIMATES, terms, scenario=scenario)


def test_the_worked_example() -> None:
    found = propose()
    assert found.is_feasible
    assert found.kgi == GOAL
    assert found.objective == pytest.approx(0.3644, abs=5e-5)
    expected = {
        "dials": 12_203,
        "connect_rate": 0.2034,
        "appointments_per_connect": 0.1031,
        "valid_rate": 0.6056,
        "orders_per_valid": 0.2647,
        "deal_size": 1_009_479,
    }
    for node, value in values_of(found).items():
        assert value == pytest.approx(expected[node], rel=3e-4), node
    assert round(values_of(found)["dials"]) == 12_203
    assert round(values_of(found)["deal_size"]) == 1_009_479
    assert found.binding == ()
    assert found.staffing is None


@pytest.mark.parametrize(("times", "objective"), [(1.2195, 2.166), (1.347, 3.65)])
def test_the_worked_example_aimed_higher(times: float, objective: float) -> None:
    found = propose(GOAL * times)
    assert found.objective == pytest.approx(objective, rel=2e-3)
    if times == 1.2195:
        expected = [12_509, 0.2083, 0.1078, 0.6135, 0.2863, 1_023_629]
        assert [*values_of(found).values()] == pytest.approx(expected, rel=5e-4)


def test_stretch_is_the_distance_from_the_baseline_in_spreads() -> None:
    found = propose()
    assert by_node(found)["dials"].stretch == pytest.approx(log(values_of(found)["dials"] / 12_000) / 0.08)
    assert sum((lever.stretch or 0) ** 2 for lever in found.levers) == pytest.approx(found.objective)


def test_a_goal_already_reached_moves_nothing() -> None:
    found = propose(30_000_000)
    assert found.is_feasible
    assert found.kgi == pytest.approx(36_000_000)
    assert found.objective == 0
    assert values_of(found) == BASE
    assert not any(lever.is_moved for lever in found.levers)
    assert found.volume_share is None


@pytest.mark.parametrize("goal", [0.0, -5.0])
def test_a_goal_of_nothing_is_reached(goal: float) -> None:
    assert propose(goal).objective == 0


def test_locked_levers_stay() -> None:
    found = propose(locked=locks("dials", "deal_size"))
    assert found.kgi == GOAL
    assert by_node(found)["dials"].is_locked
    assert (values_of(found)["dials"], values_of(found)["deal_size"]) == (12_000, 1_000_000)
    assert found.objective > propose().objective
    assert by_node(found)["dials"].values == {}


def test_with_all_levers_locked_nothing_can_be_done() -> None:
    found = propose(locked=frozenset(NodeKey(node) for node in BASE))
    assert not found.is_feasible
    assert found.kgi == pytest.approx(36_000_000)
    assert values_of(found) == BASE
    assert propose(30_000_000, locked=frozenset(NodeKey(node) for node in BASE)).is_feasible


def test_out_of_reach_says_what_comes_nearest_and_what_binds() -> None:
    free = "valid_rate"
    found = propose(90_000_000, locked=frozenset(NodeKey(node) for node in BASE if node != free))
    assert not found.is_feasible
    assert values_of(found)[free] == pytest.approx(1, abs=1e-6)
    assert found.kgi == pytest.approx(60_000_000, rel=1e-6)


def test_what_a_lock_names_must_be_a_lever() -> None:
    with pytest.raises(PlanError, match="not_a_lever"):
        propose(locked=locks("orders"))


def test_no_lever_falls_below_where_it_stands_unless_that_is_allowed() -> None:
    scenario = Scenario(2, "案", keyed(connect_rate=0.25, dials=11_000.0))
    found = proposer_of(scenario=scenario).propose(50_000_000)
    assert values_of(found)["connect_rate"] == 0.25
    assert values_of(found)["dials"] > 12_000
    assert Condition(NodeKey("connect_rate"), 0.25) in found.binding
    freely = proposer_of(terms=Terms(may_fall=True), scenario=scenario).propose(50_000_000)
    assert 0.2 < values_of(freely)["connect_rate"] < 0.25
    assert freely.objective < found.objective
    assert freely.binding == ()


def test_a_condition_binds() -> None:
    found = propose(conditions=(at_most("dials", 12_100),))
    assert found.is_feasible
    assert values_of(found)["dials"] == pytest.approx(12_100, rel=1e-9)
    assert found.binding == (at_most("dials", 12_100),)
    assert propose(conditions=(at_most("dials", 13_000),)).binding == ()


def test_several_conditions_at_once() -> None:
    conditions = (at_most("dials", 12_100), at_most("appointments", 250), Condition(NodeKey("orders"), 40))
    found = propose(45_000_000, conditions=conditions)
    assert found.is_feasible
    levels = project(PLAN, BASELINE, overrides={lever.node: lever.value or 0 for lever in found.levers}).values
    assert (levels[NodeKey("dials")] or 0) <= 12_100 * (1 + 1e-8)
    assert (levels[NodeKey("appointments")] or 0) <= 250 * (1 + 1e-8)
    assert (levels[NodeKey("orders")] or 0) >= 40 * (1 - 1e-8)
    assert at_most("appointments", 250) in found.binding


def test_the_goal_gives_way_to_a_condition() -> None:
    others = frozenset(NodeKey(node) for node in BASE if node != "dials")
    found = propose(locked=others, conditions=(at_most("dials", 12_500),))
    assert not found.is_feasible
    assert values_of(found)["dials"] == pytest.approx(12_500, rel=1e-6)
    assert found.kgi == pytest.approx(37_500_000, rel=1e-6)
    assert found.binding == (at_most("dials", 12_500),)
    assert found.missing == pytest.approx(GOAL - 37_500_000, rel=1e-5)


def test_a_condition_that_is_broken_already_cannot_be_kept() -> None:
    found = propose(conditions=(at_most("dials", 11_000),))
    assert not found.is_feasible
    assert values_of(found)["dials"] == 12_000
    allowed = propose(conditions=(at_most("dials", 11_000),), may_fall=True)
    assert allowed.is_feasible
    assert values_of(allowed)["dials"] == pytest.approx(11_000, rel=1e-8)


def test_conditions_that_contradict_each_other_move_nothing() -> None:
    conditions = (at_most("appointments", 230), Condition(NodeKey("appointments"), 260))
    found = propose(conditions=conditions)
    assert not found.is_feasible
    assert values_of(found) == BASE
    assert conditions[1] in found.binding
    assert found.missing == pytest.approx(GOAL - 36_000_000)


def test_what_has_no_value_cannot_be_asked_for() -> None:
    plan = plan_of({"revenue": "dials * 1", "cost": "talk_minutes * 1", "dials": None, "talk_minutes": None}, "revenue")
    known = estimates_of(plan, {"dials": 0.1}, {"dials": 10.0})
    with pytest.raises(PlanError, match="no_condition_value"):
        proposer_of(plan, baseline_of({"dials": 10.0}), known, Terms(conditions=(at_most("cost", 5),)))
    with pytest.raises(PlanError, match="no_people_known"):
        propose(conditions=(Condition(PEOPLE, 9, at_most=True),))


def bounded(plan: Plan, bounds: dict[str, tuple[float | None, float | None]]) -> Plan:
    nodes = {NodeKey.parse(key): ends for key, ends in bounds.items()}
    changed = {key: replace(plan.tree.nodes[key], low=low, high=high) for key, (low, high) in nodes.items()}
    return replace(plan, tree=replace(plan.tree, nodes={**plan.tree.nodes, **changed}))


def test_nodes_keep_to_their_bounds() -> None:
    plan = bounded(PLAN, {"dials": (None, 12_050), "orders": (None, 40.8), "valid_rate": (0.7, None)})
    found = proposer_of(plan).propose(GOAL)
    assert found.is_feasible
    assert values_of(found)["dials"] == pytest.approx(12_050)
    assert {*found.binding} == {at_most("dials", 12_050), at_most("orders", 40.8)}
    # Where it is not to fall anyway, what it may fall to says nothing.
    assert values_of(found)["valid_rate"] >= 0.6
    lower = proposer_of(bounded(PLAN, {"dials": (11_900, 12_000)}), terms=Terms(may_fall=True)).propose(GOAL)
    assert values_of(lower)["dials"] == pytest.approx(12_000)


def test_what_is_beyond_its_bounds_already_goes_no_further() -> None:
    found = proposer_of(bounded(PLAN, {"dials": (None, 10_000)})).propose(GOAL)
    assert found.is_feasible
    assert values_of(found)["dials"] == 12_000


def test_a_channel_s_bound_holds_the_plan_s_lever() -> None:
    plan = bounded(DEMO, {"connect_rate[webinar]": (None, 0.1909), "deal_size": (None, 1_015_000)})
    found = proposer_of(plan, DEMO_BASE, DEMO_ESTIMATES).propose(DEMO_GOAL)
    assert found.is_feasible
    assert found.values[NodeKey("connect_rate", "webinar")] == pytest.approx(0.1909)
    assert by_node(found)["deal_size"].value == pytest.approx(1_015_000)
    assert {str(condition) for condition in found.binding} >= {"connect_rate[webinar]<=0.1909", "deal_size<=1015000"}


CAPACITY = Capacity(pace=20.0, days=60, people=10.1)
"""12,120 dials at most."""


def test_dials_stop_where_the_team_has_no_more_people() -> None:
    found = propose(capacity=CAPACITY)
    assert found.is_feasible
    assert values_of(found)["dials"] == pytest.approx(12_120, rel=1e-8)
    assert found.binding == (Condition(PEOPLE, 10.1, at_most=True),)
    assert found.staffing is not None
    assert found.staffing.needed == pytest.approx(10.1)
    assert found.staffing.unlimited == pytest.approx(12_203 / 1200, rel=1e-4)


def test_a_scenario_may_ask_more_of_the_team() -> None:
    small = replace(CAPACITY, people=8.0)
    found = propose(capacity=small)
    assert values_of(found)["dials"] == 12_000
    assert found.staffing is not None
    assert found.staffing.team == 8
    assert found.staffing.needed == pytest.approx(10)


def test_people_can_be_limited_or_allowed_by_name() -> None:
    more = propose(capacity=CAPACITY, conditions=(Condition(PEOPLE, 11, at_most=True),))
    assert more.objective == pytest.approx(0.3644, abs=5e-5)
    assert more.staffing is not None
    assert more.staffing.needed == pytest.approx(12_203 / 1200, rel=1e-4)
    less = propose(capacity=CAPACITY, conditions=(Condition(PEOPLE, 10.05, at_most=True),))
    assert values_of(less)["dials"] == pytest.approx(12_060, rel=1e-8)


def test_what_share_of_the_gain_is_volume() -> None:
    share = propose().volume_share
    assert share == pytest.approx(log(12_203 / 12_000) / log(1.15), abs=1e-3)
    assert propose(locked=locks("dials")).volume_share == 0


def test_volume_alone_is_flagged_while_rates_have_room() -> None:
    rates = frozenset(NodeKey(node) for node in BASE if node != "dials")
    found = propose(locked=rates)
    assert found.volume_share == pytest.approx(1)
    assert found.margins is not None
    # A product rises with a rate as the rate does: a point is most of the lowest one; a percent of volume is a percent.
    now = GOAL / 1.15
    assert found.margins.by_volume == pytest.approx(now * 0.01)
    rate, value = min(((node, base) for node, base in BASE.items() if base < 1), key=lambda one: one[1])
    assert found.margins.rate == NodeKey(rate)
    assert found.margins.by_rate == pytest.approx(now * 0.01 / value)
    assert not propose().is_volume_alone
    at_the_top = estimates_of(PLAN, SPREADS, BASE, band=0.0)
    assert not proposer_of(estimates=at_the_top, terms=Terms(locked=rates)).propose(GOAL).is_volume_alone


def test_values_beyond_what_is_achievable_are_marked() -> None:
    far = propose(GOAL * 2)
    assert by_node(far)["orders_per_valid"].is_beyond
    assert not any(lever.is_beyond for lever in propose().levers)


def cost_plan() -> tuple[Plan, dict[str, float], dict[str, float]]:
    """A KGI of which less is better: dials, each of which costs so much."""
    plan = plan_of({"cost": "dials * cost_per_appointment", "dials": None, "cost_per_appointment": None}, "cost")
    return plan, {"dials": 1000.0, "cost_per_appointment": 500.0}, {"dials": 0.1, "cost_per_appointment": 0.1}


def test_where_less_is_better_all_is_mirrored() -> None:
    plan, values, spreads = cost_plan()
    known = estimates_of(plan, spreads, values)
    found = proposer_of(plan, baseline_of(values), known).propose(400_000)
    assert found.is_feasible
    assert values_of(found) == pytest.approx({"dials": 1000, "cost_per_appointment": 400})
    assert found.binding == (Condition(NodeKey("dials"), 1000),)
    freely = proposer_of(plan, baseline_of(values), known, Terms(may_fall=True)).propose(400_000)
    assert values_of(freely)["dials"] == pytest.approx(values_of(freely)["cost_per_appointment"] * 2)
    dearer = proposer_of(plan, baseline_of(values), known, Terms(locked=locks("cost_per_appointment"))).propose(400_000)
    assert not dearer.is_feasible
    assert dearer.kgi == 500_000


def test_a_kgi_below_nothing() -> None:
    plan = plan_of({"profit": "revenue - cost", "revenue": None, "cost": None}, "profit")
    values = {"revenue": 900.0, "cost": 1000.0}
    found = proposer_of(plan, baseline_of(values), estimates_of(plan, {"revenue": 0.1, "cost": 0.1}, values)).propose(
        50
    )
    assert found.is_feasible
    assert values_of(found)["revenue"] - values_of(found)["cost"] == pytest.approx(50)
    assert values_of(found)["cost"] < 1000 < values_of(found)["revenue"] + 100


def test_a_kgi_that_no_lever_moves() -> None:
    plan = plan_of({"revenue": "5 * 1", "dials": None}, "revenue")
    found = proposer_of(plan, baseline_of({"dials": 10.0}), Estimates({}, {}, {})).propose(20)
    assert (found.is_feasible, found.levers, found.kgi) == (False, (), 15)


def test_without_a_kgi_or_spreads_it_says_so() -> None:
    with pytest.raises(PlanError, match="no_kgi"):
        proposer_of(plan_of({"dials": None}))
    with pytest.raises(PlanError, match="no_kgi"):
        proposer_of(baseline=baseline_of({}))
    with pytest.raises(PlanError, match="no_stretch"):
        proposer_of(estimates=Estimates({}, {}, {}))


def test_levers_without_a_spread_or_anything_to_move_stay() -> None:
    known = {node: found for node, found in ESTIMATES.levers.items() if node.metric != "dials"}
    found = proposer_of(estimates=replace(ESTIMATES, levers=known)).propose(GOAL)
    assert values_of(found)["dials"] == 12_000
    assert by_node(found)["dials"].stretch is None
    idle = proposer_of(baseline=baseline_of({**BASE, "valid_rate": 0.0})).propose(GOAL)
    assert not idle.is_feasible
    assert values_of(idle)["valid_rate"] == 0
    certain = replace(ESTIMATES.levers[NodeKey("dials")], scale_sd=0.0)
    fixed = replace(ESTIMATES, levers={**ESTIMATES.levers, NodeKey("dials"): certain})
    assert values_of(proposer_of(estimates=fixed).propose(GOAL))["dials"] == 12_000


def test_the_whole_plan_moves_its_channels() -> None:
    found = demo().propose(DEMO_GOAL)
    assert found.kgi == DEMO_GOAL
    assert [str(lever.node) for lever in found.levers] == [
        "dials",
        "connect_rate",
        "appointments_per_connect",
        "valid_rate",
        "orders_per_valid",
        "deal_size",
        "mail_replies",
    ]
    taken_on = project(DEMO, DEMO_BASE, overrides={lever.node: lever.value or 0 for lever in found.levers})
    assert taken_on.kgi == pytest.approx(DEMO_GOAL, rel=1e-8)
    scenario = Scenario(2, "案", found.values)
    kept = project(DEMO, DEMO_BASE, scenario)
    assert kept.kgi == pytest.approx(DEMO_GOAL, rel=1e-12)
    for lever in found.levers:
        assert kept.values[lever.node] == pytest.approx(lever.value, rel=1e-9)
        spread = DEMO_ESTIMATES.levers[lever.node].scale_sd
        assert lever.stretch == pytest.approx(
            (scale(lever.node, lever.value) - scale(lever.node, lever.baseline)) / spread, abs=1e-9
        )


def scale(node: NodeKey, value: float | None) -> float:
    value = value or 0.0
    return log(value / (1 - value)) if DEMO.metrics[node.metric].is_share else log(value)


def test_a_locked_channel_stays_while_the_others_move() -> None:
    found = demo(Terms(locked=locks("connect_rate[webinar]", "deal_size"))).propose(DEMO_GOAL)
    assert found.kgi == DEMO_GOAL
    lever = by_node(found)["connect_rate[webinar]"]
    assert lever.is_locked
    assert lever.value == lever.baseline
    moved = by_node(found)["connect_rate"].values
    assert {str(node.channel) for node in moved} == {"web_inquiry", "download", "outbound"}
    kept = project(DEMO, DEMO_BASE, Scenario(2, "案", found.values)).values
    assert kept[NodeKey("deal_size", "outbound")] == DEMO_BASE.values[NodeKey("deal_size", "outbound")]
    assert by_node(found)["deal_size"].value == by_node(found)["deal_size"].present


def test_channel_by_channel() -> None:
    found = demo(Terms(by_channel=True, locked=locks("mail_replies", "dials[outbound]"))).propose(DEMO_GOAL)
    assert found.kgi == DEMO_GOAL
    assert len(found.levers) == len(DEMO.channels) * 4 + 4 * 2 + 1
    assert {str(lever.node) for lever in found.levers if lever.is_locked} == {
        "mail_replies[mail_magazine]",
        "dials[outbound]",
    }
    steps = {lever.node.channel: lever.stretch for lever in found.levers if lever.node.metric == "orders_per_valid"}
    assert len(set(steps.values())) == len(DEMO.channels)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_asked_levers_keep_to_it(seed: int) -> None:
    random = np.random.default_rng(seed)
    nodes = [node for node in DEMO.tree.levers if node.metric != "leads" and node in DEMO_BASE.values]
    locked = frozenset(nodes[place] for place in random.choice(len(nodes), 5, replace=False))
    condition = at_most("dials", 30_500 * random.uniform(1.0, 1.05))
    terms = Terms(locked, (condition,), by_channel=bool(seed % 2))
    found = demo(terms).propose(DEMO_GOAL * random.uniform(1, 1.3))
    assert found.is_feasible
    kept = project(DEMO, DEMO_BASE, Scenario(2, "案", found.values)).values
    assert kept[NodeKey("revenue")] == pytest.approx(found.kgi, rel=1e-9)
    assert (kept[NodeKey("dials")] or 0) <= condition.limit * (1 + 1e-8)
    for node in DEMO.tree.levers:
        if node in DEMO_BASE.values:
            assert (kept[node] or 0) >= DEMO_BASE.values[node] * (1 - 1e-12)
            assert node not in locked or node not in found.values


def test_months_keep_their_shape() -> None:
    scenario = Scenario(2, "案", {NodeKey("dials"): (3000.0, 4000.0, 5000.0), NodeKey("valid_rate"): (0.5, 0.6, 0.7)})
    found = proposer_of(scenario=scenario).propose(GOAL)
    assert found.kgi == GOAL
    dials, rates = found.values[NodeKey("dials")], found.values[NodeKey("valid_rate")]
    assert isinstance(dials, tuple)
    assert isinstance(rates, tuple)
    assert dials[2] / dials[0] == pytest.approx(5 / 3)
    assert rates[0] < rates[1] < rates[2]


def test_the_same_question_has_the_same_answer() -> None:
    proposer = demo()
    first = proposer.propose(DEMO_GOAL)
    proposer.propose(DEMO_GOAL * 2)
    assert proposer.propose(DEMO_GOAL) == first
