"""The gap between two states of the levers, shared out over the levers exactly (design: numbers.md 9).

The share of lever i is (bᵢ − aᵢ) · ∫₀¹ ∂KGI/∂xᵢ(a + t(b − a)) dt, the price of Aumann and Shapley (Values of Non-Atomic
Games, 1974) on the straight way from state a to state b. Where the KGI is a polynomial of its levers (products, sums),
Gauss–Legendre quadrature with half as many points as its degree is exact; where it is none (a quotient, a min) the way
is halved until the shares add up to the gap.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from isplanner.analysis.tree.compile import Array, Program
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.plan.scope import NodeKey

LeverMonths = Mapping[NodeKey, Array]
"""A state: each lever's months."""

_POINTS = 8
"""Exact up to 16 levers in one product."""
_PLACES, _WEIGHTS = np.polynomial.legendre.leggauss(_POINTS)
_POINTS_OF_A_WORLD = 4
_WORLDS_AT_ONCE = 500
_EXACT = 1e-12
_STRETCHES = 1000
"""Into how many stretches a way is cut at most: a kink takes about 50."""


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """The KGI in two states, and whose the gap is.

    By lever and month, `starts` is where the lever begins, `changes` what it differs by, and `gains` what one unit of
    it is worth on the way from one state to the other. Levers that the KGI does not depend on are left out.
    """

    start: float
    end: float
    starts: LeverMonths
    changes: LeverMonths
    gains: LeverMonths

    @property
    def shares(self) -> dict[NodeKey, float]:
        """What of the gap is whose; they add up to `end` − `start`."""
        return {lever: float((self.changes[lever] * gain).sum()) for lever, gain in self.gains.items()}


def attribute(program: Program, root: NodeKey, start: LeverMonths, end: LeverMonths) -> Attribution | None:
    """Share out what a node differs by in two states; None where it has no value in one of them or in between."""
    if root not in program.slots:
        return None
    way = _Way(Evaluation(program, _POINTS + 1), start, {lever: end[lever] - months for lever, months in start.items()})
    before, after = way.ends(root)
    if not isfinite(after - before):
        return None
    gains = way.gains(root, before, after)
    if gains is None:
        return None
    starts, changes = ({lever: months[lever] for lever in gains} for months in (way.start, way.changes))
    return Attribution(before, after, starts, changes, gains)


def attribute_worlds(program: Program, root: NodeKey, start: LeverMonths, ends: LeverMonths) -> dict[NodeKey, Array]:
    """The share of each lever in many worlds that differ in where they end.

    Args:
        program: The compiled goal tree.
        root: The node whose gap is shared out.
        start: The state that all worlds start from (months).
        ends: Where they end (worlds × months; 1 × months where a lever ends alike in all).
    """
    count = max(len(end) for end in ends.values())
    parts = [
        _shares_of_worlds(program, root, start, {lever: _some(end, first) for lever, end in ends.items()})
        for first in range(0, count, _WORLDS_AT_ONCE)
    ]
    return {lever: np.concatenate([part[lever] for part in parts]) for lever in parts[0]}


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """The straight way between two states, walked with one sample a point."""

    evaluation: Evaluation
    start: LeverMonths
    changes: LeverMonths

    def ends(self, root: NodeKey) -> tuple[float, float]:
        """A node's value where the way begins and where it ends."""
        before, *_, after = self._walk(np.linspace(0.0, 1.0, _POINTS + 1), root).tolist()
        return before, after

    def gains(self, root: NodeKey, before: float, after: float) -> dict[NodeKey, Array] | None:
        """The mean gradient on the way, such that change × gain adds up to the gap; None where it has no value."""
        gains: dict[NodeKey, Array] = {}
        stretches = [(0.0, before, 1.0, after)]
        for _ in range(_STRETCHES):
            low, at_low, high, at_high = stretches.pop()
            middle = (low + high) / 2
            at_middle = float(self._walk(np.append(_between(low, high), middle), root)[-1])
            found = self._weighted(root, high - low)
            told = [float((self.changes[lever] * gain).sum()) for lever, gain in found.items()]
            missing, scale = at_high - at_low - sum(told), abs(before) + abs(after) + sum(map(abs, told))
            if not isfinite(missing + at_middle):
                return None
            if abs(missing) > _EXACT * scale:
                stretches += [(low, at_low, middle, at_middle), (middle, at_middle, high, at_high)]
            else:
                gains = {lever: gains.get(lever, 0.0) + gain for lever, gain in found.items()}
            if not stretches:
                return gains
        return None

    def _walk(self, places: Array, root: NodeKey) -> Array:
        """Run the tree at places on the way (0 … 1), and give a node's values there."""
        for lever, months in self.start.items():
            self.evaluation.set(lever, months + places[:, None] * self.changes[lever])
        self.evaluation.run()
        return self.evaluation.total(root)

    def _weighted(self, root: NodeKey, length: float) -> dict[NodeKey, Array]:
        """The gradient integrated over the stretch just walked."""
        gradient = self.evaluation.gradient(root)
        return {
            lever: (_WEIGHTS * length / 2) @ gradient[lever][:_POINTS] for lever in self.changes if lever in gradient
        }


def _between(low: float, high: float) -> Array:
    points: Array = (low + high + (high - low) * _PLACES) / 2
    return points


def _some(end: Array, first: int) -> Array:
    return end if len(end) == 1 else end[first : first + _WORLDS_AT_ONCE]


def _shares_of_worlds(program: Program, root: NodeKey, start: LeverMonths, ends: LeverMonths) -> dict[NodeKey, Array]:
    """As `attribute`, a fixed number of points a world and one sample a point and world."""
    points, weights = np.polynomial.legendre.leggauss(_POINTS_OF_A_WORLD)
    worlds = max(len(end) for end in ends.values())
    evaluation = Evaluation(program, _POINTS_OF_A_WORLD * worlds)
    changes = {
        lever: np.broadcast_to(ends[lever] - months, (worlds, program.months)) for lever, months in start.items()
    }
    for lever, change in changes.items():
        way = start[lever] + (1 + points[:, None, None]) / 2 * change
        evaluation.set(lever, way.reshape(-1, program.months))
    evaluation.run()
    gradient = evaluation.gradient(root)
    return {
        lever: (
            change * np.tensordot(weights / 2, gradient[lever].reshape(_POINTS_OF_A_WORLD, worlds, -1), axes=1)
        ).sum(axis=1)
        for lever, change in changes.items()
        if lever in gradient
    }
