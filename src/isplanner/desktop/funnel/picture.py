"""Pictures of a widget as it is on screen, with all that can be scrolled to: for the clipboard, as PNG and as SVG."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QEvent, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from isplanner.desktop.funnel.still import off_screen

RATIO = 2
"""Pixels to a point: a picture that is pasted is looked at larger than the screen it comes from."""
WIDTH = 1600
"""How wide a picture is at least, in points: nothing of usual length is cut then."""


def picture_of(widget: QWidget) -> QImage:
    """A picture, twice as fine as the screen."""
    with _opened(widget):
        image = QImage(widget.size() * RATIO, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(RATIO)
        image.fill(widget.palette().window().color())
        widget.render(image)
    return image


def png_of(widget: QWidget) -> bytes:
    """A picture as PNG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture_of(widget).save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, the binding a text
    return bytes(content.data())


def svg_of(widget: QWidget, title: str) -> bytes:
    """A drawing as SVG, its words as text."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    with _opened(widget):
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(widget.size())
        generator.setViewBox(QRect(QPoint(0, 0), widget.size()))
        generator.setTitle(title)
        painter = QPainter(generator)
        widget.render(painter, QPoint(0, 0))
        painter.end()
    buffer.close()
    return bytes(content.data())


@contextmanager
def _opened(widget: QWidget) -> Iterator[None]:
    """While a picture is taken: so large that nothing has to be scrolled, and no ring around what has the keyboard.

    The screen is not painted meanwhile, so nothing of it is seen there.
    """
    size, focused = widget.size(), QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()  # a field takes what is typed, as always when it is left
    try:
        widget.resize(_whole_size(widget))
        for area in widget.findChildren(QScrollArea):  # that hides its scroll bars only when it next hears of something
            QCoreApplication.sendPostedEvents(area, QEvent.Type.MetaCall.value)
        with off_screen():
            yield
    finally:
        widget.resize(size)
        if focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)


def _whole_size(widget: QWidget) -> QSize:
    inside = [(area.widget(), area.viewport()) for area in widget.findChildren(QScrollArea) if area.isVisible()]
    hidden = [content.sizeHint().height() - seen.height() for content, seen in inside if content is not None]
    return QSize(max(WIDTH, widget.width()), widget.height() + max([0, *hidden]))
