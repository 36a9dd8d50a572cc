"""Screen readers and hands without a mouse: every control says what it is, and can be reached."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.plan.scope import NodeKey
from tests.desktop.goal_tree.cards import click
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, SHIFT, focused, press

KEY = Qt.Key
FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def own(widget: QWidget) -> bool:
    """Whether it is a control of ours, not a part that Qt makes of one."""
    return not widget.objectName().startswith("qt_") and "ScrollBar" not in type(widget).__name__


def test_every_control_has_a_name(screen: TreeScreen) -> None:
    nameless: list[QWidget] = []
    for widget in screen.workspace.findChildren(QWidget):
        if isinstance(widget, FIELDS) and own(widget) and not isinstance(widget.parent(), (QComboBox, *FIELDS)):
            if not widget.accessibleName() and not within_combo(widget):
                nameless.append(widget)
        elif isinstance(widget, QAbstractButton) and own(widget):
            access = QAccessible.queryAccessibleInterface(widget)
            if not (access.text(QAccessible.Text.Name) or widget.accessibleName() or within_combo(widget)):
                nameless.append(widget)
    mine = [one for one in nameless if not screen.workspace.inspector.isAncestorOf(one)]
    assert mine == []


def within_combo(widget: QWidget) -> bool:
    above: QWidget | None = widget
    while above is not None:
        if isinstance(above, (QComboBox, QLineEdit)) and above is not widget:
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("view", [TreeView.CANVAS, TreeView.OUTLINE])
def test_f6_goes_from_the_tree_to_the_details_to_the_bar_and_back(screen: TreeScreen, view: TreeView) -> None:
    screen.workspace.show_view(view)
    tree = screen.workspace.canvas if view is TreeView.CANVAS else screen.outline
    tree.setFocus()
    press(KEY.Key_F6)
    assert screen.workspace.inspector.isAncestorOf(focused())
    press(KEY.Key_F6)
    assert screen.workspace.bar.isAncestorOf(focused())
    press(KEY.Key_F6)
    assert focused() is tree
    press(KEY.Key_F6, SHIFT)
    assert screen.workspace.bar.isAncestorOf(focused())
    press(KEY.Key_F6, SHIFT)
    assert screen.workspace.inspector.isAncestorOf(focused())


def test_the_outline_is_the_canvas_in_words(screen: TreeScreen) -> None:
    screen.workspace.show_view(TreeView.CANVAS)
    click(screen.workspace.canvas, NodeKey("connect_rate"))
    assert screen.row.key == NodeKey("connect_rate")
    access = QAccessible.queryAccessibleInterface(screen.outline)
    assert access.text(QAccessible.Text.Name) == "目標ツリーのアウトライン"


def test_panels_can_be_walked_by_tab(screen: TreeScreen) -> None:
    screen.workspace.show_view(TreeView.CANVAS)
    screen.workspace.canvas.setFocus()
    click(screen.workspace.canvas, NodeKey("dials"))
    press(KEY.Key_Tab)
    panel = screen.workspace.hand.grow
    reached = []
    for _ in range(6):
        reached.append(focused())
        press(KEY.Key_Tab)
        assert panel.isVisible()
    assert panel.list.line in reached
    assert panel.formula in reached
    assert panel.add in reached
    press(KEY.Key_Escape)
    assert not panel.isVisible()
    press(KEY.Key_G, CTRL | SHIFT)
    assert screen.workspace.hand.solve.isVisible()
