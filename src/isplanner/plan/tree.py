"""The goal tree: nodes that are levers or have a formula, what each reads, and what is wrong with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from isplanner.plan.delay import without_delay
from isplanner.plan.expression import Binary, Call, Expression, Name, fold, names_in
from isplanner.plan.formula import Formula, canonical_text
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.unit import check_unit, unit_of

Graph = Mapping[NodeKey, tuple[NodeKey, ...]]
"""Node → what it reads."""


@dataclass(frozen=True, slots=True)
class Node:
    """A metric in a scope; a lever where it has no formula. `priority` 1 matters most.

    `owner` is who answers for it, "" nobody yet; `due` the day by which its target is to be reached, None the end of
    the period; `low` and `high` are what solving may make of it.
    """

    id: int
    key: NodeKey
    formula: Formula | None = None
    priority: int | None = None
    owner: str = ""
    due: date | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class GoalTree:
    """The graph of formulas.

    `order` has inputs first; it leaves out nodes with a problem and what depends on them. `root` is the KGI.
    """

    nodes: Mapping[NodeKey, Node]
    root: NodeKey | None
    order: tuple[NodeKey, ...]
    problems: Mapping[NodeKey, Problem]
    metrics: Mapping[str, Metric] = field(repr=False)
    scopes: Mapping[str, tuple[NodeKey, ...]] = field(repr=False)
    """Metric → its nodes in channels, in the plan's order."""

    @property
    def levers(self) -> tuple[NodeKey, ...]:
        """The nodes without a formula: what the manager can set."""
        return tuple(key for key, node in self.nodes.items() if node.formula is None)

    def channel_nodes(self, metric: str) -> tuple[NodeKey, ...]:
        """A metric's nodes in channels."""
        return self.scopes.get(metric, ())

    def inputs(self, key: NodeKey) -> tuple[NodeKey, ...]:
        """The nodes a node's formula reads, each once."""
        formula = self.nodes[key].formula
        return tuple(dict.fromkeys(self.reads(formula.expression, key.channel))) if formula else ()

    def reads(self, expression: Expression, channel: str | None) -> tuple[NodeKey, ...]:
        """The nodes an expression reads in a scope, whether they exist or not."""

        def step(part: Expression, below: list[tuple[NodeKey, ...]]) -> tuple[NodeKey, ...]:
            match part:
                case Name():
                    return (in_scope(part, channel),)
                case Call("sum", (summed,)):
                    return tuple(key for scope in self.summed(summed) for key in self.reads(summed, scope))
            return tuple(key for keys in below for key in keys)

        return fold(expression, step)

    def summed(self, expression: Expression) -> tuple[str, ...]:
        """The channels over which `sum` adds an expression: those that have all the nodes it names."""
        free = [name.metric for name in names_in(expression) if name.channel is None]
        first = self.channel_nodes(free[0]) if free else ()
        return tuple(c for _, c in first if c is not None and all(NodeKey(metric, c) in self.nodes for metric in free))

    def breakdown(self, key: NodeKey) -> Formula | None:
        """What is drawn under a plan node that is a sum over channels: the distinct formulas there, in plan scope.

        着電数 is sum(着電数), 架電数 × 着電率 in channels with dials and メール返信数 in the other: drawn is their sum.
        Where channels differ only in how long it takes (`delay.py`), what is drawn takes no time.
        None where a channel's node is a lever, or a name of theirs has no node in the plan's scope.
        """
        formula = self.nodes[key].formula
        if key.channel is not None or formula is None or formula.text != f"sum({key.metric})":
            return None
        formulas = [self.nodes[node].formula for node in self.channel_nodes(key.metric)]
        distinct = _distinct(formula for formula in formulas if formula)
        if None in formulas or not distinct:
            return None
        if any(name not in self.nodes for e in distinct.values() for name in self.reads(e, None)):
            return None
        total, *rest = distinct.values()
        for expression in rest:
            total = Binary("+", total, expression)
        return Formula(canonical_text(total), total)

    def children(self, key: NodeKey) -> tuple[NodeKey, ...]:
        """The nodes drawn under a node: the factors of its formula or breakdown, else its nodes in channels."""
        node = self.nodes[key]
        if key.channel is not None or node.formula is None:
            return self.inputs(key)
        if breakdown := self.breakdown(key):
            return tuple(dict.fromkeys(self.reads(breakdown.expression, None)))
        channels = self.channel_nodes(key.metric)
        is_ratio = self.metrics[key.metric].kind is Kind.RATE
        return channels if channels and (is_ratio or set(self.inputs(key)) == set(channels)) else self.inputs(key)


def _distinct(formulas: Iterable[Formula]) -> dict[str, Expression]:
    """The formulas that differ, each once."""
    written = {formula.text: formula.expression for formula in formulas}
    if len(written) < 2:
        return written
    alike: dict[str, list[Expression]] = {}
    for expression in written.values():
        alike.setdefault(canonical_text(without_delay(expression)), []).append(expression)
    return {text: way[0] if len(way) == 1 else without_delay(way[0]) for text, way in alike.items()}


def in_scope(name: Name, channel: str | None) -> NodeKey:
    """The node a name means in the formula of a node of this channel."""
    return NodeKey(name.metric, name.channel or channel)


def build_tree(
    nodes: Iterable[Node], metrics: Mapping[str, Metric], channels: Mapping[str, Channel], root: NodeKey | None
) -> GoalTree:
    """Connect nodes, in the plan's order. Never raises: what is wrong is in `problems`."""
    by_key = {node.key: node for node in nodes}
    scopes: dict[str, list[NodeKey]] = defaultdict(list)
    for channel in channels:
        for metric in metrics:
            if (key := NodeKey(metric, channel)) in by_key:
                scopes[metric].append(key)
    loose = GoalTree(by_key, root, (), {}, metrics, {metric: tuple(keys) for metric, keys in scopes.items()})
    problems = {key: problem for key in by_key if (problem := _problem(loose, key))}
    graph = {key: loose.inputs(key) for key in by_key if key not in problems}
    order = tuple(_order(graph))
    stuck = graph.keys() - set(order)
    problems |= {key: problem for key in by_key if key in stuck and (problem := _cycle(graph, key))}
    return GoalTree(by_key, root, order, problems, metrics, loose.scopes)


def check_formula(tree: GoalTree, key: NodeKey, formula: Formula) -> Problem | None:
    """What would be wrong with a node if it had this formula; places are in the text that was parsed."""
    changed = replace(tree.nodes[key], formula=formula)
    tried = GoalTree({**tree.nodes, key: changed}, tree.root, (), {}, tree.metrics, tree.scopes)
    return _problem(tried, key) or _cycle({node: tried.inputs(node) for node in tried.nodes}, key)


def _problem(tree: GoalTree, key: NodeKey) -> Problem | None:
    formula = tree.nodes[key].formula
    if formula is None:
        return None
    if formula.problem:
        return formula.problem
    try:
        _check_names(tree, formula.expression, key.channel)
        check_unit(
            formula.expression,
            unit_of(tree.metrics[key.metric], tree.metrics),
            lambda name: unit_of(tree.metrics[name.metric], tree.metrics),
        )
    except PlanError as error:
        return error.problem
    return None


def _check_names(tree: GoalTree, expression: Expression, channel: str | None) -> None:
    def step(part: Expression, below: list[None]) -> None:
        del below
        match part:
            case Name(_, _, start, end):
                if (key := in_scope(part, channel)) not in tree.nodes:
                    raise PlanError("no_such_node", place=f"{start}:{end}", node=key)
            case Call("sum", (summed,)):
                for scope in (channels := tree.summed(summed)):
                    _check_names(tree, summed, scope)
                if not channels:
                    raise PlanError("nothing_to_sum", formula=canonical_text(summed))

    fold(expression, step)


def _order(graph: Graph) -> Iterator[NodeKey]:
    """Inputs first, else in the plan's order. Left out is what is in a cycle or depends on what is not in the graph."""
    waits = {key: set(inputs) for key, inputs in graph.items()}
    readers: dict[NodeKey, list[NodeKey]] = defaultdict(list)
    for key, inputs in waits.items():
        for read in inputs:
            readers[read].append(key)
    ready = [key for key, inputs in waits.items() if not inputs]
    for key in ready:
        yield key
        for reader in readers[key]:
            waits[reader].discard(key)
            if not waits[reader]:
                ready.append(reader)


def _cycle(graph: Graph, key: NodeKey) -> Problem | None:
    """The shortest way from a node back to itself: the node, what it reads, what that reads … the node again."""
    came_from: dict[NodeKey, NodeKey] = {}
    waiting = [key]
    for node in waiting:
        for read in graph.get(node, ()):
            if read == key:
                return Problem("cycle", {"node": key, "path": [*_way(came_from, key, node), key]})
            if read not in came_from:
                came_from[read] = node
                waiting.append(read)
    return None


def _way(came_from: Mapping[NodeKey, NodeKey], start: NodeKey, end: NodeKey) -> list[NodeKey]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
