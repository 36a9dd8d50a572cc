"""Whether a series rises: the median of all slopes between two of its points, with its interval.

One wild month does not move it (Theil 1950; the interval from Kendall's rank statistic: Sen, JASA 63, 1968).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

INTERVAL = 0.8


@dataclass(frozen=True, slots=True)
class Trend:
    """By how much a series changes from one point to the next, and the ends of the 80 % interval."""

    slope: float
    low: float
    high: float


def fit_trend(values: Sequence[float]) -> Trend | None:
    """The trend of a series of equal steps; None for fewer than three points."""
    from scipy.special import ndtri

    series, count = np.asarray(values, float), len(values)
    if count < 3:
        return None
    first, second = np.triu_indices(count, 1)
    slopes = np.sort((series[second] - series[first]) / (second - first))
    _, ties = np.unique(series, return_counts=True)
    variance = _pairs_variance(count) - sum(_pairs_variance(tie) for tie in ties.tolist())
    reach = float(ndtri((1 + INTERVAL) / 2)) * sqrt(variance)
    low = max(round((len(slopes) - reach) / 2) - 1, 0)
    high = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    return Trend(float(np.median(slopes)), float(slopes[low]), float(slopes[high]))


def _pairs_variance(count: int) -> float:
    """The variance of the number of rising less falling pairs among so many points in random order."""
    return count * (count - 1) * (2 * count + 5) / 18
