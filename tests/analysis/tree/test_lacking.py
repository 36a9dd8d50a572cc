"""Why a KGI has no value."""

import pytest

from isplanner.analysis.tree.lacking import why_no_value
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import plan_of, template_plan

PRODUCT: dict[str, str | None] = {"revenue": "orders * deal_size", "orders": None, "deal_size": None, "leads": None}


def test_a_formula_that_cannot_be_read_comes_first() -> None:
    plan = plan_of(PRODUCT | {"orders": "nothing_such"}, "revenue")
    found = why_no_value(plan, ())
    assert (found.code, found.values["node"]) == ("lacks_formula", NodeKey("orders"))
    assert isinstance(found.values["why"], Problem)
    assert found.values["why"].code == "unknown_name"


def test_levers_without_a_value_are_named_but_none_that_the_kgi_does_not_need() -> None:
    found = why_no_value(plan_of(PRODUCT, "revenue"), [NodeKey("orders")])
    assert found == Problem("lacks_levers", {"nodes": [NodeKey("deal_size")]})


def test_a_channel_of_which_nothing_is_known_needs_nothing() -> None:
    plan = template_plan()
    known = [key for key in plan.tree.levers if key.channel == "webinar" and key.metric != "deal_size"]
    assert why_no_value(plan, known) == Problem("lacks_levers", {"nodes": [NodeKey("deal_size", "webinar")]})


def test_many_levers_are_named_by_their_metrics() -> None:
    found = why_no_value(template_plan(), [NodeKey("dials"), NodeKey("connect_rate"), NodeKey("mail_replies")])
    assert found.code == "lacks_levers"  # nothing is told by channel: what the whole does not know either
    assert set(found.values["nodes"]) == {  # type: ignore[call-overload]
        NodeKey(metric) for metric in ("appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
    }
    found = why_no_value(template_plan(), [NodeKey("dials", channel) for channel in ("web_inquiry", "outbound")])
    assert (found.code, found.values["count"]) == ("lacks_many_levers", 10)
    assert NodeKey("connect_rate") in found.values["nodes"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("formulas", "kgi", "code"),
    [
        ({"profit_rate": None}, "profit_rate", "lacks_parts"),
        (PRODUCT, "revenue", "lacks_divisor"),
        ({"dials": None}, None, "lacks_kgi"),
    ],
)
def test_with_all_levers_known(formulas: dict[str, str | None], kgi: str | None, code: str) -> None:
    plan = plan_of(formulas, kgi)
    assert why_no_value(plan, plan.tree.levers).code == code
