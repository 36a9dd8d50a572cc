"""The random numbers of a simulation: kept, one stream a name, so that the same seed gives the same worlds.

A lever's level is drawn by Latin hypercube (McKay, Beckman and Conover 1979): each of as many equally likely slices as
there are samples is met once, in an order of the lever's own, so that no lever is high on average by luck of the draw.
A level is read off a table of 511 quantiles, evenly spaced in normal scores: when the lever moves, only the table does.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from isplanner.analysis.chance.spread import Array, ShareSpread, Spread

Samples = NDArray[np.float32]
Places = NDArray[np.intp]

_SCORES = np.linspace(-5.1, 5.1, 511)
_NODES = 33
_FEWEST = 0.5
"""Of the trials that a share is known from, so many hits and misses; a Beta of fewer is not so smooth."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Where the slices of a Latin hypercube lie in the table of quantiles: after which entry, and how far on."""

    before: Places
    on: Samples

    def read(self, table: Samples, steps: Samples, out: Samples, scratch: Samples) -> None:
        """Read a table, given its entries and the steps between them, at all slices, the lowest first."""
        np.take(table, self.before, out=out, mode="clip")
        np.take(steps, self.before, out=scratch, mode="clip")
        np.multiply(scratch, self.on, out=scratch)
        np.add(out, scratch, out=out)


@cache
def chances() -> Array:
    """The chances of which a spread is asked its quantiles."""
    from scipy.special import ndtr

    return np.asarray(ndtr(_SCORES), np.float64)


@cache
def grid_of(samples: int) -> Grid:
    """The grid of so many slices."""
    from scipy.special import ndtri

    scores = ndtri((np.arange(samples) + 0.5) / samples)
    place = (scores - _SCORES[0]) / (_SCORES[1] - _SCORES[0])
    before = place.astype(np.intp).clip(0, len(_SCORES) - 2)
    return Grid(before, (place - before).astype(np.float32))


class Tables:
    """The quantiles of a lever's level, for wherever it is set to.

    All but shares are once so wide where they are twice as high. The log odds of a Beta's quantiles are so smooth in
    the normal score that 33 of them tell all others to eight digits (Trefethen, Approximation Theory, 2013, 5.2).
    """

    def __init__(self, spread: Spread, *, is_share: bool) -> None:
        self._spread = spread
        self._unit = None if is_share else spread.quantiles(1.0, chances())

    def at(self, centre: float) -> Array:
        """The quantiles by `chances`, laid around a value."""
        from scipy.special import expit, logit

        if self._unit is not None:
            return self._unit * centre
        spread = self._spread
        if not isinstance(spread, ShareSpread) or spread.trials * min(centre, 1 - centre) < _FEWEST:
            return spread.quantiles(centre, chances())
        nodes, weights = _chebyshev()
        found: Array = expit(weights @ logit(spread.quantiles(centre, nodes)))
        return found


@cache
def _chebyshev() -> tuple[Array, Array]:
    """The chances of the nodes, and what their values weigh at each score of a table (barycentric interpolation)."""
    from scipy.special import ndtr

    number = np.arange(_NODES)
    nodes = np.cos(np.pi * number / (_NODES - 1)) * _SCORES[-1]
    signs = (-1.0) ** number * np.where((number == 0) | (number == _NODES - 1), 0.5, 1.0)
    distance = _SCORES[:, None] - nodes
    hits = np.abs(distance) < 1e-9
    weights = np.where(hits.any(axis=1, keepdims=True), hits, signs / np.where(hits, 1.0, distance))
    return np.asarray(ndtr(nodes), np.float64), weights / weights.sum(axis=1, keepdims=True)


def mean_of(spread: Spread, centre: float) -> float:
    """The mean of a level laid around a value."""
    score = _SCORES
    weight = np.exp(-score * score / 2)
    return float(spread.quantiles(centre, chances()) @ weight / weight.sum())


class Streams:
    """Streams of random numbers by seed and name. Which others are asked for, and in which order, changes nothing."""

    def __init__(self, seed: int, samples: int, months: int) -> None:
        self._seed, self._samples, self._months = seed, samples, months

    def order(self, name: str) -> Places:
        """An order of the samples."""
        return self._stream("level", name).permutation(self._samples)

    def normal(self, kind: str, name: str) -> Samples:
        """Standard normals, months × samples; those of a month are the same however many months follow."""
        return self._stream(kind, name).standard_normal((self._months, self._samples), np.float32)

    def _stream(self, kind: str, name: str) -> np.random.Generator:
        words = blake2b(f"{kind} {name}".encode(), digest_size=16).digest()
        return np.random.Generator(np.random.SFC64([self._seed, *np.frombuffer(words, "<u4").tolist()]))
