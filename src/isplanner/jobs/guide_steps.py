"""The three steps from an empty plan to targets (KGI, 要因, KPI), and how far a plan is. Needs no numpy."""

from dataclasses import dataclass
from enum import Enum

from isplanner.plan.plan import Plan


class Stage(Enum):
    """A step."""

    KGI = 1
    FACTORS = 2
    KPIS = 3


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a plan is: the steps that are done, and how many of its nodes have a target."""

    done: frozenset[Stage]
    with_target: int
    nodes: int

    @property
    def current(self) -> Stage | None:
        """The first that is not done; None where all are."""
        return next((stage for stage in Stage if stage not in self.done), None)


def steps_of(plan: Plan) -> Steps:
    """How far a plan is."""
    root = plan.tree.root
    with_target = sum(key in plan.targets for key in plan.tree.nodes)
    done = {
        Stage.KGI: root is not None and plan.goal is not None,
        Stage.FACTORS: root is not None and bool(plan.tree.children(root)),
        Stage.KPIS: root is not None and with_target == len(plan.tree.nodes),
    }
    return Steps(frozenset(stage for stage, is_done in done.items() if is_done), with_target, len(plan.tree.nodes))
