"""Heads of days as people draw them: bare numbers 1, 2, 3 … over the columns of a month, and a row of weekdays.

A bare number over a column is no number to add up, and 日 or 月 there no word of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, islice, pairwise

from isplanner.workbook.grid import Sheet, Value
from isplanner.workbook.spelling import squeezed

_LOOK_DOWN = 300
_LEAST_DAYS = 7
_LEAST_WEEKDAYS = 3
_LAST_DAYS = range(28, 32)
_WEEKDAYS = frozenset("月火水木金土日祝") | {"曜日"}


def with_day_heads(sheet: Sheet) -> Sheet:
    """The sheet with day numbers over columns written as days, and without its rows of weekdays."""
    top = list(islice(sorted(sheet.rows), _LOOK_DOWN))
    days = {row: _as_days(cells) for row in top if _is_day_row(cells := sheet.rows[row])}
    weekdays = {row for row in top if _is_weekday_row(sheet.rows[row])}
    if not days and not weekdays:
        return sheet
    return replace(sheet, rows={row: days.get(row, cells) for row, cells in sheet.rows.items() if row not in weekdays})


def _is_day_row(cells: Sequence[Value]) -> bool:
    """Whether all numbers from the first day on are the days of a month, from its 1st or the day after a closing."""
    days = dropwhile(lambda value: _whole(value) is None, cells)
    told = [value for value in days if isinstance(value, int | float) or _whole(value) is not None]
    numbers = [number for value in told if (number := _whole(value)) is not None]
    if len(numbers) < max(_LEAST_DAYS, len(told)):
        return False
    starts = numbers[0] == 1 or any(before in _LAST_DAYS and after == 1 for before, after in pairwise(numbers))
    return starts and all(
        after == before + 1 or (after == 1 and before in _LAST_DAYS) for before, after in pairwise(numbers)
    )


def _whole(value: Value) -> int | None:
    """A number that may be a day."""
    if isinstance(value, str):
        return int(value) if value.isdecimal() and len(value) <= 2 else None
    is_day = isinstance(value, int | float) and not isinstance(value, bool) and value in range(1, 32)
    return int(value) if is_day else None  # type: ignore[arg-type] # a day is a number


def _as_days(cells: Sequence[Value]) -> Sequence[Value]:
    return [f"{day}日" if (day := _whole(value)) is not None else value for value in cells]


def _is_weekday_row(cells: Sequence[Value]) -> bool:
    said = [squeezed(value) if isinstance(value, str) else str(value) for value in cells if value not in {None, ""}]
    return len(said) >= _LEAST_WEEKDAYS and all(word in _WEEKDAYS for word in said)
