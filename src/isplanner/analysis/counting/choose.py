"""Which of the facts that speak of the same days count.

Such facts are alternatives, not addends. For each metric, kind and month of the plan three questions are answered
apart: the numbers by channel, those by member, the whole. A newer batch takes the place of an older one on the days
from its first to its last in that month; on other days the older stands, so that a log brought in half by half adds
up. A batch that was chosen for a metric and month goes there before all others, as if it were the newest. Within a
batch a longer fact goes before the shorter ones it covers, and an own total before its parts.

Facts are cut at the plan's months into pieces, and all pieces are decided upon at once, in arrays.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.fact import FactKind
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Facts cut at month ends, a row a fact and month, of one kind.

    `fact` is a fact's place in Actuals, `length` its days, `month` a running number; `start` and `end` are the piece's.
    """

    fact: Ints
    length: Ints
    metric: Ints
    month: Ints
    batch: Ints
    member: Ints
    channel: Ints
    start: Ints
    end: Ints

    def only(self, wanted: Bools) -> "Pieces":
        """The wanted pieces."""
        return Pieces(*(getattr(self, column.name)[wanted] for column in fields(self)))


def cut(actuals: Actuals, rule: PeriodRule, wanted: Bools) -> Pieces:
    """Cut the wanted facts at month ends, leaving out what a longer fact of the same batch and scope covers."""
    rows = np.flatnonzero(wanted & (actuals.end > actuals.start))
    edges = month_edges(rule, actuals.start[rows], actuals.end[rows])
    first = np.searchsorted(edges, actuals.start[rows], side="right") - 1
    months = np.searchsorted(edges, actuals.end[rows], side="left") - first
    fact = np.repeat(rows, months)
    month = np.repeat(first, months) + np.arange(len(fact)) - np.repeat(np.cumsum(months) - months, months)
    pieces = Pieces(
        fact=fact,
        length=(actuals.end[fact] - actuals.start[fact]).astype(np.int64),
        metric=actuals.metric[fact].astype(np.int64),
        month=month,
        batch=actuals.batch[fact].astype(np.int64),
        member=actuals.member[fact].astype(np.int64),
        channel=actuals.channel[fact].astype(np.int64),
        start=np.maximum(actuals.start[fact], edges[month]),
        end=np.minimum(actuals.end[fact], edges[month + 1]),
    )
    return pieces.only(_longest(pieces))


def put_chosen_first(pieces: Pieces, metrics: Sequence[str], plan: Plan, kind: FactKind) -> Pieces:
    """Let the pieces of the batches that were chosen for a metric and month go before all others."""
    batch, first = pieces.batch.copy(), int(pieces.batch.max(initial=0)) + 1
    for metric in {place.metric for place in plan.chosen_batches}.intersection(metrics):
        rows = np.flatnonzero(pieces.metric == metrics.index(metric))
        batch[rows[are_chosen(pieces.batch[rows], pieces.start[rows], plan, metric, kind)]] = first
    return replace(pieces, batch=batch)


def are_chosen(batch: Ints, start: Ints, plan: Plan, metric: str, kind: FactKind = FactKind.ACTUAL) -> Bools:
    """Which of what tells of a metric is of the batch that was chosen for the month it begins in."""
    chosen = np.zeros(len(batch), bool)
    for place, rank in plan.chosen_batches.items():
        if (place.metric, place.kind) == (metric, kind):
            days = plan.rule.month(place.month)
            chosen |= (batch == rank) & (start >= days.start.toordinal()) & (start < days.end.toordinal())
    return chosen


def choose_by_channel(pieces: Pieces) -> Bools:
    """Which pieces make the numbers by channel: those of the newest batch that has channels."""
    return _choose_axis(pieces, pieces.channel, pieces.member, pieces.metric, pieces.month)


def choose_by_member(pieces: Pieces) -> Bools:
    """Which pieces make the numbers by member: for each those of the newest batch that has him."""
    return _choose_axis(pieces, pieces.member, pieces.channel, pieces.metric, pieces.month, pieces.member)


def choose_whole(pieces: Pieces) -> Bools:
    """Which pieces make the whole: of the newest batch its own total, else its sum.

    The sum is the members' numbers and those of channels that no member has; members and channels that never meet in
    one fact are two views of the same whole, and the members' is taken.
    """
    counts = newest(pieces.batch, pieces.start, pieces.end, pieces.metric, pieces.month)
    place = pieces.metric, pieces.month, pieces.batch
    has_member, has_channel = pieces.member != NONE, pieces.channel != NONE
    total = counts & ~has_member & ~has_channel
    both = counts & has_member & has_channel
    members = counts & has_member & _first_own(counts & has_member, ~has_channel, *place, pieces.member)
    channels = counts & has_channel & ~has_member & ~any_of(both, *place, pieces.channel)
    alone = ~any_of(members, *place) | any_of(both, *place)
    whole: Bools = total | ((members | (channels & alone)) & ~any_of(total, *place))
    return whole


def number_groups(*columns: Ints) -> tuple[Ints, Ints]:
    """Number the combinations of columns: the number of each row, and the first row of each number."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        low = int(column.min(initial=0))
        key = key * (int(column.max(initial=0)) - low + 1) + (column - low)
    _, first, ids = np.unique(key, return_index=True, return_inverse=True)
    return ids, first


def month_edges(rule: PeriodRule, starts: NDArray[np.int32], ends: NDArray[np.int32]) -> Ints:
    """The first day of each month from the first start, up to the end of the month of the last end, as ordinals."""
    if not len(starts):
        return np.zeros(1, np.int64)
    month = rule.month_of(date.fromordinal(int(starts.min())))
    edges = [rule.month(month).start.toordinal()]
    while edges[-1] < ends.max():
        edges.append(rule.month(month).end.toordinal())
        month = month.plus(1)
    return np.array(edges, np.int64)


def newest(batch: Ints, start: Ints, end: Ints, *place: Ints) -> Bools:
    """Which spans share no day with the extent of a newer batch in their place."""
    ids, _ = number_groups(*place)
    order = np.lexsort((-batch, ids))
    ids, batch, start, end = ids[order], batch[order], start[order], end[order]
    begins = np.flatnonzero(np.diff(ids, prepend=-1) | np.diff(batch, prepend=-1))
    extent = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(ids)))
    place_of = ids[begins]
    first, last = np.minimum.reduceat(start, begins), np.maximum.reduceat(end, begins)
    counts = np.ones(len(order), bool)
    rows, newer = np.arange(len(order)), extent - 1
    while len(rows := rows[(newer[rows] >= 0) & (place_of[newer[rows]] == ids[rows])]):
        meets = (start[rows] < last[newer[rows]]) & (first[newer[rows]] < end[rows])
        counts[rows[meets]] = False
        newer = newer - 1
    chosen = np.empty(len(order), bool)
    chosen[order] = counts
    return chosen


def any_of(wanted: Bools, *place: Ints) -> Bools:
    """For each row whether any row of its place is wanted."""
    ids, first = number_groups(*place)
    found: Bools = (np.bincount(ids, wanted, len(first)) > 0)[ids]
    return found


def _choose_axis(pieces: Pieces, axis: Ints, other: Ints, *place: Ints) -> Bools:
    named = axis != NONE
    counts = named.copy()
    counts[named] = newest(*(column[named] for column in (pieces.batch, pieces.start, pieces.end, *place)))
    chosen: Bools = counts & _first_own(counts, other == NONE, pieces.metric, pieces.month, pieces.batch, axis)
    return chosen


def _first_own(counts: Bools, is_own: Bools, *place: Ints) -> Bools:
    """Of a place that has a number of its own, only that; else all its parts."""
    chosen: Bools = is_own | ~any_of(counts & is_own, *place)
    return chosen


def _longest(pieces: Pieces) -> Bools:
    """Which pieces no longer fact of the same batch and scope overlaps (as long and earlier goes before).

    A fact that reaches out of the month comes after all that lie in it.
    """
    ids, _ = number_groups(pieces.metric, pieces.month, pieces.batch, pieces.member, pieces.channel)
    order = np.lexsort((pieces.start, ids))
    overlaps = (np.diff(ids[order]) == 0) & (pieces.start[order][1:] < pieces.end[order][:-1])
    counts = np.ones(len(ids), bool)
    crowded = np.flatnonzero(np.isin(ids, ids[order][1:][overlaps]))
    reaches_out = pieces.length > pieces.end - pieces.start
    taken: dict[int, list[int]] = {}
    for row in crowded[np.lexsort((pieces.start[crowded], -pieces.length[crowded], reaches_out[crowded]))]:
        kept = taken.setdefault(int(ids[row]), [])
        counts[row] = all(pieces.end[row] <= pieces.start[k] or pieces.end[k] <= pieces.start[row] for k in kept)
        kept += [row] if counts[row] else []
    return counts
