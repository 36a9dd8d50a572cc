"""Workload: how much of the team's time a volume takes. No Qt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.funnel.chances import Setting


@dataclass(frozen=True, slots=True)
class Workload:
    """The volume at `node` that is done already, and the most the team can come to in the days to come."""

    node: NodeKey
    done: float
    most: float

    def usage(self, volume: float | None) -> float | None:
        """What share of the team's time a volume takes (稼働率)."""
        return None if volume is None or self.most <= self.done else (volume - self.done) / (self.most - self.done)


def measure_workload(setting: "Setting") -> Workload | None:
    """What the team can do in a setting's days; None where nothing says what one person does a day."""
    from isplanner.analysis.people.capacity import WORK, measure_capacity
    from isplanner.plan.period import DAY, Span

    plan, answer = setting.plan, setting.answer
    remaining = answer.remaining if setting.is_rest else None
    first = remaining.as_of + DAY if remaining else plan.period.start
    capacity = measure_capacity(plan, answer.baseline, plan.period.clip(Span(first, plan.period.end)))
    node = NodeKey(WORK)
    if capacity is None or node not in plan.tree.nodes:
        return None
    done = sum(remaining.done.get(node, ())) if remaining else 0.0
    return Workload(node, done, done + capacity.people * capacity.pace * capacity.days)
