import sqlite3
import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Focus, Session
from isplanner.plan.problem import Problem
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.text.edits import describe_edit

if TYPE_CHECKING:
    from isplanner.store.edits import Change


def test_edit_is_stored_told_and_answered(session: Session, qtbot: QtBot) -> None:
    told: list[Change] = []
    session.plan_changed.connect(told.append)
    before = session.answer
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        assert session.edit(edits.rename_plan("名前"))
    assert [change.plan.name for change in told] == ["名前"] == [session.plan.name]
    assert before is not None
    assert session.answer is not None
    assert session.answer.plan is session.plan
    assert session.answer_seconds is not None


def test_undo_and_redo_name_their_edit(session: Session) -> None:
    session.edit(edits.rename_plan("名前"))
    undo, redo = session.next_turns
    assert undo is not None
    assert (undo.code, redo) == ("rename_plan", None)
    assert session.undo()
    assert session.plan.name != "名前"
    assert session.redo()
    assert session.plan.name == "名前"


def test_a_reason_is_told_and_nothing_is_worked_out_anew(session: Session) -> None:
    session.edit(edits.rename_plan("名前"))
    told: list[Change] = []
    session.plan_changed.connect(told.append)
    number = session.next_turns[0]
    assert number is not None
    assert session.store(lambda document: document.lives.explain(number.number, "部の名が変わった"))
    undo, _ = session.next_turns
    assert undo is not None
    assert undo.reason == "部の名が変わった"
    assert describe_edit(undo.code, undo.values, session.plan, "ja", undo.reason).endswith("（部の名が変わった）")
    assert [change.parts for change in told] == [frozenset()]


def test_work_on_facts_sees_the_plan_and_the_facts_of_the_moment_it_was_asked(session: Session) -> None:
    work = session.on_facts(lambda plan, actuals: (plan, len(actuals)))
    before = session.plan, len(session.document.actuals())
    while len(session.document.actuals()) == before[1]:
        session.undo()
    assert work() == before


def test_edit_that_changes_nothing_tells_nothing(session: Session) -> None:
    told: list[Change] = []
    session.plan_changed.connect(told.append)
    assert session.edit(edits.rename_plan(session.plan.name))
    assert told == []


def test_refused_edit_is_reported(session: Session, problems: list[Problem]) -> None:
    assert not session.edit(edits.choose_scenario(replace(session.plan.chosen, id=9_999)))
    assert [problem.code for problem in problems] == ["unknown_scenario"]


def test_as_of_date_moves_the_answer(session: Session, qtbot: QtBot) -> None:
    day = date(2026, 10, 30)
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.focus_on(replace(session.focus, as_of=day))
    assert session.answer is not None
    assert session.answer.as_of == day
    assert session.answer.to_date is not None
    assert session.answer.to_date.days_done == 21


def test_focus_is_told_once(session: Session) -> None:
    told: list[Focus] = []
    session.focus_changed.connect(told.append)
    focus = replace(session.focus, member=1)
    session.focus_on(focus)
    session.focus_on(focus)
    assert told == [focus]


def test_undone_import_changes_the_answer(session: Session, qtbot: QtBot) -> None:
    before = session.answer
    assert before is not None
    assert before.to_date is not None
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.undo()
    after = session.answer
    assert after is not None
    assert after.to_date is None
    assert after.as_of == date(2026, 9, 30)


def test_edit_waits_for_another_program_without_holding_up_the_window(
    session: Session, document: Document, problems: list[Problem], qtbot: QtBot
) -> None:
    other = sqlite3.connect(document.path, isolation_level=None, check_same_thread=False)
    other.execute("begin exclusive")
    release = threading.Timer(0.4, lambda: other.execute("rollback"))
    release.start()
    with qtbot.waitSignal(session.plan_changed, timeout=5_000):
        session.edit(edits.rename_plan("名前"))
    release.join()
    other.close()
    assert session.plan.name == "名前"
    assert problems == []


def test_what_another_program_wrote_is_taken_in(session: Session, document: Document, qtbot: QtBot) -> None:
    with Document.open(document.path) as other:
        other.edit(edits.rename_plan("よそで変えた"))
    with qtbot.waitSignal(session.plan_changed, timeout=5_000):
        session.refresh()
    assert session.plan.name == "よそで変えた"


def test_forecasts_that_are_shown_are_kept_and_are_no_edit(session: Session) -> None:
    assert session.answer is not None
    kept = session.document.forecasts.kept(session.answer.as_of)
    shown = {one.node: one.forecast for one in session.answer.forecasts.values() if one.target is not None}
    assert {one.node: one.mean for one in kept} == {node: mean for node, mean in shown.items() if mean is not None}
    before = session.document.history()
    assert session.undo()
    assert session.document.history() != before
