"""The three steps in the real window, by mouse and by keyboard: 続ける, the KGI against last year, factors, KPIs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_dialog import GoalDialog
from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.session import Session
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import bare_structure
from isplanner.plan.target import Goal
from isplanner.store.document import Document
from tests.desktop.person import Person, settle

KEY = Qt.Key
REVENUE = NodeKey("revenue")
WAIT = 10_000
LAST_YEARS, SOURCE = "104,347,826", "前年度の決算資料"
WANTED = Goal("revenue", 120_000_000, 104_347_826, 0.15, SOURCE)


@pytest.fixture
def window(empty_window: MainWindow, tmp_path: Path, demo_workbook: Path, qtbot: QtBot) -> MainWindow:
    """A plan with last quarter's actuals and no tree, in a laptop's window."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    path = tmp_path / "bare.isplan"
    with Document.create(path, plan_blueprint(period, "ja", structure=bare_structure())) as document:
        commit(document, read_files(document.plan, [demo_workbook], Wish()))
    empty_window.resize(1280, 776)
    assert empty_window.desk.open_plan(path)
    qtbot.waitUntil(lambda: session_of(empty_window).answer is not None, timeout=WAIT)
    settle()
    return empty_window


def session_of(window: MainWindow) -> Session:
    session = window.desk.session
    assert session is not None
    return session


def tree_of(window: MainWindow) -> GoalTreeWorkspace:
    found = window.findChild(GoalTreeWorkspace)
    assert isinstance(found, GoalTreeWorkspace)
    return found


def button(parent: QWidget, words: str) -> QAbstractButton:
    return next(one for one in parent.findChildren(QAbstractButton) if one.text() == words and one.isVisible())


def test_by_mouse(window: MainWindow, qtbot: QtBot) -> None:
    person, tree = Person("guide_mouse"), tree_of(window)
    strip, guide = tree.bar.guide, tree.guide

    def set_goal(dialog: QDialog) -> None:
        assert isinstance(dialog, GoalDialog)
        assert dialog.kgi.currentText() == "受注売上"
        person.click(button(dialog, "前と比べて決める"))
        qtbot.waitUntil(lambda: dialog.form.against.count() == 3, timeout=WAIT)
        assert "実績がありません" in dialog.form.known.text()
        for field, text in ((dialog.form.base, LAST_YEARS), (dialog.form.change, "+15%"), (dialog.form.source, SOURCE)):
            person.click(field)
            person.write(text)
        person.look(dialog, "1_goal")
        assert dialog.form.purpose.day.visibleRegion().boundingRect().size() == dialog.form.purpose.day.size()
        person.click(button(dialog, "KGI にする"))

    person.in_dialog(lambda: person.click(strip.go_on), set_goal)
    assert session_of(window).plan.goal == WANTED
    person.click(strip.go_on)
    qtbot.waitUntil(lambda: bool(guide.factors.offered), timeout=WAIT)
    person.look(window, "2_factors")
    person.click(guide.factors.offered[0])
    person.click(strip.go_on)
    qtbot.waitUntil(guide.targets.take.isEnabled, timeout=WAIT)
    person.look(window, "3_kpis")
    person.click(guide.targets.take)
    person.look(window, "4_done")
    assert session_of(window).plan.targets[REVENUE].value == 120_000_000
    assert not strip.go_on.isVisible()
    undone = [session_of(window).undo() for _ in range(3)]
    assert undone == [True] * 3
    assert session_of(window).plan.tree.root is None, "each step is one step of undo"
    assert session_of(window).plan.goal is None


def test_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    person, tree = Person("guide_keyboard"), tree_of(window)
    strip, guide = tree.bar.guide, tree.guide

    def set_goal(dialog: QDialog) -> None:
        assert isinstance(dialog, GoalDialog)
        tab_to(person, lambda here: isinstance(here, QAbstractButton) and here.text() == "値で決める")
        person.press(KEY.Key_Right)
        qtbot.waitUntil(lambda: dialog.form.against.count() == 3, timeout=WAIT)
        form = dialog.form
        for field, text in ((form.base, LAST_YEARS), (form.change, "+15%"), (form.source, SOURCE)):
            tab_to(person, lambda here, field=field: here is field)  # type: ignore[misc]
            person.write(text)
        person.press(KEY.Key_Return)

    to_the_strip(person, window)
    person.in_dialog(lambda: person.press(KEY.Key_Space), set_goal)
    assert session_of(window).plan.goal == WANTED
    to_the_strip(person, window)
    person.press(KEY.Key_Space)
    qtbot.waitUntil(lambda: bool(guide.factors.offered), timeout=WAIT)
    person.press(KEY.Key_Space)
    assert session_of(window).plan.tree.children(REVENUE)
    to_the_strip(person, window)
    person.press(KEY.Key_Space)
    qtbot.waitUntil(guide.targets.take.hasFocus, timeout=WAIT)
    person.press(KEY.Key_Return)
    assert session_of(window).plan.targets[REVENUE].value == 120_000_000
    assert not strip.go_on.isVisible()
    assert person.clicks == 0


def to_the_strip(person: Person, window: MainWindow) -> None:
    """F6 until 続ける has the keys."""
    go_on = tree_of(window).bar.guide.go_on
    for _ in range(3):
        if go_on.hasFocus():
            return
        person.press(KEY.Key_F6)
    assert go_on.hasFocus()


def tab_to(person: Person, is_there: Callable[[QWidget | None], bool]) -> None:
    """Tab until the focus is where it is wanted."""
    for _ in range(20):
        if is_there(QApplication.focusWidget()):
            return
        person.press(KEY.Key_Tab)
    pytest.fail("Tab does not come there")
