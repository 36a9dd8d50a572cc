"""What each node costs the KGI on the way from its target to its forecast, exactly (design: numbers.md 9).

A lever has its share of the gap; a lever of the whole plan the sum of its channels' shares; whatever follows from a
formula the shares of all levers it is made of. So the KGI's own is the gap, and factors beside each other add up.
"""

from isplanner.analysis.attribution.bottleneck import stage_levers
from isplanner.analysis.attribution.state import Known, StateName, lay_out, states_between
from isplanner.analysis.tree.attribute import attribute
from isplanner.analysis.tree.project import compile_levers
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree


def measure_impacts(known: Known) -> dict[NodeKey, float]:
    """By node what of the gap between the KGI's target and its forecast is its own, in the KGI's unit.

    What the KGI is not made of has no entry; nothing has one where targets or actuals are missing.
    """
    plan, tree = known.plan, known.plan.tree
    root = tree.root
    if root is None or root not in tree.order:
        return {}
    try:
        start, end = states_between(known, StateName.TARGET, StateName.FORECAST)
    except PlanError:
        return {}
    laid = lay_out(plan, start, end)
    found = attribute(compile_levers(plan, known.baseline, {**start.levers, **end.levers}), root, *laid)
    if found is None:
        return {}
    shares = found.shares
    stages = {stage: sum(shares[lever] for lever in levers) for stage, levers in stage_levers(tree, found).items()}
    sums = {key: sum(shares.get(lever, 0.0) for lever in levers) for key, levers in _made_of(tree, root).items()}
    return sums | stages | shares


def _made_of(tree: GoalTree, root: NodeKey) -> dict[NodeKey, frozenset[NodeKey]]:
    """The levers of what the KGI is made of, and of nodes of the whole plan that it is made of channel by channel."""
    levers: dict[NodeKey, frozenset[NodeKey]] = {}
    for key in tree.order:
        below = [levers[read] for read in tree.inputs(key)]
        levers[key] = frozenset().union(*below) if tree.nodes[key].formula else frozenset({key})
    part_of, waiting = {root}, [root]
    while waiting:
        read = set(tree.inputs(waiting.pop())) - part_of
        part_of |= read
        waiting += read
    parts = {key for key in tree.order if not part_of.isdisjoint(tree.channel_nodes(key.metric)) and not key.channel}
    return {key: levers[key] for key in (*parts, *part_of)}
