"""Least stretch with a wanted probability: aimed just so far beyond the goal (design: numbers.md 6)."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, inf

from isplanner.analysis.engine import Worlds
from isplanner.analysis.move import LeverValues
from isplanner.analysis.proposal import Proposal
from isplanner.analysis.propose import Proposer
from isplanner.plan.metric import Direction

Draw = Callable[[LeverValues], Worlds]
"""The worlds of some lever values, on random numbers that stay the same."""

_TRIES = 24
_ENOUGH, _CLOSE = 1e-5, 1e-4
_BEYOND = 1.1
_EDGE = 0.1

_Tried = tuple[float, float]
"""How far beyond the goal was aimed, and how far beyond it what is reached with the chance then lies."""


def aim_for(proposer: Proposer, draw: Draw, goal: float, chance: float) -> Proposal:
    """The least stretch that reaches a goal with a chance; not feasible: what comes nearest. The aim is never below it.

    What is reached with the chance rises nearly in proportion to the aim: aimed on by what is missing and a little
    more, then by regula falsi between too little and enough.
    """
    sign, scale = (1.0 if proposer.is_higher_better else -1.0), abs(goal) or abs(proposer.present) or 1.0
    little: _Tried = (0.0, -inf)
    enough: _Tried | None = None
    best: Proposal | None = None
    lift = 0.0
    for _ in range(_TRIES):
        proposal = proposer.propose(goal + sign * lift * scale)
        worlds = draw(proposal.values)
        proposal = replace(proposal, chance=worlds.chance(goal))
        gap = sign * (reached_with(worlds, chance) - goal) / scale
        if gap >= 0:
            best, enough = replace(proposal, is_feasible=True), (lift, gap)
        elif proposal.is_feasible:
            little = (lift, gap)
        else:
            return best or proposal
        if enough and (enough[1] <= _ENOUGH or enough[0] - little[0] <= _CLOSE):
            break
        lift = _next(little, enough)
    return best or replace(proposal, is_feasible=False)


def reached_with(worlds: Worlds, chance: float) -> float:
    """What the KGI reaches in so large a share of all worlds; the worst there is where too few have a value."""
    kgi, needed = worlds.kgi, max(ceil(chance * worlds.by_month.shape[1]), 1)
    if worlds.direction is Direction.HIGHER:
        return float(kgi[len(kgi) - needed]) if needed <= len(kgi) else -inf
    return float(kgi[needed - 1]) if needed <= len(kgi) else inf


def _next(little: _Tried, enough: _Tried | None) -> float:
    if enough is None:
        return little[0] - _BEYOND * little[1]
    share = (_ENOUGH / 2 - little[1]) / (enough[1] - little[1])
    return little[0] + min(max(share, _EDGE), 1 - _EDGE) * (enough[0] - little[0])
