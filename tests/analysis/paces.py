"""Facts at a steady pace: monthly ones of the base period, daily ones of the period, without any closing day."""

from dataclasses import replace
from datetime import date

from isplanner.plan.actuals import NONE
from isplanner.plan.calendar import Calendar
from isplanner.plan.plan import Plan
from tests.analysis.plans import THIRD_QUARTER, Row, days

OPEN = Calendar()
BASE_MONTHS = (("2026-07-01", "2026-07-31"), ("2026-08-01", "2026-08-31"), ("2026-09-01", "2026-09-30"))
AS_OF = date(2026, 11, 26)
"""38 of the period's 63 business days are over."""


def without_closings(plan: Plan) -> Plan:
    """The plan with the 63 business days of the worked example."""
    return replace(plan, calendar=OPEN)


def base_rows(node: str, a_day: float, member: int = NONE) -> list[Row]:
    """So much a business day, told month by month."""
    months = [days(*ends) for ends in BASE_MONTHS]
    return [Row(node, month, a_day * OPEN.business_days(month), member) for month in months]


def daily_rows(node: str, a_day: float, last: str = AS_OF.isoformat(), member: int = NONE) -> list[Row]:
    """So much each business day of the period, up to a day."""
    span = days(THIRD_QUARTER.start.isoformat(), last)
    return [Row(node, days(day.isoformat()), a_day, member) for day in span if OPEN.is_business_day(day)]
