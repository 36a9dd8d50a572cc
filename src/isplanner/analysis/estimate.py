"""What actuals say of the levers, with how sure that is (design: numbers.md 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np

from isplanner.analysis.borrow import LEAST_STRENGTH
from isplanner.analysis.choose import Bools
from isplanner.analysis.count import Counted, Floats, count
from isplanner.analysis.levels import Cells, Level, Scale, measure_levels
from isplanner.analysis.project import month_weights
from isplanner.analysis.series import Axis, Series, business_days, series
from isplanner.analysis.spread import TAIL, AmountSpread, CountSpread, FixedSpread, JudgedSpread, ShareSpread, Spread
from isplanner.plan.actuals import Actuals
from isplanner.plan.judgement import Judgement
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import DAY, MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

_YEARS_BACK = 3
"""How far before the base period actuals still tell how much months vary."""
_ENDS = np.array([0.1, 0.9])


@dataclass(frozen=True, slots=True)
class LeverEstimate:
    """What is known of a rate, count or amount.

    `trials` are what was counted (for a rate its denominator), `mean`, `p10` and `p90` of the level; `band` is P10–P90
    of the next period's level, the variation of its months in it, the luck of its trials not: the achievable band.
    `scale_sd` is the standard deviation of that on the lever's own scale (log odds of a share, else log).
    """

    node: NodeKey
    trials: float
    mean: float
    p10: float
    p90: float
    band: tuple[float, float]
    spread: Spread
    scale_sd: float


@dataclass(frozen=True, slots=True)
class Estimates:
    """What is known of levers and of the plan's own values of them, and of members' rates by metric and member id.

    What nothing is known of has no entry. `team` is the rate that members borrow from, by metric.
    """

    levers: Mapping[NodeKey, LeverEstimate]
    members: Mapping[tuple[str, int], LeverEstimate]
    team: Mapping[str, float]

    def relative(self, metric: str, member: int) -> float:
        """A member's rate ÷ the team's; 1 where nothing is known of him."""
        known = self.members.get((metric, member))
        return known.mean / self.team[metric] if known else 1.0


def estimate(plan: Plan, actuals: Actuals, as_of: date | None = None, *, counted: Counted | None = None) -> Estimates:
    """Estimate levers from the base period and, with an as-of date, from the period up to it."""
    history = _History.of(plan, counted or count(plan, actuals), as_of)
    known: dict[NodeKey, LeverEstimate] = {}
    for key in dict.fromkeys(lever.metric for lever in plan.tree.levers):
        for axis in (Axis.WHOLE, Axis.CHANNEL):
            for found in history.estimate(plan.metrics[key], axis)[0].values():
                known[found.node] = found
    known |= {node: judge(plan.metrics[node.metric], node, judged) for node, judged in plan.judgements.items()}
    members: dict[tuple[str, int], LeverEstimate] = {}
    team: dict[str, float] = {}
    for metric in plan.metrics.values():
        if metric.kind is Kind.RATE:
            rows, pooled = history.estimate(metric, Axis.MEMBER)
            members |= {(metric.key, int(str(member))): found for member, found in rows.items()}
            team |= {metric.key: pooled} if rows else {}
    return Estimates({node: known[node] for node in plan.tree.nodes if node in known}, members, team)


def judge(metric: Metric, node: NodeKey, judgement: Judgement) -> LeverEstimate:
    """What the manager judges of a lever."""
    low, likely, high = judgement.low, judgement.likely, judgement.high
    spread: Spread = FixedSpread() if judgement.is_fixed else JudgedSpread(judgement, metric.is_share)
    slope = likely * (1 - likely) if metric.is_share else likely
    scale_sd = (high - low) / (2 * TAIL * slope) if slope > 0 else 0.0
    return LeverEstimate(node, 0.0, likely, low, high, (low, high), spread, scale_sd)


@dataclass(frozen=True, slots=True, eq=False)
class _History:
    """Actuals by month up to a day, which of the months are the base period's and which the period's so far."""

    plan: Plan
    by_axis: Mapping[Axis, Series]
    days: Floats
    base: Bools
    so_far: Bools
    monthly_share: float

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date | None) -> "_History":
        end = plan.period.start if as_of is None else min(as_of + DAY, plan.period.end)
        spans = _months(plan, counted, max(end, plan.base.end))
        factors = np.array([plan.factor(span) for span in spans])
        return cls(
            plan=plan,
            by_axis={axis: series(counted, spans, axis) for axis in Axis},
            days=business_days(plan.calendar, spans) * factors,
            base=np.array([plan.base.covers(span) for span in spans]),
            so_far=np.array([span.start in plan.period and as_of is not None for span in spans]),
            monthly_share=float((month_weights(plan) ** 2).sum()),
        )

    def estimate(self, metric: Metric, axis: Axis) -> tuple[dict[str | int | None, LeverEstimate], float]:
        """A metric's estimates by row, and the rate that they borrow from."""
        cells = self._cells(metric, axis)
        levels = measure_levels(cells) if cells else None
        if cells is None or levels is None:
            return {}, 0.0
        found = {}
        for row, (label, level) in enumerate(zip(self.by_axis[axis].rows, levels.rows, strict=True)):
            if level:
                channel = str(label) if axis is Axis.CHANNEL else None
                scale = self._period_total(cells, row) if metric.is_whole else 1.0
                found[label] = _describe(NodeKey(metric.key, channel), cells.scale, level, scale, self.monthly_share)
        return found, levels.pooled

    def _cells(self, metric: Metric, axis: Axis) -> Cells | None:
        told = self.by_axis[axis]
        if metric.is_whole:
            above = told.of(metric.key)
            scale = Scale.AMOUNT if metric.kind is Kind.AMOUNT else Scale.COUNT
            return Cells(scale, above, np.broadcast_to(self.days, above.shape), self.base, self.so_far)
        if metric.numerator is None or metric.denominator is None:
            return None
        above, below = told.of(metric.numerator), told.of(metric.denominator)
        if axis is Axis.WHOLE:
            above = above - self._without_denominator(metric.numerator, metric.denominator)
        return Cells(Scale.SHARE if metric.is_share else Scale.RATIO, above, below, self.base, self.so_far)

    def _without_denominator(self, numerator: str, denominator: str) -> Floats:
        """What of a numerator lies in channels that have no denominator, where others have one (months)."""
        channels = self.by_axis[Axis.CHANNEL]
        above, below = np.nan_to_num(channels.of(numerator)), np.nan_to_num(channels.of(denominator))
        has = below.any(axis=1, keepdims=True)
        lacking: Floats = (above * (~has & has.any())).sum(axis=0)
        return lacking

    def _period_total(self, cells: Cells, row: int) -> float:
        """The business days a count's baseline stands for: those of the base period, also of months without actuals."""
        months = len(self.plan.rule.months(self.plan.base))
        told = self.base & ~np.isnan(cells.above[row])
        if told.any():
            return float(self.days[told].sum()) * months / int(told.sum())
        return float(self.plan.calendar.business_days(self.plan.period))


def _months(plan: Plan, counted: Counted, end: date) -> tuple[Span, ...]:
    """The months from the first actual, or some years before the base period, up to a day."""
    first = plan.rule.month_of(plan.base.start).plus(-_YEARS_BACK * MONTHS_A_YEAR)
    start = plan.rule.month(first).start
    if len(counted.pieces.start):
        start = max(start, date.fromordinal(int(counted.pieces.start.min())))
    return plan.rule.months(Span(min(start, plan.base.start), end))


def _describe(node: NodeKey, scale: Scale, level: Level, total: float, monthly_share: float) -> LeverEstimate:
    """An estimate out of a level; a count's is a rate a day, `total` its days."""
    mean, next_months = level.mean * total, level.monthly * monthly_share
    monthly, own = sqrt(level.monthly), level.variance
    around: Spread
    ahead: Spread
    if scale is Scale.SHARE:
        around = ShareSpread(level.worth, monthly)
        ahead = ShareSpread(max(LEAST_STRENGTH, 1 / (1 / (level.worth + 1) + next_months / level.unit) - 1), monthly)
    elif scale is Scale.COUNT:
        around, ahead = CountSpread(1 / own, monthly), CountSpread(1 / (own + next_months), monthly)
    else:
        around, ahead = AmountSpread(sqrt(own), monthly), AmountSpread(sqrt(own + next_months), monthly)
    p10, p90 = around.quantiles(mean, _ENDS).tolist()
    low, high = ahead.quantiles(mean, _ENDS).tolist()
    return LeverEstimate(node, level.trials, mean, p10, p90, (low, high), around, sqrt(own + next_months))
