"""A column of cells as the few different values in it, and which of them stands in each cell."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from isplanner.workbook.block_rows import BlockRows, Words
from isplanner.workbook.grid import Percent, Sheet, Value

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
_MOST_SORTS = 1 << 62
_SAMPLE = 1000


class Coded(NamedTuple):
    """A column: cell i holds `values[codes[i]]`; no value stands twice, and all do once."""

    values: Sequence[Value]
    codes: Ints

    def where(self, test: Callable[[Value], object]) -> Mask:
        """The cells whose values pass a test."""
        return np.fromiter(map(bool, map(test, self.values)), np.bool_, len(self.values))[self.codes]

    def of(self, cells: NDArray[np.intp]) -> "Coded":
        """Some of the cells, in the order of the column."""
        return self if len(cells) == len(self.codes) else self.taken(cells)

    def taken(self, cells: NDArray[np.intp] | slice) -> "Coded":
        """Some of the cells, also where they may be all: then without values that none of them has."""
        codes = self.codes[cells]
        is_used = np.bincount(codes, minlength=len(self.values)) > 0
        values = [self.values[code] for code in np.flatnonzero(is_used).tolist()]
        return Coded(values, (np.cumsum(is_used, dtype=np.int32) - 1)[codes])


def coded_column(sheet: Sheet, rows: Sequence[int], index: int) -> Coded:
    """What stands in a column of some filled rows that rise, or in the merged ranges its cells belong to."""
    if isinstance(sheet.rows, BlockRows) and not sheet.lent_columns:
        columns = [block.column(index) for block in sheet.rows.blocks]
        if all(isinstance(column, Words) for column in columns):
            places = sheet.rows.places(rows)
            taken = slice(places.start, places.stop) if isinstance(places, range) else np.array(places, np.intp)
            return _of_words(cast("list[Words]", columns)).taken(taken)
    return coded(sheet.column(rows, index))


def _of_words(columns: Sequence[Words]) -> Coded:
    """Columns one below the other, each by its words."""
    codes = _Codes()
    parts = [
        np.array([codes[word] for word in column.words], np.int32)[np.frombuffer(column.codes, np.uint8)]
        for column in columns
    ]
    return Coded(cast("list[Value]", list(codes)), np.concatenate(parts))


def coded(cells: Sequence[Value]) -> Coded:
    """A column by the values in its cells, in the order in which they stand there first."""
    # True is 1 to a dictionary, and 45 % is 0.45, but they read otherwise.
    is_plain = {bool, Percent}.isdisjoint(map(type, cells))
    if is_plain and len(set(cells[:_SAMPLE])) == len(cells[:_SAMPLE]) and len(set(cells)) == len(cells):
        return Coded(cells, np.arange(len(cells), dtype=np.int32))
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
