"""A node moved by a key: among its siblings, into the one before it, out beside what it hangs on. No Qt."""

from isplanner.desktop.goal_tree import graft
from isplanner.desktop.goal_tree.deed import Deed
from isplanner.desktop.goal_tree.graft import Graft
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


def step(plan: Plan, key: NodeKey, way: tuple[NodeKey, ...], deed: Deed) -> Graft | None:
    """What a key makes of the tree; None where it leads nowhere. `way` is what the node hangs on, the nearest first."""
    above = way[0] if way else None
    siblings = [child for child in plan.tree.children(above) if child in plan.tree.nodes] if above else []
    if above is None or key not in siblings:
        return None
    place = siblings.index(key)
    before = siblings[place - 1] if place > 0 else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    match deed:
        case Deed.MOVE_UP if before:
            return graft.moved(plan, key.metric, above, above, before.metric, is_after=False)
        case Deed.MOVE_DOWN if after:
            return graft.moved(plan, key.metric, above, above, after.metric, is_after=True)
        case Deed.MOVE_IN if before:
            return graft.moved(plan, key.metric, above, before, None, is_after=True)
        case Deed.MOVE_OUT if len(way) > 1:
            return graft.moved(plan, key.metric, above, way[1], above.metric, is_after=True)
    return None
