"""IconLabel: one of our icons as a picture, sharp at every scale and in the colours of the theme in force."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.icons import icon


class IconLabel(QWidget):
    """A picture beside words that say the same; screen readers pass it by."""

    def __init__(self, name: str, side: int, color: str = "tx2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(name, color)
        self.setFixedSize(QSize(side, side))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
