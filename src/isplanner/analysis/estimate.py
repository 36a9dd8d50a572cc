"""What actuals say of the levers, with how sure that is (design: numbers.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np

from isplanner.analysis.baseline import DIFFERENCES
from isplanner.analysis.borrow import LEAST_STRENGTH
from isplanner.analysis.choose import number_groups
from isplanner.analysis.count import Counted, Floats, count
from isplanner.analysis.levels import NO_PERIOD, Cells, Level, Months, Scale, measure_levels, size_variance
from isplanner.analysis.project import month_weights
from isplanner.analysis.series import Axis, Series, business_days, series
from isplanner.analysis.spread import TAIL, AmountSpread, CountSpread, FixedSpread, JudgedSpread, ShareSpread, Spread
from isplanner.plan.actuals import NONE, Actuals
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
    """Actuals by month up to a day; `days` are the months' business days × factors, `sizes` of amounts by metric."""

    plan: Plan
    counted: Counted
    by_axis: Mapping[Axis, Series]
    days: Floats
    months: Months

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date | None) -> "_History":
        spans = _spans(plan, counted, as_of)
        metrics = _metrics(plan)
        return cls(
            plan=plan,
            counted=counted,
            by_axis={axis: series(counted, spans, axis, metrics) for axis in Axis},
            days=business_days(plan.calendar, spans) * [plan.factor(span) for span in spans],
            months=_months(plan, spans, as_of is not None),
        )

    def estimate(self, metric: Metric, axis: Axis) -> tuple[dict[str | int | None, LeverEstimate], float]:
        """A metric's estimates by row, and the rate that they borrow from."""
        cells = self._cells(metric, axis)
        levels = measure_levels(cells, self.months) if cells else None
        if cells is None or levels is None:
            return {}, 0.0
        found = {}
        for row, (label, level) in enumerate(zip(self.by_axis[axis].rows, levels.rows, strict=True)):
            if level:
                node = NodeKey(metric.key, str(label) if axis is Axis.CHANNEL else None)
                days = self._baseline_days(cells, row) if metric.is_whole else 1.0
                found[label] = _describe(node, cells.scale, level, days, self.months.evenness)
        return found, levels.pooled

    def _cells(self, metric: Metric, axis: Axis) -> Cells | None:
        told = self.by_axis[axis]
        if metric.is_whole:
            above = told.of(metric.key)
            scale = Scale.AMOUNT if metric.kind is Kind.AMOUNT else Scale.COUNT
            return Cells(scale, above, np.broadcast_to(self.days, above.shape))
        if metric.numerator is None or metric.denominator is None:
            return None
        above, below = told.of(metric.numerator), told.of(metric.denominator)
        if axis is Axis.WHOLE:
            above = above - self._without_denominator(metric.numerator, metric.denominator)
        if metric.is_share:
            return Cells(Scale.SHARE, above, below)
        return Cells(Scale.RATIO, above, below, self._size(metric.numerator, metric.denominator))

    def _without_denominator(self, numerator: str, denominator: str) -> Floats:
        """What of a numerator lies in channels that have no denominator, where others have one (months)."""
        channels = self.by_axis[Axis.CHANNEL]
        above, below = np.nan_to_num(channels.of(numerator)), np.nan_to_num(channels.of(denominator))
        has = below.any(axis=1, keepdims=True)
        lacking: Floats = (above * (~has & has.any())).sum(axis=0)
        return lacking

    def _size(self, numerator: str, denominator: str) -> float:
        """The relative variance of single amounts, from the finest facts there are, within each channel and month."""
        counted, pieces = self.counted, self.counted.pieces
        chosen = counted.whole | counted.by_channel | counted.by_member
        place = {metric: i for i, metric in enumerate(counted.actuals.metrics)}
        parts = [place.get(numerator, NONE), place.get(denominator, NONE)]
        start, end = (day.toordinal() for day in (self._spans[0].start, self._spans[-1].end))
        chosen &= np.isin(pieces.metric, parts) & (pieces.start >= start) & (pieces.end <= end)
        found = pieces.only(chosen)
        ids, first = number_groups(found.channel, found.member, found.start, found.end, found.batch)
        is_above, value = found.metric == parts[0], counted.actuals.value[found.fact]
        amount, number = (
            np.bincount(ids[part], value[part], len(first)).astype(np.float64) for part in (is_above, ~is_above)
        )
        paired = np.bincount(ids[is_above], minlength=len(first)).astype(bool) & (number > 0)
        group, _ = number_groups(found.channel[first], found.month[first])
        return size_variance(amount[paired], number[paired], group[paired])

    def _baseline_days(self, cells: Cells, row: int) -> float:
        """The business days a count's baseline stands for: the base period's, also of its months without actuals."""
        told = self.months.base & ~np.isnan(cells.above[row])
        if told.any():
            return float(self.days[told].sum()) * int(self.months.base.sum()) / int(told.sum())
        return float(self.plan.calendar.business_days(self.plan.period))

    @property
    def _spans(self) -> tuple[Span, ...]:
        return self.by_axis[Axis.WHOLE].spans


def _metrics(plan: Plan) -> set[str]:
    """The metrics that make up levers and rates."""
    parts = {part for metric in plan.metrics.values() for part in (metric.numerator, metric.denominator) if part}
    made = {part for difference in parts & DIFFERENCES.keys() for part in DIFFERENCES[difference]}
    return parts | made | {lever.metric for lever in plan.tree.levers}


def _spans(plan: Plan, counted: Counted, as_of: date | None) -> tuple[Span, ...]:
    """The months from the first actual, or some years before the base period, up to the period or into it."""
    start = plan.rule.month(plan.rule.month_of(plan.base.start).plus(-_YEARS_BACK * MONTHS_A_YEAR)).start
    if len(counted.pieces.start):
        start = max(start, date.fromordinal(int(counted.pieces.start.min())))
    end = plan.period.start if as_of is None else min(as_of + DAY, plan.period.end)
    return plan.rule.months(Span(min(start, plan.base.start), max(end, plan.base.end)))


def _months(plan: Plan, spans: Sequence[Span], reaches_in: bool) -> Months:
    """What the months are for; those of the period speak of it only where an as-of date reaches into it."""
    whole = [plan.rule.month(plan.rule.month_of(span.start)) for span in spans]
    length = np.array([(s.end - s.start) / (w.end - w.start) for s, w in zip(spans, whole, strict=True)])
    before = sum(span.start < plan.period.start for span in spans)
    back = (before - 1 - np.arange(len(spans))) // len(plan.months)
    is_whole = (length == 1) & (back >= 0)
    counts = np.bincount(back[is_whole], minlength=len(spans))
    return Months(
        base=np.array([plan.base.covers(span) for span in spans]),
        so_far=np.array([reaches_in and span.start in plan.period for span in spans]),
        period=np.where(is_whole & (counts[back.clip(0)] == len(plan.months)), back, NO_PERIOD),
        length=length,
        evenness=float((month_weights(plan) ** 2).sum()),
    )


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
    return LeverEstimate(node, level.trials, mean, p10, p90, (low, high), around, scale_sd)


def _spread(scale: Scale, level: Level, more: float, monthly: float) -> Spread:
    """The spread of a level that varies by more than is not known of it."""
    variance = level.variance + more
    if scale is Scale.SHARE:
        trials = 1 / (1 / (level.worth + 1) + more / level.unit) - 1
        return ShareSpread(max(trials, LEAST_STRENGTH), sqrt(monthly))
    if scale is Scale.COUNT:
        return CountSpread(1 / variance, sqrt(monthly))
    return AmountSpread(sqrt(variance), sqrt(monthly))
