"""MonthChart: the KGI added up month by month with its fan, against the goal shared out by business days."""

import math
from collections.abc import Iterable
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.chances import Chances
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.still import Drawing
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.plan.metric import Metric
from isplanner.text.dates import format_month_of
from isplanner.text.numbers import MoneyUnit, format_number, write_value

_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 106.0, 18.0, 30.0
_TICKS, _GAP = 4, 6
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class MonthChart(Drawing):
    """Two lines from nothing at the start of the period, and how far the worlds lie apart.

    The scale is the stored plan's: a drag moves only line and fan. What stands still is painted once, into a picture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self._fan: tuple[tuple[float, ...], ...] = ()
        self._goal: list[float] = []
        self._names: list[str] = []
        self._money = MoneyUnit.MILLION_YEN
        self._top = 1.0
        self._right = _RIGHT
        self.setMinimumHeight(116)

    def show_reading(self, reading: Reading, chances: Chances | None, money: MoneyUnit, *, is_preview: bool) -> None:
        """Draw a reading; during a preview the scale stays."""
        self._reading, self._money = reading, money
        self._fan = chances.fan if chances is not None and chances.p50 is not None else ()
        top = self._top
        if not is_preview:
            self._goal = list(accumulate(reading.goal_by_month))
            self._names = [format_month_of(reading.plan, month, language()) for month in reading.plan.months]
            self._right = self._words_width(reading)
        ends = [ends[-1] for ends in self._fan[-1:]]
        highest = max((*self._added_up(reading), *ends, reading.goal or 0.0, 0.0))
        if not is_preview or highest > self._top:
            self._top = _round_top(highest / self._per(reading)) * self._per(reading)
        if not is_preview or top != self._top:
            self.forget()
        if not is_preview:
            words = zip(self._names, self._labels(reading), strict=False)
            self.setAccessibleName("、".join(f"{month} {value}" for month, value in words))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(448, 220)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        if self._reading is None or self._reading.root is None:
            painter.fillRect(self.rect(), theme.panel)
            return
        reading = self._reading
        self.paint_once(painter, "axes", lambda on: self._paint_axes(on, theme, reading), ground=theme.panel)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_fan(painter, theme)
        self.paint_once(painter, "goal", lambda on: self._paint_goal(on, theme))
        goal, line = self._points([0.0, *self._goal]), self._points([0.0, *self._added_up(self._reading)])
        self._paint_line(painter, theme, self._reading, line)
        for color, width in ((theme.acc, 9), (theme.panel, 5)):  # rings: each colour's dots in one call
            painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(QPolygonF(line[1:]))
        self._paint_ends(painter, theme, self._reading, goal, line)

    def _words_width(self, reading: Reading) -> float:
        """What the words behind the lines take, with room for a digit more."""
        if reading.root is None:
            return _RIGHT
        written = [
            write_value(value, self._metric(reading), language(), self._money).number
            for value in (reading.goal, reading.kgi)
        ]
        said = self.tr("目標 {value}").format(value=written[0]), self.tr("見込み {value}").format(value=written[1])
        metrics = QFontMetrics(font(11, bold=True))
        return max(_RIGHT, 10.0 + max(metrics.horizontalAdvance(f"{words}0") for words in said))

    def _paint_line(self, painter: QPainter, theme: Tokens, reading: Reading, line: list[QPointF]) -> None:
        """What adds up: solid as far as it is done, dotted from there on."""
        pen = QPen(theme.acc, 2)
        done = [line[0], *(self._at(months, value) for months, value in reading.path)] if line else []
        if len(done) > 1:
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(done))
            gone = int(reading.path[-1][0])
            line = [done[-1], *line[gone + 1 :]]
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # the same dots as square ones of [1, 2], in half the time
            pen.setDashPattern([2, 1])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(line))

    def _paint_goal(self, painter: QPainter, theme: Tokens) -> None:
        pen = QPen(theme.goal, 1.5)
        pen.setDashPattern([4, 3])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        if self._goal:
            painter.drawPolyline(QPolygonF(self._points([0.0, *self._goal])))

    def _paint_fan(self, painter: QPainter, theme: Tokens) -> None:
        """How far four of five worlds lie apart, and every second one."""
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._fan:
            return
        lines = [self._points([0.0, *line]) for line in zip(*self._fan, strict=True)]
        for low, high, color in ((0, 4, theme.fan1), (1, 3, theme.fan2)):
            painter.setBrush(color)
            painter.drawPolygon(QPolygonF([*lines[low], *reversed(lines[high])]))

    def _paint_axes(self, painter: QPainter, theme: Tokens, reading: Reading) -> None:
        painter.setFont(font(11))
        for tick in range(_TICKS + 1):
            value = self._top * tick / _TICKS
            y = round(self._points([value])[0].y())
            painter.fillRect(QRectF(_LEFT, y, self.width() - _LEFT - self._right, 1), theme.line)
            painter.setPen(theme.tx3)
            box = QRectF(0, y - 8, _LEFT - 8, 16)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight) | _MIDDLE, format_number(value / self._per(reading)))
        places = self._points([0.0] * (len(self._names) + 1))
        widest = max(map(QFontMetrics(font(11)).horizontalAdvance, self._names), default=0)
        each = math.ceil((widest + _GAP) / (places[-1].x() - places[-2].x()))  # so many months take the room of a name
        for place, month in list(zip(places[1:], self._names, strict=True))[::-each]:
            box = QRectF(place.x() - 40, place.y() + 6, 80, 18)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), month)

    def _paint_ends(
        self, painter: QPainter, theme: Tokens, reading: Reading, goal: list[QPointF], line: list[QPointF]
    ) -> None:
        """The words behind the lines, kept apart where the lines end together."""
        metric = self._metric(reading)
        ends = []
        if len(goal) > 1:
            aim = write_value(reading.goal, metric, language(), self._money).number
            ends.append((goal[-1].y(), theme.tx, False, self.tr("目標 {value}").format(value=aim)))
        if len(line) > 1:
            now = write_value(reading.kgi, metric, language(), self._money).number
            ends.append((line[-1].y(), theme.acc, True, self.tr("見込み {value}").format(value=now)))
        ends.sort(key=lambda end: end[0])
        if len(ends) == 2 and ends[1][0] - ends[0][0] < 16:
            middle = (ends[0][0] + ends[1][0]) / 2
            ends = [(middle - 8, *ends[0][1:]), (middle + 8, *ends[1][1:])]
        for y, color, is_bold, words in ends:
            painter.setFont(font(11, bold=is_bold))
            painter.setPen(color)
            painter.drawText(QRectF(self.width() - self._right + 10, y - 8, self._right, 16), _MIDDLE, words)

    def _points(self, values: Iterable[float]) -> list[QPointF]:
        """Where values are drawn, that of the start of the period first, then month by month."""
        wide = (self.width() - _LEFT - self._right) / max(1, len(self._names))
        foot = self.height() - _BOTTOM
        high = (foot - _TOP) / self._top
        return [QPointF(_LEFT + wide * month, foot - high * value) for month, value in enumerate(values)]

    def _at(self, months: float, value: float) -> QPointF:
        """Where a value is drawn that is reached so many months after the start."""
        start, end = self._points([value, value])
        return start + (end - start) * months

    def _labels(self, reading: Reading) -> list[str]:
        metric = self._metric(reading)
        return [str(write_value(value, metric, language(), self._money)) for value in self._added_up(reading)]

    def _added_up(self, reading: Reading) -> list[float]:
        months = reading.result.months.get(reading.root, ()) if reading.root else ()
        known = [value for value in months if value is not None]
        return list(accumulate(known)) if len(known) == len(months) else []

    def _per(self, reading: Reading) -> int:
        return self._money.yen if self._metric(reading).unit == "円" else 1

    def _metric(self, reading: Reading) -> Metric:
        assert reading.root is not None
        return reading.metric(reading.root)


class FanLegend(QWidget):
    """What the two colours of the fan mean."""

    def __init__(self) -> None:
        super().__init__()
        self._words = self.tr("50%・80% の幅")
        self.setFixedSize(20 + QFontMetrics(font(11)).horizontalAdvance(self._words), 16)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(QRectF(0, 3, 14, 10), theme.fan1)
        painter.fillRect(QRectF(0, 5, 14, 6), theme.fan2)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        painter.drawText(QRectF(20, 0, self.width(), 16), _MIDDLE, self._words)


def _round_top(highest: float) -> float:
    """The least multiple of four round steps that is not under a height."""
    if highest <= 0:
        return float(_TICKS)
    power = 10.0 ** math.floor(math.log10(highest / _TICKS))
    step = next(figure * power for figure in (1, 2, 2.5, 3, 4, 5, 10) if figure * power * _TICKS >= highest)
    return float(step * _TICKS)
