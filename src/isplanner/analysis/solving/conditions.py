"""Side conditions of a proposal: limits on what a node comes to, or on the people it takes (design: numbers.md 6)."""

from dataclasses import dataclass

from isplanner.plan.scope import NodeKey

PEOPLE = NodeKey("people")
"""What no node is: how many full-time people the volume takes."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A limit on a node's value for the period, or on PEOPLE."""

    node: NodeKey
    limit: float
    at_most: bool = False

    def __str__(self) -> str:
        return f"{self.node}{'<=' if self.at_most else '>='}{self.limit:.12g}"
