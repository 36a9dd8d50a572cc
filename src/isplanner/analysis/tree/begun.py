"""Begun: counts that were there before, of which some still come through (`later` in formulas; numbers.md 2).

In the month under way, what earlier months bring comes in the share of it that is still open; what that month began
itself and comes through in it has come. So of a whole period the actuals and what is still to come add up to all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

_Months = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Begun:
    """What nodes came to in months that are over, or in the part of one that is.

    `earlier` are months before the first, the last one last; None is one of which nothing is told. `done` are the
    period's months, of which `open` is the share still to come; () where all of it is. `at_start` are nodes of which so
    many were open when the period began: typed, and looked at where `earlier` tells of none.
    """

    earlier: Mapping[NodeKey, Sequence[float | None]] = field(default_factory=dict)
    done: Mapping[NodeKey, Sequence[float]] = field(default_factory=dict)
    open: Sequence[float] = ()
    at_start: Mapping[NodeKey, float] = field(default_factory=dict)

    def comes(self, node: NodeKey, shares: Sequence[float], months: int) -> tuple[_Months, _Months]:
        """By month how many of a node still come through, and of how many."""
        comes, of = self._before(node, shares, months)
        return comes * self._is_open(months), of

    def came(self, node: NodeKey, shares: Sequence[float], months: int) -> _Months:
        """By month how many of a node have come through."""
        comes, _ = self._before(node, shares, months)
        return comes * (1 - self._is_open(months)) + shares[0] * self._done(node, months)

    def _before(self, node: NodeKey, shares: Sequence[float], months: int) -> tuple[_Months, _Months]:
        """What earlier months bring to each, and what they began."""
        earlier = [value or 0.0 for value in self.earlier.get(node, ())]
        began = np.array([*[0.0] * (len(shares) - len(earlier)), *earlier, *self._done(node, months)])
        comes, of = np.zeros(months), np.zeros(months)
        for back, share in enumerate(shares[1:], start=1):
            first = len(began) - months - back
            comes += share * began[first : first + months]
            of += (share > 0) * began[first : first + months]
        if not self.is_told(node) and (count := self.at_start.get(node)):
            typed = _come_of(count, shares, months)
            comes, of = comes + typed, of + count * (typed > 0)
        return comes, of

    def is_told(self, node: NodeKey) -> bool:
        """Whether actuals tell of any month before the first: they go before what is typed."""
        return any(value is not None for value in self.earlier.get(node, ()))

    def _done(self, node: NodeKey, months: int) -> _Months:
        return np.array(self.done.get(node, (0.0,) * months))

    def _is_open(self, months: int) -> _Months:
        return np.array(self.open) if self.open else np.ones(months)


def open_at_start(plan: Plan) -> dict[NodeKey, float]:
    """What is typed of nodes that were open at the start; of the whole plan what its channels add up to."""
    sums: dict[NodeKey, float] = {}
    for node, count in plan.open_at_start.items():
        if node.channel is not None:
            sums[NodeKey(node.metric)] = sums.get(NodeKey(node.metric), 0.0) + count
    return sums | dict(plan.open_at_start)


def _come_of(count: float, shares: Sequence[float], months: int) -> _Months:
    """By month how many of those come through that were open at the start, had as many been begun in each month before.

    Of one month's the share that comes more than n months later is still open n months on; all of them come in time.
    """
    left = np.array(shares)[::-1].cumsum()[::-1][1:]
    comes = np.zeros(months)
    comes[: len(left)] = left[:months]
    return comes * (count / left.sum()) if left.sum() > 0 else np.zeros(months)
