"""A user's hands: keys for ASCII, input-method events for all else, as a Japanese keyboard sends them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def focused() -> QWidget:
    """Where keys go now."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press and release a key."""
    QTest.keyClick(focused(), key, modifiers)


def type_text(text: str) -> None:
    """Type a text where the focus is; it may move to an editor with the first sign."""
    for sign in text:
        if sign.isascii():
            QTest.keyClicks(focused(), sign)
        else:
            convert(sign)


def convert(text: str, reading: str = "") -> None:
    """Commit a converted text, after its reading was seen as a pre-edit."""
    if reading:
        compose(reading)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def compose(reading: str) -> None:
    """Begin a conversion, and do not end it."""
    QApplication.sendEvent(focused(), QInputMethodEvent(reading, []))
