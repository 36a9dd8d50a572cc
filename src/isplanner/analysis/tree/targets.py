"""Targets from values, and one target changed: whole counts and yen that add up (design: numbers.md 2).

A rate's target is its target numerator ÷ its target denominator, so it agrees with the counts beside it. Where that
comes through over some months, the counts of a period do not tell the rate, and it is its own target.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isclose

from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.project import Projection
from isplanner.analysis.tree.ratio import Ratio, ratio_of
from isplanner.analysis.whole_numbers.rounding import round_shares
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Target

REACHED = 1e-6
"""A projection this close to the goal (relative) is the goal."""

Targets = Mapping[NodeKey, float]


def adopt(plan: Plan, projection: Projection) -> dict[NodeKey, float]:
    """The targets of all nodes that have a value: whole numbers rounded so that the plan is the sum of its channels.

    Where the projection reaches the goal, the KGI's target is the goal itself, and its channels are rounded to that.
    """
    goal = _reached_goal(plan, projection)
    values = {key: value for key, value in projection.values.items() if value is not None} | goal
    counts = {key: value for key, value in values.items() if plan.metrics[key.metric].is_whole}
    targets: dict[NodeKey, float] = {key: round(value) for key, value in counts.items()}
    for key in counts:
        parts = [node for node in plan.tree.channel_nodes(key.metric) if node in counts]
        if parts and _is_sum(plan, key):
            targets |= _share(round(values[key]), parts, [values[node] for node in parts])
    rates = [key for key in values if key not in counts and key not in goal]
    return goal | targets | {key: _rate(ratio_of(plan.tree, key), targets, values[key]) for key in rates}


def with_targets(plan: Plan, targets: Targets) -> Plan:
    """The plan as if these were its targets; a node keeps how its target is shared out."""
    fresh = {
        key: replace(plan.targets[key], value=value) if key in plan.targets else Target(0, key, value)
        for key, value in targets.items()
    }
    return replace(plan, targets=fresh)


def retarget(plan: Plan, baseline: Baseline, key: NodeKey, value: float) -> dict[NodeKey, float]:
    """What changes when one target is set: as little as possible, nothing further up or down the tree.

    A channel's count moves the plan's sum by the same. The plan's count is shared out over its channels in proportion
    to their targets (baselines where there are none). A rate sets its numerator's target to rate × denominator's; in
    the plan's scope that is shared out over the channels that have the denominator.
    """
    targets = {node: target.value for node, target in plan.targets.items()}
    parts = plan.tree.channel_nodes(key.metric)
    if plan.metrics[key.metric].is_whole:
        return _recount(plan, baseline, targets, key, round(value), parts)
    ratio = ratio_of(plan.tree, key)
    if ratio is None or ratio.due or not targets.get(ratio.denominator):
        return {key: value}
    below = targets[ratio.denominator]
    above = round(value * below)
    less = targets.get(ratio.less, 0.0) if ratio.less else 0.0
    over = {node.channel for node in plan.tree.channel_nodes(ratio.denominator.metric)}
    parts = tuple(node for node in plan.tree.channel_nodes(ratio.numerator.metric) if node.channel in over)
    return {key: above / below} | _recount(plan, baseline, targets, ratio.numerator, round(above + less), parts)


def _reached_goal(plan: Plan, projection: Projection) -> dict[NodeKey, float]:
    """The KGI and its goal, where the projection reaches it."""
    root, goal, kgi = plan.tree.root, plan.goal, projection.kgi
    if root is None or goal is None or kgi is None or goal.metric != root.metric:
        return {}
    return {root: goal.value} if isclose(kgi, goal.value, rel_tol=REACHED) else {}


def _is_sum(plan: Plan, key: NodeKey) -> bool:
    """Whether a node is the plan's, and the sum of its channels' nodes."""
    node = plan.tree.nodes.get(key)
    return bool(node and node.formula and key.channel is None and node.formula.text == f"sum({key.metric})")


def _rate(ratio: Ratio | None, targets: Targets, value: float) -> float:
    if ratio is None or ratio.due or ratio.numerator not in targets or not targets.get(ratio.denominator):
        return value
    less = targets.get(ratio.less, 0.0) if ratio.less else 0.0
    return (targets[ratio.numerator] - less) / targets[ratio.denominator]


def _recount(
    plan: Plan, baseline: Baseline, targets: Targets, key: NodeKey, count: int, parts: Sequence[NodeKey]
) -> dict[NodeKey, float]:
    """A count with what must follow for the plan to be the sum of its channels; `parts` are those that may change."""
    whole, channels = NodeKey(key.metric), plan.tree.channel_nodes(key.metric)
    if not channels or not _is_sum(plan, whole):
        return {key: count}
    if key.channel is not None:
        before = targets.get(whole, sum(targets.get(node, 0.0) for node in channels))
        return {key: count, whole: before + count - targets.get(key, 0.0)}
    kept = sum(targets.get(node, 0.0) for node in channels if node not in parts)
    weights = [targets.get(node, 0.0) for node in parts]
    if not any(weights):
        weights = [baseline.values.get(node, 0.0) for node in parts]
    shared = max(round(count - kept), 0) if kept else count
    return {key: shared + kept, **_share(shared, parts, weights)}


def _share(total: int, parts: Sequence[NodeKey], weights: Sequence[float]) -> dict[NodeKey, float]:
    """A whole number shared out in proportion, or evenly where there is nothing to go by."""
    shares = round_shares(total, weights if sum(weights) else [1.0] * len(parts))
    return dict(zip(parts, map(float, shares), strict=True))
