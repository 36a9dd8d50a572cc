"""What KPIs have to do with the KGI: by how many percent it rises for 1 % more of any node (design: numbers.md 10)."""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite

from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.move import LeverValues
from isplanner.analysis.tree.project import by_month, compile_levers, month_weights
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


def node_elasticities(plan: Plan, baseline: Baseline, levers: LeverValues) -> dict[NodeKey, float]:
    """The elasticity of the KGI by every node; what nothing can be said of is left out.

    A node of the whole plan that the KGI is not made from is moved with its channels' nodes together: nobody reads
    着電率 of the plan, but those of the channels.
    """
    root = plan.tree.root
    if root is None or root not in plan.tree.order:
        return {}
    evaluation = _run(plan, baseline, levers)
    kgi, gradient = evaluation.total(root).item(), evaluation.gradient(root)
    if not kgi or not isfinite(kgi):
        return {}
    own = {node: _gain(evaluation, gradient, node) / kgi for node in gradient}
    found: dict[NodeKey, float] = {}
    for node in plan.tree.order:
        parts = plan.tree.channel_nodes(node.metric) if node.channel is None else ()
        found[node] = own[node] if node in own else sum(own.get(part, 0.0) for part in parts)
    return {node: elasticity for node, elasticity in found.items() if isfinite(elasticity)}


def related(plan: Plan, elasticities: Mapping[NodeKey, float], least: float) -> frozenset[NodeKey]:
    """The nodes that move the KGI by more than so much, and those that the manager says drive one of them."""
    found = {node for node, elasticity in elasticities.items() if abs(elasticity) > least}
    if plan.tree.root is not None:
        found.add(plan.tree.root)
    while more := {link.driver for link in plan.influences if link.driven in found} - found:
        found |= more
    return frozenset(found)


def _run(plan: Plan, baseline: Baseline, levers: LeverValues) -> Evaluation:
    """The tree run, in which every node counts as a lever: the reverse pass knows them all."""
    program = compile_levers(plan, baseline, levers)
    evaluation = Evaluation(replace(program, levers=tuple(program.slots)))
    weights = month_weights(plan)
    for lever, value in levers.items():
        if lever in program.slots:
            evaluation.set(lever, by_month(plan, lever, value, weights))
    evaluation.run()
    return evaluation


def _gain(evaluation: Evaluation, gradient: Mapping[NodeKey, Array], node: NodeKey) -> float:
    return float((gradient[node] * evaluation.of(node)).sum())
