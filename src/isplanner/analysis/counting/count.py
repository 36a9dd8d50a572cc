"""What the facts that count add up to, by channel, by member, and as a whole (which do is settled in `choose.py`)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from isplanner.analysis.counting.choose import (
    Bools,
    Ints,
    Pieces,
    choose_by_channel,
    choose_by_member,
    choose_whole,
    cut,
    number_groups,
    put_chosen_first,
)
from isplanner.plan.actuals import Actuals
from isplanner.plan.calendar import Calendar
from isplanner.plan.fact import FactKind
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """What the counting facts of a span add up to. `members` is keyed by metric and member id.

    `months` says for each metric in how many of the plan's months there are facts.
    """

    whole: Mapping[str, float]
    channels: Mapping[NodeKey, float]
    members: Mapping[tuple[str, int], float]
    months: Mapping[str, int]

    def of(self, key: NodeKey) -> float | None:
        """A node's number: the whole for the plan, else the channel's; None where nothing is known."""
        return self.whole.get(key.metric) if key.channel is None else self.channels.get(key)

    def outside_channels(self, metric: str) -> float:
        """未割当: what the channels lack to the whole, or (negative) exceed it by."""
        return self.whole.get(metric, 0.0) - sum(v for key, v in self.channels.items() if key.metric == metric)

    def outside_members(self, metric: str) -> float:
        """未割当: what the members lack to the whole, or (negative) exceed it by."""
        return self.whole.get(metric, 0.0) - sum(v for (name, _), v in self.members.items() if name == metric)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The facts of one kind, cut at month ends, with which of them count on which axis."""

    actuals: Actuals
    calendar: Calendar
    pieces: Pieces
    whole: Bools
    by_channel: Bools
    by_member: Bools

    def tally(self, span: Span) -> Tally:
        """What the facts of a span add up to; a fact that reaches beyond it counts by its business days inside."""
        pieces, metrics, channels = self.pieces, self.actuals.metrics, self.actuals.channels
        inside, days = self.days(np.arange(len(pieces.fact)), span.start.toordinal(), span.end.toordinal())
        shown = inside > 0

        def sums(chosen: Bools, *columns: Ints) -> dict[tuple[int, ...], float]:
            """Sum facts, each put together again from its pieces, so that a whole one counts exactly."""
            rows = np.flatnonzero(chosen & shown)
            begins = np.flatnonzero(np.diff(pieces.fact[rows], prepend=-1))
            first = rows[begins]
            share = np.add.reduceat(inside[rows], begins) / days[first] if len(rows) else np.empty(0)
            return sum_groups(self.actuals.value[pieces.fact[first]] * share, *(column[first] for column in columns))

        by_channel = sums(self.by_channel, pieces.metric, pieces.channel)
        by_member = sums(self.by_member, pieces.metric, pieces.member)
        months = {
            *zip(pieces.metric[self.whole & shown].tolist(), pieces.month[self.whole & shown].tolist(), strict=True)
        }
        return Tally(
            whole={metrics[m]: total for (m,), total in sums(self.whole, pieces.metric).items()},
            channels={NodeKey(metrics[m], channels[c]): total for (m, c), total in by_channel.items()},
            members={(metrics[m], member): total for (m, member), total in by_member.items()},
            months=Counter(metrics[m] for m, _ in months),
        )

    def only(self, wanted: Bools) -> "Counted":
        """The wanted pieces."""
        chosen = self.whole[wanted], self.by_channel[wanted], self.by_member[wanted]
        return Counted(self.actuals, self.calendar, self.pieces.only(wanted), *chosen)

    def values(self) -> Floats:
        """What each piece says: its fact's value, by its business days."""
        rows = np.arange(len(self.pieces.fact))
        inside, whole = self.days(rows, self.pieces.start, self.pieces.end)
        values: Floats = self.actuals.value[self.pieces.fact] * inside / whole
        return values

    def days(self, rows: Ints, start: Ints | int, end: Ints | int) -> tuple[Ints, Ints]:
        """The business days of pieces between two days each, and of their whole facts; days, where a fact has none."""
        fact = self.pieces.fact[rows]
        whole_start, whole_end = self.actuals.start[fact].astype(np.int64), self.actuals.end[fact].astype(np.int64)
        if not len(rows):
            return whole_start, whole_end
        start = np.maximum(self.pieces.start[rows], start)
        end = np.maximum(start, np.minimum(self.pieces.end[rows], end))
        first = int(whole_start.min())
        worked = _days_worked(self.calendar, first, int(np.maximum(whole_end, end).max()))
        inside = worked[end - first] - worked[start - first]
        whole = worked[whole_end - first] - worked[whole_start - first]
        unworked = whole == 0
        return np.where(unworked, end - start, inside), np.where(unworked, whole_end - whole_start, whole)


def count(plan: Plan, actuals: Actuals, kind: FactKind = FactKind.ACTUAL, span: Span | None = None) -> Counted:
    """Decide which facts of a kind count; with a span, a run of whole months, only those that touch it."""
    wanted = actuals.is_target == (kind is FactKind.TARGET)
    if span:
        wanted &= (actuals.start < span.end.toordinal()) & (actuals.end > span.start.toordinal())
    pieces = put_chosen_first(cut(actuals, plan.rule, wanted), actuals.metrics, plan, kind)
    chosen = choose_whole(pieces), choose_by_channel(pieces), choose_by_member(pieces)
    return Counted(actuals, plan.calendar, pieces, *chosen)


def tally(plan: Plan, actuals: Actuals, span: Span, kind: FactKind = FactKind.ACTUAL) -> Tally:
    """What the counting facts of a kind add up to in a span."""
    months = [plan.rule.month(plan.rule.month_of(day)) for day in (span.start, span.last)]
    return count(plan, actuals, kind, Span(months[0].start, months[1].end)).tally(span)


def counting(actuals: Actuals, plan: Plan) -> Bools:
    """For each fact whether it counts, in any month and on any axis."""
    counts = np.zeros(len(actuals), bool)
    for kind in FactKind:
        counted = count(plan, actuals, kind)
        counts[counted.pieces.fact[counted.whole | counted.by_channel | counted.by_member]] = True
    return counts


def sum_groups(values: Floats, *columns: Ints) -> dict[tuple[int, ...], float]:
    """Sum values for each combination of the columns that occurs."""
    ids, first = number_groups(*columns)
    keys = zip(*(column[first].tolist() for column in columns), strict=True)
    return dict(zip(keys, np.bincount(ids, values, len(first)).tolist(), strict=True))


def as_of(plan: Plan, actuals: Actuals) -> date:
    """The last business day up to the end of the newest actual in the period; before the first, the day before it."""
    start, end = plan.period.start.toordinal(), plan.period.end.toordinal()
    ends = actuals.end[~actuals.is_target & (actuals.start >= start) & (actuals.end <= end)]
    before = plan.period.start - DAY
    day = date.fromordinal(int(ends.max()) - 1) if len(ends) else before
    while day > before and not plan.calendar.is_business_day(day):
        day -= DAY
    return day


def _days_worked(calendar: Calendar, start: int, end: int) -> Ints:
    """How many business days lie between `start` and each day up to `end`, as ordinals."""
    worked = [calendar.is_business_day(date.fromordinal(day)) for day in range(start, end)]
    return np.concatenate(([0], np.cumsum(worked, dtype=np.int64)))
