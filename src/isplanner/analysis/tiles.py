"""Samples in tiles that fit the processor's cache: blocks of months × some of the samples, each contiguous."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from isplanner.analysis.draws import Samples

_CELLS = 30_000
"""Of a tile. Smaller ones cost calls, larger ones cache misses (speed.md 1.1: 12 × 2,500)."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """How samples of so many months are cut: at `ends`, the first of which is 0."""

    months: int
    ends: tuple[int, ...]

    @classmethod
    def of(cls, months: int, samples: int) -> "Tiles":
        """Tiles of about the same width."""
        number = -(-samples * months // _CELLS)
        return cls(months, tuple(samples * n // number for n in range(number + 1)))

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return self.ends[-1]

    @property
    def cuts(self) -> list[slice]:
        """The samples of each tile."""
        return [slice(start, end) for start, end in pairwise(self.ends)]

    @property
    def widths(self) -> list[int]:
        """How many samples each tile has."""
        return [end - start for start, end in pairwise(self.ends)]

    def empty(self) -> list[Samples]:
        """Room for months × samples, tile by tile."""
        return [np.empty((self.months, width), np.float32) for width in self.widths]

    def shared(self) -> list[Samples]:
        """Room for one tile, as each of them sees it."""
        room = np.empty(self.months * max(self.widths), np.float32)
        return [room[: self.months * width].reshape(self.months, width) for width in self.widths]

    def cut(self, whole: Samples) -> list[Samples]:
        """Months × samples, tile by tile."""
        return [np.ascontiguousarray(whole[:, cut]) for cut in self.cuts]

    def same(self, column: Samples) -> list[Samples]:
        """What is the same in all samples (months × 1), tile by tile."""
        return [column] * len(self.widths)
