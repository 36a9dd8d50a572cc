"""What does not move under the hand is painted once, into a picture as sharp as the screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

_elsewhere: list[None] = []


def is_off_screen() -> bool:
    """Whether widgets are being painted elsewhere than on the screen: then pictures as sharp as that will not do."""
    return bool(_elsewhere)


@contextmanager
def off_screen() -> Iterator[None]:
    """While widgets are painted into a file or an image."""
    _elsewhere.append(None)
    try:
        yield
    finally:
        _elsewhere.pop()


def still_picture(of: QWidget, ground: QColor | Qt.GlobalColor) -> QPixmap:
    """A picture the size of a widget, on a ground."""
    ratio = of.devicePixelRatioF()
    picture = QPixmap(of.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(ground)
    return picture
