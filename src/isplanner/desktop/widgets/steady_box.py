"""SteadyBox: room for what changes often, so that its new sizes lay out nothing but itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override


class SteadyBox(QFrame):
    """Fills itself with one widget.

    Without a layout of its own it does not hear of the widget's new wishes: a number that grows by a digit sixty times
    a second would else have the whole window laid out.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        content.setParent(self)
        self.setMinimumHeight(content.minimumHeight())
        self.setMaximumHeight(content.maximumHeight())

    @override
    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._content.minimumSizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._content.resize(event.size())
