"""Plan: the root that holds everything a plan says, but the facts (`actuals.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from isplanner.plan.calendar import Calendar
from isplanner.plan.metric import Metric
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.target import FixedCell, Goal, Target
from isplanner.plan.tree import GoalTree


@dataclass(frozen=True, slots=True)
class Plan:
    """One revision of a plan. An edit never changes it: the store hands out the next one.

    `period` is what is planned, `base` the period the baseline comes from. `scenario` is the chosen scenario's id.
    `targets` is keyed by node, for the 必達 line; `metrics` and `channels` by key, in the plan's order.
    """

    document: str
    revision: int
    name: str
    period: Span
    base: Span
    rule: PeriodRule
    calendar: Calendar
    goal: Goal | None
    metrics: Mapping[str, Metric]
    channels: Mapping[str, Channel]
    members: tuple[Member, ...]
    tree: GoalTree
    targets: Mapping[NodeKey, Target]
    fixed_cells: tuple[FixedCell, ...]
    scenarios: tuple[Scenario, ...]
    scenario: int

    @property
    def chosen(self) -> Scenario:
        """The chosen scenario."""
        return next(s for s in self.scenarios if s.id == self.scenario)

    @property
    def months(self) -> tuple[Span, ...]:
        """The plan's months."""
        return self.rule.months(self.period)

    @property
    def weeks(self) -> tuple[Span, ...]:
        """The plan's weeks in which somebody works, clipped at month ends."""
        return tuple(week for week in self.rule.weeks(self.period) if self.calendar.business_days(week))

    def member(self, member_id: int) -> Member:
        """A member by id."""
        return next(m for m in self.members if m.id == member_id)
