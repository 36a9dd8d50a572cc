"""Levers in samples: a level that all months share, the variation of months around it, and a count's own luck."""

from dataclasses import dataclass

import numpy as np

from isplanner.analysis.chance.draws import Places, Samples, Tables, chances, grid_of
from isplanner.analysis.chance.luck import Call, Chance, Spare, happen
from isplanner.analysis.chance.spread import Spread
from isplanner.analysis.simulation.tiles import Tiles
from isplanner.analysis.tree.compile import Array


class FixedLever:
    """A lever without chance: the same in all samples."""

    def __init__(self, tiles: Tiles) -> None:
        self._months = np.zeros((tiles.months, 1), np.float32)
        self.arrays = tiles.same(self._months)

    def stand(self, months: Array) -> None:
        """Stand at these values of months."""
        self._months[:, 0] = months


@dataclass(frozen=True, slots=True, eq=False)
class LeverDraws:
    """What is drawn for a lever, but its place: the order of its levels, how its months vary, the luck of a count.

    `factors` are months × samples, or × 1 where months do not vary; tile by tile, as `luck`.
    """

    order: Places
    factors: list[Samples]
    luck: list[Chance] | None


class VaryingLever:
    """A lever with its spread.

    A month is level × (share of the month × factor); of a share the odds are, so that it stays within 0 … 1.
    """

    def __init__(self, tiles: Tiles, draws: LeverDraws, spread: Spread, *, is_share: bool) -> None:
        self._tiles, self._draws, self._is_share = tiles, draws, is_share
        self._tables, self._variance = Tables(spread, is_share=is_share), spread.monthly**2
        rows = np.empty((4, tiles.samples), np.float32)
        self._level, self._odds, self._rest, self._scratch = rows
        self._months = np.ones((tiles.months, 1), np.float32)
        self._steps = np.empty(len(chances()), np.float32)

    def stand(self, centre: float, months: Array) -> None:
        """Stand at a level, and in months so much of it (of a share, at odds so much higher)."""
        self._months[:, 0] = months
        table = self._tables.at(centre).astype(np.float32)
        np.subtract(table[1:], table[:-1], out=self._steps[:-1])
        grid_of(self._tiles.samples).read(table, self._steps, self._scratch, self._odds)
        np.take(self._scratch, self._draws.order, out=self._level, mode="clip")
        if self._is_share:
            # Odds that vary by s lower the mean of a share p by p²(1 − p)s², which this makes good.
            np.multiply(self._level, 1 + centre * self._variance, out=self._odds)
            np.subtract(1.0, self._level, out=self._rest)

    def calls(self, number: int, out: Samples, spare: Spare) -> list[Call]:
        """The operations that fill a tile."""
        factors, cut = self._draws.factors[number], self._tiles.cuts[number]
        if self._is_share:
            return [
                (np.multiply, (factors, self._odds[cut]), spare.swing),
                (np.multiply, (spare.swing, self._months), spare.swing),
                (np.add, (spare.swing, self._rest[cut]), spare.skew),
                (np.divide, (spare.swing, spare.skew), out),
            ]
        level: list[Call] = [
            (np.multiply, (factors, self._level[cut]), out),
            (np.multiply, (out, self._months), out),
        ]
        return level + happen(self._draws.luck[number], out, spare) if self._draws.luck else level


def is_fixed(spread: Spread, *, is_share: bool) -> bool:
    """Whether a spread has no chance in it wherever it is laid."""
    ends = spread.quantiles(0.5 if is_share else 1.0, np.array([0.1, 0.9]))
    return spread.monthly == 0 and bool(ends[0] == ends[1])
