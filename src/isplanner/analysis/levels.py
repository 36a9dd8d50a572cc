"""The levels of rates and counts out of rows of months, each row borrowing from all (design: numbers.md 4).

A month varies around its row's level by the luck of its trials and by a variation of its own. The more that outweighs
luck, the less further trials in the same month tell, so trials count for what they are worth. All variances are on
the row's own scale (log odds of a share, else log) to first order; there one trial has the variance `unit`.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from isplanner.analysis.borrow import LEAST_STRENGTH, MOST_STRENGTH, excess_variance
from isplanner.analysis.choose import Bools
from isplanner.analysis.count import Floats


class Scale(Enum):
    """What kind of rate it is."""

    SHARE = "share"
    RATIO = "ratio"
    COUNT = "count"
    AMOUNT = "amount"


_MONTHLY = {Scale.SHARE: 0.10**2, Scale.RATIO: 0.10**2, Scale.COUNT: 0.15**2, Scale.AMOUNT: 0.15**2}
"""The variance of months that is expected before any were seen."""
_SIZES = 0.5
"""The relative variance of single amounts that is expected before any were seen."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What was told of a rate: numerator `above` and denominator `below` (rows × months), NaN where nothing was.

    A count is events above business days. `base` and `so_far` (months) are those that speak of the level; all others
    only of how much months vary.
    """

    scale: Scale
    above: Floats
    below: Floats
    base: Bools
    so_far: Bools


@dataclass(frozen=True, slots=True)
class Level:
    """A row's level after borrowing, from so many trials.

    `variance` is that of the level, `unit` that of one trial and `monthly` that of a month, on the row's own scale.
    """

    mean: float
    trials: float
    variance: float
    unit: float
    monthly: float

    @property
    def worth(self) -> float:
        """How many trials the level is as sure as."""
        return self.unit / self.variance


@dataclass(frozen=True, slots=True)
class Levels:
    """The level of each row, None where nothing is known of it, and the pooled rate that they borrow from."""

    rows: tuple[Level | None, ...]
    pooled: float


def measure_levels(cells: Cells) -> Levels | None:
    """The levels of rows; None where no row has trials in the base period or since."""
    used = cells.base | cells.so_far
    above, below = _clean(cells)
    trials, counted = below[:, used].sum(axis=1), above[:, used].sum(axis=1)
    pooled = _pooled(cells.scale, float(counted.sum()), float(trials.sum()))
    if pooled <= 0:
        return None
    usual = _usual(cells.scale, above.sum(axis=1), below.sum(axis=1), pooled)
    unit = _unit(cells.scale, usual)
    monthly = _monthly(cells.scale, above, below, usual, unit)
    noise = np.divide(unit[:, None], below, out=np.zeros(below.shape), where=below > 0)
    told = np.where(below > 0, 1.0 / (noise + monthly), 0.0)
    base, so_far = told[:, cells.base].sum(axis=1), told[:, cells.so_far].sum(axis=1)
    raw = _mix(base, _ratio(above, below, cells.base), so_far, _ratio(above, below, cells.so_far))
    if cells.scale in (Scale.COUNT, Scale.AMOUNT):
        mean, precision, trials = raw, base + so_far, counted
    else:
        worth = (base + so_far) * unit
        strength = _strength(cells.scale, raw, worth, pooled)
        mean, precision = (strength * pooled + worth * raw) / (strength + worth), (strength + worth) / unit
    known = np.isfinite(cells.above[:, used] + cells.below[:, used]).any(axis=1)
    columns = (column.tolist() for column in (known & (precision > 0), mean, trials, precision, unit))
    rows = tuple(
        Level(mean, trials, 1.0 / precision, unit, monthly) if is_known else None
        for is_known, mean, trials, precision, unit in zip(*columns, strict=True)
    )
    return Levels(rows, pooled)


def _clean(cells: Cells) -> tuple[Floats, Floats]:
    """Numerators and denominators without gaps, denominators not negative, and shares within 0 … 1."""
    told = np.isfinite(cells.above) & (cells.below > 0)
    below = np.where(told, cells.below, 0.0)
    above = np.where(told, cells.above, 0.0)
    return (above.clip(0.0, below) if cells.scale is Scale.SHARE else above), below


def _usual(scale: Scale, above: Floats, below: Floats, pooled: float) -> Floats:
    """About where each row lies, to linearise around and to know its luck: nowhere at an end."""
    usual = (above + LEAST_STRENGTH * pooled) / (below + LEAST_STRENGTH)
    return usual if scale is Scale.SHARE else np.where(usual > 0, usual, pooled)


def _pooled(scale: Scale, above: float, below: float) -> float:
    """The rate of all rows together, 0 where there is none; a share not quite 0 or 1, which nobody knows (Jeffreys)."""
    if not below:
        return 0.0
    if scale is Scale.SHARE:
        return min(max(above / below, 0.5 / (below + 1)), (below + 0.5) / (below + 1))
    return above / below


def _unit(scale: Scale, usual: Floats) -> Floats:
    if scale is Scale.SHARE:
        return 1.0 / (usual * (1.0 - usual))
    if scale is Scale.COUNT:
        return 1.0 / usual
    return np.full(usual.shape, _SIZES if scale is Scale.RATIO else 0.0)


def _monthly(scale: Scale, above: Floats, below: Floats, usual: Floats, unit: Floats) -> float:
    """How much months vary beyond luck, all rows together."""
    slope = usual * (1.0 - usual) if scale is Scale.SHARE else usual
    has = below > 0
    rate = np.divide(above, below, out=np.full(above.shape, np.nan), where=has)
    noise = np.divide(unit[:, None], below, out=np.full(above.shape, np.nan), where=has)
    found = excess_variance((rate - usual[:, None]) / slope[:, None], noise, _MONTHLY[scale])
    return found.towards(_MONTHLY[scale]) if found else _MONTHLY[scale]


def _ratio(above: Floats, below: Floats, months: Bools) -> Floats:
    trials = below[:, months].sum(axis=1)
    ratio: Floats = np.divide(above[:, months].sum(axis=1), trials, out=np.zeros(len(trials)), where=trials > 0)
    return ratio


def _mix(weight: Floats, value: Floats, other_weight: Floats, other: Floats) -> Floats:
    total = weight + other_weight
    mixed: Floats = np.divide(weight * value + other_weight * other, total, out=np.zeros(len(total)), where=total > 0)
    return mixed


def _strength(scale: Scale, raw: Floats, worth: Floats, pooled: float) -> Floats:
    """How many trials the pooled rate is worth to each row: fewer the more rows differ, none of counts.

    It is known no better than from the trials of the other rows.
    """
    if scale in (Scale.COUNT, Scale.AMOUNT):
        return np.zeros(len(raw))
    unit = 1.0 / (pooled * (1.0 - pooled)) if scale is Scale.SHARE else _SIZES
    slope = pooled * (1.0 - pooled) if scale is Scale.SHARE else pooled
    has = worth > 0
    deviations = np.where(has, (raw - pooled) / slope, np.nan)[None, :]
    noise = np.divide(unit, worth, out=np.full(len(raw), np.nan), where=has)[None, :]
    found = excess_variance(deviations, noise, unit / MOST_STRENGTH)
    strength = unit / found.variance if found and found.variance > 0 else MOST_STRENGTH
    others = np.maximum(worth.sum() - worth, np.finfo(float).tiny)
    strengths: Floats = (1.0 / (1.0 / strength + 1.0 / others)).clip(LEAST_STRENGTH, MOST_STRENGTH)
    return strengths
