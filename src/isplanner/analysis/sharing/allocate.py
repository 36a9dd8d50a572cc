"""Sharing out (配分): a target over months, weeks and members, in whole numbers that add up in every direction.

Time comes first: the target goes to the weeks in which somebody is there, by business days × month factor. Then people:
what falls on a week goes to those who are there, by what they weigh (`ways.py`); so one who comes or goes changes
nothing before that week. `share_out.py` does that for one part, a channel's target or the plan's.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import floor

from isplanner.analysis.people.frame import TEAM, Frame
from isplanner.analysis.sharing.at_once import share_at_once
from isplanner.analysis.sharing.hand_down import hand_down
from isplanner.analysis.sharing.share_out import Part, Shares, share_out
from isplanner.analysis.sharing.ways import TrackRecord, WayTaken, Weighing, looked_at, weigh
from isplanner.analysis.whole_numbers.rounding import round_shares
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import FixedCell, Line, Target

_HALF = 0.5 + 1e-9
Cells = Mapping[tuple[int | None, Span], int]
"""Shares by member id (None: the team) and days."""


@dataclass(frozen=True, slots=True)
class MonthWeight:
    """What a member weighs in a month: the business days he is there, his capacity, his ramp, and a factor of his own.

    The factor is his rate beside the team's, what he did a day, or what the manager typed, as the way has it.
    """

    days: int
    capacity: float
    ramp: float
    factor: float


Weights = Mapping[Weighing, tuple[tuple[MonthWeight, ...], ...]]
"""What members' weights are made of, by member and month."""


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
    Each cell of a part lies within 1 of its exact share. Without members there are no rows. With a 上乗せ率 the rows
    add up to `handed`, which is so much more than `total`. `ways` are those of its parts.
    """

    metric: str
    total: int
    handed: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    rows: tuple[MemberRow, ...]
    ways: tuple[WayTaken, ...]
    channels: Mapping[str, "Allocation"]
    rest: "Allocation | None" = None

    @property
    def handed_months(self) -> tuple[int, ...]:
        """What the rows add up to by month."""
        return _sums([row.months for row in self.rows]) or self.months

    @property
    def handed_weeks(self) -> tuple[int, ...]:
        """What the rows add up to by week."""
        return _sums([row.weeks for row in self.rows]) or self.weeks


def allocate(plan: Plan, metric: str, record: TrackRecord | None = None, line: Line = Line.MUST) -> Allocation:
    """Share out a metric's target: channel by channel where channels have targets, the whole being their sum.

    Where the plan's own target differs from theirs, the difference is one more part, of no channel.

    Args:
        plan: Whose targets, ways, weights and fixed cells are used.
        metric: A count or an amount.
        record: What members did before; without it the ways that take it fall back to `business_days`.
        line: 必達 or 努力; cells are fixed in 必達 alone.

    Raises:
        PlanError: `rate_not_shared`, `no_target`, `no_business_days`, `nobody_there`, `fixed_nowhere`, or
            `contradiction` where fixed cells cannot add up to what they are part of.
    """
    whole, frame = NodeKey(metric), Frame.of(plan)
    fixed = [cell for cell in plan.fixed_cells if cell.node.metric == metric and line is Line.MUST]
    parts = _parts(plan, metric, fixed, record, line)
    shares = _share(frame, parts, [cell for cell in fixed if cell.node == whole and parts[0].node != whole])
    weights = {weighing: _weights(frame, weighing) for weighing in dict.fromkeys(part.weighing for part in parts)}
    alone = [_allocation(frame, part, cells, weights) for part, cells in zip(parts, shares, strict=True)]
    if len(parts) == 1 and parts[0].node == whole:
        return alone[0]
    together = _allocation(frame, replace(parts[0], node=whole), reduce(Shares.plus, shares), weights)
    return replace(
        together,
        handed=sum(part.handed for part in parts),
        ways=tuple(dict.fromkeys(way for part in alone for way in part.ways)),
        channels={part.node.channel: own for part, own in zip(parts, alone, strict=True) if part.node.channel},
        rest=alone[-1] if parts[-1].node == whole else None,
    )


def _share(frame: Frame, parts: list[Part], cells: Sequence[FixedCell]) -> list[Shares]:
    """Shares of parts, with cells that are fixed in their sum handed down to them; at once where that ends nowhere."""
    try:
        return share_out(frame, hand_down(frame, parts, cells))
    except PlanError as error:
        shares = share_at_once(frame, parts, cells) if cells and error.problem.code == "contradiction" else None
        if shares is None:
            raise
        return shares


def cells_of(plan: Plan, allocation: Allocation) -> dict[NodeKey, Cells]:
    """All shares by week as cells to fix, by the node they are of: what 確定 keeps."""
    parts = {NodeKey(allocation.metric, channel): part for channel, part in allocation.channels.items()}
    if not parts or allocation.rest:
        parts[NodeKey(allocation.metric)] = allocation
    return {node: _cells(plan, part) for node, part in parts.items()}


def _cells(plan: Plan, part: Allocation) -> Cells:
    cells: dict[tuple[int | None, Span], int] = {
        (None, week): n for week, n in zip(plan.weeks, part.weeks, strict=True)
    }
    for row in part.rows:
        weeks = zip(plan.weeks, row.weeks, row.exact_weeks, strict=True)
        cells |= {(row.member, week): share for week, share, exact in weeks if share or exact}
    return cells


def _parts(plan: Plan, metric: str, fixed: Sequence[FixedCell], record: TrackRecord | None, line: Line) -> list[Part]:
    """What is shared out by itself: the targets of channels, and what the plan's own has beyond them."""
    whole, known = NodeKey(metric), plan.targets if line is Line.MUST else plan.aims
    if not plan.metrics[metric].is_whole:
        raise PlanError("rate_not_shared", node=whole)
    nodes = [NodeKey(metric, channel) for channel in (*plan.channels, None)]
    targets = {node: known[node] for node in nodes if node in known}
    if not targets:
        raise PlanError("no_target", node=whole)
    totals = {node: round(target.value) for node, target in targets.items()}
    has_channels = any(node.channel for node in totals)
    if has_channels and whole in totals:
        totals[whole] -= sum(total for node, total in totals.items() if node.channel)
        totals = {node: total for node, total in totals.items() if node.channel or total}
    handed = _handed(totals, targets)
    in_all = sum(handed.values())
    cells = {node: tuple(cell for cell in fixed if cell.node == node) for node in totals}
    if has_channels:
        cells[whole] = ()
    weighings = _weighings(plan, [targets[node] for node in totals], in_all, record)
    return [
        Part(node, total, handed[node], weighing, cells[node])
        for (node, total), weighing in zip(totals.items(), weighings, strict=True)
    ]


def _weighings(plan: Plan, targets: Sequence[Target], total: int, record: TrackRecord | None) -> list[Weighing]:
    """What members weigh in each part; one and the same where it is."""
    known: dict[Hashable, Weighing] = {}
    keys = [(target.way, looked_at(plan, target)) for target in targets]
    for key, target in zip(keys, targets, strict=True):
        if key not in known:
            known[key] = weigh(plan, target, total, record)
    return [known[key] for key in keys]


def _handed(totals: Mapping[NodeKey, int], targets: Mapping[NodeKey, Target]) -> dict[NodeKey, int]:
    """What members are to reach of each part: more by its 上乗せ率, or by the plan's where it has none of its own.

    It is rounded once, for all parts together, and halves go up.
    """
    whole = next((target for node, target in targets.items() if node.channel is None), None)
    markups = {node: targets[node].markup or (whole.markup if whole else 0.0) for node in totals}
    raised = [node for node, total in totals.items() if markups[node] and total > 0]
    exact = [totals[node] * (1 + markups[node]) for node in raised]
    shares = round_shares(floor(sum(exact) + _HALF), exact) if raised else []
    return {**totals, **dict(zip(raised, shares, strict=True))}


def _allocation(frame: Frame, part: Part, shares: Shares, weights: Weights) -> Allocation:
    rows = tuple(
        MemberRow(
            member=member.id,
            months=tuple(shares.months[row].tolist()),
            weeks=tuple(shares.weeks[row].tolist()),
            exact_months=tuple(shares.exact_months[row].tolist()),
            exact_weeks=tuple(shares.exact_weeks[row].tolist()),
            weights=own,
        )
        for row, (member, own) in enumerate(zip(frame.members, weights[part.weighing], strict=True))
    )
    months, weeks = shares.months[TEAM].tolist(), shares.weeks[TEAM].tolist()
    ways = (part.weighing.taken,)
    return Allocation(part.node.metric, sum(months), part.handed, tuple(months), tuple(weeks), rows, ways, {})


def _weights(frame: Frame, weighing: Weighing) -> tuple[tuple[MonthWeight, ...], ...]:
    """What members' weights are made of, month by month."""
    rows = zip(
        frame.members, frame.by_month(frame.present), frame.ramp, weighing.factors, weighing.by_load, strict=True
    )
    return tuple(
        tuple(
            MonthWeight(int(there), member.capacity if by_load else 1.0, float(ramp) if by_load else 1.0, float(factor))
            for there, ramp in zip(days, ramps, strict=True)
        )
        for member, days, ramps, factor, by_load in rows
    )


def _sums(rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*rows, strict=True)))
