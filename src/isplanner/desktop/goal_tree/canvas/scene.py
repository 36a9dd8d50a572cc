"""Where everything on the canvas lies at 100 %: cards, the lines that join them, the signs on the lines."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from isplanner.desktop.goal_tree.canvas.cards import HEIGHT, LINE, WIDTH, Card, CardId, Cards
from isplanner.desktop.goal_tree.canvas.strips import Strips
from isplanner.desktop.goal_tree.canvas.tidy_layout import Block, Spot, lay_out
from isplanner.plan.scope import NodeKey

COLUMN = 174
GAP = 24
SIGN = 9.0
"""Half of the circle around a sign."""
TRUNK = 12
"""How far right of a card its trunk stands."""
_LINE, _REFERENCE_LINE = 35, 18
_BESIDE_LABEL = 40
_LINK = 26


class Placed(NamedTuple):
    """A card in its place."""

    card: Card
    box: QRectF

    @property
    def line(self) -> float:
        """The height at which lines meet the card."""
        return self.box.top() + (_REFERENCE_LINE if self.card.is_reference else _LINE)


class Edge(NamedTuple):
    """A line from a card to one that hangs on it: right to the trunk, down, right."""

    above: CardId
    below: CardId
    points: tuple[QPointF, ...]
    elasticity: float
    is_wrong: bool = False


class Link(NamedTuple):
    """A card that drives another beside all arithmetic, from edge to edge."""

    driver: CardId
    driven: CardId
    start: QPointF
    end: QPointF


class Joint(NamedTuple):
    """A sign on a trunk."""

    above: CardId
    sign: str
    at: QPointF

    @property
    def box(self) -> QRectF:
        """The circle it is drawn in."""
        return QRectF(self.at.x() - SIGN, self.at.y() - SIGN, 2 * SIGN, 2 * SIGN)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything placed. `label` is where the trees beside the KGI begin, None without any."""

    cards: Mapping[CardId, Placed]
    parents: Mapping[CardId, CardId]
    edges: tuple[Edge, ...]
    joints: tuple[Joint, ...]
    label: QPointF | None
    bounds: QRectF
    links: tuple[Link, ...] = ()
    strips: Strips[Placed] = field(default_factory=lambda: Strips(()), repr=False)
    signs: Strips[Joint] = field(default_factory=lambda: Strips(()), repr=False)

    def in_view(self, view: QRectF) -> Iterator[Placed]:
        """The cards that can be seen, or their tabs."""
        return self.strips.within(view.adjusted(0, -GAP, 0, 0))

    def at(self, point: QPointF) -> Placed | None:
        """The card at a point."""
        near = self.strips.within(QRectF(point, point))
        return next((placed for placed in near if placed.box.contains(point)), None)

    def node_at(self, point: QPointF) -> NodeKey | None:
        """The node of the card, or of the line in it, at a point."""
        placed = self.at(point)
        return None if placed is None else self._line_at(placed, point) or placed.card.node

    def _line_at(self, placed: Placed, point: QPointF) -> NodeKey | None:
        """The channel's node whose line in a card lies at a point."""
        number = int((point.y() - placed.box.top() - HEIGHT - 3) // LINE)
        lines = placed.card.lines
        return lines[number].row.key if 0 <= number < len(lines) and point.y() > placed.box.top() + HEIGHT else None

    def path(self, card: CardId) -> set[CardId]:
        """A card and all it hangs on, up to its root."""
        way = {card}
        while card in self.parents:
            card = self.parents[card]
            way.add(card)
        return way

    def related(self, card: CardId) -> frozenset[CardId]:
        """A card, all it drives and all that drives it, also beside the arithmetic."""
        found = self.path(card)
        waiting = [self.cards[card].card]
        while waiting:
            one = waiting.pop()
            found.add(one.id)
            waiting += one.children
        drivers = {link.driver for link in self.links if link.driven in found}
        return frozenset(found | drivers | {link.driven for link in self.links if link.driver == card})

    def of_node(self, node: NodeKey) -> Placed | None:
        """The card of a node; a channel's is that of its metric, where it has none of its own."""
        return self.cards.get((node, None)) or self.cards.get((NodeKey(node.metric), None))


def place(cards: Cards, influences: Iterable[tuple[NodeKey, NodeKey]] = ()) -> Scene:
    """Lay cards out and join them; `influences` are (driver, driven)."""
    spots = lay_out([_block(card) for card in cards.main], GAP)
    heights = {card.id: card.height for card in cards.walk()}
    below = max((spot.top + heights[_id(key)] for key, spot in spots.items()), default=0.0)
    label = QPointF(0, below + GAP) if cards.beside else None
    top = below + GAP + _BESIDE_LABEL if spots else _BESIDE_LABEL
    spots |= _beside(cards.beside, heights, top)
    placed = {card.id: Placed(card, _box(spots[card.id], card)) for card in cards.walk()}
    parents = {child.id: card.id for card in cards.walk() for child in card.children}
    bounds = QRectF()
    for one in placed.values():
        bounds = bounds.united(one.box.adjusted(0, 0, 0, GAP))
    wrong = {card.node for card in cards.walk() if card.row.problem and card.row.problem.code == "cycle"}
    joints = tuple(joint for one in placed.values() for joint in _joints(one, placed))
    return Scene(
        cards=placed,
        parents=parents,
        edges=tuple(_edge(placed[above], placed[below], wrong) for below, above in parents.items()),
        joints=joints,
        label=label,
        bounds=bounds,
        links=tuple(_links(placed, influences)),
        strips=Strips((one.box, one) for one in placed.values()),
        signs=Strips((joint.box, joint) for joint in joints),
    )


def _beside(trees: tuple[Card, ...], heights: Mapping[CardId, int], top: float) -> dict[object, Spot]:
    """Trees of one card stand in rows, the others below each other."""
    single = [card for card in trees if not card.children]
    spots = lay_out([_block(card) for card in trees if card.children], GAP, top)
    if spots:
        top = max(spot.top + heights[_id(key)] for key, spot in spots.items()) + GAP
    for row in range(0, len(single), 6):
        for column, card in enumerate(single[row : row + 6]):
            spots[card.id] = Spot(column, top)
        top += max(card.height for card in single[row : row + 6]) + GAP
    return spots


def _block(card: Card) -> Block:
    return Block(card.id, card.height, tuple(map(_block, card.children)))


def _id(key: object) -> CardId:
    assert isinstance(key, tuple)
    return key


def _box(spot: Spot, card: Card) -> QRectF:
    return QRectF(spot.column * COLUMN, spot.top, WIDTH, card.height)


def _edge(above: Placed, below: Placed, wrong: Collection[NodeKey]) -> Edge:
    trunk = above.box.right() + TRUNK
    points = [QPointF(above.box.right(), above.line), QPointF(trunk, above.line)]
    if below.line != above.line:
        points.append(QPointF(trunk, below.line))
    points.append(QPointF(below.box.left(), below.line))
    is_wrong = above.card.node in wrong and below.card.node in wrong
    return Edge(above.card.id, below.card.id, tuple(points), abs(below.card.elasticity or 0.0), is_wrong)


def _links(placed: Mapping[CardId, Placed], influences: Iterable[tuple[NodeKey, NodeKey]]) -> Iterator[Link]:
    """From the side of the driver to the side of the driven that face each other."""
    for driver, driven in influences:
        first, second = placed.get((driver, None)), placed.get((driven, None))
        if first is None or second is None:
            continue
        is_right = first.box.left() > second.box.left()
        start = QPointF(first.box.left() if is_right else first.box.right(), first.box.center().y() + _LINK)
        end = QPointF(second.box.right() if is_right else second.box.left(), second.box.center().y() + _LINK)
        if first.box.left() == second.box.left():
            start, end = (QPointF(one.box.left(), one.box.center().y()) for one in (first, second))
        yield Link(first.card.id, second.card.id, start, end)


def _joints(above: Placed, placed: Mapping[CardId, Placed]) -> Iterator[Joint]:
    trunk = above.box.right() + TRUNK
    children = [placed[child.id] for child in above.card.children]
    for sign, upper, lower in zip(above.card.signs, children, children[1:], strict=False):
        yield Joint(above.card.id, sign, QPointF(trunk, max((upper.line + lower.line) / 2, lower.box.top() - GAP / 2)))
