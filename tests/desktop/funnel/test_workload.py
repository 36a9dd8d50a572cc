"""The team's time beside the volume it takes: the share that is said, and the part of the bar that is hatched."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.analysis.simulation.workload import Workload
from isplanner.desktop.session import Session
from isplanner.desktop.theme import tokens
from isplanner.plan.scope import NodeKey
from tests.desktop.funnel.test_workspace import LEFT, Funnel

DIALS = NodeKey("dials")


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    return Funnel(session, qtbot)


def test_usage_is_of_the_days_to_come() -> None:
    load = Workload(DIALS, done=100.0, months=(200.0, 100.0), people=2.0, pace=5.0)
    assert load.usage(200.0) == pytest.approx(0.5)
    assert load.usage(400.0) == pytest.approx(1.5)
    assert load.usage(None) is None
    assert Workload(DIALS, 100.0, (100.0,), 2.0, 5.0).usage(120.0) is None


def is_hatched(funnel: Funnel) -> bool:
    drawing = funnel.workspace.funnel.drawing
    image, colour = drawing.grab().toImage(), tokens(drawing).badf.rgb()
    return any(image.pixel(x, y) == colour for x in range(60, image.width() - 60, 1) for y in range(12, 60, 2))


def test_what_is_beyond_the_teams_time_is_hatched(funnel: Funnel) -> None:
    drawing = funnel.workspace.funnel.drawing
    assert "稼働率" in drawing.accessibleName()
    assert not is_hatched(funnel)
    field = funnel.row(DIALS).field
    field.setFocus()
    QTest.keyClicks(field, "60000")
    field.clearFocus()
    assert is_hatched(funnel)
    share = float(drawing.accessibleName().partition("稼働率 ")[2].rstrip("%"))
    assert share > 100


def test_a_channels_tab_says_nothing_of_the_whole_teams_time(funnel: Funnel) -> None:
    funnel.session.focus_on(replace(funnel.session.focus, channel="webinar"))
    assert "稼働率" not in funnel.workspace.funnel.drawing.accessibleName()


def test_mail_replies_are_taken_apart_in_their_tab(funnel: Funnel) -> None:
    panel = funnel.workspace.levers
    assert panel.split.isHidden()
    funnel.session.focus_on(replace(funnel.session.focus, channel="mail_magazine"))
    assert panel.split.isVisible()
    before = funnel.edits
    QTest.mouseClick(panel.split, LEFT)
    assert len(funnel.edits) == len(before) + 1
    assert {"mails_opened", "replies_per_open"} <= {key.metric for key in panel.rows}
    QTest.mouseClick(panel.split, LEFT)
    unknown = funnel.row(NodeKey("open_rate", "mail_magazine"))
    assert unknown.judgement.isVisible()
    assert funnel.session.undo()
    assert funnel.session.undo()
    assert "mail_replies" in {key.metric for key in panel.rows}
