"""Edit and Change: a named change of a plan before it is carried out, and what it has touched after.

Making an Edit reads and writes nothing; it is looked at when it is applied, in the transaction, on the plan as stored
then. Setting what is set already changes no cell, and so is no edit. `values` name what the edit's words need, in JSON:
nodes as `dials[webinar]`, metrics and channels by key, days in ISO (the last one inclusive).
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.store.load import load

Apply = Callable[[sqlite3.Connection, Plan], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """A named change: `apply` writes its rows, `code` and `values` find its words, `reason` is why the user did it."""

    code: str
    values: Mapping[str, object]
    apply: Apply
    reason: str | None = None

    def because(self, reason: str | None) -> "Edit":
        """The same with a reason."""
        return replace(self, reason=reason)


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit, undo, redo or reload has touched. `plan` is the one after it.

    `parts` are of "plan", "goal", "metrics", "channels", "members", "tree", "targets", "scenarios", "factors",
    "judgements", "open_at_start", "levels", "facts".
    """

    edit: int
    code: str
    values: Mapping[str, object]
    parts: frozenset[str]
    plan: Plan


def together(parts: Sequence[Edit]) -> Edit:
    """Several edits as one undo step; each is applied to the plan as it was before the first."""
    if len(parts) == 1:
        return parts[0]

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for part in parts:
            part.apply(connection, plan)

    return Edit("set_several", {"count": len(parts)}, apply)


def in_turn(parts: Sequence[Edit]) -> Edit:
    """Several edits as one undo step; each is applied to the plan as the one before has left it."""
    if len(parts) == 1:
        return parts[0]

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for place, part in enumerate(parts):
            part.apply(connection, load(connection).plan if place else plan)

    return Edit("set_several", {"count": len(parts)}, apply)


def words_of_values(what: str, values: Mapping[NodeKey, object]) -> tuple[str, dict[str, object]]:
    """`set_lever` of one node with its value, or `reset_lever`; `set_levers` of several with how many."""
    if len(values) != 1:
        return f"set_{what}s", {"count": len(values)}
    ((node, value),) = values.items()
    if value is None:
        return f"reset_{what}", {"node": str(node)}
    return f"set_{what}", {"node": str(node), "value": list(value) if isinstance(value, tuple) else value}
