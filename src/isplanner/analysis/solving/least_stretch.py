"""The least stretch with which something is reached, on levers' own scales (design: numbers.md 6).

Minimise Σ((yᵢ − bᵢ) ÷ sᵢ)² where conditions on measured values hold, within bounds. Sequential quadratic programming on
the ℓ₁ penalty with a trust region and a second-order correction (Fletcher, Practical Methods of Optimization, 1987,
14.4). The curvature is kept on the diagonal, so a quadratic problem is solved by its few multipliers alone
(`multipliers.py`). Where the conditions cannot all hold, the penalty leaves what misses them least.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from isplanner.analysis.solving.multipliers import Quadratic, find_multipliers

Array = NDArray[np.float64]
Measure = Callable[[Array], tuple[Array, Array]]
"""From the levers on their own scales to the measured values (conditions), and their slopes (conditions × levers)."""

MET = 1e-9
"""How near to its limit, relative to it, a demand is met."""
_STEPS = 200
_NOTHING, _LITTLE = 1e-13, 1e-6
_POOR, _GOOD = 0.25, 0.5
_WORTHWHILE = 1e-4
_RADIUS, _LEAST_RADIUS = 2.0, 1e-7
_AMPLE = 10.0
_WEIGHT, _MOST_WEIGHT, _FIRM = 1e2, 1e12, 1e3
_LEAST_CURVATURE = 0.2
_PUSH = 1e-6
_PATIENCE, _CREEP = 10, 1e-4
"""So many steps that gain so little of the stretch are enough: a search that converges takes fewer."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """Levers on their own scales (log odds for shares, else logs): where they rest, what is one stretch, their bounds.

    All are arrays of one length.
    """

    base: Array
    spread: Array
    low: Array
    high: Array
    are_shares: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Demand:
    """What a measured value must be: at least the limit, or at most. One that is not firm gives way to those that are.

    It is looked at as a ratio to its limit, or as a difference where either is not above zero at first.
    """

    limit: float
    at_most: bool = False
    is_firm: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Stretched:
    """Where the levers end. `slacks` are what each demand has to spare, relative to its limit; negative is missed.

    `forces` are what the objective falls by when a limit eases by one (relative): nothing where it does not bind.
    `held` is −1 for a lever that its lower bound holds up, 1 for one that its upper bound holds down, else 0.
    """

    at: Array
    objective: float
    slacks: Array
    forces: Array
    held: Array

    @property
    def is_feasible(self) -> bool:
        """Whether every demand is met."""
        return bool((self.slacks >= -MET).all())


def least_stretch(
    room: Room,
    demands: Sequence[Demand],
    measure: Measure,
    start: Array | None = None,
    forces: Array | None = None,
) -> Stretched:
    """Find the levers that are stretched least, from `start` and its `forces` or from where they rest."""
    start = np.clip(room.base if start is None else start, room.low, room.high)
    search = _Search(room, demands, measure, start, np.zeros(len(demands)) if forces is None else forces)
    stretches: list[float] = []
    for _ in range(_STEPS):
        goes_on = search.step()
        stretches = [*stretches, search.stretch] if search.is_feasible else []
        if not goes_on or _creeps(stretches):
            break
    return search.found()


def _creeps(stretches: Sequence[float]) -> bool:
    """Whether the last steps, all of which met every demand, have gained next to nothing: it goes along an edge."""
    return len(stretches) > _PATIENCE and stretches[-1 - _PATIENCE] - stretches[-1] <= _CREEP * stretches[-1]


@dataclass(frozen=True, slots=True, eq=False)
class _Point:
    """Levers, what each demand has to spare there, and its slopes."""

    at: Array
    slacks: Array
    slopes: Array


class _Search:
    """Where a search stands: a point, the forces of the demands, what missing one weighs, how far to trust a model."""

    def __init__(self, room: Room, demands: Sequence[Demand], measure: Measure, start: Array, forces: Array) -> None:
        self._room, self._measure = room, measure
        self._pull = 1 / room.spread**2
        self._limits = np.array([demand.limit for demand in demands])
        self._signs = np.array([-1.0 if demand.at_most else 1.0 for demand in demands])
        values = measure(start)[0]
        self._are_ratios = (self._limits > 0) & (values > 0)
        scale = np.maximum(np.abs(self._limits), np.abs(values))
        self._scale = np.where(scale > 0, scale, 1.0)
        self._forces, self._radius = forces, _RADIUS
        self._weights = np.full(len(demands), max(_WEIGHT, _AMPLE * forces.max(initial=0.0)))
        self._most = np.array([_MOST_WEIGHT * (_FIRM if demand.is_firm else 1.0) for demand in demands])
        self._point = self._look(start)

    def step(self) -> bool:
        """Go on; False where nothing is left to gain."""
        merit, stretch = self._merit(self._point), self._stretch(self._point)
        if not np.isfinite(merit):
            return False
        quadratic = self._quadratic()
        move, self._forces = find_multipliers(quadratic, self._forces)
        hoped = merit - stretch - quadratic.value(move)
        if hoped <= _NOTHING * (1 + stretch) + _LITTLE * (merit - stretch):
            self._point = self._better(self._point, self._look(self._point.at + move))
            return self._insist()
        reached, length = self._reach(quadratic, move, merit - _POOR * hoped), float(np.abs(move).max())
        share = (merit - self._merit(reached)) / hoped
        if share > _GOOD:
            self._radius = max(self._radius, 2 * length)
        elif share < _POOR:
            self._radius = length / 2
        if share > _WORTHWHILE:
            self._point = reached
        return share > _WORTHWHILE or self._radius > _LEAST_RADIUS or self._insist()

    @property
    def stretch(self) -> float:
        """The objective where it stands."""
        return self._stretch(self._point)

    @property
    def is_feasible(self) -> bool:
        """Whether every demand is met there."""
        return bool((self._point.slacks >= -MET).all())

    def found(self) -> Stretched:
        """What was found."""
        room, point = self._room, self._point
        push = (2 * self._pull * (point.at - room.base) - self._forces @ point.slopes) * room.spread
        up, down = (point.at <= room.low) & (push > _PUSH), (point.at >= room.high) & (push < -_PUSH)
        held = np.where(up, -1.0, np.where(down, 1.0, 0.0))
        return Stretched(point.at, self._stretch(point), point.slacks, self._forces, held)

    def _insist(self) -> bool:
        """Make missed demands weigh more; False where none is missed, or more would be of no use."""
        missed = (self._point.slacks < -MET) & (self._weights < self._most)
        self._weights = np.where(missed, 100 * self._weights, self._weights)
        self._radius = max(self._radius, _LEAST_RADIUS)
        return bool(missed.any())

    def _reach(self, quadratic: Quadratic, move: Array, wanted: float) -> _Point:
        """Where a move leads; where that is not what is wanted, a move that allows for the bend of the conditions."""
        reached = self._look(self._point.at + move)
        if self._merit(reached) <= wanted or not np.isfinite(reached.slacks).all():
            return reached
        bent = replace(quadratic, slacks=reached.slacks - quadratic.slopes @ move)
        return self._better(reached, self._look(self._point.at + find_multipliers(bent, self._forces)[0]))

    def _look(self, at: Array) -> _Point:
        """Measure somewhere within bounds."""
        at = np.minimum(np.maximum(at, self._room.low), self._room.high)
        values, slopes = self._measure(at)
        with np.errstate(all="ignore"):
            apart = np.where(self._are_ratios, np.log(values / self._limits), (values - self._limits) / self._scale)
            per = self._signs / np.where(self._are_ratios, values, self._scale)
            return _Point(at, self._signs * apart, per[:, None] * slopes)

    def _stretch(self, point: _Point) -> float:
        away = point.at - self._room.base
        return float(self._pull * away @ away)

    def _merit(self, point: _Point) -> float:
        """The objective and the penalty for what is missed; infinite where something has no value."""
        missed = float(self._weights @ np.maximum(0.0, -point.slacks))
        return self._stretch(point) + missed if np.isfinite(missed) else np.inf

    def _better(self, one: _Point, other: _Point) -> _Point:
        return other if self._merit(other) <= self._merit(one) else one

    def _quadratic(self) -> Quadratic:
        """The problem as it looks from here, as far as that is trusted."""
        room, point, pull = self._room, self._point, 2 * self._pull
        return Quadratic(
            curvature=np.maximum(pull + self._bend(), _LEAST_CURVATURE * pull),
            slope=pull * (point.at - room.base),
            slacks=point.slacks,
            slopes=point.slopes,
            low=np.maximum(room.low - point.at, -self._radius),
            high=np.minimum(room.high - point.at, self._radius),
            weights=self._weights,
        )

    def _bend(self) -> Array:
        """What the conditions bend by, times their forces: exact for values that are linear in each lever itself."""
        at, slopes = self._point.at, self._point.slopes
        own = np.where(self._room.are_shares, np.tanh(at / 2), -1.0)
        logs: Array = (self._forces * self._signs * self._are_ratios) @ (slopes * slopes)
        return (self._forces @ slopes) * own + logs
