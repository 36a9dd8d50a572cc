"""TextField: some lines of text to be typed over in place, as high as they need."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_EDGES = 8


class TextField(QPlainTextEdit):
    """Enter or leaving commits, Shift+Enter begins a line, Esc takes back, Tab goes on.

    Signals:
        committed: the text, if it is another.
        entered: Enter was pressed.
    """

    committed = Signal(str)
    entered = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._is_composing = False
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("form", "in_place")
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show a text. What is being typed stays."""
        is_kept = self.hasFocus() and self.toPlainText() != self._shown
        self._shown = text
        if not is_kept and self.toPlainText() != text:
            self.setPlainText(text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._needed())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._needed())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_composing:
            super().keyPressEvent(event)  # Enter and Esc are the input method's until the conversion ends
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._take()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self.toPlainText() != self._shown)
            self.setPlainText(self._shown)
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._take()

    def _take(self) -> None:
        text = self.toPlainText().strip()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)

    def _needed(self) -> int:
        # The layout of plain text counts in lines.
        lines = max(int(self.document().size().height()), 1)
        return lines * self.fontMetrics().lineSpacing() + _EDGES

    def _fit(self) -> None:
        if self.height() != self._needed():
            self.setFixedHeight(self._needed())
