"""見込み: what a number comes to by the end of the period, and with what chance (design: numbers.md 8).

The pace of what is still to come is that of the base period, believed like ten business days of it, and of the days so
far. So paces add up: those of channels to the plan's, a rate is the quotient of its parts. How sure they are is
worked out from how unsteady the past was (`unrest.py`); where that is not known it is what ten days would tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

import numpy as np

from isplanner.analysis.count import Counted, Floats
from isplanner.analysis.distribution import Beta, Distribution, Gamma, GammaPoisson, Outcome
from isplanner.analysis.levels import Scale
from isplanner.analysis.record import Record, Records, Row, Weeks
from isplanner.analysis.series import Axis
from isplanner.analysis.unrest import Unrest, counting_variance, measure_unrest, slope, walk
from isplanner.plan.metric import Direction, Metric
from isplanner.plan.plan import Plan

BELIEVED_DAYS = 10
"""How many business days the base period's pace is worth."""
_MOST_DRIFT = 3.0
"""Log variance beyond which a level is as unknown as it can be."""
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


@dataclass(frozen=True, slots=True, eq=False)
class _Pace:
    """What is believed of a rate, by row.

    `counting` and `wandering` are the variances of the rate to come around it, of counting at a luck of 1 (in units of
    what one of `below` brings) and of drift (on the rate's own scale). `above` and `below` are so far, `rest` is what
    the rate is still to be of.
    """

    rate: Floats
    counting: Floats
    wandering: Floats
    above: Floats
    below: Floats
    rest: Floats


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


def chance_of_target(
    prospect: Prospect, targets: Mapping[Row, float], direction: Direction = Direction.HIGHER
) -> dict[Row, float]:
    """The chance that rows reach these targets, for those of which something is known."""
    chances = prospect.outcome.chance(prospect.along(targets), direction)
    return {row: chance for row, chance in zip(prospect.rows, chances.tolist(), strict=True) if isfinite(chance)}


def look_ahead(record: Record, weeks: Weeks, unrest: Unrest) -> Prospect:
    """What a number comes to at the end of the period, as of the end of the past weeks."""
    with np.errstate(all="ignore"):
        pace = _measure_pace(record, weeks, unrest)
        variance = _variance(record, pace, unrest)
        whole = pace.below + pace.rest if record.is_rate else np.ones(len(record.rows))
        times = pace.rest / whole if record.is_rate else (pace.rest > 0).astype(float)
        brings = pace.rate if record.is_rate else pace.rate * pace.rest
        sure = pace.above / whole
        expected = sure + np.where(times > 0, times * brings, 0.0)
        is_open = variance > 0
        scaled = variance if record.is_rate else variance * pace.rest**2
        rest = _distribution(record, brings, scaled)
        actual = np.where((record.told & weeks.period).any(axis=1), pace.above, np.nan)
        if record.is_rate:
            actual = actual / pace.below
    return Prospect(
        record.rows, actual, Outcome(expected, np.where(is_open, sure, expected), np.where(is_open, times, 0.0), rest)
    )


def _measure_pace(record: Record, weeks: Weeks, unrest: Unrest) -> _Pace:
    told = record.told
    above, below, days = (np.where(told, numbers, 0.0) for numbers in (record.above, record.below, weeks.days))
    base, so_far, open_ = told & weeks.base, told & weeks.period, ~told & weeks.period
    above_base, below_base, days_base = ((numbers * base).sum(axis=1) for numbers in (above, below, days))
    above_now, below_now, days_now = ((numbers * so_far).sum(axis=1) for numbers in (above, below, days))
    days_open = (weeks.days * open_).sum(axis=1)
    has_base = below_base > 0
    believed = np.where(has_base, BELIEVED_DAYS * below_base / days_base, 0.0)
    worth = believed + below_now
    share = np.where(has_base, believed / worth, 0.0)
    rate = (np.where(has_base, believed * above_base / below_base, 0.0) + above_now) / worth
    told_base = below_base if unrest.is_known else believed
    weights = below * (base * (share / np.where(has_base, below_base, 1.0))[:, None] + so_far / worth[:, None])
    weights = weights - weeks.days * open_ / np.where(days_open > 0, days_open, 1.0)[:, None]
    if record.is_rate:
        rest = days_open * worth / (np.where(has_base, BELIEVED_DAYS, 0) + days_now)
    else:
        rest = (record.below * open_).sum(axis=1)
    return _Pace(
        rate=rate,
        counting=np.where(has_base, share**2 / told_base, 0.0) + below_now / worth**2 + 1 / rest,
        wandering=unrest.drift * walk(weights, weeks.days),
        above=above_now,
        below=below_now,
        rest=rest,
    )


def _variance(record: Record, pace: _Pace, unrest: Unrest) -> Floats:
    """The variance of the rate to come around what is believed of it."""
    counting = unrest.luck * counting_variance(record, pace.rate) * pace.counting
    if record.scale is Scale.SHARE:
        most = _MOST_SHARED * pace.rate * (1 - pace.rate)
        return np.minimum(counting + slope(record, pace.rate) ** 2 * pace.wandering, most)
    return counting + pace.rate**2 * np.expm1(np.minimum(pace.wandering, _MOST_DRIFT))


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
