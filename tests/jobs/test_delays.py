"""Delays: put into formulas in one edit, read back, taken out; the rest of the tree stays the user's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.delays import carry_in, delay_edit, delays, left_alone, stage_of, stages
from isplanner.jobs.demo import make_demo
from isplanner.plan.delay import AT_ONCE
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document

SHARES = (0.6, 0.3, 0.1)
RATE = NodeKey("orders_per_valid")


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    make_demo(tmp_path / "demo.isplan", "ja")
    opened = Document.open(tmp_path / "demo.isplan")
    yield opened
    opened.close()


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
    with pytest.raises(PlanError) as refused:
        delay_edit(document.plan, "orders", SHARES, "webinar")
    assert refused.value.problem.code == "no_delay_here"


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


def test_what_was_begun_before_comes_in(document: Document) -> None:
    assert carry_in(document.plan, answer_of(document).baseline, "orders") is None
    document.edit(delay_edit(document.plan, "orders", SHARES))
    plan, baseline = document.plan, answer_of(document).baseline
    found = carry_in(plan, baseline, "orders")
    assert found is not None
    assert [month.start.month for month in found.months] == [8, 9]
    assert found.missing == ()
    earlier = [baseline.earlier[delay.count] for delay in delays(plan, "orders")]
    assert found.begun == pytest.approx(sum(sum(value or 0.0 for value in months) for months in earlier))
    assert found.comes == pytest.approx(sum(0.1 * (august or 0) + 0.4 * (sept or 0) for august, sept in earlier))
    one = carry_in(plan, baseline, "orders", "webinar")
    assert one is not None
    assert 0 < one.comes < found.comes


def test_months_of_which_nothing_is_told_are_named(document: Document) -> None:
    document.edit(delay_edit(document.plan, "orders", (0.5, 0.1, 0.1, 0.1, 0.1, 0.1)))
    found = carry_in(document.plan, answer_of(document).baseline, "orders")
    assert found is not None
    assert [month.start.month for month in found.months] == [5, 6, 7, 8, 9]
    assert [month.start.month for month in found.missing] == [5, 6]
