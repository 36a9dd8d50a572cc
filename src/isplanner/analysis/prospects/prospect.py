"""見込み: what a number comes to by the end of the period, and with what chance (design: numbers.md 8).

The pace of what is still to come is that of the base period, believed like ten business days of it, and of the days so
far. So paces add up: those of channels to the plan's, a rate is the quotient of its parts. How sure they are is
worked out from how unsteady the past was (`unrest.py`); where that is not known it is what ten days would tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import NamedTuple

import numpy as np

from isplanner.analysis.counting.choose import Bools
from isplanner.analysis.counting.count import Counted, Floats
from isplanner.analysis.estimates.levels import Scale
from isplanner.analysis.estimates.series import Axis
from isplanner.analysis.prospects.distribution import Beta, Distribution, Gamma, GammaPoisson, Outcome
from isplanner.analysis.prospects.record import Record, Records, Row, Weeks
from isplanner.analysis.prospects.unrest import Unrest, counting_variance, measure_unrest, slope, walk
from isplanner.plan.metric import Direction, Metric
from isplanner.plan.plan import Plan

BELIEVED_DAYS = 10
"""How many business days the base period's pace is worth."""
_MOST_DRIFT = 3.0
"""Log variance beyond which a level is as unknown as it can be."""
_HALF = 0.5
"""What was never seen may come all the same: as if half of one had been (Jeffreys, Theory of Probability, 1961)."""
_MOST_SHARED = 0.95
"""A share varies by no more than this part of what it could."""


@dataclass(frozen=True, slots=True, eq=False)
class Prospect:
    """A number's rows: what they are at so far, and what they come to; NaN where nothing is known."""

    rows: tuple[Row, ...]
    actual: Floats
    outcome: Outcome

    def along(self, numbers: Mapping[Row, float]) -> Floats:
        """Numbers of rows as an array, NaN where there is none."""
        return np.array([numbers.get(row, np.nan) for row in self.rows], np.float64)


class PaceAhead(NamedTuple):
    """What is believed of a metric from now on: of a count a weighted day's, else the rate.

    `untold` is for each month of the period how many weighted days are over of which nothing is told yet: what is
    written down once a month is not known of the month that runs.
    """

    rate: float
    untold: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Prospects:
    """What all of a plan's numbers come to, each worked out when it is asked for."""

    records: Records
    base_months: int

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date) -> "Prospects":
        return cls(Records.of(plan, counted, as_of), len(plan.rule.months(plan.base)))

    def prospect(self, metric: Metric, axis: Axis) -> Prospect | None:
        """A metric of the whole, of channels or of members; None where nothing was ever told of it."""
        record, weeks = self.records.record(metric, axis), self.records.weeks
        if record is None:
            return None
        return look_ahead(record, weeks, measure_unrest(record, weeks, self.base_months))

    def paces(self, metric: Metric, axis: Axis) -> dict[Row, "PaceAhead"]:
        """What is believed of a metric in the days left, where it is known.

        Paces agree with each other and with forecasts: those of the levers make that of the KGI.
        """
        record, weeks = self.records.record(metric, axis), self.records.weeks
        if record is None:
            return {}
        with np.errstate(all="ignore"):
            rates = _Pace.of(record, weeks, Unrest.none(len(record.rows))).rate
        untold = weeks.in_period(np.where(~record.told & weeks.is_past, weeks.days, 0.0))
        found = zip(record.rows, rates.tolist(), untold.tolist(), strict=True)
        return {row: PaceAhead(rate, tuple(days)) for row, rate, days in found if isfinite(rate)}


def chance_of_target(
    prospect: Prospect, targets: Mapping[Row, float], direction: Direction = Direction.HIGHER
) -> dict[Row, float]:
    """The chance that rows reach these targets, for those of which something is known."""
    chances = prospect.outcome.chance(prospect.along(targets), direction)
    return {row: chance for row, chance in zip(prospect.rows, chances.tolist(), strict=True) if isfinite(chance)}


def look_ahead(record: Record, weeks: Weeks, unrest: Unrest) -> Prospect:
    """What a number comes to at the end of the period, as of the end of the past weeks."""
    with np.errstate(all="ignore"):
        pace = _Pace.of(record, weeks, unrest)
        around = _within(record, pace)
        variance = _variance(record, around, pace, unrest)
        if record.is_rate:
            outcome = _mix(record, around, pace, variance)
        else:
            mean, variance = around * pace.rest, variance * pace.rest**2
            expected = pace.now.above + np.where(pace.rest > 0, pace.rate * pace.rest, 0.0)
            is_open = (variance > 0) | (np.isnan(around) & (pace.rest > 0))
            outcome = _settle(
                expected, pace.now.above, np.ones(mean.shape), is_open, _distribution(record, mean, variance)
            )
        actual = pace.now.rate if record.is_rate else pace.now.above
    is_told = (record.told & weeks.period).any(axis=1)
    return Prospect(record.rows, np.where(is_told, actual, np.nan), outcome)


def _within(record: Record, pace: "_Pace") -> Floats:
    """The rates that chance lies around: what is believed of them, but never nothing or all for certain.

    Where no piece of an amount was ever seen its size is not known, and of losses no spread: NaN says so.
    """
    if record.scale is Scale.SHARE:
        is_edge = (pace.rate == 0) | (pace.rate == 1)
        within = np.where(is_edge, (pace.rate * pace.worth + _HALF) / (pace.worth + 2 * _HALF), pace.rate)
        return np.where(pace.rate < 0, np.nan, within)
    unseen = _HALF / pace.worth if record.scale is Scale.COUNT else np.nan
    return np.where((pace.rate <= 0) & (pace.rest > 0), unseen, pace.rate)


def _mix(record: Record, around: Floats, pace: "_Pace", variance: Floats) -> Outcome:
    """The period's rate: what was counted so far, and what comes of the rest, each by what it is out of."""
    whole = pace.now.below + pace.rest
    sure, times = pace.now.above / whole, pace.rest / whole
    expected = sure + np.where(times > 0, times * pace.rate, 0.0)
    is_open = (variance > 0) | np.isnan(around)
    return _settle(expected, sure, times, is_open, _distribution(record, around, variance))


def _settle(expected: Floats, sure: Floats, times: Floats, is_open: Bools, rest: Distribution) -> Outcome:
    """An outcome that is certain where nothing is open: after the period."""
    return Outcome(expected, np.where(is_open, sure, expected), np.where(is_open, times, 0.0), rest)


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """What was counted in some weeks, out of what, in how many weighted days; by row."""

    above: Floats
    below: Floats
    days: Floats

    @classmethod
    def of(cls, record: Record, weeks: Weeks, wanted: Bools) -> "_Sums":
        numbers = (record.above, record.below, weeks.days)
        return cls(*(np.where(wanted, number, 0.0).sum(axis=1) for number in numbers))

    @property
    def rate(self) -> Floats:
        return self.above / self.below

    @property
    def a_day(self) -> Floats:
        """Out of how much a day's rate is."""
        return np.where(self.days > 0, self.below / self.days, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Pace:
    """What is believed of a rate in the rest of the period, by row.

    `now` is what was counted so far, `rest` what the rate is still to be out of. `counting` is the variance of the rate
    to come around what is believed, by counting at a luck of 1 and in units of what one of `below` brings; `wandering`
    that by drift, on the rate's own scale. `worth` is what the rate was seen in: weighted days, or trials.
    """

    rate: Floats
    worth: Floats
    now: _Sums
    rest: Floats
    counting: Floats
    wandering: Floats

    @classmethod
    def of(cls, record: Record, weeks: Weeks, unrest: Unrest) -> "_Pace":
        told, open_ = record.told, ~record.told & weeks.period
        base, now = (_Sums.of(record, weeks, told & wanted) for wanted in (weeks.base, weeks.period))
        believed = BELIEVED_DAYS * base.a_day
        worth = believed + now.below
        of_base, of_now = believed / worth, now.below / worth
        if record.is_rate:
            days_known = np.where(believed > 0, BELIEVED_DAYS, 0) + now.days
            rest = worth / days_known * np.where(open_, weeks.days, 0.0).sum(axis=1)
        else:
            rest = np.where(open_, record.below, 0.0).sum(axis=1)
        weights = (
            of_base[:, None] * _shares(record.below, told & weeks.base)
            + of_now[:, None] * _shares(record.below, told & weeks.period)
            - _shares(weeks.days, open_)
        )
        surely = base.below if unrest.is_known else believed
        return cls(
            rate=_part(of_base, of_base * base.rate) + _part(of_now, of_now * now.rate),
            worth=worth,
            now=now,
            rest=rest,
            counting=_part(of_base, of_base**2 / surely) + _part(of_now, of_now**2 / now.below) + 1 / rest,
            wandering=unrest.drift * walk(weights, weeks.days),
        )


def _shares(numbers: Floats, wanted: Bools) -> Floats:
    """The shares that some weeks have in their sum, row by row; 0 where it is nothing."""
    numbers = np.where(wanted, numbers, 0.0)
    total = numbers.sum(axis=1, keepdims=True)
    return np.where(total > 0, numbers / total, 0.0)


def _part(weight: Floats, weighted: Floats) -> Floats:
    """What a part brings in; nothing where it has no weight, and NaN where no part has any."""
    return np.where(weight == 0, 0.0, weighted)


def _variance(record: Record, rate: Floats, pace: _Pace, unrest: Unrest) -> Floats:
    """The variance of the rate to come around what it lies around."""
    from scipy.special import expm1

    counting = unrest.luck * counting_variance(record, rate) * pace.counting
    if record.scale is Scale.SHARE:
        most = _MOST_SHARED * rate * (1 - rate)
        return np.minimum(counting + slope(record, rate) ** 2 * pace.wandering, most)
    grown: Floats = expm1(np.minimum(pace.wandering, _MOST_DRIFT))
    return counting + rate**2 * grown


def _distribution(record: Record, mean: Floats, variance: Floats) -> Distribution:
    match record.scale:
        case Scale.COUNT:
            return GammaPoisson.of(mean, variance)
        case Scale.AMOUNT:
            return Gamma.of_pieces(mean, variance, record.piece)
        case Scale.RATIO:
            return Gamma.of(mean, variance)
        case Scale.SHARE:
            return Beta.of(mean, variance)
