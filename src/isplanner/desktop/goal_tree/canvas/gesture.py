"""Gestures of the mouse on the canvas: one object from press to release, one at a time; Esc takes it back."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.theme import Tokens


class Gesture(Protocol):
    """What the hand is doing. Points are those of the viewport."""

    def move(self, point: QPointF) -> None:
        """The mouse is at a point now."""

    def end(self) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """It was taken back."""

    def paint(self, painter: QPainter, theme: Tokens) -> None:
        """Draw over the cards what it would do, at 100 %."""


class Pan(Gesture):
    """The drawing follows the hand."""

    def __init__(self, area: ZoomedArea, start: QPointF) -> None:
        self._area, self._from = area, start
        area.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def move(self, point: QPointF) -> None:
        self._area.pan(point - self._from)
        self._from = point

    @override
    def end(self) -> None:
        self._area.viewport().unsetCursor()

    @override
    def cancel(self) -> None:
        self.end()

    @override
    def paint(self, painter: QPainter, theme: Tokens) -> None:
        """Nothing: the drawing itself moves."""
