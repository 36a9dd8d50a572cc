"""Sharing: what the screen shows of a target that is shared out, and whether its numbers add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from isplanner.analysis.allocate import Allocation, MemberRow, allocate
from isplanner.analysis.ways import TrackRecord
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


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A member's shares by months, weeks and the period; the team's, where `member` is None; or the business days.

    `ramps` are a member's, month by month.
    """

    member: Member | None
    shares: Mapping[Span, Share]
    are_days: bool = False
    ramps: tuple[float, ...] = ()

    @property
    def key(self) -> tuple[int | None, bool]:
        """What tells it from the other rows."""
        return (self.member.id if self.member else None), self.are_days

    @property
    def is_team(self) -> bool:
        """Whether it is the sum over the members."""
        return self.member is None and not self.are_days


@dataclass(frozen=True, slots=True)
class Sharing:
    """A node's target, shared out: a row a member, then the team's, then the business days."""

    plan: Plan
    node: NodeKey
    target: int
    rows: tuple[ShareRow, ...]

    @property
    def members(self) -> tuple[ShareRow, ...]:
        """The rows of the members."""
        return self.rows[:-2]

    @property
    def team(self) -> ShareRow:
        """The team's row."""
        return self.rows[-2]

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
            member,
            {span: Share(value, exact, (member.id, span) in fixed) for span, value, exact in _cells(plan, row)},
            ramps=tuple(weight.ramp for weight in row.weights),
        )
        for member, row in zip(plan.members, shown.rows, strict=True)
    )
    days = {span: Share(plan.calendar.business_days(span)) for span in (plan.period, *plan.months, *plan.weeks)}
    team = ShareRow(None, _team_shares(plan, shown, members, fixed))
    targets = metric_targets(plan) if node.channel is None else channel_targets(plan, node.metric)
    return Sharing(
        plan, node, targets[node.channel or node.metric], (*members, team, ShareRow(None, days, are_days=True))
    )


def sum_differences(sharing: Sharing) -> dict[Sum, int]:
    """By how much the numbers shown miss each sum, at the worst place; sums that do not occur are left out."""
    plan, team = sharing.plan, sharing.team.shares
    rows = (*sharing.members, sharing.team)
    differences = {}
    if sharing.members:
        parts = ((total.value, [row.shares[span].value for row in sharing.members]) for span, total in team.items())
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


def _team_shares(
    plan: Plan, shown: Allocation, members: tuple[ShareRow, ...], fixed: set[tuple[int | None, Span]]
) -> dict[Span, Share]:
    values = {
        plan.period: shown.total,
        **dict(zip(plan.months, shown.months, strict=True)),
        **dict(zip(plan.weeks, shown.weeks, strict=True)),
    }
    exact = {span: sum(row.shares[span].exact or 0 for row in members) if members else None for span in values}
    return {span: Share(value, exact[span], (None, span) in fixed) for span, value in values.items()}


def _worst(sums: "Iterator[tuple[int, list[int]]] | list[tuple[int, list[int]]]") -> int:
    return max((total - sum(parts) for total, parts in sums), key=abs, default=0)
