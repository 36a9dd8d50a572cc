"""Pictures of a widget as it is on screen: for the clipboard, as PNG and as SVG."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from isplanner.desktop.funnel.still import off_screen

RATIO = 2
"""Pixels to a point: a picture that is pasted is looked at larger than the screen it comes from."""


def picture_of(widget: QWidget) -> QImage:
    """A picture, twice as fine as the screen."""
    image = QImage(widget.size() * RATIO, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(RATIO)
    image.fill(widget.palette().window().color())
    with off_screen():
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
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(0, 0), widget.size()))
    generator.setTitle(title)
    painter = QPainter(generator)
    with off_screen():
        widget.render(painter, QPoint(0, 0))
    painter.end()
    buffer.close()
    return bytes(content.data())
