"""Numbers over time: what the counting facts add up to in each of a run of spans, as arrays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from isplanner.analysis.baseline import DIFFERENCES
from isplanner.analysis.choose import Bools, Ints, number_groups
from isplanner.analysis.count import Counted, Floats, days_worked
from isplanner.plan.calendar import Calendar
from isplanner.plan.period import DAY, Span


class Axis(StrEnum):
    """By what numbers are told apart: not at all, by channel, or by member."""

    WHOLE = "whole"
    CHANNEL = "channel"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The numbers of metrics in spans that follow each other: a matrix (rows × spans) each, all with the same rows.

    `rows` are channel keys, member ids, or None alone for the whole. Where a metric is told of at all in a span, a row
    that has nothing has 0; where it is not, or never for this row, stands NaN. `is_fine` (spans) tells whether a
    metric is told of by facts no longer than the span: a month's number is shared out over its business days, but
    those are no daily numbers.
    """

    spans: tuple[Span, ...]
    rows: tuple[str | int | None, ...]
    values: Mapping[str, Floats]
    is_fine: Mapping[str, Bools]

    def of(self, metric: str) -> Floats:
        """The numbers of a metric (rows × spans); of 電話着電数, where nobody wrote it down, what it is made of."""
        found = self.values.get(metric)
        if found is not None:
            return found
        if metric in DIFFERENCES and (whole := self.values.get(DIFFERENCES[metric][0])) is not None:
            less = self.values.get(DIFFERENCES[metric][1])
            return whole if less is None else whole - np.nan_to_num(less)
        return np.full((len(self.rows), len(self.spans)), np.nan)

    def row(self, metric: str, row: str | int | None = None) -> Floats:
        """The numbers (spans) of a metric for one channel or member; NaN where there is no such row."""
        if row not in self.rows:
            return np.full(len(self.spans), np.nan)
        numbers: Floats = self.of(metric)[self.rows.index(row)]
        return numbers


def series(
    counted: Counted, spans: Sequence[Span], axis: Axis = Axis.WHOLE, metrics: Collection[str] | None = None
) -> Series:
    """Add up facts in spans that follow each other without a gap, within the plan's months; by default all metrics.

    A fact longer than a span is shared out over its business days.
    """
    facts, parts = counted.actuals, _Parts.of(counted, spans, _chosen(counted, axis))
    is_told = parts.told(len(facts.metrics))
    is_fine = is_told & ~parts.any_of(len(facts.metrics), ~parts.fits)
    labels, row = _label(counted, axis, parts.piece)
    wanted = [i for i in np.unique(parts.metric).tolist() if metrics is None or facts.metrics[i] in metrics]
    values = {}
    for metric in wanted:
        mine = parts.metric == metric
        sums = np.bincount(row[mine] * len(spans) + parts.column[mine], parts.value[mine], len(labels) * len(spans))
        has_row = np.bincount(row[mine], minlength=len(labels)) > 0
        told = has_row[:, None] & is_told[metric]
        values[facts.metrics[metric]] = np.where(told, sums.reshape(told.shape), np.nan)
    return Series(tuple(spans), labels, values, {facts.metrics[metric]: is_fine[metric] for metric in wanted})


def each_day(span: Span) -> tuple[Span, ...]:
    """The days of a span, each a span."""
    return tuple(Span(day, day + DAY) for day in span)


def business_days(calendar: Calendar, spans: Sequence[Span]) -> Floats:
    """How many days of each span are worked; all its days where nobody works in any."""
    days = [calendar.business_days(span) for span in spans]
    return np.array(days if any(days) else [(span.end - span.start).days for span in spans], np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """Pieces of facts cut at the ends of spans: `column` is the span, `fits` whether the piece lies within one.

    `first` and `last` (spans) are how far the facts that fit of the same batch and month reach together, of whatever
    metric: a log without an order on a day says that there was none.
    """

    piece: Ints
    metric: Ints
    column: Ints
    value: Floats
    fits: Bools
    first: Ints
    last: Ints
    spans: int

    @classmethod
    def of(cls, counted: Counted, spans: Sequence[Span], chosen: Bools) -> "_Parts":
        pieces = counted.pieces
        edges = np.array([span.start.toordinal() for span in spans] + [spans[-1].end.toordinal()], np.int64)
        rows = np.flatnonzero(chosen & (pieces.end > edges[0]) & (pieces.start < edges[-1]))
        first = np.searchsorted(edges, np.maximum(pieces.start[rows], edges[0]), side="right") - 1
        last = np.searchsorted(edges, np.minimum(pieces.end[rows], edges[-1]), side="left") - 1
        times = last - first + 1
        part = np.repeat(np.arange(len(rows)), times)
        column = first[part] + np.arange(len(part)) - np.repeat(np.cumsum(times) - times, times)
        piece = rows[part]
        fits = (times == 1)[part]
        reach = _reach(pieces.batch[piece], pieces.month[piece], column, fits)
        value = counted.actuals.value[pieces.fact[piece]] * _share(counted, piece, edges[column], edges[column + 1])
        return cls(piece, pieces.metric[piece], column, value, fits, *reach, len(spans))

    def told(self, metrics: int) -> Bools:
        """For each metric and span whether facts tell of it."""
        edges = np.zeros((metrics, self.spans + 1), np.int64)
        np.add.at(edges, (self.metric, self.first), 1)
        np.add.at(edges, (self.metric, self.last + 1), -1)
        told: Bools = edges.cumsum(axis=1)[:, :-1] > 0
        return told

    def any_of(self, metrics: int, wanted: Bools) -> Bools:
        """For each metric and span whether it has a wanted part."""
        found = np.zeros((metrics, self.spans), np.bool_)
        found[self.metric[wanted], self.column[wanted]] = True
        return found


def _reach(batch: Ints, month: Ints, column: Ints, fits: Bools) -> tuple[Ints, Ints]:
    """For each part the first and last span that it speaks of."""
    first, last = column.copy(), column.copy()
    if fits.any():
        ids, starts = number_groups(batch[fits], month[fits])
        least, most = np.full(len(starts), column.max()), np.zeros(len(starts), np.int64)
        np.minimum.at(least, ids, column[fits])
        np.maximum.at(most, ids, column[fits])
        first[fits], last[fits] = least[ids], most[ids]
    return first, last


def _share(counted: Counted, piece: Ints, start: Ints, end: Ints) -> Floats:
    """What share of its whole fact lies in the part of a piece between two days: by business days, if it has any."""
    facts, pieces = counted.actuals, counted.pieces
    whole_start, whole_end = facts.start[pieces.fact[piece]], facts.end[pieces.fact[piece]]
    start, end = np.maximum(pieces.start[piece], start), np.minimum(pieces.end[piece], end)
    if not len(piece):
        return np.empty(0)
    first = int(whole_start.min())
    worked = days_worked(counted.calendar, first, int(whole_end.max()))
    inside = worked[end - first] - worked[start - first]
    whole = worked[whole_end - first] - worked[whole_start - first]
    unworked = whole == 0
    share: Floats = np.where(unworked, end - start, inside) / np.where(unworked, whole_end - whole_start, whole)
    return share


def _chosen(counted: Counted, axis: Axis) -> Bools:
    return {Axis.WHOLE: counted.whole, Axis.CHANNEL: counted.by_channel, Axis.MEMBER: counted.by_member}[axis]


def _label(counted: Counted, axis: Axis, piece: Ints) -> tuple[tuple[str | int | None, ...], Ints]:
    """The rows there are, and the row of each piece."""
    if axis is Axis.WHOLE:
        return (None,), np.zeros(len(piece), np.int64)
    column = counted.pieces.channel if axis is Axis.CHANNEL else counted.pieces.member
    found, row = np.unique(column[piece], return_inverse=True)
    labels = found.tolist() if axis is Axis.MEMBER else [counted.actuals.channels[channel] for channel in found]
    return tuple(labels), row
