"""Minimap: the whole drawing in a corner, and where of it one looks; painted as rectangles, no second view."""

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.card_painter import level_fill
from isplanner.desktop.goal_tree.canvas.scene import Scene
from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.theme import tokens

if TYPE_CHECKING:
    from isplanner.plan.target import Level

WIDTH, HEIGHT = 192, 120
_EDGE = 8.0


class Minimap(QWidget):
    """Shows a scene in small; a click or drag looks at that place."""

    def __init__(self, area: ZoomedArea) -> None:
        super().__init__(area)
        self.setAccessibleName(self.tr("全体図"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(WIDTH, HEIGHT)
        self._area = area
        self._bounds = QRectF()
        self._blocks: dict[Level | None, list[QRectF]] = {}
        area.moved.connect(self.update)

    def show_scene(self, scene: Scene) -> None:
        """Draw the cards of a scene."""
        blocks: defaultdict[Level | None, list[QRectF]] = defaultdict(list)
        self._bounds = scene.bounds
        for placed in scene.cards.values():
            blocks[placed.card.level].append(self._small(placed.box))
        self._blocks = blocks
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), tokens(self)
        painter.setPen(QPen(theme.line2, 1))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        for level, boxes in self._blocks.items():
            painter.setBrush(level_fill(level, theme))
            painter.drawRects(boxes)
        seen = self._small(self._area.seen.intersected(self._bounds))
        painter.setPen(QPen(theme.acc, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(seen)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look_at(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look_at(event.position())

    @property
    def _scale(self) -> float:
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        return min(room.width() / max(self._bounds.width(), 1.0), room.height() / max(self._bounds.height(), 1.0))

    def _small(self, box: QRectF) -> QRectF:
        corner = (box.topLeft() - self._bounds.topLeft()) * self._scale + QPointF(_EDGE, _EDGE)
        return QRectF(corner, box.size() * self._scale)

    def _look_at(self, point: QPointF) -> None:
        self._area.centre_on((point - QPointF(_EDGE, _EDGE)) / self._scale + self._bounds.topLeft())
