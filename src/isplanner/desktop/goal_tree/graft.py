"""Grafts: what becomes of the tree when a factor is named, moved or taken out; tried before it is stored. No Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from isplanner.analysis.tree.ratio import ratio_of
from isplanner.plan.expression import Binary, Expression, names_in
from isplanner.plan.formula import Formula, NameTable, canonical_text, parse_formula
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.rewrite import beside, name_of, without
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import shipped_template
from isplanner.plan.tree import Node, build_tree
from isplanner.store import edits
from isplanner.store.edits import Edit

_SIGNS = "*+/-"
"""How a factor is joined, the first way in which the units fit."""


@dataclass(frozen=True, slots=True)
class Graft:
    """Formulas of nodes changed at once, with the nodes that come (and their formulas) and those that go.

    `metrics` are those of the user's own that come with them, `problem` what kept the graft from being made.
    """

    formulas: Mapping[NodeKey, Expression | None] = field(default_factory=dict)
    added: Mapping[NodeKey, str | None] = field(default_factory=dict)
    removed: tuple[NodeKey, ...] = ()
    metrics: tuple[Metric, ...] = ()
    problem: Problem | None = None

    def tried(self, plan: Plan) -> Plan:
        """The plan as it would be."""
        metrics = {**plan.metrics, **{metric.key: metric for metric in self.metrics}}
        names = NameTable(metrics, plan.channels)
        nodes = {key: node for key, node in plan.tree.nodes.items() if key not in self.removed}
        for key, text in self.added.items():
            nodes[key] = Node(0, key, parse_formula(text, names) if text else None)
        for key, expression in self.formulas.items():
            formula = None if expression is None else Formula(canonical_text(expression), expression)
            nodes[key] = replace(nodes[key], formula=formula)
        tree = build_tree(nodes.values(), metrics, plan.channels, plan.tree.root)
        return replace(plan, metrics=metrics, tree=tree)

    def flaw(self, plan: Plan) -> Problem | None:
        """What would be wrong with the tree that is not wrong now."""
        if self.problem is not None:
            return self.problem
        problems = self.tried(plan).tree.problems
        wrong = [key for key in (*self.formulas, *problems) if key in problems and key not in plan.tree.problems]
        wrong.sort(key=lambda key: problems[key].code != "cycle")  # a circle says more than the units it upsets
        return problems[wrong[0]] if wrong else None

    def followed_by(self, other: "Graft") -> "Graft":
        """Both as one; the other was made for the plan as this one leaves it."""
        formulas, added = dict(self.formulas), {**self.added, **other.added}
        for key, expression in other.formulas.items():
            if key in added:
                added[key] = None if expression is None else canonical_text(expression)
            else:
                formulas[key] = expression
        return Graft(formulas, added, (*self.removed, *other.removed), (*self.metrics, *other.metrics))

    def edit(self, code: str, key: NodeKey) -> Edit:
        """All of it as one undo step, named for a node."""
        parts = [edits.add_metric(metric) for metric in self.metrics]
        parts += [edits.add_node(each, text) for each, text in self.added.items()]
        for each, expression in self.formulas.items():
            parts.append(edits.set_formula(each, None if expression is None else canonical_text(expression)))
        parts += [edits.remove_node(each) for each in self.removed]
        return replace(edits.together(parts), code=code, values={"node": str(key)})


def hosts(plan: Plan, key: NodeKey) -> tuple[NodeKey, ...]:
    """The nodes whose formulas hold the factors drawn under a node: itself, or of a sum over channels those there."""
    node, channels = plan.tree.nodes[key], plan.tree.channel_nodes(key.metric)
    is_rate = plan.metrics[key.metric].kind is Kind.RATE
    is_sum = node.formula is not None and node.formula.text == f"sum({key.metric})"
    return channels if key.channel is None and channels and (is_sum or is_rate) else (key,)


def leading(plan: Plan, key: NodeKey) -> tuple[NodeKey, ...]:
    """The hosts with the formula that most of them have: what is typed for the node is typed for these."""
    found = hosts(plan, key)
    texts = [_text(plan, host) for host in found]
    most = max(texts, key=texts.count)
    return tuple(host for host, text in zip(found, texts, strict=True) if text == most)


def typed(plan: Plan, key: NodeKey, text: str, metric: Metric | None = None) -> Graft:
    """A formula typed for a node. What it names that is not in the tree comes in with it.

    Raises:
        PlanError: what is wrong with the formula as such.
    """
    metrics = {**plan.metrics, **({metric.key: metric} if metric else {})}
    formula = parse_formula(text, NameTable(metrics, plan.channels), key)
    return _graft(plan, dict.fromkeys(leading(plan, key), formula.expression), metric)


def proposed(plan: Plan, key: NodeKey, metric: Metric, after: str | None = None) -> Graft:
    """A metric as one more factor of a node: behind a metric of its formula, or behind all, as the units ask for."""
    own = None if metric.key in plan.metrics else metric
    found = leading(plan, key)
    present = plan.tree.nodes[found[0]].formula
    new = name_of(metric.key)
    if present is None or present.problem:
        return _graft(plan, dict.fromkeys(found, _first(plan, key, metric) or new), own)
    here = after or ""
    ways = [beside(present.expression, here, new, sign, is_after=True) for sign in _SIGNS]
    return _fitting(plan, [_graft(plan, dict.fromkeys(found, way), own) for way in ways])


def joined(plan: Plan, key: NodeKey, metric: Metric) -> Graft:
    """A metric alone as one more factor of a node, behind all."""
    own = None if metric.key in plan.metrics else metric
    found, new = leading(plan, key), name_of(metric.key)
    formula = plan.tree.nodes[found[0]].formula
    if formula is None or formula.problem:
        return _graft(plan, dict.fromkeys(found, new), own)
    ways = [beside(formula.expression, "", new, sign, is_after=True) for sign in _SIGNS]
    return _fitting(plan, [_graft(plan, dict.fromkeys(found, way), own) for way in ways])


def moved(plan: Plan, metric: str, source: NodeKey | None, target: NodeKey, at: str | None, *, is_after: bool) -> Graft:
    """A metric taken out of one node's formula and put into another's (or the same): beside a metric, or behind all."""
    try:
        left = _taken_out(plan, metric, source) if source else {}
    except PlanError as error:
        return Graft(problem=error.problem)
    return _fitting(plan, [_moved(plan, metric, left, target, (at, sign, is_after)) for sign in _SIGNS])


def pruned(plan: Plan, keys: Iterable[NodeKey]) -> Graft:
    """Nodes taken out of the tree with what hangs on nothing else, and out of the formulas that read them."""
    gone = _gone(plan, dict.fromkeys(keys))
    left: dict[NodeKey, Expression | None] = {}
    for key, node in plan.tree.nodes.items():
        if key in gone or node.formula is None or node.formula.problem:
            continue
        rest: Expression | None = node.formula.expression
        for metric in {read.metric for read in plan.tree.inputs(key) if read in gone and read.channel == key.channel}:
            rest = _or_as_it_is(rest, metric)
        if rest is not node.formula.expression and rest != node.formula.expression:
            left[key] = rest
    return Graft(left, removed=tuple(gone))


def split(plan: Plan, key: NodeKey) -> Graft:
    """A node of the whole plan and all that hangs on it, in every channel alike; the whole is what channels add up to.

    What a channel does not have is taken out there afterwards.
    """
    names, below = NameTable(plan.metrics, {}), [key]
    for one in below:
        below += [child for child in plan.tree.children(one) if child.channel is None and child not in below]
    parts = [node for node in below if node in plan.tree.nodes and not plan.tree.channel_nodes(node.metric)]
    there = {node.metric for node in plan.tree.nodes if node.channel is None}
    added, formulas = dict[NodeKey, str | None](), dict[NodeKey, Expression | None]()
    for node in parts:
        added |= {NodeKey(node.metric, channel): _text(plan, node) or None for channel in plan.channels}
        text = whole_formula(plan, plan.metrics[node.metric], there) or _quotient(plan, node)
        formulas[node] = parse_formula(text, names).expression if text else None
    return Graft(formulas, added)


def whole_formula(plan: Plan, metric: Metric, metrics: Iterable[str]) -> str | None:
    """What a metric's node of the whole plan is made of where channels have it, out of the metrics that are there."""
    if metric.kind is not Kind.RATE:
        return f"sum({metric.key})"
    there, known = set(metrics), NameTable(plan.metrics, {})
    ways = list(shipped_template("inside_sales").plan.get(metric.key, ()))
    if metric.numerator and metric.denominator:
        ways.append(f"{metric.numerator} / {metric.denominator}")
    return next(
        (way for way in ways if {name.metric for name in names_in(parse_formula(way, known).expression)} <= there), None
    )


def _graft(plan: Plan, formulas: Mapping[NodeKey, Expression], metric: Metric | None) -> Graft:
    """Formulas of hosts, with the nodes that are missing: theirs, and those of the whole plan above them."""
    nodes = plan.tree.nodes
    missing = [
        NodeKey(name.metric, name.channel or host.channel)
        for host, expression in formulas.items()
        for name in names_in(expression)
    ]
    added: dict[NodeKey, str | None] = {key: None for key in missing if key not in nodes}
    metrics = {**plan.metrics, **({metric.key: metric} if metric else {})}
    there = {key.metric for key in (*nodes, *added)}
    for name in dict.fromkeys(key.metric for key in added if key.channel is not None):
        if NodeKey(name) not in nodes:
            added[NodeKey(name)] = whole_formula(plan, metrics[name], there)
    return Graft(dict(formulas), added, metrics=(metric,) if metric else ())


def _first(plan: Plan, key: NodeKey, metric: Metric) -> Expression | None:
    """Two factors at once: as the template has them, or a count with the rate from it to the node, either one named."""
    usual = shipped_template("inside_sales").phone.get(key.metric, "")
    if metric.key in plan.metrics and metric.key in usual.split():
        expression = parse_formula(usual, NameTable(plan.metrics, {})).expression
        return expression if all(name.metric in plan.metrics for name in names_in(expression)) else None
    if metric.numerator == key.metric and metric.denominator:
        return Binary("*", name_of(metric.denominator), name_of(metric.key))
    leads = (one for one in plan.metrics.values() if (one.numerator, one.denominator) == (key.metric, metric.key))
    rate = next(leads, None)
    return Binary("*", name_of(metric.key), name_of(rate.key)) if rate else None


def _quotient(plan: Plan, rate: NodeKey) -> str | None:
    """What a rate is one ÷ another of, as the formula says in which it is a factor."""
    ratio = ratio_of(plan.tree, rate)
    return f"{ratio.numerator.metric} / {ratio.denominator.metric}" if ratio and not ratio.less else None


def _moved(
    plan: Plan,
    metric: str,
    left: Mapping[NodeKey, Expression | None],
    target: NodeKey,
    place: tuple[str | None, str, bool],
) -> Graft:
    at, sign, is_after = place
    changed = dict(left)
    for host in hosts(plan, target):
        if NodeKey(metric, host.channel) not in plan.tree.nodes or (at and at not in _names(plan, host, left)):
            continue
        formula = plan.tree.nodes[host].formula
        present = left.get(host, formula.expression if formula else None)
        new = name_of(metric)
        changed[host] = beside(present, at or "", new, sign, is_after=is_after) if present else new
    if not changed.keys() & set(hosts(plan, target)):
        return Graft(problem=Problem("no_such_node", {"node": NodeKey(metric, hosts(plan, target)[0].channel)}))
    return Graft(changed)


def _taken_out(plan: Plan, metric: str, source: NodeKey) -> dict[NodeKey, Expression | None]:
    left: dict[NodeKey, Expression | None] = {}
    for host in hosts(plan, source):
        formula = plan.tree.nodes[host].formula
        if formula is not None and metric in {name.metric for name in names_in(formula.expression)}:
            left[host] = without(formula.expression, metric)
    return left


def _names(plan: Plan, host: NodeKey, left: Mapping[NodeKey, Expression | None]) -> set[str]:
    formula = plan.tree.nodes[host].formula
    present = left.get(host) or (formula.expression if formula else None)
    return {name.metric for name in names_in(present)} if present else set()


def _fitting(plan: Plan, grafts: list[Graft]) -> Graft:
    """The first with which nothing is wrong, else the first."""
    return next((graft for graft in grafts if graft.flaw(plan) is None), grafts[0])


def _gone(plan: Plan, keys: Mapping[NodeKey, None]) -> dict[NodeKey, None]:
    tree = plan.tree
    above = {key: set[NodeKey]() for key in tree.nodes}
    for key in tree.nodes:
        for child in tree.children(key):
            if child in above and child != key:
                above[child].add(key)
    gone = {**keys}
    waiting = list(gone)
    while waiting:
        key = waiting.pop()
        channels = tree.channel_nodes(key.metric) if key.channel is None else ()
        below = [child for child in tree.children(key) if child in above and above[child] <= gone.keys()]
        for each in chain(channels, below):
            if each not in gone and each != tree.root:
                gone[each] = None
                waiting.append(each)
    return gone


def _or_as_it_is(expression: Expression | None, metric: str) -> Expression | None:
    try:
        return None if expression is None else without(expression, metric)
    except PlanError:
        return expression  # then the formula says what it lacks


def _text(plan: Plan, key: NodeKey) -> str:
    formula = plan.tree.nodes[key].formula
    return formula.text if formula else ""
