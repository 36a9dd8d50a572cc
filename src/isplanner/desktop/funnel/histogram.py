"""Histogram: how the KGI lies in all worlds, those that reach the goal in colour."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.chances import BARS, Bins, Chances
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.still import Drawing
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.plan.metric import Direction
from isplanner.text.numbers import MoneyUnit, format_probability, write_value

_SIDE, _TOP, _BOTTOM, _LEGEND = 18.0, 34.0, 40.0, 16.0
_ROOM = 1.12  # over the highest bar of the stored plan
_WORD_GAP = 8.0
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


class Overlay(NamedTuple):
    """A scenario by name, and how many of its worlds lie in each bar."""

    name: str
    bars: tuple[int, ...]


class Histogram(Drawing):
    """Bars of a fixed width at fixed places: a drag moves the heap, not the axis.

    `chances` and `outline` are what is drawn.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self.chances: Chances | None = None
        self._money = MoneyUnit.MILLION_YEN
        self._highest = 1.0
        self.outline: tuple[Bins | None, tuple[int, ...]] = (None, ())
        self.overlays: tuple[Bins | None, tuple[Overlay, ...]] = (None, ())
        self.setMinimumHeight(116)

    def show_chances(self, reading: Reading, chances: Chances | None, money: MoneyUnit, *, is_preview: bool) -> None:
        """Draw what the worlds say; during a preview the heights keep their scale, as long as there is room."""
        self._reading, self.chances, self._money = reading, chances, money
        highest = max(chances.bars, default=0) * _ROOM if chances else 0.0
        self._highest = max(self._highest, highest) if is_preview else highest or 1.0
        if not is_preview:
            self.setAccessibleName("" if chances is None else self._said(reading, chances))
        self.update()

    def show_outline(self, bins: Bins | None, bars: tuple[int, ...]) -> None:
        """Outline the worlds of a proposal, as long as the bars are where they were counted."""
        self.outline = (bins, bars)
        self.update()

    def show_overlays(self, bins: Bins | None, overlays: tuple[Overlay, ...]) -> None:
        """Draw the worlds of other scenarios as lines over the bars, each with its name."""
        self.overlays = (bins, overlays)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(448, 210)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.setFont(font(11))
        if self._reading is None or self.chances is None or self.chances.p50 is None:
            painter.setPen(theme.tx3)
            if self._reading is None or self._reading.kgi is None:
                painter.drawText(QRectF(self.rect()), _CENTER, self.tr("レバーに値がそろうと、分布が出ます。"))
            return
        self._paint_bars(painter, theme, self._reading, self.chances)
        foot = self.height() - _BOTTOM
        painter.fillRect(QRectF(_SIDE, foot, self.width() - 2 * _SIDE, 1), theme.line2)
        self._paint_quantiles(painter, theme, self._reading, self.chances)
        bins = self.chances.bins
        scale = (self.outline, self.overlays, bins, self._highest)
        self.paint_once(painter, "outlines", lambda on: self._paint_outlines(on, theme, bins), by=scale)
        if self._reading.goal is not None:
            self._paint_goal(painter, theme, self._reading, self.chances)

    def _paint_bars(self, painter: QPainter, theme: Tokens, reading: Reading, chances: Chances) -> None:
        foot, edges = self.height() - _BOTTOM, self._edges()
        tops = self._tops(chances.bars)
        bars = [
            QRectF(left, top, right - left - 1, foot - top)
            for (left, right), top in zip(pairwise(edges), tops, strict=True)
        ]
        ghosts = _bars_below(reading.goal, chances.bins)
        below, above = bars[:ghosts], bars[ghosts:]
        if self._direction(reading) is Direction.LOWER and reading.goal is not None:
            below, above = above, below
        painter.setPen(Qt.PenStyle.NoPen)
        for some, color in ((above, theme.c1), (below, theme.ghost)):
            painter.setBrush(color)
            painter.drawRects(some)

    def _edges(self) -> list[int]:
        """Where bars begin and end."""
        wide = (self.width() - 2 * _SIDE) / BARS
        return [round(_SIDE + number * wide) for number in range(BARS + 1)]

    def _tops(self, bars: tuple[int, ...]) -> list[float]:
        """How high up bars end."""
        foot = self.height() - _BOTTOM
        most, high = self._highest, (foot - _TOP) / self._highest
        return [foot - high * (count if count < most else most) for count in bars]

    def _paint_outlines(self, painter: QPainter, theme: Tokens, shown: Bins) -> None:
        bins, overlays = self.overlays
        if bins == shown:
            for number, overlay in enumerate(overlays, 1):
                color = theme.channel(number)
                self._paint_line(painter, overlay.bars, QPen(color, 1.8))
                self._paint_name(painter, theme, number - 1, len(overlays), overlay.name, color)
        bins, bars = self.outline
        if bins == shown and not overlays:
            pen = QPen(theme.acc, 1.5)
            pen.setDashPattern([3, 2])
            self._paint_line(painter, bars, pen)

    def _paint_name(self, painter: QPainter, theme: Tokens, place: int, count: int, name: str, color: QColor) -> None:
        """The name of an overlay, under all that is drawn, beside those of the others."""
        wide = (self.width() - 2 * _SIDE) / count
        left, top = _SIDE + place * wide, self.height() - _LEGEND
        painter.setFont(font(11))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(wide - 30))
        painter.fillRect(QRectF(left, top + _LEGEND / 2 - 1, 16, 2), color)
        painter.setPen(theme.tx2)
        painter.drawText(QRectF(left + 21, top, wide - 21, _LEGEND), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_line(self, painter: QPainter, bars: tuple[int, ...], pen: QPen) -> None:
        """The outline of a heap."""
        steps = zip(pairwise(self._edges()), self._tops(bars), strict=True)
        corners = [QPointF(x, round(top)) for ends, top in steps for x in ends]
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(corners))

    def _paint_goal(self, painter: QPainter, theme: Tokens, reading: Reading, chances: Chances) -> None:
        assert reading.goal is not None
        x = round(self._x(reading.goal, chances))
        painter.fillRect(QRectF(x - 1, 6, 2, self.height() - _BOTTOM - 6), theme.goal)
        aim = self.tr("目標 {value}").format(value=self._number(reading, reading.goal))
        side = self.tr("これより右") if self._direction(reading) is Direction.HIGHER else self.tr("これより左")
        share = f"{side} {format_probability(chances.probability, language())}"
        is_left = x > self.width() - 130
        lines = ((theme.tx, True, aim), (theme.tx2, False, share))
        for line, (color, is_bold, words) in enumerate(lines):
            painter.setFont(font(11, bold=is_bold))
            painter.setPen(color)
            box = QRectF(x - 136 if is_left else x + 7, 4 + 15 * line, 130, 15)
            side_of = Qt.AlignmentFlag.AlignRight if is_left else Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, int(side_of | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_quantiles(self, painter: QPainter, theme: Tokens, reading: Reading, chances: Chances) -> None:
        """P10, P50 and P90 under the axis, apart from each other also where they lie together."""
        foot, known = self.height() - _BOTTOM, (chances.p10, chances.p50, chances.p90)
        places = [self._x(value, chances) for value in known if value is not None]
        written = [self._number(reading, value) for value in known]
        painter.setFont(font(11))
        named = painter.fontMetrics().horizontalAdvance("P10 ")
        painter.setFont(font(11, bold=True))
        widths = [named + painter.fontMetrics().horizontalAdvance(words) for words in written]
        starts = apart(places, widths, _SIDE / 2, self.width() - _SIDE / 2)
        painter.setPen(theme.tx)
        for words, place, start in zip(written, places, starts, strict=True):
            painter.fillRect(QRectF(round(place) - 1, foot, 2, 6), theme.tx2)
            painter.drawText(QPointF(start + named, foot + 20), words)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        for name, start in zip(("P10", "P50", "P90"), starts, strict=True):
            painter.drawText(QPointF(start, foot + 20), name)

    def _x(self, value: float, chances: Chances) -> float:
        bins, room = chances.bins, self.width() - 2 * _SIDE
        return _SIDE + min(1.0, max(0.0, (value - bins.start) / (bins.end - bins.start))) * room

    def _number(self, reading: Reading, value: float | None) -> str:
        assert reading.root is not None
        return write_value(value, reading.metric(reading.root), language(), self._money).number

    def _direction(self, reading: Reading) -> Direction:
        assert reading.root is not None
        return reading.metric(reading.root).direction

    def _said(self, reading: Reading, chances: Chances) -> str:
        numbers = ("P10", chances.p10), ("P50", chances.p50), ("P90", chances.p90)
        words = [f"{name} {self._number(reading, value)}" for name, value in numbers]
        return "、".join([*words, format_probability(chances.probability, language())])


def apart(places: Sequence[float], widths: Sequence[float], left: float, right: float) -> list[float]:
    """Where three words start, each at its place as far as they stay apart and between two edges."""
    first, middle, last = (width / 2 for width in widths)
    center = min(max(places[1], left + 2 * first + _WORD_GAP + middle), right - 2 * last - _WORD_GAP - middle)
    low = max(left + first, min(places[0], center - middle - _WORD_GAP - first))
    high = min(right - last, max(places[2], center + middle + _WORD_GAP + last))
    return [low - first, center - middle, high - last]


def _bars_below(goal: float | None, bins: Bins) -> int:
    """How many bars have their middle at most at the goal; all where there is none."""
    if goal is None:
        return BARS
    return min(BARS, max(0, ceil((goal - bins.start) / bins.width - 0.5 + 1e-9)))
