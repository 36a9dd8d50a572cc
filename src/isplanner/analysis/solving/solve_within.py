"""One lever within what it may be, and within the team's capacity (design: numbers.md 6).

Dials beyond the capacity are refused, with the people they would take. What the scenario has already is allowed.
"""

from dataclasses import replace
from math import isfinite

from isplanner.analysis.people.capacity import WORK, Capacity
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.solving.conditions import PEOPLE
from isplanner.analysis.solving.proposal import Staffing
from isplanner.analysis.solving.solve import Solution
from isplanner.analysis.solving.steps import Steps
from isplanner.analysis.tree.project import resolve_overrides
from isplanner.plan.scenario import Scenario


def keep_within(model: Model, capacity: Capacity | None, solution: Solution) -> tuple[Solution, Staffing | None]:
    """A solution cut where it goes too far; of one by volume, how many people it takes."""
    steps, root = Steps(model, (), capacity), model.plan.tree.root
    present, takes = steps.expectation.setting(solution.lever), steps.value(PEOPLE)
    if root is None or present is None or not isfinite(solution.value):
        return solution, None
    standing = Scenario(0, "", model.levers)

    def measure(value: float) -> tuple[float, float]:
        """The people it takes and the KGI, with the lever at a value."""
        moved = {solution.lever: value} if value != present else {}
        steps.expectation.stand(resolve_overrides(model.plan, model.baseline, standing, moved))
        return steps.value(PEOPLE), steps.value(root)

    value = _bounded(model, solution, present)
    needed, _ = measure(value)
    staffing = None
    if capacity is not None and solution.lever.metric == WORK and isfinite(needed):
        limit = max(capacity.people, takes)
        if needed > limit:
            value = present + (value - present) * (limit - takes) / (needed - takes)
        staffing = Staffing(min(needed, limit), capacity.people, needed)
    if value == solution.value:
        return solution, staffing
    return replace(solution, feasible=False, value=value, kgi=measure(value)[1]), staffing


def _bounded(model: Model, solution: Solution, present: float) -> float:
    """The value as far as its node's bounds let it go from where it stands."""
    node, value = model.plan.tree.nodes[solution.lever], solution.value
    if node.high is not None and value > present:
        value = min(value, max(node.high, present))
    if node.low is not None and value < present:
        value = max(value, min(node.low, present))
    return value
