"""What the canvas draws: a card a node, as frozen records made of the outline's rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.models.tree_model import Branch
from isplanner.desktop.widgets.status_shape import Level
from isplanner.plan.expression import Binary, Expression, Name
from isplanner.plan.formula import Formula
from isplanner.plan.scope import NodeKey

CardId = tuple[NodeKey, NodeKey | None]
"""A node, and for a reference to it the node under which it stands again."""

WIDTH, HEIGHT = 150, 94
"""A card without lines, in pixels at 100 %."""
LINE, LINES_SIDES, REFERENCE_HEIGHT = 19, 8, 36
_BAR_FROM, _BAR_TO = 0.75, 1.12
"""What of its target a card's bar spans."""
_SIGNS = {"*": "×", "+": "＋", "-": "−", "/": "÷"}
FUNCTION_SIGN = "ƒ"


class Fold(Enum):
    """What the tab under a card unfolds."""

    CHANNELS = auto()
    FACTORS = auto()


class ChannelLine(NamedTuple):
    """A channel's node as a line in its metric's card."""

    row: OutlineRow
    level: Level | None


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `children` hang on it in the order drawn, `signs` join each of them to the one before."""

    id: CardId
    row: OutlineRow
    level: Level | None = None
    children: tuple["Card", ...] = ()
    signs: tuple[str, ...] = ()
    lines: tuple[ChannelLine, ...] = ()
    fold: Fold | None = None
    hidden: int = 0
    """How many channels or factors the tab would unfold."""
    elasticity: float | None = None

    @property
    def node(self) -> NodeKey:
        """The node it stands for."""
        return self.id[0]

    @property
    def is_reference(self) -> bool:
        """Whether the node is drawn in full elsewhere."""
        return self.id[1] is not None

    @property
    def height(self) -> int:
        """How tall it is, without its tab."""
        if self.is_reference:
            return REFERENCE_HEIGHT
        return HEIGHT + (len(self.lines) * LINE + LINES_SIDES if self.lines else 0)

    def along(self, number: float | None) -> float | None:
        """Where a number lies on the card's bar, 0 … 1; None without it or a target."""
        if number is None or not self.row.target:
            return None
        share = number / self.row.target
        return min(1.0, max(0.0, (share - _BAR_FROM) / (_BAR_TO - _BAR_FROM)))


class Cards(NamedTuple):
    """The tree of the KGI, and the trees of nodes that do not lead to it."""

    main: tuple[Card, ...]
    beside: tuple[Card, ...]

    def walk(self) -> Iterator[Card]:
        """All cards, each before what hangs on it."""
        waiting = [*reversed(self.beside), *reversed(self.main)]
        while waiting:
            yield (card := waiting.pop())
            waiting += reversed(card.children)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What cards are made with: which are unfolded or folded, and what is known of nodes beside their row."""

    unfolded: Collection[NodeKey]
    folded: Collection[NodeKey]
    formulas: Mapping[NodeKey, Formula]
    elasticities: Mapping[NodeKey, float]

    def cards(self, branches: Sequence[Branch[OutlineRow]]) -> Cards:
        """The cards of the outline's branches."""
        main = [branch for branch in branches if branch.record.kind is RowKind.NODE]
        beside = [child for branch in branches if branch.record.kind is RowKind.BESIDE for child in branch.children]
        return Cards(*(tuple(self._card(branch, None) for branch in part) for part in (main, beside)))

    def _card(self, branch: Branch[OutlineRow], above: NodeKey | None) -> Card:
        row = branch.record
        assert row.key is not None
        if row.kind is RowKind.REFERENCE:
            return Card((row.key, above), row, row.level, elasticity=self.elasticities.get(row.key))
        factors = [child for child in branch.children if not _is_of_channels(child.record)]
        channels = [channel.record for channel in _channels(branch)]
        is_folded = row.key in self.folded and bool(factors)
        shows_lines = bool(channels) and row.key in self.unfolded
        children = () if is_folded else tuple(self._card(child, row.key) for child in factors)
        return Card(
            id=(row.key, None),
            row=row,
            level=row.level,
            children=children,
            signs=_signs(self.formulas.get(row.key), children),
            lines=tuple(ChannelLine(channel, channel.level) for channel in channels) if shows_lines else (),
            fold=Fold.FACTORS if is_folded else Fold.CHANNELS if channels else None,
            hidden=len(factors) if is_folded else len(channels),
            elasticity=self.elasticities.get(row.key),
        )


def _is_of_channels(row: OutlineRow) -> bool:
    return row.kind is RowKind.CHANNELS or row.is_one_of_channels


def _channels(branch: Branch[OutlineRow]) -> Iterator[Branch[OutlineRow]]:
    """The channels' nodes of a metric, whether they stand under it or in a fold."""
    for child in branch.children:
        if child.record.is_one_of_channels:
            yield child
        elif child.record.kind is RowKind.CHANNELS:
            yield from child.children


def _signs(formula: Formula | None, children: Sequence[Card]) -> tuple[str, ...]:
    """The signs between the children of a card; ƒ where the formula is more than its names in a row."""
    if len(children) < 2:
        return ()
    flat = _in_a_row(formula.expression) if formula else None
    if flat is None:
        return (FUNCTION_SIGN,) * (len(children) - 1)
    names, signs = flat
    is_as_drawn = names == [child.node.metric for child in children]
    return tuple(_SIGNS[sign] for sign in signs) if is_as_drawn else (FUNCTION_SIGN,) * (len(children) - 1)


def _in_a_row(expression: Expression) -> tuple[list[str], list[str]] | None:
    """Names and the signs between them, of a formula that reads from left to right without brackets."""
    names: list[str] = []
    signs: list[str] = []
    while isinstance(expression, Binary):
        if not isinstance(expression.right, Name) or (
            expression.op in "*/" and isinstance(expression.left, Binary) and expression.left.op in "+-"
        ):
            return None
        names.append(expression.right.metric)
        signs.append(expression.op)
        expression = expression.left
    if not isinstance(expression, Name):
        return None
    return [*names, expression.metric][::-1], signs[::-1]
