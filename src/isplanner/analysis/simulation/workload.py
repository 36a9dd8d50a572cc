"""Workload: how much of a scenario's team's time a volume takes (稼働率)."""

from dataclasses import dataclass

from isplanner.analysis.people.capacity import WORK, measure_capacity
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Workload:
    """The volume at `node` that is done already, and the most that the team's `people` can come to in all.

    `people` is how many full-time ones there are over the days to come.
    """

    node: NodeKey
    done: float
    most: float
    people: float

    def usage(self, volume: float | None) -> float | None:
        """What share of the team's time a volume takes."""
        return None if volume is None or self.most <= self.done else (volume - self.done) / (self.most - self.done)


def measure_workload(
    plan: Plan, baseline: Baseline, remaining: Remaining | None, scenario: Scenario | None = None
) -> Workload | None:
    """What a scenario's team (the chosen one's unless given) can do in the whole period, or in what remains of it.

    None where nothing says what one person does a day.
    """
    first, node = remaining.as_of + DAY if remaining else plan.period.start, NodeKey(WORK)
    capacity = measure_capacity(plan, baseline, plan.period.clip(Span(first, plan.period.end)), scenario)
    if capacity is None or node not in plan.tree.nodes:
        return None
    done = sum(remaining.done.get(node, ())) if remaining else 0.0
    return Workload(node, done, done + capacity.people * capacity.pace * capacity.days, capacity.people)
