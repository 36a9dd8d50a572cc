"""More calls on the same leads gain less (質と量; design: numbers.md 3).

If each call reaches the person with chance p as long as none has, n calls on a lead reach him by (1 − (1 − p)ⁿ) ÷ n a
call. With x = n · ln(1 − p) that is −ln(1 − p) · exprel(x), where exprel(x) = (eˣ − 1) ÷ x loses nothing at few calls
and is 1 at none.
"""

from math import expm1, log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NEAR_NONE = 1e-4
_FAR = 700.0


def saturate(calls: float, usual: float, rate: float) -> float:
    """What a call gains at so many calls a lead ÷ what it gains at the usual number; `rate` is p (0 … 1, no end)."""
    each = log1p(-rate)
    return _exprel(calls * each) / _exprel(usual * each)


def exprel_into(power: NDArray[Any], _: NDArray[Any], out: NDArray[Any]) -> None:
    """Write exprel(power) into `out`."""
    from scipy.special import exprel

    exprel(power, out=out)


def exprel_slope(power: NDArray[np.float64], value: NDArray[np.float64]) -> NDArray[np.float64]:
    """The derivative of exprel, whose value is known."""
    near = np.abs(power) < _NEAR_NONE
    slope: NDArray[np.float64] = np.where(
        near, 0.5 + power / 3, (1.0 + value * (power - 1.0)) / np.where(near, 1.0, power)
    )
    return slope


def _exprel(power: float) -> float:
    return expm1(min(power, _FAR)) / power if power else 1.0
