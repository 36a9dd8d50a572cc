"""The answer that every screen and the command line show: what the plan and its actuals come to."""

from dataclasses import dataclass
from datetime import date

from isplanner.analysis.baseline import Baseline, measure_baseline
from isplanner.analysis.count import as_of
from isplanner.analysis.progress import ToDate, measure_goal_to_date
from isplanner.analysis.project import Projection, project
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan at one revision, worked out: its baseline, a scenario's projection, how far the goal is on the as-of date.

    `as_of` is the day looked at, `last_day` the one its actuals give (the same unless another is asked for); `to_date`
    is None without a goal or actuals of the period.
    """

    plan: Plan
    as_of: date
    last_day: date
    baseline: Baseline
    projection: Projection
    to_date: ToDate | None


def work_out(
    plan: Plan, actuals: Actuals, *, scenario: Scenario | None = None, looked_at: date | None = None
) -> Answer:
    """Work out a plan in a scenario (the chosen one unless given), as of a day (that of the actuals unless given)."""
    baseline = measure_baseline(plan, actuals)
    last_day = as_of(plan, actuals)
    day = looked_at or last_day
    to_date = measure_goal_to_date(plan, actuals, day)
    return Answer(plan, day, last_day, baseline, project(plan, baseline, scenario), to_date)
