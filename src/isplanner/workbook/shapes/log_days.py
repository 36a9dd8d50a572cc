"""The days and times of day in the columns of a log."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, cast

import numpy as np

from isplanner.plan.activity import NOTHING
from isplanner.workbook.coded import Coded, Ints, coded
from isplanner.workbook.context import Surroundings
from isplanner.workbook.dates import DateStyle, is_day_first, read_date
from isplanner.workbook.grid import Broken, Value, cell_text
from isplanner.workbook.map import Column
from isplanner.workbook.periods import Period, PeriodPart, find_periods, merged, resolve
from isplanner.workbook.shapes.clock import minute_of, split_clock
from isplanner.workbook.shapes.log_rows import LogCells
from isplanner.workbook.values import is_blank

_CLOCK = re.compile(r" (\d\d):([0-5]\d)(?::[0-5]\d)?$", re.ASCII)
_LONGEST = 24
_NINE, _DAY = 9, 24 * 60


class Days(NamedTuple):
    """The days of rows as ordinals, 0 where a row has none; `reasons` say why its cell in `column` is then held."""

    column: int
    ordinals: Ints
    reasons: Mapping[int, str]


class LogDays:
    """Reads the days of a log. `own` are its columns by role."""

    def __init__(self, cells: LogCells, own: Mapping[str, Column], around: Surroundings) -> None:
        self._cells, self._own, self._around = cells, own, around
        self._read: dict[str, Days] = {}
        self._moments: dict[int, tuple[Coded, Ints]] = {}

    def of(self, role: str) -> Days:
        """The days in a column of dates; without one, those in columns for year, month and day."""
        if role not in self._read:
            self._read[role] = self._in_one_column(role) if role in self._own else self._in_several()
        return self._read[role]

    def minutes(self, role: str) -> Ints:
        """The minute of the day in a column, NOTHING where a cell says none."""
        return self._moment(self._own[role].index)[1]

    def _moment(self, index: int) -> tuple[Coded, Ints]:
        if index not in self._moments:
            self._moments[index] = _split(self._cells.column(index))
        return self._moments[index]

    def _in_one_column(self, role: str) -> Days:
        column = self._own[role]
        days = self._moment(column.index)[0]
        cells = self._cells.column(column.index)
        shown = [cells[at] for at in np.unique(days.codes, return_index=True)[1].tolist()]
        chosen = column.chosen.is_day_first
        is_first = is_day_first(shown) if chosen is None else chosen
        style = DateStyle(is_day_first=is_first, is_1904=self._cells.table.sheet.is_1904)
        return _days(column.index, days.codes, [self._day(value, style) for value in shown])

    def _day(self, value: Value, style: DateStyle) -> int | str:
        """The day that a cell says, or the reason why it is held."""
        if is_blank(value):
            return "missing_date"
        if isinstance(value, Broken):
            return value.reason
        part = read_date(value.date() if isinstance(value, datetime) else value, style)
        return "bad_date" if part is None or not part.day else self._resolved([part])

    def _in_several(self) -> Days:
        """The days that two or three columns say together; the year perhaps stands in none."""
        columns = {role: self._own[role].index for role in ("year", "month", "day") if role in self._own}
        parts = list(zip(*map(self._cells.column, columns.values()), strict=True))
        sorts: dict[tuple[Value, ...], int] = {}
        codes = np.array([sorts.setdefault(part, len(sorts)) for part in parts], np.int32)
        found = [self._joined_day(dict(zip(columns, values, strict=True))) for values in sorts]
        return _days(columns["day"], codes, found)

    def _joined_day(self, values: Mapping[str, Value]) -> int | str:
        if is_blank(values["day"]) or is_blank(values["month"]):
            return "missing_date"
        month = read_date(values["month"], DateStyle(is_month=True))
        day = read_date(values["day"], DateStyle())
        year = merged(found.part for found in find_periods(f"{cell_text(values.get('year'))}年"))
        if month is None or day is None:
            return "bad_date"
        return self._resolved([part for part in (merged((day, month)), year) if part])

    def _resolved(self, parts: Sequence[PeriodPart]) -> int | str:
        """The day that parts say with what stands around the table, or the reason why their cell is held."""
        period = resolve((*parts, *self._around.parts), self._around.context.rule)
        if isinstance(period, Period):
            return period.span.start.toordinal()
        return "bad_date" if period.reason == "bad_date" else "no_year"


def _days(column: int, codes: Ints, found: Sequence[int | str]) -> Days:
    """Days by the sorts of cells: what each sort says, and which sort each cell is of."""
    ordinals = np.array([day if isinstance(day, int) else 0 for day in found], np.int32)[codes]
    reasons = {code: day for code, day in enumerate(found) if isinstance(day, str)}
    unread = np.flatnonzero(ordinals == 0).tolist()
    return Days(column, ordinals, {at: reasons[code] for at, code in zip(unread, codes[unread].tolist(), strict=True)})


def _split(cells: Sequence[Value]) -> tuple[Coded, Ints]:
    """What tells the day of a cell from that of another, and the minute of the day."""
    if {datetime}.issuperset(map(type, cells)):
        moments = cast("Sequence[datetime]", cells)
        minutes = [moment.hour * 60 + moment.minute for moment in moments]
        return coded([moment.toordinal() for moment in moments]), np.array(minutes, np.int32)
    if {str}.issuperset(map(type, cells)) and (stamps := _stamps(cast("Sequence[str]", cells))):
        return stamps
    split = [_parts(cell) for cell in cells]
    return coded([day for day, _ in split]), np.array([minute for _, minute in split], np.int32)


def _stamps(cells: Sequence[str]) -> tuple[Coded, Ints] | None:
    """Texts of one form that end in a time of day behind a space, as exports write them; None for any others."""
    form = _CLOCK.search(cells[0]) if cells and len(cells[0]) <= _LONGEST else None
    if form is None or {len(form.string)} != set(map(len, cells)):
        return None
    signs = np.array(cells).view(np.uint32).reshape(len(cells), -1).astype(np.int32) - ord("0")
    digits = np.array([sign in "0123456789" for sign in form.string])
    is_one_form = (signs[:, ~digits] == signs[0, ~digits]).all()
    if not is_one_form or signs[:, digits].min() < 0 or signs[:, digits].max() > _NINE:
        return None
    tens = 10 ** np.arange(np.count_nonzero(digits[: form.start()]), dtype=np.int64)[::-1]
    key = signs[:, : form.start()][:, digits[: form.start()]] @ tens
    first, of = np.unique(key, return_index=True, return_inverse=True)[1:]
    hours, minutes = (signs[:, at] * 10 + signs[:, at + 1] for at in (form.start(1), form.start(2)))
    clocks = hours * 60 + minutes
    days = Coded([cells[at][: form.start()] for at in first.tolist()], of.astype(np.int32))
    return days, np.where(clocks < _DAY, clocks, NOTHING).astype(np.int32)


def _parts(cell: Value) -> tuple[Value, int]:
    if isinstance(cell, str):
        return split_clock(cell)
    return cell.date() if isinstance(cell, datetime) else cell, minute_of(cell)
