"""What a cell of a date column says, in the many ways people write days and months."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from isplanner.workbook.grid import Value
from isplanner.workbook.labels import is_year_month
from isplanner.workbook.periods import PeriodPart, find_periods, together, week_from
from isplanner.workbook.spelling import plain

_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_FIRST_SERIAL, _LAST_SERIAL = 30_000, 60_000
_DAYS, _MONTHS = range(1, 32), range(1, 13)
_YEAR_MONTH_DAYS = range(20_000_101, 21_000_000)
_LONGEST = 64
_SOME_YEAR = 2025
_THREE_PARTS = re.compile(r"(\d{1,2})([/\-])(\d{1,2})\2(\d{4})\b")
_CLOCK = re.compile(
    r"(?:[ t,]*\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]m)?(?:\s*z|\s*[+\-]\d{2}:?\d{2})?|\s*\d{1,2}時(?:\d{1,2}分)?)$"
)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column writes its dates: whole months, weeks by their first day, the day first, serials from 1904."""

    is_month: bool = False
    is_week: bool = False
    is_day_first: bool = False
    is_1904: bool = False


def is_day_first(values: Iterable[Value]) -> bool:
    """Whether a column shows that it writes the day first: a first part over 12."""
    matches = (_THREE_PARTS.match(value.strip()) for value in values if isinstance(value, str))
    return any(match and int(match[1]) > len(_MONTHS) for match in matches)


class DayOrder(NamedTuple):
    """Which comes first in dates like 7/8/2026: `rule` is day_first or month_first; not proven where both can be."""

    rule: str
    text: str
    is_proven: bool


def order_of_days(values: Iterable[Value]) -> DayOrder | None:
    """The order of a column's dates with an example; None where none are written so that it matters."""
    matches = [match for value in values if isinstance(value, str) and (match := _THREE_PARTS.match(value.strip()))]
    if not matches:
        return None
    last = len(_MONTHS)
    days_first = next((match for match in matches if int(match[1]) > last), None)
    months_first = next((match for match in matches if int(match[3]) > last), None)
    proof = days_first or months_first
    rule = "day_first" if days_first else "month_first"
    return DayOrder(rule, (proof or matches[0])[0], proof is not None)


@lru_cache(maxsize=1 << 14, typed=True)
def read_date(value: Value, style: DateStyle) -> PeriodPart | None:
    """The day, week or month that a cell says, whole or in part; None if it says none."""
    part = _part(value, style)
    if part and part.month and part.day and not part.until:
        if style.is_month:
            return part._replace(day=0)
        if style.is_week:
            return week_from(part)
    return part


def _part(value: Value, style: DateStyle) -> PeriodPart | None:
    if isinstance(value, date):
        return PeriodPart(value.year, month=value.month, day=value.day)
    if isinstance(value, str):
        return _written(value, style)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _numbered(float(value), style)


def _numbered(number: float, style: DateStyle) -> PeriodPart | None:
    """A bare number: a serial number, a date without its signs, or a day or month of what is named around it."""
    if _FIRST_SERIAL <= number < _LAST_SERIAL + 1:
        day = _EPOCHS[style.is_1904] + timedelta(days=int(number))
        return PeriodPart(day.year, month=day.month, day=day.day)
    if not number.is_integer():
        return None
    whole = int(number)
    if is_year_month(whole):
        return PeriodPart(whole // 100, month=whole % 100)
    if whole in _YEAR_MONTH_DAYS:
        return PeriodPart(whole // 10_000, month=whole // 100 % 100, day=whole % 100)
    if style.is_month:
        return PeriodPart(month=whole) if whole in _MONTHS else None
    return PeriodPart(day=whole) if whole in _DAYS else None


def _written(text: str, style: DateStyle) -> PeriodPart | None:
    if len(text) > _LONGEST:
        return None
    low = plain(text).casefold()
    days = _CLOCK.sub("", low)
    if re.fullmatch(r"\d{1,5}(?:\.\d+)?|\d{8}", days):
        return _numbered(float(days), style)
    if match := _THREE_PARTS.match(days):
        return _by_order(match, style)
    found = find_periods(days)
    rest = days
    for each in reversed(found):
        rest = rest[: each.start] + rest[each.end :]
    parts = [each.part for each in found]
    has_days = any(part.day for part in parts)
    # 第1週(7/1〜7/5): the days say which week is meant.
    return None if rest.strip(" /-()") else together(part for part in parts if not (has_days and part.week))


def _by_order(match: re.Match[str], style: DateStyle) -> PeriodPart | None:
    if match.end() != len(match.string):
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    month, day = (second, first) if style.is_day_first else (first, second)
    return PeriodPart(year, month=month, day=day)
