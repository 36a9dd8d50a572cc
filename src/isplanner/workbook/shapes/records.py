"""What the rows of a log add to metrics: facts, their sums by day, member and channel, and the records themselves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.activity import NOTHING, ActivityLog, Texts
from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.period import DAY, Span
from isplanner.workbook.coded import Ints
from isplanner.workbook.shapes.log_scopes import Scope

Rows = NDArray[np.intp]


class Entries(NamedTuple):
    """What rows add to one metric, each row once: which rows, on which days, how much."""

    rows: Rows
    days: Ints
    values: NDArray[np.float64]


class Counts:
    """What the rows of a log add up to so far, also to metrics of which it finds none."""

    def __init__(self, metrics: Sequence[str], scopes: Sequence[Scope], scope: Ints) -> None:
        nothing = Entries(np.array([], np.intp), np.array([], np.int32), np.array([]))
        self._entries = dict.fromkeys(metrics, nothing)
        self._days = np.zeros(len(scope), np.int32)
        self._scopes, self._scope = scopes, scope

    def add(self, metric: str, rows: Rows, days: Ints, values: NDArray[np.float64]) -> None:
        """Count something of rows; the first day that a row counts on is its record's."""
        self._entries[metric] = Entries(rows, days, values)
        self._days[rows] = np.where(self._days[rows] == 0, days, self._days[rows])

    @property
    def records(self) -> Rows:
        """The rows that count for anything."""
        return np.flatnonzero(self._days)

    @property
    def days(self) -> Ints:
        """The day of each record."""
        return self._days[self.records]

    def facts(self, source: Source, *, with_zeros: bool) -> list[Fact]:
        """What they add up to, in the order in which they began to."""
        found = [fact for metric, entries in self._entries.items() for fact in self._sums(metric, entries, source)]
        found.sort(key=lambda fact: fact[0])
        return [fact for _, fact in found if fact.value or with_zeros]

    def _sums(self, metric: str, entries: Entries, source: Source) -> Iterator[tuple[int, Fact]]:
        """The facts of a metric, each with its first row."""
        place = entries.days.astype(np.int64) * len(self._scopes) + self._scope[entries.rows]
        places, first, group = np.unique(place, return_index=True, return_inverse=True)
        sums = np.bincount(group, entries.values)
        spans: dict[int, Span] = {}
        for where, begin, total in zip(places.tolist(), entries.rows[first].tolist(), sums.tolist(), strict=True):
            ordinal, scope = divmod(where, len(self._scopes))
            span = spans.get(ordinal) or spans.setdefault(ordinal, one_day(ordinal))
            member, channel = self._scopes[scope]
            yield begin, Fact(metric, FactKind.ACTUAL, span, "day", member, channel, total, source)

    def log(self, source: Source, minutes: Ints, attributes: Mapping[str, Texts]) -> ActivityLog | None:
        """The records with what else their rows say, a text a record; None where there are none."""
        records = self.records
        if not len(records):
            return None
        day = self._days[records]
        days = {metric: self._days_of(entries)[records] for metric, entries in self._entries.items()}
        scope, members, channels = self._used_scopes(records)
        return ActivityLog(
            source=source,
            day=day,
            minute=minutes if (minutes > 0).any() else np.full_like(minutes, NOTHING),
            member=_texts(members, scope),
            channel=_texts(channels, scope),
            counts={metric: self._values_of(entries)[records] for metric, entries in self._entries.items()},
            days={metric: own for metric, own in days.items() if (own != day).any()},
            attributes=attributes,
        )

    def _used_scopes(self, records: Rows) -> tuple[Ints, list[str | None], list[str | None]]:
        """The scope of each record, and the members and channels of the scopes."""
        used, scope = np.unique(self._scope[records], return_inverse=True)
        scopes = [self._scopes[code] for code in used.tolist()]
        return scope.astype(np.int32), [member for member, _ in scopes], [channel for _, channel in scopes]

    def _values_of(self, entries: Entries) -> NDArray[np.float64]:
        values = np.zeros(len(self._days))
        values[entries.rows] = entries.values
        return values

    def _days_of(self, entries: Entries) -> Ints:
        days = self._days.copy()
        days[entries.rows] = entries.days
        return days


def one_day(ordinal: int) -> Span:
    """The span of a day."""
    day = date.fromordinal(ordinal)
    return Span(day, day + DAY)


def _texts(names: Sequence[str | None], scope: Ints) -> Texts:
    """The names that scopes have, by record."""
    codes = {name: code for code, name in enumerate(dict.fromkeys(name for name in names if name is not None))}
    of_scopes = np.array([NOTHING if name is None else codes[name] for name in names], np.int32)
    return Texts(tuple(codes), of_scopes[scope])
