"""What should be done by a day, and how far the goal is."""

from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.prospects.progress import ToDate, measure_goal_to_date, share_over
from isplanner.plan.calendar import Calendar
from isplanner.plan.period import PeriodRule
from isplanner.plan.season import MonthFactor
from isplanner.plan.target import Goal
from tests.analysis.paces import AS_OF, daily_rows, without_closings
from tests.analysis.plans import THIRD_QUARTER, actuals_of, days, plan_of

PLAN = without_closings(plan_of({"orders": None, "valid_appointments": None}, "orders"))


class TestShare:
    @pytest.mark.parametrize(
        ("day", "share"),
        [
            (AS_OF, 38 / 63),
            (date(2026, 11, 27), 39 / 63),
            (date(2026, 11, 29), 39 / 63),  # a Sunday
            (date(2026, 9, 30), 0),
            (date(2025, 1, 1), 0),
            (date(2026, 12, 31), 1),
            (date(2030, 1, 1), 1),
        ],
    )
    def test_by_business_days_up_to_and_with_the_day(self, day: date, share: float) -> None:
        assert share_over(PLAN, THIRD_QUARTER, day) == pytest.approx(share)

    def test_a_day_weighs_its_month_s_factor(self) -> None:
        strong = replace(PLAN, factors={12: MonthFactor(2.0, "繁忙期")})
        assert share_over(strong, THIRD_QUARTER, date(2026, 11, 30)) == pytest.approx(40 / (40 + 2 * 23))

    def test_factors_go_by_the_plan_s_own_months(self) -> None:
        rule = PeriodRule(closing_day=20)
        strong = replace(PLAN, rule=rule, factors={12: MonthFactor(3.0, "繁忙期")})
        month = days("2026-11-21", "2026-12-20")
        assert share_over(strong, days("2026-11-16", "2026-12-20"), date(2026, 11, 20)) == pytest.approx(
            5 / (5 + 3 * PLAN.calendar.business_days(month))
        )

    def test_where_nobody_works_by_days(self) -> None:
        closed = replace(PLAN, calendar=Calendar((THIRD_QUARTER,)))
        assert share_over(closed, THIRD_QUARTER, date(2026, 10, 31)) == pytest.approx(31 / 92)


class TestGoal:
    rows = (*daily_rows("orders", 2.0), *daily_rows("valid_appointments", 5.0))

    def test_a_count_beside_its_plan_to_date(self) -> None:
        plan = replace(PLAN, goal=Goal("orders", 126))
        assert measure_goal_to_date(plan, actuals_of(self.rows, plan), AS_OF) == ToDate(76, 76, 38, 63)

    def test_a_rate_is_asked_in_full_all_along(self) -> None:
        plan = replace(PLAN, goal=Goal("orders_per_valid", 0.5))
        assert measure_goal_to_date(plan, actuals_of(self.rows, plan), AS_OF) == ToDate(0.4, 0.5, 38, 63)

    def test_without_a_goal_or_actuals_there_is_nothing_to_say(self) -> None:
        assert measure_goal_to_date(replace(PLAN, goal=None), actuals_of(self.rows, PLAN), AS_OF) is None
        assert measure_goal_to_date(PLAN, actuals_of([], PLAN), AS_OF) is None
