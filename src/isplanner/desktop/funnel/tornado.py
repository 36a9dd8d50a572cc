"""Tornado: what the KGI gains and loses as each lever goes to the ends of its band, or a step up; and its spread."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.keyed_drawing import KeyedDrawing
from isplanner.desktop.funnel.outlook import Swing, Swings
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.spread import Beyond
from isplanner.desktop.funnel.still import paint_guidance
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name
from isplanner.text.numbers import MoneyUnit, format_rate, write_difference

_ROW, _TOP, _BAR = 25.0, 8.0, 14.0
_SIDE, _NAME, _VALUE = 18.0, 104.0, 48.0
_BARS = 150.0
"""What names longer than usual leave the bars."""
_WORDS = 40.0
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | _MIDDLE


class _Row(NamedTuple):
    source: NodeKey | Beyond
    swing: Swing


class Tornado(KeyedDrawing):
    """A row a lever, the longest first; the order changes only when a lever is let go.

    Signals:
        chosen: the lever whose row was clicked, or Enter or Space was pressed on.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._reading: Reading | None = None
        self._money = MoneyUnit.MILLION_YEN
        self._is_share = self._is_known = False
        self._needed = _NAME
        self._rows: list[_Row] = []
        self.setAccessibleName(self.tr("レバーの効き"))

    def show_swings(self, reading: Reading, swings: Swings | None, money: MoneyUnit, *, is_share: bool) -> None:
        """Show what levers can do, or what share of the spread comes from them: what is left of it stands last.

        None: that is not known yet.
        """
        self._reading, self._money, self._is_share, self._is_known = reading, money, is_share, swings is not None
        rows = [_Row(*row) for row in (swings or {}).items()]
        levers = [row for row in rows if isinstance(row.source, NodeKey)]
        left = [row for row in rows if isinstance(row.source, Beyond)]
        self._rows = [*sorted(levers, key=lambda row: -row.swing.length), *left]
        metrics = QFontMetrics(font(12))
        self._needed = max((metrics.horizontalAdvance(self._name(row.source)) for row in self._rows), default=0) + 10.0
        self.setFixedHeight(self.sizeHint().height())
        said = "、".join(self._said(row) for row in self._rows)
        self.setAccessibleName(said or self.tr("レバーの効き"))
        self.stand_at(self.at)

    @override
    def sizeHint(self) -> QSize:
        height = len(self._rows) * _ROW if self._rows else _WORDS
        return QSize(404, int(height + 2 * _TOP))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = int((event.position().y() - _TOP) // _ROW)
        if event.button() is Qt.MouseButton.LeftButton and 0 <= row < len(self._levers):
            self.stand_at(row)
            self.chosen.emit(self._levers[row])

    @override
    def rows_said(self) -> list[str]:
        return [self._said(row) for row in self._rows if isinstance(row.source, NodeKey)]

    @override
    def use_row(self, row: int) -> None:
        self.chosen.emit(self._levers[row])

    @property
    def _levers(self) -> list[NodeKey]:
        """The rows that lead to a slider: all but what is left of the spread, which stands last."""
        return [row.source for row in self._rows if isinstance(row.source, NodeKey)]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), theme.panel)
        if self._reading is None:
            return
        if not self._rows:
            self._paint_words(painter, theme, self._reading)
            return
        swings = [row.swing for row in self._rows]
        lowest = min(0.0, *(swing.low for swing in swings))
        highest = max(0.0, *(swing.high for swing in swings))
        left = _SIDE + self._name_width + (_VALUE if lowest < 0 or any(swing.low > 0 for swing in swings) else 0.0)
        scale = (self.width() - _SIDE - _VALUE - left) / ((highest - lowest) or 1.0)
        zero = left - lowest * scale
        for number, row in enumerate(self._rows):
            line = QRectF(_SIDE, _TOP + number * _ROW, self.width() - 2 * _SIDE, _ROW)
            self._paint_row(painter, theme, row, line, zero, scale)
        painter.fillRect(QRectF(round(zero), _TOP - 4, 1, len(self._rows) * _ROW + 8), theme.tx2)
        if self._levers:
            line = QRectF(_SIDE - 8, _TOP + self.at * _ROW + 1, self.width() - 2 * _SIDE + 16, _ROW - 2)
            self.paint_ring(painter, line)

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
        elif self._is_share:
            words = self.tr("レバーのばらつきがまだわからないため、割合は出ません。")
        else:
            words = self.tr("実績から達成可能な範囲がわかるレバーがありません。「+1pt」「+1%」なら効きが出ます。")
        paint_guidance(painter, theme, QRectF(self.rect()), words)

    def _paint_row(self, painter: QPainter, theme: Tokens, row: _Row, line: QRectF, zero: float, scale: float) -> None:
        painter.setFont(font(12))
        painter.setPen(theme.tx)
        name = painter.fontMetrics().elidedText(
            self._name(row.source), Qt.TextElideMode.ElideRight, int(self._name_width) - 6
        )
        painter.drawText(QRectF(_SIDE, line.top(), self._name_width - 6, _ROW), _MIDDLE, name)
        top = line.center().y() - _BAR / 2
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        swing = row.swing
        ends = ((swing.low, theme.ghost2), (swing.high, theme.c1 if isinstance(row.source, NodeKey) else theme.ghost2))
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
            painter.drawText(box, _RIGHT if is_left else _MIDDLE, self._number(end))

    def _name(self, source: NodeKey | Beyond) -> str:
        if isinstance(source, NodeKey):
            assert self._reading is not None
            return metric_name(self._reading.metric(source), language())
        return self.tr("ほかのレバー") if source is Beyond.OTHERS else self.tr("件数の偶然など")

    def _number(self, gain: float) -> str:
        if self._is_share:
            return format_rate(gain)
        assert self._reading is not None
        assert self._reading.root is not None
        return write_difference(gain, self._reading.metric(self._reading.root), language(), self._money).number

    def _said(self, row: _Row) -> str:
        ends = [self._number(end) for end in row.swing if end]
        return " ".join([self._name(row.source), *ends])
