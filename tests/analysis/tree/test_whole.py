from dataclasses import replace

import pytest

from isplanner.analysis.attribution.bottleneck import find_bottleneck
from isplanner.analysis.attribution.state import State, StateName, lay_out
from isplanner.analysis.tree.attribute import attribute
from isplanner.analysis.tree.project import compile_levers
from isplanner.analysis.tree.whole import as_told, as_whole, project_as_told
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.attribution.test_bottleneck import BASE, FUNNEL
from tests.analysis.plans import BASELINE, plan_of, template_plan

WHOLE = as_whole(template_plan())
TARGET = {
    "dials": 29_000,
    "connect_rate": 0.2,
    "mail_replies": 200,
    "appointments_per_connect": 0.125,
    "valid_rate": 0.64,
    "orders_per_valid": 0.25,
    "deal_size": 1_000_000,
}
FORECAST = {
    "dials": 29_020,
    "connect_rate": 0.181736733287388,
    "mail_replies": 205,
    "appointments_per_connect": 0.13779886840664354,
    "valid_rate": 0.6026490066225165,
    "orders_per_valid": 0.25054945054945055,
    "deal_size": 1_011_403.5087719298,
}


def state(name: StateName, values: dict[str, float]) -> State:
    return State(name, {NodeKey(metric): float(value) for metric, value in values.items()})


def test_the_levers_are_those_of_the_drawn_tree() -> None:
    assert {lever.metric for lever in WHOLE.tree.levers} == set(FUNNEL)
    assert not WHOLE.tree.problems
    assert all(key.channel is None for key in WHOLE.tree.nodes)


def test_the_demo_numbers_of_the_design() -> None:
    """Its bottleneck is worked out on the whole funnel: without the mix of channels."""
    start, end = state(StateName.TARGET, TARGET), state(StateName.FORECAST, FORECAST)
    found = find_bottleneck(WHOLE, BASE, start, end)
    assert found is not None
    assert found.gap == pytest.approx(-4_700_000)
    assert [round(stage.share) for stage in found.stages] == [
        78_378,
        -10_882_604,
        102_701,
        11_491_571,
        -7_085_077,
        258_721,
        1_336_310,
    ]
    assert found.worst is not None
    assert found.worst.node == NodeKey("connect_rate")


def test_a_tree_without_channels_stays_as_it_is() -> None:
    plan = plan_of({"revenue": "orders * deal_size", "orders": None, "deal_size": None}, "revenue")
    assert as_whole(plan).tree.nodes == plan.tree.nodes
    assert as_whole(plan_of({"dials": None})).tree.nodes == {}


def test_a_margin_keeps_its_formula() -> None:
    formulas = {
        "profit_rate": "profit / revenue",
        "profit": "revenue - cost",
        "revenue": "sum(revenue)",
        "cost": None,
        "orders": "sum(orders)",
        "deal_size": "revenue / orders",
        "revenue[webinar]": "orders * deal_size",
        **dict.fromkeys(("orders[webinar]", "deal_size[webinar]")),
    }
    plan = as_whole(plan_of(formulas, "profit_rate"))
    assert {lever.metric for lever in plan.tree.levers} == {"orders", "deal_size", "cost"}
    values = {"orders": 10.0, "deal_size": 5.0, "cost": 20.0}
    laid = lay_out(plan, state(StateName.TARGET, values), state(StateName.ACTUAL, values | {"cost": 30.0}))
    assert plan.tree.root is not None
    program = compile_levers(plan, BASE, dict.fromkeys(plan.tree.levers, 1.0))
    found = attribute(program, plan.tree.root, *laid)
    assert found is not None
    assert found.end - found.start == pytest.approx(-0.2)


def test_a_formula_with_a_problem_is_a_lever() -> None:
    plan = plan_of({"revenue": "orders * deal_size", "orders": "nothing_such", "deal_size": None}, "revenue")
    assert NodeKey("orders") in as_whole(plan).tree.levers
    assert replace(as_whole(plan), tree=plan.tree) == plan


TOLD = {key: value for key, value in FORECAST.items() if key != "mail_replies"}


def told(values: dict[str, float], scenario: Scenario = BASELINE) -> tuple[Plan, Scenario]:
    known = {NodeKey(*key.removesuffix("]").split("[")): value for key, value in values.items()}
    return as_told(template_plan(), replace(BASE, values=known), scenario)


def test_what_is_told_without_channels_is_worked_out_as_a_whole() -> None:
    plan, scenario = told(TOLD)
    assert plan.tree.levers == WHOLE.tree.levers
    assert scenario.values == {NodeKey("mail_replies"): 0.0}  # a count that nobody tells of is none


def test_a_plan_told_by_channel_and_one_that_is_told_too_little_of_stay() -> None:
    by_channel = {f"{metric}[webinar]": value for metric, value in FORECAST.items() if metric != "mail_replies"}
    assert told(TOLD | by_channel)[0].tree == template_plan().tree
    assert told({"dials": 100.0})[0].tree == template_plan().tree
    assert told(TOLD, Scenario(2, "案", {NodeKey("dials", "webinar"): 3.0}))[0].tree == template_plan().tree


def test_what_is_set_for_all_channels_alike_is_set_for_the_whole() -> None:
    phone = ("web_inquiry", "download", "webinar", "outbound")
    values = {NodeKey("dials", channel): 5_000.0 for channel in phone}
    values |= {NodeKey("connect_rate", channel): 0.3 for channel in phone}
    plan, scenario = told(TOLD, Scenario(2, "案", values))
    assert plan.tree.levers == WHOLE.tree.levers
    assert scenario.values == {
        NodeKey("dials"): 20_000.0,
        NodeKey("connect_rate"): 0.3,
        NodeKey("mail_replies"): 0.0,
    }


def test_a_plan_told_as_a_whole_has_values_but_none_in_channels() -> None:
    plan, baseline = template_plan(), replace(BASE, values={NodeKey(key): value for key, value in TOLD.items()})
    found = project_as_told(plan, baseline, BASELINE)
    connects = TOLD["dials"] * TOLD["connect_rate"]
    assert found.values[NodeKey("connects")] == pytest.approx(connects)
    assert found.values[NodeKey("mail_replies")] is None
    assert sum(month or 0.0 for month in found.months[NodeKey("connects")]) == pytest.approx(connects)
    assert found.kgi == found.values[NodeKey("revenue")]
    assert all(found.values[key] is None for key in plan.tree.nodes if key.channel)
