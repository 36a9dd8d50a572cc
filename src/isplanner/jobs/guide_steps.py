"""The three steps from an empty plan to targets (KGI, 要因, KPI), and how far a plan is. Needs no numpy."""

from dataclasses import dataclass
from enum import Enum

from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


class Stage(Enum):
    """A step."""

    KGI = 1
    FACTORS = 2
    KPIS = 3


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a plan is: the steps that are done, and which of its KPIs have no target yet.

    A KPI is a node of the plan as a whole; how its target lies on the channels is shared out elsewhere. A metric that
    is in channels only is one KPI a channel.
    """

    done: frozenset[Stage]
    kpis: int
    without_target: tuple[NodeKey, ...]

    @property
    def current(self) -> Stage | None:
        """The first that is not done; None where all are."""
        return next((stage for stage in Stage if stage not in self.done), None)


def steps_of(plan: Plan) -> Steps:
    """How far a plan is."""
    root, nodes = plan.tree.root, plan.tree.nodes
    kpis = [key for key in nodes if key.channel is None or NodeKey(key.metric) not in nodes]
    without = tuple(key for key in kpis if key not in plan.targets)
    done = {
        Stage.KGI: root is not None and plan.goal is not None,
        Stage.FACTORS: root is not None and bool(plan.tree.children(root)),
        Stage.KPIS: root is not None and not without,
    }
    return Steps(frozenset(stage for stage, is_done in done.items() if is_done), len(kpis), without)
