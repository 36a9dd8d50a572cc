"""EmptyState: what a screen shows while there is nothing to show: why, and the next step as its one filled button."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from isplanner.desktop.icons import icon
from isplanner.desktop.widgets.plain_label import PlainLabel

_ICON_SIDE = 40


class EmptyState(QWidget):
    """An icon, a sentence, why, and one button (`button`; without words it is not shown)."""

    def __init__(
        self, icon_name: str, sentence: str, reason: str, button: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icon(icon_name, "tx3").pixmap(QSize(_ICON_SIDE, _ICON_SIDE)))
        self.button = QPushButton(button)
        self.button.setProperty("kind", "primary")
        self.button.setVisible(bool(button))
        explained = PlainLabel(reason, "small")
        explained.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (picture, PlainLabel(sentence, "heading"), explained, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
