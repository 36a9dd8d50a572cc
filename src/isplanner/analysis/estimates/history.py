"""What actuals tell of a plan's rates and counts, month by month, ready to be estimated from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from isplanner.analysis.counting.count import Counted, Floats
from isplanner.analysis.estimates.levels import NO_PERIOD, Cells, Months, Scale, size_variances
from isplanner.analysis.estimates.series import Axis, Series, business_days, pair_up, series
from isplanner.analysis.tree.baseline import DIFFERENCES
from isplanner.analysis.tree.project import month_weights
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import DAY, MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan

_YEARS_BACK = 3
"""How far before the base period actuals still tell how much months vary."""


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Actuals by month up to a day.

    `days` are the months' business days × factors, `period_days` those of the plan's period. `channels` are those of
    which anything is told in the base period or since.
    """

    plan: Plan
    counted: Counted
    by_axis: Mapping[Axis, Series]
    months: Months
    days: Floats
    period_days: float
    channels: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date | None) -> "History":
        """The history up to the plan's period or, with an as-of date, into it."""
        spans, metrics = _spans(plan, counted, as_of), _metrics(plan)
        by_axis = {axis: series(counted, spans, axis, metrics) for axis in Axis}
        months = _months(plan, spans, as_of is not None)
        return cls(
            plan=plan,
            counted=counted,
            by_axis=by_axis,
            months=months,
            days=_days(plan, spans),
            period_days=float(_days(plan, plan.months).sum()),
            channels=_known_rows(by_axis[Axis.CHANNEL], months),
        )

    def cells(self, metric: Metric, axis: Axis) -> Cells | None:
        """A metric's numerators and denominators (rows × months); a count's or amount's over business days."""
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
        pairs = pair_up(self.counted, told, metric.numerator, metric.denominator)
        return Cells(Scale.RATIO, above, below, size_variances(pairs, len(told.rows)))

    def baseline_days(self, cells: Cells) -> Floats:
        """The days (rows) that a count's baseline stands for: the base period's, also of months without actuals."""
        told = self.months.base & ~np.isnan(cells.above)
        known, months = told.sum(axis=1), int(self.months.base.sum())
        return np.where(known > 0, (told @ self.days) * months / np.maximum(known, 1), self.period_days)

    def _without_denominator(self, numerator: str, denominator: str) -> Floats:
        """What of a numerator lies in channels that have no denominator, where others have one (months)."""
        channels = self.by_axis[Axis.CHANNEL]
        above, below = np.nan_to_num(channels.of(numerator)), np.nan_to_num(channels.of(denominator))
        has = below.any(axis=1, keepdims=True)
        lacking: Floats = (above * (~has & has.any())).sum(axis=0)
        return lacking


def _metrics(plan: Plan) -> set[str]:
    """The metrics that make up levers and rates."""
    parts = {part for metric in plan.metrics.values() for part in (metric.numerator, metric.denominator) if part}
    made = {part for difference in parts & DIFFERENCES.keys() for part in DIFFERENCES[difference]}
    return parts | made | {lever.metric for lever in plan.tree.levers}


def _days(plan: Plan, spans: Sequence[Span]) -> Floats:
    """Business days × the factor of their month."""
    return business_days(plan.calendar, spans) * [plan.factor(span) for span in spans]


def _known_rows(told: Series, months: Months) -> tuple[str, ...]:
    """The rows of which anything but nothing is told in the months that speak of the level."""
    has = np.zeros(len(told.rows), bool)
    for numbers in told.values.values():
        has |= (np.nan_to_num(numbers[:, months.used]) != 0).any(axis=1)
    return tuple(str(row) for row, is_known in zip(told.rows, has.tolist(), strict=True) if is_known)


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
