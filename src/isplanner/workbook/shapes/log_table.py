"""What logs have in common: columns, rows that repeat, days, people, and records that are counted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from isplanner.plan.activity import NOTHING, Texts
from isplanner.plan.fact import HeldCell, Source
from isplanner.plan.metric import shipped_metrics
from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.dates import DateStyle, is_day_first, read_date
from isplanner.workbook.grid import Broken, Place, Value, cell_text
from isplanner.workbook.labels import read_label, without_brackets
from isplanner.workbook.map import NUMBERS, Column
from isplanner.workbook.periods import Period, PeriodPart, find_periods, merged, resolve
from isplanner.workbook.row_labels import RowReader, RowSays
from isplanner.workbook.rows import Row, ignored_reason
from isplanner.workbook.shapes.attributes import AttributeColumn, attribute_columns, is_private, read_texts
from isplanner.workbook.shapes.clock import minute_of, split_clock
from isplanner.workbook.shapes.counted_rows import CountedRows, Scope
from isplanner.workbook.shapes.meanings import Meanings
from isplanner.workbook.shapes.response import KEY, response_times
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.values import fitting_unit, is_blank, metric_value
from isplanner.workbook.vocabulary import vocabulary

_CLOCK = re.compile(r".*\d{1,2}:\d{2}.*")
_ROLES = ("member", "family", "given", "channel")


def log_columns(columns: Sequence[Column], log: str) -> dict[str, Column]:
    """The columns of a log by what it calls them; of several names the first in its list that the table has."""
    chosen = {column.chosen.role: column for column in reversed(columns) if column.chosen.role}
    by_head = {_head(column): column for column in reversed(columns) if column.chosen.role is None}
    roles = vocabulary().logs[log]
    found = {role: next((by_head[word] for word in words if word in by_head), None) for role, words in roles.items()}
    return {role: column for role in roles if (column := chosen.get(role) or found[role])}


def counts_else(columns: Sequence[Column], own: Mapping[str, Column]) -> bool:
    """Whether a table counts metrics in columns that are not the log's: then it is no log."""
    return any(column.role == NUMBERS and column.metric and column not in own.values() for column in columns)


def _head(column: Column) -> str:
    return squeezed(without_brackets(plain(column.header)))


class LogTable:
    """A log as it is counted. `own` are its columns by role, `id` among them where it has one; it counts `metrics`.

    Without a column of channels a title may name the channel, if `title_channel`.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        around: Surroundings,
        own: Mapping[str, Column],
        metrics: Iterable[str],
        *,
        title_channel: bool = True,
    ) -> None:
        self.own = own
        self._columns = columns
        self._around = around
        self._table = around.table
        self._sheet = around.table.sheet
        self._cell = self._sheet.label if self._sheet.lent_columns else self._sheet.value
        self._at = {role: column.index for role, column in own.items()}
        self._held: dict[Place, HeldCell] = {}
        self._ignored: dict[int, str] = {}
        self._counted = CountedRows(metrics)
        self._meanings = Meanings(around.mapping.meanings)
        self._scopes = RowReader(self._table, _with_roles(columns, own), around.context)
        self._scope_columns = [column.index for column in self._scopes.columns]
        self._has_channel = any(column.role == "channel" for column in self._scopes.columns)
        self._title_channel = around.channel if title_channel else None
        self._labels = [column.index for role, column in own.items() if role in {"date", "day", "created", *_ROLES}]
        self._seen: dict[object, int] = {}
        self._known_scopes: dict[tuple[Value, ...], Scope] = {}
        self._styles: dict[str, DateStyle] = {}
        self._known_days: dict[tuple[str, object], int | str] = {}

    def rows(self) -> Iterator[int]:
        """The rows that count; notes, totals and repeated ones are left out."""
        for row in self._table.body:
            cells = self._cells(row)
            if all(map(is_blank, cells)):
                continue
            reason = ignored_reason(self._table, row, self._labels) or self._repeats(row, cells)
            if reason:
                self._ignored[row] = reason
            else:
                yield row

    def _cells(self, row: int) -> tuple[Value, ...]:
        return tuple(self._sheet.rows[row][self._table.left : self._table.right + 1])

    def _repeats(self, row: int, cells: tuple[Value, ...]) -> str | None:
        """Whether a row stands again: by its ID, or without IDs if all of it is equal and it tells the time of day."""
        if "id" in self.own:
            mark = cell_text(self.value(row, "id"))
            return "duplicate" if mark and self._seen.setdefault(mark, row) != row else None
        # By hash: a hundred thousand rows of a dozen cells each would take room.
        first = self._seen.setdefault(hash(cells), row)
        return "duplicate" if first != row and self._cells(first) == cells and any(map(_has_time, cells)) else None

    def value(self, row: int, role: str) -> Value:
        """What stands in a column of the log; None where it has none."""
        column = self._at.get(role)
        return None if column is None else self._cell(row, column)

    def meaning(self, row: int, role: str) -> str:
        """What the word in a cell means."""
        return self._meanings.of(role, self.value(row, role))

    def scope(self, row: int) -> Scope | None:
        """The member and channel of a row; None where the member is held."""
        values = tuple(self._sheet.labels(row, self._scope_columns))
        if values not in self._known_scopes:
            cells = zip(self._scope_columns, values, strict=True)
            labels = {column: (row, value) for column, value in cells if not is_blank(value)}
            says = self._scopes.read(Row(self._sheet, row, labels)) or RowSays()
            if says.problem:
                self._hold(says.problem.place, says.problem.value, says.problem.reason)
                return None
            named = says.named or self._around.named
            self._known_scopes[values] = named.name, says.channel if self._has_channel else self._title_channel
        return self._known_scopes[values]

    def day(self, row: int, role: str) -> int | None:
        """The day in a date column, an ordinal; None where the cell is held."""
        if role not in self._at:
            return self._split_day(row)
        value = self.value(row, role)
        key = role, _without_time(value)
        if (found := self._known_days.get(key)) is None:
            found = self._known_days[key] = _day_said(self._around, value, self._style(role))
        if isinstance(found, int):
            return found
        self.hold(row, role, found)
        return None

    def _split_day(self, row: int) -> int | None:
        """The day in columns of its own for year, month and day, the year perhaps in none."""
        values = {role: self.value(row, role) for role in ("day", "month", "year")}
        key = "split", tuple(values.values())
        if (found := self._known_days.get(key)) is None:
            found = self._known_days[key] = _joined_day(self._around, values)
        if isinstance(found, int):
            return found
        self.hold(row, "day", found)
        return None

    def _style(self, role: str) -> DateStyle:
        """How a column writes its dates."""
        if role not in self._styles:
            cells = (self._sheet.value(row, self._at[role]) for row in self._table.body)
            chosen = self.own[role].chosen.is_day_first
            is_first = is_day_first(cells) if chosen is None else chosen
            self._styles[role] = DateStyle(is_day_first=is_first, is_1904=self._sheet.is_1904)
        return self._styles[role]

    def number(self, row: int, column: Column, metric: str) -> float | None:
        """The value in a column, in the metric's unit; None where it is blank or held."""
        value = self._sheet.value(row, column.index)
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
        self._hold(Place(row, self._at[role]), self.value(row, role), reason)

    def _hold(self, place: Place, value: Value, reason: str) -> None:
        held = HeldCell(self._around.context.file, self._sheet.name, str(place), cell_text(value), reason)
        self._held.setdefault(place, held)

    def add(self, row: int, metric: str, day: int, scope: Scope, number: float) -> None:
        """Count something of a row."""
        self._counted.add(row, metric, day, scope, number)

    def reading(self, *, with_zeros: bool) -> TableReading:
        """All that was counted."""
        # Imported here: numpy takes 0.05 s to load, and most workbooks hold no log.
        from isplanner.workbook.shapes.records import make_log, sum_up

        context = self._around.context
        source = Source(context.file, self._sheet.name, None)
        self._counted.drop_others(context.metrics)
        facts = sum_up(self._counted, source, with_zeros=with_zeros)
        kept = [
            (each, texts)
            for each in self._attribute_columns()
            if (texts := read_texts(self._column(each.column.index), is_known=each.is_known))
        ]
        minutes = self._minutes()
        attributes = {each.key: texts for each, texts in kept}
        if "arose" in self._at and (response := self._response(minutes)):
            attributes[KEY] = response
        log = make_log(self._counted, source, minutes, attributes)
        return TableReading(
            facts,
            list(self._held.values()),
            self._ignored,
            logs=[log] if log else [],
            uses=self._uses | {each.column.index: "attribute" for each, _ in kept},
            kept_as={each.column.index: each.key for each, _ in kept},
        )

    @property
    def _uses(self) -> dict[int, str]:
        """What each of its columns is used as."""
        scopes = {column.index: role for role, column in self._scopes.by_role.items()}
        return scopes | {index: role for role, index in self._at.items()}

    def _minutes(self) -> list[int]:
        """The time of day of each record."""
        role = next((role for role in ("time", "date", "created", "won") if role in self._at), None)
        if role is None:
            return [NOTHING] * len(self._counted.rows)
        return [minute_of(value) for value in self._column(self._at[role])]

    def _response(self, minutes: Sequence[int]) -> Texts | None:
        """How soon leads were called that say when they arose; those of one moment are told apart by whose they are."""
        arose = self._column(self._at["arose"])
        whose = [column.index for column in self._columns if is_private(plain(column.header))]
        leads = zip(arose, *(self._column(index) for index in whose), strict=True)
        return response_times(self._counted.days, minutes, arose, list(leads))

    def _attribute_columns(self) -> Iterator[AttributeColumn]:
        """The columns that may say what else the records can be told apart by."""
        uses = self._uses
        return attribute_columns(column for column in self._columns if column.index not in uses)

    def _column(self, index: int) -> list[Value]:
        """The cells of a column in the rows of the records."""
        sheet, rows = self._sheet, self._counted.rows
        if sheet.lent_columns:
            return [sheet.label(row, index) for row in rows]
        return [cells[index] if index < len(cells := sheet.rows[row]) else None for row in rows]


def _joined_day(around: Surroundings, values: Mapping[str, Value]) -> int | str:
    if is_blank(values["day"]) or is_blank(values["month"]):
        return "missing_date"
    month = read_date(values["month"], DateStyle(is_month=True))
    day = read_date(values["day"], DateStyle())
    year = merged(found.part for found in find_periods(f"{cell_text(values['year'])}年"))
    if month is None or day is None:
        return "bad_date"
    return _resolved(around, [part for part in (merged((day, month)), year) if part])


def _day_said(around: Surroundings, value: Value, style: DateStyle) -> int | str:
    """The day that a cell says, or the reason why it is held."""
    if is_blank(value):
        return "missing_date"
    if isinstance(value, Broken):
        return value.reason
    part = read_date(value.date() if isinstance(value, datetime) else value, style)
    return "bad_date" if part is None or not part.day else _resolved(around, [part])


def _resolved(around: Surroundings, parts: Sequence[PeriodPart]) -> int | str:
    """The day that parts say with what stands around the table, or the reason why their cell is held."""
    period = resolve((*parts, *around.parts), around.context.rule)
    if isinstance(period, Period):
        return period.span.start.toordinal()
    return "bad_date" if period.reason == "bad_date" else "no_year"


def _with_roles(columns: Sequence[Column], own: Mapping[str, Column]) -> list[Column]:
    """The columns that tell of whom and through which channel; where the log says which, only that one."""
    chosen = {role: own[role] for role in ("member", "channel") if role in own}
    kept = [column for column in columns if column.role in _ROLES and column.role not in chosen]
    if "member" in chosen:
        kept = [column for column in kept if column.role not in {"family", "given"}]
    return [*kept, *(replace(column, role=role) for role, column in chosen.items())]


def _without_time(value: Value) -> object:
    """What tells the day of a cell from that of another."""
    if isinstance(value, datetime):
        return value.date()
    return split_clock(value)[0] if isinstance(value, str) else (value.__class__, value)


def _has_time(value: Value) -> bool:
    if isinstance(value, datetime | timedelta):
        return True
    return isinstance(value, str) and len(value) < 40 and bool(_CLOCK.fullmatch(value))
