"""Legend: what the marks on the cards mean."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.desktop.widgets.status_shape import paint_status
from isplanner.plan.target import Level
from isplanner.text.levels import level_name

_ROW, _SIDE, _GAP = 20.0, 12.0, 18.0
Mark = Callable[[QPainter, QRectF, Tokens], None]


class Legend(QWidget):
    """Two lines of marks with their words, painted; it lies over a corner of the canvas and takes no clicks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        levels: list[tuple[Mark, str]] = [(_shape(level), level_name(level, language())) for level in Level]
        self._rows: list[list[tuple[Mark, str]]] = [
            [*levels, (_line(4), self.tr("線の太さ＝KGI の弾力性"))],
            [
                (_tick("goal", 6), self.tr("目標")),
                (_tick("ghost2", 4), self.tr("基準")),
                (_bar, self.tr("着地見込み")),
                (_path, self.tr("選んだ指標から KGI への道")),
                (_dashes, self.tr("影響")),
            ],
        ]
        self.setAccessibleName("、".join(word for row in self._rows for _, word in row))
        self.resize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widths = [sum(22 + metrics.horizontalAdvance(word) + _GAP for _, word in row) for row in self._rows]
        return QSize(int(max(widths) + _SIDE), int(len(self._rows) * _ROW + 16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line2, 1))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(font(11))
        for number, row in enumerate(self._rows):
            left, top = _SIDE, 8 + number * _ROW
            for mark, word in row:
                mark(painter, QRectF(left, top + 4, 16, 12), theme)
                width = painter.fontMetrics().horizontalAdvance(word) + 2
                painter.setPen(theme.tx2)
                painter.drawText(QRectF(left + 22, top, width, _ROW), Qt.AlignmentFlag.AlignVCenter, word)
                left += 22 + width + _GAP


def _shape(level: Level) -> Mark:
    return lambda painter, box, theme: paint_status(painter, QRectF(box.left(), box.top(), 12, 12), level, theme)


def _tick(color: str, half: int) -> Mark:
    def paint(painter: QPainter, box: QRectF, theme: Tokens) -> None:
        painter.fillRect(QRectF(box.left() + 5, box.center().y() - half, 2, 2 * half), theme.named(color))

    return paint


def _line(width: int) -> Mark:
    def paint(painter: QPainter, box: QRectF, theme: Tokens) -> None:
        painter.setPen(QPen(theme.line2, width))
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))

    return paint


def _bar(painter: QPainter, box: QRectF, theme: Tokens) -> None:
    painter.fillRect(QRectF(box.left(), box.center().y() - 1.5, 16, 3), theme.badf)


def _path(painter: QPainter, box: QRectF, theme: Tokens) -> None:
    painter.setPen(QPen(theme.acc, 3))
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))


def _dashes(painter: QPainter, box: QRectF, theme: Tokens) -> None:
    pen = QPen(theme.tx3, 1.5)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
