"""Tornado: what the KGI gains and loses as each lever goes to the ends of its band, or a step up."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.outlook import Swing
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.still import paint_guidance
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name
from isplanner.text.numbers import MoneyUnit, write_difference

_ROW, _TOP, _BAR = 25.0, 8.0, 14.0
_SIDE, _NAME, _VALUE = 18.0, 104.0, 48.0
_BARS = 150.0
"""What names longer than usual leave the bars."""
_WORDS = 40.0
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | _MIDDLE


class Tornado(QWidget):
    """A row a lever, the longest first; the order changes only when a lever is let go.

    Signals:
        chosen: the lever whose row was clicked.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._reading: Reading | None = None
        self._money = MoneyUnit.MILLION_YEN
        self._rows: list[tuple[NodeKey, Swing]] = []
        self._is_known = False
        self._needed = _NAME

    def show_swings(self, reading: Reading, swings: Mapping[NodeKey, Swing] | None, money: MoneyUnit) -> None:
        """Show what levers can do; None where that is not known yet."""
        self._reading, self._money, self._is_known = reading, money, swings is not None
        self._rows = sorted((swings or {}).items(), key=lambda row: -row[1].length)
        metrics = QFontMetrics(font(12))
        names = [metrics.horizontalAdvance(metric_name(reading.metric(key), language())) for key, _ in self._rows]
        self._needed = max(names, default=0) + 10.0
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName("、".join(self._said(reading, key, swing) for key, swing in self._rows))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height = len(self._rows) * _ROW if self._rows else _WORDS
        return QSize(404, int(height + 2 * _TOP))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = int((event.position().y() - _TOP) // _ROW)
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self._rows):
            self.chosen.emit(self._rows[row][0])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), theme.panel)
        if self._reading is None:
            return
        if not self._rows:
            self._paint_words(painter, theme, self._reading)
            return
        lowest = min(0.0, *(swing.low for _, swing in self._rows))
        highest = max(0.0, *(swing.high for _, swing in self._rows))
        left = (
            _SIDE + self._name_width + (_VALUE if lowest < 0 or any(swing.low > 0 for _, swing in self._rows) else 0.0)
        )
        scale = (self.width() - _SIDE - _VALUE - left) / ((highest - lowest) or 1.0)
        zero = left - lowest * scale
        for number, (key, swing) in enumerate(self._rows):
            line = QRectF(_SIDE, _TOP + number * _ROW, self.width() - 2 * _SIDE, _ROW)
            self._paint_row(painter, theme, self._reading, key, swing, line, zero, scale)
        painter.fillRect(QRectF(round(zero), _TOP - 4, 1, len(self._rows) * _ROW + 8), theme.tx2)

    @property
    def _name_width(self) -> float:
        """What names need, as far as there is room."""
        return max(_NAME, min(self._needed, self.width() - 2 * (_SIDE + _VALUE) - _BARS))

    def _paint_words(self, painter: QPainter, theme: Tokens, reading: Reading) -> None:
        """Say what is missing where there is nothing to draw."""
        if not self._is_known:
            return
        if reading.kgi is None:
            words = self.tr("レバーに値がそろうと、それぞれの効きが出ます。")
        else:
            words = self.tr("実績から達成可能な範囲がわかるレバーがありません。「+1pt」「+1%」なら効きが出ます。")
        paint_guidance(painter, theme, QRectF(self.rect()), words)

    def _paint_row(  # noqa: PLR0913, PLR0917 - a row and where it lies
        self,
        painter: QPainter,
        theme: Tokens,
        reading: Reading,
        key: NodeKey,
        swing: Swing,
        line: QRectF,
        zero: float,
        scale: float,
    ) -> None:
        painter.setFont(font(12))
        painter.setPen(theme.tx)
        name = painter.fontMetrics().elidedText(
            metric_name(reading.metric(key), language()), Qt.TextElideMode.ElideRight, int(self._name_width) - 6
        )
        painter.drawText(QRectF(_SIDE, line.top(), self._name_width - 6, _ROW), _MIDDLE, name)
        top = line.center().y() - _BAR / 2
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        ends = ((swing.low, theme.ghost2), (swing.high, theme.c1))
        farthest = max(swing, key=abs)
        for end, color in sorted(ends, key=lambda one: -abs(one[0])):
            if end == 0:
                continue
            x = zero + end * scale
            painter.fillRect(QRectF(min(x, zero), top, abs(x - zero), _BAR), color)
            is_left = end < 0
            if end != farthest and end * farthest > 0:  # both ends on one side: the nearer one is written on the other
                x, is_left = zero, not is_left
            box = QRectF(x - _VALUE - 4 if is_left else x + 4, line.top(), _VALUE, _ROW)
            painter.drawText(box, _RIGHT if is_left else _MIDDLE, self._number(reading, end))

    def _number(self, reading: Reading, gain: float) -> str:
        assert reading.root is not None
        return write_difference(gain, reading.metric(reading.root), language(), self._money).number

    def _said(self, reading: Reading, key: NodeKey, swing: Swing) -> str:
        ends = [self._number(reading, end) for end in (swing.low, swing.high) if end]
        return " ".join([metric_name(reading.metric(key), language()), *ends])
