"""The shapes of tables and sheets that are recognised, one module each; of those that claim one, the first reads it.

A module of a table has `claims(columns, around) -> bool`, `name(columns) -> str` and
`read(columns, around) -> TableReading`; one of a whole sheet has `NAME`, `claims(sheet) -> bool` and
`read(sheet, context) -> TableReading`. Those of logs have `can_read(columns)` too, for a table that was said to be one.
"""

from collections.abc import Sequence
from typing import Protocol

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Context, Surroundings
from isplanner.workbook.grid import Sheet
from isplanner.workbook.map import Column
from isplanner.workbook.shapes import activity_log, cells, mail_log, member_sheet, opportunities, sales_log


class TableShape(Protocol):
    """A way to read a table."""

    def claims(self, columns: Sequence[Column], around: Surroundings) -> bool: ...

    def name(self, columns: Sequence[Column]) -> str: ...

    def read(self, columns: Sequence[Column], around: Surroundings) -> TableReading: ...


class LogShape(TableShape, Protocol):
    """A way to read a table row by row."""

    NAME: str

    def can_read(self, columns: Sequence[Column]) -> bool: ...


class SheetShape(Protocol):
    """A way to read a whole sheet."""

    NAME: str

    def claims(self, sheet: Sheet) -> bool: ...

    def read(self, sheet: Sheet, context: Context) -> TableReading: ...


LOG_SHAPES: tuple[LogShape, ...] = (mail_log, sales_log, opportunities, activity_log)
SHEET_SHAPES: tuple[SheetShape, ...] = (member_sheet,)


def table_shape(columns: Sequence[Column], around: Surroundings) -> TableShape | None:
    """How a table is read, None if it is no table of ours. What it was said to be goes before what it looks like."""
    wanted = around.mapping.shape
    for log in LOG_SHAPES:
        if log.can_read(columns) if wanted == log.NAME else wanted is None and log.claims(columns, around):
            return log
    return cells if cells.claims(columns, around) else None
