"""FunnelDrawing: the counts from the first volume to the last, the rates between them, and 基準 as a dashed outline."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.funnel.funnel_scale import FunnelScale
from isplanner.desktop.funnel.keyed_drawing import KeyedDrawing
from isplanner.desktop.funnel.reading import Reading, difference, is_behind
from isplanner.desktop.funnel.shape import Stage, funnel_stages
from isplanner.desktop.funnel.stage_menu import StageMenu
from isplanner.desktop.funnel.still import paint_guidance
from isplanner.desktop.language import language
from isplanner.desktop.theme import Tokens, font, tokens
from isplanner.plan.metric import Metric
from isplanner.plan.scope import NodeKey
from isplanner.text.names import metric_name
from isplanner.text.numbers import Written, format_number, format_rate, write_difference, write_value

_SIDE, _AWAY, _NARROW = 18.0, 6.0, 500
_LINE = 15.0
_CENTER, _VCENTER = int(Qt.AlignmentFlag.AlignCenter), int(Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | _VCENTER
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class _Bar(NamedTuple):
    """A stage with its bar as it is now, and as it stands still: that of 基準, where it `has_base`."""

    stage: Stage
    box: QRectF
    still: QRectF
    has_base: bool


class FunnelDrawing(KeyedDrawing):
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
        self._stored: Reading | None = None
        self._scale: FunnelScale | None = None
        self._is_terse = False
        self.setMinimumSize(340, 300)

    def show_reading(self, reading: Reading, *, is_preview: bool) -> None:
        """Draw a reading. What is said of it without eyes is not said anew sixty times a second."""
        if self._reading is None or reading.plan is not self._reading.plan or reading.channel != self._reading.channel:
            self._stages = funnel_stages(reading.plan.tree, reading.channel)
            self._delays = _read_delays(reading, self._stages)
            self.forget()
        if self._reading is None or reading.base is not self._reading.base:
            self.forget()
        self._reading = reading
        if not is_preview:
            self._stored = reading
            self._measure()
            self.setAccessibleName("、".join(self._words(reading)))
            self.stand_at(self.at)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Fit the scale to the stored plan, so that it stands still while a lever moves."""
        reading = self._stored
        if reading is None:
            return
        counts = [_anchor(reading, stage) for stage in self._stages]
        metrics = QFontMetrics(font(12, bold=True))
        names = [metric_name(reading.metric(stage.key), language()) for stage in self._stages]
        needed = [_SIDE + _AWAY + metrics.horizontalAdvance(name) for name in names]
        scale = FunnelScale.fitted(QSizeF(self.size()), counts, needed)
        if scale != self._scale:
            self._scale = scale
            self.forget()
        bars, small = self._bars(reading), QFontMetrics(font(11))
        self._is_terse = any(
            small.horizontalAdvance(words) > self.width() - _SIDE - _AWAY - right
            for words, right in _gaps(reading, bars)
        )

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
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.use_row(self.at)
        elif key is not None:
            self._open_menu(key, event.globalPos())

    @override
    def rows_said(self) -> list[str]:
        reading = self._reading
        return [
            f"{metric_name(reading.metric(stage.key), language())} {format_number(reading.outcome(stage.key))}"
            for stage in self._stages
            if reading is not None
        ]

    @override
    def use_row(self, row: int) -> None:
        bars = self._bars(self._reading) if self._reading else []
        if row < len(bars):
            self._open_menu(bars[row].stage.key, self.mapToGlobal(bars[row].box.bottomLeft().toPoint()))

    def _open_menu(self, stage: NodeKey, place: QPoint) -> None:
        menu = StageMenu(stage, self, has_delay=stage in self._delays)
        menu.delay_wanted.connect(self.delay_wanted)
        menu.source_wanted.connect(self.source_wanted)
        menu.popup(place)

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
        if not bars:
            words = self.tr("レバーに値を入れるか、実績を取り込むと、\nファネルが出ます。")
            paint_guidance(painter, theme, QRectF(self.rect()), words)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.fan1)
        for upper, lower in itertools.pairwise(bars):
            if None not in {self._reading.outcome(bar.stage.key) for bar in (upper, lower)}:
                _paint_step(painter, upper.box, lower.box)
        for bar in bars:
            self._paint_bar(painter, theme, self._reading, bar)
        for upper, lower in itertools.pairwise(bars):
            if lower.stage.rate is not None:
                self._paint_rate(painter, theme, self._reading, lower.stage.rate, _between(upper.box, lower.box))
        reading, still = self._reading, [(bar.still, bar.has_base) for bar in bars]
        by = (still, self._is_terse)
        self.paint_once(painter, "names", lambda on: self._paint_still(on, theme, reading, bars), by=by)
        box, left = bars[self.at].box, _SIDE - 8
        self.paint_ring(painter, QRectF(left, box.top() - 4, self.width() - 2 * left, box.height() + 8))

    def _bars(self, reading: Reading) -> list[_Bar]:
        scale, stored = self._scale, self._stored
        if scale is None or stored is None:
            return []
        return [
            _Bar(
                stage,
                scale.box(row, reading.outcome(stage.key)),
                scale.box(row, _anchor(stored, stage)),
                stored.baseline(stage.key) is not None,
            )
            for row, stage in enumerate(self._stages)
        ]

    def _paint_still(self, painter: QPainter, theme: Tokens, reading: Reading, bars: list[_Bar]) -> None:
        """Names and 基準: what stays while a lever moves."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in bars:
            self._paint_names(painter, theme, reading, bar)
        for upper, lower in itertools.pairwise(bars):
            if lower.stage.rate is not None:
                line = _between(upper.still, lower.still)
                words = self._delays.get(lower.stage.key, "")
                if words:
                    line.adjust(0, 0, 0, -_LINE)
                _paint_rate_name(
                    painter, theme, reading.metric(lower.stage.rate), line, is_narrow=self.width() < _NARROW
                )
                if words:
                    _paint_delay(painter, theme, words, line.translated(0, line.height() / 2 + _LINE / 2 + 1))
        for has_base, run in itertools.groupby(bars, lambda bar: bar.has_base):
            if has_base:
                _paint_outline(painter, theme, [bar.still for bar in run])
        if self._is_terse:
            painter.setFont(font(11))
            painter.setPen(theme.tx2)
            painter.drawText(QRectF(0, 0, self.width() - _SIDE, _LINE), _RIGHT, self.tr("目標比"))

    def _paint_names(self, painter: QPainter, theme: Tokens, reading: Reading, bar: _Bar) -> None:
        box = bar.still
        name = QRectF(_SIDE, box.top(), box.left() - _SIDE - _AWAY + 1, box.height() / 2)
        painter.setFont(font(12, bold=True))
        painter.setPen(theme.tx)
        words = _elided(painter, metric_name(reading.metric(bar.stage.key), language()), name.width())
        painter.drawText(name.adjusted(0, 0, 60, 0), _VCENTER, words)
        painter.setFont(font(11))
        painter.setPen(theme.tx2)
        base = self.tr("基準 {value}").format(value=format_number(reading.baseline(bar.stage.key)))
        painter.drawText(name.translated(0, name.height()).adjusted(0, 0, 60, 0), _VCENTER, base)

    def _paint_rate(self, painter: QPainter, theme: Tokens, reading: Reading, rate: NodeKey, between: QRectF) -> None:
        line = QRectF(0, between.top(), self.width(), between.height())
        painter.setFont(font(13, bold=True))
        painter.setPen(theme.tx)
        painter.drawText(line, _CENTER, str(write_value(reading.outcome(rate), reading.metric(rate), language())))
        self._paint_gap(painter, theme, rate, line)

    def _paint_bar(self, painter: QPainter, theme: Tokens, reading: Reading, bar: _Bar) -> None:
        value = reading.outcome(bar.stage.key)
        parts = list(_parts(theme, reading, bar, by_channel=self._by_channel and reading.channel is None))
        for color, part in parts if value is not None else ():
            painter.fillRect(part, color)
        load = reading.workload if reading.workload and reading.workload.node == bar.stage.key else None
        if load is not None and value is not None and value > load.most:
            _paint_excess(painter, theme, bar.box, 1 - load.most / value)
        _paint_count(painter, theme, bar.box, format_number(value), is_plain=len(parts) == 1 and value is not None)
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
        words = str(written) if self._is_terse else _gap_words(written)
        painter.drawText(line.adjusted(0, 0, -_SIDE, 0), _RIGHT, words)

    def _words(self, reading: Reading) -> Iterator[str]:
        """What is said of it without eyes."""
        yield from self.rows_said()
        for key, words in self._delays.items():
            if words:
                yield f"{metric_name(reading.metric(key), language())} {words}"
        load = reading.workload
        if load is not None and load.node in {stage.key for stage in self._stages}:
            share = format_rate(load.usage(reading.outcome(load.node)), 0)
            yield self.tr("稼働率 {share}").format(share=share)


def _read_delays(reading: Reading, shown: tuple[Stage, ...]) -> dict[NodeKey, str]:
    """The stages that can take some months, and what is said of those that do."""
    from isplanner.jobs.delays import later_shares, stages

    timed = stages(reading.plan)
    keys = [stage.key for stage in shown if stage.key.metric in timed]
    found = ((key, later_shares(reading.plan, key.metric, key.channel)) for key in keys)
    return {key: _delay_words(*ends) for key, ends in found if ends}


def _delay_words(least: float, most: float) -> str:
    if not most:
        return ""
    if least == most:
        return QCoreApplication.translate("FunnelDrawing", "翌月以降 {share}").format(share=format_rate(most, 0))
    words = QCoreApplication.translate("FunnelDrawing", "翌月以降 {least}～{most}")
    return words.format(least=format_rate(least, 0), most=format_rate(most, 0))


def _anchor(reading: Reading, stage: Stage) -> float | None:
    """The count that says where a bar stands still: that of 基準, or where there is none that of the plan."""
    base = reading.baseline(stage.key)
    return base if base is not None else reading.outcome(stage.key)


def _gaps(reading: Reading, bars: list[_Bar]) -> Iterator[tuple[str, float]]:
    """What stands at the right, and where what it stands beside ends."""
    above = 0.0
    for bar in bars:
        right = max(bar.box.right(), bar.still.right())
        places = [(bar.stage.key, right)]
        if bar.stage.rate is not None:
            places.append((bar.stage.rate, (above + right) / 2))
        for key, end in places:
            gap = difference(reading.outcome(key), reading.target(key))
            if gap is not None:
                yield _gap_words(write_difference(gap, reading.metric(key), language())), end
        above = right


def _gap_words(written: Written) -> str:
    return QCoreApplication.translate("FunnelDrawing", "目標比 {gap}").format(gap=written)


def _paint_rate_name(painter: QPainter, theme: Tokens, metric: Metric, line: QRectF, *, is_narrow: bool) -> None:
    """Beside the outline at the height of the words, in two lines where one does not hold them."""
    painter.setFont(font(12))
    painter.setPen(theme.tx2)
    left = _SIDE if is_narrow else _SIDE + 10
    box = QRectF(left, line.top(), line.left() - _AWAY - left, line.height())
    words = f"× {metric_name(metric, language())}"
    wrapped = painter.fontMetrics().boundingRect(box.toRect(), _WRAPPED, words)
    if wrapped.height() <= box.height() + 1 and wrapped.width() <= box.width():
        painter.drawText(box, _VCENTER | _WRAPPED, words)
    else:
        painter.drawText(box, _VCENTER, _elided(painter, words, box.width()))


def _parts(theme: Tokens, reading: Reading, bar: _Bar, *, by_channel: bool) -> Iterator[tuple[QColor, QRectF]]:
    channels = list(reading.plan.channels) if by_channel else []
    counts = [reading.outcome(NodeKey(bar.stage.key.metric, channel)) or 0.0 for channel in channels]
    total = sum(counts)
    if total <= 0:
        yield theme.c1, bar.box
        return
    x = bar.box.left()
    for place, count in enumerate(counts):
        width = bar.box.width() * count / total
        yield theme.channel(place), QRectF(x, bar.box.top(), width, bar.box.height())
        x += width


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
    """The room between two bars, as wide as it is in the middle."""
    left, right = (upper.left() + lower.left()) / 2, (upper.right() + lower.right()) / 2
    return QRectF(left, upper.bottom(), right - left, lower.top() - upper.bottom())


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
