"""Mending what a look through a plan found, by one edit, where a program can know how."""

from collections.abc import Sequence
from dataclasses import replace

from isplanner.analysis.judging.finding import Finding
from isplanner.jobs.answer import Answer
from isplanner.jobs.set_values import target_edit
from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.edits import Edit


def mend_edit(
    plan: Plan, answer: Answer, findings: Sequence[Finding], *, owner: str = "", source: str = ""
) -> Edit | None:
    """The one edit that mends findings of the same kind; None where it takes a decision that is the manager's.

    Targets are set to what is likely enough, due dates to the end of the period; priorities go by what moves the KGI
    most, definitions and units are those of the shipped dictionary; `owner` is who is to answer for what nobody does,
    `source` where actuals were read from.
    """
    code = findings[0].mend.code if findings and findings[0].mend else ""
    nodes = [one.node for one in findings if one.node is not None]
    match code:
        case "mend_priority":
            return edits.set_priorities(_ranked(plan, answer, findings))
        case "mend_target":
            return target_edit(replace(answer, plan=plan), _values(findings))
        case "mend_due":
            return edits.set_due(nodes, None)
        case "mend_owner" if owner:
            return edits.set_owner(nodes, owner)
        case "mend_definition" | "mend_unit" | "mend_source":
            return _describe([plan.metrics[key] for key in dict.fromkeys(node.metric for node in nodes)], code, source)
    return None


def _values(findings: Sequence[Finding]) -> dict[NodeKey, float]:
    mends = [(one.node, one.mend.values["value"]) for one in findings if one.node and one.mend]
    return {node: float(value) for node, value in mends if isinstance(value, int | float)}


def _ranked(plan: Plan, answer: Answer, findings: Sequence[Finding]) -> list[NodeKey]:
    """All KPIs in order: those that have a place keep it, the others follow; among equals what moves the KGI more."""
    found = [node for one in findings for node in _nodes(one.problem.values.get("nodes"))]
    places = {key: node.priority for key, node in plan.tree.nodes.items() if node.priority is not None}
    last = len(plan.tree.nodes)

    def place(key: NodeKey) -> tuple[int, float]:
        return places.get(key, last), -abs(answer.elasticities.get(key, 0.0))

    return sorted(dict.fromkeys([*places, *found]), key=place)


def _nodes(named: object) -> list[NodeKey]:
    return [node for node in named if isinstance(node, NodeKey)] if isinstance(named, list) else []


def _describe(metrics: Sequence[Metric], code: str, source: str) -> Edit | None:
    described = [(metric, _described(metric, code, source)) for metric in metrics]
    parts = [edits.set_metric(new) for metric, new in described if new != metric]
    return edits.together(parts) if parts else None


def _described(metric: Metric, code: str, source: str) -> Metric:
    """A metric with what it lacked, as far as that is known."""
    if code == "mend_source":
        return replace(metric, source=source)
    shipped = shipped_metrics().get(metric.key, metric)
    if code == "mend_unit":
        return replace(metric, unit=shipped.unit)
    return replace(metric, definition_ja=shipped.definition_ja, definition_en=shipped.definition_en)
