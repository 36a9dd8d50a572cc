"""Batches in, facts out: what is in force, where it came from, that an import is one step and all or nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.fact import Batch, Fact, FactKind, HeldCell, Source
from isplanner.plan.period import DAY, Span
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store.columns import in_force
from isplanner.store.document import Document
from isplanner.store.facts import ReadFile
from tests.analysis.plans import plan_of
from tests.store.samples import AUGUST, JULY, SOURCE, bring_in, content, fact, new_channel, query

HELD = HeldCell("七月.xlsx", "7月", "D14", "約30", "not_a_number")


def in_force_of(document: Document) -> list[Fact]:
    return [stored.fact for stored in document.facts()]


def test_facts_come_back_as_they_went_in(document: Document) -> None:
    facts = [
        fact(412),
        fact(0.1 + 0.2, "revenue", None, None, Span(date(2026, 7, 6), date(2026, 7, 13)), FactKind.TARGET),
        replace(fact(-3.5e7, "revenue"), grain="week", source=Source("七月.xlsx", "8月", "XFD1048576")),
        replace(fact(1, "connects"), grain="day", source=Source("七月.xlsx", "7月", None)),
    ]
    imported = bring_in(document, facts, [HELD])
    assert imported.batch == 1
    assert in_force_of(document) == facts
    assert [stored.id for stored in document.facts()] == [1, 2, 3, 4]
    assert [stored.fact for stored in document.facts(FactKind.TARGET)] == facts[1:2]
    assert [stored.fact for stored in document.facts(metric="revenue")] == facts[1:3]
    assert document.held() == (HELD,)
    assert document.batches() == (Batch(1, ("七月.xlsx",), 4, 1, withdrawn=False),)


def test_actuals_are_the_same_as_columns(document: Document) -> None:
    bring_in(document, [fact(412), fact(5.5, "revenue", None, None, AUGUST, FactKind.TARGET)])
    facts = document.actuals()
    assert [facts.metrics[number] for number in facts.metric] == ["dials", "revenue"]
    assert facts.channels[facts.channel[0]] == "webinar"
    assert facts.member.tolist() == [document.plan.members[0].id, NONE]
    assert facts.channel[1] == NONE
    assert facts.start.tolist() == [JULY.start.toordinal(), AUGUST.start.toordinal()]
    assert facts.end.tolist() == [JULY.end.toordinal(), AUGUST.end.toordinal()]
    assert facts.is_target.tolist() == [False, True]
    assert facts.value.tolist() == [412, 5.5]
    assert facts.batch.tolist() == [1, 1]
    assert facts.id.tolist() == [1, 2]
    assert facts.value.dtype == np.float64


def test_actuals_are_the_same_object_until_facts_change(document: Document) -> None:
    bring_in(document, [fact(1)])
    first = document.actuals()
    assert document.actuals() is first
    assert document.undo().parts >= {"facts"}
    assert len(document.actuals()) == 0
    document.redo()
    assert document.actuals().value.tolist() == [1]


def test_import_is_one_step_with_all_it_brings(document: Document) -> None:
    before = document.plan
    imported = bring_in(document, [fact(1), fact(2, member="高橋 健", channel="dm")])
    assert imported.change is not None
    assert imported.change.parts == {"facts", "members", "channels", "tree"}
    assert imported.arrivals is not None
    assert imported.arrivals.members == ("佐藤 花子", "高橋 健")
    assert imported.arrivals.channels == ("dm",)
    assert [member.name for member in document.plan.members] == ["佐藤 花子", "高橋 健"]
    assert NodeKey("revenue", "dm") in document.plan.tree.nodes
    assert len(document.history()) == 1
    after = document.plan
    document.undo()
    assert content(document.plan) == content(before)
    assert in_force_of(document) == []
    assert document.held() == ()
    assert document.batches()[0].withdrawn
    document.redo()
    assert content(document.plan) == content(after)
    assert len(in_force_of(document)) == 2
    assert document.check() == ()


def test_undone_import_is_no_hindrance_to_its_names(document: Document) -> None:
    """What it brought stays hidden beside its facts, and is the same again when it comes another way."""
    bring_in(document, [fact(1, channel="dm")])
    member = document.plan.members[0].id
    document.undo()
    bring_in(document, [fact(2, channel="dm")], mark="2")
    assert [each.id for each in document.plan.members] == [member]
    assert document.batches()[0].withdrawn
    assert [each.value for each in in_force_of(document)] == [2]
    assert document.check() == ()


def test_the_log_of_an_import_is_short(document: Document) -> None:
    bring_in(document, (fact(n, span=Span(JULY.start, JULY.start + (n + 1) * DAY)) for n in range(1000)))
    assert query(document.path, "select relation, count(*) from change group by 1") == [("batch", 1), ("member", 1)]


def test_same_bytes_read_the_same_way_change_nothing(document: Document) -> None:
    first = bring_in(document, [fact(1)], period="2026Q2")
    before = document.plan

    read = []

    def reading() -> Iterator[Fact]:
        read.append("七月.xlsx")
        yield fact(1)

    again = bring_in(document, reading(), period="2026Q2")
    assert read == []
    assert (again.batch, again.change, again.arrivals) == (first.batch, None, None)
    assert document.plan is before
    assert len(document.history()) == 1
    assert bring_in(document, [fact(1)], period="2026Q1").batch == 2
    assert bring_in(document, [fact(1)], mark="other bytes", period="2026Q2").batch == 3


def test_same_bytes_come_in_again_after_undo(document: Document) -> None:
    bring_in(document, [fact(1)])
    document.undo()
    again = bring_in(document, [fact(1)])
    assert again.batch == 2
    assert again.change is not None


def test_unchanged_and_replaced_are_counted(document: Document) -> None:
    bring_in(document, [fact(1), fact(2, "connects"), fact(3, member=None, channel=None)])
    other_kind = fact(1, kind=FactKind.TARGET)
    second = bring_in(
        document,
        [fact(1), fact(9, "connects"), fact(3, member=None, channel=None), other_kind, fact(4, "orders")],
        mark="2",
    )
    assert second.arrivals is not None
    assert (second.arrivals.unchanged, second.arrivals.replaced, second.arrivals.facts) == (2, 1, 5)


def test_newest_batch_counts_and_undo_brings_the_earlier_back(document: Document) -> None:
    bring_in(document, [fact(1), fact(2, "connects")])
    bring_in(document, [fact(5), fact(6, "orders")], mark="2")
    assert [(each.metric, each.value) for each in in_force_of(document)] == [
        ("connects", 2),
        ("dials", 5),
        ("orders", 6),
    ]
    document.undo()
    assert [(each.metric, each.value) for each in in_force_of(document)] == [("dials", 1), ("connects", 2)]


def test_reader_that_fails_leaves_nothing(document: Document) -> None:
    before, past = document.plan, document.history()

    def torn() -> Iterator[Fact]:
        yield fact(1, channel="dm")
        raise PlanError("damaged", file="七月.xlsx")

    with pytest.raises(PlanError, match="damaged"):
        bring_in(document, torn())
    assert document.plan is before
    assert document.history() == past
    assert query(document.path, "select (select count(*) from fact), (select count(*) from batch)") == [(0, 0)]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e301])
def test_what_is_no_number_is_refused(document: Document, value: float) -> None:
    with pytest.raises(PlanError, match="bad_value"):
        bring_in(document, [fact(value)])
    assert in_force_of(document) == []


def test_odd_text_is_stored_readably(document: Document) -> None:
    odd = HeldCell("七月.xlsx", "7月", "A1", "\ud800 '; drop table fact; --\x00", "not_a_number")
    bring_in(document, [fact(1, member="秘密\udcff太郎")], [odd])
    assert document.held()[0].text == "? '; drop table fact; --\x00"
    assert document.plan.members[0].name == "秘密?太郎"


def test_batch_of_several_files_is_one_step(document: Document) -> None:
    files = [ReadFile("七月.xlsx", "1"), ReadFile("八月.csv", "2")]
    facts = [fact(1), replace(fact(2, span=AUGUST), source=Source("八月.csv", "八月", "B2"))]
    document.append_batch(files, facts, [], new_channel)
    assert document.batches()[0].files == ("七月.xlsx", "八月.csv")
    assert [each.source.file for each in in_force_of(document)] == ["七月.xlsx", "八月.csv"]
    assert document.history()[0].values == {"file": "七月.xlsx", "count": 2, "facts": 2}
    again = document.append_batch(files[::-1], facts, [], new_channel)
    assert again.change is None


def test_cell_that_is_none_is_a_bug(document: Document) -> None:
    with pytest.raises(ValueError, match="not the address"):
        bring_in(document, [replace(fact(1), source=replace(SOURCE, cell="7月!C6"))])


columns = st.tuples(
    st.integers(0, 2), st.integers(-1, 2), st.integers(-1, 1), st.integers(1, 4), st.booleans(), st.integers(1, 4)
)


@given(st.lists(columns, max_size=40), st.sets(st.integers(1, 4)))
def test_in_force_is_the_newest_batch_of_each_identity(rows: list[tuple[int, ...]], batches: set[int]) -> None:
    numbers = np.array(rows, np.int32).reshape(-1, 6)
    facts = Actuals(
        revision=0,
        metrics=(),
        channels=(),
        id=np.arange(len(rows)),
        metric=numbers[:, 0],
        member=numbers[:, 1],
        channel=numbers[:, 2],
        start=numbers[:, 3],
        end=numbers[:, 3] + 1,
        is_target=numbers[:, 4].astype(bool),
        value=np.zeros(len(rows)),
        batch=numbers[:, 5],
    )
    newest: dict[tuple[int, ...], int] = {}
    for *identity, batch in rows:
        if batch in batches:
            newest[tuple(identity)] = max(batch, newest.get(tuple(identity), 0))
    expected = [number for number, (*identity, batch) in enumerate(rows) if newest.get(tuple(identity)) == batch]
    assert in_force(facts, {batch: batch for batch in batches}, plan_of({})).id.tolist() == expected
