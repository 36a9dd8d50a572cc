"""Rounding numbers that are in more sums than two nested families hold: sums that cross each other.

A cell of a channel, a member and a week is in the week of that member over all channels, in his month of that channel
and in the channel's week. Such three-way tables are no flow in general (Irving and Jerrum 1994): as many sums as lie
within each other are kept by a flow, near shares that keep all of them. While one that crosses these is missed, the
cell of it that is least whole is settled at one number after the other, the nearest first; each settled cell leaves
fewer sums that cross. What is searched so is bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.whole_numbers.nested import Sums, round_between
from isplanner.analysis.whole_numbers.rounding import Bools, Floats, Ints, MarginError

_MOST_TRIALS = 50
_SWEEPS = 400
_CLOSE, _FAR = 1e-7, 0.1
_LEAST = 0.01
"""A share of nothing may have to become something all the same."""


@dataclass(frozen=True, slots=True)
class Family:
    """Sums of which no cell is in two: `of` is the one that each cell is in (-1: none), `totals` what they come to."""

    of: Ints
    totals: Floats

    def sums(self, cells: Floats) -> Floats:
        """What cells come to in each sum."""
        inside = self.of >= 0
        found: Floats = np.bincount(self.of[inside], cells[inside], len(self.totals)).astype(float)
        return found


def round_crossing(exact: Floats, free: Bools, columns: Family, families: Sequence[Family]) -> Ints:
    """Whole numbers near to shares (none negative) that keep the sums of all families.

    Args:
        exact: The share of each cell.
        free: Which cells to round; the others are whole already and stay.
        columns: A family that has every cell.
        families: The others.

    Raises:
        MarginError: There are no such numbers, or none was found in the trials there are.
    """
    search = _Search(columns, families)
    if (found := search.settle(exact, free)) is None:
        raise MarginError("row", 0, 0, 0)
    return found


@dataclass(slots=True)
class _Search:
    columns: Family
    families: Sequence[Family]
    trials: int = _MOST_TRIALS

    def settle(self, exact: Floats, free: Bools) -> Ints | None:
        """The numbers, or None where no settling of a cell leads to any."""
        self.trials -= 1
        if self.trials < 0:
            return None
        stays, places = np.where(free, 0.0, exact), np.flatnonzero(free)
        columns, *families = (_left(family, stays, places) for family in (self.columns, *self.families))
        shares = _fit(exact[places], (columns, *families))
        if shares is None:
            return None
        rows, crossing = _nest(families, len(places))
        try:
            nested = Sums(columns.of, np.full(len(columns.totals), -1), columns.totals)
            cells = round_between(shares, np.ones(len(places), bool), rows, nested)
        except MarginError:
            return None
        missed = [inside for inside, total in crossing if cells[inside].sum() != round(total)]
        numbers = np.rint(stays).astype(np.int64)
        if not missed:
            numbers[places] = cells
            return numbers
        candidates = np.unique(np.concatenate(missed))
        cell = int(candidates[np.abs(shares - np.rint(shares))[candidates].argmax()])
        for number in _by_distance(float(shares[cell]), _most(cell, (columns, *families))):
            settled, left = exact.copy(), free.copy()
            settled[places], settled[places[cell]] = shares, number
            left[places[cell]] = False
            if (found := self.settle(settled, left)) is not None:
                return found
        return None


def _left(family: Family, stays: Floats, places: Ints) -> Family:
    """What is left of sums to the cells in some places."""
    return Family(family.of[places], family.totals - family.sums(stays))


def _fit(exact: Floats, families: Sequence[Family]) -> Floats | None:
    """Shares that keep all sums, by scaling them in turns (Deming and Stephan 1940); None where there are none."""
    if any((np.abs(family.totals[family.sums(np.ones(len(exact))) == 0]) > _CLOSE).any() for family in families):
        return None
    if any((family.totals < -_CLOSE).any() for family in families):
        return None
    shares, away = np.maximum(exact, _LEAST), 0.0
    for _ in range(_SWEEPS):
        away = 0.0
        for family in families:
            sums = family.sums(shares)
            away = max(away, float(np.abs(sums - family.totals).max(initial=0.0)))
            times = np.divide(family.totals, sums, out=np.zeros_like(sums), where=sums > 0)
            inside = family.of >= 0
            shares[inside] *= times[family.of[inside]]
        if away < _CLOSE:
            break
    return shares if away < _FAR else None


def _nest(families: Sequence[Family], cells: int) -> tuple[Sums, list[tuple[Ints, float]]]:
    """The sums that lie within each other, the larger ones first, and those that cross them: their cells and totals."""
    found = [
        (np.flatnonzero(family.of == number), total)
        for family in families
        for number, total in enumerate(family.totals.tolist())
    ]
    inner, within, totals = np.zeros(cells, np.int64), [-1], [float("nan")]
    crossing: list[tuple[Ints, float]] = []
    for inside, total in sorted(found, key=lambda one: -len(one[0])):
        around = inner[inside]
        if (around != around[:1]).any():
            crossing.append((inside, total))
        elif len(inside):
            within.append(int(around[0]))
            inner[inside] = len(totals)
            totals.append(total)
    return Sums(inner, np.array(within), np.array(totals)), crossing


def _most(cell: int, families: Sequence[Family]) -> int:
    """The most that a cell can be."""
    return round(min(float(family.totals[family.of[cell]]) for family in families if family.of[cell] >= 0))


def _by_distance(share: float, most: int) -> Iterator[int]:
    """The numbers that a cell can be, the nearest to its share first."""
    yield from sorted(range(most + 1), key=lambda number: abs(number - share))
