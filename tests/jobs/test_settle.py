"""Held cells settled after the import, on the demo plan's two: a number (約30) and a name (?)."""

from dataclasses import replace
from datetime import date

import pytest

from isplanner.jobs.settle import leave_edit, settle_edit
from isplanner.plan.fact import HeldCell
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document

DAY = date(2026, 11, 20)


def held(document: Document, reason: str) -> HeldCell:
    return next(cell for cell in document.held() if cell.reason == reason)


@pytest.mark.parametrize(("text", "value"), [("30", 30), ("３０", 30), ("1,030", 1030)])
def test_a_value_is_read_as_an_import_reads_it(document: Document, text: str, value: float) -> None:
    cell = held(document, "not_a_number")
    before = {stored.id for stored in document.facts()}
    document.edit(settle_edit(document.plan, cell, text, DAY))
    (fact,) = (stored.fact for stored in document.facts() if stored.id not in before)
    assert (fact.value, fact.source.cell) == (value, cell.cell)
    assert cell not in document.held()
    assert document.check() == ()


@pytest.mark.parametrize(("text", "code"), [("約30", "held_not_a_number"), ("-3", "held_negative_count")])
def test_what_an_import_would_hold_stays_held(document: Document, text: str, code: str) -> None:
    with pytest.raises(PlanError, match=code):
        settle_edit(document.plan, held(document, "not_a_number"), text, DAY)


def test_a_name_is_one_of_the_team_however_it_is_spaced(document: Document) -> None:
    cell, member = held(document, "unknown_member"), document.plan.members[0]
    assert cell.waiting is not None
    document.edit(settle_edit(document.plan, cell, member.name.replace(" ", "　"), DAY))
    assert cell not in document.held()
    with pytest.raises(PlanError, match="unknown_member"):
        settle_edit(document.plan, cell, "誰か", DAY)


def test_a_cell_for_which_nothing_waits_needs_its_file(document: Document) -> None:
    with pytest.raises(PlanError, match="held_needs_import"):
        settle_edit(document.plan, replace(document.held()[0], waiting=None), "30", DAY)


def test_several_are_left_out_in_one_step(document: Document) -> None:
    cells, facts = document.held(), len(list(document.facts()))
    change = document.edit(leave_edit(document.plan, cells))
    assert change is not None
    assert (document.held(), len(list(document.facts()))) == ((), facts)
    document.undo()
    assert document.held() == cells
