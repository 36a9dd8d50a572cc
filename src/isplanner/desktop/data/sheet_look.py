"""SheetLook: how each cell of a sheet is shown that was read: header, held, read otherwise, derived, not read."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from isplanner.desktop.data.words import held_words, ignored_words
from isplanner.plan.fact import HeldCell
from isplanner.plan.metric import Metric
from isplanner.text.numbers import format_number
from isplanner.workbook.corrections import NO_CORRECTIONS, Corrections
from isplanner.workbook.dates import DateStyle, read_date
from isplanner.workbook.grid import Area, Percent, Place, Sheet, Value, cell_text
from isplanner.workbook.read_table import ColumnReading, ReadTable
from isplanner.workbook.reading import SheetReading
from isplanner.workbook.values import is_blank, metric_value

_PLAIN_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
_TITLE_ROWS, _MOST_TITLES = 500, 100
_NUMBERS = {"numbers", "value", "derived", "running", "talk", "amount"}
_DAYS = {"date", "created", "won", "arose"}
_UNREAD = {"unread", "ignored", "total", "running", "comparison"}


class CellLook(NamedTuple):
    """How a cell is shown: `ground`, `frame` and `tone` are colour tokens, "" for none. `part` names what it is."""

    part: str
    ground: str = ""
    frame: str = ""
    tone: str = "tx"
    is_italic: bool = False
    is_bold: bool = False
    is_right: bool = False


class SheetLook:
    """A sheet with what was read of it; without a reading nothing of it is."""

    def __init__(
        self,
        sheet: Sheet,
        reading: SheetReading | None = None,
        corrections: Corrections = NO_CORRECTIONS,
        metrics: Mapping[str, Metric] = MappingProxyType({}),
        doubtful: Mapping[Place, str] = MappingProxyType({}),
    ) -> None:
        self.sheet = sheet
        self.reading = reading
        self.doubtful = doubtful
        self._corrections = corrections
        self._metrics = metrics

    @property
    def tables(self) -> tuple[ReadTable, ...]:
        """The tables that were found."""
        return self.reading.tables if self.reading else ()

    @cached_property
    def held(self) -> Mapping[Place, HeldCell]:
        """The cells that are held."""
        return {Place.parse(cell.cell): cell for cell in (self.reading.held if self.reading else ()) if cell.cell}

    @cached_property
    def ignored(self) -> Mapping[int, str]:
        """Why rows are not read."""
        return {row.row - 1: row.reason for row in (self.reading.ignored_rows if self.reading else ())}

    @cached_property
    def header_rows(self) -> frozenset[int]:
        """The rows of all headers."""
        return frozenset(row for table in self.tables for row in table.header)

    @cached_property
    def titles(self) -> tuple[Area, ...]:
        """Texts outside all tables, each with the empty cells right of it that it may run over."""
        return tuple(self._titles())[:_MOST_TITLES]

    def _titles(self) -> Iterator[Area]:
        sheet = self.sheet
        merged = {row for area in sheet.merged for row in range(area.top, area.bottom + 1)}
        for row in sheet.numbers[:_TITLE_ROWS]:
            filled = [column for column, _ in sheet.filled(row)]
            if row in merged or row in self.header_rows:
                continue
            for column, end in zip(filled, [*filled[1:], sheet.width], strict=True):
                is_text = isinstance(sheet.value(row, column), str)
                is_inside = self.table_at(row, column) is not None and row not in self.ignored
                if is_text and not is_inside and end > column + 1:
                    yield Area(row, column, row, end - 1)

    def typed(self, row: int, column: int) -> str | None:
        """What was typed over a cell."""
        return self._corrections.cells.get((self.sheet.name, str(Place(row, column)))) if self._is_typed_into else None

    @cached_property
    def _is_typed_into(self) -> bool:
        return any(name == self.sheet.name for name, _ in self._corrections.cells)

    def table_at(self, row: int, column: int) -> ReadTable | None:
        """The table that a cell is in."""
        inside = (table for table in self.tables if table.area.left <= column <= table.area.right)
        return next((table for table in inside if table.area.top <= row <= table.area.bottom), None)

    def text(self, row: int, column: int) -> str:
        """What a cell shows."""
        typed = self.typed(row, column)
        if typed is not None:
            return typed
        value, use = self.sheet.value(row, column), self._use(row, column)
        return _shown(self._day(value) if use in _DAYS else value, is_number=use in _NUMBERS)

    def _day(self, value: Value) -> Value:
        """A bare number among dates as the day it is the serial number of."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        part = read_date(value, DateStyle(is_1904=self.sheet.is_1904))
        return date(part.year, part.month, part.day) if part and part.year and part.month and part.day else value

    def _use(self, row: int, column: int) -> str:
        table = self.table_at(row, column)
        return table.columns[column - table.area.left].use if table and row not in table.header else ""

    def look(self, row: int, column: int) -> CellLook:
        """How a cell is shown."""
        value, table = self.sheet.value(row, column), self.table_at(row, column)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        is_right = is_number and self._use(row, column) not in _DAYS
        marked = self._marked(Place(row, column), is_right)
        if marked or table is None:
            return marked or CellLook("outside", "hover", tone="tx2", is_right=is_right)
        if row in table.header:
            return CellLook("header", "accbg", is_bold=True)
        if row in self.ignored:
            return CellLook(self.ignored[row], "hover", tone="tx2", is_right=is_right)
        return self._in_body(table.columns[column - table.area.left], value, is_right)

    def _marked(self, place: Place, is_right: bool) -> CellLook | None:
        """How a cell is shown that needs a look, or had one."""
        if place in self.held:
            is_number = is_right or self._use(*place) in _NUMBERS
            return CellLook("held", "badbg", "bad", "bad", is_bold=True, is_right=is_number)
        if self.typed(*place) is not None:
            return CellLook("typed", "accbg", "acc", is_right=is_right)
        return CellLook("doubtful", "warnbg", "warn", is_right=is_right) if place in self.doubtful else None

    def tip(self, row: int, column: int) -> str:
        """What there is to say of a cell."""
        place = Place(row, column)
        if held := self.held.get(place):
            return held_words(held)
        value = cell_text(self.sheet.value(row, column))
        if (typed := self.typed(row, column)) is not None:
            return f"{value} → {typed}"
        if doubt := self.doubtful.get(place):
            return doubt
        table = self.table_at(row, column)
        if table is None or row in table.header or row in self.ignored:
            return ignored_words(self.ignored[row]) if row in self.ignored else ""
        if self._use(row, column) in _DAYS and (day := self.text(row, column)) != value:
            return f"{value} → {day}" if isinstance(self.sheet.value(row, column), int | float) else ""
        number = self.read_as(table.columns[column - table.area.left], self.sheet.value(row, column))
        return "" if number is None else f"{value} → {format_number(number, None)}"

    def _in_body(self, column: ColumnReading, value: Value, is_right: bool) -> CellLook:
        is_right = is_right or (column.use in _NUMBERS and isinstance(value, str))
        if column.use == "derived":
            return CellLook("derived", tone="tx2", is_italic=True, is_right=is_right)
        if column.use in _UNREAD:
            return CellLook("unread", tone="tx3", is_right=is_right)
        if self.read_as(column, value) is not None:
            return CellLook("otherwise", "warnbg", is_right=is_right)
        return CellLook("body", is_right=is_right)

    def read_as(self, column: ColumnReading, value: Value) -> float | None:
        """The number that a text was read as, where it is none as it stands."""
        metric = self._metrics.get(column.metric or "")
        if column.use not in _NUMBERS or metric is None or not isinstance(value, str) or is_blank(value):
            return None
        if _PLAIN_NUMBER.fullmatch(value.strip()):
            return None
        found = metric_value(value, metric, column.unit_name, points=False)
        return found if isinstance(found, float) else None


def _shown(value: Value, *, is_number: bool) -> str:
    """A cell as a spreadsheet shows it."""
    match value:
        case Percent():
            text = f"{float(value) * 100:.1f}".removesuffix(".0") + "%"
        case datetime():
            text = f"{value:%Y/%m/%d %H:%M}"
        case date():
            text = f"{value:%Y/%m/%d}"
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case int() | float() if is_number and not isinstance(value, bool):
            text = format_number(round(value, 4), None)
        case _:
            text = cell_text(value)
    return text
