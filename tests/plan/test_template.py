"""The shipped templates: every kind, phase and KGI gives a tree in which nothing is wrong."""

from itertools import product

import pytest

from isplanner.plan.metric import shipped_metrics
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import template_structure
from isplanner.plan.template import NAMES, Phase, shipped_channels, shipped_template
from tests.plan.trees import tree_of

METRICS = shipped_metrics()
KGIS = shipped_template("inside_sales").kgis


def formulas(name: str, phase: Phase = Phase.GROWTH, kgi: str | None = None) -> dict[str, str | None]:
    found = template_structure(name, phase, kgi).formulas
    return {str(key): text for key, text in found.items()}


@pytest.mark.parametrize(("name", "phase", "kgi"), [*product(NAMES, Phase, KGIS)])
def test_every_template_is_a_tree_without_a_flaw(name: str, phase: Phase, kgi: str) -> None:
    structure = template_structure(name, phase, kgi)
    channels = {channel.key: channel for channel in structure.channels}
    tree = tree_of({str(key): text for key, text in structure.formulas.items()}, kgi, METRICS, channels)
    assert tree.problems == {}
    assert tree.root == next(iter(structure.formulas)) == NodeKey(kgi)
    assert set(structure.formulas) == set(tree.order)
    assert {key.channel for key in structure.formulas} == {None, *channels}
    assert sorted(structure.priorities.values()) == list(range(1, len(structure.priorities) + 1))
    assert structure.priorities.keys() <= tree.nodes.keys()


def test_the_demo_template_is_cut_at_dials_and_replies() -> None:
    found = formulas("inside_sales")
    assert found["dials[webinar]"] is None
    assert found["mail_replies[mail_magazine]"] is None
    assert found["connects[mail_magazine]"] == "mail_replies"
    assert found["connect_rate"] == "(connects - mail_replies) / dials"
    assert (found["leads"], found["mails_opened"]) == (None, None)
    assert "leads[webinar]" not in found


def test_a_young_team_counts_fewer_stages_and_a_mature_one_all_down_to_leads() -> None:
    young = formulas("sdr", Phase.LAUNCH, "revenue")
    assert young["orders[webinar]"] == "appointments * win_rate"
    assert "valid_appointments" not in young
    mature = formulas("sdr", Phase.MATURE, "revenue")
    assert mature["dials[webinar]"] == "worked_leads * dials_per_lead"
    assert mature["leads[webinar]"] is None
    assert mature["cost_per_appointment"] == "cost / appointments"


def test_a_mail_team_goes_from_what_is_sent() -> None:
    found = formulas("mail", Phase.MATURE, "appointments")
    assert found["mails_delivered[mail_magazine]"] == "mails_sent * delivery_rate"
    assert not any(name.startswith(("dials", "connect_rate", "leads")) for name in found)


def test_cost_is_people_tools_media_and_calls() -> None:
    found = formulas("inside_sales", kgi="cost")
    assert found["cost"] == "personnel_cost + tool_cost + media_cost + call_cost"
    assert found["personnel_cost"] == "person_months * cost_per_person_month"
    assert (found["person_months"], found["tool_cost"]) == (None, None)
    assert found["media_cost"] == "sum(media_cost)"
    assert found["media_cost[mail_magazine]"] is None
    assert found["call_cost[webinar]"] == "dials * cost_per_dial"
    assert "call_cost[mail_magazine]" not in found
    assert found["cost_per_dial"] == "call_cost / dials"
    assert formulas("mail", kgi="cost")["cost"] == "personnel_cost + tool_cost + media_cost"


@pytest.mark.parametrize("kgi", ["profit", "profit_rate"])
def test_profit_stands_over_revenue_and_cost(kgi: str) -> None:
    found = formulas("bdr", kgi=kgi)
    assert found["profit"] == "revenue - cost"
    assert found["revenue"] == "sum(revenue)"
    assert "profit[outbound]" not in found


def test_a_channel_that_comes_later_has_what_others_have() -> None:
    template = shipped_template("inside_sales", kgi="profit")
    assert template.channel_formulas("event", "profit").keys() >= {"revenue", "orders", "dials", "media_cost"}
    assert "profit" not in template.channel_formulas("event", "profit")
    assert "event" in shipped_channels()
