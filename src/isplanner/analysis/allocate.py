"""Sharing out (配分): a target over months, weeks and members, in whole numbers that add up in every direction.

Time comes first: the target goes to the weeks in which somebody is there, by business days. Then people: what falls on
a week goes to those who are there, by their business days × capacity × ramp; so one who comes or goes changes nothing
before that week. `share_out.py` does that for one part, a channel's target or the plan's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

from isplanner.analysis.frame import TEAM, Frame, MonthWeight
from isplanner.analysis.hand_down import hand_down
from isplanner.analysis.share_out import Part, Shares, share_out
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's cells, along the plan's months and weeks, and the exact shares they were rounded from."""

    member: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    exact_months: tuple[float, ...]
    exact_weeks: tuple[float, ...]
    weights: tuple[MonthWeight, ...]

    @property
    def total(self) -> int:
        """The member's target."""
        return sum(self.months)


@dataclass(frozen=True, slots=True)
class Allocation:
    """A metric's target in whole numbers, along the plan's months and weeks; its members add up to it everywhere.

    `channels` are its parts where channels have targets, `rest` the part that is of no channel, where there is one.
    Each cell of a part lies within 1 of its exact share. Without members there are no rows.
    """

    metric: str
    total: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    rows: tuple[MemberRow, ...]
    channels: Mapping[str, "Allocation"]
    rest: "Allocation | None" = None


def allocate(plan: Plan, metric: str) -> Allocation:
    """Share out a metric's target: channel by channel where channels have targets, the whole being their sum.

    Where the plan's own target differs from theirs, the difference is one more part, of no channel.

    Raises:
        PlanError: `rate_not_shared`, `no_target`, `no_business_days`, `nobody_there`, `fixed_nowhere`, or
            `contradiction` where fixed cells cannot add up to what they are part of.
    """
    whole, frame = NodeKey(metric), Frame.of(plan)
    parts = _parts(plan, metric)
    if parts[0].node != whole:
        parts = hand_down(frame, parts, [cell for cell in plan.fixed_cells if cell.node == whole])
    shares = share_out(frame, parts)
    alone = [_allocation(frame, part, cells) for part, cells in zip(parts, shares, strict=True)]
    if len(parts) == 1 and parts[0].node == whole:
        return alone[0]
    together = reduce(Shares.plus, shares)
    channels = {part.node.channel: answer for part, answer in zip(parts, alone, strict=True) if part.node.channel}
    rest = alone[-1] if parts[-1].node == whole else None
    return replace(_allocation(frame, replace(parts[0], node=whole), together), channels=channels, rest=rest)


def _parts(plan: Plan, metric: str) -> list[Part]:
    """What is shared out by itself: the targets of channels, and what the plan's own has beyond them."""
    if not plan.metrics[metric].is_whole:
        raise PlanError("rate_not_shared", node=NodeKey(metric))
    nodes = [NodeKey(metric, channel) for channel in (*plan.channels, None)]
    targets = [plan.targets[node] for node in nodes if node in plan.targets]
    if not targets:
        raise PlanError("no_target", node=NodeKey(metric))
    *channels, last = [
        Part(target.node, round(target.value), target.way, tuple(c for c in plan.fixed_cells if c.node == target.node))
        for target in targets
    ]
    if last.node.channel is not None or not channels:
        return [*channels, last]
    rest = last.total - sum(part.total for part in channels)
    return [*channels, replace(last, total=rest, cells=())] if rest else channels


def _allocation(frame: Frame, part: Part, shares: Shares) -> Allocation:
    rows = [
        MemberRow(
            member.id,
            tuple(shares.months[row].tolist()),
            tuple(shares.weeks[row].tolist()),
            tuple(shares.exact_months[row].tolist()),
            tuple(shares.exact_weeks[row].tolist()),
            weights,
        )
        for row, (member, weights) in enumerate(zip(frame.members, frame.month_weights(part.way), strict=True))
    ]
    months, weeks = shares.months[TEAM].tolist(), shares.weeks[TEAM].tolist()
    return Allocation(part.node.metric, sum(months), tuple(months), tuple(weeks), tuple(rows), {})
