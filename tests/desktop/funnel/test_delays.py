"""How long a stage takes, by clicks and keys: from a lever's row, from the drawing, from its head."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.delay_dialog import DelayDialog
from isplanner.desktop.session import Session
from isplanner.jobs.delays import delay_edit, delays
from isplanner.plan.delay import AT_ONCE
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.funnel.test_levers import menu_of
from tests.desktop.funnel.test_workspace import LEFT, Funnel
from tests.desktop.hands import press, type_text

RATE, WEBINAR = NodeKey("orders_per_valid"), NodeKey("orders_per_valid", "webinar")
SHARES = (0.6, 0.3, 0.1)


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    return Funnel(session, qtbot)


def asked(qtbot: QtBot, act: Callable[[], object], answer: Callable[[DelayDialog], object]) -> None:
    """Open the dialog, and answer it as soon as it is there."""
    seen: list[DelayDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DelayDialog)
        seen.append(dialog)
        try:
            qtbot.waitUntil(dialog.isActiveWindow)
            answer(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)
    act()
    assert seen


def by_keys(dialog: DelayDialog) -> None:
    """Type 60, 30 and full-width 10 into the first three fields, and press Enter."""
    dialog.shares.fields[0].setFocus(Qt.FocusReason.TabFocusReason)
    for text in ("60", "30%", "１０"):
        type_text(text)
        press(Qt.Key.Key_Tab)
    assert dialog.sum.text() == "合計 100%"
    press(Qt.Key.Key_Return)


def shares_of(funnel: Funnel, channel: str) -> tuple[float, ...]:
    found = {delay.node.channel: delay.shares for delay in delays(funnel.session.plan, "orders")}
    return found[channel]


def test_from_the_menu_of_a_rate_for_all_channels_and_back(funnel: Funnel, qtbot: QtBot) -> None:
    before = funnel.kgi
    asked(qtbot, menu_of(funnel.row(RATE))["段階のあいだの期間…"].trigger, by_keys)
    assert funnel.edits[-1] == "set_delay"
    assert all(shares_of(funnel, channel) == SHARES for channel in funnel.session.plan.channels)
    assert funnel.next_kgi(before) != before
    assert "受注数 翌月以降 40%" in funnel.workspace.funnel.drawing.accessibleName()
    funnel.session.undo()
    assert shares_of(funnel, "webinar") == AT_ONCE
    qtbot.waitUntil(lambda: funnel.kgi == before)
    assert "翌月以降" not in funnel.workspace.funnel.drawing.accessibleName()


def test_in_a_tab_it_is_the_channel_alone(funnel: Funnel, qtbot: QtBot) -> None:
    funnel.session.focus_on(replace(funnel.session.focus, channel="webinar"))
    asked(qtbot, menu_of(funnel.row(WEBINAR))["段階のあいだの期間…"].trigger, by_keys)
    assert shares_of(funnel, "webinar") == SHARES
    assert shares_of(funnel, "outbound") == AT_ONCE
    funnel.session.focus_on(replace(funnel.session.focus, channel=None))
    assert "翌月以降 0%～40%" in funnel.workspace.funnel.drawing.accessibleName()


def test_from_the_head_a_channel_is_chosen_and_the_delay_taken_out(funnel: Funnel, qtbot: QtBot) -> None:
    funnel.session.edit(delay_edit(funnel.session.plan, "orders", SHARES))
    button = funnel.workspace.funnel.delay

    def take_out(dialog: DelayDialog) -> None:
        assert [field.text() for field in dialog.shares.fields[:4]] == ["60%", "30%", "10%", ""]
        dialog.channels.setFocus()
        press(Qt.Key.Key_Down)
        QTest.mouseClick(dialog.take_out, LEFT)

    asked(qtbot, lambda: QTest.mouseClick(button, LEFT), take_out)
    assert funnel.edits[-1] == "take_out_delay"
    taken = [channel for channel in funnel.session.plan.channels if shares_of(funnel, channel) == AT_ONCE]
    assert taken == [delays(funnel.session.plan, "orders")[0].node.channel]


def test_from_the_drawing_the_stage_under_the_pointer(funnel: Funnel, qtbot: QtBot) -> None:
    drawing = funnel.workspace.funnel.drawing
    place = QPoint(drawing.width() // 2, drawing.height() - 60)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, drawing.mapToGlobal(place))
    QApplication.sendEvent(drawing, event)
    action, source = drawing.findChildren(QMenu)[-1].actions()
    assert source.text() == "数値の出どころ"
    stages: list[str] = []
    asked(qtbot, action.trigger, lambda dialog: stages.append(dialog.stages.currentText()))
    assert stages == ["有効商談数 → 受注数"]
    assert "set_delay" not in funnel.edits


def test_what_comes_in_is_told_before_it_is_taken(funnel: Funnel, qtbot: QtBot) -> None:
    def look(dialog: DelayDialog) -> None:
        assert "持ち込みはありません" in carried(dialog)
        dialog.shares.fields[0].setFocus()
        type_text("70")
        assert dialog.sum.text() == "合計 70%（あと 30%）"
        assert not dialog.carried.text()
        press(Qt.Key.Key_Tab)
        type_text("30")
        assert carried(dialog).startswith("9月 の有効商談数 ")
        dialog.shares.fields[5].setFocus()
        for _ in range(2):
            press(Qt.Key.Key_Up)
        assert dialog.sum.text() == "合計 110%（10% 多い）"
        dialog.shares.fields[0].setFocus()
        type_text("60")
        assert "の実績がないため、その分の持ち込みは 0 件" in carried(dialog)

    def carried(dialog: DelayDialog) -> str:
        qtbot.waitUntil(lambda: bool(dialog.carried.text()))
        return dialog.carried.text()

    asked(qtbot, lambda: QTest.mouseClick(funnel.workspace.funnel.delay, LEFT), look)


@pytest.mark.parametrize(("typed", "said"), [("40", "合計が 40 %"), ("120", "120 %"), ("八", "八"), ("0.5", "0.5")])
def test_what_cannot_be_taken_is_said_and_stays_open(funnel: Funnel, qtbot: QtBot, typed: str, said: str) -> None:
    def answer(dialog: DelayDialog) -> None:
        dialog.shares.fields[0].setFocus()
        type_text(typed)
        press(Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert said in dialog.carried.text()
        assert dialog.edit is None

    asked(qtbot, lambda: QTest.mouseClick(funnel.workspace.funnel.delay, LEFT), answer)
    assert "set_delay" not in funnel.edits


def test_a_formula_of_her_own_is_named_and_a_volume_has_no_stage(funnel: Funnel, qtbot: QtBot) -> None:
    own = edits.set_formula(NodeKey("orders", "webinar"), "valid_appointments * orders_per_valid + 1")
    funnel.session.edit(own)
    words: list[str] = []
    asked(
        qtbot,
        lambda: QTest.mouseClick(funnel.workspace.funnel.delay, LEFT),
        lambda dialog: words.append(dialog.notes.text()),
    )
    assert words == ["ウェビナー は式が「件数 × 率」ではないため、そのままにします。"]
    assert "段階のあいだの期間…" not in menu_of(funnel.row(NodeKey("dials")))


def test_months_that_bring_nothing_are_said_on_screen(funnel: Funnel, qtbot: QtBot) -> None:
    note = funnel.workspace.funnel.untold
    assert note.isHidden()
    funnel.session.edit(delay_edit(funnel.session.plan, "orders", (0.2,) * 5))
    qtbot.waitUntil(note.isVisible, timeout=20_000)
    assert note.text() == "6月 の有効商談数の実績がないため、その分の持ち込みは 0 件としています。"
    funnel.session.undo()
    qtbot.waitUntil(note.isHidden, timeout=20_000)


def test_the_slider_of_a_rate_is_what_the_tree_uses(funnel: Funnel, qtbot: QtBot) -> None:
    funnel.session.focus_on(replace(funnel.session.focus, channel="webinar"))
    before = funnel.row(WEBINAR).slider.value
    asked(qtbot, menu_of(funnel.row(WEBINAR))["段階のあいだの期間…"].trigger, by_keys)
    assert funnel.row(WEBINAR).slider.value == before
    funnel.drag(WEBINAR, 12)
    moved = funnel.row(WEBINAR).slider.value
    assert funnel.session.plan.chosen.values[WEBINAR] == moved != before


def test_what_is_open_at_the_start_is_typed_and_shared_out(funnel: Funnel, qtbot: QtBot) -> None:
    """The demo has actuals of the months before: they go before, and the dialog says so."""
    shown: list[str] = []

    def answer(dialog: DelayDialog) -> None:
        for field, text in zip(dialog.shares.fields, ("60", "30", "10"), strict=False):
            field.setText(text)
        dialog.waiting.field.setFocus()
        type_text("一")
        assert "一" in dialog.carried.text()
        press(Qt.Key.Key_Backspace)
        type_text("１２０")
        qtbot.waitUntil(lambda: "入れた 120 件は、実績があるため使っていません。" in dialog.carried.text())
        press(Qt.Key.Key_Return)

    asked(qtbot, lambda: QTest.mouseClick(funnel.workspace.funnel.delay, LEFT), answer)
    assert funnel.edits[-1] == "set_delay"
    assert sum(funnel.session.plan.open_at_start.values()) == 120
    asked(
        qtbot,
        lambda: QTest.mouseClick(funnel.workspace.funnel.delay, LEFT),
        lambda dialog: shown.append(dialog.waiting.field.text()),
    )
    assert shown == ["120"]
    funnel.session.undo()
    assert funnel.session.plan.open_at_start == {}
