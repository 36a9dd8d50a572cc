"""Who joins, leaves or moves with a date: only what is left after it is shared out again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.teams import by_team
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member
from isplanner.plan.target import FixedCell, Way
from tests.analysis.plans import days
from tests.analysis.shares import ORDERS, TWO, assert_adds_up, column_sums, plan_for
from tests.analysis.sharing.test_allocate import DEMO_PLAN, TEAM

RULES = [PeriodRule(), PeriodRule(0, 5), PeriodRule(20, 5)]
FIRST = date(2026, 10, 1)


def weeks_before(plan: Plan, allocation: Allocation, day: date, member: int) -> list[int]:
    row = next(row for row in allocation.rows if row.member == member)
    return [share for week, share in zip(plan.weeks, row.weeks, strict=True) if week.end <= day]


def months_before(plan: Plan, allocation: Allocation, day: date, member: int) -> list[int]:
    row = next(row for row in allocation.rows if row.member == member)
    return [share for month, share in zip(plan.months, row.months, strict=True) if month.end <= day]


def exact_before(plan: Plan, allocation: Allocation, day: date, member: int) -> list[float]:
    row = next(row for row in allocation.rows if row.member == member)
    return [share for week, share in zip(plan.weeks, row.exact_weeks, strict=True) if week.end <= day]


TEAMS = st.lists(st.sampled_from([0.5, 0.75, 1.0]), min_size=1, max_size=6).map(
    lambda capacities: [Member(number, str(number), capacity) for number, capacity in enumerate(capacities, 1)]
)
DAYS = st.integers(1, 91).map(lambda later: FIRST + timedelta(days=later))


def joined(team: Sequence[Member], day: date) -> list[Member]:
    return [*team, Member(99, "新人", joined=day, ramp=(0.5,))]


def gone(team: Sequence[Member], day: date) -> list[Member]:
    return [*team[:-1], replace(team[-1], left=day)] if len(team) > 1 else list(team)


CHANGES = [joined, gone]


@given(TEAMS, DAYS, st.integers(0, 3000), st.sampled_from(RULES), st.sampled_from(CHANGES), st.sampled_from(list(Way)))
def test_months_before_a_change_stay_and_all_adds_up(
    team: list[Member],
    day: date,
    total: int,
    rule: PeriodRule,
    change: Callable[[Sequence[Member], date], list[Member]],
    way: Way,
) -> None:
    before, after = plan_for(total, team, way, rule), plan_for(total, change(team, day), way, rule)
    old, new = allocate(before, "orders"), allocate(after, "orders")
    assert_adds_up(after, new)
    for member in team:
        assert months_before(after, new, day, member.id) == months_before(before, old, day, member.id)
        exact = exact_before(before, old, day, member.id)
        assert exact_before(after, new, day, member.id) == pytest.approx(exact)


def test_weeks_before_a_change_stay_but_for_a_unit_in_the_month_that_has_begun() -> None:
    """A month's end cannot always make good what its weeks were rounded by; then the month is rounded anew."""
    random, moved, count = Random(7), 0, 600
    for _ in range(count):
        team = [Member(i, str(i), random.choice([0.5, 0.75, 1.0])) for i in range(1, random.randint(3, 7))]
        day, change = FIRST + timedelta(days=random.randint(1, 91)), random.choice(CHANGES)
        plans = [plan_for(random.randint(0, 2000), team, rule=random.choice(RULES))]
        plans.append(replace(plans[0], members=tuple(change(team, day))))
        old, new = (allocate(plan, "orders") for plan in plans)
        assert_adds_up(plans[1], new)
        differences = [
            abs(was - now)
            for member in team
            for was, now in zip(
                weeks_before(plans[0], old, day, member.id), weeks_before(plans[1], new, day, member.id), strict=True
            )
        ]
        assert max(differences, default=0) <= 1
        moved += any(differences)
    assert moved < 0.03 * count


def test_several_changes_each_leave_what_was_before() -> None:
    late, later = Member(3, "上田 三郎", joined=date(2026, 11, 9)), Member(4, "江口 四季", joined=date(2026, 12, 7))
    leaver = replace(TWO[0], left=date(2026, 11, 30))
    rosters = [TWO, (*TWO, late), (leaver, TWO[1], late), (leaver, TWO[1], late, later)]
    dates = [date(2026, 11, 9), date(2026, 11, 30), date(2026, 12, 7)]
    allocations = [allocate(plan_for(1234, roster), "orders") for roster in rosters]
    plan = plan_for(1234)
    for day, (old, new) in zip(dates, pairwise(allocations), strict=True):
        for member in TWO:
            assert weeks_before(plan, new, day, member.id) == weeks_before(plan, old, day, member.id)


def test_channels_stay_too() -> None:
    joiner = Member(9, "新人", joined=date(2026, 12, 1), ramp=(0.5,))
    plan = replace(DEMO_PLAN, members=(*TEAM, joiner))
    for metric in ("dials", "appointments", "revenue"):
        old, new = allocate(DEMO_PLAN, metric), allocate(plan, metric)
        assert_adds_up(plan, new)
        for channel, part in old.channels.items():
            for member in TEAM:
                now = months_before(plan, new.channels[channel], joiner.joined or FIRST, member.id)
                assert now == months_before(plan, part, joiner.joined or FIRST, member.id)


def test_fixed_cells_stay_fixed_when_somebody_comes() -> None:
    december = days("2026-12-01", "2026-12-31")
    third = Member(3, "上田 三郎", joined=date(2026, 12, 1))
    cells = [FixedCell(1, ORDERS, 3, december, 50), FixedCell(2, ORDERS, 1, december, 10)]
    plan = plan_for(300, (*TWO, third), cells=cells)
    allocation = allocate(plan, "orders")
    assert [row.months[2] for row in allocation.rows] == [10, 40, 50]
    assert_adds_up(plan, allocation)


def test_what_can_only_be_had_by_looking_ahead_is_had() -> None:
    """Alone there is no way to give the first member only 90 in December; with the one who comes then there is."""
    december = days("2026-12-01", "2026-12-31")
    plan = plan_for(
        300, (TWO[0], replace(TWO[1], joined=date(2026, 12, 1))), cells=[FixedCell(1, ORDERS, 1, december, 90)]
    )
    allocation = allocate(plan, "orders")
    assert [row.months[2] for row in allocation.rows] == [90, 10]
    assert_adds_up(plan, allocation)


class TestTeams:
    def test_nobody_is_in_a_team(self) -> None:
        assert by_team(DEMO_PLAN, allocate(DEMO_PLAN, "orders")) == ()

    def test_teams_add_up_in_every_week_and_month(self) -> None:
        teams = ["東京", "東京", "大阪", None]
        members = tuple(
            replace(member, teams=((None, team),)) if team else member
            for member, team in zip(TEAM, teams * 2, strict=True)
        )
        plan = replace(DEMO_PLAN, members=members)
        allocation = allocate(plan, "appointments")
        rows = by_team(plan, allocation)
        assert [row.team for row in rows] == ["東京", "大阪", None]
        assert column_sums([row.weeks for row in rows]) == allocation.weeks
        assert column_sums([row.months for row in rows]) == allocation.months
        assert sum(row.total for row in rows) == allocation.total == 750

    def test_a_transfer_moves_what_comes_after_it(self) -> None:
        mover = replace(TWO[0], teams=((None, "東京"), (date(2026, 11, 16), "大阪")))
        stay = replace(TWO[1], teams=((None, "東京"),))
        plan = plan_for(600, (mover, stay))
        allocation = allocate(plan, "orders")
        assert allocation.rows == allocate(plan_for(600), "orders").rows
        tokyo, osaka = by_team(plan, allocation)
        for week, share, in_tokyo, in_osaka in zip(
            plan.weeks, allocation.rows[0].weeks, tokyo.weeks, osaka.weeks, strict=True
        ):
            assert in_osaka == (share if week.start >= date(2026, 11, 16) else 0)
            assert in_tokyo + in_osaka == allocation.weeks[plan.weeks.index(week)]

    @given(TEAMS, st.lists(st.tuples(DAYS, st.sampled_from("ABC")), max_size=4), st.integers(0, 2000))
    def test_any_transfers_add_up(self, team: list[Member], moves: list[tuple[date, str]], total: int) -> None:
        moved = [replace(team[0], teams=((None, "A"), *sorted(moves))), *team[1:]]
        plan = plan_for(total, moved)
        allocation = allocate(plan, "orders")
        rows = by_team(plan, allocation)
        assert column_sums([row.weeks for row in rows]) == allocation.weeks
        assert all(row.total == sum(row.weeks) for row in rows)
