"""Sharing: what the screen shows of a target that is shared out, and whether its numbers add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from isplanner.analysis.forecasting.grounds import Chance
from isplanner.analysis.sharing.allocate import Allocation, MemberRow, MonthWeight, allocate
from isplanner.analysis.sharing.ways import TrackRecord
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey


@dataclass(frozen=True, slots=True)
class Share:
    """A cell: the whole number, what it was rounded from (None where that is not known), whether it was typed.

    `is_changed`: the last edit of the plan changed it.
    """

    value: int
    exact: float | None = None
    is_fixed: bool = False
    is_changed: bool = False


class RowKind(Enum):
    """A member; what members add up to, where a 上乗せ率 makes that more than the team's target; the team; its days."""

    MEMBER = "member"
    HANDED = "handed"
    TEAM = "team"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A row of shares by months, weeks and the period.

    `weights` are what a member's are made of, month by month; `chance` is that of his target, or the team's.
    """

    kind: RowKind
    shares: Mapping[Span, Share]
    member: Member | None = None
    weights: tuple[MonthWeight, ...] = ()
    chance: Chance | None = None

    @property
    def key(self) -> tuple[RowKind, int | None]:
        """What tells it from the other rows."""
        return self.kind, self.member.id if self.member else None

    @property
    def are_days(self) -> bool:
        """Whether it is the row of business days."""
        return self.kind is RowKind.DAYS

    @property
    def is_team(self) -> bool:
        """Whether it is the target itself."""
        return self.kind is RowKind.TEAM

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum over the members."""
        return self.kind in {RowKind.TEAM, RowKind.HANDED}


@dataclass(frozen=True, slots=True)
class Sharing:
    """A node's target, shared out: a row a member, then the sums, then the business days."""

    plan: Plan
    node: NodeKey
    target: int
    allocation: Allocation
    rows: tuple[ShareRow, ...]

    @property
    def members(self) -> tuple[ShareRow, ...]:
        """The rows of the members."""
        return tuple(row for row in self.rows if row.kind is RowKind.MEMBER)

    @property
    def team(self) -> ShareRow:
        """The team's row."""
        return next(row for row in self.rows if row.is_team)

    @property
    def handed(self) -> ShareRow:
        """What the members add up to: the team's row, where it has none of its own."""
        return next((row for row in self.rows if row.kind is RowKind.HANDED), self.team)

    def with_chances(self, members: Mapping[int, Chance], team: Chance | None) -> "Sharing":
        """The same, with the chances of members (by id) and of the team."""

        def told(row: ShareRow) -> ShareRow:
            chance = members.get(row.member.id) if row.member else team if row.is_team else None
            return replace(row, chance=chance)

        return replace(self, rows=tuple(map(told, self.rows)))

    def since(self, before: "Sharing") -> "Sharing":
        """The same, with the numbers that are others than before."""
        old = {(row.key, span): share.value for row in before.rows for span, share in row.shares.items()}

        def marked(row: ShareRow) -> ShareRow:
            shares = {
                span: replace(share, is_changed=old.get((row.key, span), share.value) != share.value)
                for span, share in row.shares.items()
            }
            return replace(row, shares=shares)

        return replace(self, rows=tuple(map(marked, self.rows)))


class Sum(StrEnum):
    """What has to add up."""

    MEMBERS = "members"
    MONTHS = "months"
    WEEKS = "weeks"
    CHANNELS = "channels"


def metric_targets(plan: Plan) -> dict[str, int]:
    """The metrics that can be shared out, with their targets; without one of the plan's own, what its channels make."""
    targets = {}
    for key, metric in plan.metrics.items():
        own = plan.targets.get(NodeKey(key))
        channels = channel_targets(plan, key)
        if metric.is_whole and (own or channels):
            targets[key] = round(own.value) if own else sum(channels.values())
    return targets


def channel_targets(plan: Plan, metric: str) -> dict[str, int]:
    """The channels in which a metric has a target."""
    nodes = [NodeKey(metric, channel) for channel in plan.channels]
    return {str(node.channel): round(plan.targets[node].value) for node in nodes if node in plan.targets}


def read_sharing(plan: Plan, node: NodeKey, record: TrackRecord | None = None) -> Sharing:
    """Share a node's target out, by what is known of members.

    Raises:
        PlanError: What `allocate` says.
    """
    whole = allocate(plan, node.metric, record)
    shown = whole if node.channel is None else whole.channels[node.channel]
    fixed = {(cell.member, cell.span) for cell in plan.fixed_cells if cell.node == node}
    members = tuple(
        ShareRow(
            RowKind.MEMBER,
            {span: Share(value, exact, (member.id, span) in fixed) for span, value, exact in _cells(plan, row)},
            member,
            row.weights,
        )
        for member, row in zip(plan.members, shown.rows, strict=True)
    )
    exact = {span: sum(row.shares[span].exact or 0 for row in members) for span in _spans(plan)} if members else {}
    sums = {RowKind.HANDED: (shown.handed, shown.handed_months, shown.handed_weeks)} if _is_raised(shown) else {}
    sums[RowKind.TEAM] = shown.total, shown.months, shown.weeks
    rows = [
        ShareRow(kind, _sums(plan, numbers, exact if kind is next(iter(sums)) else {}, fixed))
        for kind, numbers in sums.items()
    ]
    days = {span: Share(plan.calendar.business_days(span)) for span in _spans(plan)}
    targets = metric_targets(plan) if node.channel is None else channel_targets(plan, node.metric)
    target = targets[node.channel or node.metric]
    return Sharing(plan, node, target, shown, (*members, *rows, ShareRow(RowKind.DAYS, days)))


def sum_differences(sharing: Sharing) -> dict[Sum, int]:
    """By how much the numbers shown miss each sum, at the worst place; sums that do not occur are left out."""
    plan, team, members = sharing.plan, sharing.team.shares, sharing.members
    rows = [row for row in sharing.rows if not row.are_days]
    differences = {}
    if members:
        together = sharing.handed.shares.items()
        parts = ((total.value, [row.shares[span].value for row in members]) for span, total in together)
        differences[Sum.MEMBERS] = _worst(parts)
    months = [(row.shares[plan.period].value, [row.shares[month].value for month in plan.months]) for row in rows]
    differences[Sum.MONTHS] = _worst([*months, (sharing.target, [team[plan.period].value])])
    differences[Sum.WEEKS] = _worst(
        (row.shares[month].value, [row.shares[week].value for week in weeks_of(plan, month)])
        for row in rows
        for month in plan.months
    )
    channels = channel_targets(plan, sharing.node.metric)
    if channels:
        differences[Sum.CHANNELS] = metric_targets(plan)[sharing.node.metric] - sum(channels.values())
    return differences


def weeks_of(plan: Plan, month: Span) -> tuple[Span, ...]:
    """The weeks of a month in which somebody works."""
    return tuple(week for week in plan.weeks if month.covers(week))


def days_there(plan: Plan, member: Member | None, span: Span) -> int:
    """The business days of a span on which a member is there; without one, all of them."""
    if member is None:
        return plan.calendar.business_days(span)
    there = Span(member.joined or span.start, member.left or span.end)
    return plan.calendar.business_days(span.clip(there))


def _cells(plan: Plan, row: MemberRow) -> Iterator[tuple[Span, int, float]]:
    yield plan.period, row.total, sum(row.exact_months)
    yield from zip(plan.months, row.months, row.exact_months, strict=True)
    yield from zip(plan.weeks, row.weeks, row.exact_weeks, strict=True)


def _spans(plan: Plan) -> tuple[Span, ...]:
    return plan.period, *plan.months, *plan.weeks


def _is_raised(shown: Allocation) -> bool:
    return bool(shown.rows) and shown.handed != shown.total


def _sums(
    plan: Plan,
    numbers: tuple[int, tuple[int, ...], tuple[int, ...]],
    exact: Mapping[Span, float],
    fixed: set[tuple[int | None, Span]],
) -> dict[Span, Share]:
    """A row of sums: the period's, months', weeks'."""
    total, months, weeks = numbers
    values = zip(_spans(plan), (total, *months, *weeks), strict=True)
    return {span: Share(value, exact.get(span), (None, span) in fixed) for span, value in values}


def _worst(sums: "Iterator[tuple[int, list[int]]] | list[tuple[int, list[int]]]") -> int:
    return max((total - sum(parts) for total, parts in sums), key=abs, default=0)
