"""Numbers typed on cards by real keys, and the lever under the mouse: shown everywhere, stored once, taken back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.canvas.card_editor import CardEditor
from isplanner.desktop.goal_tree.canvas.card_slider import CardSlider
from isplanner.plan.scope import NodeKey
from tests.desktop.goal_tree.cards import click, hover, spot, trial_of
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import SHIFT, compose, convert, press, type_text

KEY = Qt.Key
REVENUE, DIALS, RATE, REPLIES = (NodeKey(name) for name in ("revenue", "dials", "connect_rate", "mail_replies"))
WEBINAR_RATE = NodeKey("connect_rate", "webinar")


@pytest.fixture
def editor(screen: TreeScreen) -> CardEditor:
    return screen.workspace.hand.typing.editor


@pytest.fixture
def slider(screen: TreeScreen) -> CardSlider:
    return screen.workspace.hand.typing.slider


def test_a_digit_on_a_card_begins_its_target(screen: TreeScreen, canvas: Canvas, editor: CardEditor) -> None:
    click(canvas, DIALS)
    before = len(screen.edits)
    type_text("3")
    assert editor.isVisible()
    assert editor.text() == "3"
    assert editor.accessibleName() == "目標"
    type_text("0,000")
    press(KEY.Key_Return)
    assert screen.target(DIALS) == 30_000
    assert screen.edits[before:] == ["set_target"]
    assert canvas.hasFocus()
    assert not editor.isVisible()
    screen.session.undo()
    assert screen.target(DIALS) == 29_000


@pytest.mark.parametrize("key", [KEY.Key_F2, KEY.Key_Return])
def test_f2_and_enter_open_the_target_with_the_caret_at_its_end(
    screen: TreeScreen, canvas: Canvas, editor: CardEditor, key: Qt.Key
) -> None:
    click(canvas, DIALS)
    press(key)
    assert (editor.text(), editor.selectedText(), editor.cursorPosition()) == ("29000", "", 5)
    press(KEY.Key_Escape)
    assert screen.target(DIALS) == 29_000
    assert canvas.hasFocus()


def test_double_click_opens_and_tab_goes_on_to_the_next_card(
    screen: TreeScreen, canvas: Canvas, editor: CardEditor
) -> None:
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(canvas, DIALS))
    editor.selectAll()
    type_text("+10%")
    press(KEY.Key_Tab)
    assert screen.target(DIALS) == 31_900
    assert canvas.current == RATE


def test_what_cannot_be_read_is_said_and_kept(screen: TreeScreen, canvas: Canvas, editor: CardEditor) -> None:
    click(canvas, DIALS)
    press(KEY.Key_F2)
    editor.selectAll()
    type_text("abc")
    press(KEY.Key_Return)
    assert "abc" in screen.said
    assert editor.isVisible()
    assert editor.text() == "abc"
    editor.selectAll()
    type_text("３１０００件")
    press(KEY.Key_Return)
    assert screen.target(DIALS) == 31_000


def test_enter_during_a_conversion_is_the_input_methods(screen: TreeScreen, canvas: Canvas, editor: CardEditor) -> None:
    click(canvas, DIALS)
    press(KEY.Key_F2)
    editor.selectAll()
    compose("３１０００")
    press(KEY.Key_Return)
    assert screen.target(DIALS) == 29_000
    convert("３１０００")
    press(KEY.Key_Return)
    assert screen.target(DIALS) == 31_000


def test_the_whole_tree_follows_a_value_while_it_is_typed(
    screen: TreeScreen, canvas: Canvas, editor: CardEditor
) -> None:
    click(canvas, RATE)
    before = screen.edits
    press(KEY.Key_F2, SHIFT)
    assert editor.accessibleName() == "値"
    editor.selectAll()
    type_text("20")
    old, new = trial_of(canvas, REVENUE) or ("", "")
    assert float(old) + 3 < float(new)
    assert trial_of(canvas, REPLIES) is None
    assert screen.edits == before
    press(KEY.Key_Escape)
    assert trial_of(canvas, REVENUE) is None
    assert screen.edits == before


def test_enter_stores_the_value_as_one_edit_and_undo_takes_it_back(
    screen: TreeScreen, canvas: Canvas, editor: CardEditor, qtbot: QtBot
) -> None:
    scenario = screen.session.plan.chosen
    click(canvas, RATE)
    before = len(screen.edits)
    press(KEY.Key_F2, SHIFT)
    editor.selectAll()
    type_text("20%")
    with qtbot.waitSignal(screen.session.answer_changed):
        press(KEY.Key_Return)
        assert trial_of(canvas, REVENUE) is not None  # until the answer to it is there
    assert trial_of(canvas, REVENUE) is None
    assert screen.edits[before:] == ["set_lever"]
    assert screen.session.document.history()[-1].values == {"node": "connect_rate", "value": 0.2}
    assert screen.session.answer is not None
    assert screen.session.answer.projection.values[RATE] == pytest.approx(0.2, abs=0.002)
    screen.session.undo()
    assert screen.session.plan.chosen == scenario


def test_a_range_becomes_low_and_high(screen: TreeScreen, canvas: Canvas, editor: CardEditor) -> None:
    click(canvas, RATE)
    press(KEY.Key_F2, SHIFT)
    editor.selectAll()
    type_text("16~20")
    assert trial_of(canvas, RATE) is not None or screen.session.plan.judgements
    press(KEY.Key_Return)
    judged = screen.session.plan.judgements[WEBINAR_RATE]
    assert judged.low < judged.likely < judged.high
    assert screen.edits[-1] == "set_judgement"


@pytest.mark.parametrize(("text", "words"), [("120%", "100%"), ("-30pt", "小さい")])
def test_a_value_a_lever_cannot_have_is_refused(
    screen: TreeScreen, canvas: Canvas, editor: CardEditor, text: str, words: str
) -> None:
    click(canvas, RATE)
    press(KEY.Key_F2, SHIFT)
    editor.selectAll()
    type_text(text)
    press(KEY.Key_Return)
    assert words in screen.said or "100%" in screen.said
    assert editor.isVisible()


def test_a_slider_comes_up_on_the_lever_under_the_mouse(screen: TreeScreen, canvas: Canvas, slider: CardSlider) -> None:
    hover(canvas, RATE)
    assert slider.isVisible()
    assert slider.accessibleName() == "着電率"
    hover(canvas, REVENUE)
    assert not slider.isVisible()


def test_dragging_it_shows_and_letting_it_go_stores_one_edit(
    screen: TreeScreen, canvas: Canvas, slider: CardSlider
) -> None:
    hover(canvas, RATE)
    before = len(screen.edits)
    start = drag(slider, 20)
    assert trial_of(canvas, REVENUE) is not None
    assert len(screen.edits) == before
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start + QPoint(20, 0))
    assert screen.edits[before:] == ["set_lever"]


def test_escape_while_dragging_takes_back(screen: TreeScreen, canvas: Canvas, slider: CardSlider) -> None:
    canvas.setFocus()
    hover(canvas, RATE)
    before = screen.edits
    start = drag(slider, 20)
    press(KEY.Key_Escape)
    assert trial_of(canvas, REVENUE) is None
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=start + QPoint(20, 0))
    assert screen.edits == before


def drag(slider: CardSlider, by: int) -> QPoint:
    assert slider.value is not None
    start = slider.picture.handle(slider.value).toPoint()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(slider, start + QPoint(by, 0))
    return start
