"""Least stretch with a wanted probability: aimed just so far beyond the goal (design: numbers.md 6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, inf, isfinite

from isplanner.analysis.simulation.engine import Worlds
from isplanner.analysis.solving.proposal import Proposal
from isplanner.analysis.solving.propose import Proposer
from isplanner.analysis.solving.stretching import Found
from isplanner.analysis.tree.move import LeverValues
from isplanner.plan.metric import Direction

Draw = Callable[[LeverValues], Worlds]
"""The worlds of some lever values, on random numbers that stay the same."""

_TRIES = 24
_ENOUGH, _CLOSE = 1e-5, 1e-4
_BEYOND = 1.1
_EDGE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class _Tried:
    """An aim `lift` beyond the goal, and how far beyond it (`gap`) lies what is then reached with the wanted chance.

    Both are relative to the goal. `chance` is how likely the goal itself is reached.
    """

    aim: float
    lift: float
    gap: float
    found: Found
    chance: float


def aim_for(proposer: Proposer, draw: Draw, goal: float, chance: float) -> Proposal:
    """The least stretch that reaches a goal with a chance; not feasible: what comes nearest. The aim is never below it.

    What is reached with the chance rises nearly in proportion to the aim: aimed on by what is missing and a little
    more, ever more while that is too little, then by regula falsi between too little and enough.
    """
    sign, scale = (1.0 if proposer.is_higher_better else -1.0), abs(goal) or abs(proposer.present) or 1.0

    def attempt(lift: float, near: Found | None) -> _Tried:
        aim = goal + sign * lift * scale
        found = proposer.find(aim, near)
        worlds = draw(proposer.values(found))
        gap = sign * (reached_with(worlds, chance) - goal) / scale
        return _Tried(aim, lift, gap, found, worlds.chance(goal))

    little = enough = None
    last = attempt(0.0, None)
    for number in range(_TRIES):
        if last.gap >= 0 and last.found.keeps_conditions:
            enough = last
        elif last.found.is_feasible and isfinite(last.gap):
            little = last
        else:
            break
        if enough and (little is None or enough.gap <= _ENOUGH or enough.lift - little.lift <= _CLOSE):
            break
        last = attempt(_next(little or last, enough, _BEYOND * 2**number), last.found)
    best = enough or last
    return replace(proposer.describe(best.aim, best.found), is_feasible=enough is not None, chance=best.chance)


def reached_with(worlds: Worlds, chance: float) -> float:
    """What the KGI reaches in so large a share of all worlds; the worst there is where too few have a value."""
    kgi, needed = worlds.kgi, max(ceil(chance * worlds.by_month.shape[1]), 1)
    if worlds.direction is Direction.HIGHER:
        return float(kgi[len(kgi) - needed]) if needed <= len(kgi) else -inf
    return float(kgi[needed - 1]) if needed <= len(kgi) else inf


def _next(little: _Tried, enough: _Tried | None, beyond: float) -> float:
    """How far to aim next: on by so many times what is missing, or in between."""
    if enough is None:
        return little.lift + max(-beyond * little.gap, _CLOSE)
    share = (_ENOUGH / 2 - little.gap) / (enough.gap - little.gap)
    return little.lift + min(max(share, _EDGE), 1 - _EDGE) * (enough.lift - little.lift)
