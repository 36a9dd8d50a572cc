"""Which levers and which stages of a goal tree a funnel has, for the whole plan or one channel."""

from collections.abc import Iterator
from dataclasses import dataclass

from isplanner.plan.metric import Kind
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree


@dataclass(frozen=True, slots=True)
class Stage:
    """A count, and the rate that leads to it from the stage above (None where no single rate does)."""

    key: NodeKey
    rate: NodeKey | None = None


def lever_keys(tree: GoalTree, channel: str | None) -> tuple[NodeKey, ...]:
    """What can be moved, in the order of the funnel: the leaves drawn under the KGI in a scope.

    For the whole plan a leaf is a node whose channels are the levers (moving it moves them all), or a lever itself.
    """
    return tuple(_leaves(tree, _root(tree, channel), set()))


def own_levers(tree: GoalTree, lever: NodeKey) -> frozenset[NodeKey]:
    """The lever itself, or the levers of the channels that it moves."""
    if tree.nodes[lever].formula is None:
        return frozenset([lever])
    return frozenset(key for key in tree.channel_nodes(lever.metric) if tree.nodes[key].formula is None)


def funnel_stages(tree: GoalTree, channel: str | None) -> tuple[Stage, ...]:
    """The counts on the way from the first volume to the KGI, in the order of the funnel."""
    stages: list[Stage] = []
    seen: set[NodeKey] = set()
    key: NodeKey | None = _root(tree, channel)
    while key is not None and key in tree.nodes and key not in seen:
        seen.add(key)
        children = scoped_children(tree, key)
        if _kind(tree, key) is Kind.COUNT:
            rates = [child for child in children if tree.metrics[child.metric].is_share]
            stages.append(Stage(key, rates[0] if rates else None))
        volumes = [child for kind in (Kind.COUNT, Kind.AMOUNT) for child in children if _kind(tree, child) is kind]
        key = volumes[0] if volumes else None
    return tuple(reversed(stages))


def scoped_children(tree: GoalTree, key: NodeKey) -> tuple[NodeKey, ...]:
    """The nodes drawn under a node, of its own scope."""
    return tuple(child for child in tree.children(key) if child.channel == key.channel)


def _root(tree: GoalTree, channel: str | None) -> NodeKey | None:
    return NodeKey(tree.root.metric, channel) if tree.root else None


def _leaves(tree: GoalTree, key: NodeKey | None, seen: set[NodeKey]) -> Iterator[NodeKey]:
    if key is None or key not in tree.nodes or key in seen or key in tree.problems:
        return
    seen.add(key)
    children = scoped_children(tree, key)
    if not children and _can_be_moved(tree, key):
        yield key
    for child in children:
        yield from _leaves(tree, child, seen)


def _can_be_moved(tree: GoalTree, key: NodeKey) -> bool:
    levers = (tree.nodes[node].formula is None for node in tree.channel_nodes(key.metric))
    return tree.nodes[key].formula is None or (key.channel is None and any(levers))


def _kind(tree: GoalTree, key: NodeKey) -> Kind:
    return tree.metrics[key.metric].kind
