"""GoalForm: the KGI as a number, or against an earlier one (前年度比 +15 %), and what it is for."""

from dataclasses import replace
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.purpose_rows import PurposeRows
from isplanner.desktop.widgets.change_edit import ChangeEdit
from isplanner.desktop.widgets.number_edit import NumberEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.desktop.widgets.segments import Segments
from isplanner.plan.target import Goal
from isplanner.text.dates import format_period
from isplanner.text.names import metric_name
from isplanner.text.numbers import write_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isplanner.jobs.goal import EarlierGoal
    from isplanner.plan.metric import Metric
    from isplanner.plan.plan import Plan


class GoalWay(Enum):
    """How a goal is said."""

    VALUE = auto()
    CHANGE = auto()


class GoalForm(QWidget):
    """The goal of a plan's KGI, as it is and as it is to be.

    An earlier value comes from actuals where there are some; else it is typed, and then where it is from as well.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, plan: "Plan", metric: "Metric", near: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._metric = plan, metric
        self._earlier: Sequence[EarlierGoal] = ()
        goal = plan.goal if plan.goal and plan.goal.metric == metric.key else None
        self._way = GoalWay.CHANGE if goal and goal.relative is not None else GoalWay.VALUE
        self.ways = Segments(self.tr("決め方"))
        self.ways.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.value = self._number(self.tr("目標"), goal.value if goal else None)
        self.against = QComboBox()
        self.against.setAccessibleName(self.tr("比べる相手"))
        self.base = self._number(self.tr("前の値"), goal.base if goal else None)
        self.known = PlainLabel("", "hint")
        self.known.setWordWrap(True)
        self.change = ChangeEdit()
        self.change.setAccessibleName(self.tr("増減"))
        self.change.setPlaceholderText(self.tr("+15%、5%削減"))
        self.change.show_value(goal.relative if goal else None)
        self.source = QLineEdit(goal.base_source or "" if goal else "")
        self.source.setCursorPosition(0)
        self.source.setAccessibleName(self.tr("出どころ"))
        self.source.setPlaceholderText(self.tr("例：前年度の決算資料"))
        self.result = PlainLabel("", "heading")
        self.purpose = PurposeRows(plan, near, self)
        self._arrange()
        self._connect()
        self.show_earlier(())

    @property
    def wanted(self) -> Goal | None:
        """What is asked for; None while it is not complete."""
        purpose, source = self.purpose.purpose, self.source.text().strip() or None
        if self._way is GoalWay.VALUE:
            value = self.value.value
            return None if value is None else Goal(self._metric.key, value, None, None, source, purpose)
        base, change = self.base.value, self.change.value
        if base is None or change is None or source is None:
            return None
        from isplanner.jobs.goal import relative_goal

        return replace(relative_goal(self._metric, base, change, source), purpose=purpose)

    def show_earlier(self, earlier: "Sequence[EarlierGoal]") -> None:
        """Offer what the KGI came to before."""
        self._earlier = earlier
        with QSignalBlocker(self.against):
            self.against.clear()
            self.against.addItems([self._against(one) for one in earlier])
            self.against.addItem(self.tr("ほかの値"))
            self.against.setCurrentIndex(self._place_of_base())
        self._fill_in()
        self._show()

    def _place_of_base(self) -> int:
        """Where the value compared with is offered; that of last year where there is none yet."""
        base = self.base.value
        return next((place for place, one in enumerate(self._earlier) if base in {None, one.value}), len(self._earlier))

    def _against(self, one: "EarlierGoal") -> str:
        words = self.tr("前年同期（{period}）") if one.is_last_year else self.tr("前の期間（{period}）")
        return words.format(period=format_period(one.span, self._plan.rule, language()))

    def _actuals_of(self, one: "EarlierGoal") -> str:
        return self.tr("前年同期の実績") if one.is_last_year else self.tr("前の期間の実績")

    @property
    def _chosen(self) -> "EarlierGoal | None":
        place = self.against.currentIndex()
        return self._earlier[place] if 0 <= place < len(self._earlier) else None

    def _fill_in(self) -> None:
        """Begin with what actuals say of the period compared with."""
        if self._way is GoalWay.CHANGE and self.base.value is None and not self.source.text():
            self._take_earlier()

    def _take_earlier(self) -> None:
        """Take over what actuals say; where they say nothing, it is to be typed."""
        chosen = self._chosen
        self.base.show_value(chosen.value if chosen else None)
        if chosen is not None and chosen.value is not None:
            self.source.setText(self._actuals_of(chosen))
            self.source.setCursorPosition(0)
        else:
            self.source.clear()

    def _on_against_chosen(self) -> None:
        self._take_earlier()
        self._show()
        self.changed.emit()

    def _on_base_committed(self, value: float) -> None:
        """Another value than that of the actuals: it comes from elsewhere."""
        chosen = self._chosen
        if chosen is not None and chosen.value is not None and chosen.value != value:
            with QSignalBlocker(self.against):
                self.against.setCurrentIndex(len(self._earlier))
            self.source.clear()
        self.base.show_value(value)
        self._on_changed()

    def _on_way_chosen(self, way: GoalWay) -> None:
        self._way = way
        if way is GoalWay.VALUE and self.source.text() in map(self._actuals_of, self._earlier):
            self.source.clear()  # a number as such is not from there
        self._fill_in()
        self._on_changed()

    def _on_changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        is_change = self._way is GoalWay.CHANGE
        choices = [(GoalWay.VALUE, self.tr("値で決める")), (GoalWay.CHANGE, self.tr("前と比べて決める"))]
        self.ways.show_choices(choices, self._way)
        self._form.setRowVisible(self.value, not is_change)
        for row in (self.against, self.base, self.known, self.change, self.result):
            self._form.setRowVisible(row, is_change)
        self.known.setText(self._said_of_base())
        wanted = self.wanted if is_change else None
        self.result.setText(f"＝ {write_value(wanted.value, self._metric, language())}" if wanted else "")

    def _said_of_base(self) -> str:
        chosen = self._chosen
        if chosen is None:
            return self.tr("値と出どころを入れてください。")
        if chosen.value is None:
            return self.tr("実績がありません。値と出どころを入れてください。")
        if chosen.months_known < chosen.months:
            words = self.tr("実績のある {known} か月分を {months} か月に直した値です。")
            return words.format(known=chosen.months_known, months=chosen.months)
        return self.tr("実績の合計です。")

    def _number(self, name: str, value: float | None) -> NumberEdit:
        field = NumberEdit(self._metric)
        field.setAccessibleName(name)
        field.show_value(value)
        return field

    def _connect(self) -> None:
        self.ways.chosen.connect(self._on_way_chosen)
        self.value.committed.connect(self.value.show_value)
        self.value.committed.connect(self._on_changed)
        self.against.currentIndexChanged.connect(self._on_against_chosen)
        self.base.committed.connect(self._on_base_committed)
        self.change.committed.connect(self._on_changed)
        self.source.textEdited.connect(self._on_changed)
        self.purpose.changed.connect(self.changed)

    def _arrange(self) -> None:
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        name = metric_name(self._metric, language())
        form.addRow(PlainLabel(self.tr("KGI（{name}）").format(name=name), "section"))
        form.addRow(self.ways)
        form.addRow(PlainLabel(self.value.accessibleName(), "small"), self.value)
        form.addRow(PlainLabel(self.against.accessibleName(), "small"), self.against)
        form.addRow(PlainLabel(self.base.accessibleName(), "small"), self.base)
        form.addRow("", self.known)
        form.addRow(PlainLabel(self.change.accessibleName(), "small"), self.change)
        form.addRow(PlainLabel(self.source.accessibleName(), "small"), self.source)
        form.addRow("", self.result)
        form.addRow(PlainLabel(self.tr("狙い"), "section"))
        self.purpose.add_to(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
