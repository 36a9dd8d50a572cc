"""The edits of how a target is shared out: of all channels at once, where the whole of them is looked at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from isplanner.analysis.sharing.allocate import allocate, cells_of
from isplanner.analysis.sharing.ways import TrackRecord
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Edition, Way
from isplanner.store import edits
from isplanner.store.edits import Edit


def shared_nodes(plan: Plan, node: NodeKey) -> list[NodeKey]:
    """The targets that are shared out where a node is looked at: a channel's own, or all of the metric."""
    if node.channel is not None:
        return [node]
    nodes = [NodeKey(node.metric, channel) for channel in (None, *plan.channels)]
    return [one for one in nodes if one in plan.targets]


def way_edit(plan: Plan, node: NodeKey, way: Way) -> Edit:
    """Share out another way."""
    edit = edits.together([edits.set_way(one, way) for one in shared_nodes(plan, node)])
    return replace(edit, code="set_way", values={"node": str(node), "way": way.value})


def markup_edit(plan: Plan, node: NodeKey, markup: float) -> Edit:
    """Have members add up to so much more."""
    edit = edits.together([edits.set_markup(one, markup) for one in shared_nodes(plan, node)])
    return replace(edit, code="set_markup", values={"node": str(node), "markup": markup})


def edition_edit(plan: Plan, node: NodeKey, edition: Edition, day: date, record: TrackRecord) -> Edit:
    """Say how far a target is agreed on, since a day; 確定 fixes all its shares as they stand.

    Raises:
        PlanError: What `allocate` says.
    """
    nodes = shared_nodes(plan, node)
    cells = cells_of(plan, allocate(plan, node.metric, record)) if edition is Edition.FIXED else {}
    return edits.set_edition(nodes, edition, day, {one: shares for one, shares in cells.items() if one in nodes})


def weights_edit(plan: Plan, node: NodeKey, weights: Mapping[int, float]) -> Edit:
    """Set the column of weights that members' shares go by."""
    edit = edits.together([edits.set_weights(one, weights) for one in shared_nodes(plan, node)])
    return replace(edit, code="set_weights", values={"node": str(node), "count": len(weights)})
