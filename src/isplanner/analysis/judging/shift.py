"""A level shift: whether, where and how surely a series went from one level to another.

A series with one mean is weighed against one with two means that meet at any inner point, all equally likely. The
noise is unknown and the same in both; the size of the step has the hyper-g prior with a = 3, so that each Bayes factor
is closed: ((1 − R²)^(−(n − 3) ÷ 2) − 1) ÷ ((n − 3) R²) (Liang, Paulo, Molina, Clyde and Berger, JASA 103, 2008).
That a series shifts at all is taken to have a chance of one in ten beforehand: most do not. A steady slope also looks
like a shift.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.tree.compile import Array
from isplanner.analysis.whole_numbers.rounding import Ints

_LEAST_POINTS = 6
_LEAST_PART = 2
"""On each side of the shift: one odd point is no level."""
_PRIOR = 0.1
_NOISE = 1e-9
_FAR = 500.0


@dataclass(frozen=True, slots=True)
class Shift:
    """The likeliest shift: the first point of the new level, both levels, and how likely there is any."""

    at: int
    before: float
    after: float
    probability: float


def find_shift(values: Sequence[float], weights: Sequence[float]) -> Shift | None:
    """The likeliest shift of a series whose points weigh differently; None where there are too few to tell."""
    weight = np.asarray(weights, float)
    tells = np.flatnonzero(weight > _NOISE * weight.max(initial=0.0))
    series, weight = np.asarray(values, float)[tells], weight[tells]
    count = len(series)
    if count < _LEAST_POINTS:
        return None
    places = np.arange(_LEAST_PART, count - _LEAST_PART + 1)
    before, after, explained = _split(series, weight, places)
    factors = _bayes_factors(explained, count)
    likeliest = int(factors.argmax())
    odds = _PRIOR / (1 - _PRIOR) * factors.mean()
    at = int(tells[places[likeliest]])
    return Shift(at, float(before[likeliest]), float(after[likeliest]), float(odds / (1 + odds)))


def _bayes_factors(explained: Array, count: int) -> Array:
    """How much likelier the series is with a shift that explains so much of its variance than without."""
    power = -(count - 3) * np.log1p(-explained) / 2
    factors: Array = np.expm1(np.minimum(power, _FAR)) / ((count - 3) * explained)
    return factors


def _split(series: Array, weight: Array, places: Ints) -> tuple[Array, Array, Array]:
    """For each place the means before and from it on, and what share of the variance the two explain."""
    heavy, summed = weight.cumsum(), (weight * series).cumsum()
    below, above = heavy[places - 1], heavy[-1] - heavy[places - 1]
    before, after = summed[places - 1] / below, (summed[-1] - summed[places - 1]) / above
    total = (weight * (series - summed[-1] / heavy[-1]) ** 2).sum()
    between = below * above / heavy[-1] * (after - before) ** 2
    return before, after, np.clip(between / total, _NOISE, 1 - _NOISE) if total > 0 else np.full(len(places), _NOISE)
