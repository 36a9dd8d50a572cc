"""What is known of a rate from few trials: each group borrows from all, as far as the groups are alike.

Empirical Bayes by moments. Groups are channels, members or months of a metric; all is on the metric's own scale (log
odds of a share, else log) to first order, so that shares, counts and ratios go through the same few formulas.
"""

from dataclasses import dataclass

import numpy as np

from isplanner.analysis.count import Floats

LEAST_STRENGTH, MOST_STRENGTH = 2.0, 1000.0
"""Within these trials lies what the team's rate is worth (design: numbers.md 4)."""


@dataclass(frozen=True, slots=True)
class RatePosterior:
    """What is known of a rate: a Beta distribution that has seen so many successes and failures."""

    successes: float
    failures: float

    @property
    def trials(self) -> float:
        return self.successes + self.failures

    @property
    def mean(self) -> float:
        return self.successes / self.trials

    def quantile(self, chance: float) -> float:
        """The rate below which it lies with this chance."""
        from scipy.special import betaincinv

        return float(betaincinv(self.successes, self.failures, chance))

    def chance_of(self, rate: float) -> float:
        """The chance that it is this rate or more."""
        from scipy.special import betaincc

        return float(betaincc(self.successes, self.failures, min(max(rate, 0.0), 1.0)))


def rate_posterior(successes: float, trials: float, mean: float, strength: float) -> RatePosterior:
    """A rate after so many trials, when it was believed to be `mean` as firmly as after `strength` trials."""
    return RatePosterior(mean * strength + successes, (1 - mean) * strength + trials - successes)


@dataclass(frozen=True, slots=True)
class Excess:
    """How much groups vary beyond the noise of their observations: an estimate, and the variance of that estimate."""

    variance: float
    doubt: float

    def towards(self, guess: float) -> float:
        """The estimate drawn to a guess that may well be wrong by its own size (linear credibility, Bühlmann 1967).

        It stays above 0: few groups that happen to agree do not show that all do.
        """
        weight = guess**2 / (guess**2 + self.doubt)
        return guess + weight * (max(0.0, self.variance) - guess)


def excess_variance(deviations: Floats, noise: Floats, guess: float) -> Excess | None:
    """How much observations (groups × observations) vary around their own group beyond their noise, by moments.

    The estimator of DerSimonian and Laird (1986), over groups together and with the weights of a first guess. Cells
    that are NaN are left out; None where no group has two.
    """
    known = ~np.isnan(deviations)
    weights = np.where(known, 1.0 / (np.where(known, noise, 0.0) + guess), 0.0)
    totals = weights.sum(axis=1, keepdims=True)
    weights, deviations = np.where(known.sum(axis=1, keepdims=True) > 1, weights, 0.0), np.where(known, deviations, 0.0)
    freedom = known.sum(axis=1) - 1
    freedom = int(freedom[freedom > 0].sum())
    if not freedom:
        return None
    totals = np.maximum(totals, np.finfo(float).tiny)
    middle = (weights * deviations).sum(axis=1, keepdims=True) / totals
    spread = float((weights * (deviations - middle) ** 2).sum())
    shares = weights * (1 - weights / totals)
    explained, by_variance = float((shares * np.where(known, noise, 0.0)).sum()), float(shares.sum())
    return Excess((spread - explained) / by_variance, 2 * freedom / by_variance**2)
