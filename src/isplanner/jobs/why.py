"""Why the KGI's forecast moved since a day, as window and command line show it."""

from datetime import date

from isplanner.analysis.attribution.why import Outlook, Why, why_moved
from isplanner.analysis.counting.count import Counted, as_of, count
from isplanner.analysis.forecasting.forecast import forecast
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.whole import as_whole
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document


def explain_move(document: Document, since: date, looked_at: date | None = None) -> Why:
    """What moved the forecast from the end of a day to that of another (the actuals' unless given).

    Raises:
        PlanError: `since_later` where the days come the wrong way round; `no_forecast_to_explain`.
    """
    plan, actuals = document.plan, document.actuals()
    day = looked_at or as_of(plan, actuals)
    if since > day:
        raise PlanError("since_later", since=since, day=day)
    counted = count(plan, actuals)
    before, after = (_outlook(plan, actuals, counted, one) for one in (since, day))
    told = plan if any(after.of(lever) for lever in plan.tree.levers) else as_whole(plan)
    found = why_moved(told, measure_baseline(plan, actuals), before, after, _shown_on(document, since))
    if found is None:
        raise PlanError("no_forecast_to_explain", since=since, day=day)
    return found


def _outlook(plan: Plan, actuals: Actuals, counted: Counted, day: date) -> Outlook:
    forecasts = forecast(plan, actuals, day, counted=counted)
    return Outlook(day, {one.node: one for one in forecasts if one.member is None})


def _shown_on(document: Document, day: date) -> float | None:
    """The KGI's forecast that was shown last on a day."""
    root = document.plan.tree.root
    shown = [kept.mean for kept in document.forecasts.kept(day) if kept.node == root and kept.member is None]
    return shown[-1] if shown else None
