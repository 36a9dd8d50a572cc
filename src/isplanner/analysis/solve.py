"""Solving (逆算): what one lever must be for the KGI, all else as it is (design: numbers.md 6)."""

from dataclasses import dataclass
from math import inf, isclose, isfinite, isnan

import numpy as np

from isplanner.analysis.baseline import Baseline
from isplanner.analysis.move import LeverValues, Movement
from isplanner.analysis.project import lever_values, movement_of, plan_wide_levers
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

_FAR = 2.0**40
"""How many times a count is raised to see where the KGI goes."""
_EXACT = 1e-12


@dataclass(frozen=True, slots=True)
class Solution:
    """What a lever must be. Not `feasible`: `value` is the best it can be, and `kgi` what that gives."""

    lever: NodeKey
    feasible: bool
    baseline: float | None
    value: float
    kgi: float


def solve_lever(
    plan: Plan, baseline: Baseline, lever: NodeKey, goal: float, scenario: Scenario | None = None
) -> Solution:
    """The value of a lever (a plan-wide rate or count moves all channels) at which the KGI is the goal.

    Where the KGI is past the goal whatever the lever is, the value is the one with which it is least past it.

    Raises:
        PlanError: `not_a_lever` when it cannot be set; `no_kgi` when the KGI has no value in this scenario.
    """
    root = plan.tree.root
    movement = movement_of(plan, baseline, _with_start(plan, lever_values(plan, baseline, scenario), lever), lever)
    if root not in movement.evaluation.program.slots or root is None or isnan(movement.total(root, 1.0)):
        raise PlanError("no_kgi", node=lever)
    factor = _where(movement, root, goal)
    kgi = movement.total(root, factor)
    is_higher_better = plan.metrics[root.metric].direction is Direction.HIGHER
    feasible = isclose(kgi, goal, rel_tol=_EXACT) or (kgi > goal) == is_higher_better
    return Solution(lever, feasible, baseline.values.get(lever), float(movement.evaluation.total(lever).item()), kgi)


def _where(movement: Movement, root: NodeKey, goal: float) -> float:
    """The factor at which the KGI is the goal, or as near to it as it gets."""
    ends = _end(movement, root, 0.0, 1 / _FAR), _end(movement, root, inf if movement.are_shares else _FAR, _FAR)
    (_, low), (_, high) = ends
    if isclose(low, high, rel_tol=_EXACT):
        return 1.0
    factor = movement.reach(root, goal, rising=low < high)
    if isfinite(factor):
        return factor
    end, _ = min(ends, key=lambda end: abs(end[1] - goal))
    # A count that is raised for ever gives no more from some point on: that point is the answer.
    return movement.reach(root, high + _EXACT * (low - high), rising=low < high) if end == _FAR else end


def _end(movement: Movement, root: NodeKey, factor: float, near: float) -> tuple[float, float]:
    """An end and the KGI there; a point near it where the end itself leaves nothing to divide by."""
    kgi = movement.total(root, factor)
    return (factor, kgi) if isfinite(kgi) else (near, movement.total(root, near))


def _with_start(plan: Plan, present: LeverValues, lever: NodeKey) -> LeverValues:
    """Levers that all stand where no factor moves them, or have no value, start from somewhere in between."""
    moving = [lever] if plan.tree.nodes[lever].formula is None else plan_wide_levers(plan, lever)
    is_share = plan.metrics[lever.metric].is_share
    stuck = (0.0, 1.0) if is_share else (0.0,)
    values = [month for node in moving if node in present for month in np.atleast_1d(present[node]).tolist()]
    if any(value not in stuck for value in values):
        return present
    return {**present, **dict.fromkeys(moving, 0.5 if is_share else 1.0)}
