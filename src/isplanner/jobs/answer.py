"""The answer that every screen and the command line show: what the plan and its actuals come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isplanner.analysis.counting.count import as_of, count
from isplanner.analysis.estimates.estimate import Estimates, estimate
from isplanner.analysis.forecasting.forecast import Forecast, forecast, forecast_goal
from isplanner.analysis.prospects.progress import ToDate, measure_goal_to_date
from isplanner.analysis.sharing.ways import TrackRecord, read_record
from isplanner.analysis.simulation.remaining import Remaining, measure_remaining
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.analysis.tree.project import Projection, lever_values
from isplanner.analysis.tree.relevance import node_elasticities
from isplanner.analysis.tree.whole import project_as_told
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan at one revision, worked out: its baseline, a scenario's projection, how far the goal is on the as-of date.

    `as_of` is the day looked at, `last_day` the one its actuals give (the same unless another is asked for); `to_date`
    is None without a goal or actuals of the period. `goal` says what the KGI will come to and how likely its goal is,
    `forecasts` the same of each node, `elasticities` by how many percent the KGI rises for 1 % more of it.
    `estimates` is what is known of levers, `record` what members did before, `remaining` what is left of the period
    after that day.
    """

    plan: Plan
    as_of: date
    last_day: date
    baseline: Baseline
    projection: Projection
    to_date: ToDate | None
    goal: Forecast | None
    forecasts: Mapping[NodeKey, Forecast]
    elasticities: Mapping[NodeKey, float]
    estimates: Estimates
    record: TrackRecord
    remaining: Remaining


def work_out(
    plan: Plan, actuals: Actuals, *, scenario: Scenario | None = None, looked_at: date | None = None
) -> Answer:
    """Work out a plan in a scenario (the chosen one unless given), as of a day (that of the actuals unless given)."""
    baseline = measure_baseline(plan, actuals)
    last_day = as_of(plan, actuals)
    day = looked_at or last_day
    to_date, counted = measure_goal_to_date(plan, actuals, day), count(plan, actuals)
    return Answer(
        plan=plan,
        as_of=day,
        last_day=last_day,
        baseline=baseline,
        projection=project_as_told(plan, baseline, scenario or plan.chosen),
        to_date=to_date,
        goal=forecast_goal(plan, actuals, day, counted),
        forecasts={one.node: one for one in forecast(plan, actuals, day, counted=counted)},
        elasticities=node_elasticities(plan, baseline, lever_values(plan, baseline, scenario)),
        estimates=estimate(plan, actuals, day, counted=counted),
        record=read_record(plan, actuals, counted),
        remaining=measure_remaining(plan, actuals, day, counted),
    )
