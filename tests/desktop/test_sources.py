"""A number on any screen can be followed down to the cells it comes from."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.funnel.row_menu import RowMenu
from isplanner.desktop.funnel.workspace import FunnelWorkspace
from isplanner.desktop.goal_tree.deed import Deed
from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.plan_page import PlanPage
from isplanner.desktop.targets.workspace import TargetsWorkspace
from isplanner.desktop.workspace import Workspace
from isplanner.text.names import node_name
from tests.desktop.data.hands import WAIT, cells, table, texts
from tests.desktop.hands import press


def shown(window: MainWindow, kind: type[Workspace]) -> Workspace:
    page = window.plan_page
    assert isinstance(page, PlanPage)
    for number in range(len(page.names)):
        page.show_workspace(number)
        if isinstance(page.workspace, kind):
            return page.workspace
    raise AssertionError(kind)


def shows(window: MainWindow, qtbot: QtBot, begin: str) -> list[list[str]]:
    """The rows of the panel in the data workspace, once it says so."""
    page = window.plan_page
    assert page is not None
    qtbot.waitUntil(lambda: isinstance(page.workspace, DataWorkspace), timeout=WAIT)
    data = page.workspace
    qtbot.waitUntil(lambda: any(text.startswith(begin) for text in texts(data)), timeout=WAIT)
    qtbot.waitUntil(lambda: table(data, "取り込んだ数値").hasFocus(), timeout=WAIT)
    return cells(table(data, "取り込んだ数値"))


def test_from_a_card_of_the_tree_by_key_and_by_its_menu(window: MainWindow, qtbot: QtBot) -> None:
    tree = shown(window, GoalTreeWorkspace)
    assert isinstance(tree, GoalTreeWorkspace)
    tree.canvas.setFocus()
    press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    rows = shows(window, qtbot, "受注売上 の出どころ")
    assert {row[2] for row in rows} == {"受注売上"}
    tree = shown(window, GoalTreeWorkspace)
    assert isinstance(tree, GoalTreeWorkspace)
    tree.menu.actions_of[Deed.SHOW_SOURCE].trigger()
    shows(window, qtbot, "受注売上 の出どころ")


def test_from_a_lever_of_the_funnel(window: MainWindow, qtbot: QtBot) -> None:
    funnel = shown(window, FunnelWorkspace)
    assert isinstance(funnel, FunnelWorkspace)
    qtbot.waitUntil(lambda: bool(funnel.levers.rows), timeout=WAIT)
    key = next(key for key in funnel.levers.rows if key.metric == "connect_rate")
    funnel.levers.go_to(key)
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    rows = shows(window, qtbot, "着電率")
    assert {"架電数", "着電数"} <= {row[2] for row in rows}
    shown(window, FunnelWorkspace)
    row = funnel.levers.rows[key]
    next(action for action in RowMenu(row).actions() if action.text().startswith("数値の出どころ")).trigger()
    shows(window, qtbot, "着電率")


def test_from_a_stage_of_the_funnel(window: MainWindow, qtbot: QtBot) -> None:
    funnel = shown(window, FunnelWorkspace)
    assert isinstance(funnel, FunnelWorkspace)
    qtbot.waitUntil(lambda: bool(funnel.levers.rows), timeout=WAIT)
    drawing = funnel.funnel.drawing
    place = QPoint(drawing.width() // 2, 24)
    QApplication.sendEvent(
        drawing, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, drawing.mapToGlobal(place))
    )
    menu = drawing.findChild(QMenu)
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    rows = shows(window, qtbot, "架電数")
    assert {row[2] for row in rows} == {"架電数"}


def test_from_a_member_of_the_targets(window: MainWindow, qtbot: QtBot) -> None:
    targets = shown(window, TargetsWorkspace)
    assert isinstance(targets, TargetsWorkspace)
    qtbot.waitUntil(lambda: targets.grid.current_row is not None, timeout=WAIT)
    rows = [targets.grid.rows.record(targets.grid.rows.index(n, 0)) for n in range(targets.grid.rows.rowCount())]
    number = next(n for n, row in enumerate(rows) if row.member is not None)
    targets.grid.setCurrentIndex(targets.grid.model().index(number, 1))
    member, node = rows[number].member, targets.node
    assert member is not None
    assert node is not None
    plan = targets.session.plan
    name = f"{node_name(node, plan.metrics, plan.channels, 'ja')}・{member.name}"
    press(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert {row[5] for row in shows(window, qtbot, name)} == {member.name}
