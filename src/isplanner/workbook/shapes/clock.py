"""The time of day that stands in a cell, alone or behind a date."""

import re
from datetime import datetime, timedelta

from isplanner.plan.activity import NOTHING
from isplanner.workbook.grid import Value
from isplanner.workbook.spelling import plain

_DAY = 24 * 60
_LONGEST = 64
_CLOCK = re.compile(
    r"(?:(?P<day>.*?\S)(?:[\sT,]+|(?<=日)|(?<=\))))?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<half>[ap]m)?\s*(?:z|[+\-]\d{2}:?\d{2})?|時(?:(?P<past>\d{1,2})分)?)",
    re.IGNORECASE | re.ASCII,
)


def minute_of(value: Value) -> int:
    """The minute of the day that a cell says, NOTHING where it says none."""
    if isinstance(value, datetime):
        return value.hour * 60 + value.minute
    if isinstance(value, str):
        return split_clock(value)[1]
    if isinstance(value, timedelta):
        return _within_day(int(value.total_seconds() // 60))
    if isinstance(value, float):
        # Serial numbers: whole days, and the time as a part of one, kept to a second or so.
        return int((value % 1) * _DAY + 1e-3)
    return NOTHING


def split_clock(text: str) -> tuple[str, int]:
    """A text without the time of day at its end, and the minute that says; the text as it is and NOTHING without."""
    match = _CLOCK.fullmatch(text if text.isascii() else plain(text)) if len(text) <= _LONGEST else None
    if match is None:
        return text, NOTHING
    day, hour, minute, half, past = match.groups()
    hours = int(hour) if half is None else int(hour) % 12 + 12 * (half.lower() == "pm")
    return day or "", _within_day(hours * 60 + int(minute or past or 0))


def _within_day(minutes: int) -> int:
    return minutes if 0 <= minutes < _DAY else NOTHING
