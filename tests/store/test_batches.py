"""Batches after they were imported: taken back, preferred, and cells of theirs that are settled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from isplanner.analysis.counting.count import tally
from isplanner.plan.fact import Batch, FactKind, HeldCell, MetricMonth, Waiting
from isplanner.plan.period import Month
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.facts import ReadFile
from tests.store.samples import AUGUST, JULY, SOURCE, bring_in, fact, new_channel, query

WAITING = Waiting("value", (fact(0, "connects"),), "千円", in_points=True)
HELD = HeldCell("七月.xlsx", "7月", "C6", "約30", "not_a_number", WAITING)


def values(document: Document) -> list[float]:
    return [stored.fact.value for stored in document.facts()]


def batch(document: Document, number: int) -> Batch:
    return next(each for each in document.batches() if each.id == number)


def test_a_batch_says_when_it_came(path: Path, document: Document) -> None:
    document.close()
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    with Document.open(path, clock=lambda: noon) as later:
        bring_in(later, [fact(1)])
        assert [each.time for each in later.batches()] == [noon]


def test_an_older_batch_can_be_taken_back_and_used_again(document: Document) -> None:
    bring_in(document, [fact(1)], mark="1")
    bring_in(document, [fact(2, member="高橋 健")], mark="2")
    document.edit(edits.withdraw_batch(batch(document, 1)))
    assert values(document) == [2]
    assert batch(document, 1).withdrawn
    document.undo()
    assert values(document) == [1, 2]
    document.redo()
    document.edit(edits.restore_batch(batch(document, 1)))
    assert values(document) == [1, 2]


def test_a_preferred_batch_goes_before_those_imported_since_but_not_later_ones(document: Document) -> None:
    for number in (1, 2, 3):
        bring_in(document, [fact(number)], mark=str(number))
    assert values(document) == [3]
    document.edit(edits.prefer_batch(batch(document, 1)))
    assert values(document) == [1]
    assert batch(document, 1).preferred
    document.edit(edits.prefer_batch(batch(document, 2)))
    assert values(document) == [2]
    document.undo()
    assert values(document) == [1]
    bring_in(document, [fact(4)], mark="4")
    assert values(document) == [4]


def test_ranks_of_logs_and_facts_are_those_of_their_batches(document: Document) -> None:
    for number in (1, 2):
        bring_in(document, [fact(number, member=f"人 {number}")], mark=str(number))
    assert document.actuals().batch.tolist() == [1, 2]
    document.edit(edits.prefer_batch(batch(document, 1)))
    assert document.actuals().batch.tolist() == [2, 1]


def test_what_a_held_cell_keeps_back_is_kept(document: Document) -> None:
    log = Waiting("member", (replace(fact(1), source=replace(SOURCE, cell=None)),), adds=True)
    cells = [HELD, replace(HELD, cell="B7", reason="unknown_member", waiting=log), replace(HELD, waiting=None)]
    bring_in(document, [fact(412)], cells)
    assert [cell.waiting for cell in document.held()] == [WAITING, log, None]
    assert [cell.batch for cell in document.held()] == [1, 1, 1]


def test_a_settled_cell_is_part_of_its_batch(document: Document) -> None:
    bring_in(document, [fact(412)], [HELD], mark="1")
    (held,) = document.held()
    change = document.edit(edits.settle_held(held, [fact(80, "connects")], new_channel))
    assert change is not None
    assert change.parts == {"facts", "held"}
    assert values(document) == [412, 80]
    assert document.actuals().batch.tolist() == [1, 1]
    assert document.held() == ()
    assert document.batches() == (Batch(1, ("七月.xlsx",), 2, 0, withdrawn=False),)
    assert [stored.fact.source for stored in document.facts()] == [SOURCE, SOURCE]
    document.edit(edits.withdraw_batch(batch(document, 1)))
    assert values(document) == []
    document.undo()
    document.undo()
    assert values(document) == [412]
    assert document.held() == (HELD,)
    assert document.check() == ()


def test_a_newer_batch_goes_before_what_an_older_one_came_to(document: Document) -> None:
    bring_in(document, [fact(412)], [HELD], mark="1")
    bring_in(document, [fact(90, "connects")], mark="2")
    document.edit(edits.settle_held(document.held()[0], [fact(80, "connects")], new_channel))
    assert values(document) == [412, 90]


def test_what_comes_from_a_log_adds_up_within_its_batch(document: Document) -> None:
    waiting = Waiting("member", (fact(1, member=None),), adds=True)
    bring_in(document, [fact(5), fact(2, member="高橋 健")], [replace(HELD, waiting=waiting)] * 2, mark="1")
    for held in document.held():
        document.edit(edits.settle_held(held, [fact(1)], new_channel))
    assert values(document) == [2, 7]


def test_a_cell_that_needs_nothing_is_settled_without_facts(document: Document) -> None:
    bring_in(document, [fact(1)], [HELD])
    change = document.edit(edits.settle_held(document.held()[0], [], new_channel))
    assert change is not None
    assert change.parts == {"held"}
    assert (values(document), document.held()) == ([1], ())


@pytest.mark.parametrize(
    "make",
    [
        lambda held: edits.settle_held(held, [], new_channel),
        lambda _: edits.withdraw_batch(Batch(9, ("?",), 0, 0, withdrawn=False)),
        lambda _: edits.remove_template("?"),
    ],
)
def test_what_is_gone_is_said(document: Document, make: Callable[[HeldCell], edits.Edit]) -> None:
    bring_in(document, [fact(1)], [HELD])
    (held,) = document.held()
    document.edit(edits.settle_held(held, [], new_channel))
    with pytest.raises(PlanError) as raised:
        document.edit(make(held))
    assert raised.value.problem.code == "entry_gone"


def test_names_are_remembered_until_they_are_forgotten(document: Document) -> None:
    bring_in(document, [fact(1), fact(1, member="高橋 健")])
    document.edit(edits.spell_member("サトウ", "佐藤 花子"))
    document.edit(edits.spell_channel("サトウ", "webinar"))
    assert [(each.written, each.member, each.channel) for each in document.plan.spellings] == [
        ("サトウ", 1, None),
        ("サトウ", None, "webinar"),
    ]
    assert document.edit(edits.spell_member("サトウ", "佐藤 花子")) is None
    document.edit(edits.spell_member("サトウ", "高橋 健"))
    assert {each.member for each in document.plan.spellings} == {2, None}
    document.edit(edits.remove_member(document.plan.members[1]))
    assert [each.channel for each in document.plan.spellings] == ["webinar"]
    document.edit(edits.forget_spelling(document.plan.spellings[0]))
    assert document.plan.spellings == ()


def test_an_import_and_what_belongs_to_it_are_one_step(document: Document) -> None:
    beside = [edits.save_template("月次", "{}"), edits.rename_plan("x")]
    imported = document.append_batch([ReadFile("七月.xlsx", "1")], [], [], new_channel, beside=beside)
    assert imported.change is not None
    assert document.plan.templates == {"月次": "{}"}
    document.undo()
    assert document.plan.templates == {}


def test_a_kept_cell_that_nobody_can_have_written_is_damage(path: Path, document: Document) -> None:
    bring_in(document, [fact(1)], [HELD])
    document.close()
    query(path, "update held_cell set waiting = '[1, 2]'")
    with Document.open(path) as again, pytest.raises(PlanError) as raised:
        again.held()
    assert raised.value.problem.code == "damaged_plan"


DIALS_IN_JULY = MetricMonth("dials", FactKind.ACTUAL, Month(2026, 7))


def counted(document: Document) -> float:
    return tally(document.plan, document.actuals(), JULY).whole["dials"]


def test_a_batch_is_chosen_for_a_metric_and_month_until_it_is_taken_back(document: Document) -> None:
    for number in (1, 2, 3):
        bring_in(document, [fact(number), fact(number, span=AUGUST)], mark=str(number))
    assert counted(document) == 3
    change = document.edit(edits.choose_batch([DIALS_IN_JULY], batch(document, 1)))
    assert change is not None
    assert change.parts == {"facts"}
    assert counted(document) == 1
    assert tally(document.plan, document.actuals(), AUGUST).whole["dials"] == 3
    # What is chosen stays beside what would replace it; of August only the newest is in force.
    assert values(document) == [1, 3, 3]
    document.edit(edits.withdraw_batch(batch(document, 1)))
    assert (counted(document), document.plan.chosen_batches) == (3, {})
    document.undo()
    document.edit(edits.choose_batch([DIALS_IN_JULY], batch(document, 2)))
    assert counted(document) == 2
    assert document.edit(edits.choose_batch([DIALS_IN_JULY], batch(document, 2))) is None
    document.edit(edits.choose_batch([DIALS_IN_JULY], None))
    assert (counted(document), values(document)) == (3, [3, 3])
    for expected in (2, 1, 3):
        document.undo()
        assert counted(document) == expected
    assert document.check() == ()


def test_a_batch_that_is_taken_back_cannot_be_chosen(document: Document) -> None:
    bring_in(document, [fact(1)])
    document.edit(edits.withdraw_batch(batch(document, 1)))
    with pytest.raises(PlanError, match="entry_gone"):
        document.edit(edits.choose_batch([DIALS_IN_JULY], batch(document, 1)))


def test_a_choice_holds_when_other_batches_are_preferred_or_come(document: Document) -> None:
    for number in (1, 2, 3):
        bring_in(document, [fact(number)], mark=str(number))
    document.edit(edits.choose_batch([DIALS_IN_JULY], batch(document, 2)))
    document.edit(edits.prefer_batch(batch(document, 1)))
    assert counted(document) == 2
    bring_in(document, [fact(4)], mark="4")
    assert counted(document) == 2


def test_what_is_told_are_replaced_facts_too_but_not_what_settling_amended(document: Document) -> None:
    bring_in(document, [fact(1)], [HELD], mark="1")
    bring_in(document, [fact(2)], mark="2")
    document.edit(edits.settle_held(document.held()[0], [fact(5)], new_channel))
    assert document.actuals(replaced=True).value.tolist() == [2, 5]
    assert document.actuals().value.tolist() == [2]
