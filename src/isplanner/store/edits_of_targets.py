"""Edits of targets: their values, how far they are agreed on, and how they are shared out."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Line, Way
from isplanner.store.edit import Apply, Edit, words_of_values
from isplanner.store.stored import days, number, put_targets, stored_member, stored_node, stored_target, whole

Cells = Mapping[tuple[int | None, Span], int]
"""Shares of a node's target: (member id, or None for the team, and month or week) → value."""


def set_targets(values: Mapping[NodeKey, float | None]) -> Edit:
    """Set the 必達 target of nodes; None takes it away. A target that is there keeps its edition and way."""
    return Edit(*words_of_values("target", values), _put(values, Line.MUST))


def set_aims(values: Mapping[NodeKey, float | None]) -> Edit:
    """Set the 努力 line of nodes; None takes it away."""
    return Edit(*words_of_values("aim", values), _put(values, Line.AIM))


def adopt_targets(values: Mapping[NodeKey, float], scenario: Scenario) -> Edit:
    """Make a scenario's values, rounded by `analysis.targets.adopt`, the targets of all nodes."""
    return Edit("adopt_targets", {"scenario": scenario.name, "count": len(values)}, _put(values, Line.MUST))


def set_edition(
    nodes: Sequence[NodeKey],
    edition: Edition,
    day: date | None = None,
    cells: Mapping[NodeKey, Cells] = MappingProxyType({}),
) -> Edit:
    """Say how far the targets of nodes are agreed on, and since when.

    確定 fixes all shares: the caller, who knows what they come to, gives them as `cells`.
    """

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        ordinal = None if day is None else day.toordinal()
        connection.executemany(
            "update target set edition = ?, edition_day = ? where node = ? and line = ?",
            [(edition, ordinal, stored_node(plan, key).id, Line.MUST) for key in nodes],
        )
        for key, shares in cells.items():
            _fix(connection, plan, key, shares)

    return Edit("set_edition", {"edition": edition.value, "count": len(nodes)}, apply)


def set_way(node: NodeKey, way: Way) -> Edit:
    """Share a target out over people in another way."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        target = stored_target(connection, plan, node)
        connection.execute("update target set way = ? where id = ?", [way, target])

    return Edit("set_way", {"node": str(node), "way": way.value}, apply)


def set_markup(node: NodeKey, markup: float) -> Edit:
    """Have people's shares come to more than the target: to the target × (1 + markup)."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if number(node, markup) < 0:
            raise PlanError("bad_value", text=str(markup), name=str(node))
        target = stored_target(connection, plan, node)
        connection.execute("update target set markup = ? where id = ?", [markup, target])

    return Edit("set_markup", {"node": str(node), "markup": markup}, apply)


def set_weights(node: NodeKey, weights: Mapping[int, float]) -> Edit:
    """Set the column that `Way.OWN_COLUMN` shares a target out by: member id → weight, the whole column."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        target = stored_target(connection, plan, node)
        for member, weight in weights.items():
            stored_member(plan, member)
            if number(node, weight) < 0:
                raise PlanError("bad_value", text=str(weight), name=str(node))
        for (member,) in connection.execute("select member from target_weight where target = ?", [target]).fetchall():
            if member not in weights:
                connection.execute("delete from target_weight where target = ? and member = ?", [target, member])
        connection.executemany(
            """insert into target_weight (target, member, weight) values (?, ?, ?)
            on conflict (target, member) do update set weight = excluded.weight""",
            [(target, member, weight) for member, weight in weights.items()],
        )

    return Edit("set_weights", {"node": str(node), "count": len(weights)}, apply)


def fix_cells(node: NodeKey, cells: Cells) -> Edit:
    """Fix shares of a node's target."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        _fix(connection, plan, node, cells)

    return Edit("fix_cells", {"node": str(node), "count": len(cells)}, apply)


def free_cells(node: NodeKey, cells: Iterable[tuple[int | None, Span]]) -> Edit:
    """Let cells be shared out again."""
    freed = list(cells)

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.executemany(
            "delete from fixed_cell where node = ? and member is ? and start = ? and stop = ?",
            [(stored_node(plan, node).id, member, *days(span)) for member, span in freed],
        )

    return Edit("free_cells", {"node": str(node), "count": len(freed)}, apply)


def _put(values: Mapping[NodeKey, float | None], line: Line) -> Apply:
    return lambda connection, plan: put_targets(connection, plan, values, line)


def _fix(connection: sqlite3.Connection, plan: Plan, node: NodeKey, cells: Cells) -> None:
    place = stored_node(plan, node).id
    for (member, span), value in cells.items():
        if member is not None:
            stored_member(plan, member)
        connection.execute(
            """insert into fixed_cell (node, member, start, stop, value) values (?, ?, ?, ?, ?)
            on conflict (node, ifnull(member, 0), start, stop) do update set value = excluded.value""",
            [place, member, *days(span), whole(node, value)],
        )
