"""Rounding shares to whole numbers that add up: a row of them by largest remainder, a table of them by its margins.

A table is rounded by moving units along cheapest paths. Raising a cell from n to n + 1 costs how much further that is
from its exact share (by squares, which between the two whole numbers next to it is the same as by distance), so the
whole table nearest to the exact one is a flow of least cost from rows to columns (Cox 1987, "controlled rounding").
Costs are integers: a table is rounded alike on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Axis = Literal["row", "column"]
Rows = slice | int
_ALL = slice(None)
_Cells = TypeVar("_Cells", Ints, Bools)

_NOISE, _DIGITS = 1e-9, 6
_RESOLUTION, _TIES = 1 << 24, 1 << 12
_UNIT = _RESOLUTION * _TIES
"""What a unit of distance costs: remainders are told apart by 24 bits, equal ones by the order of cells in 12 more."""
_PREFERRED = _UNIT << 6
"""What a preferred sum is worth: more than its cells' remainders."""
_BEYOND = _UNIT << 14
"""What it costs to be a whole unit away from the exact share: more than any path between nearer numbers."""
_FAR = 1 << 4
"""Units away after which it gets no worse, so that costs stay within 64 bits."""
_NEVER = _UNIT << 25


class MarginError(Exception):
    """Nothing adds up to this row's or column's sum: `total` misses so much (negative: there is too much)."""

    def __init__(self, axis: Axis, index: int, total: float, missing: float) -> None:
        super().__init__(axis, index, total, missing)
        self.axis, self.index, self.total, self.missing = axis, index, total, missing


def round_shares(total: int, weights: Sequence[float] | Floats, lean: Floats | None = None) -> list[int]:
    """Whole shares in proportion to weights that add up to a total: by largest remainder, then by order.

    With `lean`, equal remainders go first to where it is largest.
    """
    exact = (np.asarray(weights, float) * (total / np.sum(weights))).tolist()
    shares = [floor(share + _NOISE) for share in exact]
    leans = [0.0] * len(shares) if lean is None else lean.tolist()
    ranks = [
        (-round(share - whole, _DIGITS), -round(own, _DIGITS))
        for share, whole, own in zip(exact, shares, leans, strict=True)
    ]
    for place in sorted(range(len(shares)), key=ranks.__getitem__)[: total - sum(shares)]:
        shares[place] += 1
    return shares


def controlled_round(
    exact: ArrayLike,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    free: Bools | None = None,
    least: ArrayLike = 0,
    bending: Bools | None = None,
    lean: ArrayLike = 0.0,
) -> Ints:
    """The table of whole numbers nearest to a table of shares (none negative) with these sums of rows and columns.

    Each cell is one of the two whole numbers next to its share wherever the sums allow that.

    Args:
        exact: rows × columns.
        rows: What each row adds up to.
        columns: What each column adds up to.
        free: Which cells to round; the others are whole already and stay.
        least: What a free cell has at least.
        bending: Rows whose sum is only preferred, and given up before a cell is a whole unit away from its share.
        lean: How much more (or, negative, less) than its share a cell should rather have, as far as it is rounded.

    Raises:
        MarginError: The cells that stay leave no table with these sums.
    """
    shares, row_sums, column_sums = np.asarray(exact, float), np.asarray(rows, np.int64), np.asarray(columns, np.int64)
    is_free = np.ones(shares.shape, bool) if free is None else free
    bends = np.zeros(len(row_sums), bool) if bending is None else bending
    table = _Table.of(shares, is_free, np.asarray(least, np.int64), np.asarray(lean, float))
    in_rows, in_columns = np.logical_or.reduce(is_free, 1), np.logical_or.reduce(is_free, 0)
    _check_sums("row", row_sums, table.sure(), in_rows, bends)
    _check_sums("column", column_sums, table.turned().sure(), in_columns)
    if in_rows.all() and in_columns.all():
        return _round_bending(table, row_sums, column_sums, bends)
    if in_rows.any():
        # What has no free cell is left out, so that a table is rounded alike with and without it.
        stays, inner = np.where(is_free, 0, table.cells), np.ix_(in_rows, in_columns)
        try:
            table.cells[inner] = controlled_round(
                shares[inner],
                (row_sums - stays[:, ~in_columns].sum(1))[in_rows],
                (column_sums - stays[~in_rows].sum(0))[in_columns],
                free=is_free[inner],
                least=np.broadcast_to(least, shares.shape)[inner],
                bending=bends[in_rows],
                lean=np.broadcast_to(lean, shares.shape)[inner],
            )
        except MarginError as error:
            error.index = int(np.flatnonzero(in_rows if error.axis == "row" else in_columns)[error.index])
            raise
    return np.where(is_free, table.cells, table.low)


def _check_sums(axis: Axis, sums: Ints, sure: Ints, is_open: Bools, bends: Bools | None = None) -> None:
    """See that in no row what is sure exceeds its sum, or is all it has and falls short of it."""
    missing = sums - sure
    if missing.min(initial=0) >= 0 and is_open.all():
        return
    wrong = (missing < 0) | (~is_open & (missing != 0))
    wrong = wrong if bends is None else wrong & ~bends
    if wrong.any():
        index = int(wrong.argmax())
        raise MarginError(axis, index, int(sums[index]), int(missing[index]))


def _round_bending(table: "_Table", rows: Ints, columns: Ints, bends: Bools) -> Ints:
    """The table with these sums; what a bending row does not get goes into one more column.

    There a unit more or less is dear, but possible.
    """
    width = len(columns)
    if bends.any():
        slack = np.where(bends, columns.sum() - rows, 0)
        table, rows = table.with_column(slack, bends), rows + slack
        columns = np.concatenate((columns, [rows.sum() - columns.sum()]))
    if len(rows) < len(columns):
        _round(table.turned(), columns, rows, "row")
    else:
        _round(table, rows, columns, "column")
    return table.cells[:, :width]


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells on their way to whole numbers, and what steps cost. All arrays are rows × columns.

    `low` is the whole number below the share, which may be it. From there a step up costs `first`, and `leaving` on top
    where it is the share itself; each step costs `slope` more than the one below it.
    """

    cells: Ints
    free: Bools
    least: Ints
    low: Ints
    first: Ints
    leaving: Ints
    slope: Ints

    @classmethod
    def of(cls, shares: Floats, free: Bools, least: Ints, lean: Floats) -> "_Table":
        low = np.floor(shares + _NOISE).astype(np.int64)
        above = shares - low
        remainders = np.rint((above + lean.clip(-_FAR, _FAR)) * _RESOLUTION).astype(np.int64)
        height, width = shares.shape
        ties = np.arange(height)[::-1, None] * np.arange(width) * _TIES // max(_TIES, height * width)
        sure = np.where(free, least, low)
        return cls(
            cells=np.maximum(low, sure),
            free=free,
            least=sure,
            low=low,
            first=_UNIT + ties - 2 * _TIES * remainders,
            leaving=np.where(above <= _NOISE, _BEYOND, 0),
            slope=np.full(shares.shape, 2 * _UNIT + _BEYOND),
        )

    def sure(self) -> Ints:
        """What each row has at least."""
        sums: Ints = self.least.sum(1)
        return sums

    def with_column(self, cells: Ints, free: Bools) -> "_Table":
        """One more column, of preferred whole numbers; where remainders tie, more of it is left to later rows."""
        ties = np.arange(len(cells)) * _TIES // len(cells)
        return _Table(
            cells=_beside(self.cells, cells),
            free=_beside(self.free, free),
            least=_beside(self.least, np.zeros_like(cells)),
            low=_beside(self.low, cells),
            first=_beside(self.first, _UNIT - ties),
            leaving=_beside(self.leaving, np.full(len(cells), _PREFERRED)),
            slope=_beside(self.slope, np.full(len(cells), 2 * _UNIT + _PREFERRED)),
        )

    def turned(self) -> "_Table":
        """The same cells, rows as columns."""
        return _Table(self.cells.T, self.free.T, self.least.T, self.low.T, self.first.T, self.leaving.T, self.slope.T)

    def raising(self, rows: Rows = _ALL) -> Ints:
        """What one more costs."""
        return np.where(self.free[rows], self._step(rows, self.cells[rows] - self.low[rows]), _NEVER)

    def lowering(self, rows: Rows = _ALL) -> Ints:
        """What one less costs."""
        cells = self.cells[rows]
        can_fall = self.free[rows] & (cells > self.least[rows])
        return np.where(can_fall, -self._step(rows, cells - self.low[rows] - 1), _NEVER)

    def _step(self, rows: Rows, above: Ints) -> Ints:
        """What it costs to go from so many above `low` to the next; the further up, the more."""
        above = np.maximum(np.minimum(above, _FAR), -_FAR)
        cost: Ints = self.first[rows] + above * self.slope[rows] + (above >= 0) * self.leaving[rows]
        return cost


def _beside(table: _Cells, column: _Cells) -> _Cells:
    return np.concatenate((table, column[:, None]), 1)


def _round(table: _Table, rows: Ints, columns: Ints, axis: Axis) -> None:
    """Bring the cells to the cheapest numbers with these sums; `axis` is what the caller calls the columns."""
    _fill_rows(table, rows, _prices(table, rows, columns))
    gaps = columns - table.cells.sum(0)
    if not gaps.any():
        return
    raising, lowering = table.raising(), table.lowering()
    while gaps.any():
        moves = lowering[:, :, None] + raising[:, None, :]  # row × column left × column entered
        path = _cheapest_path(moves.min(0), gaps)
        if not path:
            index = int(gaps.nonzero()[0][0])
            raise MarginError(axis, index, int(columns[index]), int(gaps[index]))
        moved = [int(moves[:, left, entered].argmin()) for left, entered in path]
        for row, (left, entered) in zip(moved, path, strict=True):
            table.cells[row, left] -= 1
            table.cells[row, entered] += 1
        for row in moved:
            raising[row], lowering[row] = table.raising(row), table.lowering(row)
        gaps[path[-1][0]] += 1
        gaps[path[0][1]] -= 1


def _prices(table: _Table, rows: Ints, columns: Ints) -> Ints:
    """Prices of a unit in each column at which rows that take what is cheapest leave few gaps in the columns.

    A row's own price lies between the last unit it takes and the first it leaves, a column's likewise, in turns. Other
    prices lead to a table as near; these leave fewer paths to walk.
    """
    costs = np.minimum(table.raising(), _FAR * _UNIT)
    height, width = costs.shape
    prices = np.zeros(width, np.int64)
    if min(height, width) < 2:
        return prices
    taken = np.maximum(np.minimum(rows - table.cells.sum(1), width - 1), 1)
    given = np.maximum(np.minimum(columns - table.cells.sum(0), height - 1), 1)
    every_row, every_column = np.arange(height), np.arange(width)
    for _ in range(1 + width // 4):
        dear = np.sort(costs - prices, axis=1)
        row_prices = (dear[every_row, taken - 1] + dear[every_row, taken]) // 2
        dear = np.sort(costs - row_prices[:, None], axis=0)
        prices = (dear[given - 1, every_column] + dear[given, every_column]) // 2
    return prices


def _fill_rows(table: _Table, rows: Ints, prices: Ints) -> None:
    """Bring each row to its sum by the units that are cheapest at these prices."""
    raising, missing = table.raising(), rows - table.cells.sum(1)
    ranks = (raising - prices).argsort(1, kind="stable").argsort(1)
    taken = table.free & (ranks < missing[:, None])
    table.cells[...] += taken
    if (taken.sum(1) == missing).all() and not (taken & (raising > _UNIT)).any():
        return  # nobody took more than the cheapest unit of each cell
    while True:
        raising, lowering = table.raising() - prices, table.lowering() + prices
        gaps = rows - table.cells.sum(1)
        better = (gaps == 0) & (raising.min(1) + lowering.min(1) < 0)
        gaining, losing = np.flatnonzero(better | (gaps > 0)), np.flatnonzero(better | (gaps < 0))
        if not len(gaining) + len(losing):
            return
        table.cells[gaining, raising[gaining].argmin(1)] += 1
        table.cells[losing, lowering[losing].argmin(1)] -= 1


def _cheapest_path(costs: Ints, gaps: Ints) -> list[tuple[int, int]]:
    """The cheapest moves (column left, column entered) from a column that has too much to one that misses some.

    Empty where there is no way. By Bellman and Ford: costs may be negative, but no circle of moves gains anything.
    """
    way = np.where(gaps < 0, 0, _NEVER)
    came_from = np.full(len(gaps), -1)
    while True:
        through = np.where((way < _NEVER)[:, None] & (costs < _NEVER // 2), way[:, None] + costs, _NEVER)
        shorter = through.min(0) < way
        if not shorter.any():
            break
        came_from[shorter] = through.argmin(0)[shorter]
        way[shorter] = through.min(0)[shorter]
    path: list[tuple[int, int]] = []
    column = int(np.where(gaps > 0, way, _NEVER).argmin())
    if gaps[column] <= 0:
        return path
    while came_from[column] >= 0:
        path.append((int(came_from[column]), column))
        column = int(came_from[column])
    return path
