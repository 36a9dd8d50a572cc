from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.solving.solve import Solution, solve_lever
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.analysis.tree.project import project
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, plan_of, template_plan
from tests.analysis.tree.test_project import TARGET_A, node, nodes

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
SIX = {
    "revenue": "orders * deal_size",
    "orders": "valid_appointments * orders_per_valid",
    "valid_appointments": "appointments * valid_rate",
    "appointments": "connects * appointments_per_connect",
    "connects": "dials * connect_rate",
    **dict.fromkeys(
        ("dials", "connect_rate", "appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
    ),
}
ONE_SCOPE = plan_of(SIX, "revenue")
START = Baseline(
    {
        NodeKey("dials"): 12000.0,
        NodeKey("connect_rate"): 0.2,
        NodeKey("appointments_per_connect"): 0.1,
        NodeKey("valid_rate"): 0.6,
        NodeKey("orders_per_valid"): 0.25,
        NodeKey("deal_size"): 1_000_000.0,
    },
    {},
    3,
    {},
)


def check(solution: Solution, feasible: bool, value: float, kgi: float) -> None:
    assert solution.feasible == feasible
    assert solution.value == pytest.approx(value, rel=1e-6)
    assert solution.kgi == pytest.approx(kgi, rel=1e-9)


def solve(lever: str, goal: float, plan: Plan = ONE_SCOPE, baseline: Baseline = START) -> Solution:
    return solve_lever(plan, baseline, node(lever), goal)


@pytest.mark.parametrize(
    ("lever", "value"),
    [("dials", 13800), ("connect_rate", 0.23), ("orders_per_valid", 0.2875), ("deal_size", 1_150_000)],
)
def test_one_lever_alone_reaches_the_goal(lever: str, value: float) -> None:
    solution = solve(lever, 41_400_000)
    assert solution.feasible
    assert solution.value == pytest.approx(value, rel=1e-11)
    assert solution.kgi == pytest.approx(41_400_000, rel=1e-12)
    assert solution.baseline == START.values[node(lever)]


def test_out_of_reach_says_the_best_and_what_it_gives() -> None:
    check(solve("valid_rate", 90_000_000), False, 1.0, 60_000_000)


def test_a_goal_already_passed_is_reached_with_less() -> None:
    check(solve("dials", 18_000_000), True, 6000, 18_000_000)


def test_a_plan_wide_lever_moves_its_channels() -> None:
    goal = 120_000_000
    for lever in ("dials", "connect_rate", "mail_replies", "deal_size", "valid_rate"):
        solution = solve(lever, goal, PLAN, BASE)
        assert solution.feasible
        assert solution.kgi == pytest.approx(goal, rel=1e-11)
        projected = project(PLAN, BASE, overrides={node(lever): solution.value})
        assert projected.kgi == pytest.approx(goal, rel=1e-9)
        assert projected.values[node(lever)] == pytest.approx(solution.value, rel=1e-9)


def test_it_starts_from_the_scenario_asked_for() -> None:
    levers = project(PLAN, BASE, overrides=nodes(TARGET_A)).values
    scenario = Scenario(2, "目標案 A", {key: value for key in PLAN.tree.levers if (value := levers[key]) is not None})
    solution = solve_lever(PLAN, BASE, node("deal_size"), 120_000_000, scenario)
    assert solution.value == pytest.approx(1_000_000 * 120_000_000 / 106_992_187.5)
    assert solution.baseline == pytest.approx(1_010_000)


def test_a_lever_by_months_keeps_its_shape() -> None:
    scenario = Scenario(2, "案 1", {node("dials"): (3000.0, 4000.0, 5000.0)})
    assert solve_lever(ONE_SCOPE, START, node("dials"), 72_000_000, scenario).value == pytest.approx(24000)


@pytest.mark.parametrize(
    ("lever", "start"), [("dials", 0.0), ("valid_rate", 0.0), ("valid_rate", 1.0), ("dials", None)]
)
def test_a_lever_may_start_from_nothing(lever: str, start: float | None) -> None:
    values = {key: value for key, value in START.values.items() if key != node(lever)}
    known = replace(START, values=values if start is None else {**values, node(lever): start})
    expected = {"dials": 11000, "valid_rate": 0.55}[lever]
    assert solve(lever, 33_000_000, baseline=known).value == pytest.approx(expected)


def test_lower_is_better_is_mirrored() -> None:
    plan = plan_of({"cost": "dials * 500", "dials": None}, "cost")
    known = replace(START, values={NodeKey("dials"): 1000.0})
    check(solve("dials", 400_000, plan, known), True, 800, 400_000)
    fixed = plan_of({"cost": "dials * 500 + 300000", "dials": None}, "cost")
    check(solve("dials", 1_000_000, fixed, known), True, 200, 1_000_000)
    check(solve("dials", 600_000, fixed, known), False, 0, 900_000)


def test_a_lever_that_lowers_the_kgi_is_lowered() -> None:
    plan = plan_of({"profit": "revenue - cost", "revenue": None, "cost": None}, "profit")
    known = replace(START, values={NodeKey("revenue"): 900.0, NodeKey("cost"): 500.0})
    check(solve("cost", 600, plan, known), True, 300, 600)
    check(solve("cost", 1000, plan, known), False, 0, 900)


def test_a_goal_that_is_passed_without_the_lever_needs_none_of_it() -> None:
    check(solve("dials[webinar]", 90_000_000, PLAN, BASE), True, 0, 106_050_000 - 15_200_000)


def test_a_capacity_that_binds_is_where_more_gives_no_more() -> None:
    plan = plan_of({"connects": "min(dials, 700) * connect_rate", "dials": None, "connect_rate": None}, "connects")
    known = replace(START, values={NodeKey("dials"): 300.0, NodeKey("connect_rate"): 0.5})
    # The busiest month has 21 of 60 business days, the quietest 19: it is full last.
    check(solve("dials", 5000, plan, known), False, 700 * 60 / 19, 1050)


def test_a_lever_that_changes_nothing_stays() -> None:
    known = replace(BASE, values={**BASE.values, node("leads"): 4200.0})
    check(solve("leads", 120_000_000, PLAN, known), False, 4200, 106_050_000)


def test_where_nothing_is_left_to_divide_by_the_end_is_near() -> None:
    plan = plan_of({"deal_size": "revenue / orders", "revenue": None, "orders": None}, "deal_size")
    known = replace(START, values={NodeKey("revenue"): 900.0, NodeKey("orders"): 3.0})
    check(solve("orders", 450, plan, known), True, 2, 450)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(PlanError, match="not_a_lever"):
        solve("orders", 1)
    with pytest.raises(PlanError, match="no_kgi"):
        solve("dials", 1, baseline=replace(START, values={}))
    with pytest.raises(PlanError, match="no_kgi"):
        solve("dials", 1, plan_of({"dials": None}))


def test_what_is_done_of_the_period_stands() -> None:
    remaining = Remaining(date(2026, 11, 20), (0.0, 0.25, 1.0), {NodeKey("revenue"): (10_000_000.0, 8_000_000.0, 0.0)})
    found = solve_lever(ONE_SCOPE, START, node("connect_rate"), 36_000_000, remaining=remaining)
    # A quarter of November's 19 days and December's 20 of 60 are left.
    left = 36_000_000 * (19 / 4 + 20) / 60
    assert found.feasible
    assert found.value == pytest.approx(0.2 * 18_000_000 / left)
    assert found.kgi == pytest.approx(36_000_000)


@given(st.floats(0.2, 8), st.sampled_from(list(START.values)))
def test_whatever_it_says_is_what_that_gives(times: float, lever: NodeKey) -> None:
    goal = 36_000_000 * times
    solution = solve_lever(ONE_SCOPE, START, lever, goal)
    assert project(ONE_SCOPE, START, overrides={lever: solution.value}).kgi == pytest.approx(solution.kgi, rel=1e-9)
    best = START.values[lever] * times
    is_share = ONE_SCOPE.metrics[lever.metric].is_share
    assert solution.feasible == (not is_share or best <= 1 + 1e-9)
    assert solution.value == pytest.approx(min(best, 1) if is_share else best, rel=1e-9)
