"""How uncertain a lever is: the distribution of its level around the value it is set to.

The level is what a lever will be over the whole period, not known in advance; it is common to all months. Each month
then varies around it (`Spread.monthly`). Luck, what n trials at a known rate come to, is no part of a spread: the
simulation adds it (design: numbers.md 5).
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.judgement import Judgement

Array = NDArray[np.float64]

TAIL = 1.2815515655446004
"""How many standard deviations P90 of a normal lies above its mean."""


class Spread(Protocol):
    """A distribution that can be laid around any value of its lever."""

    @property
    def monthly(self) -> float:
        """The standard deviation of a month around the level, on the lever's own scale (log odds or log)."""
        ...

    def quantiles(self, centre: float, chances: Array) -> Array:
        """The values below which the level lies with these chances (0 … 1, ends left out), around `centre`.

        `centre` is the mean, or the median where the spread says so. A share at 0 or 1, or any lever at 0, stays there.
        """
        ...


@dataclass(frozen=True, slots=True)
class FixedSpread:
    """No chance at all."""

    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        return np.full(chances.shape, centre)


@dataclass(frozen=True, slots=True)
class ShareSpread:
    """A share known from so many trials: a Beta distribution, as sure wherever it is laid."""

    trials: float
    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        from scipy.special import betaincinv

        if not 0 < centre < 1:
            return np.full(chances.shape, centre)
        found: Array = betaincinv(self.trials * centre, self.trials * (1 - centre), chances)
        return found


@dataclass(frozen=True, slots=True)
class CountSpread:
    """A count known from so many events: a gamma distribution, with the same relative width wherever it is laid."""

    events: float
    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        from scipy.special import gammaincinv

        if centre <= 0:
            return np.full(chances.shape, centre)
        found: Array = np.asarray(gammaincinv(self.events, chances), np.float64) * (centre / self.events)
        return found


@dataclass(frozen=True, slots=True)
class AmountSpread:
    """An amount or a ratio whose logarithm has this standard deviation: log-normal, its mean at the centre."""

    sd: float
    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        from scipy.special import expm1, ndtri

        found: Array = centre * (1.0 + expm1(self.sd * ndtri(chances) - self.sd**2 / 2))
        return found


@dataclass(frozen=True, slots=True)
class NormalSpread:
    """Normal on the lever's own scale (log odds of a share, else log), its median at the centre."""

    sd: float
    is_share: bool
    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        from scipy.special import expit, expm1, logit, ndtri

        if self.is_share and not 0 < centre < 1:
            return np.full(chances.shape, centre)
        step = self.sd * ndtri(chances)
        found: Array = expit(logit(centre) + step) if self.is_share else centre * (1.0 + expm1(step))
        return found


@dataclass(frozen=True, slots=True)
class JudgedSpread:
    """What the manager judges: laid around `likely`, P10 is her low, P90 her high, and the median her likely.

    Two halves of normals that meet in the median, cut at the ends of what can be. Elsewhere the whole is moved as
    levers are: the odds of a share, all else itself, by one factor.
    """

    judgement: Judgement
    is_share: bool
    monthly: float = 0.0

    def quantiles(self, centre: float, chances: Array) -> Array:
        from scipy.special import ndtri

        low, likely, high = self.judgement.low, self.judgement.likely, self.judgement.high
        if centre * likely <= 0 or (self.is_share and not (0 < centre < 1 and 0 < likely < 1)):
            return np.full(chances.shape, centre)
        steps = ndtri(chances) / TAIL
        found: Array = likely + steps * np.where(steps < 0, likely - low, high - likely)
        found = found.clip(min(low, 0.0), 1.0 if self.is_share else None)
        if not self.is_share:
            return found * (centre / likely)
        odds = centre / (1 - centre) * (1 - likely) / likely
        moved: Array = found * odds / (1 - found + found * odds)
        return moved
