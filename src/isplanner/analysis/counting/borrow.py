"""What is known of a rate from few trials: each group borrows from all, as far as the groups are alike.

Empirical Bayes by moments. Groups are channels, members, months or periods of a metric; all is on the metric's own
scale (log odds of a share, else log) to first order, so that shares, counts and ratios go through the same formulas.
"""

from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np

from isplanner.analysis.counting.count import Floats

LEAST_STRENGTH, MOST_STRENGTH = 2.0, 1000.0
"""Within these trials lies what the team's rate is worth (design: numbers.md 4)."""
NO_TRIALS = 1e-9
"""Fewer trials than this say nothing."""
_WIDE = 3.0
"""By how many times its size a first guess of a variance may be wrong."""
_FAR_BELOW = -100.0
_NOTHING = float(np.finfo(float).tiny)


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
    """How much observations vary beyond their noise: an estimate, its own variance, its degrees of freedom."""

    variance: float
    doubt: float
    freedom: int

    @property
    def expected(self) -> float:
        """The mean of what it may be, as it cannot be below 0: never 0 itself, for a few may agree by luck."""
        from scipy.special import log_ndtr

        if not self.doubt:
            return max(self.variance, 0.0)
        sd = sqrt(self.doubt)
        steps = self.variance / sd
        if steps < _FAR_BELOW:
            return -sd / steps
        return self.variance + sd * exp(-(steps**2) / 2 - float(log_ndtr(steps))) / sqrt(2 * pi)

    def towards(self, guess: float) -> float:
        """The estimate drawn to a guess that may be wrong by a few times its size (linear credibility, Bühlmann 1967).

        It is taken as the mean of what it may be (inverse gamma), more than itself, as few vary too little rather than
        too much; and it stays above 0, for a few may agree by luck.
        """
        weight = (_WIDE * guess) ** 2 / ((_WIDE * guess) ** 2 + self.doubt)
        return guess + weight * (max(0.0, self.variance) * (1 + 2 / self.freedom) - guess)


def excess_variance(deviations: Floats, noise: Floats, guess: float) -> Excess | None:
    """How much observations (groups × observations) vary around the middle of their group beyond their noise.

    By moments (DerSimonian and Laird 1986), with the weights of a first guess, over all groups together. NaN are left
    out; None where no group has two.
    """
    known = ~np.isnan(deviations)
    freedom = int((known.sum(axis=1) - 1).clip(0).sum())
    if not freedom:
        return None
    noise, deviations = np.where(known, noise, 0.0), np.where(known, deviations, 0.0)
    weights = known / (noise + guess)
    totals = np.maximum(weights.sum(axis=1, keepdims=True), _NOTHING)
    middle = (weights * deviations).sum(axis=1, keepdims=True) / totals
    shares = weights * (1 - weights / totals)
    spread, explained = float((weights * (deviations - middle) ** 2).sum()), float((shares * noise).sum())
    by_variance = max(float(shares.sum()), _NOTHING)
    return Excess((spread - explained) / by_variance, 2 * freedom / by_variance / by_variance, freedom)


def prior_strengths(deviations: Floats, trials: Floats, unit: Floats, least: float = LEAST_STRENGTH) -> Floats:
    """How many trials the pooled rate is worth to each group: fewer the more groups differ.

    It is known no better than from the trials of the other groups.

    Args:
        deviations: From the pooled rate, on the own scale.
        trials: Of each group.
        unit: The variance of one trial of each group on the own scale.
    """
    has = trials > NO_TRIALS
    noise = np.divide(unit, trials, out=np.full(len(trials), np.nan), where=has)
    guess = max(float(unit.min()) / MOST_STRENGTH, _NOTHING)
    found = excess_variance(np.where(has, deviations, np.nan)[None, :], noise[None, :], guess)
    differ = max(found.expected if found else 0.0, guess)
    others = np.maximum(trials.sum() - trials, _NOTHING)
    strengths: Floats = (1.0 / (differ / np.maximum(unit, guess) + 1.0 / others)).clip(least)
    return strengths
