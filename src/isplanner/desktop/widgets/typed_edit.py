"""TypedEdit: a line in which something is typed that has to be read: a day, a change."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.number_text import NUMBER_HINTS
from isplanner.plan.problem import PlanError
from isplanner.text.messages import say

Value = TypeVar("Value")

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class TypedEdit(QLineEdit, Generic[Value]):
    """A value, or none. What cannot be read is said, and kept until Enter reads it or Esc takes it back.

    Signals:
        committed: the value he left it at, None where it was emptied, if it is another.
    """

    committed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Value | None = None
        self._is_composing = False
        self._callout = Callout(self)
        self.setInputMethodHints(NUMBER_HINTS)

    @property
    def value(self) -> Value | None:
        """The value shown."""
        return self._value

    def parse(self, text: str) -> Value:
        """What was typed.

        Raises:
            PlanError: why it cannot be read.
        """
        raise NotImplementedError

    def words(self, value: Value) -> str:
        """A value as it is written."""
        raise NotImplementedError

    def show_value(self, value: Value | None) -> None:
        """Show a value. What is being typed stays."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def take(self, value: Value | None) -> None:
        """Be left at a value."""
        self.setModified(False)
        is_other, self._value = value != self._value, value
        self._write()
        if is_other:
            self.committed.emit(value)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_composing:
            super().keyPressEvent(event)  # Enter and Esc are the input method's until the conversion ends
        elif event.key() in _ENTER:
            if self._read():
                event.ignore()  # what was typed is taken; in a dialog the same Enter presses the main button
        elif event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self.isModified())
            self._write()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read()
        self._write()

    def _read(self) -> bool:
        """Commit what is typed; False where it cannot be read, which is said."""
        if not self.isModified():
            return True
        try:
            self.take(self.parse(self.text()) if self.text().strip() else None)
        except PlanError as error:
            self._callout.say(say(error.problem, {}, language()), self.rect())
            return False
        return True

    def _write(self) -> None:
        self.setText("" if self._value is None else self.words(self._value))
        self.setModified(False)
        self.setCursorPosition(0)
