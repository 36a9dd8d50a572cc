"""The records of a log in columns; its facts are their sums by day, member and channel."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.period import DAY, Span
from isplanner.workbook.shapes.counted_rows import CountedRows, Entries

Ints = NDArray[np.int32]


def sum_up(counted: CountedRows, source: Source, *, with_zeros: bool) -> list[Fact]:
    """What records add up to, in the order in which they began to."""
    found = [fact for metric in counted.entries for fact in _sums(counted, metric, source)]
    found.sort(key=lambda fact: fact[0])
    return [fact for _, fact in found if fact.value or with_zeros]


def make_log(
    counted: CountedRows, source: Source, minutes: Sequence[int], attributes: Mapping[str, Texts]
) -> ActivityLog | None:
    """The records with what else their rows say; None where there are none."""
    if not counted.rows:
        return None
    day, scope = _ints(counted.days), _ints(counted.scope)
    days = {metric: _days_of(entries, day) for metric, entries in counted.entries.items()}
    members, channels = zip(*counted.scopes, strict=True)
    return ActivityLog(
        source=source,
        day=day,
        minute=_minutes(minutes),
        member=_texts(members, scope),
        channel=_texts(channels, scope),
        counts={metric: _values_of(entries, len(day)) for metric, entries in counted.entries.items()},
        days={metric: own for metric, own in days.items() if (own != day).any()},
        attributes=attributes,
    )


def _sums(counted: CountedRows, metric: str, source: Source) -> Iterator[tuple[int, Fact]]:
    """The facts of a metric, each with its first record."""
    entries, scopes = counted.entries[metric], list(counted.scopes)
    record, day = _ints(entries.record), _ints(entries.day)
    place = day.astype(np.int64) * len(scopes) + _ints(counted.scope)[record]
    places, first, group = np.unique(place, return_index=True, return_inverse=True)
    sums = np.bincount(group, entries.value)
    spans: dict[int, Span] = {}
    for where, begin, total in zip(places.tolist(), record[first].tolist(), sums.tolist(), strict=True):
        ordinal, scope = divmod(where, len(scopes))
        span = spans.get(ordinal) or spans.setdefault(ordinal, _one_day(ordinal))
        member, channel = scopes[scope]
        yield begin, Fact(metric, FactKind.ACTUAL, span, "day", member, channel, total, source)


def _values_of(entries: Entries, records: int) -> NDArray[np.float64]:
    values = np.zeros(records)
    values[_ints(entries.record)] = entries.value
    return values


def _days_of(entries: Entries, day: Ints) -> Ints:
    days = day.copy()
    days[_ints(entries.record)] = entries.day
    return days


def _minutes(minutes: Sequence[int]) -> Ints:
    """Minutes of the day; midnight alone is a date without a time."""
    column = np.array(minutes, np.int32)
    return column if (column > 0).any() else np.full_like(column, NOTHING)


def _texts(names: tuple[str | None, ...], scope: Ints) -> Texts:
    """The names that scopes have, by record."""
    codes = {name: code for code, name in enumerate(dict.fromkeys(name for name in names if name is not None))}
    of_scopes = np.array([NOTHING if name is None else codes[name] for name in names], np.int32)
    return Texts(tuple(codes), of_scopes[scope])


def _ints(values: Sequence[int]) -> Ints:
    # Of their own: an array that is looked into cannot grow any more.
    return np.array(values, np.int32)


def _one_day(ordinal: int) -> Span:
    day = date.fromordinal(ordinal)
    return Span(day, day + DAY)
