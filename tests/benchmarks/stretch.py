"""Bar 10: the least stretch of 60 levers to a goal within the team's capacity, against scipy's SLSQP."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

from isplanner.analysis.solving.least_stretch import Array, Demand, Room, least_stretch
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove
from tests.benchmarks.rounds import ROUNDS, in_milliseconds, take_rounds

PLANS, CHANNELS, FACTORS = 20, 10, 6
SHARES = np.tile([False, True, True, True, True, False], CHANNELS)
"""Dials, four rates and a deal's size, channel by channel."""
TOLERANCE = 1e-9


def against_slsqp(machine: Machine) -> Measured:
    """Twenty plans a round, each solved by both in turn; a round's ratio is the median of its plans'."""
    plans = [_Plan.random(seed) for seed in range(PLANS)]
    for plan in plans:
        _prove(plan)
    taken = take_rounds(machine, {"pairs": lambda: [(_seconds(_ours, p), _seconds(_slsqp, p)) for p in plans]}, ROUNDS)
    ratios = tuple(median(ours / peer for ours, peer in pairs) for pairs in taken.runs["pairs"])
    ours, peer = (tuple(pair[side] for pairs in taken.runs["pairs"] for pair in pairs) for side in (0, 1))
    return taken.measured(ratios, in_milliseconds({"ours": ours, "SLSQP": peer}))


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """Where the levers rest on their own scales, what they have to come to, and how many dials the team can make."""

    room: Room
    goal: float
    capacity: float

    @classmethod
    def random(cls, seed: int) -> "_Plan":
        """Channels that differ, and a goal that takes more dials than there are people for."""
        random = np.random.default_rng(seed)
        usual = np.tile([2500.0, 0.2, 0.12, 0.6, 0.25, 1_050_000.0], CHANNELS)
        values = usual * random.uniform(0.7, 1.3, len(usual))
        base = np.where(SHARES, logit(np.where(SHARES, values, 0.5)), np.log(values))
        room = Room(base, random.uniform(0.05, 0.2, len(base)), base - 0.05, base + 0.7, SHARES)
        (revenue, dials), _ = _measure(base)
        return cls(room, revenue * random.uniform(1.1, 1.3), dials * 1.01)


def _measure(at: Array) -> tuple[Array, Array]:
    """Revenue and dials, and their slopes; both sides are given this."""
    values = np.where(SHARES, expit(at), np.exp(np.where(SHARES, 0.0, at))).reshape(CHANNELS, FACTORS)
    of_channels = values.prod(1)
    slopes = np.zeros((2, CHANNELS, FACTORS))
    slopes[0] = of_channels[:, None] * np.where(SHARES.reshape(values.shape), 1 - values, 1.0)
    slopes[1, :, 0] = values[:, 0]
    return np.array([of_channels.sum(), values[:, 0].sum()]), slopes.reshape(2, -1)


def _ours(plan: _Plan) -> Array:
    return least_stretch(plan.room, [Demand(plan.goal), Demand(plan.capacity, at_most=True)], _measure).at


def _slsqp(plan: _Plan) -> Array:
    room, limits, signs = plan.room, np.array([plan.goal, plan.capacity]), np.array([1.0, -1.0])

    def slacks(at: Array) -> Array:
        found: Array = signs * np.log(_measure(at)[0] / limits)
        return found

    def slopes(at: Array) -> Array:
        values, by_lever = _measure(at)
        found: Array = (signs / values)[:, None] * by_lever
        return found

    def objective(at: Array) -> tuple[float, Array]:
        away = (at - room.base) / room.spread
        return float(away @ away), 2 * away / room.spread

    search: Any = minimize  # its stubs know no gradient that comes with the value
    solved = search(
        objective,
        room.base,
        jac=True,
        method="SLSQP",
        bounds=list(zip(room.low, room.high, strict=True)),
        constraints={"type": "ineq", "fun": slacks, "jac": slopes},
        options={"ftol": TOLERANCE, "maxiter": 500},
    )
    prove(bool(solved.success), f"SLSQP says: {solved.message}")
    found: Array = solved.x
    return found


def _prove(plan: _Plan) -> None:
    """See that ours is as near as SLSQP's, and both conditions hold and bind."""

    def stretch(at: Array) -> float:
        return float((((at - plan.room.base) / plan.room.spread) ** 2).sum())

    ours, theirs = _ours(plan), _slsqp(plan)
    (revenue, dials), _ = _measure(ours)
    prove(revenue >= plan.goal * (1 - 1e-8), f"the goal is missed by {1 - revenue / plan.goal:.1e}")
    prove(dials <= plan.capacity * (1 + 1e-8), f"the capacity is exceeded by {dials / plan.capacity - 1:.1e}")
    prove(dials >= plan.capacity * (1 - 1e-4), "the capacity does not bind")
    mine, other = stretch(ours), stretch(theirs)
    prove(mine <= other * (1 + 1e-6), f"the objective is {mine:.9g}, SLSQP's {other:.9g}")


def _seconds(solve: Callable[[_Plan], Array], plan: _Plan) -> float:
    began = time.perf_counter()
    solve(plan)
    return time.perf_counter() - began
