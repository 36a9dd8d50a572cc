"""Solving (逆算): what one lever must be for the KGI, all else as it is (design: numbers.md 6)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from math import inf, isclose, isfinite, nan

import numpy as np

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.simulation.expect import Expectation
from isplanner.analysis.simulation.model import model_of, standing_at
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.solving.grips import levers_under
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.lacking import why_no_value
from isplanner.analysis.tree.move import LeverValues, moved
from isplanner.analysis.tree.project import lever_values
from isplanner.analysis.tree.seek import seek
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

_FAR = 2.0**40
"""How many times a count is raised to see where the KGI goes."""
_EXACT, _NOISE = 1e-12, 1e-14


@dataclass(frozen=True, slots=True)
class Solution:
    """What a lever must be. Not `feasible`: `value` is the best it can be, and `kgi` what that gives."""

    lever: NodeKey
    feasible: bool
    baseline: float | None
    value: float
    kgi: float


def solve_lever(
    plan: Plan,
    baseline: Baseline,
    lever: NodeKey,
    goal: float,
    scenario: Scenario | None = None,
    estimates: Estimates | None = None,
    remaining: Remaining | None = None,
) -> Solution:
    """The value of a lever (a plan-wide rate or count moves all channels) at which the KGI is the goal.

    Where the KGI is past the goal whatever the lever is, the value is the one with which it is least past it. With a
    remaining period, what is done of it stands and the lever is that of the days left.

    Raises:
        PlanError: `not_a_lever` when it cannot be set; `no_kgi` when the KGI has no value in this scenario.
    """
    chosen, root = scenario or plan.chosen, plan.tree.root
    levers = levers_under(plan, lever)
    present = lever_values(plan, standing_at(plan, baseline, estimates, remaining), chosen)
    start = {**chosen.values, **_start(plan, present, levers)}
    model = model_of(plan, baseline, estimates, replace(chosen, values=start), remaining)
    moving = {node: model.levers[node] for node in levers if node in model.levers}
    line = _Line(Expectation(model), root or lever, moving, plan.metrics[lever.metric].is_share)
    if root is None or not isfinite(line.kgi(1.0)):
        known = {*model.baseline.values, *model.levers}
        raise PlanError("no_kgi", node=lever, why=why_no_value(plan, known))
    kgi = line.kgi(line.where(goal))
    is_higher_better = plan.metrics[root.metric].direction is Direction.HIGHER
    feasible = isclose(kgi, goal, rel_tol=_EXACT) or (kgi > goal) == is_higher_better
    value = line.expectation.setting(lever)
    return Solution(lever, feasible, model.baseline.values.get(lever), nan if value is None else value, kgi)


@dataclass(frozen=True, slots=True)
class _Line:
    """The KGI along the way of levers that move together (see `move.py`)."""

    expectation: Expectation
    root: NodeKey
    levers: LeverValues
    are_shares: bool

    def kgi(self, factor: float) -> float:
        """The KGI with the levers so far moved, and left there; NaN where it has no value."""
        self.expectation.stand(
            {lever: moved(value, factor, is_share=self.are_shares) for lever, value in self.levers.items()}
        )
        value = self.expectation.total(self.root)
        return nan if value is None else value

    def where(self, goal: float) -> float:
        """The factor at which the KGI is the goal, or as near to it as it gets."""
        ends = self._end(0.0, 1 / _FAR), self._end(inf if self.are_shares else _FAR, _FAR)
        (_, low), (_, high) = ends
        if isclose(low, high, rel_tol=_EXACT):
            return 1.0
        factor = self._seek(goal, rising=low < high)
        if isfinite(factor):
            return factor
        end, _ = min(ends, key=lambda end: abs(end[1] - goal))
        # A count that is raised for ever gives no more from some point on: that point is the answer.
        return self._seek(high + _EXACT * (low - high), rising=low < high) if end == _FAR else end

    def _end(self, factor: float, near: float) -> tuple[float, float]:
        """An end and the KGI there; a point near it where the end itself leaves nothing to divide by."""
        kgi = self.kgi(factor)
        return (factor, kgi) if isfinite(kgi) else (near, self.kgi(near))

    def _seek(self, wanted: float, *, rising: bool) -> float:
        sign = 1.0 if rising else -1.0
        return seek(lambda factor: sign * (self.kgi(factor) - wanted), 1.0, _NOISE * abs(wanted))


def _start(plan: Plan, present: LeverValues, levers: Collection[NodeKey]) -> LeverValues:
    """Where levers start that all stand where no factor moves them, or have no value: somewhere in between."""
    is_share = any(plan.metrics[lever.metric].is_share for lever in levers)
    stuck = (0.0, 1.0) if is_share else (0.0,)
    values = [month for node in levers if node in present for month in np.atleast_1d(present[node]).tolist()]
    if any(value not in stuck for value in values):
        return {}
    return dict.fromkeys(levers, 0.5 if is_share else 1.0)
