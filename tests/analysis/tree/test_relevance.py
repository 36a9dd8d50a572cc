from dataclasses import replace
from math import nan

import pytest

from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.analysis.tree.move import LeverValues
from isplanner.analysis.tree.project import elasticities, lever_values, project
from isplanner.analysis.tree.relevance import node_elasticities, related
from isplanner.plan.log import Influence
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, plan_of, template_plan

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
LEVERS = lever_values(PLAN, BASE)


def by_text(plan: Plan, baseline: Baseline, levers: LeverValues) -> dict[str, float]:
    return {str(node): value for node, value in node_elasticities(plan, baseline, levers).items()}


def test_every_stage_of_the_whole_funnel_moves_all_of_the_kgi() -> None:
    found = by_text(PLAN, BASE, LEVERS)
    for metric in ("revenue", "orders", "valid_appointments", "appointments", "connects", "valid_rate", "deal_size"):
        assert found[metric] == pytest.approx(1)
    assert found["dials"] + found["mail_replies"] == pytest.approx(1)
    assert found["connect_rate"] == pytest.approx(found["dials"])


def test_a_channel_moves_its_part() -> None:
    found = by_text(PLAN, BASE, LEVERS)
    assert found["orders[webinar]"] == pytest.approx(15_200_000 / 106_050_000)
    assert found["connects[mail_magazine]"] == pytest.approx(4_100_000 / 106_050_000)


def test_levers_have_the_elasticity_of_the_slider() -> None:
    found, of_levers = node_elasticities(PLAN, BASE, LEVERS), elasticities(PLAN, BASE)
    assert {node: found[node] for node in of_levers} == pytest.approx(of_levers)


def test_it_is_what_one_percent_more_gives() -> None:
    plan = plan_of(
        {"profit": "revenue - cost", "revenue": "orders * deal_size", "orders": None, "deal_size": None, "cost": None},
        "profit",
    )
    levers = {NodeKey("orders"): 100.0, NodeKey("deal_size"): 10.0, NodeKey("cost"): 600.0}
    found = by_text(plan, Baseline({}, {}, 3, {}), levers)
    assert found["revenue"] == pytest.approx(2.5)
    assert found["cost"] == pytest.approx(-1.5)
    more = Scenario(2, "more", {**levers, NodeKey("cost"): 606.0})
    now = project(plan, Baseline({}, {}, 3, {}), more).kgi
    assert now == pytest.approx(400 * (1 - 0.015))


def test_what_stands_beside_the_tree_is_not_related_unless_somebody_says_so() -> None:
    found = node_elasticities(PLAN, BASE, LEVERS)
    assert found[NodeKey("leads")] == 0
    assert NodeKey("leads") not in related(PLAN, found, 0.01)
    told = replace(
        PLAN,
        influences=(
            Influence(1, NodeKey("mails_opened"), NodeKey("leads")),
            Influence(2, NodeKey("leads"), NodeKey("connects")),
        ),
    )
    assert {NodeKey("leads"), NodeKey("mails_opened")} <= related(told, found, 0.01)


def test_without_values_nothing_is_said() -> None:
    assert node_elasticities(plan_of({"dials": None}), BASE, {}) == {}
    assert node_elasticities(PLAN, BASE, dict.fromkeys(LEVERS, 0.0)) == {}
    assert node_elasticities(PLAN, BASE, dict.fromkeys(LEVERS, nan)) == {}
