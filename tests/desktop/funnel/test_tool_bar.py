from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from tests.desktop.funnel.test_workspace import LEFT, RATE, Funnel


def test_a_dot_says_that_the_scenario_is_not_the_targets(session: Session, qtbot: QtBot) -> None:
    funnel = Funnel(session, qtbot)
    plan, bar = funnel.session.plan, funnel.workspace.bar
    chosen = bar.scenarios.button(plan.scenario)
    name = plan.chosen.name
    funnel.qtbot.waitUntil(lambda: chosen.text() == f"{name} ●")
    assert "違います" in chosen.toolTip()
    assert sum("●" in one.text() for one in bar.scenarios.findChildren(QToolButton)) == 1
    note = funnel.workspace.adopt.note.text()
    assert "期間全体" in note
    assert "決めた目標 120.0百万円 はそのまま" in note or "届きません" not in note
    QTest.mouseClick(funnel.workspace.adopt.button, LEFT)
    funnel.qtbot.waitUntil(lambda: chosen.text() == name)
    assert chosen.toolTip() == ""
    funnel.drag(RATE, 16)
    funnel.qtbot.waitUntil(lambda: bar.scenarios.button(plan.scenario).text() == f"{name} ●")
