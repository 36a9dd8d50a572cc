"""The goal tree in the window and by itself: empty, narrow, in English, with more metrics."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace
from isplanner.desktop.language import set_language
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.session import Session
from isplanner.desktop.theme import apply_theme, tokens
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import press, type_text

DIALS = NodeKey("dials")


@pytest.fixture
def new_screen(empty_document: Document, problems: list[Problem], qtbot: QtBot) -> Iterator[TreeScreen]:
    """A new plan: the template's tree, no goal, no figures, no answer yet."""
    session = Session(empty_document, problems.append)
    screen = TreeScreen(session, qtbot)
    yield screen
    screen.workspace.close()
    session.close()


def test_a_plan_without_a_goal_asks_for_it_and_shows_its_tree(new_screen: TreeScreen, qtbot: QtBot) -> None:
    button = new_screen.workspace.bar.guide.go_on
    assert button.isVisible()
    assert new_screen.names[:2] == ["受注売上", "  受注数"]
    assert new_screen.shown(DIALS, "value") == "—"
    with qtbot.waitSignal(new_screen.workspace.goal_wanted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    new_screen.session.edit(edits.set_goal("revenue", 1_000_000))
    assert button.accessibleName() == "続ける：KPI"


def test_a_tree_of_which_only_the_kgi_is_left_says_what_its_formula_lacks(new_screen: TreeScreen) -> None:
    plan = new_screen.session.plan
    root = plan.tree.root
    others = [edits.remove_node(key) for key in plan.tree.nodes if key != root]
    new_screen.session.edit(edits.together(others))
    assert new_screen.names == ["受注売上"]
    assert "足すものがありません" in new_screen.workspace.inspector.formula.message.text()


def test_a_target_typed_before_there_is_a_baseline_is_not_lost_silently(new_screen: TreeScreen) -> None:
    new_screen.click(DIALS, "target")
    type_text("100")
    press(Qt.Key.Key_Return)
    assert "計算している" in new_screen.said
    assert new_screen.target(DIALS) is None


def test_a_narrow_window_keeps_the_inspector_in_a_drawer(screen: TreeScreen, qtbot: QtBot) -> None:
    workspace = screen.workspace
    assert workspace.inspector.isVisible()
    workspace.resize(960, 600)
    qtbot.waitUntil(lambda: not workspace.inspector.isVisible())
    QTest.keyClick(workspace, Qt.Key.Key_F4)
    assert workspace.inspector.isVisible()
    QTest.keyClick(workspace, Qt.Key.Key_F4)
    assert not workspace.inspector.isVisible()


def test_all_rows_open_and_close(screen: TreeScreen) -> None:
    before = len(screen.names)
    screen.workspace.open_all(is_open=True)
    assert len(screen.names) == len(list(screen.outline.rows.walk())) > before
    screen.workspace.open_all(is_open=False)
    assert screen.names == ["受注売上", "KGI に直接つながらない指標"]


def test_the_node_looked_at_elsewhere_is_shown_here(window: MainWindow, qtbot: QtBot) -> None:
    page, session = window.plan_page, window.desk.session
    assert page is not None
    assert session is not None
    page.show_workspace(page.names.index("目標ツリー"))
    assert isinstance(page.workspace, GoalTreeWorkspace)
    session.focus_on(replace(session.focus, node=DIALS))
    row = page.workspace.outline.current_row
    assert row is not None
    assert row.key == DIALS


def test_english_words_everywhere(session: Session, qtbot: QtBot, qapp: QApplication) -> None:
    set_language(qapp, "en")
    screen = TreeScreen(session, qtbot)
    heads = [column.header for column in screen.outline.rows.columns]
    assert all(text.isascii() or "−" in text for text in heads)
    assert screen.names[:2] == ["Revenue", "  Orders"]
    assert screen.shown(DIALS, "formula") == "Sum of channels"
    screen.workspace.close()


def test_the_dark_theme_repaints_the_rows(screen: TreeScreen, qapp: QApplication) -> None:
    screen.click(DIALS, "target")
    apply_theme(qapp, dark=True)
    qapp.processEvents()
    picture = screen.outline.viewport().grab().toImage()
    cell = screen.outline.visualRect(screen.index(DIALS, "formula"))
    assert picture.pixelColor(cell.right() - 5, cell.top() + 4) == tokens(screen.outline).accbg
