"""The rows of a log that count: no notes, no totals, none twice."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from isplanner.workbook.coded import Coded, Mask, coded, coded_column, combined
from isplanner.workbook.grid import Value, cell_text
from isplanner.workbook.recognise import Table
from isplanner.workbook.rows import ignored_reason, may_be_ignored
from isplanner.workbook.values import is_blank

_CLOCK = re.compile(r".*\d{1,2}:\d{2}.*")
_LONGEST_TIME = 40


class LogCells:
    """The cells of a table's body, column by column; by its values each column is made once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows = list(table.body)
        self._coded: dict[int, Coded] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, index: int) -> list[Value]:
        """What stands in a column, merged ranges lending what they have."""
        # Not kept: it is quickly made again, and a list for each column is more than the codes of all.
        return self.table.sheet.column(self.rows, index)

    def coded(self, index: int) -> Coded:
        """The same by its values."""
        if index not in self._coded:
            self._coded[index] = coded_column(self.table.sheet, self.rows, index)
        return self._coded[index]

    def own(self, index: int) -> Coded:
        """The same without what merged ranges lend: a number that spans rows counts once."""
        sheet = self.table.sheet
        return coded(sheet.own_column(self.rows, index)) if sheet.lent_columns else self.coded(index)

    def row(self, at: int) -> tuple[Value, ...]:
        """The cells of the row at a place of `rows`."""
        return tuple(self.table.sheet.rows[self.rows[at]][self.table.left : self.table.right + 1])


def ignored_rows(cells: LogCells, labels: Sequence[int], mark: int | None) -> tuple[Mask, dict[int, str]]:
    """Which rows count, and by row number why others do not.

    Args:
        cells: The cells of a log.
        labels: The columns that say what a row is about.
        mark: The column with the ID of each row, if it has one.
    """
    table = cells.table
    ignored: dict[int, str] = {}
    counts = np.ones(len(cells), np.bool_)
    for at in np.flatnonzero(_worth_a_look(cells, labels)).tolist():
        row = cells.rows[at]
        if all(map(is_blank, cells.row(at))):
            counts[at] = False
        elif reason := ignored_reason(table, row, labels):
            ignored[row] = reason
            counts[at] = False
    again = _repeated(cells, counts, mark)
    counts[again] = False
    ignored.update((cells.rows[at], "duplicate") for at in again.tolist())
    return counts, ignored


def _worth_a_look(cells: LogCells, labels: Sequence[int]) -> Mask:
    """The rows that may not count: their first cell is empty, or a label of theirs may say so."""
    sheet, table = cells.table.sheet, cells.table
    found = _suspects(cells.coded(table.left), lambda value: is_blank(value) or may_be_ignored(value))
    for index in labels:
        found |= _suspects(cells.coded(index), may_be_ignored)
    if table.repeats or sheet.lent_columns:
        found |= np.array([row in table.repeats or row in sheet.lent_columns for row in cells.rows])
    return found


def _suspects(column: Coded, test: Callable[[Value], bool]) -> Mask:
    """The empty cells and the texts that pass a test; numbers and times are all different, and end in a digit."""
    found = np.zeros(len(column.values), np.bool_)
    ends = [value[-1:] if isinstance(value, str) else "" if value is None else "0" for value in column.values]
    if not "".join(ends).isdigit() or "" in ends:
        worth = [(code, value) for code, value in enumerate(column.values) if not ends[code].isdigit()]
        found[[code for code, value in worth if value is None or test(value)]] = True
    return found[column.codes]


def _repeated(cells: LogCells, counts: Mask, mark: int | None) -> NDArray[np.intp]:
    """The rows that stand again: by their ID, or without IDs if all of a row is equal and tells the time of day."""
    columns = [cells.coded(index) for index in (cells.table.columns if mark is None else (mark,))]
    if any(_differs_everywhere(column) for column in columns):
        return np.array([], np.intp)
    if mark is not None:
        sorts, marked = _marks(columns[0])
        return _after_first(sorts, np.flatnonzero(counts & marked))
    again = _after_first(combined(columns, len(cells))[1], np.flatnonzero(counts))
    return np.array([at for at in again.tolist() if any(map(_tells_time, cells.row(at)))], np.intp)


def _marks(column: Coded) -> tuple[NDArray[np.intp], Mask]:
    """Which rows have the same ID, as text, and which have one."""
    texts: dict[str, int] = {}
    of_values = [texts.setdefault(cell_text(value), len(texts)) for value in column.values]
    blank = texts.get("", -1)
    sorts = np.array(of_values, np.intp)[column.codes]
    return sorts, sorts != blank


def _differs_everywhere(column: Coded) -> bool:
    """Whether no two cells of a column read the same; 1 and "1" do."""
    return len(column.values) == len(column.codes) and len(set(map(type, column.values))) == 1


def _after_first(sorts: NDArray[np.integer], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows of each sort but its first."""
    _, first = np.unique(sorts[rows], return_index=True)
    is_later = np.ones(len(rows), np.bool_)
    is_later[first] = False
    return rows[is_later]


def _tells_time(value: Value) -> bool:
    if isinstance(value, str):
        return len(value) < _LONGEST_TIME and bool(_CLOCK.fullmatch(value))
    return isinstance(value, datetime | timedelta)
