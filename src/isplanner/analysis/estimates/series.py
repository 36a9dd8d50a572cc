"""Numbers over time: what the counting facts add up to in each of a run of spans, as arrays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from isplanner.analysis.counting.choose import Bools, Ints, Pieces, number_groups
from isplanner.analysis.counting.count import Counted, Floats
from isplanner.analysis.tree.baseline import BALANCES, DIFFERENCES
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

    axis: Axis
    spans: tuple[Span, ...]
    rows: tuple[str | int | None, ...]
    values: Mapping[str, Floats]
    is_fine: Mapping[str, Bools]

    def of(self, metric: str) -> Floats:
        """The numbers of a metric (rows × spans); of 電話着電数 or 利益, where nobody wrote it, what it is made of."""
        found = self.values.get(metric)
        if found is not None:
            return found
        if metric in DIFFERENCES and (whole := self.values.get(DIFFERENCES[metric][0])) is not None:
            less = self.values.get(DIFFERENCES[metric][1])
            return whole if less is None else whole - np.nan_to_num(less)
        if metric in BALANCES and all(part in self.values for part in BALANCES[metric]):
            above, below = (self.values[part] for part in BALANCES[metric])
            return above - below
        return np.full((len(self.rows), len(self.spans)), np.nan)

    def row(self, metric: str, row: str | int | None = None) -> Floats:
        """The numbers (spans) of a metric for one channel or member; NaN where there is no such row."""
        if row not in self.rows:
            return np.full(len(self.spans), np.nan)
        numbers: Floats = self.of(metric)[self.rows.index(row)]
        return numbers


class Pairs(NamedTuple):
    """Two metrics in the finest facts that tell of both: their numbers, the row, and a number of the month."""

    above: Floats
    below: Floats
    row: Ints
    month: Ints


def series(
    counted: Counted, spans: Sequence[Span], axis: Axis = Axis.WHOLE, metrics: Collection[str] | None = None
) -> Series:
    """Add up facts in spans that follow each other without a gap, within the plan's months; by default all metrics.

    A fact longer than a span is shared out over its business days.
    """
    parts = _Parts.of(counted, spans, axis, metrics)
    shape = len(parts.metrics), len(parts.rows), len(spans)
    place = np.ravel_multi_index((parts.metric, parts.row, parts.column), shape) if len(parts.metric) else parts.metric
    sums = np.bincount(place, parts.value, int(np.prod(shape))).reshape(shape)
    has_row = np.bincount(place // shape[2], minlength=shape[0] * shape[1]).reshape(shape[:2]) > 0
    is_told = parts.told(shape[2])
    is_fine = is_told & (np.bincount(place[~parts.fits], minlength=sums.size).reshape(shape).sum(axis=1) == 0)
    values = np.where(has_row[:, :, None] & is_told[:, None, :], sums, np.nan)
    return Series(
        axis=axis,
        spans=tuple(spans),
        rows=parts.rows,
        values=dict(zip(parts.metrics, values, strict=True)),
        is_fine=dict(zip(parts.metrics, is_fine, strict=True)),
    )


def pair_up(counted: Counted, told: Series, above: str, below: str) -> Pairs:
    """The finest facts that tell of two metrics alike, within the months and the rows of a series, `below` over 0."""
    pieces, metrics = counted.pieces, counted.actuals.metrics
    start, end = told.spans[0].start.toordinal(), told.spans[-1].end.toordinal()
    wanted = [i for i, metric in enumerate(metrics) if metric in (above, below)]
    chosen = _chosen(counted, told.axis) & (pieces.start >= start) & (pieces.end <= end)
    found = pieces.only(chosen & np.isin(pieces.metric, wanted))
    ids, first = number_groups(found.channel, found.member, found.start, found.end, found.batch)
    value, is_above = (
        counted.actuals.value[found.fact],
        np.isin(found.metric, [i for i in wanted if metrics[i] == above]),
    )
    sums = [np.bincount(ids[part], value[part], len(first)).astype(np.float64) for part in (is_above, ~is_above)]
    paired = (np.bincount(ids[is_above], minlength=len(first)) > 0) & (sums[1] > 0)
    row = np.searchsorted(_codes(counted, told), _column(found, told.axis)[first])
    return Pairs(sums[0][paired], sums[1][paired], row[paired], found.month[first][paired])


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

    `metric` and `row` are places in `metrics` and `rows`. `first` and `last` (spans) are how far the pieces that fit
    of the same batch and month reach together: a log without an order on a day says that there was none.
    """

    metrics: tuple[str, ...]
    rows: tuple[str | int | None, ...]
    metric: Ints
    row: Ints
    column: Ints
    value: Floats
    fits: Bools
    first: Ints
    last: Ints

    @classmethod
    def of(cls, counted: Counted, spans: Sequence[Span], axis: Axis, metrics: Collection[str] | None) -> "_Parts":
        pieces, facts = counted.pieces, counted.actuals
        edges = np.array([span.start.toordinal() for span in spans] + [spans[-1].end.toordinal()], np.int64)
        chosen = _chosen(counted, axis) & (pieces.end > edges[0]) & (pieces.start < edges[-1])
        piece, column, fits = _cut(pieces, np.flatnonzero(chosen), edges)
        reach = _reach(pieces.batch[piece], pieces.month[piece], column, fits)
        wanted = [i for i, metric in enumerate(facts.metrics) if metrics is None or metric in metrics]
        kept = np.isin(pieces.metric[piece], wanted)
        piece, column, fits, first, last = piece[kept], column[kept], fits[kept], reach[0][kept], reach[1][kept]
        inside, whole = counted.days(piece, edges[column], edges[column + 1])
        known, metric = np.unique(pieces.metric[piece], return_inverse=True)
        rows, row = _rows(counted, axis, piece)
        names = tuple(facts.metrics[i] for i in known.tolist())
        value = facts.value[pieces.fact[piece]] * (inside / whole)
        return cls(names, rows, metric, row, column, value, fits, first, last)

    def told(self, spans: int) -> Bools:
        """For each metric and span whether facts tell of it."""
        edges = np.zeros((len(self.metrics), spans + 1), np.int64)
        np.add.at(edges, (self.metric, self.first), 1)
        np.add.at(edges, (self.metric, self.last + 1), -1)
        told: Bools = edges.cumsum(axis=1)[:, :-1] > 0
        return told


def _cut(pieces: Pieces, rows: Ints, edges: Ints) -> tuple[Ints, Ints, Bools]:
    """Cut pieces at the ends of spans: for each part its piece, its span, and whether the piece lies within one."""
    first = np.searchsorted(edges, np.maximum(pieces.start[rows], edges[0]), side="right") - 1
    last = np.searchsorted(edges, np.minimum(pieces.end[rows], edges[-1]), side="left") - 1
    times = last - first + 1
    part = np.repeat(np.arange(len(rows)), times)
    column = first[part] + np.arange(len(part)) - np.repeat(np.cumsum(times) - times, times)
    return rows[part], column, (times == 1)[part]


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


def _chosen(counted: Counted, axis: Axis) -> Bools:
    return {Axis.WHOLE: counted.whole, Axis.CHANNEL: counted.by_channel, Axis.MEMBER: counted.by_member}[axis]


def _rows(counted: Counted, axis: Axis, piece: Ints) -> tuple[tuple[str | int | None, ...], Ints]:
    """The rows there are, and the row of each piece."""
    found, row = np.unique(_column(counted.pieces, axis)[piece], return_inverse=True)
    if axis is Axis.CHANNEL:
        return tuple(counted.actuals.channels[channel] for channel in found.tolist()), row
    return tuple(found.tolist()) if axis is Axis.MEMBER else (None,), row


def _column(pieces: Pieces, axis: Axis) -> Ints:
    """By what pieces are told apart."""
    if axis is Axis.WHOLE:
        return np.zeros(len(pieces.fact), np.int64)
    return pieces.channel if axis is Axis.CHANNEL else pieces.member


def _codes(counted: Counted, told: Series) -> list[int]:
    """What stands for the rows of a series in the column of its axis."""
    channels = {key: i for i, key in enumerate(counted.actuals.channels)}
    return [row if isinstance(row, int) else channels.get(row or "", 0) for row in told.rows]
