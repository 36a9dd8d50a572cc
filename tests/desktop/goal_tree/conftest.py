from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from tests.desktop.goal_tree.screen import TreeScreen


@pytest.fixture
def screen(session: Session, qtbot: QtBot) -> Iterator[TreeScreen]:
    """The goal tree of the demo plan."""
    shown = TreeScreen(session, qtbot)
    yield shown
    shown.workspace.close()
