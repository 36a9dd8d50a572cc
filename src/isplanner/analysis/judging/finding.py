"""Findings: what of a plan should be looked at, why, and what would mend it."""

from dataclasses import dataclass

from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, of which node and of which members (ids), and what would mend it, as data in no language."""

    problem: Problem
    node: NodeKey | None = None
    members: tuple[int, ...] = ()
    mend: Problem | None = None

    @property
    def code(self) -> str:
        """What kind of finding it is."""
        return self.problem.code


def found(code: str, node: NodeKey | None = None, *, mend: Problem | None = None, **values: object) -> Finding:
    """A finding of a node, which its words call by its name."""
    named = {"node": node, **values} if node else values
    return Finding(Problem(code, named), node, mend=mend)
