"""The evaluation of the funnels in one loop, written by hand and compiled by numba: everything stays in registers.

What comes of it is what `analysis/luck.py` says, operation by operation; one thread. Imported by bar 7 alone.
"""

import math
from functools import partial
from typing import Any, TypeAlias

import numba
import numpy as np

from isplanner.analysis.draws import Samples

Number: TypeAlias = Any
"""numba finds out itself that it is a float32."""

_compiled = partial(numba.njit, fastmath=True, error_model="numpy")
_inlined = partial(_compiled, inline="always")
_NOTHING, _HALF, _ONE, _SIXTH = np.float32(0), np.float32(0.5), np.float32(1), np.float32(1 / 6)
_MOST_SKEW, _THIRD_OF_VARIATION, _NEARLY_NOTHING = np.float32(0.4999), np.float32(0.6 / 3), np.float32(1e-3)


@_inlined
def _settle(expected: Number, variance: Number, skew: Number, normal: Number) -> Number:
    # floor, since there is a vector instruction for it that numba finds.
    return max(math.floor(expected + math.sqrt(variance) * normal + skew + _HALF), _NOTHING)


@_inlined
def _skewness(normal: Number) -> Number:
    return min((normal * normal - _ONE) * _SIXTH, _MOST_SKEW)


@_inlined
def _thin(count: Number, share: Number, normal: Number) -> Number:
    expected, lost = count * share, _ONE - share
    skew = (lost - share) * _skewness(normal)
    return min(_settle(expected, max(lost * expected, _NOTHING), skew, normal), count)


@_inlined
def _occur(expected: Number, normal: Number) -> Number:
    return _settle(expected, expected, _skewness(normal), normal)


@_inlined
def _pay(count: Number, size: Number, normal: Number) -> Number:
    width = _THIRD_OF_VARIATION / math.sqrt(count + _NEARLY_NOTHING)
    root = max(width * normal - width * width + _ONE, _NOTHING)
    return count * size * root * root * root


@_compiled
def _add_month(levers: tuple[Samples, ...], normals: tuple[Samples, ...], out: Samples) -> None:
    """Add a channel's revenue of a month."""
    leads, working, per_lead, connecting, meeting, valid, winning, size = levers
    of_working, of_dials, of_orders, of_sizes = normals
    for world in range(out.shape[0]):
        worked = _thin(leads[world], working[world], of_working[world])
        dials = _occur(worked * per_lead[world], of_dials[world])
        share = connecting[world] * meeting[world] * valid[world] * winning[world]
        orders = _thin(dials, share, of_orders[world])
        out[world] += _pay(orders, size[world], of_sizes[world])


@_compiled
def evaluate(levers: Samples, normals: Samples, out: Samples) -> None:
    """The running sum of revenue (months × samples), out of levers and normals (channels × months × each × samples)."""
    for month in range(out.shape[0]):
        for world in range(out.shape[1]):
            out[month, world] = out[month - 1, world] if month else _NOTHING
        for channel in range(levers.shape[0]):
            a, z = levers[channel, month], normals[channel, month]
            _add_month((a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]), (z[0], z[1], z[2], z[3]), out[month])
