"""NewPlanDialog: the few things a new plan needs: what it is made of, which period, the KGI, where the file goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from isplanner.desktop.language import language
from isplanner.desktop.plan_files import PLAN_SUFFIX, ask_new_plan
from isplanner.desktop.settings import Settings
from isplanner.desktop.template_rows import TemplateRows
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.jobs.new_plan import fiscal_period, periods_of
from isplanner.jobs.templates import templates_folder
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.structure import Structure
from isplanner.plan.target import Goal
from isplanner.text.dates import format_days, format_period, format_short_period


@dataclass(frozen=True, slots=True)
class Wanted:
    """The new plan the user asks for; `goal` None where the KGI is to be set later."""

    path: Path
    structure: Structure
    period: Span
    goal: Goal | None


class NewPlanDialog(QDialog):
    """Asks for a new plan; `workbooks` are those that will be read into it, to say so."""

    def __init__(self, parent: QWidget, settings: Settings, today: date, workbooks: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self._settings = settings
        self._today = today
        self._path: Path | None = None
        self._rule = PeriodRule()
        self._periods: list[Span] = []
        self.setWindowTitle(self.tr("新しいプラン"))
        self.setMinimumWidth(520)
        self.made_of = TemplateRows(templates_folder(), self)
        self.period = QComboBox()
        self.period.setAccessibleName(self.tr("期間"))
        self._days = PlainLabel("", "hint")
        self._place = ElidedLabel("", "small")
        self._arrange(workbooks)
        self.period.currentIndexChanged.connect(self._show_period)
        self.made_of.changed.connect(self._offer_periods)
        self._offer_periods()

    @property
    def wanted(self) -> Wanted:
        """What was asked for; the dialog was accepted."""
        return Wanted(self._path or self._suggested(), self.made_of.structure, self._period, self.made_of.goal)

    @property
    def _period(self) -> Span:
        return self._periods[self.period.currentIndex()]

    def _offer_periods(self) -> None:
        """A structure that was kept has its own fiscal year."""
        rule = self.made_of.structure.rule
        if self._periods and rule == self._rule:
            return
        self._rule, self._periods = rule, _periods_around(rule, self._today)
        with QSignalBlocker(self.period):
            self.period.clear()
            self.period.addItems([format_period(period, rule, language()) for period in self._periods])
            self.period.setCurrentIndex(self._periods.index(fiscal_period(rule, self._today)))
        self._show_period()

    def _arrange(self, workbooks: Sequence[Path]) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.made_of.add_to(form)
        form.addRow("", PlainLabel(self.tr("あとから変えられます。空のままでも作れます。"), "hint"))
        form.addRow(PlainLabel(self.tr("期間"), "small"), self.period)
        form.addRow("", self._days)
        form.addRow(PlainLabel(self.tr("ファイル"), "small"), self._place_row())
        if workbooks:
            names = "、".join(path.name for path in workbooks)
            form.addRow(PlainLabel(self.tr("読むブック"), "small"), ElidedLabel(names, "small"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        make = buttons.addButton(
            self.tr("作って取り込みへ") if workbooks else self.tr("プランを作る"),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        make.setProperty("kind", "primary")
        make.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(18)
        column.addLayout(form)
        column.addWidget(buttons)

    def _place_row(self) -> QHBoxLayout:
        change = QPushButton(self.tr("変更…"))
        change.setAutoDefault(False)
        change.clicked.connect(self._on_change_clicked)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(change)
        return row

    def _show_period(self) -> None:
        self._days.setText(format_days(self._period, language()))
        self._place.setText(str(self._path or self._suggested()))

    def _on_change_clicked(self) -> None:
        chosen = ask_new_plan(self, self._settings, self._path or self._suggested())
        if chosen is not None:
            self._path = chosen
        self._show_period()

    def _suggested(self) -> Path:
        """A name that is still free, in the folder of the last plan."""
        name = format_short_period(self._period, self._rule, language())
        folder = self._settings.folder("plan")
        names = (f"{name}{PLAN_SUFFIX}", *(f"{name}_{number}{PLAN_SUFFIX}" for number in range(2, 1000)))
        return next(path for path in (folder / each for each in names) if not path.exists())


def _periods_around(rule: PeriodRule, today: date) -> list[Span]:
    """Those of last year for trying out, of this year, and of next year for planning ahead."""
    year = rule.fiscal_year_of(today)
    return [period for each in (year - 1, year, year + 1) for period in periods_of(rule, each)]
