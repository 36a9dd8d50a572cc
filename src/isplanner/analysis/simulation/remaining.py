"""残り期間: what is done by a day stands, and only the days after it are still open (design: numbers.md 5).

Levers that nobody moves go on at the pace of the forecasts (`prospects`), and what the KGI then comes to is its
forecast: so that a simulation of the rest says the same as 見込み, mean and chance alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

import numpy as np

from isplanner.analysis.counting.count import Counted, Floats, Tally, count
from isplanner.analysis.estimates.series import Axis
from isplanner.analysis.prospects.distribution import Outcome
from isplanner.analysis.prospects.prospect import Prospects
from isplanner.analysis.tree.ratio import ratio_of
from isplanner.plan.actuals import Actuals
from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, fold
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree, in_scope

_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left of the period after a day.

    `open` is the share of each month still to come (0 for a closed month, 1 for one that has not begun); `done` are
    the actuals by month of nodes that are counted, with what days over of which nothing is told yet should have
    brought. `paces` are what nodes are in the days left if all goes on, counts
    laid on the whole period; `outlook` is what the KGI then comes to (one row), None where that cannot be told.
    `told` is the last day that actuals tell of, None where none does; `so_far` is what they tell of the same nodes by
    month, and `untold` the share of each month that is over and of which nothing is told yet.
    """

    as_of: date
    open: tuple[float, ...]
    done: Mapping[NodeKey, tuple[float, ...]]
    paces: Mapping[NodeKey, float] = field(default_factory=dict)
    outlook: Outcome | None = field(default=None, compare=False)
    told: date | None = None
    so_far: Mapping[NodeKey, tuple[float, ...]] = field(default_factory=dict)
    untold: Mapping[NodeKey, tuple[float, ...]] = field(default_factory=dict)

    @property
    def has_begun(self) -> bool:
        """Whether any day of the period is over."""
        return min(self.open) < 1.0

    def to_date(self, tree: GoalTree) -> dict[NodeKey, float]:
        """What nodes have come to as far as is told: sums of counts, and of rates one part ÷ the other where it is."""
        sums = {node: sum(months) for node, months in self.so_far.items()} if self.told else {}
        parts = {node: ratio for node in tree.nodes if node not in sums and (ratio := ratio_of(tree, node))}
        rates = {
            node: (sums.get(ratio.numerator, 0.0) - (sums.get(ratio.less, 0.0) if ratio.less else 0.0)) / below
            for node, ratio in parts.items()
            if (below := sums.get(ratio.denominator, 0.0))
        }
        return sums | rates

    def path(self, node: NodeKey) -> tuple[tuple[float, float], ...]:
        """What a count has added up to by the end of each month that is told of: (months gone by, how much)."""
        points, added, all_told = [], 0.0, (0.0,) * len(self.open)
        rows = zip(self.open, self.untold.get(node, all_told), self.so_far.get(node, ()), strict=False)
        for number, (is_open, untold, told) in enumerate(rows):
            if is_open + untold > 1.0 - _NOTHING:
                break
            added += told
            points.append((number + 1 - is_open - untold, added))
        return tuple(points)


def measure_remaining(plan: Plan, actuals: Actuals, as_of: date, counted: Counted | None = None) -> Remaining:
    """What is done by the end of a day, month by month, and how much of each month is left."""
    past = Span(plan.period.start, max(as_of + DAY, plan.period.start))
    counted = counted or count(plan, actuals)
    prospects = Prospects.of(plan, counted, as_of)
    ahead = {
        node: pace
        for key in dict.fromkeys(node.metric for node in plan.tree.nodes)
        for axis in (Axis.WHOLE, Axis.CHANNEL)
        for row, pace in prospects.paces(plan.metrics[key], axis).items()
        if (node := NodeKey(key, None if row is None else str(row))) in plan.tree.nodes
    }
    tallies = [counted.tally(month.clip(past)) for month in plan.months]
    done = _done(plan, tallies, {node: pace.rate * np.array(pace.untold) for node, pace in ahead.items()})
    weeks = prospects.records.weeks
    days = weeks.in_period(weeks.days)
    return Remaining(
        as_of=as_of,
        open=tuple(_open(plan, month, past) for month in plan.months),
        done={node: tuple(months[0].tolist()) for node, months in done.items()},
        paces={
            node: pace.rate * (float(days.sum()) if plan.metrics[node.metric].is_whole else 1.0)
            for node, pace in ahead.items()
        },
        outlook=_outlook(plan, prospects),
        told=_last_told(actuals, past),
        so_far={node: tuple(months[1].tolist()) for node, months in done.items()},
        untold={node: tuple((pace.untold / np.maximum(days, 1.0)).tolist()) for node, pace in ahead.items()},
    )


def _last_told(actuals: Actuals, past: Span) -> date | None:
    ends = actuals.end[~actuals.is_target & (actuals.end > past.start.toordinal())]
    return min(date.fromordinal(int(ends.max())), past.end) - DAY if ends.size else None


def _outlook(plan: Plan, prospects: Prospects) -> Outcome | None:
    root = plan.tree.root
    found = prospects.prospect(plan.metrics[root.metric], Axis.WHOLE) if root and root.channel is None else None
    if found is None or not isfinite(found.outcome.expected.item() + found.outcome.quantile(0.5).item()):
        return None
    return found.outcome


def _open(plan: Plan, month: Span, past: Span) -> float:
    """The share of a month's business days (days, where it has none) that is still to come."""
    done, days = (plan.calendar.business_days(span) for span in (month.clip(past), month))
    if not days:
        done, days = ((span.end - span.start).days for span in (month.clip(past), month))
    return 1.0 - done / days


def _done(plan: Plan, tallies: Sequence[Tally], untold: Mapping[NodeKey, Floats]) -> dict[NodeKey, Floats]:
    """Counts and amounts by month: what facts say, else what formulas make of what facts say, else nothing.

    Of each node two rows: the first with what days over should have brought of which nothing is told, then without.
    """
    done: dict[NodeKey, Floats] = {}
    for key in plan.tree.order:
        if plan.metrics[key.metric].is_whole:
            found, formula = [tally.of(key) for tally in tallies], plan.tree.nodes[key].formula
            told = np.array([np.nan if value is None else value for value in found])
            months = np.tile(np.nan_to_num(told), (2, 1))
            months[0] += untold.get(key, 0.0)
            added = _sum(plan, formula.expression, key.channel, done) if formula else None
            done[key] = months if added is None else np.where(np.isnan(told), added, months)
    return done


def _sum(plan: Plan, expression: Expression, channel: str | None, done: Mapping[NodeKey, Floats]) -> Floats | None:
    """What an expression of sums and differences comes to; None for any other."""

    def step(part: Expression, below: list[Floats | None]) -> Floats | None:
        match part:
            case Name():
                return done.get(in_scope(part, channel))
            case Negate() if below[0] is not None:
                return -below[0]
            case Binary("+" | "-" as sign, _, _) if below[0] is not None and below[1] is not None:
                return below[0] + below[1] if sign == "+" else below[0] - below[1]
            case Call("sum", (summed,)):
                parts = [_sum(plan, summed, scope, done) for scope in plan.tree.summed(summed)]
                known = [part for part in parts if part is not None]
                return sum(known, np.zeros(known[0].shape)) if known and len(known) == len(parts) else None
        return None

    return fold(expression, step)
