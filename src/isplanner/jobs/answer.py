"""The answer that every screen and the command line show: what the plan and its actuals come to."""

from dataclasses import dataclass
from datetime import date

from isplanner.analysis.baseline import Baseline, measure_baseline
from isplanner.analysis.count import as_of
from isplanner.analysis.project import Projection, project
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan at one revision, worked out: the as-of date its actuals give, its baseline, a scenario's projection."""

    plan: Plan
    as_of: date
    baseline: Baseline
    projection: Projection


def work_out(
    plan: Plan, actuals: Actuals, *, scenario: Scenario | None = None, looked_at: date | None = None
) -> Answer:
    """Work out a plan in a scenario (the chosen one unless given), as of a day (that of the actuals unless given)."""
    baseline = measure_baseline(plan, actuals)
    return Answer(plan, looked_at or as_of(plan, actuals), baseline, project(plan, baseline, scenario))
