"""Delays: put into formulas in one edit, read back, taken out; the rest of the tree stays the user's."""

import pytest

from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.delays import delay_edit, delays, left_alone, stage_of, stages
from isplanner.jobs.import_files import new_channel
from isplanner.plan.delay import AT_ONCE
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document

SHARES = (0.6, 0.3, 0.1)
RATE = NodeKey("orders_per_valid")


def formulas(document: Document) -> dict[str, str | None]:
    return {str(key): node.formula.text if node.formula else None for key, node in document.plan.tree.nodes.items()}


def answer_of(document: Document) -> Answer:
    return work_out(document.plan, document.actuals())


def test_stages_are_counts_times_rates(document: Document) -> None:
    assert set(stages(document.plan)) == {"orders", "valid_appointments", "appointments", "connects"}
    assert stage_of(document.plan, RATE) == "orders"
    assert stage_of(document.plan, NodeKey("orders", "webinar")) == "orders"
    assert stage_of(document.plan, NodeKey("deal_size")) is None


def test_all_channels_take_the_same_in_one_edit_and_one_undo(document: Document) -> None:
    before = formulas(document)
    document.edit(delay_edit(document.plan, "orders", SHARES))
    assert {delay.shares for delay in delays(document.plan, "orders")} == {SHARES}
    changed = {key: text for key, text in formulas(document).items() if text != before[key]}
    assert set(changed) == {f"orders[{c}]" for c in document.plan.channels} | {"orders_per_valid"}
    assert changed["orders[webinar]"] == "later(valid_appointments, 60%, 30%, 10%) * orders_per_valid"
    assert changed["orders_per_valid"] == "orders / sum(later(valid_appointments, 60%, 30%, 10%))"
    assert not document.plan.tree.problems
    document.undo()
    assert formulas(document) == before


def test_taken_out_the_tree_is_what_it_was(document: Document) -> None:
    before = formulas(document)
    document.edit(delay_edit(document.plan, "orders", SHARES))
    document.edit(delay_edit(document.plan, "orders", (0.5, 0.5)))
    document.edit(delay_edit(document.plan, "orders", AT_ONCE))
    assert formulas(document) == before


def test_one_channel_alone_leaves_the_rate_of_the_plan_what_it_was(document: Document) -> None:
    before = formulas(document)
    document.edit(delay_edit(document.plan, "orders", SHARES, "webinar"))
    changed = {key for key, text in formulas(document).items() if text != before[key]}
    assert changed == {"orders[webinar]"}
    assert document.plan.tree.breakdown(NodeKey("orders")).text == "valid_appointments * orders_per_valid"  # type: ignore[union-attr]


def test_a_formula_of_her_own_is_left_alone(document: Document) -> None:
    own = "valid_appointments * orders_per_valid + 1"
    document.edit(edits.set_formula(NodeKey("orders", "webinar"), own))
    assert left_alone(document.plan, "orders") == (NodeKey("orders", "webinar"),)
    assert left_alone(document.plan, "connects") == (NodeKey("connects", "mail_magazine"),)
    document.edit(delay_edit(document.plan, "orders", SHARES))
    assert formulas(document)["orders[webinar]"] == own
    assert formulas(document)["orders_per_valid"] == "orders / valid_appointments"
    with pytest.raises(PlanError) as refused:
        delay_edit(document.plan, "orders", SHARES, "webinar")
    assert refused.value.problem.code == "no_delay_here"


def test_a_stage_that_not_all_channels_have_is_still_all_of_it(document: Document) -> None:
    """着電数 of メルマガ are replies: its rate is no share of dials."""
    before = formulas(document)
    document.edit(delay_edit(document.plan, "connects", (0.9, 0.1)))
    rate = formulas(document)["connect_rate"]
    assert rate == "(connects - mail_replies) / sum(later(dials, 90%, 10%))"
    assert formulas(document)["connects[mail_magazine]"] == "mail_replies"
    values = answer_of(document).projection.values
    parts = [values[node] or 0.0 for node in document.plan.tree.channel_nodes("connect_rate")]
    assert min(parts) < (values[NodeKey("connect_rate")] or 0.0) < max(parts)
    document.edit(delay_edit(document.plan, "connects", AT_ONCE))
    assert formulas(document) == before


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ((0.6, 0.3), "bad_delay_sum"),
        ((1.2, -0.2), "bad_delay_share"),
        ((0.0, 0.0), "bad_delay_sum"),
        ((0.05,) * 12 + (0.4,), "long_delay"),
    ],
)
def test_what_is_wrong_with_shares_is_said(document: Document, shares: tuple[float, ...], code: str) -> None:
    with pytest.raises(PlanError) as refused:
        delay_edit(document.plan, "orders", shares)
    assert refused.value.problem.code == code


def test_the_rates_stay_what_they_are_said_to_be(document: Document) -> None:
    """A lever keeps its value, and the plan's own rate is the mean of its channels', weighted by what comes through."""
    document.edit(edits.choose_scenario(next(one for one in document.plan.scenarios if one.is_baseline)))
    before = answer_of(document).projection.values
    document.edit(delay_edit(document.plan, "orders", SHARES))
    after = answer_of(document).projection
    rates = [after.values[node] for node in document.plan.tree.channel_nodes(RATE.metric)]
    assert rates == [before[node] for node in document.plan.tree.channel_nodes(RATE.metric)]
    assert min(rate for rate in rates if rate is not None) < (after.values[RATE] or 0.0)
    assert after.values[RATE] == pytest.approx(before[RATE], abs=0.002)
    assert after.values[NodeKey("orders")] != before[NodeKey("orders")]


def test_a_channel_that_comes_later_takes_as_long_as_all_others_do(document: Document) -> None:
    """By mail it is made by the template where the plan has no other by mail."""
    document.edit(edits.remove_channel("mail_magazine"))
    plain = new_channel(document.plan, "mail_magazine").formulas[NodeKey("orders", "mail_magazine")]
    assert plain == "valid_appointments * orders_per_valid"
    document.edit(delay_edit(document.plan, "orders", SHARES))
    rate = formulas(document)["orders_per_valid"]
    for key in ("mail_magazine", "fax"):
        document.edit(edits.add_channel(new_channel(document.plan, key)))
        assert {delay.shares for delay in delays(document.plan, "orders")} == {SHARES}
        assert formulas(document)[f"connects[{key}]"] == ("mail_replies" if "mail" in key else "dials * connect_rate")
    assert formulas(document)["orders_per_valid"] == rate
    assert not document.plan.tree.problems
    document.edit(delay_edit(document.plan, "orders", (0.5, 0.5), "webinar"))
    document.edit(edits.remove_channel("mail_magazine"))
    mixed = new_channel(document.plan, "mail_magazine").formulas[NodeKey("orders", "mail_magazine")]
    assert mixed == plain
