"""Weeks of a history, what is known in them, and out of how much."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from isplanner.analysis.counting.count import count
from isplanner.analysis.estimates.series import Axis
from isplanner.analysis.prospects.record import Record, Records, Weeks
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member
from tests.analysis.paces import AS_OF, base_rows, daily_rows, without_closings
from tests.analysis.plans import METRICS, Row, actuals_of, days, plan_of

PLAN = without_closings(plan_of({"dials": None}))


def records_of(rows: Sequence[Row], plan: Plan = PLAN, as_of: date = AS_OF) -> Records:
    return Records.of(plan, count(plan, actuals_of(rows, plan)), as_of)


def record_of(rows: Sequence[Row], metric: str = "dials", axis: Axis = Axis.WHOLE, plan: Plan = PLAN) -> Record:
    found = records_of(rows, plan).record(METRICS[metric], axis)
    assert found is not None
    return found


class TestWeeks:
    def weeks(self, as_of: date = AS_OF, plan: Plan = PLAN) -> Weeks:
        return records_of([], plan, as_of).weeks

    def test_they_cover_base_and_period_and_are_cut_at_the_day(self) -> None:
        weeks = self.weeks()
        assert weeks.spans[0].start == date(2026, 7, 1)
        assert weeks.spans[-1].last == date(2026, 12, 31)
        assert weeks.spans[weeks.past - 1].last == AS_OF
        assert weeks.days[weeks.period & weeks.is_past].sum() == 38
        assert weeks.days[weeks.period].sum() == 63
        assert weeks.days[weeks.base].sum() == 61

    def test_months_are_the_plan_s_own(self) -> None:
        rule = PeriodRule(closing_day=20, week_start=5)
        weeks = self.weeks(plan=replace(PLAN, rule=rule, period=rule.quarter(2026, 3), base=rule.quarter(2026, 2)))
        assert weeks.is_whole.tolist() == [True] * 6
        starts = [weeks.spans[int(np.searchsorted(weeks.month, month))].start for month in range(6)]
        assert {start.day for start in starts} == {21}

    @pytest.mark.parametrize("as_of", [date(2025, 1, 1), date(2026, 9, 30), date(2030, 1, 1)])
    def test_days_outside_the_period(self, as_of: date) -> None:
        weeks = self.weeks(as_of)
        assert 0 <= weeks.past <= len(weeks.spans)
        assert weeks.days[weeks.period].sum() == 63


class TestTold:
    def test_a_month_before_the_period_speaks_where_it_tells_anything(self) -> None:
        told = record_of([Row("dials", days("2026-07-15"), 40), *daily_rows("dials", 5.0)])
        weeks = records_of([Row("dials", days("2026-07-15"), 40)]).weeks
        july = weeks.month == 0
        assert np.nansum(told.above[0, july]) == 40
        assert told.told[0, july].all()
        assert not told.told[0, weeks.month == 1].any()

    def test_what_comes_after_the_day_is_not_known(self) -> None:
        told = record_of(daily_rows("dials", 5.0, "2026-12-31"))
        assert np.nansum(told.above) == 38 * 5

    def test_a_month_s_number_is_not_fine(self) -> None:
        told = record_of([*base_rows("dials", 5.0), *daily_rows("dials", 5.0)])
        weeks = records_of([]).weeks
        assert not told.is_fine[weeks.base].any()
        assert told.is_fine[weeks.period & weeks.is_past & (weeks.days > 0)].all()

    def test_until_a_week_later_ones_are_forgotten(self) -> None:
        told = record_of(daily_rows("dials", 5.0)).until(16, 20)
        assert told.above.shape == (1, 20)
        assert np.isnan(told.above[0, 16:]).all()


class TestOutOf:
    def test_a_rate_leaves_out_channels_without_its_denominator(self) -> None:
        rows = [*daily_rows("dials[webinar]", 10.0), *daily_rows("connects[webinar]", 2.0)]
        rows += [*daily_rows("connects[mail_magazine]", 3.0), *daily_rows("mail_replies[mail_magazine]", 3.0)]
        rate = record_of(rows, "connect_rate")
        assert np.nansum(rate.above) / np.nansum(rate.below) == pytest.approx(0.2)

    def test_an_amount_comes_in_deals(self) -> None:
        rows = [*daily_rows("orders", 2.0), *daily_rows("revenue", 1_800_000.0)]
        assert record_of(rows, "revenue").piece == pytest.approx(900_000)
        assert record_of(rows, "orders").piece.tolist() == [1.0]

    def test_an_amount_without_deals_comes_in_days(self) -> None:
        assert record_of(daily_rows("talk_minutes", 90.0), "talk_minutes").piece == pytest.approx(90)

    def test_a_member_counts_the_days_he_is_there_by_his_ramp(self) -> None:
        joined = Member(1, "青木", joined=date(2026, 10, 13), ramp=(0.5,))
        left = Member(2, "井上", left=date(2026, 12, 1))
        plan = replace(PLAN, members=(joined, left, Member(3, "上田")))
        rows = [row for member in (1, 2, 3) for row in daily_rows("dials[webinar]", 5.0, member=member)]
        told = record_of(rows, axis=Axis.MEMBER, plan=plan)
        weeks = records_of([]).weeks
        assert told.rows == (1, 2, 3)
        assert told.below[:, weeks.period].sum(axis=1).tolist() == [0.5 * 14 + 19 + 23, 40, 63]
