"""Ctrl+F in the goal tree: to any node by name or reading, wherever it is folded away."""

import pytest
from PySide6.QtCore import Qt

from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.plan.scope import NodeKey
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, SHIFT, press, type_text

KEY = Qt.Key


@pytest.mark.parametrize("view", [TreeView.CANVAS, TreeView.OUTLINE])
def test_a_node_is_found_by_its_reading(screen: TreeScreen, view: TreeView) -> None:
    workspace = screen.workspace
    workspace.show_view(view)
    (workspace.canvas if view is TreeView.CANVAS else workspace.outline).setFocus()
    press(KEY.Key_F, CTRL)
    assert workspace.hand.find.isVisible()
    type_text("かでん")
    press(KEY.Key_Return)
    assert screen.session.focus.node == NodeKey("dials")
    assert screen.row.key == NodeKey("dials")


def test_a_node_of_a_channel_is_found_in_its_own_tree(screen: TreeScreen) -> None:
    screen.workspace.show_view(TreeView.CANVAS)
    screen.workspace.canvas.setFocus()
    press(KEY.Key_F, CTRL)
    find = screen.workspace.hand.find
    type_text("webinar")
    find.list.line.clear()
    type_text("connect_rate")
    choices = [choice.value for choice in find.list._shown]  # noqa: SLF001 (what the eye sees)
    wanted = NodeKey("connect_rate", "webinar")
    for _ in range(choices.index(wanted)):
        press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert screen.session.focus.channel == "webinar"
    assert screen.row.key == wanted


def test_escape_leaves_all_as_it_was(screen: TreeScreen) -> None:
    before = screen.session.focus
    screen.outline.setFocus()
    press(KEY.Key_F, CTRL)
    type_text("dials")
    press(KEY.Key_Escape)
    assert screen.session.focus == before
    assert screen.outline.hasFocus()


@pytest.mark.parametrize("view", [TreeView.CANVAS, TreeView.OUTLINE])
def test_f3_goes_to_the_next_of_what_was_found_and_shift_f3_back(screen: TreeScreen, view: TreeView) -> None:
    workspace = screen.workspace
    workspace.show_view(view)
    (workspace.canvas if view is TreeView.CANVAS else workspace.outline).setFocus()
    press(KEY.Key_F3)
    assert workspace.hand.find.isVisible(), "nothing was looked for yet: it asks"
    type_text("着電")
    press(KEY.Key_Return)
    first = screen.session.focus.node
    seen = [first]
    for _ in range(3):
        press(KEY.Key_F3)
        seen.append(screen.session.focus.node)
    assert len(set(seen)) == 4
    assert all("connect" in str(node) for node in seen)
    assert screen.session.focus.channel == (seen[-1].channel if seen[-1] else None)
    press(KEY.Key_F3, SHIFT)
    assert screen.session.focus.node == seen[-2]
    assert not workspace.hand.find.isVisible()


def test_a_metric_to_grow_is_found_by_its_reading(screen: TreeScreen) -> None:
    screen.workspace.show_view(TreeView.CANVAS)
    screen.workspace.canvas.setFocus()
    press(KEY.Key_Home)
    press(KEY.Key_Tab)
    type_text("つうわ")
    choice = screen.workspace.hand.grow.list.choice
    assert choice is not None
    assert choice.name == "通話時間"
