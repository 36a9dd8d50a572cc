"""The plan as a whole: its goal tree without channels, for actuals that are told of without them."""

from dataclasses import replace

from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.project import project
from isplanner.plan.formula import Formula
from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import Node, build_tree


def as_whole(plan: Plan) -> Plan:
    """The plan with the tree that is drawn: the breakdowns of its sums, whose rates and volumes are levers."""
    tree, nodes = plan.tree, dict[NodeKey, Node]()
    waiting = [tree.root] if tree.root in tree.nodes else []
    for key in waiting:
        if key is not None and key not in nodes:
            formula = _formula(plan, key)
            nodes[key] = replace(tree.nodes[key], formula=formula)
            waiting += tree.reads(formula.expression, None) if formula else ()
    ordered = [nodes[key] for key in tree.nodes if key in nodes]
    return replace(plan, tree=build_tree(ordered, plan.metrics, {}, tree.root))


def as_told(plan: Plan, baseline: Baseline, scenario: Scenario) -> tuple[Plan, Scenario]:
    """A plan and a scenario as their numbers are told: by channel, or as a whole where only that gives the KGI a value.

    A scenario that sets levers is one of channels. As a whole, a count of which nothing is known is none.
    """
    if scenario.values or project(plan, baseline, scenario).kgi is not None:
        return plan, scenario
    whole = as_whole(plan)
    unknown = (lever for lever in whole.tree.levers if lever not in baseline.values)
    told = replace(scenario, values={lever: 0.0 for lever in unknown if plan.metrics[lever.metric].is_whole})
    return (plan, scenario) if project(whole, baseline, told).kgi is None else (whole, told)


def _formula(plan: Plan, key: NodeKey) -> Formula | None:
    """A sum's breakdown. A rate that is read, and a sum of what is set in channels, is a lever."""
    tree, own = plan.tree, plan.tree.nodes[key].formula
    if breakdown := tree.breakdown(key):
        return breakdown
    is_read = plan.metrics[key.metric].kind is Kind.RATE and key != tree.root
    reads_channels = any(read.channel for read in tree.inputs(key)) if own and not own.problem else True
    return None if is_read or reads_channels else own
