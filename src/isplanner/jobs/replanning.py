"""Re-planning from a day on, as window and command line show it: pace, what is left shared out, three ways back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from isplanner.analysis.counting.count import as_of, count
from isplanner.analysis.forecasting.recovery import Recovery, recover
from isplanner.analysis.forecasting.replan import Replanned, replan
from isplanner.analysis.prospects.progress import share_over
from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.sharing.ways import TrackRecord, read_record
from isplanner.analysis.simulation.remaining import Remaining, measure_remaining
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.whole import as_told
from isplanner.jobs.shared_targets import shared_metrics
from isplanner.jobs.simulation import ground_of
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Replanning:
    """A plan from a day on. Without `recovery`, `problem` says why; it says nothing where the plan has no goal."""

    plan: Plan
    as_of: date
    targets: tuple[Replanned, ...]
    recovery: Recovery | None
    problem: Problem | None


def replan_plan(
    plan: Plan,
    actuals: Actuals,
    looked_at: date | None = None,
    metrics: Iterable[str] | None = None,
    scenario: Scenario | None = None,
) -> Replanning:
    """Share out what is left of metrics (all that have a target) after a day (that of the actuals unless given).

    Proposals keep to what the team of a scenario (the chosen one unless given) can do.

    Raises:
        PlanError: What `allocate` says.
    """
    counted, day = count(plan, actuals), looked_at or as_of(plan, actuals)
    before, now = read_record(plan, actuals, counted), read_record(plan, actuals, counted, day)
    planned = [allocate(plan, metric, before) for metric in (shared_metrics(plan) if metrics is None else metrics)]
    targets = tuple(replan(plan, counted, day, planned, now))
    if plan.goal is None or share_over(plan, plan.period, day) >= 1:
        return Replanning(plan, day, targets, None, None)
    try:
        remaining = measure_remaining(plan, actuals, day, counted)
        recovery = _recover(plan, scenario or plan.chosen, actuals, now, remaining)
    except PlanError as error:
        return Replanning(plan, day, targets, None, error.problem)
    return Replanning(plan, day, targets, recovery, None)


def _recover(plan: Plan, scenario: Scenario, actuals: Actuals, now: TrackRecord, remaining: Remaining) -> Recovery:
    """Three ways back to the goal, by channel or, where too little is told of channels, of the funnel as a whole."""
    baseline = measure_baseline(plan, actuals)
    told, chosen = as_told(plan, baseline, scenario)
    ground = ground_of(told, baseline, now.estimates, remaining)
    goal = plan.goal
    assert goal is not None
    return recover(told, baseline, ground.estimates, remaining, goal.value, scenario=chosen)
