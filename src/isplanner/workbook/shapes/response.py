"""初回対応時間: how long after a lead arose it was called for the first time, in ranges that tell teams apart."""

from collections.abc import Sequence
from datetime import date, datetime

from isplanner.plan.activity import NOTHING, Texts
from isplanner.workbook.dates import DateStyle, read_date
from isplanner.workbook.grid import Value
from isplanner.workbook.shapes.clock import minute_of, split_clock

KEY = "first_response"
_MINUTES_A_DAY = 24 * 60
_LIMITS = (5, 30, 60, 240, _MINUTES_A_DAY)
_WORDS = (*(f"{limit}分以内" for limit in _LIMITS), f"{_LIMITS[-1]}分超")


def response_times(
    days: Sequence[int], minutes: Sequence[int], arose: Sequence[Value], leads: Sequence[object]
) -> Texts | None:
    """How soon each record answered its lead, where it is the first to; None where no record says.

    Args:
        days: The day of each record, an ordinal.
        minutes: Its minute of the day, NOTHING where it says none.
        arose: When its lead arose.
        leads: Whatever tells one lead from another.
    """
    # Imported here: numpy takes 0.05 s to load, and most workbooks hold no log.
    import numpy as np

    first: dict[object, tuple[int, int]] = {}
    for record, lead in enumerate(leads):
        called = days[record] * _MINUTES_A_DAY + max(minutes[record], 0)
        if minutes[record] != NOTHING and called < first.get(lead, (called + 1, 0))[0]:
            first[lead] = called, record
    codes = np.full(len(days), NOTHING, np.int32)
    for called, record in first.values():
        if (began := _moment(arose[record])) is not None and called >= began:
            codes[record] = sum(called - began > limit for limit in _LIMITS)
    return Texts(_WORDS, codes) if (codes != NOTHING).any() else None


def _moment(value: Value) -> int | None:
    """A day with its time as minutes; None for anything else."""
    minute = minute_of(value)
    part = read_date(split_clock(value)[0] if isinstance(value, str) else _day(value), DateStyle())
    if minute == NOTHING or part is None or not (part.year and part.month and part.day):
        return None
    try:
        return date(part.year, part.month, part.day).toordinal() * _MINUTES_A_DAY + minute
    except ValueError:
        return None


def _day(value: Value) -> Value:
    return value.date() if isinstance(value, datetime) else value
