"""A new plan from a template."""

from datetime import date
from typing import Literal

from isplanner.plan.blueprint import Blueprint
from isplanner.plan.calendar import year_end_closings
from isplanner.plan.period import MONTHS_A_YEAR, PeriodRule, Span
from isplanner.plan.problem import PlanError
from isplanner.plan.structure import Structure, template_structure
from isplanner.text.dates import format_period
from isplanner.text.messages import say

QUARTERS = 4


def plan_blueprint(
    period: Span,
    language: Literal["ja", "en"],
    *,
    rule: PeriodRule | None = None,
    kgi: str | None = None,
    structure: Structure | None = None,
) -> Blueprint:
    """A structure (the inside-sales template's unless given) for a period, based on as many months before it.

    Raises:
        PlanError: `unknown_metric` when the KGI is no metric of the dictionary.
    """
    structure = structure or template_structure("inside_sales", kgi=kgi)
    rule = rule or structure.rule
    year = rule.fiscal_year_of(period.start)
    return Blueprint(
        name=say("plan_name", {"period": format_period(period, rule, language)}, language),
        period=period,
        base=base_period(period, rule),
        rule=rule,
        closings=year_end_closings(year - 1, year + 1),
        metrics=structure.metrics,
        channels=structure.channels,
        formulas=structure.formulas,
        priorities=structure.priorities,
        kgi=structure.kgi,
        baseline_name=say("baseline", {}, language),
    )


def base_period(period: Span, rule: PeriodRule) -> Span:
    """The run of as many months just before a period."""
    first, count = rule.month_of(period.start), len(rule.months(period))
    return Span(rule.month(first.plus(-count)).start, period.start)


def periods_of(rule: PeriodRule, year: int) -> list[Span]:
    """What a fiscal year is planned in: its quarters, its halves, and all of it."""
    quarters = [rule.quarter(year, number) for number in range(1, QUARTERS + 1)]
    return [*quarters, rule.half(year, 1), rule.half(year, 2), rule.fiscal_year(year)]


def fiscal_period(rule: PeriodRule, today: date, year: int | None = None, quarter: int | None = None) -> Span:
    """The period that options name: a quarter, a whole fiscal year, or without either the quarter `today` lies in.

    Raises:
        PlanError: `bad_quarter` for a quarter that is not 1 … 4.
    """
    if quarter is not None and not 1 <= quarter <= QUARTERS:
        raise PlanError("bad_quarter", value=quarter)
    this_year = rule.fiscal_year_of(today)
    if quarter is not None:
        return rule.quarter(this_year if year is None else year, quarter)
    if year is not None:
        return rule.fiscal_year(year)
    month = rule.month_of(today)
    past = (month.year * MONTHS_A_YEAR + month.month) - (this_year * MONTHS_A_YEAR + rule.fiscal_month)
    return rule.quarter(this_year, past // 3 + 1)
