"""Rounding shares to whole numbers that add up: a row of them by largest remainder, a table of them by its margins.

A table is rounded by moving units along cheapest paths. Raising a cell from n to n + 1 costs how much further it then
is from its exact value (squared, which between the whole numbers next to it is the same as the plain distance), so the
rounding nearest to the exact table is the flow of least cost from rows to columns (Cox 1987, "controlled rounding").
Costs are integers: the same table is rounded alike on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_NOISE = 1e-9
_UNIT = 1 << 36
"""One, in costs; remainders are compared to 24 bits of it and, where they tie, by the order of cells in the other 12."""
_RESOLUTION, _ORDER = 1 << 24, 1 << 12
_MARGIN = 1 << 6
"""How much a soft margin weighs against a cell."""
_BEYOND = 1 << 50
"""What each step beyond the whole numbers next to the exact value costs: more than any path within them."""
_NEVER = 1 << 61


class UnroundableError(Exception):
    """The margins cannot be met: this row or column misses so many (negative: has too many)."""

    def __init__(self, axis: Literal["row", "column"], index: int, missing: int) -> None:
        super().__init__(axis, index, missing)
        self.axis, self.index, self.missing = axis, index, missing


def round_shares(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares in proportion to weights that add up to a total: by largest remainder, then by order."""
    exact = np.asarray(weights, float) * (total / np.sum(weights))
    shares = np.floor(exact + _NOISE)
    remainders = np.round(exact - shares, 9)
    missing = int(total - shares.sum())
    shares[np.argsort(-remainders, kind="stable")[:missing]] += 1
    return [int(share) for share in shares]
