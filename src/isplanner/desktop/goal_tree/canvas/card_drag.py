"""CardDrag: a card taken by the mouse to another; what its formula would be stands under the pointer."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.gesture import Gesture
from isplanner.desktop.theme import Tokens, font
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.canvas.canvas import Canvas
    from isplanner.desktop.goal_tree.canvas.scene import Placed

_ZONE = 0.3
"""The part of a card's height that stands for before it, and after it."""
_EDGE, _STEP = 24, 16
_WIDEST = 520


class Zone(Enum):
    """Where on a card another is dropped."""

    BEFORE = auto()
    INTO = auto()
    AFTER = auto()


@dataclass(frozen=True, slots=True)
class Drop:
    """A node taken from what it hangs on (None: nothing) to a card, which hangs on `above`."""

    node: NodeKey
    source: NodeKey | None
    target: NodeKey
    above: NodeKey | None
    zone: Zone


@dataclass(frozen=True, slots=True)
class Landing:
    """What a drop would do: the formula in words, why not if it cannot be, and what to call to do it."""

    formula: str
    reason: str
    act: Callable[[], object]


Lands = Callable[[Drop], Landing | None]


class CardDrag(Gesture):
    """The dashed outline of the card follows the hand; over a card lies where it would go."""

    def __init__(self, canvas: "Canvas", taken: "Placed", start: QPointF, lands: Lands) -> None:
        self._canvas, self._taken, self._lands = canvas, taken, lands
        self._grip = canvas.to_drawing(start) - taken.box.topLeft()
        self._at = start
        self._over: tuple[Placed, Zone] | None = None
        self.landing: Landing | None = None
        canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def move(self, point: QPointF) -> None:
        self._at = point
        self._scroll(point)
        over = self._zone_at(self._canvas.to_drawing(point))
        if over != self._over:
            self._over = over
            self.landing = self._lands(self._drop(*over)) if over else None
        self._canvas.viewport().update()

    @override
    def end(self) -> None:
        self.cancel()
        if self.landing is not None and not self.landing.reason:
            self.landing.act()

    @override
    def cancel(self) -> None:
        self._canvas.viewport().unsetCursor()
        self._canvas.viewport().update()

    @override
    def paint(self, painter: QPainter, theme: Tokens) -> None:
        corner = self._canvas.to_drawing(self._at) - self._grip
        pen = QPen(theme.acc, 1.5)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(corner, self._taken.box.size()), 6, 6)
        if self._over is not None and self.landing is not None:
            self._paint_zone(painter, theme, *self._over, is_good=not self.landing.reason)
            painter.resetTransform()
            self._paint_words(painter, theme, self.landing)

    def _drop(self, target: "Placed", zone: Zone) -> Drop:
        parents, cards = self._canvas.scene.parents, self._canvas.scene.cards
        above, source = parents.get(target.card.id), parents.get(self._taken.card.id)
        return Drop(
            node=self._taken.card.node,
            source=cards[source].card.node if source else None,
            target=target.card.node,
            above=cards[above].card.node if above else None,
            zone=zone,
        )

    def _zone_at(self, point: QPointF) -> "tuple[Placed, Zone] | None":
        placed = self._canvas.scene.at(point)
        if placed is None or placed.card.node == self._taken.card.node:
            return None
        share = (point.y() - placed.box.top()) / placed.box.height()
        zone = Zone.BEFORE if share < _ZONE else Zone.AFTER if share > 1 - _ZONE else Zone.INTO
        return placed, zone if placed.card.id in self._canvas.scene.parents else Zone.INTO

    def _scroll(self, point: QPointF) -> None:
        """The drawing moves on where the hand comes to its edge."""
        room = QRectF(self._canvas.viewport().rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        across = (point.x() < room.left()) - (point.x() > room.right())
        down = (point.y() < room.top()) - (point.y() > room.bottom())
        if across or down:
            self._canvas.pan(QPointF(across * _STEP, down * _STEP))

    def _paint_zone(self, painter: QPainter, theme: Tokens, placed: "Placed", zone: Zone, *, is_good: bool) -> None:
        color, box = theme.acc if is_good else theme.bad, placed.box
        for other in Zone:
            painter.setPen(QPen(color if other is zone else theme.accln, 3 if other is zone else 1.5))
            if other is Zone.INTO:
                painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 5, 5)
            elif placed.card.id in self._canvas.scene.parents:
                height = box.top() - 5 if other is Zone.BEFORE else box.bottom() + 5
                painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))

    def _paint_words(self, painter: QPainter, theme: Tokens, landing: Landing) -> None:
        """The formula under the pointer, and below it why it cannot be."""
        painter.setFont(font(12))
        lines = [line for line in (landing.formula, landing.reason) if line]
        metrics = QFontMetricsF(font(12))
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        sizes = [metrics.boundingRect(QRectF(0, 0, _WIDEST, 1_000), flags, line) for line in lines]
        width, height = max(size.width() for size in sizes) + 18, sum(size.height() for size in sizes) + 12
        room = QRectF(self._canvas.viewport().rect())
        left = max(4.0, min(self._at.x() + 14, room.right() - width - 4))
        top = self._at.y() + 18 if self._at.y() + 18 + height < room.bottom() else self._at.y() - height - 10
        painter.setPen(QPen(theme.bad if landing.reason else theme.acc, 1))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(QRectF(left, top, width, height), 5, 5)
        top += 6
        for line, size in zip(lines, sizes, strict=True):
            painter.setPen(theme.bad if line is landing.reason else theme.tx)
            painter.drawText(QRectF(left + 9, top, width - 16, size.height()), flags, line)
            top += size.height()
