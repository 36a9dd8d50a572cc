"""InputHabits: two habits of Qt's own fields that the hands of an Excel user do not expect, mended for all at once.

A line edit takes every Ctrl+Z, also when it has nothing left to undo; here the first Ctrl+Z goes to what was typed, and
when that is undone, the next to the document. And the wheel changes spin boxes and combo boxes it merely passes over;
here it scrolls the page, unless the field has the focus.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QScrollBar, QWidget
from typing_extensions import override

_FIELDS = (QAbstractSpinBox, QComboBox, QAbstractSlider)
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class InputHabits(QObject):
    """Install it on the application, once: `app.installEventFilter(InputHabits(app))`."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._leaves_to_document(watched, event)
        if event.type() == QEvent.Type.Wheel:
            return self._leaves_to_page(watched, event)
        if event.type() == QEvent.Type.Polish and isinstance(watched, _FIELDS):
            _refuse_focus_by_wheel(watched)
        return False

    def _leaves_to_document(self, watched: QObject, event: QKeyEvent) -> bool:
        line = watched.lineEdit() if isinstance(watched, QAbstractSpinBox) else watched
        if not isinstance(line, QLineEdit):
            return False
        is_spent = (event.matches(_UNDO) and not line.isUndoAvailable()) or (
            event.matches(_REDO) and not line.isRedoAvailable()
        )
        if is_spent:
            event.ignore()
        return is_spent

    def _leaves_to_page(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, _FIELDS) or isinstance(watched, QScrollBar) or watched.hasFocus():
            return False
        event.ignore()
        return True


def _refuse_focus_by_wheel(field: QWidget) -> None:
    if field.focusPolicy() == Qt.FocusPolicy.WheelFocus:
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
