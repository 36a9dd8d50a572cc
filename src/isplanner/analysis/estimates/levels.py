"""The levels of rates and counts out of rows of months, each row borrowing from all (design: numbers.md 4).

A row has a level; a period lies around it by a variation of its own, a month within the period again, and what is
told of a month by the luck of its trials. The more the first two outweigh luck, the less further trials tell of the
level, so trials count for what they are worth. All variances are on the row's own scale (log odds of a share, else
log) to first order; there one trial has the variance `unit`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np

from isplanner.analysis.chance.luck import SIZE_VARIATION
from isplanner.analysis.counting.borrow import LEAST_STRENGTH, NO_TRIALS, excess_variance, prior_strengths
from isplanner.analysis.counting.choose import Bools, Ints, number_groups
from isplanner.analysis.counting.count import Floats
from isplanner.analysis.estimates.series import Pairs

NO_PERIOD = -1


class Scale(Enum):
    """What kind of rate it is. A count is events over business days, an amount yen over business days."""

    SHARE = "share"
    RATIO = "ratio"
    COUNT = "count"
    AMOUNT = "amount"


_MONTHLY = {Scale.SHARE: 0.10**2, Scale.RATIO: 0.10**2, Scale.COUNT: 0.15**2, Scale.AMOUNT: 0.15**2}
"""The variance of months that is expected before any were seen."""
_MOST_VARIANCE = 0.8
"""More than this no level, month or period varies: P90 of what varied by two of these would lie below its mean."""
_LARGEST = 1e15
_USUAL_CELLS = 4
"""How many cells what is usual of the size of single amounts is worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Months:
    """What the months of a history are for.

    `base` and `so_far` speak of the level, all others only of how much months and periods vary. `period` numbers
    those in whole periods of the plan's length that end where the plan's begins; NO_PERIOD for the rest. `length` is
    how much of each month there is, `evenness` the sum of the squared shares of the months of the plan's period.
    """

    base: Bools
    so_far: Bools
    period: Ints
    length: Floats
    evenness: float

    @property
    def used(self) -> Bools:
        return self.base | self.so_far

    def by_period(self, numbers: Floats) -> Floats:
        """Sums over the months (the last axis) of each whole period."""
        belongs = self.period[:, None] == np.arange(self.period.max(initial=NO_PERIOD) + 1)
        sums: Floats = numbers @ belongs.astype(float)
        return sums


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What was told of a rate: numerator `above` and denominator `below` (rows × months), NaN where nothing was.

    `sizes` (rows + 1) is the relative variance of what one trial of a RATIO comes to, in one more row too.
    """

    scale: Scale
    above: Floats
    below: Floats
    sizes: Floats | None = None


class Level(NamedTuple):
    """A row's level after borrowing, from so many trials.

    On the row's own scale `variance` is that of the level, `unit` of one trial, `monthly` of a month within its
    period, and `period` of a period, its months in it.
    """

    mean: float
    trials: float
    variance: float
    unit: float
    monthly: float
    period: float

    @property
    def worth(self) -> float:
        """How many trials the level is as sure as."""
        return self.unit / self.variance


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of each row, None where nothing is known of it; `pooled` is that of all rows together.

    `new` is the level of one more row of which nothing was told; None for totals, which borrow nothing.
    """

    rows: tuple[Level | None, ...]
    pooled: float
    new: Level | None


def measure_levels(cells: Cells, months: Months) -> Levels | None:
    """The levels of rows; None where nothing was told of any in the base period or since."""
    rows = _Rows.of(cells, months)
    if rows is None:
        return None
    above, below = rows.above, rows.begun()
    monthly = rows.vary(above, below, _MONTHLY[cells.scale])
    period = rows.vary(months.by_period(above), months.by_period(below), monthly * months.evenness)
    base, so_far = rows.precision(months, months.base, period), rows.precision(months, months.so_far, period)
    precision = base + so_far
    mean = _divide(base * rows.rate(months.base) + so_far * rows.rate(months.so_far), precision)
    if not rows.is_total:
        mean, precision = _borrow(rows, mean, precision)
    counted = (rows.above if rows.is_total else rows.below)[:, months.used].sum(axis=1)
    varies = np.full((2, len(mean)), [[monthly], [period]])
    variance = _divide(np.ones(len(mean)), precision)
    variance = variance if cells.scale is Scale.SHARE else variance.clip(None, _MOST_VARIANCE)
    columns = np.column_stack((mean, counted, variance, rows.unit, *varies))
    told = np.append(np.isfinite(cells.above + cells.below)[:, months.used].any(axis=1), not rows.is_total)
    known = told & (precision > 0) & (mean >= 0)
    levels = [Level(*row) if is_known else None for row, is_known in zip(columns.tolist(), known.tolist(), strict=True)]
    return Levels(tuple(levels[:-1]), rows.pooled, levels[-1])


def size_variances(pairs: Pairs, rows: int) -> Floats:
    """The relative variance of single amounts in each row, by moments: how averages of cells differ within a month.

    What few cells say is drawn to all rows', and that to what is usual. One more is of a row of which nothing is told.
    """
    rows += 1
    amount, number, row = _plausible(pairs.above), _plausible(pairs.below), pairs.row
    group, _ = number_groups(row, pairs.month)
    amounts, numbers = (np.bincount(group, values).astype(np.float64) for values in (amount, number))
    average = _divide(amounts, numbers)[group]
    has = average > 0
    step = np.divide(amount, number * average, out=np.ones(len(amount)), where=has) - 1
    _, first = number_groups(group[has])
    spread = np.bincount(row, number * step**2, rows)
    freedom = np.bincount(row[has], minlength=rows) - np.bincount(row[has][first], minlength=rows)
    pooled = (spread.sum() + _USUAL_CELLS * SIZE_VARIATION**2) / (freedom.sum() + _USUAL_CELLS)
    variances: Floats = (spread + _USUAL_CELLS * pooled) / (freedom + _USUAL_CELLS)
    return variances


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Cells without gaps, and one more row without trials.

    `usual` is about where each row lies, `pooled` where all do; a trial varies by `unit`.
    """

    scale: Scale
    above: Floats
    below: Floats
    usual: Floats
    unit: Floats
    pooled: float

    @classmethod
    def of(cls, cells: Cells, months: Months) -> "_Rows | None":
        told = np.isfinite(cells.above) & (cells.below > NO_TRIALS)
        more = np.zeros((1, told.shape[1]))
        above, below = (np.concatenate((_plausible(np.where(told, n, 0.0)), more)) for n in (cells.above, cells.below))
        if cells.scale is Scale.SHARE:
            above = above.clip(0.0, below)
        pooled = _pooled(cells.scale, float(above[:, months.used].sum()), float(below[:, months.used].sum()))
        if pooled <= 0:
            return None
        usual = (above.sum(axis=1) + LEAST_STRENGTH * pooled) / (below.sum(axis=1) + LEAST_STRENGTH)
        usual = (
            usual.clip(NO_TRIALS, 1 - NO_TRIALS) if cells.scale is Scale.SHARE else np.where(usual > 0, usual, pooled)
        )
        return cls(cells.scale, above, below, usual, _unit(cells, usual), pooled)

    @property
    def is_total(self) -> bool:
        """Whether rows are totals over days, each of a size of its own: nothing to borrow."""
        return self.scale in (Scale.COUNT, Scale.AMOUNT)

    def slope(self, rate: Floats) -> Floats:
        """By how much a rate moves for one step on the own scale."""
        return rate * (1.0 - rate) if self.scale is Scale.SHARE else rate

    def rate(self, which: Bools) -> Floats:
        """Each row's rate in some months."""
        return _divide(self.above[:, which].sum(axis=1), self.below[:, which].sum(axis=1))

    def begun(self) -> Floats:
        """The denominators without the days before a total first was anything: what has not begun does not vary."""
        return np.where((self.above != 0).cumsum(axis=1) > 0, self.below, 0.0) if self.is_total else self.below

    def vary(self, above: Floats, below: Floats, guess: float) -> float:
        """How much months or periods (the last axis) vary beyond luck, all rows together."""
        has = below > 0
        steps = (_divide(above, below) - self.usual[:, None]) / self.slope(self.usual)[:, None]
        noise = _divide(np.broadcast_to(self.unit[:, None], below.shape), below)
        found = excess_variance(np.where(has, steps, np.nan), noise, guess)
        return min(found.towards(guess), _MOST_VARIANCE) if found else guess

    def precision(self, months: Months, which: Bools, period: float) -> Floats:
        """What some months tell of the level: 1 ÷ (luck + how much a period so long varies)."""
        trials = self.below[:, which].sum(axis=1)
        length = (self.below[:, which] > 0) @ months.length[which]
        luck, variation = _divide(self.unit, trials), period * _divide(np.ones(len(trials)), length * months.evenness)
        return _divide(np.ones(len(trials)), np.where(trials > 0, luck + variation, 0.0))


def _borrow(rows: _Rows, rate: Floats, precision: Floats) -> tuple[Floats, Floats]:
    """The rates and their precisions after borrowing from the pooled rate."""
    pooled, trials = np.full(len(rate), rows.pooled), precision * rows.unit
    steps = (rate - pooled) / rows.slope(pooled)
    if rows.scale is Scale.SHARE:
        strength = prior_strengths(steps, trials, 1.0 / rows.slope(pooled), LEAST_STRENGTH)
        half = np.maximum((0.5 - trials * rate) / pooled, (0.5 - trials * (1 - rate)) / (1 - pooled))
        strength = np.maximum(strength, half)  # no rate is never or always without a doubt
    else:
        strength = prior_strengths(steps, trials, rows.unit, 0.0)
    return (strength * pooled + trials * rate) / (strength + trials), precision + strength / rows.unit


def _plausible(numbers: Floats) -> Floats:
    """Numbers without slips of the keyboard so large or small that nothing could be worked out of them."""
    plausible: Floats = np.where(np.abs(numbers) < NO_TRIALS, 0.0, numbers.clip(-_LARGEST, _LARGEST))
    return plausible


def _pooled(scale: Scale, above: float, below: float) -> float:
    """The rate of all rows together, 0 where there is none; a share not quite 0 or 1, which nobody knows (Jeffreys)."""
    if not below:
        return 0.0
    if scale is Scale.SHARE:
        end = max(0.5 / (below + 1), NO_TRIALS)
        return min(max(above / below, end), 1 - end)
    return above / below


def _unit(cells: Cells, usual: Floats) -> Floats:
    if cells.scale is Scale.SHARE:
        return 1.0 / (usual * (1.0 - usual))
    if cells.scale is Scale.COUNT:
        return 1.0 / usual
    return np.zeros(len(usual)) if cells.sizes is None else cells.sizes


def _divide(above: Floats, below: Floats) -> Floats:
    """0 where there is nothing to divide by."""
    quotient: Floats = np.divide(above, below, out=np.zeros(np.broadcast(above, below).shape), where=below > 0)
    return quotient
