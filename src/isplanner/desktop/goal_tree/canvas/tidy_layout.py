"""Where the cards of a tree lie: left to right, the first child straight ahead, the others at the first free place.

So the main path is one straight line. Cards are packed by contour (Reingold and Tilford 1981, with one side fixed):
each column is filled from the top, and a subtree slides up until something is in the way. A tree that did not change
keeps its shape, because nothing below a card moves it. Knows no Qt.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Block:
    """A card to place: its key, its height, and what hangs on it."""

    key: Hashable
    height: float
    children: "tuple[Block, ...]" = ()


class Spot(NamedTuple):
    """Where a card lies: its column from the left, and its upper edge."""

    column: int
    top: float


def lay_out(roots: Sequence[Block], gap: float, top: float = 0.0) -> dict[Hashable, Spot]:
    """Place trees below each other, none reaching above `top`, with a gap between cards of a column."""
    spots: dict[Hashable, Spot] = {}
    for root in roots:
        _place(root, top, gap, spots)
        top = max([top, *(spots[block.key].top + block.height + gap for block, _ in _straight_down(root))])
    return spots


def _place(root: Block, top: float, gap: float, spots: dict[Hashable, Spot]) -> None:
    """One tree; no column of it is used above `top`."""
    contour: list[float] = []  # the first free place of each column

    def free(column: int) -> float:
        return contour[column] if column < len(contour) else top

    waiting = [(root, 0)]
    while waiting:
        block, column = waiting.pop()
        line = _line(block)
        height = max(free(column + steps) for steps in range(len(line)))
        for steps, card in enumerate(line):
            spots[card.key] = Spot(column + steps, height)
            contour += [top] * (column + steps + 1 - len(contour))
            contour[column + steps] = height + card.height + gap
        # What lies furthest along the line is placed first: its column is free, and it never moves what is before it.
        for steps, card in enumerate(line):
            waiting += [(child, column + steps + 1) for child in reversed(card.children[1:])]


def _line(block: Block) -> list[Block]:
    """A card and its first children, which all lie on one line."""
    line = [block]
    while line[-1].children:
        line.append(line[-1].children[0])
    return line


def _straight_down(root: Block) -> list[tuple[Block, int]]:
    """All cards of a tree, with their columns."""
    found = [(root, 0)]
    for block, column in found:
        found += [(child, column + 1) for child in block.children]
    return found
