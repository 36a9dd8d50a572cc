"""The plan as a whole: its goal tree without channels, for actuals that are told of without them."""

from dataclasses import replace

from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.move import LeverValue
from isplanner.analysis.tree.project import Projection, project
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

    As a whole, a count of which nothing is known is none.
    """
    if project(plan, baseline, scenario).kgi is not None:
        return plan, scenario
    whole = as_whole(plan)
    values = _values_as_whole(plan, whole, scenario)
    if values is None:
        return plan, scenario
    unknown = (lever for lever in whole.tree.levers if lever not in baseline.values)
    none = {lever: 0.0 for lever in unknown if plan.metrics[lever.metric].is_whole}
    told = replace(scenario, values={**none, **values})
    return (plan, scenario) if project(whole, baseline, told).kgi is None else (whole, told)


def plan_as_told(plan: Plan, baseline: Baseline) -> Plan:
    """A plan with its tree and all its scenarios as its numbers are told (`as_told`); the same where by channel."""
    whole, _ = as_told(plan, baseline, plan.chosen)
    if whole is plan:
        return plan
    told = (as_told(plan, baseline, scenario)[1] for scenario in plan.scenarios)
    own = (replace(one, values={n: v for n, v in one.values.items() if n in whole.tree.nodes}) for one in told)
    return replace(whole, scenarios=tuple(own))


def project_as_told(plan: Plan, baseline: Baseline, scenario: Scenario) -> Projection:
    """What a scenario comes to, by channel or as a whole (`as_told`): then nodes in channels have no value."""
    by_channel = project(plan, baseline, scenario)
    if by_channel.kgi is not None:
        return by_channel
    whole, told = as_told(plan, baseline, scenario)
    if whole is plan:
        return by_channel
    found = project(whole, baseline, told)
    known = [key for key, value in found.values.items() if value or key in baseline.values]
    return Projection(
        values={**by_channel.values, **{key: found.values[key] for key in known}},
        months={**by_channel.months, **{key: found.months[key] for key in known}},
        kgi=found.kgi,
    )


def _values_as_whole(plan: Plan, whole: Plan, scenario: Scenario) -> dict[NodeKey, LeverValue] | None:
    """What a scenario sets for all channels alike, as the plan's own; None where it sets channels apart."""
    values: dict[NodeKey, LeverValue] = {}
    for lever in whole.tree.levers:
        nodes = [node for node in plan.tree.channel_nodes(lever.metric) if plan.tree.nodes[node].formula is None]
        told = [scenario.values[node] for node in nodes if node in scenario.values]
        if not told:
            continue
        if len(told) < len(nodes) or len(set(told)) > 1 or isinstance(told[0], tuple):
            return None
        values[lever] = told[0] * len(told) if plan.metrics[lever.metric].is_whole else told[0]
    return values


def _formula(plan: Plan, key: NodeKey) -> Formula | None:
    """A sum's breakdown. A rate that is read, and a sum of what is set in channels, is a lever."""
    tree, own = plan.tree, plan.tree.nodes[key].formula
    if breakdown := tree.breakdown(key):
        return breakdown
    is_read = plan.metrics[key.metric].kind is Kind.RATE and key != tree.root
    reads_channels = any(read.channel for read in tree.inputs(key)) if own and not own.problem else True
    return None if is_read or reads_channels else own
