"""Tables that an empty column cuts in two: a narrow one that only sets groups of columns apart.

Two tables side by side each begin with labels of their rows and have values. A part that does not belongs to what
stands across the gap, and so does a single column under a word that heads columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from isplanner.workbook.grid import Sheet
from isplanner.workbook.headers import is_empty, is_log_header, is_value
from isplanner.workbook.labels import is_known

if TYPE_CHECKING:
    from isplanner.workbook.recognise import Table

_LOOK_DOWN = 40


class _Holds(Enum):
    """What a column holds."""

    NOTHING = "nothing"
    LABELS = "labels"
    VALUES = "values"


def bridged(tables: Sequence["Table"]) -> list["Table"]:
    """The tables, wider where a part across an empty column is theirs; those whose parts are one then overlap."""
    return [_bridged(table, tables) for table in tables]


def _bridged(table: "Table", tables: Sequence["Table"]) -> "Table":
    rows = list(islice(table.body, _LOOK_DOWN))
    held = {_holds(table.sheet, rows, column) for column in table.columns}
    for step in (-1, 1):
        near = sorted(_columns_across(table, rows, table.left if step < 0 else table.right, step))
        if not near:
            continue
        other = next((other for other in tables if other.is_beside(table) and _reaches(other, *near)), None)
        if other is None:
            is_its = _Holds.LABELS not in held or all(_is_headed(table, column) for column in near)
        elif other.header[-1] != table.header[-1]:
            is_its = False
        else:
            first = near[0] if step > 0 else table.left
            begins_with_values = _holds(table.sheet, rows, first) is _Holds.VALUES and _is_headed(table, first)
            is_its = begins_with_values or not {_Holds.LABELS, _Holds.VALUES} <= held
        if is_its:
            table = replace(table, left=min(table.left, near[0]), right=max(table.right, near[-1]))
    return table


def _reaches(table: "Table", *columns: int) -> bool:
    return any(column in table.columns for column in columns)


def _columns_across(table: "Table", rows: Sequence[int], edge: int, step: int) -> Iterator[int]:
    """The columns beyond one empty column, as far as they go on in the table's own rows."""
    sheet, width = table.sheet, table.sheet.width
    column = edge + 2 * step
    if not _is_clear(table, rows, edge + step):
        return
    while 0 <= column < width and (filled := _filled(sheet, rows, column)):
        if 2 * filled <= len(rows) and not _is_headed(table, column):
            return
        yield column
        column += step


def _is_clear(table: "Table", rows: Sequence[int], column: int) -> bool:
    return all(is_empty(table.sheet.label(row, column)) for row in (*table.header, *rows))


def _filled(sheet: Sheet, rows: Sequence[int], column: int) -> int:
    return sum(not is_empty(sheet.label(row, column)) for row in rows)


def _is_headed(table: "Table", column: int) -> bool:
    """Whether a word that heads columns stands over a column, in the table's own header."""
    cells = [table.sheet.label(row, column) for row in table.header]
    return any(is_log_header(cell) or is_known(cell) for cell in cells)


def _holds(sheet: Sheet, rows: Sequence[int], column: int) -> _Holds:
    cells = [cell for row in rows if not is_empty(cell := sheet.label(row, column))]
    if not cells:
        return _Holds.NOTHING
    return _Holds.VALUES if 2 * sum(map(is_value, cells)) > len(cells) else _Holds.LABELS
