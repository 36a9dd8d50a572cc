"""Solving (逆算): what one lever must be for the KGI, all else as it is (design: numbers.md 6)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isclose, isfinite, nan

from isplanner.analysis.baseline import Baseline
from isplanner.analysis.project import project
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

TOLERANCE = 1e-9
"""How near (relative) the KGI comes to the goal."""

_EDGE = 1e-6
"""A share is sought up to this near to 0 and 1: at the ends themselves the logit has no value."""

_DOUBLINGS = 40
_STEPS = 100


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

    Raises:
        PlanError: `not_a_lever` when it cannot be set; `no_kgi` when the KGI has no value in this scenario.
    """

    def kgi_at(value: float) -> float:
        kgi = project(plan, baseline, scenario, {lever: value}).kgi
        return nan if kgi is None else kgi

    present = project(plan, baseline, scenario)
    now = present.values.get(lever)
    if present.kgi is None or now is None:
        raise PlanError("no_kgi", node=str(lever))
    low, high = _bounds(plan, lever, now, goal, kgi_at)
    ends = {kgi_at(low): low, kgi_at(high): high}
    least, most = min(ends), max(ends)
    if least <= goal <= most:
        value, feasible = _crossing(lambda x: kgi_at(x) - goal, low, high, goal), True
    else:
        # Beyond both ends: either the best end falls short of the goal, or even the worst one is past it.
        feasible = (least > goal) == _higher_is_better(plan)
        value = ends[most if goal > most else least]
    return Solution(lever, feasible, baseline.values.get(lever), value, kgi_at(value))


def _higher_is_better(plan: Plan) -> bool:
    root = plan.tree.root
    return root is None or plan.metrics[root.metric].direction is Direction.HIGHER


def _bounds(
    plan: Plan, lever: NodeKey, now: float, goal: float, kgi_at: Callable[[float], float]
) -> tuple[float, float]:
    """The least and greatest value looked at: shares lie in 0 … 1, the rest goes up until the goal is passed."""
    if plan.metrics[lever.metric].is_share:
        return _EDGE, 1 - _EDGE
    low, high = now * _EDGE, max(now, 1.0)
    side = kgi_at(low) < goal
    for _ in range(_DOUBLINGS):
        kgi = kgi_at(high)
        if not isfinite(kgi) or (kgi < goal) != side:
            break
        high *= 2
    return low, high


def _crossing(gap: Callable[[float], float], low: float, high: float, scale: float) -> float:
    """Where a monotone function crosses zero, by regula falsi with the Illinois weighting (Dowell and Jarratt 1971)."""
    at_low, at_high = gap(low), gap(high)
    middle, side = low, 0
    for _ in range(_STEPS):
        if at_high == at_low:
            break
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        found = gap(middle)
        if isclose(found, 0, abs_tol=TOLERANCE * max(1.0, abs(scale))):
            break
        if (found > 0) == (at_high > 0):
            high, at_high = middle, found
            at_low, side = (at_low / 2 if side > 0 else at_low), 1
        else:
            low, at_low = middle, found
            at_high, side = (at_high / 2 if side < 0 else at_high), -1
    return middle
