"""The worked example of numbers.md 8, how paces add up, and what stands at the edges of a period."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.counting.count import count
from isplanner.analysis.estimates.series import Axis
from isplanner.analysis.prospects.prospect import Prospect, Prospects, chance_of_target
from isplanner.plan.calendar import Calendar
from isplanner.plan.metric import Direction
from isplanner.plan.period import DAY
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member
from isplanner.plan.season import MonthFactor
from tests.analysis.paces import AS_OF, base_rows, daily_rows, without_closings
from tests.analysis.plans import METRICS, Row, actuals_of, days, plan_of

MEMBERS = (Member(1, "青木"), Member(2, "井上"))
PLAN = without_closings(plan_of({"dials": None, "connects": None}, members=MEMBERS))
JULY, OCTOBER = days("2026-07-01", "2026-07-31"), days("2026-10-01", "2026-10-31")


def prospect(
    rows: Sequence[Row], metric: str = "appointments", axis: Axis = Axis.WHOLE, as_of: date = AS_OF, plan: Plan = PLAN
) -> Prospect:
    found = Prospects.of(plan, count(plan, actuals_of(rows, plan)), as_of).prospect(METRICS[metric], axis)
    assert found is not None
    return found


def expected(found: Prospect) -> dict[object, float]:
    return dict(zip(found.rows, found.outcome.expected.tolist(), strict=True))


class TestWorkedExample:
    rows = (*base_rows("appointments", 5.0), *daily_rows("appointments", 5.0))

    def test_forecast_and_chance(self) -> None:
        found = prospect(self.rows)
        assert found.actual.tolist() == [190.0]
        assert found.outcome.expected == pytest.approx(315.0)
        assert chance_of_target(found, {None: 330.0}) == pytest.approx({None: 0.1468417}, abs=1e-7)

    def test_the_same_from_two_numbers_alone(self) -> None:
        rows = [Row("appointments", days("2026-07-01", "2026-09-30"), 305), Row("appointments", OCTOBER, 105)]
        rows.append(Row("appointments", days("2026-11-01", "2026-11-26"), 85))
        assert chance_of_target(prospect(rows), {None: 330.0}) == pytest.approx({None: 0.1468417}, abs=1e-7)

    def test_lower_is_better_is_the_other_side(self) -> None:
        found = prospect(self.rows)
        chance = chance_of_target(found, {None: 330.0}, Direction.LOWER)[None]
        assert chance == pytest.approx(1 - chance_of_target(found, {None: 331.0})[None])
        assert chance == pytest.approx(0.8684235, abs=1e-7)

    def test_numbers_in_clumps_are_less_sure(self) -> None:
        clumps = [Row("appointments", days("2026-10-01"), 0)]
        clumps += [
            Row("appointments", days(f"2026-{day}"), 38) for day in ("10-05", "10-20", "11-02", "11-10", "11-25")
        ]
        found = prospect([*base_rows("appointments", 5.0), *clumps])
        assert found.outcome.expected == pytest.approx(315.0)
        assert chance_of_target(found, {None: 330.0})[None] > 0.2


class TestPace:
    def test_the_base_period_is_believed_like_ten_days_of_it(self) -> None:
        found = prospect([*base_rows("dials", 100.0), *daily_rows("dials", 148.0)], "dials")
        pace = (10 * 100 + 38 * 148) / 48
        assert found.outcome.expected == pytest.approx(38 * 148 + 25 * pace)

    def test_months_without_actuals_are_no_months_of_nothing(self) -> None:
        found = prospect([Row("dials", JULY, 2200), *daily_rows("dials", 148.0)], "dials")
        assert found.outcome.expected == pytest.approx(38 * 148 + 25 * (1000 + 38 * 148) / 48)

    def test_what_came_after_the_day_is_not_known_yet(self) -> None:
        rows = [*base_rows("dials", 100.0), *daily_rows("dials", 148.0, "2026-12-28")]
        assert prospect(rows, "dials").actual.tolist() == [38 * 148]

    def test_without_a_base_period_the_days_so_far_say_all(self) -> None:
        found = prospect(daily_rows("dials", 100.0), "dials")
        assert found.outcome.expected == pytest.approx(6300.0)

    def test_channels_add_up_to_the_plan(self) -> None:
        rows = [*base_rows("dials[webinar]", 60.0), *base_rows("dials[web_inquiry]", 17.0)]
        rows += [*daily_rows("dials[webinar]", 91.0), *daily_rows("dials[web_inquiry]", 3.0)]
        channels = expected(prospect(rows, "dials", Axis.CHANNEL))
        assert sum(channels.values()) == pytest.approx(expected(prospect(rows, "dials"))[None])

    def test_a_rate_is_the_quotient_of_its_parts(self) -> None:
        rows = [*base_rows("dials", 100.0), *daily_rows("dials", 148.0)]
        rows += [*base_rows("connects", 20.0), *daily_rows("connects", 23.0)]
        dials, connects = (expected(prospect(rows, metric))[None] for metric in ("dials", "connects"))
        rate = prospect(rows, "connect_rate")
        assert rate.actual == pytest.approx(23 / 148)
        assert rate.outcome.expected == pytest.approx(connects / dials)

    def test_an_amount_is_count_times_size(self) -> None:
        rows = [*base_rows("orders", 1.0), *daily_rows("orders", 2.0)]
        rows += [*base_rows("revenue", 1e6), *daily_rows("revenue", 1.8e6)]
        orders, revenue = (expected(prospect(rows, metric))[None] for metric in ("orders", "revenue"))
        size = prospect(rows, "deal_size")
        assert size.outcome.expected == pytest.approx(revenue / orders)
        ends = size.outcome.quantile(np.array([[0.1], [0.9]]))[:, 0]
        assert ends[0] < revenue / orders < ends[1]

    def test_a_strong_month_ahead_counts_for_more_days(self) -> None:
        strong = replace(PLAN, factors={12: MonthFactor(2.0, "繁忙期")})
        found = prospect([*base_rows("dials", 100.0), *daily_rows("dials", 100.0)], "dials", plan=strong)
        assert found.outcome.expected == pytest.approx(4000 + 2 * 2300)

    def test_a_member_in_his_ramp_is_expected_to_do_more(self) -> None:
        new = Member(2, "井上", joined=date(2026, 10, 1), ramp=(0.5, 0.5))
        plan = replace(PLAN, members=(MEMBERS[0], new))
        rows = [Row("dials[webinar]", days("2026-10-01"), 0, 1), *daily_rows("dials[webinar]", 10.0, member=2)]
        assert expected(prospect(rows, "dials", Axis.MEMBER, plan=plan))[2] == pytest.approx(380 + 2 * 10 + 23 * 20)


paces = st.floats(0.0, 500.0)


class TestProperties:
    @given(paces, paces, st.integers(0, 91))
    def test_ends_lie_around_and_chances_fall_as_targets_rise(self, before: float, now: float, over: int) -> None:
        day = date(2026, 10, 1) + over * DAY
        rows = [*base_rows("dials", round(before)), *daily_rows("dials", round(now), day.isoformat())]
        found = prospect(rows, "dials", as_of=day)
        low, middle, high = found.outcome.quantile(np.array([[0.1], [0.5], [0.9]]))[:, 0]
        assert found.actual[0] <= low <= middle <= high
        assert low <= found.outcome.expected[0] + 1e-6
        chances = [chance_of_target(found, {None: target})[None] for target in (0.0, low, middle, high, 2 * high + 1)]
        assert chances == sorted(chances, reverse=True)
        assert chances[0] == 1


class TestEdges:
    base = (*base_rows("dials", 100.0),)

    def test_before_the_period_the_base_period_says_all(self) -> None:
        found = prospect(self.base, "dials", as_of=date(2026, 9, 30))
        assert np.isnan(found.actual).all()
        assert found.outcome.expected == pytest.approx(6300.0)
        assert chance_of_target(found, {None: 6300.0})[None] == pytest.approx(0.5, abs=0.05)

    def test_a_day_within_the_base_period_knows_what_was_before_it(self) -> None:
        found = prospect(self.base, "dials", as_of=date(2026, 8, 31))
        assert found.outcome.expected == pytest.approx(6300.0)

    def test_after_the_period_all_is_settled(self) -> None:
        rows = [*self.base, *daily_rows("dials", 100.0, "2026-12-31")]
        found = prospect(rows, "dials", as_of=date(2027, 1, 20))
        assert found.outcome.expected.tolist() == [6300.0]
        assert found.outcome.quantile(0.1).tolist() == [6300.0]
        assert chance_of_target(found, {None: 6300.0}) == {None: 1.0}
        assert chance_of_target(found, {None: 6301.0}) == {None: 0.0}

    def test_days_over_of_which_nothing_is_told_were_days_of_nothing(self) -> None:
        rows = [*self.base, *daily_rows("dials", 100.0, "2026-10-30")]
        found = prospect(rows, "dials")
        assert found.outcome.expected == pytest.approx(2100 + 25 * (1000 + 2100) / 48)
        assert prospect(rows, "dials", as_of=date(2027, 1, 20)).outcome.expected.tolist() == [2100.0]

    def test_a_period_of_which_nothing_is_told_is_all_to_come(self) -> None:
        found = prospect([*self.base, *daily_rows("orders", 1.0)], "dials")
        assert np.isnan(found.actual).all()
        assert found.outcome.expected == pytest.approx(6300.0)

    def test_of_what_is_told_by_the_month_the_month_that_runs_is_still_to_come(self) -> None:
        rows = [*base_rows("cost", 100_000.0), Row("cost", OCTOBER, 2_100_000.0), *daily_rows("dials", 100.0)]
        found = prospect(rows, "cost")
        assert found.actual.tolist() == [2_100_000.0]
        assert found.outcome.expected == pytest.approx(6_300_000.0)
        pace = Prospects.of(PLAN, count(PLAN, actuals_of(rows, PLAN)), AS_OF).paces(METRICS["cost"], Axis.WHOLE)[None]
        assert pace.rate == pytest.approx(100_000.0)
        assert pace.untold == pytest.approx((0.0, 17.0, 0.0))

    def test_a_profit_that_nobody_wrote_is_what_is_left_of_revenue(self) -> None:
        rows = [
            *base_rows("revenue", 300_000.0),
            *base_rows("cost", 100_000.0),
            Row("cost", OCTOBER, 2_100_000.0),
            *daily_rows("revenue", 300_000.0),
        ]
        found = prospect(rows, "profit")
        assert found.actual.tolist() == [pytest.approx(4_200_000.0)]
        assert found.outcome.expected == pytest.approx(63 * 200_000.0)
        assert prospect(rows, "profit_rate").outcome.expected == pytest.approx(2 / 3)
        without = Prospects.of(PLAN, count(PLAN, actuals_of(rows[:3], PLAN)), AS_OF)
        assert without.prospect(METRICS["profit"], Axis.WHOLE) is None

    def test_of_losses_no_chance_is_told(self) -> None:
        rows = [*base_rows("revenue", 100_000.0), *base_rows("cost", 300_000.0)]
        found = prospect(rows, "profit")
        assert found.outcome.expected == pytest.approx(-63 * 200_000.0)
        assert np.isnan(found.outcome.quantile(0.5)).all()

    def test_of_what_was_never_told_nothing_is_known(self) -> None:
        prospects = Prospects.of(PLAN, count(PLAN, actuals_of(self.base, PLAN)), AS_OF)
        assert prospects.prospect(METRICS["revenue"], Axis.WHOLE) is None
        assert prospects.prospect(METRICS["connect_rate"], Axis.WHOLE) is None

    def test_no_actuals_at_all(self) -> None:
        prospects = Prospects.of(PLAN, count(PLAN, actuals_of([], PLAN)), AS_OF)
        assert prospects.prospect(METRICS["dials"], Axis.MEMBER) is None

    def test_what_was_always_nothing_is_expected_to_be_but_not_for_certain(self) -> None:
        rows = [Row("orders", JULY, 0), *daily_rows("orders", 0.0)]
        found = prospect(rows, "orders")
        assert found.outcome.expected.tolist() == [0.0]
        assert found.outcome.quantile(0.5).tolist() == [0.0]
        chances = [chance_of_target(found, {None: target})[None] for target in (0.0, 1.0, 2.0, 10.0)]
        assert chances[0] == 1.0
        assert 0.05 < chances[1] < 0.4  # half an order in 48 days, 25 to come: 0.26
        assert chances[1] > chances[2] > chances[3]
        assert 0 < chances[3] < 0.01
        assert chance_of_target(prospect(rows, "orders", as_of=date(2027, 1, 5)), {None: 1.0}) == {None: 0.0}

    def test_the_longer_nothing_came_the_less_is_to_come(self) -> None:
        days = [
            prospect(daily_rows("orders", 0.0, day), "orders", as_of=date.fromisoformat(day))
            for day in ("2026-10-05", "2026-11-20")
        ]
        early, late = (chance_of_target(found, {None: 1.0})[None] for found in days)
        assert early > late

    def test_of_amounts_of_which_no_piece_was_seen_no_chance_can_be_told(self) -> None:
        found = prospect(daily_rows("revenue", 0.0), "revenue")
        assert found.outcome.expected.tolist() == [0.0]
        assert np.isnan(found.outcome.quantile(0.9)).all()
        assert chance_of_target(found, {None: 1_000_000.0}) == {}

    @pytest.mark.parametrize("connects", [0.0, 100.0, 130.0])
    def test_a_share_at_its_ends_or_beyond_is_an_answer(self, connects: float) -> None:
        rows = [*daily_rows("dials", 100.0), *daily_rows("connects", connects)]
        rate = prospect(rows, "connect_rate")
        assert rate.outcome.expected == pytest.approx(connects / 100)
        assert rate.outcome.quantile(0.9) == pytest.approx(connects / 100, abs=1e-3)

    def test_a_share_that_was_always_all_may_be_less(self) -> None:
        few, many = (
            prospect([*daily_rows("dials", n), *daily_rows("connects", n)], "connect_rate") for n in (0.1, 100.0)
        )
        assert few.outcome.quantile(0.1).item() < many.outcome.quantile(0.1).item() < 1

    def test_no_trials_no_rate(self) -> None:
        rows = [*daily_rows("dials", 0.0), *daily_rows("connects", 0.0)]
        assert np.isnan(prospect(rows, "connect_rate").outcome.expected).all()

    def test_a_period_without_business_days(self) -> None:
        closed = replace(PLAN, calendar=Calendar((PLAN.period,)))
        found = prospect(self.base, "dials", as_of=date(2026, 10, 31), plan=closed)
        assert np.isfinite(found.outcome.expected).all()

    def test_as_of_a_weekend_the_week_is_over(self) -> None:
        rows = [*self.base, *daily_rows("dials", 100.0)]
        friday, sunday = (prospect(rows, "dials", as_of=AS_OF + n * DAY) for n in (1, 3))
        assert friday.outcome.expected.tolist() == sunday.outcome.expected.tolist()
