"""What does not move under the hand is painted once, into a picture as sharp as the screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.theme import Tokens, font

_SIDE = 18.0
_elsewhere: list[None] = []


@contextmanager
def off_screen() -> Iterator[None]:
    """While widgets are painted into a file or an image: pictures as sharp as the screen will not do there."""
    _elsewhere.append(None)
    try:
        yield
    finally:
        _elsewhere.pop()


def is_off_screen() -> bool:
    """Whether what is painted goes into a file or an image."""
    return bool(_elsewhere)


def paint_guidance(painter: QPainter, theme: Tokens, room: QRectF, words: str) -> None:
    """Say what is missing where there is nothing to draw."""
    painter.setFont(font(11))
    painter.setPen(theme.tx2)
    wrapped = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(room.adjusted(_SIDE, 0, -_SIDE, 0), wrapped, words)


class Drawing(QWidget):
    """A widget that paints all of itself, some of it once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with it
        self._kept: dict[str, tuple[object, QPixmap]] = {}

    def forget(self) -> None:
        """Paint everything anew."""
        self._kept.clear()

    def paint_once(
        self,
        painter: QPainter,
        name: str,
        paint: Callable[[QPainter], None],
        *,
        by: object = None,
        ground: QColor | None = None,
    ) -> None:
        """Paint a part, called by a name, out of its picture as long as `by`, size and theme stay as they are."""
        if is_off_screen():
            if ground is not None:
                painter.fillRect(self.rect(), ground)
            painter.save()
            paint(painter)
            painter.restore()
            return
        ratio = self.devicePixelRatioF()
        made_for, picture = self._kept.get(name, (None, None))
        if picture is None or made_for != (by, ratio):
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent if ground is None else ground)
            inside = QPainter(picture)
            paint(inside)
            inside.end()
            self._kept[name] = (by, ratio), picture
        painter.drawPixmap(0, 0, picture)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.forget()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.forget()
        super().changeEvent(event)
