"""Plan: the root that holds everything a plan says, but the facts (`actuals.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from isplanner.plan.calendar import Calendar
from isplanner.plan.fact import MetricMonth
from isplanner.plan.judgement import Judgement
from isplanner.plan.log import Comment, Influence
from isplanner.plan.metric import Metric
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.season import MonthFactor
from isplanner.plan.spelling import Spelling
from isplanner.plan.target import FixedCell, Goal, Levels, Target
from isplanner.plan.tree import GoalTree


@dataclass(frozen=True, slots=True)
class Plan:
    """One revision of a plan. An edit never changes it: the store hands out the next one.

    `period` is what is planned, `base` the period the baseline comes from. `scenario` is the chosen scenario's id.
    `targets` are the 必達 line by node, `aims` the 努力 line; `metrics` and `channels` are by key, in order.
    `factors` are month factors by the calendar month (1…12) that names a month; a month without one has 1.
    `judgements` are of levers; a lever without one varies as its actuals say. `open_at_start` are counts by node of
    which so many were open when the period began, where no actuals tell of the months before. `spellings` and
    `templates` (ひな型, as text by name) are how its workbooks are read. `chosen_batches` say, by its rank, which
    import goes before all others that tell of a metric in a month; only those in force.
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
    aims: Mapping[NodeKey, Target] = field(default_factory=dict)
    factors: Mapping[int, MonthFactor] = field(default_factory=dict)
    judgements: Mapping[NodeKey, Judgement] = field(default_factory=dict)
    open_at_start: Mapping[NodeKey, float] = field(default_factory=dict)
    levels: Levels = Levels()  # noqa: RUF009 (frozen)
    comments: tuple[Comment, ...] = ()
    influences: tuple[Influence, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    chosen_batches: Mapping[MetricMonth, int] = field(default_factory=dict)

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

    def factor(self, month: Span) -> float:
        """The factor of a month of the plan."""
        found = self.factors.get(self.rule.month_of(month.start).month)
        return found.factor if found else 1.0

    def member(self, member_id: int) -> Member:
        """A member by id."""
        return next(m for m in self.members if m.id == member_id)
