"""Paints a scene: lines in one call a width, far cards in one call a colour, near cards one by one."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from isplanner.desktop.goal_tree.canvas.card_face import Faces
from isplanner.desktop.goal_tree.canvas.card_painter import CardPainter, Detail, level_fill
from isplanner.desktop.goal_tree.canvas.cards import CardId
from isplanner.desktop.goal_tree.canvas.scene import Edge, Joint, Scene
from isplanner.desktop.theme import Tokens, font
from isplanner.desktop.widgets.status_shape import Level

LIGHTER = 0.45
"""How strongly what has nothing to do with the card under the mouse is painted."""
_Paths = list[tuple[int, QPainterPath]]
_CORNER = 6.0
_WIDEST = 4


class Emphasis(NamedTuple):
    """What stands out: the card that is selected, and what has to do with the card under the mouse (None: no card)."""

    selected: CardId | None
    related: frozenset[CardId] | None


class ScenePainter:
    """One scene in one theme. What does not change from paint to paint is made once."""

    def __init__(self, scene: Scene, faces: Faces, theme: Tokens) -> None:
        self.theme = theme
        self._scene, self._faces = scene, faces
        self._cards = CardPainter(theme)
        self._edges = _paths(edge for edge in scene.edges if not edge.is_wrong)
        self._wrong = _paths(edge for edge in scene.edges if edge.is_wrong)
        self._blocks = _blocks(scene)
        self._path_of: tuple[CardId | None, _Paths, set[CardId]] = (None, [], set())
        self._lit_of: tuple[frozenset[CardId] | None, _Paths] = (None, [])

    def paint(
        self,
        painter: QPainter,
        seen: QRectF,
        zoom: float,
        emphasis: Emphasis,
        *,
        beside: str,
        is_moving: bool,
    ) -> None:
        """Paint what is in view. While it moves, without the smoothing that is only seen at rest."""
        detail = Detail.at(zoom)
        is_far = detail is Detail.BLOCK
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not (is_moving and is_far))
        selected, related = emphasis.selected, None if is_far else emphasis.related
        self._paint_edges(painter, selected, related)
        if is_far:
            self._paint_blocks(painter, selected)
            return
        if self._scene.label is not None:
            painter.setFont(font(11))
            painter.setPen(self.theme.tx2)
            painter.drawText(self._scene.label + QPointF(0, 24), beside)
        way = self._path_of[2]
        for placed in self._scene.in_view(seen):
            is_selected = placed.card.id == selected
            painter.setOpacity(1.0 if related is None or placed.card.id in related else LIGHTER)
            self._cards.paint(painter, self._faces.of(placed.card), placed.box, detail, is_selected=is_selected)
            if placed.card.id in way and not is_selected:
                self._outline(painter, placed.box, 1)
        self._paint_joints(painter, seen, way, related)
        self._paint_links(painter, related)
        painter.setOpacity(1.0)

    def _paint_edges(self, painter: QPainter, selected: CardId | None, related: frozenset[CardId] | None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setOpacity(1.0 if related is None else LIGHTER)
        self._draw(painter, self._edges, self.theme.line2)
        if selected is None:
            self._path_of = (None, [], set())
        elif self._path_of[0] != selected:
            way = self._scene.path(selected)
            edges = [edge for edge in self._scene.edges if edge.above in way and edge.below in way]
            self._path_of = (selected, _paths(edges), way)
        self._draw(painter, self._path_of[1], self.theme.acc, 2)
        painter.setOpacity(1.0)
        if related is not None:
            if self._lit_of[0] != related:
                edges = [edge for edge in self._scene.edges if edge.above in related and edge.below in related]
                self._lit_of = (related, _paths(edges))
            self._draw(painter, self._lit_of[1], self.theme.acc, 2)
        self._draw(painter, self._wrong, self.theme.bad, 2)

    def _draw(self, painter: QPainter, paths: _Paths, color: QColor, least: int = 1) -> None:
        for width, path in paths:
            painter.setPen(QPen(color, max(width, least)))
            painter.drawPath(path)

    def _paint_links(self, painter: QPainter, related: frozenset[CardId] | None) -> None:
        """Dashed, with a point at what is driven."""
        for link in self._scene.links:
            is_lit = related is None or (link.driver in related and link.driven in related)
            painter.setOpacity(1.0 if is_lit else LIGHTER)
            pen = QPen(self.theme.tx3, 1.5)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            bend = 40.0 if link.start.x() < link.end.x() else -40.0
            path = QPainterPath(link.start)
            last = QPointF(link.end.x() - bend, link.end.y())
            path.cubicTo(QPointF(link.start.x() + bend, link.start.y()), last, link.end)
            painter.drawPath(path)
            back = link.end.x() - math.copysign(7, bend)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.tx3)
            sides = [QPointF(back, link.end.y() - 4), QPointF(back, link.end.y() + 4)]
            painter.drawPolygon(QPolygonF([link.end, *sides]))

    def _paint_blocks(self, painter: QPainter, selected: CardId | None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for level, boxes in self._blocks.items():
            painter.setBrush(level_fill(level, self.theme))
            painter.drawRects(boxes)
        if selected is not None:
            self._outline(painter, self._scene.cards[selected].box, 4)

    def _paint_joints(
        self, painter: QPainter, seen: QRectF, way: set[CardId], related: frozenset[CardId] | None
    ) -> None:
        painter.setFont(font(12, bold=True))
        for joint in self._scene.signs.within(seen):
            painter.setOpacity(1.0 if related is None or joint.above in related else LIGHTER)
            self._paint_joint(painter, joint, joint.box, is_on_way=joint.above in way)

    def _paint_joint(self, painter: QPainter, joint: Joint, circle: QRectF, *, is_on_way: bool) -> None:
        painter.setPen(QPen(self.theme.accln if is_on_way else self.theme.line2, 1))
        painter.setBrush(self.theme.panel)
        painter.drawEllipse(circle)
        painter.setPen(self.theme.tx2)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, joint.sign)

    def _outline(self, painter: QPainter, box: QRectF, width: int) -> None:
        painter.setPen(QPen(self.theme.acc, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _paths(edges: Iterable[Edge]) -> _Paths:
    """All lines of a width as one path, the thin ones first."""
    paths: defaultdict[int, QPainterPath] = defaultdict(QPainterPath)
    for edge in edges:
        path = paths[round(1 + (_WIDEST - 1) * min(1.0, edge.elasticity))]
        first, *between, last = edge.points
        path.moveTo(first)
        if len(between) > 1:
            trunk, corner = between
            path.lineTo(trunk)
            way = math.copysign(_CORNER, corner.y() - trunk.y())
            path.lineTo(QPointF(corner.x(), corner.y() - way))
            path.quadTo(corner, QPointF(corner.x() + _CORNER, corner.y()))
        path.lineTo(last)
    return sorted(paths.items(), key=lambda pair: pair[0])


def _blocks(scene: Scene) -> Mapping[Level | None, list[QRectF]]:
    """The boxes of all cards, by level."""
    blocks: defaultdict[Level | None, list[QRectF]] = defaultdict(list)
    for placed in scene.cards.values():
        blocks[placed.card.level].append(placed.box)
    return blocks
