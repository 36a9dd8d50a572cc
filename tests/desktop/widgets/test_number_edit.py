"""The number field by real keys, paste and input method."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.hands import Hands
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.slider_scale import SliderScale
from isplanner.plan.metric import Metric, shipped_metrics

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
DIALS, RATE, DEAL = (shipped_metrics()[key] for key in ("dials", "connect_rate", "deal_size"))


class Form:
    """A field in a window, and what it said."""

    def __init__(self, qtbot: QtBot, metric: Metric, value: float | None) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        self.field, self.other = NumberEdit(metric), QLineEdit()
        layout.addWidget(self.field)
        layout.addWidget(self.other)
        self.previews: list[float] = []
        self.commits: list[float] = []
        self.field.previewed.connect(self.previews.append)
        self.field.committed.connect(self.commits.append)
        self.field.committed.connect(self.field.show_value)
        scale = SliderScale.around([value], is_share=metric.is_share, is_whole=metric.is_whole) if value else None
        self.field.show_lever(value, scale)
        self.window.show()
        self.window.activateWindow()
        self.other.setFocus()
        qtbot.waitUntil(self.other.hasFocus)

    def enter(self) -> None:
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def type(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.field, event)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.field, key, modifiers)

    def wheel(self, turn: int) -> bool:
        middle = QPointF(self.field.rect().center())
        event = QWheelEvent(
            middle,
            self.field.mapToGlobal(middle),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        event.ignore()
        QApplication.sendEvent(self.field, event)
        return event.isAccepted()

    @property
    def text(self) -> str:
        return self.field.lineEdit().text()

    @property
    def said(self) -> str:
        callout = self.window.findChild(Callout)
        return callout.text() if callout is not None and callout.isVisible() else ""


@pytest.mark.parametrize(("value", "text"), [(0.211000000000002, "21.1%"), (0.1234567891, "12.34567891%")])
def test_it_opens_with_the_digits_that_tell_and_leaves_what_is_not_typed_over(
    qtbot: QtBot, value: float, text: str
) -> None:
    form = Form(qtbot, RATE, value)
    form.enter()
    assert form.field.lineEdit().text() == text
    form.other.setFocus()
    assert form.commits == []
    assert form.field.value == value


def test_a_large_amount_keeps_all_its_digits(qtbot: QtBot) -> None:
    form = Form(qtbot, DEAL, 1_234_567_890_123.0)
    form.enter()
    assert form.field.lineEdit().text() == "1234567890123"


@pytest.mark.parametrize(
    ("metric", "typed", "value"),
    [
        (DIALS, "１２", 12),
        (DIALS, "1,234件", 1234),
        (DIALS, "１，２３４", 1234),
        (DIALS, "1.2万", 12_000),
        (RATE, "12.5%", 0.125),
        (RATE, "１５", 0.15),
        (DEAL, "120万円", 1_200_000),
    ],
)
@pytest.mark.parametrize("way", ["converted", "pasted"])
def test_numbers_are_read_as_people_write_them(
    qtbot: QtBot, metric: Metric, typed: str, value: float, way: str
) -> None:
    form = Form(qtbot, metric, 0.5)
    form.enter()
    if way == "converted":
        form.type(typed)
    else:
        QGuiApplication.clipboard().setText(typed)
        form.press(KEY.Key_V, CTRL)
    assert form.commits == []
    form.press(KEY.Key_Return)
    assert form.commits == [value]
    assert form.previews == []


@pytest.mark.parametrize(("metric", "typed"), [(RATE, "120%"), (RATE, "▲3"), (DIALS, "-5")])
def test_what_a_lever_cannot_be_is_refused_visibly(qtbot: QtBot, metric: Metric, typed: str) -> None:
    form = Form(qtbot, metric, 0.5)
    form.enter()
    form.type(typed)
    form.press(KEY.Key_Return)
    assert form.commits == []
    assert form.said


def test_without_a_scale_a_number_may_be_negative(qtbot: QtBot) -> None:
    form = Form(qtbot, DIALS, 1200)
    form.field.show_lever(1200, None)
    form.enter()
    form.type("▲３")
    form.press(KEY.Key_Return)
    assert form.commits == [-3]
    assert form.field.lineEdit().text() == "-3"


def test_one_decimal_is_shown_and_all_digits_edited(qtbot: QtBot) -> None:
    form = Form(qtbot, RATE, 0.12345)
    assert form.text == "12.3"
    assert form.field.value == 0.12345
    form.enter()
    assert form.text == "12.345%"
    assert form.field.lineEdit().selectedText() == "12.345%"
    form.press(KEY.Key_Return)
    form.other.setFocus()
    assert form.commits == []
    assert form.text == "12.3"


def test_what_is_ambiguous_is_refused_visibly_and_escape_takes_it_back(qtbot: QtBot) -> None:
    form = Form(qtbot, RATE, 0.12345)
    form.enter()
    form.type("0.15")
    form.press(KEY.Key_Return)
    assert "0.15" in form.said
    assert form.text == "0.15"
    assert form.field.property("problem")
    form.press(KEY.Key_Escape)
    assert form.said == ""
    assert form.text == "12.345%"
    assert not form.field.property("problem")
    assert form.commits == []


def test_leaving_with_something_unreadable_gives_the_old_value_back(qtbot: QtBot) -> None:
    form = Form(qtbot, DIALS, 1200)
    form.enter()
    form.type("たくさん")
    form.other.setFocus()
    assert form.text == "1,200"
    assert "たくさん" in form.said
    assert form.commits == []


def test_leaving_commits_what_is_typed_once(qtbot: QtBot) -> None:
    form = Form(qtbot, DIALS, 1200)
    form.enter()
    form.type("1300")
    form.press(KEY.Key_Return)
    form.other.setFocus()
    assert form.commits == [1300]
    assert form.text == "1,300"


def test_arrows_step_and_commit_on_release(qtbot: QtBot) -> None:
    form = Form(qtbot, RATE, 0.2)
    form.enter()
    QTest.keyPress(form.field, KEY.Key_Up)
    assert form.previews == [0.201]
    assert form.commits == []
    QTest.keyRelease(form.field, KEY.Key_Up)
    form.press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert form.commits == [0.201, 0.191]


def test_enter_that_ends_a_conversion_ends_only_that(qtbot: QtBot) -> None:
    form = Form(qtbot, DIALS, 1200)
    form.enter()
    QApplication.sendEvent(form.field, QInputMethodEvent("１３", []))
    form.press(KEY.Key_Return)
    assert form.commits == []
    form.type("１３")
    form.press(KEY.Key_Return)
    assert form.commits == [13]


def test_no_value_is_a_dash_and_can_be_typed(qtbot: QtBot) -> None:
    form = Form(qtbot, DIALS, None)
    assert form.text == "—"
    form.enter()
    assert form.text == ""
    form.press(KEY.Key_Up)
    assert form.previews == []
    form.type("5")
    form.press(KEY.Key_Return)
    assert form.commits == [5]


def test_showing_a_value_emits_nothing_and_leaves_what_is_typed(qtbot: QtBot) -> None:
    form = Form(qtbot, DIALS, 1200)
    form.enter()
    form.type("77")
    form.field.show_value(900)
    assert form.text == "77"
    assert form.commits == form.previews == []


def test_undo_goes_to_what_is_typed_first_and_then_to_the_document(qtbot: QtBot, qapp: QApplication) -> None:
    form = Form(qtbot, DIALS, 1200)
    qapp.installEventFilter(Hands(form.window))
    undone: list[int] = []
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), form.window)
    undo.activated.connect(lambda: undone.append(1))
    form.enter()
    form.type("5")
    form.press(KEY.Key_Z, CTRL)
    assert form.text == "1200"
    assert undone == []
    form.press(KEY.Key_Z, CTRL)
    assert undone == [1]


def test_the_wheel_turns_only_what_has_the_focus_and_commits_at_rest(qtbot: QtBot) -> None:
    form = Form(qtbot, RATE, 0.2)
    assert not form.wheel(-120)
    assert form.previews == []
    form.enter()
    assert form.wheel(-120)
    assert form.previews == [0.199]
    assert form.commits == []
    qtbot.waitUntil(lambda: form.commits == [0.199], timeout=2_000)
