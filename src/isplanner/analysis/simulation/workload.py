"""Workload: how much of a scenario's team's time a volume takes (稼働率)."""

from dataclasses import dataclass

from isplanner.analysis.people.capacity import WORK, measure_capacity, person_days_by_month
from isplanner.analysis.people.team import team_of
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Workload:
    """The volume at `node` that is done already, and the most that the team can come to by month, with that in it.

    `people` is how many full-time ones there are over the days to come, `pace` what one of them does a day.
    """

    node: NodeKey
    done: float
    months: tuple[float, ...]
    people: float
    pace: float

    @property
    def most(self) -> float:
        """The most that the team can come to in all."""
        return sum(self.months)

    def usage(self, volume: float | None) -> float | None:
        """What share of the team's time a volume takes."""
        return None if volume is None or self.most <= self.done else (volume - self.done) / (self.most - self.done)


def measure_workload(
    plan: Plan, baseline: Baseline, remaining: Remaining | None, scenario: Scenario | None = None
) -> Workload | None:
    """What a scenario's team (the chosen one's unless given) can do in the whole period, or in what remains of it.

    None where nothing says what one person does a day.
    """
    span, node = days_to_come(plan, remaining), NodeKey(WORK)
    capacity = measure_capacity(plan, baseline, span, scenario)
    if capacity is None or node not in plan.tree.nodes:
        return None
    nothing = (0.0,) * len(plan.months)
    done = remaining.done.get(node, nothing) if remaining else nothing
    to_come = person_days_by_month(team_of(plan, scenario or plan.chosen), span)
    closed = (0.0,) * (len(done) - len(to_come))
    months = tuple(before + days * capacity.pace for before, days in zip(done, (*closed, *to_come), strict=True))
    return Workload(node, sum(done), months, capacity.people, capacity.pace)


def days_to_come(plan: Plan, remaining: Remaining | None) -> Span:
    """The whole period, or what remains of it."""
    first = remaining.as_of + DAY if remaining else plan.period.start
    return plan.period.clip(Span(first, plan.period.end))
