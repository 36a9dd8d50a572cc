from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from isplanner.desktop.hands import Hands

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _hands(qapp: QApplication) -> Iterator[None]:
    hands = Hands()
    qapp.installEventFilter(hands)
    yield
    qapp.removeEventFilter(hands)


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit])
def test_undo_takes_back_the_text_first_then_the_edit(qtbot: QtBot, field: type[QLineEdit | QPlainTextEdit]) -> None:
    window, edit = QMainWindow(), field()
    window.setCentralWidget(edit)
    undone: list[bool] = []
    undo = QAction("undo", window)
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    undo.triggered.connect(lambda: undone.append(True))
    window.addAction(undo)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    edit.setFocus()
    QTest.keyClicks(edit, "abc")
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    text = edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()
    assert (text, undone) == ("", [])
    QTest.keyClick(edit, Qt.Key.Key_Z, CONTROL)
    assert len(undone) == 1


def turn_wheel(widget: QWidget) -> None:
    window = widget.window()
    QTest.wheelEvent(
        window.windowHandle(), QPointF(widget.mapTo(window, widget.rect().center())), QPoint(0, -240), QPoint(0, -240)
    )
    QApplication.processEvents()


@pytest.mark.parametrize("kind", [QSpinBox, QComboBox, QSlider])
def test_wheel_scrolls_the_page_past_fields_without_focus(qtbot: QtBot, kind: type[QWidget]) -> None:
    area, column, field = QScrollArea(), QWidget(), kind()
    layout = QVBoxLayout(column)
    other = QLineEdit()
    for widget in (other, field):
        layout.addWidget(widget)
    layout.addSpacing(2_000)
    if isinstance(field, QComboBox):
        field.addItems(["a", "b", "c"])
    if isinstance(field, QSpinBox | QSlider):
        field.setValue(50)
    area.setWidget(column)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    other.setFocus()
    before = value_of(field)
    turn_wheel(field)
    assert value_of(field) == before
    assert area.verticalScrollBar().value() > 0


def value_of(field: QWidget) -> int:
    if isinstance(field, QComboBox):
        return field.currentIndex()
    assert isinstance(field, QSpinBox | QSlider)
    return field.value()
