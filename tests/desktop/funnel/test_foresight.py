"""What is worked out ahead of the hand is what would be worked out under it, and nothing of it outlives the hand."""

import gc
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.foresight import Foresight
from isplanner.desktop.funnel.outlook import LiveView, View, read
from isplanner.desktop.session import Session
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import format_number
from tests.desktop.funnel.test_workspace import LEFT, NONE, RATE, WEBINAR_RATE, Funnel


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    return Funnel(session, qtbot)


def known(foresight: Foresight) -> dict[float, View | None]:
    assert foresight._held is not None  # noqa: SLF001 - what nobody sees
    return foresight._held.known  # noqa: SLF001


def test_places_near_the_hand_are_known_before_it_moves(funnel: Funnel, qtbot: QtBot) -> None:
    foresight = funnel.workspace._foresight  # noqa: SLF001
    slider, start = funnel.press(RATE)
    qtbot.waitUntil(lambda: len(known(foresight)) > 8)
    nearby = slider.picture.value_at(start.x() + 3)
    qtbot.waitUntil(lambda: nearby in known(foresight))
    before, asked = funnel.kgi, foresight.runner.submitted
    QTest.mouseMove(slider, start + QPoint(3, 0))
    assert funnel.kgi != before  # at once, without the worker
    assert foresight.runner.shown == foresight.runner.submitted == asked + 1


@pytest.mark.parametrize("lever", [RATE, WEBINAR_RATE])
def test_what_is_known_is_what_would_be_worked_out(funnel: Funnel, qtbot: QtBot, lever: NodeKey) -> None:
    workspace, session = funnel.workspace, funnel.session
    session.focus_on(replace(session.focus, channel=lever.channel))
    foresight, setting = workspace._foresight, workspace._setting  # noqa: SLF001
    assert setting is not None
    funnel.press(lever)
    qtbot.waitUntil(lambda: len(known(foresight)) > 6, timeout=20_000)
    found, alone = dict(known(foresight)), LiveView()
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


def test_where_the_hand_goes_on_to_is_next_if_there_is_time(funnel: Funnel, monkeypatch: pytest.MonkeyPatch) -> None:
    foresight = funnel.workspace._foresight  # noqa: SLF001
    funnel.press(RATE)
    held, now = foresight._held, 100.0  # noqa: SLF001
    assert held is not None
    held._took = 0.003  # noqa: SLF001
    monkeypatch.setattr("isplanner.desktop.funnel.foresight.time.perf_counter", lambda: now)
    held.go_to(0.190)
    now += 0.016
    held.go_to(0.193)
    assert next(held._nearby) == pytest.approx(0.196)  # noqa: SLF001
    assert held.has_time  # sixteen milliseconds until the next move, if the hand goes on as it does
    now += 0.014
    assert not held.has_time


def test_a_hand_that_lets_go_leaves_nothing_behind(funnel: Funnel, qtbot: QtBot) -> None:
    foresight = funnel.workspace._foresight  # noqa: SLF001
    slider, start = funnel.press(RATE)
    qtbot.waitUntil(lambda: bool(known(foresight)))
    QTest.mouseRelease(slider, LEFT, NONE, start)
    assert foresight._held is None  # noqa: SLF001
    asked = foresight.runner.submitted
    foresight.runner.go_on()
    qtbot.wait(50)
    assert foresight.runner.submitted == asked


def following(funnel: Funnel, qtbot: QtBot, act: Callable[[], object]) -> None:
    """The result follows an act of the hand."""
    before = funnel.kgi
    act()
    qtbot.waitUntil(lambda: funnel.kgi != before, timeout=20_000)


def test_a_drag_goes_on_over_an_answer_that_arrives(funnel: Funnel, qtbot: QtBot) -> None:
    """A lever is taken while the answer to the last one is still worked out."""
    funnel.drag(RATE, 12)
    slider, start = funnel.press(NodeKey("appointments_per_connect"))
    with qtbot.waitSignal(funnel.session.answer_changed, timeout=20_000):
        pass
    for step in (6, 12):
        following(funnel, qtbot, lambda step=step: QTest.mouseMove(slider, start + QPoint(step, 0)))  # type: ignore[misc]
    QTest.mouseRelease(slider, LEFT, NONE, start + QPoint(12, 0))
    qtbot.waitUntil(lambda: funnel.kgi == format_number(funnel.stored_kgi()))


def test_a_plan_undone_under_the_hand_is_what_escape_goes_back_to(funnel: Funnel, qtbot: QtBot) -> None:
    row = funnel.row(RATE)
    first = row.slider.value
    funnel.drag(RATE, 12)
    slider, start = funnel.press(RATE)
    following(funnel, qtbot, lambda: QTest.mouseMove(slider, start + QPoint(10, 0)))
    held = slider.value
    funnel.session.undo()
    assert slider.value == row.field.value == held
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    assert slider.value == row.field.value == first
    qtbot.waitUntil(lambda: funnel.kgi == format_number(funnel.stored_kgi()))
    assert funnel.workspace.result._title.text().startswith("見込み")  # noqa: SLF001


def test_a_tab_switched_under_the_hand_leaves_no_hand_behind(funnel: Funnel, qtbot: QtBot) -> None:
    slider, start = funnel.press(RATE)
    QTest.mouseMove(slider, start + QPoint(10, 0))
    edits, session = funnel.edits, funnel.session
    session.focus_on(replace(session.focus, channel="webinar"))
    assert gc.isenabled()
    assert funnel.workspace._foresight._held is None  # noqa: SLF001
    assert funnel.edits == edits
    qtbot.waitUntil(lambda: funnel.kgi == format_number(funnel.stored_kgi()))
