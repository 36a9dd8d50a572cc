"""What must be true of every allocation, and plans of one target to try it on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from isplanner.analysis.sharing.allocate import Allocation, MemberRow
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import FixedCell, Target, Way
from tests.analysis.plans import plan_of

TWO = (Member(1, "青木 一郎"), Member(2, "井上 二葉"))
ORDERS = NodeKey("orders")


def plan_for(
    total: float,
    members: Sequence[Member] = TWO,
    way: Way = Way.BUSINESS_DAYS,
    rule: PeriodRule = PeriodRule(),  # noqa: B008 (frozen)
    cells: Sequence[FixedCell] = (),
) -> Plan:
    """A plan of one node with a target."""
    plan = plan_of({"orders": None}, "orders", members=tuple(members), rule=rule)
    target = Target(1, ORDERS, total, way=way)
    return replace(plan, targets={ORDERS: target}, fixed_cells=tuple(cells))


def parts(allocation: Allocation) -> Iterator[Allocation]:
    """What is rounded by itself: each channel and the rest, or the whole."""
    yield from allocation.channels.values()
    if allocation.rest:
        yield allocation.rest
    if not allocation.channels:
        yield allocation


def assert_adds_up(plan: Plan, allocation: Allocation) -> None:
    """All sums are exact, and cells of a part lie within 1 of their exact shares."""
    assert_sums(plan, allocation)
    assert all(within_one(row) for part in parts(allocation) for row in part.rows)


def assert_sums(plan: Plan, allocation: Allocation) -> None:
    """Team = members, period = months = weeks, plan = channels."""
    month_of = [next(i for i, month in enumerate(plan.months) if month.covers(week)) for week in plan.weeks]
    for part in (allocation, *parts(allocation)):
        assert part.total == sum(part.months) == sum(part.weeks)
        assert_months_are_weeks(part.months, part.weeks, month_of)
        for row in part.rows:
            assert_months_are_weeks(row.months, row.weeks, month_of)
        if part.rows:
            assert sum(row.total for row in part.rows) == part.handed
        if part.handed == part.total:
            assert (part.months, part.weeks) == (part.handed_months, part.handed_weeks)
    assert allocation.handed == sum(part.handed for part in parts(allocation))
    assert allocation.months == column_sums([part.months for part in parts(allocation)])
    for i, row in enumerate(allocation.rows):
        assert row.weeks == column_sums([part.rows[i].weeks for part in parts(allocation)])


def assert_months_are_weeks(months: Sequence[int], weeks: Sequence[int], month_of: Sequence[int]) -> None:
    for i, month in enumerate(months):
        assert month == sum(week for week, belongs in zip(weeks, month_of, strict=True) if belongs == i)


def column_sums(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))


def within_one(row: MemberRow) -> bool:
    cells = zip((*row.months, *row.weeks), (*row.exact_months, *row.exact_weeks), strict=True)
    return all(abs(whole - exact) < 1 + 1e-6 for whole, exact in cells)
