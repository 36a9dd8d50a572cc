"""How uncertain a lever is: the distribution of its level around the value it is set to.

The level is what a lever will be over the whole period, not known in advance; it is common to all months. Each month
then varies around it (`Spread.monthly`). Luck, what n trials at a known rate come to, is no part of a spread: the
simulation adds it (design: numbers.md 5).
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Spread(Protocol):
    """A distribution that can be laid around any value of its lever."""

    @property
    def monthly(self) -> float:
        """The standard deviation of a month around the level, on the lever's own scale (log odds or log)."""
        ...

    def quantiles(self, centre: float, chances: Array) -> Array:
        """The values below which the level lies with these chances (0 … 1, ends left out), around a mean of `centre`.

        A share at 0 or 1, or any lever at 0, stays there.
        """
        ...


@dataclass(frozen=True, slots=True)
class FixedSpread:
    """No chance at all."""

    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        return np.full(chances.shape, centre)
