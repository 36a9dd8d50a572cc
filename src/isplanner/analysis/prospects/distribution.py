"""What numbers may come to: distributions made to a mean and a variance, a row each (arrays).

Counts are gamma-Poisson, shares Beta, ratios gamma; an amount is nothing as often as there is no deal, else gamma.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from isplanner.analysis.counting.count import Floats
from isplanner.plan.metric import Direction

_LEAST_EXCESS = 1e-6
"""By how much, relatively, a count varies more than a Poisson: its shape stays finite."""
_NOISE = 1e-9
"""A sum of parts of whole numbers is off by less, relatively."""
_FAR = 40.0
"""No quantile lies further above the mean, in standard deviations."""


class Distribution(Protocol):
    """Chance in each row. NaN stands in rows without any."""

    @property
    def is_whole(self) -> bool:
        """Whether it is of whole numbers."""
        ...

    def at_most(self, value: Floats) -> Floats:
        """The chance of this or less."""
        ...

    def quantile(self, chance: Floats | float) -> Floats:
        """The least value of which this or less has this chance; a column of chances gives a row each."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class GammaPoisson:
    """Counts at a rate of which not all is known: the negative binomial distribution."""

    mean: Floats
    shape: Floats
    is_whole: bool = True

    @classmethod
    def of(cls, mean: Floats, variance: Floats) -> "GammaPoisson":
        return cls(mean, mean**2 / np.maximum(variance - mean, _LEAST_EXCESS * mean))

    @property
    def nothing(self) -> Floats:
        """The chance of none at all."""
        return self.at_most(np.zeros(self.mean.shape))

    def at_most(self, value: Floats) -> Floats:
        from scipy.special import betainc

        whole = np.floor(value)
        chance = betainc(self.shape, np.maximum(whole, 0) + 1, self.shape / (self.shape + self.mean))
        at_most: Floats = np.where(whole < 0, 0.0, chance)
        return at_most

    def quantile(self, chance: Floats | float) -> Floats:
        deviation = np.sqrt(self.mean + self.mean**2 / self.shape)
        high = np.ceil(self.mean + _FAR * deviation) + 0.0 * np.asarray(chance)
        low = np.full(high.shape, -1.0)
        while (open_ := high - low > 1).any():
            middle = np.floor((low + high) / 2)
            is_enough = self.at_most(middle) >= chance
            low, high = np.where(open_ & ~is_enough, middle, low), np.where(open_ & is_enough, middle, high)
        return high


@dataclass(frozen=True, slots=True, eq=False)
class Beta:
    """Shares."""

    successes: Floats
    failures: Floats
    is_whole: bool = False

    @classmethod
    def of(cls, mean: Floats, variance: Floats) -> "Beta":
        strength = mean * (1 - mean) / variance - 1
        return cls(mean * strength, (1 - mean) * strength)

    def at_most(self, value: Floats) -> Floats:
        from scipy.special import betainc

        return np.asarray(betainc(self.successes, self.failures, value.clip(0.0, 1.0)), np.float64)

    def quantile(self, chance: Floats | float) -> Floats:
        from scipy.special import betaincinv

        return np.asarray(betaincinv(self.successes, self.failures, chance), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Gamma:
    """Amounts: `nothing` is the chance of 0, and gamma what comes else."""

    nothing: Floats
    shape: Floats
    scale: Floats
    is_whole: bool = False

    @classmethod
    def of(cls, mean: Floats, variance: Floats, nothing: Floats | float = 0.0) -> "Gamma":
        something = np.subtract(1.0, nothing)
        among = mean / something
        spread = (variance + mean**2) / something - among**2
        return cls(np.broadcast_to(nothing, mean.shape), among**2 / spread, spread / among)

    @classmethod
    def of_pieces(cls, mean: Floats, variance: Floats, piece: Floats) -> "Gamma":
        """An amount whose pieces bring so much on average: nothing comes where no piece does."""
        return cls.of(mean, variance, GammaPoisson.of(mean / piece, variance / piece**2).nothing)

    def at_most(self, value: Floats) -> Floats:
        from scipy.special import gammainc

        among = gammainc(self.shape, np.maximum(value, 0) / self.scale)
        at_most: Floats = np.where(value < 0, 0.0, self.nothing + (1 - self.nothing) * among)
        return at_most

    def quantile(self, chance: Floats | float) -> Floats:
        from scipy.special import gammaincinv

        among = np.clip((chance - self.nothing) / (1 - self.nothing), 0, 1)
        amount: Floats = gammaincinv(self.shape, among) * self.scale
        return amount


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What numbers come to: `sure` + `times` × what chance brings; all by row.

    NaN is not known. In a row where `times` is 0 all is settled, whatever the distribution says there.
    """

    expected: Floats
    sure: Floats
    times: Floats
    rest: Distribution

    def chance(self, target: Floats, direction: Direction = Direction.HIGHER) -> Floats:
        """The chance that a target is reached: this or more, where lower is better this or less."""
        slack = _NOISE * (1 + np.abs(target))
        with np.errstate(all="ignore"):
            if direction is Direction.LOWER:
                chance = self.rest.at_most((target + slack - self.sure) / self.times)
                settled = self.sure <= target + slack
            else:
                needed = (target - slack - self.sure) / self.times
                below = self.rest.at_most(np.ceil(needed) - 1 if self.rest.is_whole else needed)
                chance = np.where(needed <= 0, 1.0, 1 - below)
                settled = self.sure >= target - slack
        reached: Floats = np.where(self.times > 0, chance, settled)
        return np.where(np.isnan(self.expected) | np.isnan(target), np.nan, reached)

    def below(self, value: Floats) -> Floats:
        """The chance of less than this."""
        return 1 - self.chance(value)

    def quantile(self, chance: Floats | float) -> Floats:
        """The least value of which this or less has this chance; a column of chances gives a row each."""
        with np.errstate(all="ignore"):
            rest = self.rest.quantile(chance)
            return np.where(self.times > 0, self.sure + self.times * rest, self.sure + 0.0 * self.expected)
