"""Edits of the goal tree and of the metrics and channels that its nodes are made of."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from isplanner.plan.expression import names_in
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Channel, NodeKey
from isplanner.store.edit import Apply, Edit
from isplanner.store.stored import (
    NewChannel,
    free_name,
    insert_channel,
    insert_node,
    metric_row,
    number,
    put_agreements,
    show_row,
    stored_metric,
    stored_node,
    update_row,
)


def set_formula(node: NodeKey, text: str | None) -> Edit:
    """Give a node a formula in its canonical text, or None: make it a lever. What it was as a lever goes.

    What would be wrong with it is for the caller to look at before (`plan.tree.check_formula`).
    """

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_node(plan, node)
        connection.execute("update node set formula = ? where id = ?", [text, stored.id])
        if text is not None:
            for table in ("lever_value", "judgement"):
                connection.execute(f"delete from {table} where node = ?", [stored.id])

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
    """Take a node out of the tree, with all that is said of it. Formulas that read it then say so."""

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


def set_owner(nodes: Sequence[NodeKey], owner: str) -> Edit:
    """Say who answers for nodes; "" takes it back."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for key in nodes:
            update_row(connection, "node", stored_node(plan, key).id, {"owner": owner.strip()})

    codes = ("set_owner", "set_owners") if owner.strip() else ("drop_owner", "drop_owners")
    return _of_nodes(codes, nodes, {"owner": owner.strip()}, apply)


def set_due(nodes: Sequence[NodeKey], day: date | None) -> Edit:
    """Say by when the targets of nodes are to be reached; None: by the end of the period."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for key in nodes:
            update_row(connection, "node", stored_node(plan, key).id, {"due": None if day is None else day.toordinal()})

    codes = ("set_due", "set_dues") if day else ("drop_due", "drop_dues")
    return _of_nodes(codes, nodes, {"day": day and day.isoformat()}, apply)


def _of_nodes(codes: tuple[str, str], nodes: Sequence[NodeKey], values: dict[str, object], apply: Apply) -> Edit:
    """The first code with the node's name where there is one node, the second with how many there are."""
    of_one = len(nodes) == 1
    named: dict[str, object] = {"node": str(nodes[0])} if of_one else {"count": len(nodes)}
    return Edit(codes[0 if of_one else 1], named | values, apply)


def set_bounds(node: NodeKey, low: float | None, high: float | None) -> Edit:
    """Say what solving may make of a lever at least and at most."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        bounds = {"low": low, "high": high}
        kept = {name: None if bound is None else number(node, bound) for name, bound in bounds.items()}
        if low is not None and high is not None and low > high:
            raise PlanError("bad_bounds", node=str(node))
        update_row(connection, "node", stored_node(plan, node).id, kept)

    return Edit("set_bounds", {"node": str(node)}, apply)


def add_metric(metric: Metric) -> Edit:
    """Add a metric of the user's own."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        row = {**metric_row(metric), "key": free_name(metric.key, plan.metrics)}
        put_agreements(connection, show_row(connection, "metric", "key", row), metric)

    return Edit("add_metric", {"metric": metric.key}, apply)


def set_metric(metric: Metric) -> Edit:
    """Change what is said of the metric of this key."""

    def apply(connection: sqlite3.Connection, _plan: Plan) -> None:
        stored = stored_metric(connection, metric.key)
        update_row(connection, "metric", stored, metric_row(metric))
        put_agreements(connection, stored, metric)

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
