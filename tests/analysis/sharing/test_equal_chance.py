"""Equal chance: all members reach their targets with the same probability."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.counting.count import count
from isplanner.analysis.forecasting.forecast import forecast
from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.equal_chance import even_out
from isplanner.analysis.sharing.ways import WayTaken, read_record
from isplanner.plan.period import DAY
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Target, Way
from tests.analysis.paces import base_rows, without_closings
from tests.analysis.plans import Row, actuals_of, plan_of

TEAM = tuple(Member(number, f"{number}") for number in range(1, 5))
PACES = {1: 20.0, 2: 10.0, 3: 5.0, 4: 1.0}


def plan_for(metric: str, total: float, members: Sequence[Member] = TEAM) -> Plan:
    formulas = {"revenue": "orders * deal_size", "orders": None, "deal_size": None}
    plan = without_closings(plan_of(formulas, "revenue", channels=(), members=tuple(members)))
    return replace(plan, targets={NodeKey(metric): Target(1, NodeKey(metric), total, way=Way.EQUAL_CHANCE)})


def base(size: float = 1_000_000.0) -> list[Row]:
    orders = [row for member, a_day in PACES.items() for row in base_rows("orders", a_day, member)]
    return [*orders, *(replace(row, node="revenue", value=row.value * size) for row in orders)]


def shared(plan: Plan) -> tuple[Allocation, list[float | None]]:
    """The shares, and each member's chance at the start of the period."""
    (node,), actuals = plan.targets, actuals_of(base(), plan)
    allocation = allocate(plan, node.metric, read_record(plan, actuals))
    found = forecast(plan, actuals, plan.period.start - DAY, {node.metric: allocation}, count(plan, actuals))
    chances = {one.member: one.probability for one in found if one.node == node}
    return allocation, [chances[row.member] for row in allocation.rows]


@pytest.mark.parametrize("total", [2_000, 2_268, 2_400])
def test_chances_are_equal_as_far_as_whole_numbers_go(total: int) -> None:
    allocation, chances = shared(plan_for("orders", total))
    assert sum(row.total for row in allocation.rows) == total
    known = [chance for chance in chances if chance is not None]
    assert max(known) - min(known) < 0.03  # one order more or less of the slowest is so much
    assert 0.02 < known[0] < 0.98


def test_a_hard_total_asks_relatively_more_of_those_who_vary_more() -> None:
    rows = shared(plan_for("orders", 2_600))[0].rows
    stretched = [row.total / (PACES[row.member] * 63) for row in rows]
    assert stretched == sorted(stretched)
    assert stretched[0] < 2_600 / 2_268 < stretched[-1]


def test_chances_of_amounts_are_equal_too() -> None:
    allocation, chances = shared(plan_for("revenue", 2_400_000_000))
    assert sum(row.total for row in allocation.rows) == 2_400_000_000
    known = [chance for chance in chances if chance is not None]
    assert max(known) - min(known) < 1e-4


@pytest.mark.parametrize("total", [0, 1, 1_000_000])
def test_totals_that_everybody_or_nobody_reaches_are_shared_all_the_same(total: int) -> None:
    allocation, _ = shared(plan_for("orders", total))
    assert sum(row.total for row in allocation.rows) == total
    assert allocation.ways == (WayTaken(Way.EQUAL_CHANCE, Way.EQUAL_CHANCE),)


def test_who_has_no_past_gets_as_much_a_day_as_the_others() -> None:
    new = Member(9, "新人", capacity=0.5, joined=date(2026, 10, 1), ramp=(0.5, 0.5, 0.5))
    rows = shared(plan_for("orders", 2_400, (*TEAM, new)))[0].rows
    others = sum(sum(row.exact_months) for row in rows[:4])
    assert sum(rows[4].exact_months) == pytest.approx(others / 4 * 0.25, rel=1e-6)


def test_who_leaves_has_the_chance_of_his_days() -> None:
    team = (*TEAM[:3], replace(TEAM[3], left=date(2026, 11, 16)))
    allocation, chances = shared(plan_for("orders", 2_200, team))
    known = [chance for chance in chances if chance is not None]
    assert max(known) - min(known) < 0.1  # what he got before he went was shared out as if he stayed
    assert sum(allocation.rows[3].months[2:]) == 0


@given(
    st.lists(st.lists(st.floats(0.1, 5), min_size=6, max_size=6), min_size=2, max_size=5),
    st.lists(st.floats(0.5, 3), min_size=5, max_size=5),
)
def test_loads_evened_out_share_like_the_targets(loads: list[list[float]], wishes: list[float]) -> None:
    load, time, targets = np.array(loads), np.array([2.0, 5, 4, 5, 5, 1]), np.array(wishes[: len(loads)])
    even = even_out(load, time, targets)
    got = (even * time / even.sum(0)).sum(1)
    assert got == pytest.approx(targets * time.sum() / targets.sum(), rel=1e-6)
    assert even / load == pytest.approx((even / load)[:, :1] * np.ones(6))  # a factor a member
