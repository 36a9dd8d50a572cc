"""Keys with their modifiers as one number, to look them up by."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def chord(key: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int:
    """A key with modifiers; the number pad's keys are like the others.

    Not a QKeyCombination: that takes no key a Qt.Key does not know, and keyboards have such.
    """
    return key | (modifiers & ~Qt.KeyboardModifier.KeypadModifier).value


def chord_of(event: QKeyEvent) -> int:
    """What was pressed."""
    return chord(event.key(), event.modifiers())
