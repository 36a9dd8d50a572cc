"""What targets are judged by and gaps shared out with: all that is known of a plan on a day."""

from datetime import date

from isplanner.analysis.attribution.sources import Sources
from isplanner.analysis.attribution.state import Known
from isplanner.analysis.counting.count import Counted, as_of, count
from isplanner.analysis.estimates.estimate import estimate
from isplanner.analysis.estimates.past import Past
from isplanner.analysis.forecasting.forecast import Forecast, forecast
from isplanner.analysis.judging.judge import Evidence
from isplanner.analysis.people.crew import Crew
from isplanner.analysis.prospects.progress import days_over
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.project import lever_values
from isplanner.analysis.tree.relevance import node_elasticities
from isplanner.jobs.progress import shared_out
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan


def gather_evidence(plan: Plan, actuals: Actuals, looked_at: date | None = None) -> Evidence:
    """Work out all that targets are judged by at the end of a day (that of the actuals unless given)."""
    counted = count(plan, actuals)
    sources, members = gather_sources(plan, actuals, looked_at, counted)
    baseline = sources.known.baseline
    return Evidence(
        sources=sources,
        counted=counted,
        past=Past.of(plan, actuals, sources.known.as_of),
        members=members,
        elasticities=node_elasticities(plan, baseline, lever_values(plan, baseline)),
    )


def gather_sources(
    plan: Plan, actuals: Actuals, looked_at: date | None = None, counted: Counted | None = None
) -> tuple[Sources, tuple[Forecast, ...]]:
    """What is known of nodes at the end of a day and what members did, and the forecasts of members."""
    day, counted = looked_at or as_of(plan, actuals), counted or count(plan, actuals)
    allocations = shared_out(plan, actuals)
    forecasts = forecast(plan, actuals, day, allocations, counted)
    known = Known(
        plan=plan,
        as_of=day,
        baseline=measure_baseline(plan, actuals),
        estimates=estimate(plan, actuals, day, counted=counted),
        forecasts={one.node: one for one in forecasts if one.member is None},
    )
    sources = Sources(known, Crew.of(counted, days_over(plan, day)), allocations)
    return sources, tuple(one for one in forecasts if one.member is not None)
