"""EmptyState: what a screen shows while there is nothing to show: why, and the next step as its one filled button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.widgets.icon_label import IconLabel
from isplanner.desktop.widgets.plain_label import PlainLabel

_ICON_SIDE = 40


class EmptyState(QWidget):
    """An icon, a sentence, why, and one button (`button`; without words it is not shown)."""

    def __init__(
        self, icon_name: str, sentence: str, reason: str, button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.button = QPushButton(button)
        self.button.setProperty("kind", "primary")
        explained = PlainLabel(reason, "small")
        explained.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (
            IconLabel(icon_name, _ICON_SIDE, "tx3"),
            PlainLabel(sentence, "heading"),
            explained,
            self.button,
        ):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(button))  # only now: without a parent it would be shown as a window of its own
        column.addStretch(3)
