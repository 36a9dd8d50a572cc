"""Month factors (季節指数) out of two or more past years (design: numbers.md 1).

Each year is laid on a trend: its own pace a business day, growing through the year as the years grow. A month's
factor is what it came to ÷ what the trend says. Factors that differ from year to year are drawn towards 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.counting.count import Counted, Floats, count
from isplanner.analysis.estimates.series import Axis, business_days, series
from isplanner.plan.actuals import Actuals
from isplanner.plan.period import MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan

_LEAST_YEARS, _MOST_YEARS = 2, 10


@dataclass(frozen=True, slots=True)
class Season:
    """How much stronger each month is than its business days say, by the calendar month that names it.

    `raw` are the factors as the years of `span` have them, `factors` what is believed of them: as much of their
    distance from 1 as `trust` (0 … 1) says. Both have the mean 1.
    """

    metric: str
    span: Span
    factors: Mapping[int, float]
    raw: Mapping[int, float]
    trust: float


def measure_season(plan: Plan, actuals: Actuals, metric: str, *, counted: Counted | None = None) -> Season | None:
    """The month factors of a count or amount in the whole years before the plan's period.

    None where fewer than two years of months without a gap are known, or a year comes to nothing.
    """
    spans = _months_before(plan)
    told = series(counted or count(plan, actuals), spans, Axis.WHOLE, [metric]).row(metric)
    gaps = np.flatnonzero(np.isnan(told))
    years = (len(spans) - 1 - int(gaps[-1]) if len(gaps) else len(spans)) // MONTHS_A_YEAR
    if years < _LEAST_YEARS:
        return None
    months = spans[-years * MONTHS_A_YEAR :]
    shape = years, MONTHS_A_YEAR
    days = business_days(plan.calendar, months).reshape(shape)
    ratios = _ratios(told[-len(months) :].reshape(shape), days)
    if ratios is None:
        return None
    raw, trust = ratios.mean(axis=0), _trust(ratios)
    names = [plan.rule.month_of(month.start).month for month in months[:MONTHS_A_YEAR]]
    factors = 1 + trust * (raw - 1)
    return Season(
        metric=metric,
        span=Span(months[0].start, months[-1].end),
        factors=dict(sorted(zip(names, factors.tolist(), strict=True))),
        raw=dict(sorted(zip(names, raw.tolist(), strict=True))),
        trust=trust,
    )


def _months_before(plan: Plan) -> tuple[Span, ...]:
    """The months of some years up to the plan's period."""
    first = plan.rule.month_of(plan.period.start).plus(-_MOST_YEARS * MONTHS_A_YEAR)
    return plan.rule.months(Span(plan.rule.month(first).start, plan.period.start))


def _ratios(numbers: Floats, days: Floats) -> Floats | None:
    """What each month came to ÷ what the trend says (years × months), 1 on average in each year."""
    by_month = np.divide(numbers, days, out=np.zeros(numbers.shape), where=days > 0).clip(0.0)
    paces = by_month.mean(axis=1)
    if not (paces > 0).all():
        return None
    growth = (paces[-1] / paces[0]) ** (1 / (MONTHS_A_YEAR * (len(paces) - 1)))
    trend = growth ** (np.arange(MONTHS_A_YEAR) - (MONTHS_A_YEAR - 1) / 2)
    ratios = by_month / trend
    balanced: Floats = ratios / ratios.mean(axis=1, keepdims=True)
    return balanced


def _trust(ratios: Floats) -> float:
    """What share of the months' differences lasts from year to year: 1 − F⁻¹ of an analysis of variance, at least 0."""
    years, months = ratios.shape
    means = ratios.mean(axis=0)
    between = years * float(((means - 1) ** 2).sum()) / (months - 1)
    within = float(((ratios - means) ** 2).sum()) / ((months - 1) * (years - 1))
    return max(0.0, 1 - within / between) if between > 0 else 0.0
