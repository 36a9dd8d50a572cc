"""Where imports tell of the same: what each says of a metric in a month, and why it counts or not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from isplanner.analysis.counting.choose import (
    Bools,
    Ints,
    Pieces,
    any_of,
    choose_by_channel,
    choose_by_member,
    choose_whole,
    newest,
)
from isplanner.analysis.counting.count import Counted, Floats, count, sum_groups
from isplanner.plan.actuals import Actuals
from isplanner.plan.fact import FactKind, MetricMonth
from isplanner.plan.overlap import Axis, Overlap, Reason, Telling
from isplanner.plan.plan import Plan


def overlaps(plan: Plan, told: Actuals) -> tuple[Overlap, ...]:
    """Where a batch stands on days of another, by kind, month and metric.

    Args:
        plan: Says which batches were chosen.
        told: The facts of all batches in force, those too that are replaced.
    """
    return tuple(overlap for kind in FactKind for overlap in _of_kind(plan, count(plan, told, kind), kind))


Place = tuple[int, ...]
"""A month and a metric as the pieces have them; or these and a batch."""


def _of_kind(plan: Plan, counted: Counted, kind: FactKind) -> Iterator[Overlap]:
    counted = counted.only(_crowded(counted.pieces))
    pieces, values = counted.pieces, counted.values()
    place, telling = (pieces.month, pieces.metric), (pieces.month, pieces.metric, pieces.batch)
    chosen = {Axis.WHOLE: counted.whole, Axis.CHANNELS: counted.by_channel, Axis.MEMBERS: counted.by_member}
    # Each batch as if it were alone: in a month that no other has.
    alone = replace(pieces, month=pieces.month * (int(pieces.batch.max(initial=0)) + 1) + pieces.batch)
    flags = {
        Axis.WHOLE: choose_whole(alone),
        Axis.CHANNELS: choose_by_channel(alone),
        Axis.MEMBERS: choose_by_member(alone),
    }
    says = {axis: _sums(values, wanted, *telling) for axis, wanted in flags.items()}
    counts = {axis: _sums(values, wanted, *place) for axis, wanted in chosen.items()}
    used = {axis: _sums(values, wanted, *telling) for axis, wanted in chosen.items()}
    rows = {key: row for row, key in enumerate(zip(*(column.tolist() for column in telling), strict=True))}
    ordered = sorted(rows, key=lambda key: (*key[:2], -key[2]))
    for (month, metric), group in groupby(ordered, key=lambda key: key[:2]):
        keys = list(group)
        day = date.fromordinal(int(pieces.start[rows[keys[0]]]))
        where = MetricMonth(counted.actuals.metrics[metric], kind, plan.rule.month_of(day))
        tellings = []
        for key in keys:
            rank = int(counted.actuals.batch[pieces.fact[rows[key]]])
            is_chosen = plan.chosen_batches.get(where) == rank
            axes = frozenset(_of(used, key))
            tellings.append(Telling(rank, _of(says, key), axes, _reason(axes, first=key is keys[0], chosen=is_chosen)))
        yield Overlap(where, tuple(tellings), _of(counts, (month, metric)))


def _crowded(pieces: Pieces) -> Bools:
    """Which pieces are of a metric and month in which a batch stands on days of another."""
    gives_way = ~newest(pieces.batch, pieces.start, pieces.end, pieces.metric, pieces.month)
    return any_of(gives_way, pieces.metric, pieces.month)


def _sums(values: Floats, wanted: Bools, *columns: Ints) -> Mapping[Place, float]:
    return sum_groups(values[wanted], *(column[wanted] for column in columns))


def _of(sums: Mapping[Axis, Mapping[Place, float]], place: Place) -> dict[Axis, float]:
    return {axis: found[place] for axis, found in sums.items() if place in found}


def _reason(used: Collection[Axis], *, first: bool, chosen: bool) -> Reason:
    if first:
        return Reason.CHOSEN if chosen else Reason.NEWEST
    if Axis.WHOLE in used:
        return Reason.REST
    if not used:
        return Reason.OLDER
    if len(used) > 1:
        return Reason.PARTS
    return Reason.CHANNELS if Axis.CHANNELS in used else Reason.MEMBERS
