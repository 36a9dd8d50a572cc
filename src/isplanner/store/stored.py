"""What edits share: looking up what is stored when they are applied, what they refuse, and the rows they write."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from isplanner.plan.headcount import Headcount
from isplanner.plan.metric import Metric
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.target import Edition, Line, Way
from isplanner.plan.tree import Node

_GREATEST = 1e300

LeverValue = float | tuple[float, ...] | None
"""One value for the period, one for each month of the plan, or None: back to the baseline."""


@dataclass(frozen=True, slots=True)
class NewChannel:
    """A channel to be (its `id` says nothing yet) and its nodes: canonical formula, None for a lever.

    Nodes that the plan has already stay as they are.
    """

    channel: Channel
    formulas: Mapping[NodeKey, str | None]


def stored_node(plan: Plan, key: NodeKey) -> Node:
    """A node by key, or PlanError unknown_node."""
    if key not in plan.tree.nodes:
        raise PlanError("unknown_node", name=str(key), hint="")
    return plan.tree.nodes[key]


def stored_lever(plan: Plan, key: NodeKey) -> Node:
    """A node without a formula, or PlanError unknown_node, not_a_lever."""
    node = stored_node(plan, key)
    if node.formula is not None:
        raise PlanError("not_a_lever", node=str(key))
    return node


def stored_target(connection: sqlite3.Connection, plan: Plan, key: NodeKey) -> int:
    """The row of a node's 必達 target, or PlanError unknown_node, no_target."""
    node = stored_node(plan, key)
    found = connection.execute("select id from target where node = ? and line = ?", [node.id, Line.MUST]).fetchone()
    if found is None:
        raise PlanError("no_target", node=str(key))
    return int(found[0])


def stored_scenario(plan: Plan, scenario: Scenario) -> Scenario:
    """A scenario as it is now, or PlanError unknown_scenario where it is gone."""
    found = [stored for stored in plan.scenarios if stored.id == scenario.id]
    if not found:
        raise PlanError("unknown_scenario", name=scenario.name, known=[stored.name for stored in plan.scenarios])
    return found[0]


def stored_member(plan: Plan, member: int) -> Member:
    """A member by id, or PlanError unknown_member."""
    found = [stored for stored in plan.members if stored.id == member]
    if not found:
        raise PlanError("unknown_member", name=str(member))
    return found[0]


def stored_metric(connection: sqlite3.Connection, key: str) -> int:
    """The row of a metric of the plan, or PlanError unknown_metric."""
    found = connection.execute("select id from metric where key = ? and present = 1", [key]).fetchone()
    if found is None:
        raise PlanError("unknown_metric", name=key)
    return int(found[0])


def number(name: object, value: float) -> float:
    """A number that is one: NaN would come back from SQLite as nothing at all, and infinity cannot be summed."""
    if not abs(value) <= _GREATEST:
        raise PlanError("bad_value", text=str(value), name=str(name))
    return float(value)


def whole(key: NodeKey, value: float) -> int:
    """A count, yen or minutes."""
    if number(key, value) != int(value):
        raise PlanError("bad_value", text=str(value), name=str(key))
    return int(value)


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name without spaces around it, or PlanError empty_name, name_taken."""
    name = name.strip()
    if not name:
        raise PlanError("empty_name")
    if name in set(taken):
        raise PlanError("name_taken", name=name)
    return name


def days(span: Span) -> tuple[int, int]:
    """Start and stop as they are stored."""
    return span.start.toordinal(), span.end.toordinal()


def show_row(connection: sqlite3.Connection, table: str, name: str, row: Mapping[str, object]) -> int:
    """Make a row part of the plan, the hidden one of that name if there is one; gives its id.

    `name` is the column it is known by. A new row comes in hidden, which is not logged: undo only hides it again.
    """
    query = f"select id from {table} where {name} = ? order by present desc, id desc"
    found = connection.execute(query, [row[name]]).fetchone()
    number = found[0] if found else _insert_hidden(connection, table, row)
    update_row(connection, table, number, {**row, "present": 1})
    return int(number)


def update_row(connection: sqlite3.Connection, table: str, number: int, row: Mapping[str, object]) -> None:
    """Set columns of a row."""
    places = ", ".join(f"{column} = ?" for column in row)
    connection.execute(f"update {table} set {places} where id = ?", [*row.values(), number])


def _insert_hidden(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> int:
    marks = ", ?" * len(row)
    cursor = connection.execute(
        f"insert into {table} (present, {', '.join(row)}) values (0{marks})", list(row.values())
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def insert_node(
    connection: sqlite3.Connection, key: NodeKey, formula: str | None = None, priority: int | None = None
) -> None:
    """A node of a metric and channel of the plan, unless it is there."""
    connection.execute(
        """insert into node (metric, channel, formula, priority)
        values (?, (select id from channel where key = ? and present = 1), ?, ?) on conflict do nothing""",
        [stored_metric(connection, key.metric), key.channel, formula, priority],
    )


def insert_channel(connection: sqlite3.Connection, new: NewChannel) -> int:
    """A channel and its nodes; gives its id."""
    channel = new.channel
    row = {name: getattr(channel, name) for name in ("key", "ja", "en", "short_ja", "short_en")}
    number = show_row(connection, "channel", "key", row)
    for key, formula in new.formulas.items():
        insert_node(connection, key, formula)
    return number


def scenario_to_set(
    connection: sqlite3.Connection, plan: Plan, draft_name: Callable[[int], str], name: str | None
) -> int:
    """The scenario that lever values go to: the named one, made if new; the chosen one; or a draft made from 基準."""
    named = next((scenario for scenario in plan.scenarios if scenario.name == name), None)
    if name is not None and named is None:
        return insert_scenario(connection, plan, name)
    if named is not None and named.is_baseline:
        raise PlanError("baseline_is_fixed", scenario=named.name)
    scenario = named or plan.chosen
    if not scenario.is_baseline:
        return scenario.id
    taken = {scenario.name for scenario in plan.scenarios}
    drafts = (draft_name(count) for count in range(1, len(taken) + 2))
    draft = insert_scenario(connection, plan, next(draft for draft in drafts if draft not in taken))
    connection.execute("update plan set chosen = ?", [draft])
    return draft


def insert_scenario(connection: sqlite3.Connection, plan: Plan, name: str) -> int:
    """A scenario without differences; gives its id."""
    name = free_name(name, (scenario.name for scenario in plan.scenarios))
    cursor = connection.execute("insert into scenario (name, is_baseline) values (?, 0)", [name])
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def put_lever(connection: sqlite3.Connection, plan: Plan, scenario: int, key: NodeKey, value: LeverValue) -> None:
    """Set a lever in a scenario, or take its value back to the baseline."""
    node = stored_lever(plan, key)
    by_month = enumerate(value) if isinstance(value, tuple) else [] if value is None else [(None, value)]
    cells = {month: number(key, each) for month, each in by_month}
    if isinstance(value, tuple) and len(value) != len(plan.months):
        raise PlanError("bad_value", text=str(len(value)), name=str(key))
    place = (scenario, node.id)
    for (month,) in connection.execute(
        "select month from lever_value where scenario = ? and node = ?", place
    ).fetchall():
        if month not in cells:
            connection.execute(
                "delete from lever_value where scenario = ? and node = ? and month is ?", [*place, month]
            )
    connection.executemany(
        """insert into lever_value (scenario, node, month, value) values (?, ?, ?, ?)
        on conflict (scenario, node, ifnull(month, -1)) do update set value = excluded.value""",
        [(*place, month, each) for month, each in cells.items()],
    )


def put_headcount(connection: sqlite3.Connection, plan: Plan, scenario: int, headcount: Headcount) -> None:
    """Write whom a scenario hires and who goes in it, unless that is what it says already."""
    if any(one.id == scenario and one.headcount == headcount for one in plan.scenarios):
        return
    for hire in headcount.hires:
        if not 0 < hire.people <= _GREATEST:
            raise PlanError("bad_people", text=str(hire.people))
        if not all(0 <= share <= 1 for share in hire.ramp):
            raise PlanError("bad_ramp", text=str(hire.ramp))
    for table in ("hire", "leaver"):
        connection.execute(f"delete from {table} where scenario = ?", [scenario])
    connection.executemany(
        "insert into hire (scenario, people, start, ramp) values (?, ?, ?, ?)",
        [(scenario, hire.people, hire.start.toordinal(), json.dumps(hire.ramp)) for hire in headcount.hires],
    )
    connection.executemany(
        "insert into leaver (scenario, member, day) values (?, ?, ?)",
        [(scenario, stored_member(plan, member).id, day.toordinal()) for member, day in headcount.leavers.items()],
    )


def put_targets(connection: sqlite3.Connection, plan: Plan, values: Mapping[NodeKey, float | None], line: Line) -> None:
    """Set targets of a line; None takes one away."""
    for key, value in values.items():
        node = stored_node(plan, key).id
        if value is None:
            connection.execute("delete from target where node = ? and line = ?", [node, line])
            continue
        kept = whole(key, value) if plan.metrics[key.metric].is_whole else number(key, value)
        connection.execute(
            """insert into target (node, line, value, edition, way) values (?, ?, ?, ?, ?)
            on conflict (node, line) do update set value = excluded.value""",
            [node, line, kept, Edition.DRAFT, Way.OWN_RATES],
        )


def metric_row(metric: Metric) -> dict[str, object]:
    """All columns but the key."""
    names = ("ja", "en", "unit", "kind", "direction", "definition_ja", "definition_en", "numerator", "denominator")
    row = {name: getattr(metric, name) for name in (*names, "conditions", "source")}
    return row | {"since": None if metric.since is None else metric.since.toordinal()}


def put_agreements(connection: sqlite3.Connection, stored: int, metric: Metric) -> None:
    """Note which departments agreed to a metric's definition, and forget the others."""
    wanted = {department: day.toordinal() for department, day in metric.agreements.items()}
    known = [row[0] for row in connection.execute("select department from agreement where metric = ?", [stored])]
    gone = [(stored, department) for department in known if department not in wanted]
    connection.executemany("delete from agreement where metric = ? and department = ?", gone)
    connection.executemany(
        """insert into agreement (metric, department, day) values (?, ?, ?)
        on conflict (metric, department) do update set day = excluded.day""",
        [(stored, department, day) for department, day in wanted.items()],
    )


def member_row(member: Member) -> dict[str, object]:
    """All columns but the name."""
    joined, left = (None if day is None else day.toordinal() for day in (member.joined, member.left))
    teams = sorted((0 if first is None else first.toordinal(), free_name(team, ())) for first, team in member.teams)
    return {
        "capacity": member.capacity,
        "joined": joined,
        "gone": left,
        "ramp": json.dumps(member.ramp),
        "teams": json.dumps([(first or None, team) for first, team in teams], ensure_ascii=False),
    }
