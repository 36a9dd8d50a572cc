"""One lever within the team's capacity: dials beyond it are refused, with the people they would take (numbers.md 6)."""

from dataclasses import replace
from math import isfinite

from isplanner.analysis.capacity import WORK, Capacity
from isplanner.analysis.conditions import PEOPLE
from isplanner.analysis.grips import levers_under
from isplanner.analysis.model import Model
from isplanner.analysis.move import scaled
from isplanner.analysis.proposal import Staffing
from isplanner.analysis.solve import Solution
from isplanner.analysis.steps import Steps


def keep_within(model: Model, capacity: Capacity, solution: Solution) -> tuple[Solution, Staffing | None]:
    """A solution by volume, cut where the team has no more people, with how many it takes; any other as it is.

    What the scenario asks of the team already is allowed.
    """
    steps, root = Steps(model, (), capacity), model.plan.tree.root
    present, takes = steps.expectation.setting(solution.lever), steps.value(PEOPLE)
    if solution.lever.metric != WORK or root is None or not present or not isfinite(takes):
        return solution, None
    moving = [lever for lever in levers_under(model.plan, solution.lever) if lever in model.levers]

    def people_at(value: float) -> float:
        steps.expectation.stand({lever: scaled(model.levers[lever], value / present) for lever in moving})
        return steps.value(PEOPLE)

    needed, limit = people_at(solution.value), max(capacity.people, takes)
    if needed <= limit:
        return solution, Staffing(needed, capacity.people, needed)
    value = present + (solution.value - present) * (limit - takes) / (needed - takes)
    within = people_at(value)
    cut = replace(solution, feasible=False, value=value, kgi=steps.value(root))
    return cut, Staffing(within, capacity.people, needed)
