"""What does not move under the hand is painted once, into a picture as sharp as the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget


def still_picture(of: QWidget, ground: QColor | Qt.GlobalColor) -> QPixmap:
    """A picture the size of a widget, on a ground."""
    ratio = of.devicePixelRatioF()
    picture = QPixmap(of.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(ground)
    return picture
