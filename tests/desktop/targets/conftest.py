import pytest
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from tests.desktop.targets.screen import Targets


@pytest.fixture
def targets(session: Session, qtbot: QtBot) -> Targets:
    """The demo plan's targets."""
    return Targets(session, qtbot)
