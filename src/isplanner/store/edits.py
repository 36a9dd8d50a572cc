"""Everything a user can change: one function each, which makes the Edit that `Document.edit` carries out.

Making an Edit reads and writes nothing; it is looked at when it is applied, in the transaction, on the plan as stored
then. Setting what is set already changes no cell, and so is no edit. `values` name what the edit's words need, in JSON:
nodes as `dials[webinar]`, metrics and channels by key, days in ISO (the last one inclusive).
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from isplanner.plan.expression import names_in
from isplanner.plan.metric import Metric
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.target import Edition, Line, Way
from isplanner.store.stored import (
    LeverValue,
    NewChannel,
    days,
    free_name,
    insert_channel,
    insert_node,
    insert_scenario,
    member_row,
    metric_row,
    number,
    put_lever,
    put_targets,
    scenario_to_set,
    show_row,
    stored_member,
    stored_metric,
    stored_node,
    stored_scenario,
    update_row,
    whole,
)

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

    `parts` are of "plan", "goal", "metrics", "channels", "members", "tree", "targets", "scenarios", "facts".
    """

    edit: int
    code: str
    values: Mapping[str, object]
    parts: frozenset[str]
    plan: Plan


def rename_plan(name: str) -> Edit:
    """Call the plan something else."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        connection.execute("update plan set name = ?", [free_name(name, ())])

    return Edit("rename_plan", {"name": name}, apply)


def set_period(period: Span, base: Span) -> Edit:
    """Plan other days. Lever values by month are of the old months and go."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute(
            "update plan set start = ?, stop = ?, base_start = ?, base_stop = ?", [*days(period), *days(base)]
        )
        if plan.rule.months(period) != plan.months:
            connection.execute("delete from lever_value where month is not null")

    return Edit("set_period", {"start": period.start.isoformat(), "end": period.last.isoformat()}, apply)


def set_rule(rule: PeriodRule) -> Edit:
    """Cut time another way: closing day, first day of the week, first month of the fiscal year."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute(
            "update plan set closing_day = ?, week_start = ?, fiscal_month = ?",
            [rule.closing_day, rule.week_start, rule.fiscal_month],
        )
        if rule.months(plan.period) != plan.months:
            connection.execute("delete from lever_value where month is not null")

    return Edit("set_rule", {"closing_day": rule.closing_day}, apply)


def set_closings(closings: Iterable[Span]) -> Edit:
    """Set the company's closing days."""
    wanted = {tuple(days(span)) for span in closings}

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        stored = set(connection.execute("select start, stop from closing"))
        connection.executemany("delete from closing where start = ? and stop = ?", sorted(stored - wanted))
        connection.executemany("insert into closing (start, stop) values (?, ?)", sorted(wanted - stored))

    return Edit("set_closings", {"count": len(wanted)}, apply)


def set_goal(
    metric: str,
    value: float,
    *,
    base: float | None = None,
    relative: float | None = None,
    base_source: str | None = None,
) -> Edit:
    """Set the KGI and its goal, with what it was set against (see `Goal`)."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        node = NodeKey(metric)
        stored_node(plan, node)
        for each in (value, base, relative):
            if each is not None:
                number(node, each)
        connection.execute("update plan set kgi = (select id from metric where key = ? and present)", [metric])
        connection.execute(
            """insert into goal (id, value, base, relative, base_source) values (1, ?, ?, ?, ?) on conflict (id)
            do update set (value, base, relative, base_source) =
                (excluded.value, excluded.base, excluded.relative, excluded.base_source)""",
            [value, base, relative, base_source],
        )

    return Edit("set_goal", {"node": metric, "value": value}, apply)


def set_levers(
    values: Mapping[NodeKey, LeverValue],
    draft_name: Callable[[int], str],
    scenario: str | None = None,
) -> Edit:
    """Set levers in the chosen scenario, or in the one of that name.

    While 基準 is chosen, which is never written to, the first free `draft_name(1)`, `draft_name(2)` … is made from it
    and chosen. A new `scenario` name makes a scenario, without choosing it.
    """

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        target = scenario_to_set(connection, plan, draft_name, scenario)
        for key, value in values.items():
            put_lever(connection, plan, target, key, value)

    return Edit(*_words("lever", values), apply)


def choose_scenario(scenario: Scenario) -> Edit:
    """Work in another scenario."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute("update plan set chosen = ?", [stored_scenario(plan, scenario).id])

    return Edit("choose_scenario", {"scenario": scenario.name}, apply)


def add_scenario(name: str, like: Scenario | None = None) -> Edit:
    """Make a scenario with the differences of another, or with none, and choose it."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        made = insert_scenario(connection, plan, name)
        if like is not None:
            connection.execute(
                """insert into lever_value (scenario, node, month, value)
                select ?, node, month, value from lever_value where scenario = ? order by id""",
                [made, stored_scenario(plan, like).id],
            )
        connection.execute("update plan set chosen = ?", [made])

    return Edit("add_scenario", {"scenario": name}, apply)


def rename_scenario(scenario: Scenario, name: str) -> Edit:
    """Call a scenario something else."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_scenario(plan, scenario)
        new = free_name(name, (other.name for other in plan.scenarios if other is not stored))
        connection.execute("update scenario set name = ? where id = ?", [new, stored.id])

    return Edit("rename_scenario", {"old": scenario.name, "scenario": name}, apply)


def remove_scenario(scenario: Scenario) -> Edit:
    """Take a scenario away; 基準 is chosen where it was."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_scenario(plan, scenario)
        if stored.is_baseline:
            raise PlanError("baseline_is_fixed", scenario=stored.name)
        baseline = next(other.id for other in plan.scenarios if other.is_baseline)
        connection.execute("update plan set chosen = ? where chosen = ?", [baseline, stored.id])
        connection.execute("delete from scenario where id = ?", [stored.id])

    return Edit("remove_scenario", {"scenario": scenario.name}, apply)


def set_targets(values: Mapping[NodeKey, float | None]) -> Edit:
    """Set the 必達 target of nodes; None takes it away. A target that is there keeps its edition and way."""
    return Edit(*_words("target", values), _put(values))


def adopt_targets(values: Mapping[NodeKey, float], scenario: Scenario) -> Edit:
    """Make a scenario's values, rounded by `analysis.targets.adopt`, the targets of all nodes."""
    return Edit("adopt_targets", {"scenario": scenario.name, "count": len(values)}, _put(values))


def set_edition(nodes: Sequence[NodeKey], edition: Edition, day: date | None = None) -> Edit:
    """Say how far the targets of nodes are agreed on, and since when."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        ordinal = None if day is None else day.toordinal()
        connection.executemany(
            "update target set edition = ?, edition_day = ? where node = ? and line = ?",
            [(edition, ordinal, stored_node(plan, key).id, Line.MUST) for key in nodes],
        )

    return Edit("set_edition", {"edition": edition.value, "count": len(nodes)}, apply)


def set_way(node: NodeKey, way: Way) -> Edit:
    """Share a target out over people in another way."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute(
            "update target set way = ? where node = ? and line = ?", [way, stored_node(plan, node).id, Line.MUST]
        )

    return Edit("set_way", {"node": str(node), "way": way.value}, apply)


def fix_cells(node: NodeKey, cells: Mapping[tuple[int | None, Span], int]) -> Edit:
    """Fix shares of a node's target: (member id, or None for the team, and month or week) → value."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        place = stored_node(plan, node).id
        for (member, span), value in cells.items():
            if member is not None:
                stored_member(plan, member)
            connection.execute(
                """insert into fixed_cell (node, member, start, stop, value) values (?, ?, ?, ?, ?)
                on conflict (node, ifnull(member, 0), start, stop) do update set value = excluded.value""",
                [place, member, *days(span), whole(node, value)],
            )

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


def set_formula(node: NodeKey, text: str | None) -> Edit:
    """Give a node a formula in its canonical text, or None: make it a lever. Its lever values go, or could not be seen.

    What would be wrong with it is for the caller to look at before (`plan.tree.check_formula`).
    """

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_node(plan, node)
        connection.execute("update node set formula = ? where id = ?", [text, stored.id])
        if text is not None:
            connection.execute("delete from lever_value where node = ?", [stored.id])

    return Edit("set_formula" if text else "make_lever", {"node": str(node), "formula": text}, apply)


def add_node(node: NodeKey, formula: str | None = None) -> Edit:
    """Put a metric into the tree, in the whole plan or in a channel."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if node in plan.tree.nodes:
            raise PlanError("node_exists", name=str(node))
        if node.channel is not None and node.channel not in plan.channels:
            raise PlanError("channel_gone", channel=node.channel)
        insert_node(connection, node, formula)

    return Edit("add_node", {"node": str(node)}, apply)


def remove_node(node: NodeKey) -> Edit:
    """Take a node out of the tree, with its targets and lever values. Formulas that read it then say so."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_node(plan, node)
        if node == plan.tree.root:
            raise PlanError("kgi_stays", name=str(node))
        connection.execute("delete from node where id = ?", [stored.id])

    return Edit("remove_node", {"node": str(node)}, apply)


def set_priorities(nodes: Sequence[NodeKey]) -> Edit:
    """Say which KPIs matter, the most important first; all others have no priority."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        wanted = {stored_node(plan, key).id: place for place, key in enumerate(nodes, 1)}
        for stored in plan.tree.nodes.values():
            update_row(connection, "node", stored.id, {"priority": wanted.get(stored.id)})

    return Edit("set_priorities", {"count": len(nodes)}, apply)


def add_metric(metric: Metric) -> Edit:
    """Add a metric of the user's own."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        show_row(connection, "metric", "key", {**metric_row(metric), "key": free_name(metric.key, plan.metrics)})

    return Edit("add_metric", {"metric": metric.key}, apply)


def set_metric(metric: Metric) -> Edit:
    """Change what is said of the metric of this key."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        update_row(connection, "metric", stored_metric(connection, metric.key), metric_row(metric))

    return Edit("set_metric", {"metric": metric.key}, apply)


def remove_metric(key: str) -> Edit:
    """Take a metric away that no node, rate or fact needs."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_metric(connection, key)
        readers = [metric.key for metric in plan.metrics.values() if key in (metric.numerator, metric.denominator)]
        (facts,) = connection.execute(
            """select exists (select 1 from fact join batch on batch.id = fact.batch
            where fact.metric = ? and not batch.withdrawn)""",
            [stored],
        ).fetchone()
        if facts or readers or any(node.metric == key for node in plan.tree.nodes):
            raise PlanError("metric_in_use", metric=key)
        update_row(connection, "metric", stored, {"present": 0})

    return Edit("remove_metric", {"metric": key}, apply)


def add_channel(new: NewChannel) -> Edit:
    """Add a channel with its nodes."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        free_name(new.channel.key, plan.channels)
        insert_channel(connection, new)

    return Edit("add_channel", {"channel": new.channel.key}, apply)


def set_channel(channel: Channel) -> Edit:
    """Change the names of the channel of this key."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if channel.key not in plan.channels:
            raise PlanError("channel_gone", channel=channel.key)
        names = {name: getattr(channel, name) for name in ("ja", "en", "short_ja", "short_en")}
        update_row(connection, "channel", plan.channels[channel.key].id, names)

    return Edit("set_channel", {"channel": channel.key}, apply)


def remove_channel(key: str) -> Edit:
    """Take a channel and its nodes away, unless a formula elsewhere names it. Its facts still count for the whole."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        if key not in plan.channels:
            raise PlanError("channel_gone", channel=key)
        for node in plan.tree.nodes.values():
            if (
                node.key.channel != key
                and node.formula
                and key in {n.channel for n in names_in(node.formula.expression)}
            ):
                raise PlanError("channel_in_use", channel=key, node=str(node.key))
        connection.execute("delete from node where channel = ?", [plan.channels[key].id])
        update_row(connection, "channel", plan.channels[key].id, {"present": 0})

    return Edit("remove_channel", {"channel": key}, apply)


def add_member(member: Member) -> Edit:
    """Add a person; his `id` says nothing yet."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        name = free_name(member.name, (other.name for other in plan.members))
        show_row(connection, "member", "name", {**member_row(member), "name": name})

    return Edit("add_member", {"member": member.name}, apply)


def set_member(member: Member) -> Edit:
    """Change what is said of a person, his name too."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_member(plan, member.id)
        name = free_name(member.name, (other.name for other in plan.members if other is not stored))
        update_row(connection, "member", stored.id, {**member_row(member), "name": name})

    return Edit("set_member", {"member": member.name}, apply)


def remove_member(member: Member) -> Edit:
    """Take a person and his fixed cells away. His facts still count for the whole."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_member(plan, member.id)
        connection.execute("delete from fixed_cell where member = ?", [stored.id])
        update_row(connection, "member", stored.id, {"present": 0})

    return Edit("remove_member", {"member": member.name}, apply)


def together(parts: Sequence[Edit]) -> Edit:
    """Several edits as one undo step; each is applied to the plan as it was before the first."""
    if len(parts) == 1:
        return parts[0]

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for part in parts:
            part.apply(connection, plan)

    return Edit("set_several", {"count": len(parts)}, apply)


def _put(values: Mapping[NodeKey, float | None]) -> Apply:
    return lambda connection, plan: put_targets(connection, plan, values)


def _words(what: str, values: Mapping[NodeKey, object]) -> tuple[str, dict[str, object]]:
    """`set_lever` of one node with its value, or `reset_lever`; `set_levers` of several with how many."""
    if len(values) != 1:
        return f"set_{what}s", {"count": len(values)}
    ((node, value),) = values.items()
    if value is None:
        return f"reset_{what}", {"node": str(node)}
    return f"set_{what}", {"node": str(node), "value": list(value) if isinstance(value, tuple) else value}
