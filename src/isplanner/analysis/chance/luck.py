"""Luck: what n trials come to at a known rate, from standard normals that are kept (design: speed.md 1.4.5).

Counts are a Cornish–Fisher expansion (1938) of the normal to its skewness, rounded: against the exact binomial the
total variation is under 0.01 where one or more are to be expected. What sizes add up to varies by the square root of
how many there are. Each kind is a list of array operations without any allocation.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.chance.draws import Samples

SIZE_VARIATION = 0.6
"""The standard deviation ÷ mean of one deal's size (or one call's minutes), as long as nothing is known of it."""
# A clip between numbers is faster than the maximum with one, or with a tile of them that is no longer in the cache.
_ZERO, _ONE, _ENDLESS = (np.array(bound, np.float32) for bound in (0.0, 1.0, np.inf))
_SIX = np.float32(6.0)
_MOST_SKEW = np.float32(0.4999)
"""So little that it rounds to nothing: where nothing is to be expected, there is nothing."""

Call = tuple[Callable[..., object], tuple[Samples, ...], Samples]
"""An array operation, what it reads, and what it writes."""


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """Kept standard normals, and what they add to a count of skewness 1."""

    normal: Samples
    skew: Samples


@dataclass(frozen=True, slots=True, eq=False)
class Spare:
    """Room to work in."""

    swing: Samples
    skew: Samples


def chance_of(normal: Samples, skew: Samples) -> Chance:
    """Standard normals with their skewness, for which there is room."""
    np.multiply(normal, normal, out=skew)
    np.subtract(skew, _ONE, out=skew)
    np.divide(skew, _SIX, out=skew)
    np.minimum(skew, _MOST_SKEW, out=skew)
    return Chance(normal, skew)


def size_chance_of(normal: Samples, variation: float) -> Chance:
    """Standard normals as those of sizes that vary so much around their mean."""
    np.multiply(normal, np.float32(variation), out=normal)
    return Chance(normal, normal)


def thin(count: Samples, share: Samples, chance: Chance, out: Samples, spare: Spare) -> list[Call]:
    """How many of a count come through: binomial, kept in 0 … count."""
    swing, skew = spare.swing, spare.skew
    return [
        (np.multiply, (count, share), out),
        (np.subtract, (_ONE, share), swing),
        (np.subtract, (swing, share), skew),
        (np.multiply, (skew, chance.skew), skew),
        (np.multiply, (swing, out), swing),
        (np.ndarray.clip, (swing, _ZERO, _ENDLESS), swing),
        *_settle(out, swing, skew, chance, spare.swing),
        (np.minimum, (out, count), out),
    ]


def occur(count: Samples, each: Samples, chance: Chance, out: Samples, spare: Spare) -> list[Call]:
    """How many there are, where each of a count is expected to bring so many."""
    return [(np.multiply, (count, each), out), *happen(chance, out, spare)]


def happen(chance: Chance, out: Samples, spare: Spare) -> list[Call]:
    """How many there are where `out` are to be expected: Poisson."""
    return _settle(out, out, chance.skew, chance, spare.swing)


def pay(count: Samples, size: Samples, chance: Chance, out: Samples, spare: Spare) -> list[Call]:
    """What the sizes of a count add up to, not below 0: normal, since there are soon enough of them.

    The chance is one of sizes.
    """
    swing = spare.swing
    return [
        (np.sqrt, (count,), swing),
        (np.multiply, (swing, chance.normal), swing),
        (np.add, (swing, count), swing),
        (np.ndarray.clip, (swing, _ZERO, _ENDLESS), swing),
        (np.multiply, (swing, size), out),
    ]


def vary(normal: Samples, deviation: float) -> Samples:
    """Factors with mean 1 and this standard deviation, out of standard normals: gamma by Wilson and Hilferty (1931)."""
    third = np.float32(deviation / 3)
    root = np.maximum(normal * third + (_ONE - third * third), np.float32(0.0))
    factors: Samples = root * root * root
    return factors


def _settle(out: Samples, variance: Samples, skew: Samples, chance: Chance, swing: Samples) -> list[Call]:
    """`out`, what is to be expected, made a whole number from 0 up with this variance and skewness."""
    return [
        (np.sqrt, (variance,), swing),
        (np.multiply, (swing, chance.normal), swing),
        (np.add, (out, swing), out),
        (np.add, (out, skew), out),
        (np.rint, (out,), out),
        (np.ndarray.clip, (out, _ZERO, _ENDLESS), out),
    ]
