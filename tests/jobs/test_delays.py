"""Delays: put into formulas in one edit, read back, taken out; the rest of the tree stays the user's."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.delays import (
    CarryIn,
    carry_in,
    changed_delays,
    delay_edit,
    delays,
    left_alone,
    stage_of,
    stages,
    untold,
)
from isplanner.jobs.demo import make_demo
from isplanner.plan.delay import AT_ONCE
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.cli.odd_plans import quarter, tell

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


def carried(document: Document, shares: tuple[float, ...], channel: str | None = None) -> CarryIn | None:
    plan, values = document.plan, answer_of(document).projection.values
    return carry_in(plan, document.actuals(), changed_delays(plan, "orders", shares, channel), values)


def test_what_was_begun_before_comes_in(document: Document) -> None:
    assert carried(document, AT_ONCE) is None
    found = carried(document, SHARES)
    assert found is not None
    assert [month.start.month for month in found.months] == [8, 9]
    assert found.missing == ()
    document.edit(delay_edit(document.plan, "orders", SHARES))
    earlier = answer_of(document).baseline.earlier
    nodes = [delay.count for delay in delays(document.plan, "orders")]
    assert found.begun == pytest.approx(sum(sum(value or 0.0 for value in earlier[node]) for node in nodes))
    comes = {node: 0.1 * (earlier[node][0] or 0.0) + 0.4 * (earlier[node][1] or 0.0) for node in nodes}
    assert found.comes == pytest.approx(sum(comes.values()))
    rates = answer_of(document).projection.values
    made = sum(come * (rates[NodeKey("orders_per_valid", node.channel)] or 0.0) for node, come in comes.items())
    assert found.made == pytest.approx(made)
    one = carried(document, SHARES, "webinar")
    assert one is not None
    assert one.comes == pytest.approx(comes[NodeKey("valid_appointments", "webinar")])


def test_months_of_which_nothing_is_told_are_named(document: Document) -> None:
    found = carried(document, (0.5, 0.1, 0.1, 0.1, 0.1, 0.1))
    assert found is not None
    assert [month.start.month for month in found.months] == [5, 6, 7, 8, 9]
    assert [month.start.month for month in found.missing] == [5, 6]


def test_what_brings_nothing_is_known(document: Document) -> None:
    assert untold(document.plan, answer_of(document).baseline) == {}
    document.edit(delay_edit(document.plan, "orders", (0.5, 0.2, 0.1, 0.1, 0.1)))
    document.edit(delay_edit(document.plan, "valid_appointments", (0.5, 0.5), "webinar"))
    found = untold(document.plan, answer_of(document).baseline)
    assert {metric: [month.start.month for month in months] for metric, months in found.items()} == {
        "valid_appointments": [6]
    }


def test_what_is_told_without_channels_comes_in_as_a_whole(tmp_path: Path) -> None:
    with quarter(tmp_path / "whole.isplan") as document:
        september = PeriodRule().month(PeriodRule().month_of(date(2026, 9, 1)))
        tell(document, [("valid_appointments", september, None, None, 50.0)], "september")
        found = carry_in(document.plan, document.actuals(), changed_delays(document.plan, "orders", SHARES), {})
    assert found is not None
    assert (found.begun, found.made) == (50.0, None)
    assert found.comes == pytest.approx(20.0)
    assert [month.start.month for month in found.missing] == [8]
