"""What actuals say of the levers, with how sure that is (design: numbers.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf, sqrt

import numpy as np

from isplanner.analysis.chance.luck import SIZE_VARIATION
from isplanner.analysis.chance.spread import (
    TAIL,
    AmountSpread,
    CountSpread,
    FixedSpread,
    JudgedSpread,
    ShareSpread,
    Spread,
)
from isplanner.analysis.counting.borrow import LEAST_STRENGTH
from isplanner.analysis.counting.count import Counted, count
from isplanner.analysis.estimates.history import History
from isplanner.analysis.estimates.levels import Level, Scale, measure_levels
from isplanner.analysis.estimates.series import Axis
from isplanner.plan.actuals import Actuals
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

_ENDS = np.array([0.1, 0.9])


@dataclass(frozen=True, slots=True)
class LeverEstimate:
    """What is known of a rate, count or amount.

    `trials` are what was counted (for a rate its denominator), `mean`, `p10` and `p90` of the level; `band` is P10–P90
    of the next period's level, the variation of its months in it, the luck of its trials not: the achievable band.
    `scale_sd` is the standard deviation of that on the lever's own scale (log odds of a share, else log).
    `size_variation` is the standard deviation ÷ mean of what one trial of a ratio comes to (one deal's yen).
    """

    node: NodeKey
    trials: float
    mean: float
    p10: float
    p90: float
    band: tuple[float, float]
    spread: Spread
    scale_sd: float
    size_variation: float = SIZE_VARIATION

    def around(self, value: float, *, is_share: bool) -> "LeverEstimate":
        """The same at another value: the odds of a share, all else itself, moved by one factor."""
        start, end = (_odds(number) if is_share else number for number in (self.mean, value))
        if not (0 < start < inf and 0 < end < inf):
            return self

        def moved(number: float) -> float:
            if not is_share:
                return number * end / start
            return 1.0 if number >= 1 else 1 - 1 / (1 + _odds(number) * end / start)

        band = (moved(self.band[0]), moved(self.band[1]))
        return replace(self, mean=value, p10=moved(self.p10), p90=moved(self.p90), band=band)


@dataclass(frozen=True, slots=True)
class Estimates:
    """What is known of levers and of the plan's own values of them, and of members' rates by metric and member id.

    A rate of which a channel or member has no trials is what the team's says; what nothing is known of has no entry.
    `team` is the rate that members borrow from, by metric.
    """

    levers: Mapping[NodeKey, LeverEstimate]
    members: Mapping[tuple[str, int], LeverEstimate]
    team: Mapping[str, float]

    def relative(self, metric: str, member: int) -> float:
        """A member's rate ÷ the team's; 1 where nothing is known of him."""
        found = self.members.get((metric, member))
        return found.mean / self.team[metric] if found else 1.0

    def around(self, plan: Plan, values: Mapping[NodeKey, float]) -> "Estimates":
        """The same with levers at other values, but those that are judged."""
        moved = {
            node: found.around(values[node], is_share=plan.metrics[node.metric].is_share)
            for node, found in self.levers.items()
            if node in values and node not in plan.judgements
        }
        return replace(self, levers={**self.levers, **moved})


def estimate(plan: Plan, actuals: Actuals, as_of: date | None = None, *, counted: Counted | None = None) -> Estimates:
    """Estimate levers from the base period and, with an as-of date, from the period up to it."""
    history = History.of(plan, counted or count(plan, actuals), as_of)
    known: dict[NodeKey, LeverEstimate] = {}
    for key in dict.fromkeys(lever.metric for lever in plan.tree.levers):
        for axis in (Axis.WHOLE, Axis.CHANNEL):
            known |= {found.node: found for found in _estimate_rows(history, plan.metrics[key], axis)[0].values()}
    for node in plan.judgements.keys() & plan.tree.nodes.keys():
        known[node] = judge(plan.metrics[node.metric], node, plan.judgements[node])
    members: dict[tuple[str, int], LeverEstimate] = {}
    team: dict[str, float] = {}
    for metric in plan.metrics.values():
        if metric.kind is Kind.RATE:
            rows, pooled = _estimate_rows(history, metric, Axis.MEMBER)
            members |= {(metric.key, member.id): rows[member.id] for member in plan.members if member.id in rows}
            team |= {metric.key: pooled} if rows else {}
    return Estimates({node: known[node] for node in plan.tree.nodes if node in known}, members, team)


def judge(metric: Metric, node: NodeKey, judgement: Judgement) -> LeverEstimate:
    """What the manager judges of a lever."""
    low, likely, high = judgement.low, judgement.likely, judgement.high
    spread: Spread = FixedSpread() if judgement.is_fixed else JudgedSpread(judgement, metric.is_share)
    slope = likely * (1 - likely) if metric.is_share else likely
    scale_sd = (high - low) / (2 * TAIL * slope) if slope > 0 else 0.0
    return LeverEstimate(node, 0.0, likely, low, high, (low, high), spread, scale_sd)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf


def _estimate_rows(history: History, metric: Metric, axis: Axis) -> tuple[dict[str | int | None, LeverEstimate], float]:
    """A metric's estimates by channel, by member id or, under None, of the whole; and the rate they borrow from."""
    cells = history.cells(metric, axis)
    levels = measure_levels(cells, history.months) if cells else None
    if cells is None or levels is None:
        return {}, 0.0
    days = history.baseline_days(cells).tolist() if metric.is_whole else [1.0] * len(levels.rows)
    rows = zip(history.by_axis[axis].rows, levels.rows, days, strict=True)
    known = {row: (level, n) for row, level, n in rows if level}
    new = {row: (levels.new, 1.0) for row in _others(history, axis) if row not in known and levels.new}
    found: dict[str | int | None, LeverEstimate] = {}
    for row, (level, n) in (known | new).items():
        node = NodeKey(metric.key, str(row) if axis is Axis.CHANNEL else None)
        found[row] = _describe(node, cells.scale, level, n, history.months.evenness)
    return found, levels.pooled


def _others(history: History, axis: Axis) -> Sequence[str | int]:
    """Whom the pooled rate stands for where they have no trials of their own."""
    if axis is Axis.MEMBER:
        return [member.id for member in history.plan.members]
    return history.channels if axis is Axis.CHANNEL else ()


def _describe(node: NodeKey, scale: Scale, level: Level, days: float, evenness: float) -> LeverEstimate:
    """An estimate out of a level; a count's or amount's is a day's, laid on so many days.

    What a period varies by goes into its months as far as they vary, the rest into the level of the period.
    """
    mean, monthly = level.mean * days, min(level.monthly, level.period / evenness)
    known = _spread(scale, level, 0.0, monthly)
    around = _spread(scale, level, level.period - monthly * evenness, monthly)
    ahead = _spread(scale, level, level.period, monthly)
    p10, p90 = known.quantiles(mean, _ENDS).tolist()
    low, high = ahead.quantiles(mean, _ENDS).tolist()
    scale_sd = sqrt(level.variance + level.period)
    sizes = sqrt(level.unit) if scale is Scale.RATIO else SIZE_VARIATION
    return LeverEstimate(node, level.trials, mean, p10, p90, (low, high), around, scale_sd, sizes)


def _spread(scale: Scale, level: Level, more: float, monthly: float) -> Spread:
    """The spread of a level that varies by more than is not known of it."""
    variance = level.variance + more
    if scale is Scale.SHARE:
        trials = 1 / (1 / (level.worth + 1) + more / level.unit) - 1
        return ShareSpread(max(trials, LEAST_STRENGTH), sqrt(monthly))
    if scale is Scale.COUNT:
        return CountSpread(1 / variance, sqrt(monthly))
    return AmountSpread(sqrt(variance), sqrt(monthly))
