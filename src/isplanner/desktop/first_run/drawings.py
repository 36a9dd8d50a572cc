"""The pictures on the cards: a tree, a sheet that becomes a funnel, a list of plans."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from isplanner.desktop.theme import Tokens, tokens

SIZE = QSize(296, 112)
Draw = Callable[[QPainter, Tokens], None]


class Drawing(QWidget):
    """One picture on its ground; it means nothing that the words beside it do not say."""

    def __init__(self, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return SIZE

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _box(painter, QRectF(self.rect()), theme.hover, theme.hover, 4)
        self._draw(painter, theme)


def draw_tree(painter: QPainter, theme: Tokens) -> None:
    """Seven cards, joined."""
    cards = {
        (24, 44): theme.c1,
        (92, 24): theme.badf,
        (92, 64): theme.okf,
        (160, 12): theme.badf,
        (160, 44): theme.okf,
        (160, 76): theme.warnf,
        (228, 12): theme.okf,
        (228, 44): theme.badf,
    }
    painter.setPen(QPen(theme.ghost2, 1.5))
    for x, rows in ((68, (24, 64)), (136, (12, 44, 76)), (204, (12, 44))):
        _joint(painter, x, [row + 12 for row in rows])
    for (x, y), color in cards.items():
        _box(painter, QRectF(x, y, 44, 24), theme.panel, theme.line2, 3)
        _bar(painter, x + 6, y + 7, 18, theme.ghost)
        _bar(painter, x + 6, y + 15, 28, color)


def draw_sheet_to_funnel(painter: QPainter, theme: Tokens) -> None:
    """A sheet of numbers, an arrow, a funnel."""
    left, top, cell = QPointF(24, 18), 15.0, QSize(30, 15)
    for row in range(5):
        for column in range(4):
            box = QRectF(left.x() + column * cell.width(), left.y() + row * top, cell.width(), cell.height())
            painter.setPen(QPen(theme.line2, 1))
            painter.setBrush(theme.accbg if row == 0 else theme.panel)
            painter.drawRect(box)
            if row and column:
                _bar(painter, box.x() + 9, box.center().y() - 1.5, 12, theme.ghost)
    painter.setPen(QPen(theme.acc, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawLine(QPointF(157, 56), QPointF(182, 56))
    painter.drawPolyline(QPolygonF([QPointF(175, 49), QPointF(182, 56), QPointF(175, 63)]))
    for row, width in enumerate((78, 60, 46, 32, 18)):
        _box(painter, QRectF(232 - width / 2, 16 + row * 17, width, 12), theme.c1, theme.c1, 2)


def draw_plans(painter: QPainter, theme: Tokens) -> None:
    """Three plans in a list."""
    for row, width in enumerate((110, 96, 82)):
        top = 16 + row * 28
        _box(painter, QRectF(24, top, 248, 24), theme.panel, theme.line2, 3)
        painter.setPen(QPen(theme.acc, 1.5))
        painter.drawPolygon(_sheet(34, top + 6))
        _bar(painter, 52, top + 10, width, theme.ghost2)
        _bar(painter, 228, top + 10, 34, theme.ghost)


def _sheet(x: float, y: float) -> QPolygonF:
    return QPolygonF(
        [QPointF(x, y), QPointF(x + 6, y), QPointF(x + 9, y + 3), QPointF(x + 9, y + 12), QPointF(x, y + 12)]
    )


def _joint(painter: QPainter, x: float, rows: list[int]) -> None:
    """From the card left of x to the cards right of it."""
    middle = (rows[0] + rows[-1]) / 2
    painter.drawLine(QPointF(x, middle), QPointF(x + 12, middle))
    painter.drawLine(QPointF(x + 12, rows[0]), QPointF(x + 12, rows[-1]))
    for row in rows:
        painter.drawLine(QPointF(x + 12, row), QPointF(x + 24, row))


def _box(painter: QPainter, box: QRectF, fill: QColor, border: QColor, radius: float) -> None:
    painter.setPen(QPen(border, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _bar(painter: QPainter, x: float, y: float, width: float, color: QColor) -> None:
    painter.fillRect(QRectF(x, y, width, 3), color)
