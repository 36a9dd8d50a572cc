"""How far a plan is: what was done up to a day, beside what should be done by then (design: numbers.md 8)."""

from dataclasses import dataclass
from datetime import date

from isplanner.analysis.counting.count import Tally, tally
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
    metric, so_far = plan.metrics[plan.goal.metric], days_over(plan, as_of)
    actual = _known(tally(plan, actuals, so_far), metric)
    if actual is None:
        return None
    done, days = plan.calendar.business_days(so_far), plan.calendar.business_days(plan.period)
    share = 1.0 if metric.kind is Kind.RATE else share_over(plan, plan.period, as_of)
    return ToDate(actual, plan.goal.value * share, done, days)


def days_over(plan: Plan, as_of: date) -> Span:
    """The days of the period that are over at the end of a day."""
    return plan.period.clip(Span(plan.period.start, max(as_of + DAY, plan.period.start)))


def share_over(plan: Plan, span: Span, as_of: date) -> float:
    """The share of a span's business days × month factor (days, where nobody works) that is over at a day's end."""
    over = span.clip(Span(span.start, max(as_of + DAY, span.start)))
    done, whole = _weight(plan, over), _weight(plan, span)
    if not whole:
        done, whole = (over.end - over.start).days, (span.end - span.start).days
    return done / whole


def _weight(plan: Plan, span: Span) -> float:
    return sum(plan.calendar.business_days(month) * plan.factor(month) for month in plan.rule.months(span))


def _known(done: Tally, metric: Metric) -> float | None:
    if metric.numerator is None or metric.denominator is None:
        return done.whole.get(metric.key)
    above, below = done.whole.get(metric.numerator), done.whole.get(metric.denominator)
    return above / below if above is not None and below else None
