"""Rounding shares to whole numbers that add up: a row of them by largest remainder, a table of them by its margins.

A table is rounded by moving units along cheapest paths. Raising a cell from n to n + 1 costs how much further that is
from its exact share (by squares, which between the two whole numbers next to it is the same as by distance), so the
whole table nearest to the exact one is a flow of least cost from rows to columns (Cox 1987, "controlled rounding").
Costs are integers: a table is rounded alike on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Axis = Literal["row", "column"]

_NOISE = 1e-9
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
_PRICE_ROUNDS = 5


class MarginError(Exception):
    """Nothing adds up to this row's or column's sum: `total` misses so much (negative: there is too much)."""

    def __init__(self, axis: Axis, index: int, total: float, missing: float) -> None:
        super().__init__(axis, index, total, missing)
        self.axis, self.index, self.total, self.missing = axis, index, total, missing


def round_shares(total: int, weights: Sequence[float] | Floats, lean: Floats | None = None) -> list[int]:
    """Whole shares in proportion to weights that add up to a total: by largest remainder, then by order.

    With `lean`, equal remainders go first to where it is largest.
    """
    exact = np.asarray(weights, float) * (total / np.sum(weights))
    shares = np.floor(exact + _NOISE)
    remainders = np.round(exact - shares, 6)
    leans = np.zeros(len(shares)) if lean is None else np.round(lean, 6)
    missing = int(total - shares.sum())
    shares[np.lexsort((-leans, -remainders))[:missing]] += 1
    return [int(share) for share in shares]


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
    shares = np.asarray(exact, float)
    table = _Table.of(
        shares,
        np.ones(shares.shape, bool) if free is None else free,
        np.zeros(shares.shape, np.int64) + np.asarray(least, np.int64),
        np.zeros(shares.shape) + np.asarray(lean, float),
    )
    row_sums, column_sums = np.asarray(rows, np.int64), np.asarray(columns, np.int64)
    bends = np.zeros(len(row_sums), bool) if bending is None else bending
    _check_sums("row", table, row_sums, ~bends)
    _check_sums("column", table.turned(), column_sums, np.ones(len(column_sums), bool))
    if bends.any():
        # What a bending row does not get goes into one more column, where a unit more or less is dear but possible.
        slack = np.where(bends, column_sums.sum() - row_sums, 0)
        table = table.with_column(slack, bends)
        row_sums, column_sums = row_sums + slack, np.append(column_sums, slack.sum())
    if len(row_sums) < len(column_sums):
        _round(table.turned(), column_sums, row_sums, "row")
    else:
        _round(table, row_sums, column_sums, "column")
    return table.cells[:, : shares.shape[1]]


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells on their way to whole numbers, and what steps cost. All arrays are rows × columns.

    `low` is the whole number below the share, which may be it (`is_whole`). A step up from there costs a unit less
    `gain`, and each step whose end is a whole unit away from the share, or more, costs `bound` for each unit.
    """

    cells: Ints
    free: Bools
    least: Ints
    low: Ints
    is_whole: Bools
    gain: Ints
    bound: Ints

    @classmethod
    def of(cls, shares: Floats, free: Bools, least: Ints, lean: Floats) -> "_Table":
        low = np.floor(shares + _NOISE).astype(np.int64)
        remainders = np.rint((shares - low + lean.clip(-_FAR, _FAR)) * _RESOLUTION).astype(np.int64)
        ties = np.arange(shares.size).reshape(shares.shape) * _TIES // max(1, shares.size)
        is_whole = shares - low <= _NOISE
        gain, bound = 2 * _TIES * remainders - ties, np.full(shares.shape, _BEYOND)
        return cls(np.where(free, np.maximum(low, least), low), free, least, low, is_whole, gain, bound)

    def with_column(self, cells: Ints, free: Bools) -> "_Table":
        """One more column, of preferred whole numbers; where remainders tie, more of it is left to later rows."""
        ties = np.arange(len(cells)) * _TIES // len(cells)
        return _Table(
            np.column_stack((self.cells, cells)),
            np.column_stack((self.free, free)),
            np.column_stack((self.least, np.zeros_like(cells))),
            np.column_stack((self.low, cells)),
            np.column_stack((self.is_whole, np.ones(len(cells), bool))),
            np.column_stack((self.gain, ties)),
            np.column_stack((self.bound, np.full(len(cells), _PREFERRED))),
        )

    def turned(self) -> "_Table":
        """The same cells, rows as columns."""
        return _Table(self.cells.T, self.free.T, self.least.T, self.low.T, self.is_whole.T, self.gain.T, self.bound.T)

    def raising(self) -> Ints:
        """What one more costs."""
        return np.where(self.free, self._step(self.cells), _NEVER)

    def lowering(self) -> Ints:
        """What one less costs."""
        return np.where(self.free & (self.cells > self.least), -self._step(self.cells - 1), _NEVER)

    def _step(self, cells: Ints) -> Ints:
        """What it costs to go from these numbers to the next; the further up, the more."""
        above = (cells - self.low).clip(-_FAR, _FAR)
        cost: Ints = _UNIT * (1 + 2 * above) - self.gain + self.bound * (above + (self.is_whole & (above >= 0)))
        return cost


def _check_sums(axis: Axis, table: _Table, sums: Ints, hard: Bools) -> None:
    """See that in no row what stays exceeds its sum, or is all it has and falls short of it."""
    missing = sums - np.where(table.free, table.least, table.cells).sum(1)
    wrong = hard & ((missing < 0) | (~table.free.any(1) & (missing != 0)))
    if wrong.any():
        index = int(wrong.argmax())
        raise MarginError(axis, index, int(sums[index]), int(missing[index]))


def _round(table: _Table, rows: Ints, columns: Ints, axis: Axis) -> None:
    """Bring the cells to the cheapest numbers with these sums; `axis` is what the caller calls the columns."""
    _fill_rows(table, rows, _prices(table, rows, columns))
    while (gaps := columns - table.cells.sum(0)).any():
        moves = table.lowering()[:, :, None] + table.raising()[:, None, :]  # row × column left × column entered
        path = _cheapest_path(moves.min(0), gaps)
        if not path:
            index = int(gaps.nonzero()[0][0])
            raise MarginError(axis, index, int(columns[index]), int(gaps[index]))
        for left, entered in path:
            row = moves[:, left, entered].argmin()
            table.cells[row, left] -= 1
            table.cells[row, entered] += 1


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
    taken = (rows - table.cells.sum(1)).clip(1, width - 1)
    given = (columns - table.cells.sum(0)).clip(1, height - 1)
    every_row, every_column = np.arange(height), np.arange(width)
    for _ in range(_PRICE_ROUNDS):
        dear = np.sort(costs - prices, axis=1)
        row_prices = (dear[every_row, taken - 1] + dear[every_row, taken]) // 2
        dear = np.sort(costs - row_prices[:, None], axis=0)
        prices = (dear[given - 1, every_column] + dear[given, every_column]) // 2
    return prices


def _fill_rows(table: _Table, rows: Ints, prices: Ints) -> None:
    """Bring each row to its sum by the units that are cheapest at these prices."""
    ranks = (table.raising() - prices).argsort(1, kind="stable").argsort(1)
    table.cells[...] += table.free & (ranks < (rows - table.cells.sum(1))[:, None])
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
