"""A workbook as plain grids of typed cells, whatever kind of file it came from."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from isplanner.workbook.block_rows import BlockRows

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
LARGEST_MERGE = 100_000
"""Cells that a merged range may have among the filled rows and columns; a larger one is taken for none."""


class Broken(NamedTuple):
    """A cell without a value. `reason` is error_value or no_cached_value, `text` the formula or the error sign."""

    reason: str
    text: str


class Percent(float):
    """A number in a cell whose number format has a percent sign: 0.45 shown as 45 %."""


Value = str | bool | int | float | date | datetime | timedelta | Broken | None
"""What a cell holds. Times of day and durations are timedeltas."""


class Place(NamedTuple):
    """A cell by its row and column, both counted from 0."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{column_letters(self.column)}{self.row + 1}"

    @classmethod
    def parse(cls, address: str) -> "Place":
        """What `str` wrote.

        Raises:
            ValueError: It is no address.
        """
        match = _ADDRESS.fullmatch(address)
        if match is None:
            raise ValueError(address)
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        return cls(int(match[2]) - 1, column - 1)


NOWHERE = Place(-1, -1)
"""The place of what stands in no cell."""


class Area(NamedTuple):
    """A merged range, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(eq=False)
class Sheet:
    """One sheet: the filled rows by row number, and its merged ranges.

    A row ends at its last filled cell or beyond. `is_1904` is the date system of serial numbers, `has_own_name`
    is False where the sheet is called after its file.
    """

    name: str
    rows: Mapping[int, Sequence[Value]] = field(default_factory=dict)
    merged: Sequence[Area] = ()
    is_visible: bool = True
    is_1904: bool = False
    has_own_name: bool = True

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell itself."""
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else None

    def label(self, row: int, column: int) -> Value:
        """What stands in a cell or in the merged range it belongs to."""
        return self.value(*self.anchor(row, column)) if row in self.lent_columns else self.value(row, column)

    def labels(self, row: int, columns: Sequence[int]) -> list[Value]:
        """What stands in cells of a row or in the merged ranges they belong to."""
        if row in self.lent_columns:
            return [self.label(row, column) for column in columns]
        cells = self.rows.get(row, [])
        width = len(cells)
        return [cells[column] if column < width else None for column in columns]

    def column(self, rows: Sequence[int], index: int) -> list[Value]:
        """What stands in a column of rows or in the merged ranges its cells belong to."""
        if self.lent_columns:
            return [self.label(row, index) for row in rows]
        return self.own_column(rows, index)

    def own_column(self, rows: Sequence[int], index: int) -> list[Value]:
        """What stands in a column of rows itself."""
        if isinstance(self.rows, BlockRows):
            return self.rows.column(rows, index)
        return [cells[index] if index < len(cells) else None for cells in map(self.rows.__getitem__, rows)]

    def anchor(self, row: int, column: int) -> Place:
        """The cell in which the value of a cell stands."""
        own = Place(row, column)
        return self.anchors.get(own, own) if row in self.lent_columns else own

    @cached_property
    def anchors(self) -> Mapping[tuple[int, int], Place]:
        """For each covered cell of a merged range the cell that shows its value."""
        last_row, width = max(self.rows, default=-1), self.width
        found: dict[tuple[int, int], Place] = {}
        for area in self.merged:
            bottom, right = min(area.bottom, last_row), min(area.right, width - 1)
            if (bottom - area.top + 1) * (right - area.left + 1) > LARGEST_MERGE:
                continue
            place = Place(area.top, area.left)
            cells = ((r, c) for r in range(area.top, bottom + 1) for c in range(area.left, right + 1))
            found.update((cell, place) for cell in cells if cell != place)
        return found

    @cached_property
    def lent_columns(self) -> Mapping[int, Sequence[int]]:
        """The columns of each row in which a merged range lends its value to another cell."""
        found: dict[int, list[int]] = {}
        for row, column in self.anchors:
            found.setdefault(row, []).append(column)
        return found

    @cached_property
    def width(self) -> int:
        """How many columns the longest row has."""
        return self.rows.width if isinstance(self.rows, BlockRows) else max(map(len, self.rows.values()), default=0)

    @cached_property
    def numbers(self) -> Sequence[int]:
        """The filled rows from the top down."""
        return sorted(self.rows)

    def numbers_between(self, first: int, end: int) -> Sequence[int]:
        """The filled rows from `first` up to, not including, `end`."""
        return self.numbers[bisect_left(self.numbers, first) : bisect_left(self.numbers, end)]

    @cached_property
    def height(self) -> int:
        """The number of the last filled row, plus one."""
        return max(self.rows, default=-1) + 1

    @cached_property
    def words(self) -> Set[str]:
        """The texts in it, each once, but those that end in a digit: times and numbers are all different."""
        if isinstance(self.rows, BlockRows):
            return set(self.rows.texts)
        texts = {value for cells in self.rows.values() for value in cells if value.__class__ is str}
        return {text for text in texts if not text[-1:].isdigit()}

    def rows_with(self, words: Set[str], is_number: Callable[[Value], bool]) -> Set[int]:
        """The rows in which one of some words stands itself, and that are not full with a number among them."""
        if isinstance(self.rows, BlockRows):
            found = sorted(set(self.rows.rows_with(words, is_number)))
        else:
            found = [row for row, cells in self.rows.items() if not words.isdisjoint(cells)]
        worded = ((row, self.rows[row]) for row in found)
        return {row for row, cells in worded if None in cells or "" in cells or not any(map(is_number, cells))}

    def labelled_columns(self, row: int) -> list[int]:
        """The columns of a row in which something stands, with what merged ranges lend."""
        if row not in self.lent_columns:
            return [column for column, _ in self.filled(row)]
        own = (column for column, _ in self.filled(row))
        lent = (column for column in self.lent_columns.get(row, ()) if self.label(row, column) not in {None, ""})
        return sorted({*own, *lent})

    def filled(self, row: int) -> Iterator[tuple[int, Value]]:
        """The columns of a row in which something stands, without what merged ranges lend."""
        return ((column, value) for column, value in enumerate(self.rows.get(row, ())) if value not in {None, ""})


def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(value: Value) -> str:
    """A cell as it reads in a list of held cells."""
    match value:
        case None:
            return ""
        case Broken():
            return value.text
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.isoformat(" ")
        case _:
            return str(value)
