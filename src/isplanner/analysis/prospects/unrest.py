"""How unsteady numbers are: the luck of what is counted, and the drift of the level it is counted at.

A level walks at random: its logarithm (a share's log odds) moves by chance with every weighted day, so old numbers tell
less. What is counted varies around the level by luck: as a Poisson or binomial count does, times a factor that is 1
where calls and deals know nothing of each other. Both are estimated by moments and borrow: a row from all rows of its
axis, these from what is usual. Weeks tell the luck, so that days of the week have no part in it; the drift is what the
same forecast would have erred by in the months past, beyond luck.
"""

from dataclasses import dataclass

import numpy as np

from isplanner.analysis.chance.luck import SIZE_VARIATION
from isplanner.analysis.counting.choose import Bools
from isplanner.analysis.counting.count import Floats
from isplanner.analysis.estimates.levels import Scale
from isplanner.analysis.prospects.record import Record, Weeks

_DAYS_A_MONTH = 21
_USUAL_DRIFT = 0.10**2 / _DAYS_A_MONTH
"""The variance of a day's step that is expected before any were seen: a tenth a month."""
_USUAL_MONTHS, _USUAL_WEEKS = 3.0, 4.0
"""How many months and weeks what is usual is worth, and what is common to all rows."""
_ROUNDS = 8
_ENOUGH_MONTHS = 4
"""From so many errors of past months on a drift can be told from luck."""
_USUAL_LUCK = {Scale.COUNT: 1.0, Scale.SHARE: 1.0, Scale.AMOUNT: 1 + SIZE_VARIATION**2, Scale.RATIO: SIZE_VARIATION**2}
_LEAST_LUCK = {Scale.COUNT: 1.0, Scale.SHARE: 1.0, Scale.AMOUNT: 1e-3, Scale.RATIO: 1e-3}


@dataclass(frozen=True, slots=True, eq=False)
class Unrest:
    """By row: `luck` is a factor on the variance of counting, `drift` the variance of a day's step of the level.

    Where too few months are known, `is_known` is false and there is no more drift than they show.
    """

    luck: Floats
    drift: Floats
    is_known: bool

    @classmethod
    def none(cls, rows: int) -> "Unrest":
        """Of rows whose variance is not asked for."""
        return cls(np.zeros(rows), np.zeros(rows), is_known=False)


def measure_unrest(record: Record, weeks: Weeks, base_months: int) -> Unrest:
    """What the past up to now tells, where a forecast looks back on so many months."""
    luck = _measure_luck(record, weeks)
    errors = _past_errors(record, weeks, base_months)
    with np.errstate(all="ignore"):
        noise = errors.counting * luck[:, None]
    is_known = bool(np.isfinite(errors.error).any(axis=0).sum() >= _ENOUGH_MONTHS)
    drift = _measure_drift(errors.error, noise, errors.days, _USUAL_DRIFT if is_known else 0.0)
    return Unrest(luck, drift, is_known)


def counting_variance(record: Record, rate: Floats) -> Floats:
    """The variance that one of `below` brings by counting alone, at rates (by row in the first axis)."""
    match record.scale:
        case Scale.SHARE:
            return np.maximum(rate * (1 - rate), 0.0)
        case Scale.RATIO:
            return rate**2
    return np.maximum(rate, 0.0) * record.piece.reshape(-1, *[1] * (rate.ndim - 1))


def slope(record: Record, rate: Floats) -> Floats:
    """How much a rate moves with its logarithm, or a share with its log odds."""
    return rate * (1 - rate) if record.scale is Scale.SHARE else rate


def walk(weights: Floats, days: Floats) -> Floats:
    """The variance of a weighted sum (the last axis; weights add up to 0) of a random walk with steps of variance 1.

    Each weight is spread evenly over its week, which has so many days.
    """
    after = weights.cumsum(axis=-1)
    before = after - weights
    squares: Floats = ((before**2 + before * after + after**2) * days).sum(axis=-1) / 3
    return squares


def _measure_luck(record: Record, weeks: Weeks) -> Floats:
    """The luck by row: the dispersion by Pearson's statistic over the weeks of each month."""
    told = record.told & record.is_fine & (record.below > 0)
    above, below = np.where(told, record.above, 0.0), np.where(told, record.below, 0.0)
    by_month = weeks.by_month
    with np.errstate(all="ignore"):
        rate = (above @ by_month / (below @ by_month))[:, weeks.month]
        variance = counting_variance(record, rate) * below
        varies = told & (variance > 0)
        squares = np.where(varies, (above - rate * below) ** 2 / variance, 0.0).sum(axis=1)
    in_month = varies @ by_month
    freedom = (in_month - (in_month > 0)).sum(axis=1)
    usual = _USUAL_LUCK[record.scale]
    common = (_USUAL_WEEKS * usual + squares.sum()) / (_USUAL_WEEKS + freedom.sum())
    luck: Floats = (_USUAL_WEEKS * common + squares) / (_USUAL_WEEKS + freedom)
    return luck.clip(_LEAST_LUCK[record.scale])


@dataclass(frozen=True, slots=True, eq=False)
class _Errors:
    """By how much past months missed the rate of the months before (rows × months), in logarithms; NaN without one.

    `counting` is the variance of counting in that, at a luck of 1; `days` that of the walk, at steps of 1.
    """

    error: Floats
    counting: Floats
    days: Floats


def _past_errors(record: Record, weeks: Weeks, base_months: int) -> _Errors:
    told = record.told
    by_month = weeks.by_month
    is_told = (~(told | (weeks.days == 0))) @ by_month == 0
    above, below = (np.where(told, numbers, 0.0) @ by_month for numbers in (record.above, record.below))
    began = np.maximum.accumulate(above > 0, axis=1)
    valid = is_told & weeks.is_whole & began & (below > 0)
    days = np.broadcast_to(weeks.days @ by_month, above.shape)
    above_before, below_before, days_before = (_sum_before(n, valid, base_months) for n in (above, below, days))
    with np.errstate(all="ignore"):
        rate = (above + above_before) / (below + below_before)
        steep = slope(record, rate)
        error = (above / below - above_before / below_before) / steep
        counting = counting_variance(record, rate) * (1 / below + 1 / below_before) / steep**2
    error = np.where(valid & (below_before > 0) & np.isfinite(error), error, np.nan)
    return _Errors(error, counting, (days + days_before) / 3)


def _sum_before(numbers: Floats, valid: Bools, months: int) -> Floats:
    """For each month the sum over the months just before it, up to so many, as far back as they are valid."""
    total, goes_on = np.zeros(numbers.shape), np.ones(numbers.shape, np.bool_)
    for back in range(1, min(months, numbers.shape[1] - 1) + 1):
        goes_on[:, :back] = False
        goes_on[:, back:] &= valid[:, :-back]
        total[:, back:] += np.where(goes_on[:, back:], numbers[:, :-back], 0.0)
    return total


def _measure_drift(error: Floats, noise: Floats, days: Floats, usual: float) -> Floats:
    """The drift by row. A month tells the less, the more of its error is to be expected from counting alone."""
    known = np.isfinite(error)
    days = np.where(known, days, 1.0)
    excess, noise = np.where(known, error**2 - noise, 0.0) / days, np.where(known, noise, np.inf) / days
    common = usual
    for _ in range(_ROUNDS):
        guess = max(common, _USUAL_DRIFT)
        weight = (guess / (guess + noise)) ** 2
        common = max(0.0, (_USUAL_MONTHS * usual + (weight * excess).sum()) / (_USUAL_MONTHS + weight.sum()))
    drift: Floats = (_USUAL_MONTHS * common + (weight * excess).sum(axis=1)) / (_USUAL_MONTHS + weight.sum(axis=1))
    return drift.clip(0.0)
