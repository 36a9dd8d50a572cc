"""What is worked out ahead of the hand is what would be worked out under it, and nothing of it outlives the hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.lookout import Lookout
from isplanner.desktop.funnel.outlook import LiveView, View, read
from isplanner.desktop.session import Session
from isplanner.plan.scope import NodeKey
from tests.desktop.funnel.test_workspace import LEFT, NONE, RATE, WEBINAR_RATE, Funnel


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    return Funnel(session, qtbot)


def known(lookout: Lookout) -> dict[float, View | None]:
    assert lookout._held is not None  # noqa: SLF001 - what nobody sees
    return lookout._held.known  # noqa: SLF001


def test_places_near_the_hand_are_known_before_it_moves(funnel: Funnel, qtbot: QtBot) -> None:
    lookout = funnel.workspace._lookout  # noqa: SLF001
    slider, start = funnel.press(RATE)
    qtbot.waitUntil(lambda: len(known(lookout)) > 8)
    nearby = slider.picture.value_at(start.x() + 3)
    qtbot.waitUntil(lambda: nearby in known(lookout))
    before, asked = funnel.kgi, lookout.runner.submitted
    QTest.mouseMove(slider, start + QPoint(3, 0))
    assert funnel.kgi != before  # at once, without the worker
    assert lookout.runner.shown == lookout.runner.submitted == asked + 1


@pytest.mark.parametrize("lever", [RATE, WEBINAR_RATE])
def test_what_is_known_is_what_would_be_worked_out(funnel: Funnel, qtbot: QtBot, lever: NodeKey) -> None:
    workspace, session = funnel.workspace, funnel.session
    session.focus_on(replace(session.focus, channel=lever.channel))
    lookout, setting = workspace._lookout, workspace._setting  # noqa: SLF001
    assert setting is not None
    funnel.press(lever)
    qtbot.waitUntil(lambda: len(known(lookout)) > 6, timeout=20_000)
    found, alone = dict(known(lookout)), LiveView()
    reading = read(setting, lever.channel)
    for value, ahead in found.items():
        view = alone.look(setting, reading, lever, value)
        assert view is not None
        assert ahead is not None
        assert ahead.chances is not None
        assert view.chances is not None
        assert ahead.chances.bars == view.chances.bars
        assert (ahead.chances.probability, ahead.chances.fan) == (view.chances.probability, view.chances.fan)
        assert ahead.reading.now.values == view.reading.now.values


def test_a_hand_that_lets_go_leaves_nothing_behind(funnel: Funnel, qtbot: QtBot) -> None:
    lookout = funnel.workspace._lookout  # noqa: SLF001
    slider, start = funnel.press(RATE)
    qtbot.waitUntil(lambda: bool(known(lookout)))
    QTest.mouseRelease(slider, LEFT, NONE, start)
    assert lookout._held is None  # noqa: SLF001
    asked = lookout.runner.submitted
    lookout.move(0.5)  # nobody holds it
    assert lookout.runner.submitted == asked


def test_another_plan_under_the_hand_is_looked_at_anew(funnel: Funnel, qtbot: QtBot) -> None:
    """Ctrl+Z while a key is held: what was known of the plan before is not told of the one that came."""
    workspace = funnel.workspace
    funnel.drag(RATE, 12)
    slider, _ = funnel.press(RATE)
    lookout = workspace._lookout  # noqa: SLF001
    qtbot.waitUntil(lambda: bool(known(lookout)))
    funnel.session.undo()
    assert lookout._held is None  # noqa: SLF001
    QTest.keyClick(slider, Qt.Key.Key_Escape, NONE)
    qtbot.waitUntil(lambda: workspace._lookout.runner.shown == workspace._lookout.runner.submitted)  # noqa: SLF001
    assert funnel.kgi
