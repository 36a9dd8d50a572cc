"""What the matrix shows: members by quarter, months and weeks, the team's row, its business days; and whether it adds up."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.allocate import Allocation


class Grain(Enum):
    """How long a column is."""

    PERIOD = auto()
    MONTH = auto()
    WEEK = auto()


class Slot(NamedTuple):
    """A column of days; a week names the month it is of."""

    grain: Grain
    span: Span
    month: Span | None = None


class RowKind(Enum):
    """A member, the team, or the business days."""

    MEMBER = auto()
    TEAM = auto()
    DAYS = auto()


@dataclass(frozen=True, slots=True)
class Share:
    """One cell: the whole number, the exact share it was rounded from."""

    value: int
    exact: float
    is_fixed: bool = False
    is_changed: bool = False
    """Whether the last edit of the plan changed it."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row; `shares` has every slot of the plan, also those that are folded away."""

    kind: RowKind
    member: Member | None
    shares: Mapping[Slot, Share]


class Check(Enum):
    """Two ways of adding up that must come to the same."""

    MEMBERS_TEAM = auto()
    MONTHS_PERIOD = auto()
    WEEKS_MONTHS = auto()
    CHANNELS_WHOLE = auto()


Values = Mapping[tuple[int | None, Slot], int]
"""Member id (None: the team) and slot → what the cell showed."""


def slots_of(plan: Plan, unfolded: Set[Span], *, with_months: bool = True) -> tuple[Slot, ...]:
    """The columns: the period, its months, behind each unfolded month its weeks in which somebody works."""
    months = plan.months if with_months else ()
    columns = [Slot(Grain.PERIOD, plan.period)]
    for month in months:
        columns.append(Slot(Grain.MONTH, month))
        if month in unfolded:
            columns += [Slot(Grain.WEEK, week, month) for week in plan.weeks if month.covers(week)]
    return tuple(columns)


def matrix(plan: Plan, allocation: "Allocation", node: NodeKey, before: Values) -> tuple[MatrixRow, ...]:
    """The rows of a node's target; a cell that was another number `before` is changed."""
    slots = slots_of(plan, set(plan.months))
    months = [slot for slot in slots if slot.grain is Grain.MONTH]
    weeks = [slot for slot in slots if slot.grain is Grain.WEEK]
    fixed = {(cell.member, cell.span) for cell in plan.fixed_cells if cell.node == node}

    def shares(
        member: int | None, by_month: Sequence[int], by_week: Sequence[int], exact: Sequence[float]
    ) -> dict[Slot, Share]:
        values = [sum(by_month), *by_month, *by_week]
        return {
            slot: Share(value, share, (member, slot.span) in fixed, before.get((member, slot), value) != value)
            for slot, value, share in zip((slots[0], *months, *weeks), values, exact, strict=True)
        }

    rows = [
        MatrixRow(
            RowKind.MEMBER,
            plan.member(row.member),
            shares(row.member, row.months, row.weeks, [sum(row.exact_months), *row.exact_months, *row.exact_weeks]),
        )
        for row in allocation.rows
    ]
    whole = [float(allocation.total), *map(float, allocation.months), *map(float, allocation.weeks)]
    days = [plan.calendar.business_days(slot.span) for slot in (*months, *weeks)]
    worked = {slot: Share(number, number) for slot, number in zip((*months, *weeks), days, strict=True)}
    worked[slots[0]] = Share(plan.calendar.business_days(plan.period), 0)
    team = MatrixRow(RowKind.TEAM, None, shares(None, allocation.months, allocation.weeks, whole))
    return (*rows, team, MatrixRow(RowKind.DAYS, None, worked))


def values_of(rows: Sequence[MatrixRow]) -> Values:
    """What each cell shows."""
    return {
        (row.member.id if row.member else None, slot): share.value
        for row in rows
        if row.kind is not RowKind.DAYS
        for slot, share in row.shares.items()
    }


def checked(rows: Sequence[MatrixRow], allocation: "Allocation") -> dict[Check, int]:
    """The largest difference of each check, from the cells themselves; a check that has nothing to add up is left out."""
    shared = [row for row in rows if row.kind is not RowKind.DAYS]
    *members, team = shared
    differences = {
        Check.MONTHS_PERIOD: [_sum(row, Grain.MONTH) - _sum(row, Grain.PERIOD) for row in shared],
        Check.WEEKS_MONTHS: [gap for row in shared for gap in _week_gaps(row)],
        Check.CHANNELS_WHOLE: list(_channel_gaps(allocation)),
    }
    if members:
        sums = {slot: sum(row.shares[slot].value for row in members) for slot in team.shares}
        differences[Check.MEMBERS_TEAM] = [total - team.shares[slot].value for slot, total in sums.items()]
    return {check: max(differences[check], key=abs) for check in Check if differences.get(check)}


def _sum(row: MatrixRow, grain: Grain) -> int:
    return sum(share.value for slot, share in row.shares.items() if slot.grain is grain)


def _week_gaps(row: MatrixRow) -> Iterator[int]:
    for slot, share in row.shares.items():
        if slot.grain is Grain.MONTH:
            yield sum(week.value for other, week in row.shares.items() if other.month == slot.span) - share.value


def _channel_gaps(allocation: "Allocation") -> Iterator[int]:
    """For each cell of the whole what its channels lack to it, or exceed it by."""
    parts = [*allocation.channels.values(), *([allocation.rest] if allocation.rest else [])]
    if not parts:
        return
    for own, *others in zip(allocation.months, *(part.months for part in parts), strict=True):
        yield sum(others) - own
    for own, *others in zip(allocation.weeks, *(part.weeks for part in parts), strict=True):
        yield sum(others) - own
    for place, row in enumerate(allocation.rows):
        for own, *others in zip(row.weeks, *(part.rows[place].weeks for part in parts), strict=True):
            yield sum(others) - own
