"""How far the goal is: what was done up to a day, beside what should be done by then (design: numbers.md 8)."""

from dataclasses import dataclass
from datetime import date

from isplanner.analysis.count import Tally, tally
from isplanner.plan.actuals import Actuals
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class ToDate:
    """The goal's metric up to a day: actual and plan to date; business days of the period done and in all."""

    actual: float
    planned: float
    days_done: int
    days: int


def measure_goal_to_date(plan: Plan, actuals: Actuals, as_of: date) -> ToDate | None:
    """How far the goal is at the end of a day; None without a goal, or while nothing is known of the period."""
    if plan.goal is None:
        return None
    metric = plan.metrics[plan.goal.metric]
    so_far = plan.period.clip(Span(plan.period.start, max(as_of + DAY, plan.period.start)))
    actual = _known(tally(plan, actuals, so_far), metric)
    if actual is None:
        return None
    done, days = plan.calendar.business_days(so_far), plan.calendar.business_days(plan.period)
    share = 1.0 if metric.kind is Kind.RATE or not days else done / days
    return ToDate(actual, plan.goal.value * share, done, days)


def _known(done: Tally, metric: Metric) -> float | None:
    if metric.numerator is None or metric.denominator is None:
        return done.whole.get(metric.key)
    above, below = done.whole.get(metric.numerator), done.whole.get(metric.denominator)
    return above / below if above is not None and below else None
