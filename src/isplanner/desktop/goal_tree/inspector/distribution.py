"""DistributionSection: what actuals say a node may come to, with its months, its target, and how likely that is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.inspector.curve import Curve, curve_of
from isplanner.desktop.goal_tree.inspector.folding import FoldingSection
from isplanner.desktop.goal_tree.inspector.sight import Sight
from isplanner.desktop.language import language
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.metric import Direction
from isplanner.text.dates import format_year_month
from isplanner.text.numbers import format_probability

if TYPE_CHECKING:
    from isplanner.plan.period import Span

_HEIGHT, _TOP, _AXIS = 92, 18, 16
_DOT = 4.0
_LIKELY_ENOUGH = 0.2


class DistributionSection(FoldingSection):
    """実績から見た分布."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("distribution", self.tr("実績から見た分布"), parent)
        self.question = PlainLabel("", "label")
        self.chance = PlainLabel("", "small")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.question)
        row.addWidget(self.chance)
        self.title_row.addLayout(row)
        self.picture = CurvePicture()
        self.legend = PlainLabel("", "label")
        self.legend.setWordWrap(True)
        self.inside.addWidget(self.picture)
        self.inside.addWidget(self.legend)

    @override
    def show_node(self, sight: Sight) -> None:
        curve = curve_of(sight)
        self._show_chance(sight)
        self.picture.setVisible(curve is not None)
        if curve is None:
            self.legend.setText(self.tr("実績がまだないので出せません。「範囲とばらつき」に見立てを書くと出ます。"))
            return
        self.picture.show_curve(curve, sight)
        low, high = sight.written(curve.low), sight.written(curve.high)
        if not curve.heights:
            self.legend.setText(self.tr("{value} に固定されています。").format(value=low))
            return
        dots = self.tr("○ 月の実績　") if curve.dots else ""
        self.legend.setText(dots + self.tr("濃い帯 P10–P90　{low}–{high}").format(low=low.number, high=high))

    def _show_chance(self, sight: Sight) -> None:
        forecast = sight.forecast
        chance = forecast.probability if forecast else None
        is_asked = chance is not None and sight.target is not None
        self.question.setVisible(is_asked)
        self.chance.setVisible(is_asked)
        if chance is None:
            return
        is_lower = sight.metric.direction is Direction.LOWER
        words = self.tr("P({target} 以下)") if is_lower else self.tr("P({target} 以上)")
        self.question.setText(words.format(target=sight.written(sight.target)))
        self.chance.setText(format_probability(chance, language()))
        self.chance.set_role("bad" if chance < _LIKELY_ENOUGH else "section")


class CurvePicture(QWidget):
    """The density with its band, the baseline as a solid line, the target as a dashed one, months as dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: Curve | None = None
        self._sight: Sight | None = None
        self._spots: list[tuple[QPointF, Span, float]] = []
        self.setMinimumHeight(_HEIGHT)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def show_curve(self, curve: Curve, sight: Sight) -> None:
        """Draw a curve."""
        self._curve, self._sight = curve, sight
        band = self.tr("P10–P90 は {low}–{high}").format(low=sight.written(curve.low), high=sight.written(curve.high))
        target = self.tr("目標 {value}").format(value=sight.written(sight.target)) if sight.target is not None else ""
        months = self.tr("月の実績 %n 個", "", len(curve.dots))
        self.setAccessibleName("、".join(part for part in (band, target, months) if part))
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._say_month(cast("QHelpEvent", event))
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        curve = self._curve
        if curve is None:
            return
        painter, theme = QPainter(self), tokens(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        floor = self.height() - _AXIS - 1

        def x(value: float) -> float:
            return curve.place(value) * (self.width() - 1)

        shape = self._shape(curve, floor)
        painter.fillPath(shape, theme.fan1)
        painter.save()
        painter.setClipRect(QRectF(x(curve.low), 0, max(x(curve.high) - x(curve.low), 2), floor))
        painter.fillPath(shape, theme.fan2)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(theme.line2)
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        self._paint_marks(painter, curve, x, floor)
        self._paint_dots(painter, curve, x, floor)
        self._paint_ticks(painter, curve, x)

    def _shape(self, curve: Curve, floor: float) -> QPainterPath:
        path = QPainterPath(QPointF(0, floor))
        step = self.width() / max(len(curve.heights), 1)
        for number, height in enumerate(curve.heights):
            path.lineTo((number + 0.5) * step, floor - height * (floor - _TOP))
        path.lineTo(self.width(), floor)
        path.closeSubpath()
        return path

    def _paint_marks(self, painter: QPainter, curve: Curve, x: Callable[[float], float], floor: float) -> None:
        theme = tokens(self)
        if curve.baseline is not None:
            painter.setPen(QPen(theme.ghost2, 2))
            painter.drawLine(QPointF(round(x(curve.baseline)), _TOP), QPointF(round(x(curve.baseline)), floor))
        if curve.target is None or self._sight is None:
            return
        at = round(x(curve.target))
        pen = QPen(theme.goal, 2)
        pen.setDashPattern([2, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(at, 2), QPointF(at, floor))
        painter.setFont(font(11))
        painter.setPen(theme.tx)
        words = self.tr("目標 {value}").format(value=self._sight.written(curve.target))
        width = painter.fontMetrics().horizontalAdvance(words)
        left = at + 5 if at + 5 + width <= self.width() else at - 5 - width
        painter.drawText(QPointF(left, 12), words)

    def _paint_dots(self, painter: QPainter, curve: Curve, x: Callable[[float], float], floor: float) -> None:
        """Months just over the axis; those that would lie on each other stand one above the other."""
        theme = tokens(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.acc, 1.5))
        painter.setBrush(QColor(theme.panel))
        self._spots = []
        for month, value in curve.dots:
            place = QPointF(x(value), floor - _DOT - 4)
            while any((place - other).manhattanLength() < 2 * _DOT for other, _, _ in self._spots):
                place.setY(place.y() - 2 * _DOT - 1)
            self._spots.append((place, month, value))
            painter.drawEllipse(place, _DOT, _DOT)

    def _paint_ticks(self, painter: QPainter, curve: Curve, x: Callable[[float], float]) -> None:
        if self._sight is None:
            return
        painter.setFont(font(11))
        painter.setPen(tokens(self).tx3)
        end = -4.0
        for tick in curve.ticks:
            words = self._sight.written(tick).number + ("%" if self._sight.metric.is_share else "")
            width = painter.fontMetrics().horizontalAdvance(words)
            left = min(max(x(tick) - width / 2, 0.0), self.width() - width)
            if left > end + 4:
                painter.drawText(QPointF(left, self.height() - 3), words)
                end = left + width

    def _say_month(self, event: QHelpEvent) -> None:
        """Which month a dot is, and how much."""
        sight, here = self._sight, QPointF(event.pos())
        if sight is None:
            return
        near = [spot for spot in self._spots if (spot[0] - here).manhattanLength() < 3 * _DOT]
        rule = sight.plan.rule
        lines = [f"{format_year_month(month, rule, language())}　{sight.exact(value)}" for _, month, value in near]
        QToolTip.showText(event.globalPos(), plain_tip("\n".join(lines)), self)
