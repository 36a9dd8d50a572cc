"""Funnel, bars below it and table of scenarios by mouse and keys, and what of the KGI's spread comes from levers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.outlook import Step
from isplanner.desktop.session import Session
from isplanner.jobs.sources import Origin
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import format_rate
from tests.desktop.funnel.test_workspace import LEFT, NONE, RATE, Funnel, simulated


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    funnel = Funnel(session, qtbot)
    qtbot.waitUntil(lambda: len(said(funnel)) > 1, timeout=20_000)
    return funnel


def said(funnel: Funnel) -> list[str]:
    return funnel.workspace.funnel.tornado.accessibleName().split("、")


def test_the_shares_of_the_spread_are_those_of_the_command_line(funnel: Funnel) -> None:
    QTest.mouseClick(funnel.workspace.funnel.step.button(Step.SPREAD), LEFT)
    simulation = simulated(funnel)
    shares = {effect.node: effect.variance_share for effect in simulation.plan_wide}
    assert f"着電率 {format_rate(shares[RATE])}" in said(funnel)
    moved = {node.metric for node in shares}
    alone = sum(effect.variance_share for effect in simulation.levers if effect.node.metric not in moved)
    assert said(funnel)[-1] == f"件数の偶然など {format_rate(1 - sum(shares.values()) - alone)}"
    assert len(said(funnel)) == len(funnel.workspace.levers.rows) + 1


def test_of_a_channel_the_other_channels_are_a_row_too(funnel: Funnel) -> None:
    QTest.mouseClick(funnel.workspace.funnel.step.button(Step.SPREAD), LEFT)
    QTest.mouseClick(funnel.workspace.bar.channels.button("webinar"), LEFT)
    funnel.qtbot.waitUntil(lambda: any("ほかのレバー" in row for row in said(funnel)), timeout=20_000)
    shares = [float(row.split()[-1].rstrip("%")) for row in said(funnel)]
    assert sum(shares) == pytest.approx(100, abs=0.1 * len(shares))


def test_a_bar_leads_to_its_slider_but_luck_has_none(funnel: Funnel) -> None:
    panel = funnel.workspace.funnel
    QTest.mouseClick(panel.step.button(Step.SPREAD), LEFT)
    QTest.mouseClick(panel.tornado, LEFT, NONE, QPoint(60, panel.tornado.height() - 16))
    assert not any(row.slider.hasFocus() for row in funnel.workspace.levers.rows.values())
    QTest.mouseClick(panel.tornado, LEFT, NONE, QPoint(60, 16))
    held = next(row for row in funnel.workspace.levers.rows.values() if row.slider.hasFocus())
    assert held.slider.accessibleName() == said(funnel)[0].split()[0]


@pytest.mark.parametrize("go", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_bars_are_reached_by_keys(funnel: Funnel, go: Qt.Key) -> None:
    tornado = funnel.workspace.funnel.tornado
    tornado.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(tornado, key)
    third = said(funnel)[2]
    assert tornado.accessibleDescription() == third
    QTest.keyClick(tornado, go)
    held = next(row for row in funnel.workspace.levers.rows.values() if row.slider.hasFocus())
    assert held.slider.accessibleName() == third.split()[0]


def test_the_menu_of_a_stage_opens_by_keys(funnel: Funnel) -> None:
    drawing, asked = funnel.workspace.funnel.drawing, list[Origin]()
    drawing.source_wanted.connect(asked.append)
    drawing.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(drawing, Qt.Key.Key_Down)
    assert drawing.accessibleDescription().startswith("着電数 ")
    QTest.keyClick(drawing, Qt.Key.Key_Return)
    menu = drawing.findChildren(QMenu)[-1]
    assert menu.isVisible()
    menu.actions()[-1].trigger()
    assert asked == [Origin(NodeKey("connects"))]
    menu.close()
    place = drawing.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, drawing.mapToGlobal(place))
    QApplication.sendEvent(drawing, event)  # the menu key, wherever the pointer is
    drawing.findChildren(QMenu)[-1].actions()[-1].trigger()
    assert asked[-1] == asked[0]


def test_tab_stops_once_at_the_scenarios_and_leaves_the_row_marked(funnel: Funnel) -> None:
    table = funnel.workspace.table
    table.setFocus(Qt.FocusReason.TabFocusReason)
    columns = table.model().columnCount()
    assert len(table.selectedIndexes()) == columns
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()
    assert len(table.selectedIndexes()) == columns
    table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(table, Qt.Key.Key_Backtab)
    assert not table.hasFocus()
