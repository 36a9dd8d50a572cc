"""Re-planning from a day on: pace, what is left shared out again, months that would carry too much."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.counting.count import count
from isplanner.analysis.forecasting.replan import Replanned, replan
from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.sharing.ways import read_record
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import FixedCell, Target, Way
from tests.analysis.paces import AS_OF, base_rows, daily_rows, without_closings
from tests.analysis.plans import Row, actuals_of, days, plan_of
from tests.analysis.shares import assert_adds_up

TWO = (Member(1, "青木 一郎"), Member(2, "井上 二葉"))
ORDERS = NodeKey("orders")
OCTOBER, NOVEMBER = days("2026-10-01", "2026-10-31"), days("2026-11-01", "2026-11-30")
WHOLE = days("2026-10-01", "2026-12-31")


def plan_for(total: float, members: Sequence[Member] = TWO, way: Way = Way.BUSINESS_DAYS) -> Plan:
    plan = without_closings(plan_of({"orders": None}, "orders", channels=(), members=tuple(members)))
    return replace(plan, targets={ORDERS: Target(1, ORDERS, total, way=way)})


def replanned(plan: Plan, rows: Iterable[Row], as_of: date = AS_OF) -> Replanned:
    actuals = actuals_of(rows, plan)
    counted = count(plan, actuals)
    planned = allocate(plan, "orders", read_record(plan, actuals, counted))
    (one,) = replan(plan, counted, as_of, [planned], read_record(plan, actuals, counted, as_of))
    if one.rest is not None:
        assert_adds_up(one.plan, one.rest)
        assert one.rest.total == one.left == sum(month.rest for month in one.months)
    return one


def test_the_worked_example() -> None:
    one = replanned(plan_for(330), daily_rows("orders", 5.0))
    assert (one.target, one.actual, one.left) == (330, 190, 140)
    assert (one.days_done, one.days_left) == (38, 25)
    assert one.pace == 5.0
    assert one.pace_needed == 5.6


def test_the_rest_lies_on_the_days_that_are_left() -> None:
    one = replanned(plan_for(330), daily_rows("orders", 5.0))
    # Two business days of November are left, and 23 of December: 140 × 2 ÷ 25 and × 23 ÷ 25.
    assert [month.rest for month in one.months] == [0, 11, 129]
    assert [month.actual for month in one.months] == [105, 85, 0]
    assert one.plan.period.start == date(2026, 11, 27)
    assert one.plan.weeks[0] == days("2026-11-27", "2026-11-29")


def test_a_month_over_120_percent_of_its_plan_is_flagged() -> None:
    fine, slow = (replanned(plan_for(330), daily_rows("orders", pace)) for pace in (5.0, 4.0))
    assert [month.is_too_much for month in fine.months] == [False, False, False]
    assert [month.is_too_much for month in slow.months] == [False, False, True]
    december = slow.months[2]
    assert (december.planned, december.rest) == (120, 164)
    at_the_edge = replace(december, rest=144)
    assert not at_the_edge.is_too_much
    assert replace(december, rest=145).is_too_much


def test_members_share_what_is_left_and_keep_what_they_did() -> None:
    rows = [*daily_rows("orders", 3.0, member=1), *daily_rows("orders", 2.0, member=2)]
    one = replanned(plan_for(330), rows)
    assert one.done == {1: 114, 2: 76}
    assert one.rest is not None
    assert [row.total for row in one.rest.rows] == [70, 70]


def test_rates_of_the_days_so_far_count_for_the_rest() -> None:
    formulas = {"connects": "dials * connect_rate", "dials": None, "connect_rate": None}
    node = NodeKey("connects")
    plan = without_closings(plan_of(formulas, "connects", channels=(), members=TWO))
    plan = replace(plan, targets={node: Target(1, node, 1000.0)})
    base = [row for member in (1, 2) for row in (*base_rows("dials", 50, member), *base_rows("connects", 10, member))]
    daily = [
        row
        for member, connects in ((1, 14.0), (2, 6.0))
        for row in (*daily_rows("dials", 50, member=member), *daily_rows("connects", connects, member=member))
    ]
    actuals = actuals_of([*base, *daily], plan)
    counted = count(plan, actuals)
    planned = allocate(plan, "connects", read_record(plan, actuals, counted))
    assert [row.total for row in planned.rows] == [500, 500]
    (one,) = replan(plan, counted, AS_OF, [planned], read_record(plan, actuals, counted, AS_OF))
    assert one.rest is not None
    first, second = (row.total for row in one.rest.rows)
    assert first > second


def test_a_target_that_is_reached_leaves_nothing() -> None:
    one = replanned(plan_for(150), daily_rows("orders", 5.0))
    assert (one.left, one.pace_needed) == (0, 0.0)
    assert one.rest is not None
    assert set(one.rest.weeks) == {0}
    assert not any(month.is_too_much for month in one.months)


def test_before_the_period_all_is_left() -> None:
    plan = plan_for(330)
    one = replanned(plan, base_rows("orders", 5.0), date(2026, 8, 31))
    assert (one.days_done, one.days_left, one.pace) == (0, 63, None)
    assert one.rest is not None
    assert one.rest.months == allocate(plan, "orders").months


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2027, 3, 1)])
def test_after_the_period_no_day_is_left(day: date) -> None:
    one = replanned(plan_for(330), daily_rows("orders", 5.0, "2026-12-31"), day)
    assert (one.days_left, one.pace_needed, one.rest) == (0, None, None)
    assert (one.actual, one.left) == (315, 15)


def test_without_actuals_nothing_is_done() -> None:
    one = replanned(plan_for(330), [])
    assert (one.actual, one.pace, one.left) == (0, 0.0, 330)
    assert [month.is_too_much for month in one.months] == [False, False, True]


def test_who_is_gone_gets_nothing_of_the_rest() -> None:
    left = replace(TWO[1], left=date(2026, 11, 1))
    one = replanned(plan_for(330, (TWO[0], left)), daily_rows("orders", 5.0))
    assert one.rest is not None
    assert [row.total for row in one.rest.rows] == [140, 0]


def test_nobody_left_to_do_the_rest_is_said() -> None:
    gone = tuple(replace(member, left=date(2026, 11, 16)) for member in TWO)
    with pytest.raises(PlanError, match="nobody_there"):
        replanned(plan_for(330, gone), daily_rows("orders", 5.0, "2026-11-13"))


class TestChannels:
    def plan(self, members: Sequence[Member] = TWO) -> Plan:
        plan = plan_of({"orders": "sum(orders)", "orders[web_inquiry]": None, "orders[webinar]": None}, "orders")
        targets = {"orders": 100.0, "orders[web_inquiry]": 60.0, "orders[webinar]": 40.0}
        keys = {NodeKey.parse(node): value for node, value in targets.items()}
        return replace(
            without_closings(plan),
            members=tuple(members),
            targets={key: Target(number, key, value) for number, (key, value) in enumerate(keys.items(), 1)},
        )

    def channels(self, web: float, webinar: float) -> dict[str, int]:
        rows = [Row("orders[web_inquiry]", OCTOBER, web), Row("orders[webinar]", OCTOBER, webinar)]
        one = replanned(self.plan(), rows)
        assert one.rest is not None
        return {channel: part.total for channel, part in one.rest.channels.items()}

    def test_each_has_what_it_lacks(self) -> None:
        assert self.channels(20, 10) == {"web_inquiry": 40, "webinar": 30}

    def test_what_one_did_beyond_its_target_the_others_need_not_do(self) -> None:
        assert self.channels(75, 5) == {"web_inquiry": 0, "webinar": 20}

    def test_what_is_of_no_channel_counts_for_the_whole(self) -> None:
        one = replanned(self.plan(), [Row("orders", OCTOBER, 40.0)])
        assert one.rest is not None
        assert {channel: part.total for channel, part in one.rest.channels.items()} == {
            "web_inquiry": 36,
            "webinar": 24,
        }


class TestFixedCells:
    def test_what_is_left_of_them_is_kept(self) -> None:
        cells = (FixedCell(1, ORDERS, 1, WHOLE, 200), FixedCell(2, ORDERS, None, NOVEMBER, 100))
        plan = replace(plan_for(330), fixed_cells=cells)
        rows = [*daily_rows("orders", 3.0, member=1), *daily_rows("orders", 2.0, member=2)]
        one = replanned(plan, rows)
        assert one.rest is not None
        assert not one.are_freed
        assert one.done[1] + one.rest.rows[0].total == 200
        assert one.months[1].total == 100

    def test_those_that_leave_no_room_are_freed_and_it_is_said(self) -> None:
        plan = replace(plan_for(200), fixed_cells=(FixedCell(1, ORDERS, 1, days("2026-12-01", "2026-12-31"), 50),))
        one = replanned(plan, daily_rows("orders", 5.0))
        assert one.are_freed
        assert one.left == 10


@given(
    st.integers(0, 900),
    st.floats(0, 12),
    st.dates(date(2026, 9, 28), date(2027, 1, 4)),
    st.sampled_from(list(Way)),
    st.floats(0, 0.3),
)
def test_any_rest_adds_up(total: int, pace: float, day: date, way: Way, markup: float) -> None:
    plan = plan_for(total, way=way)
    plan = replace(plan, targets={ORDERS: replace(plan.targets[ORDERS], markup=markup, weights={1: 1.0, 2: 3.0})})
    rows = [*base_rows("orders", 4.0, 1), *base_rows("orders", 3.0, 2), *daily_rows("orders", pace, "2026-12-31")]
    one = replanned(plan, [row for row in rows if row.span.start <= day], day)
    if one.rest is not None and one.left:
        handed = round(allocate(plan, "orders").handed - one.actual)
        assert abs(one.rest.handed - max(handed, one.left)) <= 1
