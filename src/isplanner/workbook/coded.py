"""A column of cells as the few different values in it, and which of them stands in each cell."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from isplanner.workbook.grid import Percent, Value

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
_MOST_SORTS = 1 << 62


class Coded(NamedTuple):
    """A column: cell i holds `values[codes[i]]`; no value stands twice, and all do once."""

    values: Sequence[Value]
    codes: Ints

    def where(self, test: Callable[[Value], object]) -> Mask:
        """The cells whose values pass a test."""
        return np.fromiter(map(bool, map(test, self.values)), np.bool_, len(self.values))[self.codes]

    def of(self, cells: NDArray[np.intp]) -> "Coded":
        """Some of the cells, in the order of the column."""
        if len(cells) == len(self.codes):
            return self
        used, codes = np.unique(self.codes[cells], return_inverse=True)
        return Coded([self.values[code] for code in used.tolist()], codes.astype(np.int32))


def coded(cells: Sequence[Value]) -> Coded:
    """A column by the values in its cells, in the order in which they stand there first."""
    # True is 1 to a dictionary, and 45 % is 0.45, but they read otherwise.
    is_plain = {bool, Percent}.isdisjoint(map(type, cells))
    keys: Sequence[Hashable] = cells if is_plain else [(cell.__class__, cell) for cell in cells]
    codes = _Codes()
    column = np.fromiter(map(codes.__getitem__, keys), np.int32, len(cells))
    values = list(codes) if is_plain else [cast("tuple[type, Value]", key)[1] for key in codes]
    return Coded(cast("list[Value]", values), column)


def combined(columns: Sequence[Coded], rows: int) -> tuple[NDArray[np.intp], Ints]:
    """Which rows say the same in all of some columns: the first row of each sort, and the sort of each row."""
    key, sorts = np.zeros(rows, np.int64), 1
    for column in columns:
        if sorts * len(column.values) > _MOST_SORTS:
            key = np.unique(key, return_inverse=True)[1].astype(np.int64)
            sorts = rows
        key, sorts = key * len(column.values) + column.codes, sorts * len(column.values)
    _, first, of = np.unique(key, return_index=True, return_inverse=True)
    return first, of.astype(np.int32)


class _Codes(dict[Hashable, int]):
    """The code of each value; one that is new gets the next."""

    def __missing__(self, key: Hashable) -> int:
        code = self[key] = len(self)
        return code
