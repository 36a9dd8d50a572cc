"""Levers moved together: shares by a step on the logit scale, all else by a factor.

A step on the logit scale multiplies the odds of a share by a factor, so one factor says how far either has moved:
1 is where they stand, 0 the end of nothing, infinity the other end. Whatever depends on one lever can so be sought
along one line (`seek.py`), and a whole plan's lever is no different from a channel's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf

from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.seek import seek
from isplanner.plan.scope import NodeKey

LeverValue = float | tuple[float, ...]
"""One number for the period, or one for each month."""
LeverValues = Mapping[NodeKey, LeverValue]


def scaled(value: LeverValue, factor: float) -> LeverValue:
    """A lever so many times as high, each month of it."""
    return moved(value, factor, is_share=False)


def moved(value: LeverValue, factor: float, *, is_share: bool) -> LeverValue:
    """A lever moved by a factor, each month of it: a share's odds, all else itself."""
    if isinstance(value, tuple):
        return tuple(_moved(month, factor, is_share=is_share) for month in value)
    return _moved(value, factor, is_share=is_share)


def _moved(value: float, factor: float, *, is_share: bool) -> float:
    if not is_share:
        return value * factor
    if factor in (0.0, inf):
        return float(factor > 0)
    return value * factor / (1 - value + value * factor)


@dataclass(frozen=True, slots=True)
class Movement:
    """Levers that move together in a tree. `place` lays a lever's value on its months."""

    evaluation: Evaluation
    levers: LeverValues
    are_shares: bool
    place: Callable[[NodeKey, LeverValue], Array]

    def at(self, factor: float) -> dict[NodeKey, LeverValue]:
        """The levers so far moved."""
        return {node: moved(value, factor, is_share=self.are_shares) for node, value in self.levers.items()}

    def stand(self, levers: LeverValues) -> None:
        """Put the levers at these values, and work the tree out."""
        for lever, value in levers.items():
            self.evaluation.set(lever, self.place(lever, value))
        self.evaluation.run()

    def total(self, node: NodeKey, factor: float) -> float:
        """What a node's value for the period is with the levers so far moved."""
        self.stand(self.at(factor))
        return float(self.evaluation.total(node).item())

    def reach(self, node: NodeKey, wanted: float, guess: float = 1.0, *, rising: bool = True) -> float:
        """The factor at which a node's value for the period is the one wanted; NaN where there is none."""
        sign = 1.0 if rising else -1.0
        start = guess if 0 < guess < inf else 1.0
        return seek(lambda factor: sign * (self.total(node, factor) - wanted), start, 1e-14 * abs(wanted))
