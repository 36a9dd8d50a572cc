"""Where everything on the canvas lies at 100 %: cards, the lines that join them, the signs on the lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from isplanner.desktop.goal_tree.canvas.cards import HEIGHT, LINE, WIDTH, Card, CardId, Cards
from isplanner.desktop.goal_tree.canvas.tidy_layout import Block, Spot, lay_out
from isplanner.plan.scope import NodeKey

COLUMN = 174
GAP = 24
TRUNK = 12
"""How far right of a card its trunk stands."""
_LINE, _REFERENCE_LINE = 35, 18
_BESIDE_LABEL = 40


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


class Joint(NamedTuple):
    """A sign on a trunk."""

    above: CardId
    sign: str
    at: QPointF


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything placed. `label` is where the trees beside the KGI begin, None without any."""

    cards: Mapping[CardId, Placed]
    parents: Mapping[CardId, CardId]
    edges: tuple[Edge, ...]
    joints: tuple[Joint, ...]
    label: QPointF | None
    bounds: QRectF

    def in_view(self, view: QRectF) -> Iterator[Placed]:
        """The cards that can be seen."""
        return (placed for placed in self.cards.values() if placed.box.adjusted(0, 0, 0, GAP).intersects(view))

    def at(self, point: QPointF) -> Placed | None:
        """The card at a point."""
        return next((placed for placed in self.cards.values() if placed.box.contains(point)), None)

    def line_at(self, placed: Placed, point: QPointF) -> NodeKey | None:
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

    def of_node(self, node: NodeKey) -> Placed | None:
        """The card of a node; a channel's is that of its metric, where it has none of its own."""
        return self.cards.get((node, None)) or self.cards.get((NodeKey(node.metric), None))


def place(cards: Cards) -> Scene:
    """Lay cards out and join them."""
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
    return Scene(
        cards=placed,
        parents=parents,
        edges=tuple(_edge(placed[above], placed[below]) for below, above in parents.items()),
        joints=tuple(joint for one in placed.values() for joint in _joints(one, placed)),
        label=label,
        bounds=bounds,
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


def _edge(above: Placed, below: Placed) -> Edge:
    trunk = above.box.right() + TRUNK
    points = [QPointF(above.box.right(), above.line), QPointF(trunk, above.line)]
    if below.line != above.line:
        points.append(QPointF(trunk, below.line))
    points.append(QPointF(below.box.left(), below.line))
    return Edge(above.card.id, below.card.id, tuple(points), abs(below.card.elasticity or 0.0))


def _joints(above: Placed, placed: Mapping[CardId, Placed]) -> Iterator[Joint]:
    trunk = above.box.right() + TRUNK
    children = [placed[child.id] for child in above.card.children]
    for sign, upper, lower in zip(above.card.signs, children, children[1:], strict=False):
        yield Joint(above.card.id, sign, QPointF(trunk, max((upper.line + lower.line) / 2, lower.box.top() - GAP / 2)))
