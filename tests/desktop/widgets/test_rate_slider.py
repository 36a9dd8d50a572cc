"""The slider by real mouse, keys and wheel."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.rate_slider import RateSlider
from isplanner.desktop.widgets.slider_scale import SliderMarks, SliderScale

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
NONE, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SCALE = SliderScale(0.10, 0.26, 0.001, 0.001, most=1.0)
MARKS = SliderMarks(target=0.20, baseline=0.16, to_date=0.19)


class Hand:
    """A slider at 18 % with a field beside it, and what it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        self.slider, self.other = RateSlider(), QLineEdit()
        layout.addWidget(self.slider)
        layout.addWidget(self.other)
        self.window.resize(260, 120)
        self.previews: list[float] = []
        self.commits: list[float] = []
        self.slider.previewed.connect(self.previews.append)
        self.slider.committed.connect(self.commits.append)
        self.slider.show_lever(0.18, SCALE, MARKS)
        self.window.show()
        self.window.activateWindow()
        self.slider.setFocus()
        qtbot.waitUntil(self.slider.hasFocus)

    def at(self, value: float, dy: int = 0) -> QPoint:
        return QPoint(round(self.slider.picture.x_of(value)), self.slider.height() // 2 + dy)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.slider, key, modifiers)

    def wheel(self, turn: int, modifiers: Qt.KeyboardModifier = NONE) -> bool:
        middle = QPointF(self.slider.rect().center())
        event = QWheelEvent(
            middle,
            self.slider.mapToGlobal(middle),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        event.ignore()
        QApplication.sendEvent(self.slider, event)
        return event.isAccepted()


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def test_a_drag_previews_every_step_and_commits_once(hand: Hand) -> None:
    QTest.mousePress(hand.slider, LEFT, NONE, hand.at(0.18))
    QTest.mouseMove(hand.slider, hand.at(0.19))
    QTest.mouseMove(hand.slider, hand.at(0.21))
    assert len(hand.previews) == 2
    assert hand.commits == []
    QTest.mouseRelease(hand.slider, LEFT, NONE, hand.at(0.21))
    assert hand.commits == [hand.previews[-1]]
    assert hand.commits[0] == pytest.approx(0.21, abs=0.001)


def test_dragging_rests_on_figures_one_would_type(hand: Hand) -> None:
    QTest.mousePress(hand.slider, LEFT, NONE, hand.at(0.18))
    for value in (0.182, 0.187, 0.193, 0.2):
        QTest.mouseMove(hand.slider, hand.at(value))
    assert all(value == round(value, 3) for value in hand.previews)


def test_escape_during_a_drag_gives_the_first_value_back_and_commits_nothing(hand: Hand) -> None:
    QTest.mousePress(hand.slider, LEFT, NONE, hand.at(0.18))
    QTest.mouseMove(hand.slider, hand.at(0.22))
    hand.press(KEY.Key_Escape)
    assert hand.previews[-1] == 0.18
    assert hand.slider.value == 0.18
    QTest.mouseMove(hand.slider, hand.at(0.24))
    QTest.mouseRelease(hand.slider, LEFT, NONE, hand.at(0.24))
    assert hand.commits == []
    assert hand.slider.value == 0.18


def test_it_says_when_a_hand_is_at_it(hand: Hand) -> None:
    held: list[bool] = []
    hand.slider.held.connect(held.append)
    QTest.mousePress(hand.slider, LEFT, NONE, hand.at(0.182))
    assert held == [True]
    QTest.mouseMove(hand.slider, hand.at(0.2))
    QTest.mouseRelease(hand.slider, LEFT, NONE, hand.at(0.2))
    assert held == [True, False]
    hand.press(Qt.Key.Key_Right)
    assert held == [True, False, True, False]


def test_a_drag_takes_over_what_the_wheel_did(hand: Hand, qtbot: QtBot) -> None:
    """The wheel's turn is over when it rests: not under a hand that has taken the handle meanwhile."""
    hand.slider.setFocus()
    hand.wheel(120)
    QTest.mousePress(hand.slider, LEFT, NONE, hand.at(hand.slider.value or 0))
    qtbot.wait(500)
    assert hand.commits == []
    QTest.mouseMove(hand.slider, hand.at(0.2))
    QTest.mouseRelease(hand.slider, LEFT, NONE, hand.at(0.2))
    assert hand.commits == [0.2]


def test_another_key_let_go_ends_nothing(hand: Hand) -> None:
    QTest.keyPress(hand.slider, Qt.Key.Key_Right)
    QTest.keyRelease(hand.slider, Qt.Key.Key_Shift)
    assert hand.commits == []
    QTest.keyRelease(hand.slider, Qt.Key.Key_Right)
    assert len(hand.commits) == 1


def test_a_press_on_the_handle_alone_is_no_change(hand: Hand) -> None:
    QTest.mouseClick(hand.slider, LEFT, NONE, hand.at(0.18, 3))
    assert hand.previews == hand.commits == []


def test_a_click_in_the_groove_goes_there(hand: Hand) -> None:
    QTest.mouseClick(hand.slider, LEFT, NONE, hand.at(0.24))
    assert hand.commits[0] == pytest.approx(0.24, abs=0.001)


def test_what_is_done_of_a_count_is_marked_once_it_is_in_sight(hand: Hand) -> None:
    hand.slider.show_lever(0.18, SCALE, SliderMarks(to_date=SCALE.low / 2))
    assert hand.slider.picture.tick_at(hand.at(SCALE.low, 10).toPointF()) is None


@pytest.mark.parametrize(("tick", "dy"), [(0.20, -10), (0.16, 10), (0.19, 10)])
def test_a_double_click_on_a_tick_is_one_step_to_exactly_it(hand: Hand, tick: float, dy: int) -> None:
    QTest.mouseClick(hand.slider, LEFT, NONE, hand.at(tick, dy))
    assert hand.commits == []
    QTest.mouseDClick(hand.slider, LEFT, NONE, hand.at(tick, dy))
    assert hand.commits == [tick]


def test_a_double_click_on_the_handle_goes_to_the_baseline(hand: Hand) -> None:
    QTest.mouseDClick(hand.slider, LEFT, NONE, hand.at(0.18))
    assert hand.commits == [0.16]


@pytest.mark.parametrize(
    ("key", "modifiers", "value"),
    [
        (KEY.Key_Right, NONE, 0.181),
        (KEY.Key_Left, NONE, 0.179),
        (KEY.Key_Up, SHIFT, 0.19),
        (KEY.Key_Down, ALT, 0.1799),
        (KEY.Key_PageUp, NONE, 0.19),
        (KEY.Key_Home, NONE, 0.10),
        (KEY.Key_End, NONE, 0.26),
        (KEY.Key_Backspace, NONE, 0.16),
    ],
)
def test_keys(hand: Hand, key: Qt.Key, modifiers: Qt.KeyboardModifier, value: float) -> None:
    hand.press(key, modifiers)
    assert hand.previews == hand.commits == [value]


def test_home_and_end_go_to_the_ends_of_the_band_where_there_is_one(hand: Hand) -> None:
    hand.slider.show_lever(0.18, SCALE, SliderMarks(band=(0.17, 0.19)))
    hand.press(KEY.Key_Home)
    assert hand.commits == [0.17]


def test_a_key_held_down_is_one_step_of_undo(hand: Hand) -> None:
    for is_repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Right, NONE, "", is_repeat)
        QApplication.sendEvent(hand.slider, event)
        if is_repeat:
            QApplication.sendEvent(
                hand.slider, QKeyEvent(QEvent.Type.KeyRelease, KEY.Key_Right, NONE, "", autorep=True)
            )
    QTest.keyRelease(hand.slider, KEY.Key_Right)
    assert len(hand.previews) == 3
    assert hand.commits == [0.183]


def test_the_wheel_turns_only_what_has_the_focus_and_commits_at_rest(hand: Hand, qtbot: QtBot) -> None:
    hand.other.setFocus()
    assert not hand.wheel(120)
    assert hand.previews == []
    hand.slider.setFocus()
    assert hand.wheel(120)
    assert hand.wheel(240)
    assert hand.previews == [0.181, 0.183]
    assert hand.commits == []
    qtbot.waitUntil(lambda: hand.commits == [0.183], timeout=2_000)


def test_leaving_commits_what_the_wheel_did(hand: Hand) -> None:
    hand.wheel(-120)
    hand.other.setFocus()
    assert hand.commits == [0.179]


def test_the_scale_stays_during_a_drag(hand: Hand) -> None:
    QTest.mousePress(hand.slider, LEFT, NONE, hand.at(0.18))
    QTest.mouseMove(hand.slider, hand.at(0.22))
    x = hand.slider.picture.x_of(0.2)
    hand.slider.show_lever(0.18, SliderScale(0.0, 0.5, 0.001, 0.001), MARKS)
    assert hand.slider.picture.x_of(0.2) == x
    assert hand.slider.value == pytest.approx(0.22, abs=0.001)
    QTest.mouseRelease(hand.slider, LEFT, NONE, hand.at(0.22))
    assert hand.slider.picture.x_of(0.2) != x


def test_a_locked_slider_does_not_move(hand: Hand) -> None:
    hand.slider.show_lever(0.18, SCALE, MARKS, is_locked=True)
    QTest.mouseClick(hand.slider, LEFT, NONE, hand.at(0.24))
    hand.press(KEY.Key_Right)
    assert not hand.wheel(120)
    hand.slider.go_to(0.2)
    assert hand.commits == []


def test_without_a_value_there_is_no_handle(hand: Hand) -> None:
    hand.slider.show_lever(None, SCALE, SliderMarks())
    QTest.mouseClick(hand.slider, LEFT, NONE, hand.at(0.24))
    hand.press(KEY.Key_Right)
    assert hand.commits == []
    accent = tokens(hand.slider).acc
    image = hand.slider.grab().toImage()
    assert all(image.pixelColor(x, image.height() // 2) != accent for x in range(image.width()))


def test_showing_a_value_emits_nothing(hand: Hand) -> None:
    hand.slider.show_lever(0.2, SCALE, MARKS)
    hand.slider.show_value(0.21)
    assert hand.previews == hand.commits == []
    assert hand.slider.value == 0.21


def test_the_track_is_filled_up_to_the_handle(hand: Hand) -> None:
    image, theme = hand.slider.grab().toImage(), tokens(hand.slider)
    middle = image.height() // 2
    assert image.pixelColor(hand.at(0.12).x(), middle) == theme.acc
    assert image.pixelColor(hand.at(0.24).x(), middle) == theme.line
    assert image.pixelColor(hand.at(0.20).x(), middle - 10) == theme.goal
    assert image.pixelColor(hand.at(0.16).x(), middle + 10) == theme.ghost2


def test_a_screen_reader_reads_and_sets_the_value(hand: Hand) -> None:
    reader = QAccessible.queryAccessibleInterface(hand.slider)
    assert reader.role() == QAccessible.Role.Slider
    value = reader.valueInterface()
    assert (value.minimumValue(), value.currentValue(), value.maximumValue()) == (0.10, 0.18, 0.26)
    value.setCurrentValue(0.2)
    assert hand.commits == [0.2]


class TestScale:
    def test_spans_all_marks_and_some_room(self) -> None:
        scale = SliderScale.around([0.18, 0.16, 0.34], is_share=True, is_whole=False)
        assert scale.low == pytest.approx(0.16 - 0.15 * 0.18)
        assert scale.high == pytest.approx(0.34 + 0.15 * 0.18)

    def test_steps_as_the_design_says(self) -> None:
        share = SliderScale.around([0.18], is_share=True, is_whole=False)
        dials = SliderScale.around([30_500, 29_000], is_share=False, is_whole=True)
        assert share.step == 0.001
        assert dials.step == 100
        assert dials.snapped(29_049.7) == 29_000

    @given(
        st.lists(st.floats(0, 1e9), min_size=1, max_size=4),
        st.booleans(),
        st.floats(0, 1),
    )
    def test_every_place_is_a_value_a_lever_may_have(self, marks: list[float], is_whole: bool, place: float) -> None:
        scale = SliderScale.around(marks, is_share=False, is_whole=is_whole)
        value = scale.value(place)
        assert scale.least <= value
        assert abs(value - (scale.low + place * (scale.high - scale.low))) <= scale.snap * (0.5 + 1e-6)
        assert scale.place(scale.low) == 0
        assert scale.place(scale.high) == 1
        assert not is_whole or value == int(value)

    @given(st.lists(st.floats(0, 1), min_size=1, max_size=4), st.floats(0, 1))
    def test_shares_stay_between_nothing_and_all(self, marks: list[float], place: float) -> None:
        scale = SliderScale.around(marks, is_share=True, is_whole=False)
        assert 0 <= scale.value(place) <= 1
        assert 0 <= scale.stepped(scale.value(place), 1000) <= 1

    def test_nearby_is_where_a_drag_or_a_key_goes_next_the_nearest_first(self) -> None:
        scale = SliderScale(low=0.18, high=0.185, step=0.001, snap=0.0005)
        assert [*islice(scale.nearby(0.182), 4)] == [0.1825, 0.183, 0.1815, 0.181]
        off = [*scale.nearby(0.18234)]
        assert off[:4] == [0.183, 0.18334, 0.182, 0.18134]
        assert {scale.stepped(0.18234, 3), scale.stepped(0.18234, -3)} <= {*off}
        assert scale.snapped(0.2) not in off  # no drag leaves the stretch

    def test_onward_is_where_a_hand_comes_to_that_goes_on_as_it_went(self) -> None:
        scale = SliderScale(low=0.18, high=0.19, step=0.001, snap=0.0005)
        assert [*dict.fromkeys(scale.onward(0.182, 0.1845))][:3] == [0.187, 0.1895, 0.192]
        assert scale.stepped(0.18334, 1) in scale.onward(0.18234, 0.18334)
