"""PurposeRows: what a goal is for (狙い): the superior goal, the strategy it serves, who set it and when."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit

from isplanner.desktop.widgets.day_edit import DayEdit
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.target import Purpose

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan


class PurposeRows(QObject):
    """Four rows of a form.

    Signals:
        changed: something was written.
    """

    changed = Signal()

    def __init__(self, plan: "Plan", near: date, parent: QObject) -> None:
        super().__init__(parent)
        purpose = plan.goal.purpose if plan.goal else Purpose()
        self.superior = self._line(self.tr("上位の目標"), self.tr("例：全社の年間売上 5 億円"), purpose.superior)
        self.strategy = self._line(self.tr("戦略"), self.tr("例：数より有効商談を増やす"), purpose.strategy)
        self.set_by = QComboBox()
        self.set_by.setEditable(True)
        self.set_by.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.set_by.setAccessibleName(self.tr("決めた人"))
        self.set_by.addItems(["", *(member.name for member in plan.members)])
        self.set_by.setCurrentText(purpose.set_by)
        self.set_by.currentTextChanged.connect(self.changed)
        self.day = DayEdit()
        self.day.setAccessibleName(self.tr("決めた日"))
        self.day.show_plan(plan, near)
        self.day.show_value(purpose.day)
        self.day.committed.connect(self.changed)

    @property
    def purpose(self) -> Purpose:
        """What is written."""
        texts = (self.superior.text(), self.strategy.text(), self.set_by.currentText())
        superior, strategy, set_by = (text.strip() for text in texts)
        return Purpose(superior, strategy, set_by, self.day.value)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        for field in (self.superior, self.strategy, self.set_by, self.day):
            form.addRow(PlainLabel(field.accessibleName(), "small"), field)

    def _line(self, name: str, example: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setCursorPosition(0)
        line.setAccessibleName(name)
        line.setPlaceholderText(example)
        line.textEdited.connect(self.changed)
        return line
