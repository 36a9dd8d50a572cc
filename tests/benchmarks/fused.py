"""The evaluation of the funnels in one loop, written by hand and compiled by numba: everything stays in registers.

What comes of it is what `analysis/chance/luck.py` says, operation by operation; one thread. Imported by bar 7 alone.
"""

import math
from functools import partial
from typing import Any, TypeAlias

import numba
import numpy as np

from isplanner.analysis.chance.draws import Samples

Number: TypeAlias = Any
"""numba finds out itself that it is a float32."""

_compiled = partial(numba.njit, fastmath=True, error_model="numpy")
_inlined = partial(_compiled, inline="always")
_NOTHING, _HALF, _ONE, _SIXTH = np.float32(0), np.float32(0.5), np.float32(1), np.float32(1 / 6)
_MOST_SKEW = np.float32(0.4999)


@_inlined
def _occur(expected: Number, normal: Number) -> Number:
    skew = min((normal * normal - _ONE) * _SIXTH, _MOST_SKEW)
    # floor, since there is a vector instruction for it that numba finds.
    return max(math.floor(expected + math.sqrt(expected) * normal + skew + _HALF), _NOTHING)


@_inlined
def _pay(count: Number, size: Number, normal: Number) -> Number:
    return max(count + math.sqrt(count) * normal, _NOTHING) * size


@_compiled
def _add_month(levers: tuple[Samples, ...], normals: tuple[Samples, ...], out: Samples) -> None:
    """Add a channel's revenue of a month. Dials, connects and appointments, which nobody reads, are drawn as one."""
    leads, working, per_lead, connecting, meeting, valid, winning, size = levers
    of_working, of_orders, of_sizes = normals
    for world in range(out.shape[0]):
        worked = _occur(leads[world] * working[world], of_working[world])
        each = per_lead[world] * connecting[world] * meeting[world] * valid[world] * winning[world]
        out[world] += _pay(_occur(worked * each, of_orders[world]), size[world], of_sizes[world])


@_compiled
def evaluate(levers: Samples, normals: Samples, out: Samples) -> None:
    """The running sum of revenue (months × samples), out of levers and normals (channels × months × each × samples)."""
    for month in range(out.shape[0]):
        for world in range(out.shape[1]):
            out[month, world] = out[month - 1, world] if month else _NOTHING
        for channel in range(levers.shape[0]):
            a, z = levers[channel, month], normals[channel, month]
            _add_month((a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]), (z[0], z[1], z[2]), out[month])
