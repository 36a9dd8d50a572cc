import pytest

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.tool_bar import TreeView
from tests.desktop.goal_tree.screen import TreeScreen


@pytest.fixture
def canvas(screen: TreeScreen) -> Canvas:
    """The demo plan's tree drawn as cards, the keyboard there."""
    screen.workspace.show_view(TreeView.CANVAS)
    screen.workspace.canvas.setFocus()
    return screen.workspace.canvas
