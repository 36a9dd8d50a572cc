"""What was counted of a number week by week, and out of how much: the past that a forecast learns from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from isplanner.analysis.counting.choose import Bools, Ints
from isplanner.analysis.counting.count import Counted, Floats
from isplanner.analysis.estimates.levels import Scale
from isplanner.analysis.estimates.series import Axis, Series, business_days, series
from isplanner.analysis.people.frame import Frame
from isplanner.analysis.tree.baseline import DIFFERENCES
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import DAY, MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan

_YEARS_BACK = 3
"""How far before the base period actuals still tell how unsteady a number is."""
_AMOUNTS = (Kind.AMOUNT, Kind.DURATION)
Row = str | int | None
"""A channel's key, a member's id, or None for the whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Weeks:
    """Weeks clipped at month ends, from the first actual to the end of the period; the first `past` of them are over.

    `days` are business days × month factor, `month` numbers the months. `base` and `period` say which weeks are in
    which, `is_whole` (months) whether a month is all here.
    """

    spans: tuple[Span, ...]
    days: Floats
    month: Ints
    is_whole: Bools
    base: Bools
    period: Bools
    past: int

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date) -> "Weeks":
        """The weeks that are known at the end of a day; the week that runs is cut there."""
        start = _first_day(plan, counted)
        now = min(max(as_of + DAY, start), plan.period.end)
        past = plan.rule.weeks(Span(start, now))
        spans = past + plan.rule.weeks(Span(now, plan.period.end))
        months = plan.rule.months(Span(start, plan.period.end))
        starts = np.array([month.start.toordinal() for month in months])
        firsts = np.array([span.start.toordinal() for span in spans])
        return cls(
            spans=spans,
            days=business_days(plan.calendar, spans) * np.array([plan.factor(span) for span in spans]),
            month=np.searchsorted(starts, firsts, side="right") - 1,
            is_whole=np.array([plan.rule.month(plan.rule.month_of(month.start)) == month for month in months]),
            base=np.array([plan.base.covers(span) for span in spans]),
            period=np.array([plan.period.covers(span) for span in spans]),
            past=len(past),
        )

    @property
    def is_past(self) -> Bools:
        return np.arange(len(self.days)) < self.past

    @property
    def by_month(self) -> Floats:
        """Which week lies in which month (weeks × months), to sum over them."""
        belongs: Floats = (self.month[:, None] == np.arange(len(self.is_whole))).astype(float)
        return belongs

    def in_period(self, days: Floats) -> Floats:
        """Days of weeks (the last axis) added up by the months of the period."""
        found: Floats = np.where(self.period, days, 0.0) @ self.by_month
        return found[..., np.unique(self.month[self.period])]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What was counted of a number, `above`, out of what, `below` (rows × weeks); NaN where nothing was told.

    A count is so much in its weighted days, a member's in the days that his load is worth; a rate one count in another.
    `pieces` are the deals an amount came in, where a rate says so, else weighted days. `is_fine` (weeks) says what was
    told by week or day.
    """

    scale: Scale
    rows: tuple[Row, ...]
    above: Floats
    below: Floats
    is_fine: Bools
    pieces: Floats

    @property
    def piece(self) -> Floats:
        """What one piece of an amount brought (rows); a count comes in ones."""
        if self.scale is not Scale.AMOUNT:
            return np.ones(len(self.rows))
        known = np.isfinite(self.above + self.pieces)
        total, pieces = (np.where(known, numbers, 0.0).sum(axis=1) for numbers in (self.above, self.pieces))
        with np.errstate(all="ignore"):
            piece: Floats = np.where((total > 0) & (pieces > 0), total / pieces, total.sum() / pieces.sum())
        return piece

    @property
    def told(self) -> Bools:
        """Where something is known (rows × weeks)."""
        told: Bools = np.isfinite(self.above + self.below)
        return told

    def until(self, past: int, end: int) -> "Record":
        """What was known of the first weeks, up to `end`, when so many of them were over."""
        above = self.above[:, :end].copy()
        above[:, past:] = np.nan
        below, pieces, is_fine = self.below[:, :end], self.pieces[:, :end], self.is_fine[:end]
        return replace(self, above=above, below=below, pieces=pieces, is_fine=is_fine)

    @property
    def is_rate(self) -> bool:
        """Whether what it is out of is counted too."""
        return self.scale in {Scale.SHARE, Scale.RATIO}


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """The records of all metrics, for the whole, the channels and the members of a plan."""

    plan: Plan
    weeks: Weeks
    by_axis: Mapping[Axis, Series]
    load: Mapping[int, Floats]

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date) -> "Records":
        weeks = Weeks.of(plan, counted, as_of)
        by_axis = {axis: series(counted, weeks.spans, axis) for axis in Axis}
        return cls(plan, weeks, by_axis, _load(plan, weeks))

    def record(self, metric: Metric, axis: Axis) -> Record | None:
        """A metric's record; None where nothing was ever told of it."""
        told = self.by_axis[axis]
        if metric.is_whole:
            above, below = self._told(told, metric.key), self._days(axis)
            fine = self._is_fine(told, metric.key)
        elif metric.numerator is None or metric.denominator is None:
            return None
        else:
            above, below = self._told(told, metric.numerator), self._told(told, metric.denominator)
            fine = self._is_fine(told, metric.numerator) & self._is_fine(told, metric.denominator)
            if axis is Axis.WHOLE:
                above = above - self._without_denominator(metric.numerator, metric.denominator)
        if not np.isfinite(above + below).any():
            return None
        return Record(_scale(metric), told.rows, above, below, fine, self._pieces(metric, told, below))

    def _told(self, told: Series, metric: str) -> Floats:
        """A metric's numbers: where something is told of it nothing is 0, elsewhere and later NaN.

        A month before the period speaks where it tells of the metric at all; the period so far speaks as a whole, but
        of what is told by the month only as far as its last month: a month that runs has not told yet.
        """
        weeks = self.weeks
        numbers = np.where(weeks.is_past, told.of(metric), np.nan)
        known = np.isfinite(numbers)
        in_week = np.logical_or.reduce(known, axis=0)
        in_month: Floats = in_week @ weeks.by_month
        so_far = in_week & weeks.period
        is_by_month = not (so_far & self._is_fine(told, metric)).any()
        until = np.flatnonzero(so_far)[-1] if is_by_month and so_far.any() else len(in_week)
        in_period = so_far.any() & (np.arange(len(in_week)) <= until)
        speaks = np.where(weeks.period, in_period, (in_month > 0)[weeks.month])
        is_told = speaks & weeks.is_past & known.any(axis=1, keepdims=True)
        return np.where(is_told, np.nan_to_num(numbers), np.nan)

    def _days(self, axis: Axis) -> Floats:
        """The weighted days of each row."""
        rows = self.by_axis[axis].rows
        days = [self.load.get(row, self.weeks.days) if isinstance(row, int) else self.weeks.days for row in rows]
        return np.array(days).reshape(len(rows), len(self.weeks.days))

    def _is_fine(self, told: Series, metric: str) -> Bools:
        """In which weeks a metric is told of by week or day."""
        written = DIFFERENCES[metric][0] if metric in DIFFERENCES else metric
        return told.is_fine.get(written, np.zeros(len(self.weeks.days), np.bool_))

    def _pieces(self, metric: Metric, told: Series, below: Floats) -> Floats:
        sizes = (rate for rate in self.plan.metrics.values() if _is_size(rate, metric))
        of = next((rate.denominator for rate in sizes), None)
        return below if of is None else self._told(told, of)

    def _without_denominator(self, numerator: str, denominator: str) -> Floats:
        """What of a numerator lies in channels that have no denominator, where others have one (weeks)."""
        channels = self.by_axis[Axis.CHANNEL]
        above, below = np.nan_to_num(channels.of(numerator)), np.nan_to_num(channels.of(denominator))
        has = below.any(axis=1, keepdims=True)
        lacking: Floats = (above * (~has & has.any())).sum(axis=0)
        return lacking


def _scale(metric: Metric) -> Scale:
    if metric.kind is Kind.RATE:
        return Scale.SHARE if metric.is_share else Scale.RATIO
    return Scale.AMOUNT if metric.kind in _AMOUNTS else Scale.COUNT


def _is_size(rate: Metric, amount: Metric) -> bool:
    """Whether a rate says what one piece of an amount is: 平均受注単価 of 受注売上."""
    return rate.kind is Kind.RATE and not rate.is_share and rate.numerator == amount.key


def _first_day(plan: Plan, counted: Counted) -> date:
    """The first actual or the base period's first day, whichever is earlier, but some years before that at most."""
    month = plan.rule.month_of(plan.base.start)
    earliest = plan.rule.month(month.plus(-_YEARS_BACK * MONTHS_A_YEAR)).start
    if not len(counted.pieces.start):
        return plan.base.start
    return min(plan.base.start, max(earliest, date.fromordinal(int(counted.pieces.start.min()))))


def _load(plan: Plan, weeks: Weeks) -> dict[int, Floats]:
    """For those who came, go or ramp up: the weighted business days on which they are there × ramp."""
    moving = tuple(member for member in plan.members if member.joined or member.left)
    if not moving:
        return {}
    frame = Frame.of(replace(plan, period=Span(weeks.spans[0].start, weeks.spans[-1].end), members=moving))
    loads = {}
    for member, ramp in zip(moving, frame.ramp, strict=True):
        there = Span(member.joined or date.min, member.left or date.max)
        days = [plan.calendar.business_days(span.clip(there)) for span in weeks.spans]
        factors = [plan.factor(span) for span in weeks.spans]
        loads[member.id] = np.array(days, float) * factors * ramp[weeks.month]
    return loads
