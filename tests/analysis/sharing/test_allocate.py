from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import FixedCell, Target, Way
from tests.analysis.plans import days
from tests.analysis.shares import ORDERS, TWO, assert_adds_up, assert_sums, plan_for, within_one
from tests.analysis.tree.test_targets import DEMO, DEMO_TARGETS

NAMES = ("青木 一郎", "井上 二葉", "上田 三郎", "江口 四季", "大野 五月", "加藤 六花", "木村 七海", "久保 八雲")
TEAM = tuple(
    Member(
        id=i,
        name=name,
        capacity=0.75 if name == "江口 四季" else 1.0,
        joined=date(2026, 10, 1) if name == "久保 八雲" else None,
        ramp=(0.5, 0.75) if name == "久保 八雲" else (),
    )
    for i, name in enumerate(NAMES, start=1)
)
DEMO_PLAN = replace(DEMO, members=TEAM)


@pytest.mark.parametrize("metric", ["dials", "connects", "appointments", "valid_appointments", "orders", "revenue"])
def test_the_demo_adds_up_in_every_direction(metric: str) -> None:
    allocation = allocate(DEMO_PLAN, metric)
    assert_adds_up(DEMO_PLAN, allocation)
    assert allocation.total == sum(DEMO_PLAN.targets[NodeKey(metric, c)].value for c in allocation.channels)
    assert [part.total for part in allocation.channels.values()] == [
        counts[("dials", "connects", "appointments", "valid_appointments", "orders", "revenue").index(metric)]
        for channel, counts in DEMO_TARGETS.items()
        if channel in allocation.channels
    ]


def test_time_comes_first() -> None:
    allocation = allocate(DEMO_PLAN, "dials")
    # 21, 19 and 20 business days, each channel rounded by itself: 29,000 × 21 ÷ 60 = 10,150.
    assert allocation.months == (10150, 9184, 9666)
    assert len(allocation.weeks) == len(DEMO_PLAN.weeks) == 15


def test_the_example_of_a_thousand_over_three_months() -> None:
    plan = replace(plan_for(1000), calendar=replace(DEMO.calendar, closings=()))
    assert allocate(plan, "orders").months == (333, 302, 365)


def test_people_share_by_capacity_and_ramp() -> None:
    rows = allocate(DEMO_PLAN, "dials").rows
    # October: seven at 1, one at 0.75, one at half: a full load is 10,150 ÷ 7.25.
    load = 10150 / (6 + 0.75 + 0.5)
    assert rows[0].exact_months[0] == pytest.approx(load)
    assert rows[3].exact_months[0] == pytest.approx(0.75 * load)
    assert rows[7].exact_months[0] == pytest.approx(0.5 * load)
    assert rows[7].exact_months[1] == pytest.approx(0.75 * 29000 * 19 / 60 / 7.5)
    assert rows[7].exact_months[2] == pytest.approx(29000 * 20 / 60 / 7.75)
    assert rows[7].weights[0].ramp == 0.5
    assert rows[3].weights[0].capacity == 0.75


def test_evenly_is_without_capacity_and_ramp() -> None:
    allocation = allocate(plan_for(800, TEAM, Way.EVEN), "orders")
    assert [row.total for row in allocation.rows] == [100] * 8


def test_who_joins_or_leaves_has_only_his_days() -> None:
    leaver, joiner = Member(1, "青木 一郎", left=date(2026, 11, 16)), Member(2, "井上 二葉", joined=date(2026, 11, 16))
    plan = plan_for(600, (leaver, joiner))
    allocation = allocate(plan, "orders")
    assert_adds_up(plan, allocation)
    first, second = allocation.rows
    for week, left, came in zip(plan.weeks, first.weeks, second.weeks, strict=True):
        assert (left > 0, came > 0) == (week.start < date(2026, 11, 16), week.start >= date(2026, 11, 16))
    assert allocation.months == (210, 190, 200)


def test_who_comes_later_changes_nothing_before() -> None:
    third = Member(3, "上田 三郎", joined=date(2026, 12, 1))
    before, after = allocate(plan_for(600), "orders"), allocate(plan_for(600, (*TWO, third)), "orders")
    for old, new in zip(before.rows, after.rows, strict=False):
        assert old.months[:2] == new.months[:2]
    assert after.rows[2].months[:2] == (0, 0)
    assert after.rows[2].months[2] in (66, 67)


def test_a_week_without_business_days_is_not_there() -> None:
    plan = plan_for(100)
    assert days("2026-11-01") not in plan.weeks
    assert_adds_up(plan, allocate(plan, "orders"))


@pytest.mark.parametrize("rule", [PeriodRule(closing_day=20), PeriodRule(week_start=5), PeriodRule(20, 5)])
def test_any_months_and_weeks_add_up(rule: PeriodRule) -> None:
    plan = replace(plan_for(997, TEAM, rule=rule), period=rule.quarter(2026, 3))
    allocation = allocate(plan, "orders")
    assert_adds_up(plan, allocation)
    assert len(allocation.months) == 3


def test_without_members_there_are_months_and_weeks() -> None:
    plan = plan_for(100, ())
    allocation = allocate(plan, "orders")
    assert (allocation.rows, allocation.months) == ((), (35, 32, 33))
    assert_adds_up(plan, allocation)


def test_a_target_of_no_channel_is_a_part_of_its_own() -> None:
    plan = replace(DEMO_PLAN, targets={**DEMO_PLAN.targets, ORDERS: replace(DEMO_PLAN.targets[ORDERS], value=130.0)})
    allocation = allocate(plan, "orders")
    assert allocation.total == 130
    assert allocation.rest is not None
    assert allocation.rest.total == 10
    assert_adds_up(plan, allocation)


OCTOBER, NOVEMBER = days("2026-10-01", "2026-10-31"), days("2026-11-01", "2026-11-30")


def fixed(value: int, member: int | None, span: Span, number: int = 1) -> FixedCell:
    return FixedCell(number, ORDERS, member, span, value)


def cell_of(plan: Plan, allocation: Allocation, cell: FixedCell) -> int:
    whole = (allocation.months, allocation.weeks)
    row = next((r for r in allocation.rows if r.member == cell.member), None)
    months, weeks = (row.months, row.weeks) if row else whole
    if cell.span == plan.period:
        return sum(months)
    return months[plan.months.index(cell.span)] if cell.span in plan.months else weeks[plan.weeks.index(cell.span)]


@pytest.mark.parametrize(
    "cells",
    [
        [fixed(50, 1, OCTOBER)],
        [fixed(9, 1, days("2026-10-05", "2026-10-11"))],
        [fixed(120, 1, days("2026-10-01", "2026-12-31"))],
        [fixed(80, None, OCTOBER)],
        [fixed(30, None, days("2026-10-05", "2026-10-11"))],
        [fixed(24, 1, days("2026-10-05", "2026-10-11"), 1), fixed(19, 1, days("2026-10-12", "2026-10-18"), 2)],
        [fixed(60, None, days("2026-10-01", "2026-10-04"), 1), fixed(55, None, days("2026-10-05", "2026-10-11"), 2)],
        [fixed(0, 1, OCTOBER, 1), fixed(0, 2, NOVEMBER, 2)],
        [fixed(100, None, NOVEMBER, 1), fixed(70, 2, NOVEMBER, 2), fixed(3, 2, days("2026-11-09", "2026-11-15"), 3)],
    ],
)
def test_fixed_cells_stay_and_the_rest_goes_around_them(cells: list[FixedCell]) -> None:
    plan = plan_for(300, cells=cells)
    allocation = allocate(plan, "orders")
    assert [cell_of(plan, allocation, cell) for cell in cells] == [cell.value for cell in cells]
    assert_adds_up(plan, allocation)
    assert allocation.total == 300


def test_a_cell_fixed_in_the_whole_is_kept_by_its_channels() -> None:
    cell = fixed(10, 1, OCTOBER)
    plan = replace(DEMO_PLAN, fixed_cells=(cell, FixedCell(2, NodeKey("orders", "webinar"), 2, NOVEMBER, 5)))
    allocation = allocate(plan, "orders")
    assert allocation.rows[0].months[0] == 10
    assert allocation.channels["webinar"].rows[1].months[1] == 5
    assert_adds_up(plan, allocation)


@pytest.mark.parametrize(
    ("cells", "at", "difference"),
    [
        ([fixed(150, 1, OCTOBER)], [OCTOBER], 45),
        ([fixed(40, 1, OCTOBER, 1), fixed(50, 2, OCTOBER, 2)], [OCTOBER], 15),
        (
            [
                fixed(100, None, OCTOBER, 1),
                fixed(100, None, NOVEMBER, 2),
                fixed(120, None, days("2026-12-01", "2026-12-31"), 3),
            ],
            None,
            20,
        ),
        (
            [fixed(100, 1, days("2026-10-01", "2026-12-31"), 1), fixed(150, 2, days("2026-10-01", "2026-12-31"), 2)],
            None,
            50,
        ),
        ([fixed(20, 1, OCTOBER, 1), fixed(25, 1, days("2026-10-05", "2026-10-11"), 2)], ["青木 一郎", OCTOBER], 5),
    ],
)
def test_what_cannot_add_up_names_where_and_by_how_much(
    cells: list[FixedCell], at: list[object] | None, difference: int
) -> None:
    with pytest.raises(PlanError) as caught:
        allocate(plan_for(300, cells=cells), "orders")
    problem = caught.value.problem
    assert problem.code == "contradiction"
    assert problem.values["difference"] == difference
    assert problem.values["at"] == (at or [days("2026-10-01", "2026-12-31")])


@pytest.mark.parametrize(
    ("plan", "metric", "code"),
    [
        (DEMO_PLAN, "connect_rate", "rate_not_shared"),
        (DEMO_PLAN, "leads", "no_target"),
        (plan_for(10, cells=[fixed(1, 1, days("2026-10-02", "2026-10-03"))]), "orders", "fixed_nowhere"),
        (plan_for(10, [replace(TWO[0], capacity=0.0)]), "orders", "nobody_there"),
        (plan_for(10, [replace(TWO[0], left=date(2026, 9, 1))]), "orders", "nobody_there"),
        (replace(plan_for(10), period=days("2026-10-03", "2026-10-04")), "orders", "no_business_days"),
    ],
)
def test_what_cannot_be_shared_out(plan: Plan, metric: str, code: str) -> None:
    with pytest.raises(PlanError, match=code):
        allocate(plan, metric)


MEMBERS = st.lists(
    st.builds(
        Member,
        id=st.just(0),
        name=st.just("x"),
        capacity=st.sampled_from([0.0, 0.5, 0.75, 1.0]),
        joined=st.none() | st.dates(date(2026, 8, 1), date(2026, 12, 31)),
        left=st.none() | st.dates(date(2026, 10, 2), date(2027, 1, 31)),
        ramp=st.sampled_from([(), (0.5, 0.75), (0.0, 0.3)]),
    ),
    min_size=1,
    max_size=6,
)


@given(MEMBERS, st.integers(0, 5000), st.sampled_from(list(Way)), st.sampled_from([PeriodRule(), PeriodRule(20, 5)]))
def test_any_team_adds_up(members: list[Member], total: int, way: Way, rule: PeriodRule) -> None:
    # One who is always there, so that somebody is.
    team = [Member(1, "青木 一郎"), *(replace(member, id=i) for i, member in enumerate(members, start=2))]
    plan = plan_for(total, team, way, rule)
    allocation = allocate(plan, "orders")
    assert_adds_up(plan, allocation)
    assert allocation.total == total


TARGETS = st.dictionaries(st.sampled_from(list(DEMO_TARGETS)), st.integers(0, 400), min_size=1)


@given(TARGETS)
def test_any_channels_add_up(targets: Mapping[str, int]) -> None:
    nodes = {NodeKey("orders", channel): float(value) for channel, value in targets.items()}
    plan = replace(DEMO_PLAN, targets={key: Target(1, key, value) for key, value in nodes.items()})
    allocation = allocate(plan, "orders")
    assert_adds_up(plan, allocation)
    assert allocation.total == sum(targets.values())


def test_who_stands_first_gets_no_more() -> None:
    forward, backward = plan_for(1000, TEAM), plan_for(1000, TEAM[::-1])
    exact = {row.member: row.exact_weeks for row in allocate(forward, "orders").rows}
    for row in allocate(backward, "orders").rows:
        assert row.exact_weeks == pytest.approx(exact[row.member])


def test_what_is_fixed_in_weeks_moves_the_month_of_its_row() -> None:
    weeks = days("2026-10-05", "2026-10-11"), days("2026-10-19", "2026-10-25"), days("2026-10-26", "2026-10-31")
    for member, value, months in ((1, 25, (105, 95, 100)), (None, 50, (150, 73, 77))):
        cells = [fixed(value, member, week, number) for number, week in enumerate(weeks)]
        allocation = allocate(plan_for(300, cells=cells), "orders")
        assert allocation.months == months
        assert cell_of(DEMO, allocation, fixed(0, member, OCTOBER)) == 3 * value


def test_weeks_in_which_nobody_is_there_get_nothing() -> None:
    late = [replace(member, joined=date(2026, 10, 12)) for member in TWO]
    plan = plan_for(300, late)
    allocation = allocate(plan, "orders")
    assert allocation.weeks[:2] == (0, 0)
    assert sum(allocation.weeks) == 300
    assert_adds_up(plan, allocation)


def test_a_whole_of_channels_stays_near_its_exact_shares() -> None:
    """Rounded channel by channel, without regard to each other, members with equal shares drift apart by 5 a week."""
    rows = allocate(DEMO_PLAN, "appointments").rows
    for row in rows:
        assert all(abs(whole - exact) < 2 for whole, exact in zip(row.weeks, row.exact_weeks, strict=True))
    equal = [row.total for row in rows if row.member not in (4, 8)]
    assert max(equal) - min(equal) <= 1


def test_a_year_adds_up() -> None:
    rule = PeriodRule(closing_day=20, week_start=5)
    plan = replace(plan_for(123_456_789, TEAM, rule=rule), period=rule.fiscal_year(2026))
    allocation = allocate(plan, "orders")
    assert len(allocation.months) == 12
    assert_adds_up(plan, allocation)
    assert allocation == allocate(plan, "orders")


def test_thousands_of_plans_add_up_around_fixed_cells() -> None:
    """Cells fixed as they stand, or a little more, are kept, or it is said where they cannot be.

    What is fixed in weeks can leave no table that is within 1 everywhere; then the nearest is taken.
    """
    random, codes, far = Random(2026), list[str](), 0
    rules = [PeriodRule(), PeriodRule(0, 5), PeriodRule(20, 5)]
    for _ in range(1000):
        team = [Member(i, str(i), random.choice([0.5, 0.75, 1.0])) for i in range(1, random.randint(3, 8))]
        way = random.choice([Way.EVEN, Way.BUSINESS_DAYS])
        plan = plan_for(random.randint(0, 3000), team, way, random.choice(rules))
        before = allocate(plan, "orders")
        row, spans = random.choice(before.rows), (*plan.months, *plan.weeks)
        places = random.sample(range(len(spans)), random.randint(1, 3))
        cells = [
            fixed((*row.months, *row.weeks)[place] + random.choice([0, 0, 1, 5]), row.member, spans[place], i)
            for i, place in enumerate(places)
        ]
        fixed_plan = replace(plan, fixed_cells=tuple(cells))
        try:
            allocation = allocate(fixed_plan, "orders")
        except PlanError as error:
            codes.append(error.problem.code)
            continue
        assert_sums(fixed_plan, allocation)
        far += not all(map(within_one, allocation.rows))
        assert [cell_of(plan, allocation, cell) for cell in cells] == [cell.value for cell in cells]
    assert set(codes) <= {"contradiction"}
    assert len(codes) < 100
    assert far < 5
