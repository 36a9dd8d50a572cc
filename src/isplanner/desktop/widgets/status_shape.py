"""The three levels as shapes that differ without colour: one painter for delegates, widgets and pictures alike."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.theme import Tokens, tokens
from isplanner.plan.target import Level

__all__ = ["BOX", "Level", "StatusShape", "level_color", "paint_status"]

BOX = 12.0
"""The side of the box the shapes are drawn in; `paint_status` scales it."""


def paint_status(painter: QPainter, box: QRectF, level: Level, theme: Tokens) -> None:
    """Paint a level's shape with its sign into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / BOX, box.height() / BOX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(level_color(level, theme))
    sign = QPen(theme.panel, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    _PAINT[level](painter, sign)
    painter.restore()


def level_color(level: Level, theme: Tokens) -> QColor:
    """The colour of a level's shape and text."""
    return {Level.ON_PLAN: theme.ok, Level.RECOVERABLE: theme.warn, Level.WILL_MISS: theme.bad}[level]


class StatusShape(QWidget):
    """A level's shape as a widget; its accessible text is the level's word, given by whoever places it."""

    def __init__(self, level: Level, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self.setAccessibleName(word)
        self.setFixedSize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        return QSize(int(BOX), int(BOX))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_status(QPainter(self), QRectF(self.rect()), self._level, tokens(self))


def _paint_circle(painter: QPainter, sign: QPen) -> None:
    painter.drawEllipse(QPointF(6, 6), 5.5, 5.5)
    painter.setPen(sign)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(3.6, 6.2), QPointF(5.3, 7.9), QPointF(8.4, 4.4)]))


def _paint_triangle(painter: QPainter, sign: QPen) -> None:
    painter.drawPolygon(QPolygonF([QPointF(6, 0.6), QPointF(11.8, 11), QPointF(0.2, 11)]))
    painter.setPen(sign)
    painter.drawLine(QPointF(6, 4.4), QPointF(6, 7))
    painter.drawPoint(QPointF(6, 9.2))


def _paint_square(painter: QPainter, sign: QPen) -> None:
    painter.drawRoundedRect(QRectF(0.7, 0.7, 10.6, 10.6), 1.5, 1.5)
    painter.setPen(sign)
    painter.drawLine(QPointF(4.2, 4.2), QPointF(7.8, 7.8))
    painter.drawLine(QPointF(7.8, 4.2), QPointF(4.2, 7.8))


_PAINT = {Level.ON_PLAN: _paint_circle, Level.RECOVERABLE: _paint_triangle, Level.WILL_MISS: _paint_square}
