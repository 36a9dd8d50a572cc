"""Levers and stages of the shipped template, and of trees a user made."""

from collections.abc import Mapping
from datetime import date

import pytest

from isplanner.desktop.funnel.shape import Stage, funnel_stages, lever_keys
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.formula import NameTable, parse_formula
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import shipped_channels
from isplanner.plan.tree import GoalTree, Node, build_tree

METRICS, CHANNELS = shipped_metrics(), shipped_channels()


def tree_of(formulas: Mapping[NodeKey, str | None], root: NodeKey) -> GoalTree:
    names = NameTable(METRICS, CHANNELS)
    nodes = [
        Node(number, key, None if text is None else parse_formula(text, names, key))
        for number, (key, text) in enumerate(formulas.items(), 1)
    ]
    return build_tree(nodes, METRICS, CHANNELS, root)


@pytest.fixture(scope="module")
def template() -> GoalTree:
    blueprint = plan_blueprint(fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3), "ja")
    assert blueprint.kgi is not None
    return tree_of(blueprint.formulas, NodeKey(blueprint.kgi))


def metrics_of(keys: tuple[NodeKey, ...]) -> list[str]:
    return [key.metric for key in keys]


def test_the_whole_plan_has_the_levers_of_the_picture_in_its_order(template: GoalTree) -> None:
    keys = lever_keys(template, None)
    assert metrics_of(keys) == [
        "dials",
        "connect_rate",
        "mail_replies",
        "appointments_per_connect",
        "valid_rate",
        "orders_per_valid",
        "deal_size",
    ]
    assert all(key.channel is None for key in keys)


def test_a_channel_has_its_own_levers(template: GoalTree) -> None:
    phone, mail = lever_keys(template, "webinar"), lever_keys(template, "mail_magazine")
    assert metrics_of(phone) == [
        "dials",
        "connect_rate",
        "appointments_per_connect",
        "valid_rate",
        "orders_per_valid",
        "deal_size",
    ]
    assert metrics_of(mail)[0] == "mail_replies"
    assert {key.channel for key in phone} == {"webinar"}


def test_what_stands_beside_the_tree_is_no_lever(template: GoalTree) -> None:
    assert NodeKey("leads") in template.levers
    assert NodeKey("leads") not in lever_keys(template, None)


def test_the_stages_lead_from_the_first_volume_to_the_orders(template: GoalTree) -> None:
    assert funnel_stages(template, None) == (
        Stage(NodeKey("dials")),
        Stage(NodeKey("connects"), NodeKey("connect_rate")),
        Stage(NodeKey("appointments"), NodeKey("appointments_per_connect")),
        Stage(NodeKey("valid_appointments"), NodeKey("valid_rate")),
        Stage(NodeKey("orders"), NodeKey("orders_per_valid")),
    )


def test_a_channel_of_mails_begins_with_replies(template: GoalTree) -> None:
    stages = funnel_stages(template, "mail_magazine")
    assert [stage.key.metric for stage in stages][:2] == ["mail_replies", "connects"]
    assert stages[1].rate is None


def test_a_tree_without_a_root_or_with_a_cycle_has_what_it_has() -> None:
    orders, valid, rate = NodeKey("orders"), NodeKey("valid_appointments"), NodeKey("orders_per_valid")
    round_about = tree_of({orders: "valid_appointments * orders_per_valid", valid: "orders", rate: None}, orders)
    assert lever_keys(round_about, None) == ()
    assert [stage.key for stage in funnel_stages(round_about, None)] == [valid, orders]
    assert lever_keys(build_tree([], METRICS, CHANNELS, None), None) == ()
    assert funnel_stages(build_tree([], METRICS, CHANNELS, None), None) == ()


def test_a_lever_that_is_read_twice_is_shown_once() -> None:
    revenue, orders, size = NodeKey("revenue"), NodeKey("orders"), NodeKey("deal_size")
    tree = tree_of({revenue: "orders * deal_size + orders * deal_size", orders: None, size: None}, revenue)
    assert lever_keys(tree, None) == (orders, size)
