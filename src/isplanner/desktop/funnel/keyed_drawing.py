"""KeyedDrawing: a drawing whose rows are reached by keys."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.still import Drawing, is_off_screen
from isplanner.desktop.theme import tokens

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class KeyedDrawing(Drawing):
    """Tab comes to it, Up and Down go from row to row, Enter or Space does what the row is for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._at = 0

    def rows_said(self) -> list[str]:
        """What each row says."""
        raise NotImplementedError

    def use_row(self, row: int) -> None:
        """Do what a row is for."""
        raise NotImplementedError

    @property
    def at(self) -> int:
        """The row at which the keyboard is."""
        return self._at

    def stand_at(self, row: int) -> None:
        """Have the keyboard at a row, or the nearest one there is."""
        said = self.rows_said()
        self._at = max(0, min(row, len(said) - 1))
        self.setAccessibleDescription(said[self._at] if said else "")
        self.update()

    def paint_ring(self, painter: QPainter, line: QRectF) -> None:
        """The ring about the row at which the keyboard is; not in pictures."""
        if not self.hasFocus() or is_off_screen():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens(self).acc, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(line, 4, 4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.stand_at(self._at + step)
        elif event.key() in _GO and self.rows_said():
            self.use_row(self._at)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
