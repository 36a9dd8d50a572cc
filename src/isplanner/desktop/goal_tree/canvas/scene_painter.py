"""Paints a scene: lines in one call a width, far cards in one call a colour, near cards one by one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from isplanner.desktop.goal_tree.canvas.card_face import Faces
from isplanner.desktop.goal_tree.canvas.card_painter import CardPainter, Detail, level_fill
from isplanner.desktop.goal_tree.canvas.cards import CardId
from isplanner.desktop.goal_tree.canvas.scene import Edge, Joint, Scene
from isplanner.desktop.theme import Tokens, font
from isplanner.desktop.widgets.status_shape import Level

_CORNER = 6.0
_SIGN = 9.0
_WIDEST = 4


class ScenePainter:
    """One scene in one theme. What does not change from paint to paint is made once."""

    def __init__(self, scene: Scene, faces: Faces, theme: Tokens) -> None:
        self.theme = theme
        self._scene, self._faces = scene, faces
        self._cards = CardPainter(theme)
        self._edges = _paths(scene.edges)
        self._blocks = _blocks(scene)
        self._path_of: tuple[CardId | None, list[tuple[int, QPainterPath]], set[CardId]] = (None, [], set())

    def paint(
        self,
        painter: QPainter,
        seen: QRectF,
        zoom: float,
        selected: CardId | None,
        *,
        beside: str,
        is_moving: bool,
    ) -> None:
        """Paint what is in view. While it moves, without the smoothing that is only seen at rest."""
        detail = Detail.at(zoom)
        is_far = detail is Detail.BLOCK
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not (is_moving and is_far))
        self._paint_edges(painter, selected)
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
            self._cards.paint(painter, self._faces.of(placed.card), placed.box, detail, is_selected=is_selected)
            if placed.card.id in way and not is_selected:
                self._outline(painter, placed.box, 1)
        self._paint_joints(painter, seen, way)

    def _paint_edges(self, painter: QPainter, selected: CardId | None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, path in self._edges:
            painter.setPen(QPen(self.theme.line2, width))
            painter.drawPath(path)
        if selected is None:
            self._path_of = (None, [], set())
        elif self._path_of[0] != selected:
            way = self._scene.path(selected)
            edges = [edge for edge in self._scene.edges if edge.above in way and edge.below in way]
            self._path_of = (selected, _paths(edges), way)
        for width, path in self._path_of[1]:
            painter.setPen(QPen(self.theme.acc, max(width, 2)))
            painter.drawPath(path)

    def _paint_blocks(self, painter: QPainter, selected: CardId | None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for level, boxes in self._blocks.items():
            painter.setBrush(level_fill(level, self.theme))
            painter.drawRects(boxes)
        if selected is not None:
            self._outline(painter, self._scene.cards[selected].box, 4)

    def _paint_joints(self, painter: QPainter, seen: QRectF, way: set[CardId]) -> None:
        painter.setFont(font(12, bold=True))
        for joint in self._scene.joints:
            circle = QRectF(joint.at.x() - _SIGN, joint.at.y() - _SIGN, 2 * _SIGN, 2 * _SIGN)
            if circle.intersects(seen):
                self._paint_joint(painter, joint, circle, is_on_way=joint.above in way)

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


def _paths(edges: Iterable[Edge]) -> list[tuple[int, QPainterPath]]:
    """All lines of a width as one path, the thin ones first."""
    paths: defaultdict[int, QPainterPath] = defaultdict(QPainterPath)
    for edge in edges:
        path = paths[round(1 + (_WIDEST - 1) * min(1.0, edge.elasticity))]
        first, *between, last = edge.points
        path.moveTo(first)
        if len(between) > 1:
            trunk, corner = between
            path.lineTo(trunk)
            path.lineTo(QPointF(corner.x(), corner.y() - _CORNER))
            path.quadTo(corner, QPointF(corner.x() + _CORNER, corner.y()))
        path.lineTo(last)
    return sorted(paths.items(), key=lambda pair: pair[0])


def _blocks(scene: Scene) -> Mapping[Level | None, list[QRectF]]:
    """The boxes of all cards, by level."""
    blocks: defaultdict[Level | None, list[QRectF]] = defaultdict(list)
    for placed in scene.cards.values():
        blocks[placed.card.level].append(placed.box)
    return blocks
