"""Rounding a table whose rows have sums within them too: a member's weeks, of which some months and totals are fixed.

Rounded from the coarse to the fine, a month may be given what its weeks cannot take. Here all sums are kept at once:
units flow from rows through groups of columns into columns, and each goes the cheapest way that is left (successive
shortest paths with potentials: Ahuja, Magnanti and Orlin, Network Flows, 1993, 9.7).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from isplanner.analysis.whole_numbers.rounding import Bools, Floats, Ints, MarginError

_RESOLUTION = 1 << 20
_BEYOND = 1 << 32
"""What it costs to be a whole unit away from the exact share: more than any path between nearer numbers."""


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
    stays = np.where(free, 0, exact)
    taken = np.stack([stays[:, of].sum(1) for of in groups], axis=1)
    network = _Network(len(columns), len(groups), len(exact))
    cells = np.rint(np.where(free, exact, 0)).astype(np.int64)
    group_of = [number for number, of in enumerate(groups) for _ in range(of.start, of.stop)]
    for row, column in zip(*(places.tolist() for places in free.nonzero()), strict=True):
        network.add(network.group(row, group_of[column]), column, int(cells[row, column]), float(exact[row, column]))
    inside = np.stack([cells[:, of].sum(1) for of in groups], axis=1)
    left = sums - taken
    for row, group in np.ndindex(*sums.shape):
        network.give(network.row(row), network.group(row, group), left[row, group], inside[row, group])
    wanted = np.where(np.isnan(left), inside, left).sum(1)
    for row, total in enumerate((totals - stays.sum(1)).tolist()):
        network.give(network.source, network.row(row), total, wanted[row])
    rest = columns - stays.sum(0)
    for column, number in enumerate(rest.tolist()):
        network.excess[column] -= round(number)
    network.excess[network.source] += round(rest.sum())
    network.settle(columns)
    for row, column, flow in network.cells():
        cells[row, column] = flow
    return cells + np.rint(stays).astype(np.int64)


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
    """Nodes: the columns, then each row's groups, then rows, then the source; `excess` is what a node has too much."""

    def __init__(self, columns: int, groups: int, rows: int) -> None:
        self._columns, self._groups = columns, groups
        self.source = columns + rows * (groups + 1)
        self.excess = [0] * (self.source + 1)
        self._flows: list[_Flow] = []
        self._at: list[list[tuple[_Flow, int]]] = [[] for _ in self.excess]
        self._first_row = columns + rows * groups

    def group(self, row: int, group: int) -> int:
        return self._columns + row * self._groups + group

    def row(self, row: int) -> int:
        return self._first_row + row

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

    def cells(self) -> list[tuple[int, int, int]]:
        """Row, column and units of each cell."""
        flows = [flow for flow in self._flows if flow.end < self._columns]
        return [((flow.start - self._columns) // self._groups, flow.end, flow.units) for flow in flows]

    def settle(self, columns: Ints) -> None:
        """Send what is too much where it is missing, each unit along its cheapest way."""
        potentials = [0] * len(self.excess)
        while any(self.excess):
            way, came = self._ways(potentials)
            aims = [node for node, excess in enumerate(self.excess) if excess < 0 and way[node] is not None]
            if not aims:
                raise self._impossible(columns)
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

    def _impossible(self, columns: Ints) -> MarginError:
        """Which column cannot have its sum, or has too much; else which row."""
        for node, excess in enumerate(self.excess[: self._columns]):
            if excess:
                return MarginError("column", node, int(columns[node]), -excess)
        node = next(node for node, excess in enumerate(self.excess) if excess and node < self.source)
        row = node - self._first_row if node >= self._first_row else (node - self._columns) // self._groups
        return MarginError("row", row, 0, -self.excess[node])

    def _move(self, start: int, end: int, units: int) -> None:
        self.excess[start] -= units
        self.excess[end] += units
