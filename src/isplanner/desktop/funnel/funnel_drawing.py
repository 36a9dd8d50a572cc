"""FunnelDrawing: the counts from the first volume to the last, the rates between them, and 基準 as a dashed outline."""

import itertools
import math
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from isplanner.desktop.funnel.reading import Reading, difference, is_behind
from isplanner.desktop.funnel.shape import Stage, funnel_stages
from isplanner.desktop.funnel.still import Drawing
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.jobs.sources import Origin
from isplanner.plan.metric import Metric
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name
from isplanner.text.numbers import format_number, format_rate, write_difference, write_value

_SIDE = 18.0
_TOP = 14.0
_BAR = (28.0, 52.0)  # how high bars and the steps between them are, at least and at most
_STEP = (32.0, 84.0)
_WIDEST, _NARROWEST = (130.0, 280.0), 46.0
_WORDS = 104.0
_LINE = 15.0
_PER_DECADE = 62.0
_CENTER, _VCENTER = int(Qt.AlignmentFlag.AlignCenter), int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | _VCENTER


class _Bar(NamedTuple):
    stage: Stage
    box: QRectF
    ghost: QRectF


class FunnelDrawing(Drawing):
    """Widths are logarithmic in the count: from 29,000 to 107 a linear one would leave a hair.

    Signals:
        delay_wanted: how long a stage (NodeKey) takes is asked for.
        source_wanted: the Origin of a stage's number, that is to be followed down to its cells.
    """

    delay_wanted = Signal(object)
    source_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self._stages: tuple[Stage, ...] = ()
        self._by_channel = False
        self._delays: dict[NodeKey, str] = {}
        self.setMinimumSize(340, 300)

    def show_reading(self, reading: Reading, *, is_preview: bool) -> None:
        """Draw a reading. What is said of it without eyes is not said anew sixty times a second."""
        if self._reading is None or reading.plan is not self._reading.plan or reading.channel != self._reading.channel:
            self._stages = funnel_stages(reading.plan.tree, reading.channel)
            self._delays = self._read_delays(reading)
            self.forget()
        if self._reading is None or reading.base is not self._reading.base:
            self.forget()
        self._reading = reading
        if not is_preview:
            self.setAccessibleName(self._words(reading))
        self.update()

    @property
    def has_delays(self) -> bool:
        """Whether a stage can take some months."""
        return bool(self._delays)

    def show_by_channel(self, by_channel: bool) -> None:
        """Whether each bar is cut into its channels."""
        self._by_channel = by_channel
        self.update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        bars = self._bars(self._reading) if self._reading else []
        y = event.pos().y()
        under = (low.stage.key for up, low in itertools.pairwise(bars) if up.box.bottom() <= y <= low.box.bottom())
        key = next(under, bars[0].stage.key if bars and y < bars[0].box.bottom() else None)
        if key is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if key in self._delays:
            menu.addAction(self.tr("段階のあいだの期間…"), lambda: self.delay_wanted.emit(key))
        menu.addAction(self.tr("数値の出どころ"), lambda: self.source_wanted.emit(Origin(key)))
        menu.popup(event.globalPos())

    @override
    def sizeHint(self) -> QSize:
        return QSize(404, 420)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.fillRect(self.rect(), theme.panel)
        if self._reading is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = self._bars(self._reading)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.fan1)
        for upper, lower in itertools.pairwise(bars):
            _paint_step(painter, upper.box, lower.box)
        for bar in bars:
            self._paint_bar(painter, theme, self._reading, bar)
        for upper, lower in itertools.pairwise(bars):
            if lower.stage.rate is not None:
                self._paint_rate(painter, theme, self._reading, lower.stage.rate, _between(upper.box, lower.box))
        reading, ghosts = self._reading, [bar.ghost for bar in bars]
        self.paint_once(painter, "names", lambda on: self._paint_still(on, theme, reading, bars), by=ghosts)

    def _bars(self, reading: Reading) -> list[_Bar]:
        stages = self._stages
        values = [(reading.outcome(stage.key), reading.baseline(stage.key)) for stage in stages]
        # The scale is of the baseline, so that the outline stands still while a lever moves.
        decades = [math.log10(base) for _, base in values if base] or [math.log10(v) for v, _ in values if v]
        if not decades:
            return []
        room = self.height() - 2 * _TOP
        per_stage = room / max(1.0, len(stages) - 1 + _BAR[0] / (_BAR[0] + _STEP[0]))
        share = min(1.0, max(0.0, (per_stage - _BAR[0] - _STEP[0]) / (_BAR[1] + _STEP[1] - _BAR[0] - _STEP[0])))
        height = _BAR[0] + share * (_BAR[1] - _BAR[0])
        pitch = height + _STEP[0] + share * (_STEP[1] - _STEP[0])
        widest = min(_WIDEST[1], max(_WIDEST[0], self.width() - 2 * _WORDS))
        slope = min(_PER_DECADE, (widest - _NARROWEST) / max(0.01, max(decades) - min(decades)))

        def box(row: int, value: float | None) -> QRectF:
            decade = math.log10(value) if value and value > 0 else -math.inf
            width = max(_NARROWEST * 0.6, min(widest * 1.12, widest - slope * (max(decades) - decade)))
            return QRectF(self.width() / 2 - width / 2, _TOP + row * pitch, width, height)

        rows = enumerate(zip(stages, values, strict=True))
        return [_Bar(stage, box(row, value), box(row, base)) for row, (stage, (value, base)) in rows]

    def _paint_still(self, painter: QPainter, theme: Tokens, reading: Reading, bars: list[_Bar]) -> None:
        """Names and 基準: what stays while a lever moves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in bars:
            self._paint_names(painter, theme, reading, bar)
        for upper, lower in itertools.pairwise(bars):
            if lower.stage.rate is not None:
                line = _between(upper.ghost, lower.ghost)
                words = self._delays.get(lower.stage.key, "")
                if words:
                    line.translate(0, -_LINE / 2)
                self._paint_rate_name(painter, theme, reading.metric(lower.stage.rate), line)
                if words:
                    _paint_delay(painter, theme, words, line.translated(0, _LINE + 1))
        _paint_outline(painter, theme, [bar.ghost for bar in bars])

    def _paint_names(self, painter: QPainter, theme: Tokens, reading: Reading, bar: _Bar) -> None:
        box = bar.ghost
        name = QRectF(_SIDE, box.top(), box.left() - _SIDE - 8, box.height() / 2)
        painter.setFont(font(12, bold=True))
        painter.setPen(theme.tx)
        words = _elided(painter, metric_name(reading.metric(bar.stage.key), language()), name.width())
        painter.drawText(name.adjusted(0, 0, 60, 0), _VCENTER, words)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        base = self.tr("基準 {value}").format(value=format_number(reading.baseline(bar.stage.key)))
        painter.drawText(name.translated(0, name.height()).adjusted(0, 0, 60, 0), _VCENTER, base)

    def _read_delays(self, reading: Reading) -> dict[NodeKey, str]:
        """The stages that can take some months, and what is said of those that do."""
        from isplanner.jobs.delays import later_shares, stages

        timed = stages(reading.plan)
        keys = [stage.key for stage in self._stages if stage.key.metric in timed]
        found = ((key, later_shares(reading.plan, key.metric, key.channel)) for key in keys)
        return {key: self._delay_words(*ends) for key, ends in found if ends}

    def _delay_words(self, least: float, most: float) -> str:
        if not most:
            return ""
        if least == most:
            return self.tr("翌月以降 {share}").format(share=format_rate(most, 0))
        return self.tr("翌月以降 {least}～{most}").format(least=format_rate(least, 0), most=format_rate(most, 0))

    def _paint_rate_name(self, painter: QPainter, theme: Tokens, metric: Metric, line: QRectF) -> None:
        painter.setFont(font(12))
        painter.setPen(theme.tx2)
        name = QRectF(_SIDE + 10, line.top(), self.width(), line.height())
        room = self.width() / 2 - 30 - name.left()
        painter.drawText(name, _VCENTER, _elided(painter, f"× {metric_name(metric, language())}", room))

    def _paint_rate(self, painter: QPainter, theme: Tokens, reading: Reading, rate: NodeKey, between: QRectF) -> None:
        line = QRectF(0, between.top(), self.width(), between.height())
        painter.setFont(font(13, bold=True))
        painter.setPen(theme.tx)
        painter.drawText(line, _CENTER, str(write_value(reading.outcome(rate), reading.metric(rate), language())))
        self._paint_gap(painter, theme, rate, line)

    def _paint_bar(self, painter: QPainter, theme: Tokens, reading: Reading, bar: _Bar) -> None:
        parts = list(self._parts(theme, reading, bar))
        for color, part in parts:
            painter.fillRect(part, color)
        value = reading.outcome(bar.stage.key)
        load = reading.workload if reading.workload and reading.workload.node == bar.stage.key else None
        if load is not None and value is not None and value > load.most:
            _paint_excess(painter, theme, bar.box, 1 - load.most / value)
        _paint_count(painter, theme, bar.box, format_number(value), is_plain=len(parts) == 1)
        line = QRectF(0, bar.box.top(), self.width(), bar.box.height())
        usage = load.usage(value) if load else None
        if usage is not None:
            self._paint_usage(painter, theme, usage, line)
            line.translate(0, _LINE / 2)
        self._paint_gap(painter, theme, bar.stage.key, line)

    def _paint_usage(self, painter: QPainter, theme: Tokens, usage: float, line: QRectF) -> None:
        """How much of the team's time the volume takes, over the distance from its target."""
        painter.setFont(font(11))
        painter.setPen(theme.bad if usage > 1 else theme.tx2)
        words = self.tr("稼働率 {share}").format(share=format_rate(usage, 0))
        painter.drawText(line.adjusted(0, 0, -_SIDE, 0).translated(0, -_LINE / 2), _RIGHT, words)

    def _paint_gap(self, painter: QPainter, theme: Tokens, key: NodeKey, line: QRectF) -> None:
        """How far a value is from its target, at the right."""
        reading = self._reading
        gap = difference(reading.outcome(key), reading.target(key)) if reading else None
        if reading is None or gap is None:
            return
        metric = reading.metric(key)
        written = write_difference(gap, metric, language())
        is_even = written.number.startswith("±")
        painter.setFont(font(11))
        painter.setPen(theme.tx2 if is_even else theme.bad if is_behind(gap, metric) else theme.ok)
        words = self.tr("目標比 {gap}").format(gap=written)
        painter.drawText(line.adjusted(0, 0, -_SIDE, 0), _RIGHT, words)

    def _parts(self, theme: Tokens, reading: Reading, bar: _Bar) -> Iterator[tuple[QColor, QRectF]]:
        channels = list(reading.plan.channels)
        counts = [reading.outcome(NodeKey(bar.stage.key.metric, channel)) or 0.0 for channel in channels]
        total = sum(counts)
        if not self._by_channel or reading.channel is not None or total <= 0:
            yield theme.c1, bar.box
            return
        x = bar.box.left()
        for place, count in enumerate(counts):
            width = bar.box.width() * count / total
            yield theme.channel(place), QRectF(x, bar.box.top(), width, bar.box.height())
            x += width

    def _words(self, reading: Reading) -> str:
        said = [
            f"{metric_name(reading.metric(stage.key), language())} {format_number(reading.outcome(stage.key))}"
            for stage in self._stages
        ]
        said += [
            f"{metric_name(reading.metric(key), language())} {words}" for key, words in self._delays.items() if words
        ]
        load = reading.workload
        if load is not None and load.node in {stage.key for stage in self._stages}:
            share = format_rate(load.usage(reading.outcome(load.node)), 0)
            said.append(self.tr("稼働率 {share}").format(share=share))
        return "、".join(said)


def _paint_count(painter: QPainter, theme: Tokens, box: QRectF, count: str, *, is_plain: bool) -> None:
    """The number on a bar; over the colours of several channels it stands on a ground of its own."""
    painter.setFont(font(14, bold=True))
    painter.setPen(Qt.PenStyle.NoPen)
    if not is_plain:
        ground = QRectF(0, 0, painter.fontMetrics().horizontalAdvance(count) + 12, 20)
        ground.moveCenter(box.center())
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(theme.onacc if is_plain else theme.tx)
    painter.drawText(box.adjusted(-20, 0, 20, 0), _CENTER, count)


def _paint_delay(painter: QPainter, theme: Tokens, words: str, line: QRectF) -> None:
    """How much of a stage comes in a later month, on a ground of its own under the name of its rate."""
    painter.setFont(font(11))
    ground = QRectF(_SIDE + 10, 0, painter.fontMetrics().horizontalAdvance(words) + 12, _LINE)
    ground.moveTop(line.center().y() - _LINE / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accbg)
    painter.drawRoundedRect(ground, 4, 4)
    painter.setPen(theme.tx)
    painter.drawText(ground, _CENTER, words)


def _paint_step(painter: QPainter, upper: QRectF, lower: QRectF) -> None:
    corners = (upper.bottomLeft(), upper.bottomRight(), lower.topRight(), lower.topLeft())
    painter.drawPolygon(QPolygonF(list(corners)))


def _paint_excess(painter: QPainter, theme: Tokens, box: QRectF, share: float) -> None:
    """Hatch what is beyond the team's time: so large a share of the bar, as channels are."""
    over = box.width() * share
    strip = QRectF(box.right() - over, box.top(), over, box.height())
    painter.fillRect(strip, theme.panel)
    painter.fillRect(strip, QBrush(theme.badf, Qt.BrushStyle.BDiagPattern))


def _between(upper: QRectF, lower: QRectF) -> QRectF:
    """The room between two bars."""
    return QRectF(upper.left(), upper.bottom(), upper.width(), lower.top() - upper.bottom())


def _elided(painter: QPainter, words: str, room: float) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room))


def _paint_outline(painter: QPainter, theme: Tokens, boxes: list[QRectF]) -> None:
    if not boxes:
        return
    left = [corner for box in boxes for corner in (box.topLeft(), box.bottomLeft())]
    right = [corner for box in boxes for corner in (box.topRight(), box.bottomRight())]
    pen = QPen(theme.tx2, 1)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(p) for p in (*left, *reversed(right))]))
