"""Re-planning (再配分): what is left of targets, shared out over the days and members that are left (numbers.md 8).

Days up to the as-of date keep their actuals. What is left is shared out like a target of a period that begins the day
after; where a channel has done more than its target, the others have so much less to do.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from isplanner.analysis.counting.count import Counted, Tally
from isplanner.analysis.prospects.progress import days_over
from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.ways import TrackRecord
from isplanner.analysis.whole_numbers.rounding import round_shares
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import FixedCell, Target

TOO_MUCH = 1.2
"""How many times its plan a month may carry."""


@dataclass(frozen=True, slots=True)
class ReplannedMonth:
    """A month of the team: what was planned, what is done, what it gets of the rest."""

    span: Span
    planned: int
    actual: float
    rest: int

    @property
    def total(self) -> float:
        """What the month comes to."""
        return self.actual + self.rest

    @property
    def is_too_much(self) -> bool:
        """Whether it would have to carry over 120 % of its plan."""
        return self.rest > 0 and self.total > TOO_MUCH * self.planned


@dataclass(frozen=True, slots=True)
class Replanned:
    """A metric's target from a day on.

    `rest` shares out what is left, along the months and weeks of `plan`, which begins the day after; None where no
    business day is left. `done` is what members did, by id. Fixed cells `are_freed` where they leave too little or too
    much for what is left.
    """

    plan: Plan
    metric: str
    target: int
    actual: float
    days_done: int
    days_left: int
    months: tuple[ReplannedMonth, ...]
    done: Mapping[int, float]
    rest: Allocation | None
    are_freed: bool

    @property
    def left(self) -> int:
        """What is left of the target."""
        return max(0, round(self.target - self.actual))

    @property
    def pace(self) -> float | None:
        """So much was done a business day."""
        return self.actual / self.days_done if self.days_done else None

    @property
    def pace_needed(self) -> float | None:
        """So much has to be done a business day from now on."""
        return self.left / self.days_left if self.days_left else None


def replan(
    plan: Plan, counted: Counted, as_of: date, planned: Iterable[Allocation], record: TrackRecord | None = None
) -> Iterator[Replanned]:
    """Share out what is left of targets after a day.

    Args:
        plan: Whose targets they are.
        counted: The actuals that count.
        as_of: The last day whose actuals are kept.
        planned: The targets as they were shared out.
        record: What is known of members on that day.

    Raises:
        PlanError: What `allocate` says of what is left; `nobody_there` above all.
    """
    past = _Past.of(plan, counted, days_over(plan, as_of))
    for allocation in planned:
        yield past.replan(allocation, record)


@dataclass(frozen=True, slots=True)
class _Past:
    """The days that are over: what was done in them, in all and by month; `left` is the plan of the days to come."""

    plan: Plan
    over: Span
    left: Plan
    counted: Counted
    done: Tally
    months: tuple[Tally, ...]

    @classmethod
    def of(cls, plan: Plan, counted: Counted, over: Span) -> "_Past":
        months = tuple(counted.tally(month.clip(over)) for month in plan.months)
        left = replace(plan, period=Span(over.end, plan.period.end))
        return cls(plan, over, left, counted, counted.tally(over), months)

    def replan(self, planned: Allocation, record: TrackRecord | None) -> Replanned:
        days_left = self.plan.calendar.business_days(self.left.period)
        rest, are_freed = self._share_rest(planned, record) if days_left else (None, False)
        of_months = dict(zip(self.left.months, rest.months, strict=True)) if rest else {}
        months = tuple(
            ReplannedMonth(
                month, share, done.whole.get(planned.metric, 0.0), of_months.get(month.clip(self.left.period), 0)
            )
            for month, share, done in zip(self.plan.months, planned.months, self.months, strict=True)
        )
        members = self.done.members
        return Replanned(
            plan=self.left,
            metric=planned.metric,
            target=planned.total,
            actual=self._actual(NodeKey(planned.metric)),
            days_done=self.plan.calendar.business_days(self.over),
            days_left=days_left,
            months=months,
            done={member.id: members.get((planned.metric, member.id), 0.0) for member in self.plan.members},
            rest=rest,
            are_freed=are_freed,
        )

    def _share_rest(self, planned: Allocation, record: TrackRecord | None) -> tuple[Allocation, bool]:
        """What is left, shared out around the cells that are fixed; without them where that cannot be."""
        free = replace(self.left, targets=self._targets_left(planned), fixed_cells=())
        cells = tuple(cell for cell in map(self._cell_left, self._cells(planned.metric)) if cell)
        try:
            return allocate(replace(free, fixed_cells=cells), planned.metric, record), False
        except PlanError as error:
            if error.problem.code != "contradiction":
                raise
        return allocate(free, planned.metric, record), True

    def _targets_left(self, planned: Allocation) -> dict[NodeKey, Target]:
        """What is left of the targets, of the plan and of its channels."""
        whole, targets = NodeKey(planned.metric), self.plan.targets
        left, handed = (max(0, round(total - self._actual(whole))) for total in (planned.total, planned.handed))
        parts = {NodeKey(planned.metric, channel): part.total for channel, part in planned.channels.items()}
        lacking = {node: max(0, round(total - self._actual(node))) for node, total in parts.items()}
        if sum(lacking.values()) > left:
            lacking = dict(zip(lacking, round_shares(left, [*lacking.values()]), strict=True))
        model = targets.get(whole) or next(targets[node] for node in parts)
        markup = handed / left - 1 if left else 0.0
        return {
            node: replace(targets.get(node, model), node=node, value=float(total), markup=markup)
            for node, total in {**lacking, whole: left}.items()
        }

    def _actual(self, node: NodeKey) -> float:
        return self.done.of(node) or 0.0

    def _cells(self, metric: str) -> Iterator[FixedCell]:
        return (cell for cell in self.plan.fixed_cells if cell.node.metric == metric)

    def _cell_left(self, cell: FixedCell) -> FixedCell | None:
        """What is left of a fixed cell; None where nothing of it can be said any more."""
        span = cell.span.clip(self.left.period)
        if span not in {*self.left.months, *self.left.weeks, self.left.period}:
            return None
        if span == cell.span:
            return cell
        done = self.counted.tally(cell.span.clip(self.over))
        if cell.member is None:
            actual = done.of(cell.node) or 0.0
        elif cell.node.channel is None:
            actual = done.members.get((cell.node.metric, cell.member), 0.0)
        else:
            return None  # nobody's work is told by channel
        return replace(cell, span=span, value=max(0, round(cell.value - actual)))
