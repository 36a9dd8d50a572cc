"""Branches of the tree as text for Excel, and back: a name a line, indented, its target, its formula. No Qt."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from isplanner.desktop.goal_tree import graft, growth
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.plan.formula import NameTable, format_formula
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.text.entry import parse_entry
from isplanner.text.language import Language

_INDENT = "　"
_LEAD = "\t 　"
_KINDS = (("率", Kind.RATE, "%"), ("単価", Kind.AMOUNT, "円"), ("売上", Kind.AMOUNT, "円"), ("額", Kind.AMOUNT, "円"))
"""What a name that is not known yet ends with, and what it then is; all else is counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read: how deep, what it is called, and what else it says."""

    depth: int
    name: str
    target: str = ""
    formula: str = ""


def write_branches(plan: Plan, keys: Sequence[NodeKey], language: Language) -> list[list[str]]:
    """Nodes with what hangs on them, those that hang on another of them once."""
    names = NameTable.of(plan)
    return [_row(plan, key, depth, names, language) for key, depth in _walk(plan, keys)]


def read_branches(text: str) -> list[Line]:
    """The lines of a text; what is deeper than the line before hangs on it, by tabs or by spaces."""
    read = [
        (len(line) - len(line.lstrip(_LEAD)), line.strip().split("\t")) for line in text.splitlines() if line.strip()
    ]
    steps = sorted({lead for lead, _ in read})
    return [Line(steps.index(lead), *[cell.strip() for cell in cells[:3]]) for lead, cells in read]


def pasted(plan: Plan, above: NodeKey | None, lines: Iterable[Line], channel: str | None = None) -> Graft:
    """Lines as factors of a node (None: trees of their own); a name not known becomes a metric of the user's own."""
    whole, tried = Graft(), plan
    way: list[NodeKey | None] = [above]
    for line in lines:
        del way[line.depth + 1 :]
        under = way[-1]
        metric = _metric(tried, line.name, under)
        key = NodeKey(metric.key, channel)
        change = _grown(tried, under, metric, key)
        whole, tried = whole.followed_by(change), change.tried(tried)
        if line.formula:
            change = _with_formula(tried, key, line.formula)
            whole, tried = whole.followed_by(change), change.tried(tried)
        way.append(key)
    return whole


def targets_in(plan: Plan, lines: Iterable[Line], channel: str | None = None) -> dict[NodeKey, float]:
    """The targets that lines name and that can be read."""
    names, found = NameTable.of(plan), dict[NodeKey, float]()
    for line in lines:
        key = NodeKey(names.metric(line.name) or "", channel)
        if key in plan.tree.nodes and line.target:
            try:
                found[key] = parse_entry(line.target, plan.metrics[key.metric], None)
            except PlanError:
                continue
    return found


def _walk(plan: Plan, keys: Sequence[NodeKey]) -> Iterator[tuple[NodeKey, int]]:
    below = {child for key in keys for child, depth in _under(plan, key) if depth}
    for key in keys:
        if key not in below:
            yield from _under(plan, key)


def _under(plan: Plan, key: NodeKey, depth: int = 0, way: tuple[NodeKey, ...] = ()) -> Iterator[tuple[NodeKey, int]]:
    yield key, depth
    for child in plan.tree.children(key):
        if child in plan.tree.nodes and child.channel == key.channel and child not in (*way, key):
            yield from _under(plan, child, depth + 1, (*way, key))


def _row(plan: Plan, key: NodeKey, depth: int, names: NameTable, language: Language) -> list[str]:
    metric, target, node = plan.metrics[key.metric], plan.targets.get(key), plan.tree.nodes[key]
    drawn = plan.tree.breakdown(key) or node.formula
    name = metric.ja if language == "ja" else metric.en
    return [
        _INDENT * depth + name,
        plain_text(target.value if target else None, metric),
        format_formula(drawn, names, language) if drawn else "",
    ]


def _metric(plan: Plan, name: str, above: NodeKey | None) -> Metric:
    known = NameTable.of(plan).metric(name)
    if known is not None:
        return plan.metrics[known]
    kind, unit = next(((kind, unit) for end, kind, unit in _KINDS if name.endswith(end)), (Kind.COUNT, "件"))
    return growth.own_metric(plan, name, unit, kind, above)


def _grown(plan: Plan, above: NodeKey | None, metric: Metric, key: NodeKey) -> Graft:
    if above is None:
        own = () if metric.key in plan.metrics else (metric,)
        return Graft(added={} if key in plan.tree.nodes else {key: None}, metrics=own)
    if key in plan.tree.children(above):
        return Graft()
    return graft.joined(plan, above, metric)


def _with_formula(plan: Plan, key: NodeKey, text: str) -> Graft:
    """The formula a line gives, where it can be read; else what the lines below it make."""
    try:
        return graft.typed(plan, key, text)
    except PlanError:
        return Graft()
