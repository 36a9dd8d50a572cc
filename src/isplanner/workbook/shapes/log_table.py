"""What logs have in common: columns, rows that repeat, days, people, and counts by day, member and channel."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from isplanner.plan.fact import Fact, FactKind, HeldCell, Source
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import Span
from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.dates import DateStyle, is_day_first, read_date
from isplanner.workbook.grid import Broken, Place, Value, cell_text
from isplanner.workbook.labels import ACTUAL, read_label, without_brackets
from isplanner.workbook.map import NUMBERS, Column
from isplanner.workbook.periods import Period, resolve
from isplanner.workbook.row_labels import RowReader, RowSays
from isplanner.workbook.rows import Row, ignored_reason
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.values import fitting_unit, is_blank, metric_value
from isplanner.workbook.vocabulary import vocabulary

_CLOCK = re.compile(r".*\d{1,2}:\d{2}.*")
_ROLES = ("member", "family", "given", "channel")


def log_columns(columns: Sequence[Column], log: str) -> dict[str, Column]:
    """The columns of a log by what it calls them; of several names the first in its list that the table has."""
    by_head = {_head(column): column for column in reversed(columns)}
    roles = vocabulary().logs[log]
    found = {role: next((by_head[word] for word in words if word in by_head), None) for role, words in roles.items()}
    return {role: column for role, column in found.items() if column}


def counts_else(columns: Sequence[Column], own: Mapping[str, Column]) -> bool:
    """Whether a table counts metrics in columns that are not the log's: then it is no log."""
    return any(column.role == NUMBERS and column.metric and column not in own.values() for column in columns)


def _head(column: Column) -> str:
    return squeezed(without_brackets(plain(column.header)))


class LogTable:
    """A log as it is counted. `own` are its columns by role, `id` among them where it has one.

    Without a column of channels a title may name the channel, if `title_channel`.
    """

    def __init__(
        self, columns: Sequence[Column], around: Surroundings, own: Mapping[str, Column], *, title_channel: bool = True
    ) -> None:
        self.own = own
        self._around = around
        self._table = around.table
        self._held: dict[Place, HeldCell] = {}
        self._ignored: dict[int, str] = {}
        self._sums: dict[tuple[str, Span, str | None, str | None], float] = {}
        self._scopes = RowReader(self._table, _with_roles(columns, own), around.context)
        self._has_channel = any(column.role == "channel" for column in self._scopes.columns)
        self._title_channel = around.channel if title_channel else None
        self._labels = [column.index for role, column in own.items() if role in {"date", "created", *_ROLES}]
        self._seen: set[object] = set()
        self._known_scopes: dict[tuple[Value, ...], tuple[str | None, str | None]] = {}
        self._styles = {role: self._style(column) for role, column in own.items()}

    def _style(self, column: Column) -> DateStyle:
        cells = (self._table.sheet.value(row, column.index) for row in self._table.body)
        return DateStyle(is_day_first=is_day_first(cells), is_1904=self._table.sheet.is_1904)

    def rows(self) -> Iterator[int]:
        """The rows that count; notes, totals and repeated ones are left out."""
        for row in self._table.body:
            cells = self._table.sheet.rows[row][self._table.left : self._table.right + 1]
            if all(map(is_blank, cells)):
                continue
            reason = ignored_reason(self._table, row, self._labels) or self._repeats(row, tuple(cells))
            if reason:
                self._ignored[row] = reason
            else:
                yield row

    def _repeats(self, row: int, cells: tuple[Value, ...]) -> str | None:
        """Whether a row stands again: by its ID, or without IDs if all of it is equal and it tells the time of day."""
        mark: object = cell_text(self.value(row, "id")) if "id" in self.own else cells
        if not mark or mark not in self._seen:
            self._seen.add(mark)
            return None
        return "duplicate" if "id" in self.own or any(map(_has_time, cells)) else None

    def value(self, row: int, role: str) -> Value:
        """What stands in a column of the log; None where it has none."""
        column = self.own.get(role)
        return None if column is None else self._table.sheet.label(row, column.index)

    def says(self, row: int, role: str, meaning: str) -> bool:
        """Whether a cell says one of the words of a meaning."""
        return vocabulary().says(meaning, cell_text(self.value(row, role)))

    def scope(self, row: int) -> tuple[str | None, str | None] | None:
        """The member and channel of a row; None where the member is held."""
        columns = [column.index for column in self._scopes.columns]
        values = tuple(self._table.sheet.labels(row, columns))
        if values not in self._known_scopes:
            labels = {
                column: (row, value) for column, value in zip(columns, values, strict=True) if not is_blank(value)
            }
            says = self._scopes.read(Row(self._table.sheet, row, labels)) or RowSays()
            if says.problem:
                self._hold(says.problem.place, says.problem.value, says.problem.reason)
                return None
            named = says.named or self._around.named
            self._known_scopes[values] = named.name, says.channel if self._has_channel else self._title_channel
        return self._known_scopes[values]

    def day(self, row: int, role: str) -> Span | None:
        """The day in a date column; None where the cell is held."""
        found = self._day(self.value(row, role), self._styles[role])
        if isinstance(found, Span):
            return found
        self.hold(row, role, found)
        return None

    def _day(self, value: Value, style: DateStyle) -> Span | str:
        """The day that a cell says, or the reason why it is held."""
        if is_blank(value):
            return "missing_date"
        if isinstance(value, Broken):
            return value.reason
        part = read_date(value.date() if isinstance(value, datetime) else value, style)
        if part is None or not part.day:
            return "bad_date"
        period = resolve((part, *self._around.parts), self._around.context.rule)
        if isinstance(period, Period):
            return period.span
        return "bad_date" if period.reason == "bad_date" else "no_year"

    def number(self, row: int, column: Column, metric: str) -> float | None:
        """The value in a column, in the metric's unit; None where it is blank or held."""
        value = self._table.sheet.value(row, column.index)
        if is_blank(value):
            return None
        known, head = shipped_metrics()[metric], read_label(column.header)
        unit = fitting_unit(known, (*column.units, head.unit if head else None, self._around.money_unit))
        found = metric_value(value, known, unit, points=False)
        if isinstance(found, str):
            self._hold(Place(row, column.index), value, found)
            return None
        return found

    def hold(self, row: int, role: str, reason: str) -> None:
        """Keep a cell back."""
        self._hold(Place(row, self.own[role].index), self.value(row, role), reason)

    def _hold(self, place: Place, value: Value, reason: str) -> None:
        held = HeldCell(self._around.context.file, self._table.sheet.name, str(place), cell_text(value), reason)
        self._held.setdefault(place, held)

    def add(self, metric: str, day: Span, scope: tuple[str | None, str | None], number: float) -> None:
        """Count something."""
        key = (metric, day, *scope)
        self._sums[key] = self._sums.get(key, 0.0) + number

    def reading(self, *, with_zeros: bool) -> TableReading:
        """All that was counted."""
        source = Source(self._around.context.file, self._table.sheet.name, None)
        facts = [
            Fact(metric, FactKind(ACTUAL), day, "day", member, channel, number, source)
            for (metric, day, member, channel), number in self._sums.items()
            if number or with_zeros
        ]
        return TableReading(facts, list(self._held.values()), self._ignored)


def _with_roles(columns: Sequence[Column], own: Mapping[str, Column]) -> list[Column]:
    """The columns that tell of whom and through which channel; where the log says which, only that one."""
    chosen = {role: own[role] for role in ("member", "channel") if role in own}
    kept = [column for column in columns if column.role in _ROLES and column.role not in chosen]
    if "member" in chosen:
        kept = [column for column in kept if column.role not in {"family", "given"}]
    return [*kept, *(replace(column, role=role) for role, column in chosen.items())]


def _has_time(value: Value) -> bool:
    if isinstance(value, datetime | timedelta):
        return True
    return isinstance(value, str) and len(value) < 40 and bool(_CLOCK.fullmatch(value))
