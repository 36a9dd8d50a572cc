"""Targets from values, and one target changed: whole counts and yen that add up (design: numbers.md 2).

A rate's target is always its target numerator ÷ its target denominator, so it agrees with the counts beside it.
"""

from collections.abc import Mapping
from math import isclose

from isplanner.analysis.baseline import Baseline
from isplanner.analysis.project import Projection
from isplanner.analysis.ratio import Ratio, ratio_of
from isplanner.analysis.rounding import round_shares
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

REACHED = 1e-6
"""A projection this close to the goal (relative) is the goal."""

Targets = Mapping[NodeKey, float]


def adopt(plan: Plan, projection: Projection) -> dict[NodeKey, float]:
    """The targets of all nodes that have a value: whole numbers rounded so that the plan is the sum of its channels.

    Where the projection reaches the goal, the KGI's target is the goal itself, and its channels are rounded to that.
    """
    values = {key: value for key, value in projection.values.items() if value is not None}
    targets: dict[NodeKey, float] = {}
    for key in plan.tree.nodes:
        if plan.metrics[key.metric].is_whole and key not in targets and key in values:
            targets |= _whole_targets(plan, key, values)
    return targets | {
        key: _rate(ratio_of(plan.tree, key), targets, value) for key, value in values.items() if key not in targets
    }


def retarget(plan: Plan, baseline: Baseline, key: NodeKey, value: float) -> dict[NodeKey, float]:
    """What changes when one target is set: as little as possible, nothing further up or down the tree.

    A channel's count moves the plan's sum by the same. The plan's count is shared out over its channels in proportion
    to their targets (baselines where there are none). A rate sets its numerator's target to rate × denominator's.
    """
    targets = {node: target.value for node, target in plan.targets.items()}
    if plan.metrics[key.metric].is_whole:
        return _recount(plan, baseline, targets, key, round(value))
    ratio = ratio_of(plan.tree, key)
    if ratio is None or not targets.get(ratio.denominator):
        return {key: value}
    over = targets[ratio.denominator]
    count = round(value * over)
    less = targets.get(ratio.less, 0.0) if ratio.less else 0.0
    return {key: count / over} | _recount(plan, baseline, targets, ratio.numerator, round(count + less))


def _whole_targets(plan: Plan, key: NodeKey, values: Targets) -> dict[NodeKey, float]:
    """The target of a count with those of its channels; a channel's alone where the plan is not their sum."""
    parts = [node for node in plan.tree.channel_nodes(key.metric) if node in values]
    if key.channel is not None or not parts or not _is_sum(plan, key):
        return {key: round(values[key])}
    goal = plan.goal.value if plan.goal and key == plan.tree.root and plan.goal.metric == key.metric else None
    reached = goal is not None and isclose(values[key], goal, rel_tol=REACHED)
    total = round(goal if goal is not None and reached else values[key])
    shares = round_shares(total, [values[node] for node in parts])
    return {key: total, **dict(zip(parts, map(float, shares), strict=True))}


def _is_sum(plan: Plan, key: NodeKey) -> bool:
    """Whether a plan node is the sum of its channels' nodes."""
    formula = plan.tree.nodes[key].formula
    return formula is not None and formula.text == f"sum({key.metric})"


def _rate(ratio: Ratio | None, targets: Targets, value: float) -> float:
    if ratio is None or ratio.numerator not in targets or not targets.get(ratio.denominator):
        return value
    less = targets.get(ratio.less, 0.0) if ratio.less else 0.0
    return (targets[ratio.numerator] - less) / targets[ratio.denominator]


def _recount(plan: Plan, baseline: Baseline, targets: Targets, key: NodeKey, count: int) -> dict[NodeKey, float]:
    whole, parts = NodeKey(key.metric), plan.tree.channel_nodes(key.metric)
    if not parts or whole not in plan.tree.nodes or not _is_sum(plan, whole):
        return {key: count}
    if key.channel is not None:
        others = [targets.get(node, 0.0) for node in parts if node != key]
        before = targets.get(whole, sum(others) + targets.get(key, 0.0))
        return {key: count, whole: before + count - targets.get(key, 0.0)}
    weights = [targets.get(node, 0.0) for node in parts]
    if not any(weights):
        weights = [baseline.values.get(node, 0.0) for node in parts]
    shares = round_shares(count, weights if any(weights) else [1.0] * len(parts))
    return {key: count, **dict(zip(parts, map(float, shares), strict=True))}
