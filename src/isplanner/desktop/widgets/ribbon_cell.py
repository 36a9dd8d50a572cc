"""RibbonCell: one number of the ribbon."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel, plain_tip
from isplanner.text.numbers import NO_VALUE, Written

HEIGHT = 72


class RibbonCell(QFrame):
    """A label, a number with its unit, and a line below."""

    def __init__(self, label: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "cell")
        self.setFixedHeight(HEIGHT)
        self.usual_width = width
        self.label = ElidedLabel(label, "label")
        self._value = PlainLabel(NO_VALUE, "value")
        self._unit = PlainLabel("", "unit")
        self.below = ElidedLabel("", "label")
        self._line = QHBoxLayout()
        self._line.setSpacing(3)
        for widget in (self._value, self._unit):
            self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignBaseline)
        self._line.addStretch()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(18, 7, 10, 7)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addLayout(self._line)
        column.addWidget(self.below)

    def show_value(self, written: Written, tip: str = "") -> None:
        """Show a number; `tip` says it exactly."""
        self._value.setText(written.number)
        self._unit.setText(written.unit)
        self.setAccessibleName(f"{self.label.text()} {written}")
        self.setToolTip(plain_tip(tip))

    def set_value_role(self, role: str) -> None:
        """Colour the number."""
        self._value.set_role(role)

    def show_picture(self, picture: QWidget) -> None:
        """Put a picture in the place of the number and the line below; both stand while it is hidden."""
        self._column.insertWidget(1, picture)
        picture.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            is_there = event.type() is QEvent.Type.ShowToParent
            for widget in (self._value, self._unit, self.below):
                widget.setVisible(not is_there)
        return False

    def add_to_line(self, widget: QWidget) -> None:
        """Put a widget behind the number."""
        self._line.insertWidget(self._line.count() - 1, widget)
