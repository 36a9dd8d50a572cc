"""Sections of an inspector, one below the other, and the numbers in them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.text.numbers import NO_VALUE, Written

MARGIN = 14


class Section(QFrame):
    """A part of the inspector with a line below it."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "head")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, 10, MARGIN, 12)
        self.column.setSpacing(6)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(8)
        self.title = ElidedLabel(title, "section")
        self.title_row.addWidget(self.title, 1)
        self.column.addLayout(self.title_row)


class NumberBox(QWidget):
    """A label over a number with its unit."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = PlainLabel(label, "label")
        self._number = PlainLabel(NO_VALUE, "heading")
        self._unit = PlainLabel("", "label")
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addLayout(line)

    def show_number(self, written: Written, tip: str = "", role: str = "heading") -> None:
        """Show a number; `tip` says it exactly, or why there is none; `role` gives its colour."""
        self._number.setText(written.number)
        self._number.set_role(role)
        self._unit.setText(written.unit)
        self.setToolTip(plain_tip(tip))
        self.setAccessibleName(f"{self._label.text()} {written}")
