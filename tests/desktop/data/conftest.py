"""The data workspace on the demo plan, and a workbook with what people do in them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from tests.desktop.data.hands import save

HEAD = ("担当", "架電数", "着電数", "受注数")
ROWS = (("佐藤 花子", 412, 80, 3), ("田中 一郎", "約30", 70, 2), ("合計", 442, 150, 5))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two people's December, one cell that is no number, a total row."""
    return save(tmp_path / "12月実績.xlsx", ("12月", (["2026年12月 実績"], HEAD, *ROWS)))


@pytest.fixture
def workspace(session: Session, qtbot: QtBot) -> DataWorkspace:
    """The workspace, in sight and active."""
    workspace = DataWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1372, 772)
    workspace.show_plan(session.plan, None)
    session.plan_changed.connect(lambda change: workspace.show_plan(session.plan, change))
    with qtbot.waitActive(workspace):
        workspace.show()
        workspace.activateWindow()
    return workspace
