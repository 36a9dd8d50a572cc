"""Where a rising function is zero."""

from collections.abc import Callable
from math import inf, nan

_DOUBLINGS = 100
_STEPS = 200

Gap = Callable[[float], float]


def seek(gap: Gap, start: float, tolerance: float) -> float:
    """The positive x at which a rising function of x is zero, sought outwards from a positive start.

    NaN where it is nowhere zero, or has no value.
    """
    low = high = start
    at_low = at_high = gap(start)
    if abs(at_low) <= tolerance:
        return start
    for _ in range(_DOUBLINGS):
        if at_low <= 0 <= at_high:
            return _between(gap, (low, at_low), (high, at_high), tolerance)
        if at_high < 0:
            low, at_low, high = high, at_high, high * 2
            at_high = gap(high)
        elif at_low > 0:
            high, at_high, low = low, at_low, low / 2
            at_low = gap(low)
        else:
            break
    return nan


def _between(gap: Gap, low: tuple[float, float], high: tuple[float, float], tolerance: float) -> float:
    """Regula falsi with the Illinois weighting (Dowell and Jarratt 1971), halving where that gets on slowly.

    Each end is an x and the gap there.
    """
    (x, at_x), kept, width = high, 0, inf
    for _ in range(_STEPS):
        if abs(at_x) <= tolerance or not low[0] < high[0]:
            break
        is_slow, width = high[0] - low[0] > width / 2, high[0] - low[0]
        x = (low[0] + high[0]) / 2 if is_slow else (low[0] * high[1] - high[0] * low[1]) / (high[1] - low[1])
        at_x = gap(x)
        if at_x > 0:
            high, low = (x, at_x), (low[0], low[1] / 2 if kept > 0 else low[1])
            kept = 1
        else:
            low, high = (x, at_x), (high[0], high[1] / 2 if kept < 0 else high[1])
            kept = -1
    return x
