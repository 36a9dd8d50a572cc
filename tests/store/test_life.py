"""The life of a node: what it was before and after each edit, why, and which imports count for it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.blueprint import Blueprint
from isplanner.plan.judgement import Judgement
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Edition
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.life import Aspect, Turn
from tests.store.samples import AUGUST, DIALS, JULY, ORDERS, RATE, bring_in, draft_name, fact, query

REVENUE = NodeKey("revenue")


def turns(document: Document, node: NodeKey, *counted: str) -> list[Turn]:
    """All that changed, the newest first."""
    return [turn for event in document.lives.of(node, counted) for turn in event.turns]


def test_a_target_is_followed_from_nothing_to_nothing(document: Document) -> None:
    for value in (100, 120, None, 90):
        document.edit(edits.set_targets({ORDERS: value}).because(f"{value}"))
    assert turns(document, ORDERS) == [
        Turn(Aspect.TARGET, None, 90),
        Turn(Aspect.TARGET, 120, None),
        Turn(Aspect.TARGET, 100, 120),
        Turn(Aspect.TARGET, None, 100),
    ]
    assert [event.edit.reason for event in document.lives.of(ORDERS)] == ["90", "None", "120", "100"]


def test_a_row_that_another_node_took_over_belongs_to_each_in_its_time(document: Document) -> None:
    document.edit(edits.set_targets({ORDERS: 100}))
    document.edit(edits.set_targets({ORDERS: None}))
    document.edit(edits.set_targets({DIALS: 70}))
    assert len(query(document.path, "select id from target")) == 1
    assert turns(document, ORDERS) == [Turn(Aspect.TARGET, 100, None), Turn(Aspect.TARGET, None, 100)]
    assert turns(document, DIALS) == [Turn(Aspect.TARGET, None, 70)]


def test_values_say_in_which_scenario_they_are(document: Document) -> None:
    document.edit(edits.set_levers({RATE: 0.2}, draft_name))
    document.edit(edits.add_scenario("強気", document.plan.chosen))
    document.edit(edits.set_levers({RATE: 0.25}, draft_name))
    assert turns(document, RATE) == [
        Turn(Aspect.VALUE, 0.2, 0.25, "強気"),
        Turn(Aspect.VALUE, None, 0.2, "強気"),
        Turn(Aspect.VALUE, None, 0.2, "案 1"),
    ]


def test_what_moved_in_channels_is_told_of_the_whole_too(document: Document) -> None:
    document.edit(edits.set_levers({RATE: 0.2}, draft_name).because("new script"))
    document.edit(edits.set_judgements({RATE: Judgement(0.1, 0.2, 0.3)}))
    whole = NodeKey(RATE.metric)
    assert document.plan.tree.nodes[whole].formula is not None
    judged, valued = turns(document, whole)
    assert judged == Turn(Aspect.JUDGEMENT, None, Judgement(0.1, 0.2, 0.3), channel=RATE.channel)
    assert (valued.aspect, valued.after, valued.channel) == (Aspect.VALUE, 0.2, RATE.channel)
    assert document.lives.of(whole)[-1].edit.reason == "new script"
    assert all(turn.channel is None for turn in turns(document, RATE))


def test_what_is_undone_did_not_happen(document: Document) -> None:
    document.edit(edits.set_targets({ORDERS: 100}))
    document.edit(edits.set_targets({ORDERS: 120}))
    document.undo()
    assert turns(document, ORDERS) == [Turn(Aspect.TARGET, None, 100)]
    document.redo()
    assert turns(document, ORDERS)[0] == Turn(Aspect.TARGET, 100, 120)


def test_every_aspect_comes_with_its_type(document: Document) -> None:
    plan = document.plan
    metric = plan.metrics["connect_rate"]
    defined = replace(
        metric,
        definition_ja="担当者につながった架電 ÷ 総架電",
        conditions="受付止まりは除く",
        source="CRM",
        agreements={"マーケティング": date(2026, 9, 24)},
        since=date(2026, 10, 1),
    )
    for edit in (
        edits.set_owner([RATE], "青木 一郎"),
        edits.set_due([RATE], date(2026, 12, 20)),
        edits.set_bounds(RATE, 0.1, None),
        edits.set_judgements({RATE: Judgement(0.15, 0.2, 0.25)}),
        edits.set_metric(defined),
        edits.set_formula(RATE, "dials / leads"),
    ):
        document.edit(edit)
    assert turns(document, RATE) == [
        Turn(Aspect.FORMULA, None, "dials / leads"),
        Turn(Aspect.JUDGEMENT, Judgement(0.15, 0.2, 0.25), None),
        Turn(
            Aspect.DEFINITION,
            (metric.definition_ja, metric.definition_en),
            (defined.definition_ja, metric.definition_en),
        ),
        Turn(Aspect.CONDITIONS, "", "受付止まりは除く"),
        Turn(Aspect.SOURCE, "", "CRM"),
        Turn(Aspect.AGREEMENT, None, date(2026, 9, 24), "マーケティング"),
        Turn(Aspect.JUDGEMENT, None, Judgement(0.15, 0.2, 0.25)),
        Turn(Aspect.BOUNDS, None, (0.1, None)),
        Turn(Aspect.DUE, None, date(2026, 12, 20)),
        Turn(Aspect.OWNER, "", "青木 一郎"),
    ]


def test_locks_editions_and_the_goal(document: Document) -> None:
    document.edit(edits.set_goal("revenue", 120_000_000))
    document.edit(edits.add_member(Member(0, "佐藤 花子")))
    document.edit(edits.set_targets({REVENUE: 120_000_000}))
    (member,) = document.plan.members
    october = document.plan.months[0]
    document.edit(edits.fix_cells(REVENUE, {(member.id, october): 5, (None, october): 9}))
    document.edit(edits.set_edition([REVENUE], Edition.AGREED, date(2026, 9, 30)))
    found = turns(document, REVENUE)
    assert found[0] == Turn(Aspect.EDITION, Edition.DRAFT, Edition.AGREED)
    assert set(found[1:3]) == {
        Turn(Aspect.LOCK, None, 5, "佐藤 花子", october),
        Turn(Aspect.LOCK, None, 9, "", october),
    }
    assert found[-1] == Turn(Aspect.GOAL, None, 120_000_000)
    assert turns(document, ORDERS) == []


def test_imports_count_for_what_they_brought(document: Document) -> None:
    bring_in(document, [fact(10)])
    bring_in(document, [fact(3, "orders", channel="download"), fact(5, span=AUGUST)], mark="2")
    assert turns(document, DIALS, "dials") == [Turn(Aspect.IMPORT, place="七月.xlsx")] * 2
    assert turns(document, RATE, "connects", "orders") == []
    assert turns(document, ORDERS, "orders") == [Turn(Aspect.IMPORT, place="七月.xlsx")]
    document.undo()
    assert len(turns(document, DIALS, "dials")) == 1
    assert JULY.start == date(2026, 7, 1)


def test_a_reason_is_given_later_and_taken_back(document: Document) -> None:
    document.edit(edits.set_targets({ORDERS: 100}))
    document.edit(edits.set_targets({DIALS: 100}))
    revision = document.plan.revision
    change = document.lives.explain(1, "  午前の架電を増やす ")
    assert (change.edit, change.code, change.parts, change.plan) == (1, "set_target", frozenset(), document.plan)
    assert document.lives.of(ORDERS)[0].edit.reason == "午前の架電を増やす"
    assert document.plan.revision == revision
    assert document.reload_if_changed() is None
    document.undo()
    assert document.history()[1].undone
    document.lives.explain(1, "")
    assert document.history()[0].reason is None
    with pytest.raises(PlanError) as refused:
        document.lives.explain(9, "?")
    assert refused.value.problem.code == "entry_gone"


def test_a_reader_cannot_explain(document: Document) -> None:
    document.edit(edits.set_targets({ORDERS: 100}))
    with Document.open(document.path, read_only=True) as reader, pytest.raises(PlanError) as refused:
        reader.lives.explain(1, "?")
    assert refused.value.problem.code == "read_only"


@pytest.mark.parametrize("sql", ["set old = 'abc'", "set field = 'line', old = null", "set field = 'nothing'"])
def test_a_log_that_is_not_ours_is_damage(document: Document, sql: str) -> None:
    document.edit(edits.set_targets({ORDERS: 100}))
    document.edit(edits.set_targets({ORDERS: None}))
    query(document.path, f"update change {sql} where field = 'value'")
    with Document.open(document.path) as reader, pytest.raises(PlanError) as refused:
        reader.lives.of(ORDERS)
    assert refused.value.problem.code == "damaged_plan"


def test_a_node_that_is_not_there_has_no_life(document: Document) -> None:
    assert document.lives.of(NodeKey("talk_minutes")) == ()


@given(values=st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=12), undone=st.integers(0, 4))
def test_each_event_begins_where_the_one_before_ended(
    tmp_path_factory: pytest.TempPathFactory, blueprint: Blueprint, values: list[int | None], undone: int
) -> None:
    with Document.create(tmp_path_factory.mktemp("life") / "a.isplan", blueprint) as document:
        made = [document.edit(edits.set_targets({ORDERS: value})) for value in values]
        done = sum(change is not None for change in made)
        for _ in range(min(undone, done)):
            document.undo()
        found = turns(document, ORDERS)[::-1]
        assert len(found) == done - min(undone, done)
        ends = [None, *(turn.after for turn in found)]
        assert [turn.before for turn in found] == ends[:-1]
        target = document.plan.targets.get(ORDERS)
        assert ends[-1] == (target.value if target else None)
