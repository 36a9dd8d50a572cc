"""The ribbon's cells about where the KGI is going: forecast, its band beside the goal, chance, distance."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.theme import font, tokens
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.ribbon_cell import RibbonCell
from isplanner.desktop.widgets.status_shape import Level, StatusShape
from isplanner.plan.metric import Metric
from isplanner.text.dates import format_day
from isplanner.text.levels import level_name
from isplanner.text.numbers import (
    NO_VALUE,
    MoneyUnit,
    Written,
    format_number,
    format_probability,
    write_difference,
    write_value,
)

if TYPE_CHECKING:
    from isplanner.analysis.forecasting.forecast import Forecast
    from isplanner.jobs.answer import Answer

_ROLES = {Level.ON_PLAN: "chip_ok", Level.RECOVERABLE: "chip_warn", Level.WILL_MISS: "chip_bad"}
_INK = {Level.ON_PLAN: "value_ok", Level.RECOVERABLE: "value_warn", Level.WILL_MISS: "value_bad"}


class OutlookCells(QObject):
    """What the KGI will come to at the as-of date, in the order of the ribbon."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.forecast = RibbonCell(self.tr("着地見込み"), 204)
        self.band = RibbonCell(self.tr("見込みの幅と目標"), 268)
        self.probability = RibbonCell(self.tr("達成確率"), 164)
        self.gap = RibbonCell(self.tr("目標との差"), 148)
        self.cells = (self.forecast, self.band, self.probability, self.gap)
        self._picture = BandPicture()
        self.band.show_picture(self._picture)
        self._chip, self._is_narrow = LevelChip(), False
        self._answer: Answer | None = None
        self.probability.add_to_line(self._chip)
        self._show_nothing(self.tr("KGI を決めると、着地見込みが出ます。"))

    def show_answer(self, answer: "Answer") -> None:
        """Show the outlook of the KGI against its goal."""
        goal, self._answer = answer.goal, answer
        day = format_day(answer.as_of, language())
        self.forecast.label.setText(self.tr("着地見込み（{day} 時点）").format(day=day))
        if goal is None or goal.forecast is None or goal.target is None:
            self._show_nothing(self.tr("KGI と前期の実績がそろうと、着地見込みが出ます。"))
            return
        metric = answer.plan.metrics[goal.node.metric]
        self._show_forecast(goal, goal.forecast, metric)
        unit = write_value(goal.forecast, metric, language(), MoneyUnit.MILLION_YEN).unit
        self.band.label.setText(self.tr("見込みの幅と目標（{unit}）").format(unit=unit))
        self._picture.show_forecast(goal, metric)
        self._show_gap(goal, goal.forecast - goal.target, metric)
        self._show_probability(goal, goal.target, metric)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Where room is short say yen in millions, and leave the level to its colour."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if self._answer is not None:
                self.show_answer(self._answer)

    @property
    def spare_width(self) -> int:
        """What is gained where room is short."""
        if self._is_narrow or self._answer is None:
            return 0
        return self._chip.sizeHint().width() + 2 * self.forecast.fontMetrics().horizontalAdvance("000,000")

    @property
    def _money(self) -> MoneyUnit:
        return MoneyUnit.MILLION_YEN if self._is_narrow else MoneyUnit.YEN

    def _show_nothing(self, why: str) -> None:
        self.band.label.setText(self.tr("見込みの幅と目標"))
        for cell in self.cells:
            cell.show_value(Written(NO_VALUE, ""), why)
            cell.below.setText("")
        self._picture.show_forecast(None, None)
        self._chip.show_level(None)

    def _show_forecast(self, goal: "Forecast", value: float, metric: Metric) -> None:
        exact = str(write_value(value, metric, language()))
        self.forecast.show_value(write_value(value, metric, language(), self._money), exact)
        low, high = (write_value(end, metric, language(), MoneyUnit.MILLION_YEN) for end in (goal.p10, goal.p90))
        self.forecast.below.setText(f"P10–P90　{low.number} – {high}")

    def _show_gap(self, goal: "Forecast", gap: float, metric: Metric) -> None:
        exact = str(write_difference(gap, metric, language()))
        self.gap.show_value(write_difference(gap, metric, language(), self._money), exact)
        self.gap.set_value_role("value" if goal.level is None else _INK[goal.level])
        share = gap / goal.target * 100 if goal.target else None
        self.gap.below.setText(
            self.tr("目標比 {share}%").format(share=format_number(share, 1, signed=True)) if share is not None else ""
        )

    def _show_probability(self, goal: "Forecast", wanted: float, metric: Metric) -> None:
        self.probability.show_value(Written(format_probability(goal.probability, language()), ""))
        aim = write_value(wanted, metric, language(), MoneyUnit.MILLION_YEN)
        self.probability.below.setText(self.tr("{aim} に届く確率").format(aim=aim))
        self._chip.show_level(None if self._is_narrow else goal.level)


class LevelChip(QWidget):
    """A level's shape and word on its soft ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 0, 0, 0)
        self._row.setSpacing(0)

    def show_level(self, level: Level | None) -> None:
        """Show a level; None shows nothing."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.setVisible(level is not None)
        if level is None:
            return
        word = level_name(level, language())
        label = PlainLabel(f"　 {word}", _ROLES[level])
        self._row.addWidget(label)
        shape = StatusShape(level, word, label)
        shape.move(7, 4)


class BandPicture(QWidget):
    """P10 to P90 as a band, the forecast as a line in it, the goal as a dashed one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forecast: Forecast | None = None
        self._metric: Metric | None = None

    def show_forecast(self, forecast: "Forecast | None", metric: Metric | None) -> None:
        """Draw a forecast with its target; None draws nothing."""
        self._forecast, self._metric = forecast, metric
        self.setVisible(forecast is not None)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(230, 42)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        one = self._forecast
        if one is None or one.p10 is None or one.p90 is None or one.forecast is None or one.target is None:
            return
        painter, theme = QPainter(self), tokens(self)
        low, high = min(one.p10, one.target), max(one.p90, one.target)
        room = (high - low) * 0.3 or abs(high) * 0.1 or 1.0
        first, last = low - room, high + room

        def x(value: float) -> float:
            return (value - first) / (last - first) * self.width()

        painter.fillRect(QRectF(0, 12, self.width(), 5), theme.hover)
        painter.fillRect(QRectF(x(one.p10), 8, x(one.p90) - x(one.p10), 13), theme.fan2)
        painter.fillRect(QRectF(round(x(one.forecast)) - 1, 6, 3, 17), theme.acc)
        painter.setPen(QPen(theme.goal, 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(round(x(one.target)), 3), QPointF(round(x(one.target)), 26))
        self._label(painter, x, one.p10, one.target, one.p90)

    def _label(self, painter: QPainter, x: Callable[[float], float], low: float, goal: float, high: float) -> None:
        """Write P10, goal and P90 below, the goal first; what would touch it is left out."""
        painter.setFont(font(11))
        taken: list[QRectF] = []
        for value, color in ((goal, "tx"), (low, "tx3"), (high, "tx3")):
            text = self._short(value)
            width = painter.fontMetrics().horizontalAdvance(text) + 4
            left = min(max(x(value) - width / 2, 0), self.width() - width)
            place = QRectF(left, 27, width, 14)
            if any(place.adjusted(-3, 0, 3, 0).intersects(other) for other in taken):
                continue
            taken.append(place)
            painter.setPen(tokens(self).named(color))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _short(self, value: float) -> str:
        assert self._metric is not None
        return write_value(value, self._metric, language(), MoneyUnit.MILLION_YEN).number
