"""From an empty file to the demo plan's tree, once by keyboard only and once by mouse only."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.grow_panel import GrowPanel
from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.desktop.session import Session
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import bare_structure
from isplanner.store.document import Document
from tests.desktop.goal_tree.cards import click
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, SHIFT, focused, press, type_text

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CHAIN = ["受注数", "有効商談数", "商談化数", "着電数", "架電数"]
CONNECTS, REPLIES, DIALS, RATE = (NodeKey(name) for name in ("connects", "mail_replies", "dials", "connect_rate"))


@pytest.fixture
def bare(tmp_path: Path, problems: list[Problem], qtbot: QtBot) -> Iterator[TreeScreen]:
    """A plan without any tree, drawn."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    made = plan_blueprint(period, "ja", structure=bare_structure())
    with Document.create(tmp_path / "bare.isplan", made) as document:
        session = Session(document, problems.append)
        screen = TreeScreen(session, qtbot)
        screen.workspace.show_view(TreeView.CANVAS)
        screen.workspace.canvas.setFocus()
        with qtbot.waitSignal(session.answer_changed, timeout=10_000):
            session.ask()
        yield screen
        screen.workspace.close()
        session.close()


def formulas(plan: Plan) -> dict[str, str]:
    return {str(key): node.formula.text if node.formula else "" for key, node in plan.tree.nodes.items()}


def picture(screen: TreeScreen, name: str) -> None:
    """Kept where a folder is named, for whoever wants to see the run."""
    if folder := os.environ.get("ISPLANNER_PICTURES"):
        QApplication.processEvents()
        screen.workspace.grab().save(str(Path(folder) / f"{name}.png"))


def test_an_empty_plan_asks_for_its_kgi(bare: TreeScreen) -> None:
    canvas = bare.workspace.canvas
    assert canvas.ghost.isVisible()
    assert canvas.ghost.kgi.text() == "KGI を選ぶ"
    assert bare.session.plan.tree.root is None
    picture(bare, "empty")


def test_a_template_is_one_click(bare: TreeScreen, document: Document) -> None:
    ghost = bare.workspace.canvas.ghost
    button = next(one for one in ghost.findChildren(type(ghost.kgi)) if "インサイドセールス" in one.text())
    QTest.mouseClick(button, LEFT)
    assert formulas(bare.session.plan) == formulas(document.plan)
    assert not ghost.isVisible()
    bare.session.undo()
    assert ghost.isVisible()


def test_the_demo_tree_grows_by_keyboard_only(bare: TreeScreen, document: Document) -> None:
    canvas = bare.workspace.canvas
    press(KEY.Key_Return)
    take("受注売上")
    for number, name in enumerate(CHAIN):
        press(KEY.Key_Tab)
        if number == 0:
            picture(bare, "keyboard_panel")
        take(name)
    assert canvas.current == DIALS
    press(KEY.Key_Left)
    press(KEY.Key_Tab)
    take("メール返信数")
    press(KEY.Key_Home)
    go_to_kgi(canvas)
    for name in ("リード数", "メール開封数"):
        press(KEY.Key_Return, SHIFT)
        take(name)
        go_to_kgi(canvas)
    picture(bare, "keyboard_whole")
    press(KEY.Key_K, CTRL | SHIFT)
    for channel in bare.session.plan.channels:
        look_at(bare, channel)
        gone = (DIALS, RATE) if channel == "mail_magazine" else (REPLIES,)
        for metric, _ in gone:
            walk_to(canvas, NodeKey(metric, channel))
            press(KEY.Key_Delete)
    look_at(bare, None)
    picture(bare, "keyboard_done")
    assert formulas(bare.session.plan) == formulas(document.plan)


def test_the_demo_tree_grows_by_mouse_only(bare: TreeScreen, document: Document) -> None:
    canvas, add = bare.workspace.canvas, bare.workspace.bar.add
    QTest.mouseClick(canvas.ghost.kgi, LEFT)
    pick(bare, "受注売上")
    for name in CHAIN:
        QTest.mouseClick(add, LEFT)
        pick(bare, name)
    click(canvas, CONNECTS)
    QTest.mouseClick(add, LEFT)
    pick(bare, "メール返信数")
    picture(bare, "mouse_whole")
    for name in ("リード数", "メール開封数"):
        click(canvas, NodeKey("revenue"))
        choose(bare, "並びに加える…")
        pick(bare, name)
    click(canvas, NodeKey("revenue"))
    choose(bare, "チャネルに分ける")
    for channel in bare.session.plan.channels:
        look_at(bare, channel)
        for metric, _ in (DIALS, RATE) if channel == "mail_magazine" else (REPLIES,):
            click(canvas, NodeKey(metric, channel))
            choose(bare, "ツリーから外す")
    look_at(bare, None)
    picture(bare, "mouse_done")
    assert formulas(bare.session.plan) == formulas(document.plan)


def take(name: str) -> None:
    """Type a name where the panel asks for it, and Enter."""
    type_text(name)
    press(KEY.Key_Return)


def go_to_kgi(canvas: Canvas) -> None:
    walk_to(canvas, NodeKey("revenue"))


def walk_to(canvas: Canvas, node: NodeKey) -> None:
    """By the arrow keys, from the KGI on."""
    assert focused() is canvas
    for _ in range(12):
        press(KEY.Key_Left)
    for _ in range(8):
        press(KEY.Key_Up)
    for _ in range(12):
        press(KEY.Key_Left)
    way = list(canvas.scene.path((node, None)))
    trail = sorted(way, key=lambda card: canvas.scene.cards[card].box.left())
    for card in trail[1:]:
        press(KEY.Key_Right)
        for _ in range(12):
            if canvas.current != card[0]:
                press(KEY.Key_Down)
    assert canvas.current == node


def look_at(screen: TreeScreen, channel: str | None) -> None:
    scope = screen.workspace.bar.scope
    scope.setCurrentIndex(scope.findData(channel))
    scope.activated.emit(scope.currentIndex())
    screen.workspace.canvas.setFocus()


def pick(screen: TreeScreen, name: str) -> None:
    """Double-click a name in the list of the panel."""
    panel = screen.workspace.findChild(GrowPanel)
    assert isinstance(panel, GrowPanel)
    assert panel.isVisible()
    rows = panel.list.rows
    index: QModelIndex = next(one for one in map(rows.indexFromItem, rows.findItems(name, Qt.MatchFlag.MatchExactly)))
    rows.scrollTo(index)
    view: QWidget = rows.viewport()
    QTest.mouseClick(view, LEFT, pos=rows.visualRect(index).center())
    QTest.mouseDClick(view, LEFT, pos=rows.visualRect(index).center())
    assert not panel.isVisible()


def choose(screen: TreeScreen, words: str) -> None:
    """An entry of the card's menu."""
    menu = screen.workspace.menu
    screen.workspace.canvas.menu_wanted.emit(
        screen.workspace.canvas.mapToGlobal(screen.workspace.canvas.rect().center())
    )
    action = next(one for one in menu.actions() if one.text() == words)
    assert action.isEnabled()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
