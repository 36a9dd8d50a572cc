"""上乗せ率, 必達 and 努力, month factors and 確定: what else a target says of how it is shared out."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.sharing.allocate import Allocation, allocate, cells_of
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.target import FixedCell, Line, Target, Way
from tests.analysis.plans import days
from tests.analysis.shares import ORDERS, assert_adds_up, plan_for
from tests.analysis.sharing.test_allocate import DEMO_PLAN, TEAM
from tests.analysis.tree.test_targets import DEMO_TARGETS

OCTOBER = days("2026-10-01", "2026-10-31")


def marked_up(plan: Plan, markups: Mapping[str | None, float]) -> Plan:
    """The plan with 上乗せ率 on the targets of channels (None: of the plan)."""
    targets = {
        key: replace(target, markup=markups.get(key.channel, target.markup)) for key, target in plan.targets.items()
    }
    return replace(plan, targets=targets)


@pytest.mark.parametrize(
    ("total", "markup", "handed"), [(750, 0.05, 788), (480, 0.1, 528), (330, 0.05, 347), (7, 0.01, 7)]
)
def test_members_add_up_to_more_and_the_plan_stays(total: int, markup: float, handed: int) -> None:
    plain = plan_for(total, TEAM)
    plan = marked_up(plain, {None: markup})
    allocation = allocate(plan, "orders")
    assert (allocation.total, allocation.handed) == (total, handed)
    assert (allocation.months, allocation.weeks) == (allocate(plain, "orders").months, allocate(plain, "orders").weeks)
    assert_adds_up(plan, allocation)


def test_it_is_rounded_once_over_all_channels() -> None:
    plan = marked_up(DEMO_PLAN, dict.fromkeys((*DEMO_TARGETS, None), 0.03))
    allocation = allocate(plan, "orders")
    assert allocation.handed == 124  # 120 × 1.03 = 123.6; by itself each channel would make 39, 40, 19, 7 and 19
    assert sum(part.handed for part in allocation.channels.values()) == 124
    assert allocation.total == 120
    assert_adds_up(plan, allocation)


def test_one_of_the_plan_holds_for_channels_that_have_none_of_their_own() -> None:
    plan = marked_up(DEMO_PLAN, {None: 0.1, "webinar": 0.5})
    handed = {channel: part.handed for channel, part in allocate(plan, "appointments").channels.items()}
    assert handed == {"web_inquiry": 220, "download": 264, "webinar": 180, "mail_magazine": 44, "outbound": 165}


def test_channels_without_one_are_handed_out_as_they_are() -> None:
    plan = marked_up(DEMO_PLAN, {"mail_magazine": 0.1})
    handed = {channel: part.handed for channel, part in allocate(plan, "valid_appointments").channels.items()}
    assert handed == {"web_inquiry": 152, "download": 156, "webinar": 72, "mail_magazine": 28, "outbound": 75}


def test_a_contradiction_is_one_of_what_is_handed_out() -> None:
    cells = [FixedCell(i, ORDERS, member.id, OCTOBER, 20) for i, member in enumerate(TEAM)]
    plan = marked_up(plan_for(450, TEAM, cells=cells), {None: 0.1})
    with pytest.raises(PlanError) as caught:
        allocate(plan, "orders")
    values = caught.value.problem.values
    # 495 are handed out, 173 of them in October; eight times 20 are fixed.
    assert (values["at"], values["total"], values["reached"], values["difference"]) == ([OCTOBER], 173, 160, 13)


def test_the_teams_fixed_cells_are_of_the_plan() -> None:
    plan = marked_up(plan_for(300, TEAM, cells=[FixedCell(1, ORDERS, None, OCTOBER, 150)]), {None: 0.1})
    allocation = allocate(plan, "orders")
    assert allocation.months[0] == 150
    assert allocation.handed_months[0] == 165
    assert_adds_up(plan, allocation)


@given(
    st.dictionaries(st.sampled_from(list(DEMO_TARGETS)), st.integers(0, 400), min_size=1),
    st.dictionaries(st.sampled_from([*DEMO_TARGETS, None]), st.sampled_from([0.0, 0.03, 0.1, 0.25])),
    st.integers(0, 900),
)
def test_any_markups_add_up(totals: Mapping[str, int], markups: Mapping[str | None, float], whole: int) -> None:
    keys = {NodeKey("orders", channel): float(total) for channel, total in totals.items()}
    plan = replace(
        DEMO_PLAN, targets={k: Target(i, k, v) for i, (k, v) in enumerate({**keys, ORDERS: float(whole)}.items())}
    )
    plan = marked_up(plan, markups)
    allocation = allocate(plan, "orders")
    assert_adds_up(plan, allocation)
    assert allocation.total == whole
    for channel, part in allocation.channels.items():
        markup = markups.get(channel) or markups.get(None, 0.0)
        assert abs(part.handed - totals[channel] * (1 + markup)) < 1


def test_the_two_lines_are_shared_out_each_by_itself() -> None:
    cell = FixedCell(1, ORDERS, 1, OCTOBER, 30)
    plan = plan_for(300, TEAM, cells=[cell])
    plan = replace(plan, aims={ORDERS: Target(2, ORDERS, 390.0, Line.AIM, way=Way.EVEN)})
    must, aim = allocate(plan, "orders"), allocate(plan, "orders", line=Line.AIM)
    assert (must.total, aim.total) == (300, 390)
    assert must.rows[0].months[0] == 30
    assert [row.total for row in aim.rows] == [49] * 6 + [48] * 2  # evenly, and cells are fixed in 必達 alone
    assert_adds_up(plan, aim)
    with pytest.raises(PlanError, match="no_target"):
        allocate(replace(plan, aims={}), "orders", line=Line.AIM)


def test_a_strong_month_gets_more() -> None:
    plan = replace(plan_for(1000, TEAM), factors={11: MonthFactor(1.5, "前年"), 12: MonthFactor(0.0, "休止")})
    allocation = allocate(plan, "orders")
    october, november = 21, 19 * 1.5
    assert allocation.months == (round(1000 * october / (october + november)), round(1000 * november / 49.5), 0)
    assert_adds_up(plan, allocation)


class TestCellsOfAnAllocation:
    @pytest.mark.parametrize("metric", ["appointments", "orders"])
    def test_fixed_they_give_the_same_allocation(self, metric: str) -> None:
        plan = marked_up(DEMO_PLAN, {"webinar": 0.1})
        allocation = allocate(plan, metric)
        frozen = fixed_by(plan, allocation)
        moved = replace(frozen, members=tuple(replace(member, capacity=0.1 * member.id) for member in plan.members))
        for later in (frozen, moved, replace(moved, factors={10: MonthFactor(3.0, "")})):
            again = allocate(later, metric)
            assert [row.weeks for row in again.rows] == [row.weeks for row in allocation.rows]
            assert again.weeks == allocation.weeks
            assert_adds_up(later, again)

    def test_what_is_of_no_channel_is_fixed_with_the_whole(self) -> None:
        targets = {**DEMO_PLAN.targets, ORDERS: replace(DEMO_PLAN.targets[ORDERS], value=130.0)}
        plan = replace(DEMO_PLAN, targets=targets)
        allocation = allocate(plan, "orders")
        again = allocate(fixed_by(plan, allocation), "orders")
        assert [row.weeks for row in again.rows] == [row.weeks for row in allocation.rows]


def fixed_by(plan: Plan, allocation: Allocation) -> Plan:
    cells = [
        FixedCell(1, node, member, span, value)
        for node, shares in cells_of(plan, allocation).items()
        for (member, span), value in shares.items()
    ]
    return replace(plan, fixed_cells=tuple(replace(cell, id=number) for number, cell in enumerate(cells)))
