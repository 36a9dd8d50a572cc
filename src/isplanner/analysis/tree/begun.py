"""Begun: counts that were there before, of which some still come through (`later` in formulas; numbers.md 2).

In the month under way, what earlier months bring comes in the share of it that is still open; what that month began
itself and comes through in it has come. So of a whole period the actuals and what is still to come add up to all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.scope import NodeKey

_Months = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Begun:
    """What nodes came to in months that are over, or in the part of one that is.

    `earlier` are months before the first, the last one last; None is one of which nothing is told. `done` are the
    period's months, of which `open` is the share still to come; () where all of it is.
    """

    earlier: Mapping[NodeKey, Sequence[float | None]] = field(default_factory=dict)
    done: Mapping[NodeKey, Sequence[float]] = field(default_factory=dict)
    open: Sequence[float] = ()

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
        return comes, of

    def _done(self, node: NodeKey, months: int) -> _Months:
        return np.array(self.done.get(node, (0.0,) * months))

    def _is_open(self, months: int) -> _Months:
        return np.array(self.open) if self.open else np.ones(months)
