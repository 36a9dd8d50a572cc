"""Rounding numbers whose sums lie within each other, in two ways at once.

A member's weeks, of which some months and totals are fixed, beside the sums of the team's weeks: rounded from the
coarse to the fine, a month may be given what its weeks cannot take. Here all sums are kept at once: units flow down the
one tree of sums, through the cells, and up the other, and each goes the cheapest way that is left (successive shortest
paths with potentials: Ahuja, Magnanti and Orlin, Network Flows, 1993, 9.7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from isplanner.analysis.whole_numbers.rounding import Axis, Bools, Floats, Ints, MarginError

_RESOLUTION = 1 << 20
_BEYOND = 1 << 32
"""What it costs to be a whole unit away from the exact share: more than any path between nearer numbers."""
_HUB = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums that lie within each other.

    `of` is the finest sum that each cell is in, `within` the next larger one that a sum is part of (-1: none); those
    come before the sums in them. `totals` are what they come to, NaN where that may be any.
    """

    of: Ints
    within: Ints
    totals: Floats


def round_nested(
    exact: Floats, columns: Ints, groups: Sequence[slice], sums: Floats, totals: Floats, free: Bools
) -> Ints:
    """The table of whole numbers nearest to a table of shares (none negative) with these sums.

    Args:
        exact: rows × columns.
        columns: What each column adds up to.
        groups: The columns of each group, in order; together all of them.
        sums: What each row adds up to in each group (rows × groups); NaN where it may be any.
        totals: What each row adds up to; NaN where it may be any.
        free: Which cells to round; the others are whole already and stay.

    Raises:
        MarginError: The cells and sums that are fixed leave no table with these columns.
    """
    height, width = exact.shape
    group_of = np.repeat(np.arange(len(groups)), [of.stop - of.start for of in groups])
    rows = np.arange(height)
    in_groups = height + rows[:, None] * len(groups) + group_of
    by_row = Sums(
        of=in_groups.ravel(),
        within=np.concatenate((np.full(height, -1), np.repeat(rows, len(groups)))),
        totals=np.concatenate((totals, sums.ravel())),
    )
    by_column = Sums(np.tile(np.arange(width), height), np.full(width, -1), columns.astype(float))
    try:
        return round_between(exact.ravel(), free.ravel(), by_row, by_column).reshape(exact.shape)
    except MarginError as error:
        if error.axis == "row" and error.index >= height:
            error.index = (error.index - height) // len(groups)
        raise


def round_between(exact: Floats, free: Bools, rows: Sums, columns: Sums) -> Ints:
    """The whole numbers nearest to shares (none negative) that keep two nested families of sums.

    Args:
        exact: The share of each cell.
        free: Which cells to round; the others are whole already and stay.
        rows: The sums of one family.
        columns: Those of the other.

    Raises:
        MarginError: The cells and sums that are fixed leave no such numbers; it says which sum of which family.
    """
    network = _Network(len(rows.totals), len(columns.totals))
    cells, stays = np.rint(np.where(free, exact, 0)).astype(np.int64), np.where(free, 0, exact)
    starts, ends = rows.of + 1, columns.of + 1 + len(rows.totals)
    for cell in np.flatnonzero(free).tolist():
        network.add(int(starts[cell]), int(ends[cell]), int(cells[cell]), float(exact[cell]))
    for family, first, is_down in ((rows, 1, True), (columns, 1 + len(rows.totals), False)):
        left = family.totals - _add_up(family, stays)
        units = _add_up(family, cells, left)
        for number, (within, total) in enumerate(zip(family.within.tolist(), left.tolist(), strict=True)):
            larger, own = within + first if within >= 0 else _HUB, number + first
            start, end = (larger, own) if is_down else (own, larger)
            network.give(start, end, total, units[number])
    network.settle(rows.totals, columns.totals)
    cells[free] = network.cells()
    return cells + np.rint(stays).astype(np.int64)


def _add_up(family: Sums, cells: Floats | Ints, known: Floats | None = None) -> Floats:
    """What each sum of cells comes to; where that is known, so much goes on to the larger one."""
    sums: Floats = np.bincount(family.of, cells, len(family.totals)).astype(float)
    for number in range(len(sums) - 1, -1, -1):
        if known is not None and not np.isnan(known[number]):
            sums[number] = known[number]
        if family.within[number] >= 0:
            sums[family.within[number]] += sums[number]
    return sums


@dataclass(slots=True)
class _Flow:
    """What flows from one node to another; `share` is what it should be, None where it may be anything."""

    start: int
    end: int
    units: int
    share: float | None

    def cost(self, step: int) -> int:
        """What one unit more (1) or less (-1) costs; the further from the share, the more."""
        if self.share is None:
            return 0
        before, after = (abs(units - self.share) for units in (self.units, self.units + step))
        beyond = (max(after, 1.0) - max(before, 1.0)) * _BEYOND
        return round(beyond + (after * after - before * before) * _RESOLUTION)


class _Network:
    """Nodes: the hub, from which units come and to which they return, then the sums of rows, then those of columns.

    `excess` is what a node has too much. The flows that are added first are those of the cells.
    """

    def __init__(self, rows: int, columns: int) -> None:
        self._rows = rows
        self.excess = [0] * (1 + rows + columns)
        self._flows: list[_Flow] = []
        self._at: list[list[tuple[_Flow, int]]] = [[] for _ in self.excess]

    def add(self, start: int, end: int, units: int, share: float | None) -> None:
        """Let so many units flow; there may be more or fewer."""
        flow = _Flow(start, end, units, share)
        self._flows.append(flow)
        self._at[start].append((flow, 1))
        self._at[end].append((flow, -1))
        self._move(start, end, units)

    def give(self, start: int, end: int, fixed: float, units: float) -> None:
        """Let a fixed number flow; where it is NaN so many units, or any other number."""
        if np.isnan(fixed):
            self.add(start, end, round(units), None)
        else:
            self._move(start, end, round(fixed))

    def cells(self) -> list[int]:
        """The units of each cell, in the order they were added."""
        return [flow.units for flow in self._flows if flow.share is not None]

    def settle(self, rows: Floats, columns: Floats) -> None:
        """Send what is too much where it is missing, each unit along its cheapest way."""
        potentials = [0] * len(self.excess)
        while any(self.excess):
            way, came = self._ways(potentials)
            aims = [node for node, excess in enumerate(self.excess) if excess < 0 and way[node] is not None]
            if not aims:
                raise self._impossible(rows, columns)
            aim = min(aims, key=lambda node: way[node] or 0)
            farthest = max(found for found in way if found is not None)
            potentials = [p + (farthest if found is None else found) for p, found in zip(potentials, way, strict=True)]
            node = aim
            while (step := came[node]) is not None:
                flow, sign = step
                flow.units += sign
                node = flow.start if sign > 0 else flow.end
            self.excess[node] -= 1
            self.excess[aim] += 1

    def _ways(self, potentials: list[int]) -> tuple[list[int | None], list[tuple[_Flow, int] | None]]:
        """How dear the cheapest way to each node is from where there is too much, and its last step (Dijkstra 1959)."""
        way: list[int | None] = [None] * len(self.excess)
        came: list[tuple[_Flow, int] | None] = [None] * len(self.excess)
        waiting: list[tuple[int, int, int]] = []
        steps: list[tuple[_Flow, int] | None] = [None]
        for node, excess in enumerate(self.excess):
            if excess > 0:
                heappush(waiting, (0, node, 0))
        while waiting:
            cost, node, step = heappop(waiting)
            if way[node] is not None:
                continue
            way[node], came[node] = cost, steps[step]
            for flow, sign in self._at[node]:
                other = flow.end if sign > 0 else flow.start
                if way[other] is None and (sign > 0 or flow.units > 0):
                    steps.append((flow, sign))
                    dear = flow.cost(sign) + potentials[node] - potentials[other]
                    heappush(waiting, (cost + dear, other, len(steps) - 1))
        return way, came

    def _impossible(self, rows: Floats, columns: Floats) -> MarginError:
        """Which column cannot have its sum, or has too much; else which row."""
        sums: list[tuple[Axis, Floats, int]] = [("column", columns, 1 + self._rows), ("row", rows, 1)]
        for axis, totals, first in sums:
            for number, total in enumerate(np.nan_to_num(totals).tolist()):
                if excess := self.excess[first + number]:
                    return MarginError(axis, number, total, -excess)
        return MarginError("row", 0, 0, -self.excess[_HUB])

    def _move(self, start: int, end: int, units: int) -> None:
        self.excess[start] -= units
        self.excess[end] += units
