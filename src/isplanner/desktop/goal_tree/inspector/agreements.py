"""AgreementChips: the departments that agreed to a definition, with the day; a click agrees, or changes that."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from isplanner.desktop.language import language
from isplanner.desktop.widgets.day_edit import DayEdit
from isplanner.desktop.widgets.flow_layout import FlowLayout
from isplanner.desktop.widgets.plain_label import PlainLabel, plain_tip
from isplanner.plan.metric import DEPARTMENTS, Metric
from isplanner.plan.plan import Plan
from isplanner.text.dates import format_date, format_day
from isplanner.text.names import department_name


class AgreementChips(QWidget):
    """A chip a department.

    Signals:
        changed: the agreements as they are to be, department → day.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreed: Mapping[str, date] = {}
        self._as_of = date(2000, 1, 1)
        self._department = ""
        self.chips: dict[str, QToolButton] = {}
        self.day = DayEdit()
        self.day.committed.connect(self._on_day_committed)
        self._day_label = PlainLabel("", "label")
        self._day_row = QWidget()
        row = QHBoxLayout(self._day_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._day_label)
        row.addWidget(self.day, 1)
        self._flow = FlowLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._flow)
        column.addWidget(self._day_row)
        self._day_row.hide()

    def show_metric(self, metric: Metric, plan: Plan, as_of: date) -> None:
        """Show who agreed to a metric's definition."""
        self._agreed, self._as_of = metric.agreements, as_of
        self.day.show_plan(plan, as_of)
        departments = tuple(dict.fromkeys([*DEPARTMENTS, *metric.agreements]))
        if tuple(self.chips) != departments:
            self._build(departments)
        for department, chip in self.chips.items():
            self._show_chip(chip, department, metric)
        self._day_row.setVisible(self._department in metric.agreements)
        self.day.show_value(metric.agreements.get(self._department))

    def _build(self, departments: tuple[str, ...]) -> None:
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips, self._department = {}, ""
        for department in departments:
            chip = QToolButton()
            chip.setProperty("form", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _=False, department=department: self._on_clicked(department))
            self._flow.addWidget(chip)
            self.chips[department] = chip

    def _show_chip(self, chip: QToolButton, department: str, metric: Metric) -> None:
        day = metric.agreements.get(department)
        name, short = (department_name(department, language(), short=is_short) for is_short in (False, True))
        chip.setChecked(day is not None)
        is_old = day is not None and metric.since is not None and day < metric.since
        chip.setProperty("tone", "warn" if is_old else "")
        chip.style().polish(chip)
        if day is None:
            chip.setText(f"＋ {short}")
            chip.setToolTip(plain_tip(self.tr("{department}の合意を記録").format(department=name)))
            return
        chip.setText(f"{short} {format_day(day, language())}{' !' if is_old else ''}")
        agreed = self.tr("{department}が {day} に合意").format(department=name, day=format_date(day, language()))
        renewed = self.tr("定義が変わったあとの合意がまだありません。")
        chip.setToolTip(plain_tip(f"{agreed}\n{renewed}" if is_old else agreed))

    def _on_clicked(self, department: str) -> None:
        if department not in self._agreed:
            self.chips[department].setChecked(False)
            self.changed.emit({**self._agreed, department: self._as_of})
            return
        self.chips[department].setChecked(True)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr("{day} に合意し直す").format(day=format_date(self._as_of, language()))
        renew = menu.addAction(words)
        renew.triggered.connect(lambda: self.changed.emit({**self._agreed, department: self._as_of}))
        renew.setVisible(self._agreed[department] != self._as_of)
        menu.addAction(self.tr("日付を変える")).triggered.connect(lambda: self._change_day(department))
        drop = menu.addAction(self.tr("合意を取り消す"))
        drop.triggered.connect(lambda: self.changed.emit(_without(self._agreed, department)))
        chip = self.chips[department]
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _change_day(self, department: str) -> None:
        self._department = department
        name = department_name(department, language())
        self._day_label.setText(self.tr("{department}の合意日").format(department=name))
        self.day.setAccessibleName(self._day_label.text())
        self.day.show_value(self._agreed[department])
        self._day_row.show()
        self.day.setFocus()
        self.day.selectAll()

    def _on_day_committed(self, day: date | None) -> None:
        department, self._department = self._department, ""
        self._day_row.hide()
        self.changed.emit(_without(self._agreed, department) if day is None else {**self._agreed, department: day})


def _without(agreed: Mapping[str, date], department: str) -> dict[str, date]:
    return {other: day for other, day in agreed.items() if other != department}
