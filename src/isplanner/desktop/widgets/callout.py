"""Callout: a sentence beside the cell or field it is about, gone with the next key or click."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from isplanner.desktop.widgets.plain_label import PlainLabel

_WIDTH = 360
_GAP = 2
_ENDS_IT = {QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class Callout(PlainLabel):
    """Says why something was not taken. It lies over the window, takes no focus and is read out by screen readers."""

    def __init__(self, about: QWidget) -> None:
        super().__init__(role="callout", parent=about.window())
        self.setObjectName("callout")
        self._about = about
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, words: str, place: QRect) -> None:
        """Show words under a place of the widget they are about (above it, where there is no room)."""
        window = self._about.window()
        self.setParent(window)
        self.setText(words)
        self.resize(self._size(min(_WIDTH, window.width())))
        below = self._about.mapTo(window, place.bottomLeft() + QPoint(0, _GAP))
        above = self._about.mapTo(window, place.topLeft() - QPoint(0, _GAP + self.height()))
        corner = below if below.y() + self.height() <= window.height() else above
        corner.setX(max(0, min(corner.x(), window.width() - self.width())))
        self.move(corner)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._about, words))
        cast("QApplication", QApplication.instance()).installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ENDS_IT:
            cast("QApplication", QApplication.instance()).removeEventFilter(self)
            self.hide()
        return False

    def _size(self, most: int) -> QSize:
        self.setWordWrap(False)
        self.ensurePolished()
        in_one_line = self.sizeHint()
        if in_one_line.width() <= most:
            return in_one_line
        self.setWordWrap(True)
        return QSize(most, self.heightForWidth(most))
