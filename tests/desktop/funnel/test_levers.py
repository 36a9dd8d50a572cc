"""A lever's row by real clicks and keys: pins, its menu, what is judged of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.lever_row import LeverRow
from isplanner.desktop.funnel.moves import split_mail
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.callout import Callout
from isplanner.plan.judgement import Judgement
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.funnel.test_workspace import LEFT, RATE, WEBINAR_RATE, Funnel

VALID = NodeKey("valid_rate")


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    return Funnel(session, qtbot)


@pytest.fixture
def webinar(funnel: Funnel) -> LeverRow:
    funnel.session.focus_on(replace(funnel.session.focus, channel="webinar"))
    return funnel.row(WEBINAR_RATE)


def menu_of(row: LeverRow) -> dict[str, QAction]:
    """What the menu key offers on a row."""
    place = QPoint(20, 20)
    QApplication.sendEvent(row, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, row.mapToGlobal(place)))
    menu = row.findChildren(QMenu)[-1]
    return {action.text(): action for action in menu.actions() if action.text()}


def type_into(row: LeverRow, place: int, text: str) -> None:
    field = row.judgement.fields[place]
    field.setFocus()
    field.selectAll()
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(field, committed)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_pinned_levers_make_a_compact_view_that_is_remembered(funnel: Funnel, qtbot: QtBot) -> None:
    panel = funnel.workspace.levers
    assert panel.only_pinned.isHidden()
    for key in (RATE, VALID):
        QTest.mouseClick(funnel.row(key).pin, LEFT)
    QTest.mouseClick(panel.only_pinned, LEFT)
    assert {key for key, row in panel.rows.items() if row.isVisible()} == {RATE, VALID}
    other = Funnel(funnel.session, qtbot)
    assert other.row(RATE).pin.isChecked()
    assert other.row(NodeKey("dials")).isVisible()
    QTest.mouseClick(funnel.row(RATE).pin, LEFT)
    QTest.mouseClick(funnel.row(VALID).pin, LEFT)
    assert all(row.isVisible() for row in panel.rows.values())


def test_the_menu_puts_one_lever_back_at_its_baseline(funnel: Funnel) -> None:
    others = {key: value for key, value in funnel.session.plan.chosen.values.items() if key.metric != RATE.metric}
    action = menu_of(funnel.row(RATE))["基準に戻す"]
    action.trigger()
    assert funnel.session.plan.chosen.values == others
    past = funnel.session.document.history()[-1]
    assert (past.code, past.values["node"]) == ("reset_lever", str(RATE))
    assert not menu_of(funnel.row(RATE))["基準に戻す"].isEnabled()


def test_the_menu_goes_to_the_target(funnel: Funnel) -> None:
    target = funnel.session.plan.targets[RATE].value
    menu_of(funnel.row(RATE))["目標の値にする"].trigger()
    assert funnel.row(RATE).slider.value == pytest.approx(target)


def test_a_lever_of_the_whole_plan_is_judged_by_channel(funnel: Funnel) -> None:
    assert funnel.row(RATE).judgement.isHidden()
    actions = menu_of(funnel.row(RATE))
    assert not next(action for words, action in actions.items() if "低め" in words).isEnabled()


def test_low_likely_and_high_are_one_edit(funnel: Funnel, webinar: LeverRow) -> None:
    before = funnel.edits
    next(action for words, action in menu_of(webinar).items() if "低め" in words).trigger()
    assert webinar.judgement.isVisible()
    assert webinar.judgement.chip.isHidden()
    type_into(webinar, 0, "18")
    type_into(webinar, 1, "20%")
    assert funnel.edits == before
    type_into(webinar, 2, "２４")
    assert funnel.session.plan.judgements[WEBINAR_RATE] == Judgement(0.18, 0.2, 0.24)
    assert len(funnel.edits) == len(before) + 1
    assert webinar.judgement.chip.isVisible()


@pytest.mark.parametrize("text", ["18~24", "18〜24%", "24 ~ 18"])
def test_a_range_fills_the_ends(funnel: Funnel, webinar: LeverRow, text: str) -> None:
    webinar.ask_judgement()
    type_into(webinar, 0, text)
    judged = funnel.session.plan.judgements[WEBINAR_RATE]
    assert (judged.low, judged.high) == pytest.approx((0.18, 0.24))
    assert judged.low <= judged.likely <= judged.high
    assert webinar.judgement.fields[2].text() == "24%"


def test_where_one_channel_lacks_a_lever_the_whole_plan_says_which(funnel: Funnel) -> None:
    session = funnel.session
    for _ in range(2):
        session.edit(split_mail(session.plan, "mail_magazine"))
    QTest.mouseClick(funnel.workspace.bar.channels.button(None), LEFT)
    funnel.qtbot.waitUntil(lambda: funnel.row(VALID).slider.value is None, timeout=20_000)
    assert "（メルマガ） に値がないため出ません" in funnel.row(VALID).slider.accessibleDescription()


def test_what_contradicts_itself_is_refused_where_it_stands(funnel: Funnel, webinar: LeverRow) -> None:
    funnel.session.edit(edits.set_judgements({WEBINAR_RATE: Judgement(0.1, 0.2, 0.3)}))
    before = funnel.edits
    type_into(webinar, 0, "25")
    assert funnel.edits == before
    said = [each.text() for each in webinar.window().findChildren(Callout) if each.isVisible()]
    assert any("着電率 の見立て" in words for words in said)
    type_into(webinar, 0, "a lot")
    assert funnel.edits == before
    assert funnel.session.plan.judgements[WEBINAR_RATE] == Judgement(0.1, 0.2, 0.3)


def test_a_lever_may_be_certain_and_be_known_from_actuals_again(funnel: Funnel, webinar: LeverRow) -> None:
    webinar.ask_judgement()
    QTest.mouseClick(webinar.judgement.fixed, LEFT, pos=QPoint(6, webinar.judgement.fixed.height() // 2))
    judged = funnel.session.plan.judgements[WEBINAR_RATE]
    assert judged.is_fixed
    assert judged.likely == webinar.slider.value
    funnel.qtbot.waitUntil(lambda: webinar.marks.band is not None and webinar.marks.band[0] == webinar.marks.band[1])
    QTest.mouseClick(webinar.judgement.drop, LEFT)
    assert WEBINAR_RATE not in funnel.session.plan.judgements
    assert webinar.judgement.isHidden()


def test_escape_in_a_field_brings_back_what_stood_there(funnel: Funnel, webinar: LeverRow) -> None:
    funnel.session.edit(edits.set_judgements({WEBINAR_RATE: Judgement(0.1, 0.2, 0.3)}))
    field = webinar.judgement.fields[0]
    field.setFocus()
    QTest.keyClicks(field, "77")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "10%"
    field.clearFocus()
    assert funnel.session.plan.judgements[WEBINAR_RATE] == Judgement(0.1, 0.2, 0.3)


def test_keys_lock_and_pin_the_lever_that_has_the_focus(funnel: Funnel) -> None:
    row = funnel.row(RATE)
    row.slider.setFocus()
    QTest.keyClick(row.slider, Qt.Key.Key_L)
    assert row.lock.isChecked()
    before = row.slider.value
    QTest.keyClick(row.slider, Qt.Key.Key_Right)
    assert row.slider.value == before
    QTest.keyClick(row.slider, Qt.Key.Key_L)
    QTest.keyClick(row.slider, Qt.Key.Key_P)
    assert not row.lock.isChecked()
    assert row.pin.isChecked()
    QTest.keyClick(row.slider, Qt.Key.Key_P)
    assert not row.pin.isChecked()


def test_home_and_end_go_to_the_ends_of_the_band(funnel: Funnel) -> None:
    row = funnel.row(RATE)
    assert row.marks.band is not None
    low, high = row.marks.band
    row.slider.setFocus()
    QTest.keyClick(row.slider, Qt.Key.Key_End)
    assert row.slider.value == pytest.approx(high)
    QTest.keyClick(row.slider, Qt.Key.Key_Home)
    assert row.slider.value == pytest.approx(low)


def test_tab_goes_from_lever_to_lever_and_on_to_the_proposal(funnel: Funnel) -> None:
    rows = list(funnel.workspace.levers.rows.values())
    rows[0].slider.setFocus()
    seen = []
    for _ in range(4 * len(rows) + 20):
        at = QApplication.focusWidget()
        assert at is not None
        seen.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    for row in rows:
        assert row.slider in seen
        assert row.field in seen
        assert row.lock not in seen
    assert funnel.workspace.adopt.button in seen
    assert funnel.workspace.table in seen
