"""A quadratic problem of many levers and few conditions, solved by the multipliers of its conditions.

Minimise Σ(½hᵢdᵢ² + gᵢdᵢ) + Σ wₖ·max(0, −(cₖ + Jₖ·d)) with d between bounds. For multipliers λ the levers are
clip((Jᵀλ − g) ÷ h), so what remains is a concave problem in a few λ between 0 and w, of piecewise linear slope: Newton
steps, and where one does not lead up, exact searches along lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
_ROUNDS = 60
_EXACT = 1e-15
_RIDGE, _TINY = 1e-14, 1e-150


@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """Arrays of levers, but `slacks` (c) and `weights` (w), one a condition, and `slopes` (J), conditions × levers."""

    curvature: Array
    slope: Array
    slacks: Array
    slopes: Array
    low: Array
    high: Array
    weights: Array

    def value(self, move: Array) -> float:
        """What is minimised."""
        missed = np.maximum(0.0, -(self.slacks + self.slopes @ move))
        return float((0.5 * self.curvature * move + self.slope) @ move + self.weights @ missed)

    def unbounded(self, forces: Array) -> Array:
        """Where multipliers draw the levers."""
        drawn: Array = (forces @ self.slopes - self.slope) / self.curvature
        return drawn


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """Where multipliers draw the levers, what the conditions then have to spare, and how high the dual is there."""

    forces: Array
    move: Array
    spare: Array
    height: float
    moving: Bools

    @classmethod
    def by(cls, quadratic: Quadratic, forces: Array) -> "_Drawn":
        drawn = quadratic.unbounded(forces)
        move = np.minimum(np.maximum(drawn, quadratic.low), quadratic.high)
        spare = quadratic.slacks + quadratic.slopes @ move
        height = float((0.5 * quadratic.curvature * move + quadratic.slope) @ move - forces @ spare)
        return cls(forces, move, spare, height, (drawn >= quadratic.low) & (drawn <= quadratic.high))

    def open(self, weights: Array) -> Bools:
        """The multipliers that are not where they belong."""
        settled = ((self.forces <= 0) & (self.spare >= 0)) | ((self.forces >= weights) & (self.spare <= 0))
        return ~settled


def find_multipliers(quadratic: Quadratic, forces: Array) -> tuple[Array, Array]:
    """The move that solves the problem, and the multipliers; sought from `forces`."""
    drawn = _Drawn.by(quadratic, np.minimum(forces, quadratic.weights))
    exact = _EXACT * (1 + np.abs(quadratic.slacks).max(initial=0.0))
    for _ in range(_ROUNDS):
        is_open = drawn.open(quadratic.weights)
        if not is_open.any() or np.abs(drawn.spare[is_open]).max() <= exact:
            break
        for ahead in _ways_up(quadratic, drawn, is_open):
            if ahead.height > drawn.height:
                drawn = ahead
                break
        else:
            break
    return drawn.move, drawn.forces


def _ways_up(quadratic: Quadratic, drawn: _Drawn, is_open: Bools) -> Iterator[_Drawn]:
    """A whole Newton step; as much of it as is best; one multiplier after the other."""
    step = _newton_step(quadratic, drawn, is_open)
    yield _Drawn.by(quadratic, np.minimum(np.maximum(drawn.forces + step, 0.0), quadratic.weights))
    yield _Drawn.by(quadratic, _best_along(quadratic, drawn.forces, step))
    forces = drawn.forces
    for axis in np.eye(len(forces))[is_open]:
        forces = _best_along(quadratic, _best_along(quadratic, forces, axis), -axis)
    yield _Drawn.by(quadratic, forces)


def _newton_step(quadratic: Quadratic, drawn: _Drawn, is_open: Bools) -> Array:
    slopes, curvature = quadratic.slopes[is_open], quadratic.curvature
    ridge = _RIDGE * (slopes / curvature * slopes).sum() + _TINY
    hessian = (slopes / curvature * drawn.moving) @ slopes.T
    hessian[np.diag_indices_from(hessian)] += ridge
    step = np.zeros(len(is_open))
    step[is_open] = -np.linalg.solve(hessian, drawn.spare[is_open])
    return step


def _best_along(quadratic: Quadratic, forces: Array, direction: Array) -> Array:
    """The best multipliers on a line from some, as far as they may go: where its piecewise linear slope is zero."""
    with np.errstate(all="ignore"):
        room = np.where(direction > 0, quadratic.weights - forces, forces) / np.abs(direction)
        rate = direction @ quadratic.slopes / quadratic.curvature
        drawn = quadratic.unbounded(forces)
        ends = np.concatenate(((quadratic.low - drawn) / rate, (quadratic.high - drawn) / rate))
    furthest = room[direction != 0].min(initial=np.inf)
    if not 0 < furthest < np.inf:
        return forces
    knots = np.concatenate(([0.0], np.sort(ends[(ends > 0) & (ends < furthest)]), [furthest]))
    moves = np.clip(drawn + knots[:, None] * rate, quadratic.low, quadratic.high)
    spare = (quadratic.slacks + moves @ quadratic.slopes.T) @ direction
    along = float(np.interp(0.0, np.maximum.accumulate(spare), knots))
    return np.minimum(np.maximum(forces + along * direction, 0.0), quadratic.weights)
