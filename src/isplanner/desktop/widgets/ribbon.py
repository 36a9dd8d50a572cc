"""Ribbon: the stored plan at the as-of date in one line of cells, the same on every screen."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.widgets.outlook_cells import OutlookCells
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.desktop.widgets.ribbon_cell import HEIGHT, RibbonCell
from isplanner.plan.period import Span
from isplanner.text.dates import format_period, format_weekday_date
from isplanner.text.names import metric_name
from isplanner.text.numbers import NO_VALUE, MoneyUnit, Written, format_change, format_number, write_value

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.plan import Plan
    from isplanner.plan.target import Goal

_SUB_LINES_FROM = 1_090


class Ribbon(QFrame):
    """KGI, forecast, band, probability, gap, progress, `as_of_box`, `scenario_box`.

    `goal_link` stands in the place of a KGI that is not set.

    Signals:
        goal_wanted: the user asks to set the KGI.
        as_of_chosen: a date, or None for the last day of the actuals.
        scenario_chosen: a scenario's id.
    """

    goal_wanted = Signal()
    as_of_chosen = Signal(object)
    scenario_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ribbon")
        self.setFixedHeight(HEIGHT + 1)
        self._make_cells()
        self.goal_link = QPushButton(self.tr("KGI を決める"))
        self.goal_link.setProperty("kind", "text")
        self.goal_link.clicked.connect(self.goal_wanted)
        self._kgi.add_to_line(self.goal_link)
        self.as_of_box = QComboBox()
        self._days: list[date] = []
        self._last_day: date | None = None
        self.as_of_box.activated.connect(self._on_day_activated)
        self.scenario_box = QComboBox()
        self.scenario_box.activated.connect(lambda _: self.scenario_chosen.emit(self.scenario_box.currentData()))
        row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for cell in self._cells:
            row.addWidget(cell, cell.usual_width)
        row.addWidget(self._choices())

    def show_plan(self, plan: "Plan") -> None:
        """Draw what is stored: the goal and the scenarios."""
        goal = plan.goal
        self.goal_link.setVisible(goal is None)
        period = format_period(plan.period, plan.rule, language())
        if goal is None:
            self._kgi.label.setText(self.tr("KGI　{period}").format(period=period))
            self._kgi.show_value(Written("", ""), self.tr("KGI がまだ決まっていません"))
            self._kgi.below.setText("")
        else:
            self._show_goal(plan, goal, period)
        self.scenario_box.clear()
        for scenario in plan.scenarios:
            self.scenario_box.addItem(scenario.name, scenario.id)
        self.scenario_box.setCurrentIndex(self.scenario_box.findData(plan.scenario))

    def show_answer(self, answer: "Answer") -> None:
        """Draw what the plan comes to at the as-of date."""
        self._show_progress(answer)
        self._outlook.show_answer(answer)
        self.as_of_box.clear()
        self._last_day = answer.last_day
        days = {answer.last_day, answer.as_of, *_earlier_days(answer.plan, answer.last_day)}
        self._days = sorted(days, reverse=True)
        self.as_of_box.addItems([format_weekday_date(day, language()) for day in self._days])
        self.as_of_box.setCurrentIndex(self._days.index(answer.as_of))
        is_last = answer.as_of == answer.last_day
        self.as_of_box.setToolTip(plain_tip(self.tr("取り込み済みの最終日") if is_last else self.tr("過去を表示中")))

    @override
    def minimumSizeHint(self) -> QSize:
        """What it needs once the band is dropped, and yen are millions where room is short."""
        cells = (cell for cell in self._cells if cell is not self._band)
        needed = sum(cell.minimumSizeHint().width() for cell in cells) - self._outlook.spare_width
        return QSize(needed + self._choices_width, HEIGHT + 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it gets narrow, drop the band, then the lines below the numbers."""
        super().resizeEvent(event)
        wide_enough = sum(cell.usual_width for cell in self._cells) + self._choices_width
        self._band.setVisible(self.width() >= wide_enough)
        for cell in self._cells:
            cell.below.setVisible(self.width() >= _SUB_LINES_FROM and cell is not self._band)
        self._outlook.set_narrow(is_narrow=self.width() < _SUB_LINES_FROM)

    def _on_day_activated(self, row: int) -> None:
        day = self._days[row]
        self.as_of_chosen.emit(None if day == self._last_day else day)

    def _make_cells(self) -> None:
        self._kgi = RibbonCell("KGI", 222)
        self._outlook = OutlookCells(self)
        self._band = self._outlook.band
        self._progress = RibbonCell(self.tr("実績 ／ 計画進捗"), 172)
        self._cells = (self._kgi, *self._outlook.cells, self._progress)

    def _choices(self) -> QWidget:
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(6, 8, 10, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (words, box) in enumerate(
            ((self.tr("基準日"), self.as_of_box), (self.tr("シナリオ"), self.scenario_box))
        ):
            label = PlainLabel(words, "label")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setFixedWidth(122)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        self._choices_width = choices.sizeHint().width()
        choices.setFixedWidth(self._choices_width)
        return choices

    def _show_goal(self, plan: "Plan", goal: "Goal", period: str) -> None:
        metric = plan.metrics[goal.metric]
        name = metric_name(metric, language())
        self._kgi.label.setText(self.tr("KGI　{name}　{period}").format(name=name, period=period))
        self._kgi.show_value(write_value(goal.value, metric, language()))
        self._kgi.below.setText(_against_base(goal, self.tr("{change}　対 {base}")))

    def _show_progress(self, answer: "Answer") -> None:
        goal, progress = answer.plan.goal, answer.to_date
        if goal is None or progress is None:
            self._progress.show_value(Written(NO_VALUE, ""), self.tr("KGI の実績がまだありません"))
            self._progress.below.setText("")
            return
        metric = answer.plan.metrics[goal.metric]
        actual = write_value(progress.actual, metric, language(), MoneyUnit.MILLION_YEN)
        planned = write_value(progress.planned, metric, language(), MoneyUnit.MILLION_YEN)
        exact = (
            f"{write_value(progress.actual, metric, language())} ／ {write_value(progress.planned, metric, language())}"
        )
        self._progress.show_value(Written(actual.number, f"／ {planned}"), exact)
        days = self.tr("{done} / {days} 営業日").format(done=progress.days_done, days=progress.days)
        behind = (progress.actual - progress.planned) / progress.planned * 100 if progress.planned else None
        self._progress.below.setText(
            f"{days}　{format_number(behind, 1, signed=True)}%" if behind is not None else days
        )


def _against_base(goal: "Goal", words: str) -> str:
    if goal.relative is None:
        return goal.base_source or ""
    change = format_change(goal.relative)
    return words.format(base=goal.base_source, change=change) if goal.base_source else change


def _earlier_days(plan: "Plan", latest: date) -> Iterator[date]:
    """The last business day of each week of the period before the latest day, newest first."""
    for week in reversed(plan.weeks):
        day = last_business_day(plan, week)
        if day < latest:
            yield day


def last_business_day(plan: "Plan", week: Span) -> date:
    """The last day of a run on which the team works."""
    return next(day for day in reversed(list(week)) if plan.calendar.is_business_day(day))
