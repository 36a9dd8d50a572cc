"""Our own line icons: one SVG file each, drawn in the colours of the theme in force when they are painted."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from isplanner.desktop.theme import tokens
from isplanner.resource_files import resource


def icon(name: str, color: str = "tx2") -> QIcon:
    """The icon of `resources/icons/<name>.svg` in a colour token; `acc` where it is checked, pale where disabled."""
    return QIcon(_TintedSvg(name, color))


_clones: list[QIconEngine] = []


class _TintedSvg(QIconEngine):
    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name = name
        self._color = color

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        theme = tokens(QGuiApplication.palette())
        if mode is QIcon.Mode.Disabled:
            color = theme.ghost2
        else:
            color = theme.acc if state is QIcon.State.On else theme.named(self._color)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, color.name()).render(painter, square)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    @override
    def clone(self) -> QIconEngine:
        # Qt owns the clone but PySide does not know: without a reference of ours Python frees it under Qt's hands.
        _clones.append(_TintedSvg(self._name, self._color))
        return _clones[-1]


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(drawing.replace(b"currentColor", QColor(color).name().encode())))
