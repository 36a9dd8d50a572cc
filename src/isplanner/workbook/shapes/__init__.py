"""The shapes of tables and sheets that are recognised, one module each; of those that claim one, the first reads it.

A module of a table has `claims(columns, around) -> bool`, `name(columns) -> str` and
`read(columns, around) -> TableReading`; one of a whole sheet has `NAME`, `claims(sheet) -> bool` and
`read(sheet, context) -> TableReading`. Those of logs have `lacking(columns)` too, for a table that was said to be one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Context, Surroundings
from isplanner.workbook.grid import Sheet
from isplanner.workbook.map import Column
from isplanner.workbook.shapes import activity_log, cells, mail_log, member_sheet, opportunities, sales_log
from isplanner.workbook.shapes.log_columns import log_columns


class TableShape(Protocol):
    """A way to read a table."""

    def claims(self, columns: Sequence[Column], around: Surroundings) -> bool: ...

    def name(self, columns: Sequence[Column]) -> str: ...

    def read(self, columns: Sequence[Column], around: Surroundings) -> TableReading: ...


class LogShape(TableShape, Protocol):
    """A way to read a table row by row."""

    NAME: str

    def lacking(self, columns: Sequence[Column]) -> tuple[str, ...]: ...


class SheetShape(Protocol):
    """A way to read a whole sheet."""

    NAME: str

    def claims(self, sheet: Sheet) -> bool: ...

    def read(self, sheet: Sheet, context: Context) -> TableReading: ...


@dataclass(frozen=True, slots=True)
class UnfinishedLog:
    """A log that the user said a table is, before he said which columns it has: nothing of it is read yet."""

    log: LogShape

    def claims(self, _columns: Sequence[Column], _around: Surroundings) -> bool:
        """He said so."""
        return True

    def name(self, _columns: Sequence[Column]) -> str:
        """What the shape is called."""
        return self.log.NAME

    def read(self, columns: Sequence[Column], _around: Surroundings) -> TableReading:
        """No facts, but what is known of its columns, and which are still lacking."""
        uses = {column.index: role for role, column in log_columns(columns, self.log.NAME).items()}
        return TableReading([], [], {}, uses=uses, lacking=self.log.lacking(columns))


LOG_SHAPES: tuple[LogShape, ...] = (mail_log, sales_log, opportunities, activity_log)
SHEET_SHAPES: tuple[SheetShape, ...] = (member_sheet,)


def table_shape(columns: Sequence[Column], around: Surroundings) -> TableShape | None:
    """How a table is read, None if it is no table of ours. What it was said to be goes before what it looks like."""
    wanted, chosen = around.mapping.shape, around.context.corrections.table(around.mapping.headers).shape
    for log in LOG_SHAPES:
        if wanted == log.NAME and not log.lacking(columns):
            return log
        if chosen == log.NAME:
            return UnfinishedLog(log)
        if wanted is None and log.claims(columns, around):
            return log
    return cells if chosen or cells.claims(columns, around) else None
