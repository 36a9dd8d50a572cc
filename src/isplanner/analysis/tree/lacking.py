"""Why the KGI has no value: what is to be mended or filled in."""

from collections.abc import Collection

from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree

_MOST_NAMED = 4


def why_no_value(plan: Plan, known: Collection[NodeKey]) -> Problem:
    """What keeps the KGI from having a value where these nodes have one of their own.

    A formula that cannot be worked out, else levers without a value, else a rate without its parts or a division by
    zero. Channels of which nothing is known are left out of sums, and need nothing.
    """
    tree, root = plan.tree, plan.tree.root
    if root is None:
        return Problem("lacks_kgi")
    below = _below(tree, root)
    for key in below:
        if problem := tree.problems.get(key):
            return Problem("lacks_formula", {"node": key, "why": problem})
    levers = [key for key in below if tree.nodes[key].formula is None]
    unknown = unknown_levers(levers, known)
    if not unknown and not any(key in known for key in levers):  # known as a whole, and yet of no use
        unknown = tuple(dict.fromkeys(NodeKey(key.metric) for key in levers))
    if unknown:
        if len(unknown) <= _MOST_NAMED:
            return Problem("lacks_levers", {"nodes": [*unknown]})
        metrics = dict.fromkeys(NodeKey(key.metric) for key in unknown)
        return Problem("lacks_many_levers", {"nodes": [*metrics], "count": len(unknown)})
    if plan.metrics[root.metric].kind is Kind.RATE and tree.nodes[root].formula is None:
        return Problem("lacks_parts", {"node": root})
    return Problem("lacks_divisor")


def _below(tree: GoalTree, root: NodeKey) -> list[NodeKey]:
    """A node and all that it is made from, the nearest first."""
    below = [root]
    seen = {root}
    for key in below:
        news = [read for read in tree.inputs(key) if read in tree.nodes and read not in seen]
        seen.update(news)
        below += news
    return below


def unknown_levers(levers: Collection[NodeKey], known: Collection[NodeKey]) -> tuple[NodeKey, ...]:
    """The levers without a value that one is needed for: the plan's own, and those of channels that are used.

    Where no channel is used, those in channels are asked for by their metrics, as the plan as a whole knows them.
    """
    used = {key.channel for key in levers if key in known and key.channel is not None}
    wanted = (key if key.channel is None or used else NodeKey(key.metric) for key in levers)
    needed = (key for key in dict.fromkeys(wanted) if key.channel is None or key.channel in used)
    return tuple(key for key in needed if key not in known)
