"""What hands expect of every field: Ctrl+Z goes to the text first, the wheel to the page.

A QLineEdit swallows Ctrl+Z even when it has nothing to undo, and the plan's undo never comes; spin boxes, combo boxes
and sliders take the wheel without having the focus, and change while one scrolls past them.
"""

from typing import cast

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from typing_extensions import override

_KEYS = QKeySequence.StandardKey
_CTRL_Y = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_TAKE_THE_WHEEL = (QAbstractSpinBox, QComboBox, QAbstractSlider)


class Hands(QObject):
    """An event filter for the whole application."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            passes_on = _has_nothing_to_turn(watched, cast("QKeyEvent", event))
        elif kind == QEvent.Type.Wheel:
            passes_on = _is_scrolled_past(watched)
        else:
            if kind == QEvent.Type.Polish and isinstance(watched, _TAKE_THE_WHEEL):
                _refuse_focus_by_wheel(watched)
            return False
        if passes_on:
            event.ignore()
        return passes_on


def _has_nothing_to_turn(watched: QObject, event: QKeyEvent) -> bool:
    """Whether a text field would take Ctrl+Z or Ctrl+Y and do nothing with it."""
    undoes = event.matches(_KEYS.Undo)
    redoes = event.matches(_KEYS.Redo) or event.keyCombination() == _CTRL_Y
    if not undoes and not redoes:
        return False
    if isinstance(watched, QAbstractSpinBox):
        watched = watched.lineEdit()
    if isinstance(watched, QLineEdit):
        return not (watched.isUndoAvailable() if undoes else watched.isRedoAvailable())
    if isinstance(watched, QPlainTextEdit):
        document = watched.document()
        return not (document.isUndoAvailable() if undoes else document.isRedoAvailable())
    return False


def _is_scrolled_past(watched: QObject) -> bool:
    return isinstance(watched, _TAKE_THE_WHEEL) and not isinstance(watched, QScrollBar) and not watched.hasFocus()


def _refuse_focus_by_wheel(field: QWidget) -> None:
    if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
