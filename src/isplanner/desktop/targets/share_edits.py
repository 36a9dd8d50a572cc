"""The edits that fix and free shares; one that would leave sums that cannot be had is refused before it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.sharing.ways import TrackRecord
from isplanner.desktop.targets.sharing import Sharing, read_sharing
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import FixedCell
from isplanner.store import edits
from isplanner.store.edits import Edit

Place = tuple[int | None, Span]
"""A member's id (None: the team) and a month, a week or the period."""


def edit_of_shares(
    plan: Plan, node: NodeKey, typed: Mapping[Place, int | None], record: TrackRecord | None = None
) -> Edit | None:
    """Shares of a node as one undo step: a number fixes, None frees; None where nothing would change.

    Raises:
        PlanError: What `allocate` says of the plan as it would be, `contradiction` above all.
    """
    before = {(cell.member, cell.span): cell for cell in plan.fixed_cells if cell.node == node}
    freed = [place for place, value in typed.items() if value is None and place in before]
    fixed = {place: value for place, value in typed.items() if value is not None}
    parts = [edits.free_cells(node, freed)] if freed else []
    if fixed:
        parts.append(edits.fix_cells(node, fixed))
    if not parts:
        return None
    kept = [cell for cell in plan.fixed_cells if cell.node != node or (cell.member, cell.span) not in typed]
    new = [FixedCell(0, node, member, span, value) for (member, span), value in fixed.items()]
    would_be = replace(plan, fixed_cells=(*kept, *new))
    try:
        allocate(would_be, node.metric, record)
    except PlanError:
        # A channel may be where it fails first; who typed over the whole is told of the sum he sees.
        _check_sums(read_sharing(plan, node, record), would_be, [span for _, span in fixed])
        raise
    return edits.together(parts)


def _check_sums(before: Sharing, would_be: Plan, spans: Iterable[Span]) -> None:
    """Say in which span members' fixed shares come to more than the team has."""
    node, team = before.node, before.team.shares
    cells = [cell for cell in would_be.fixed_cells if cell.node == node]
    for span in spans:
        of_team = [cell.value for cell in cells if cell.member is None and cell.span == span]
        total = of_team[0] if of_team else team[span].value
        reached = sum(cell.value for cell in cells if cell.member is not None and cell.span == span)
        if reached > total:
            raise PlanError(
                "contradiction", node=node, at=[span], total=total, reached=reached, difference=reached - total
            )


def free_metric(plan: Plan, metric: str) -> Edit | None:
    """Free all that is fixed of a metric, in the whole plan and in its channels; None where nothing is."""
    places: dict[NodeKey, list[Place]] = {}
    for cell in plan.fixed_cells:
        if cell.node.metric == metric:
            places.setdefault(cell.node, []).append((cell.member, cell.span))
    parts = [edits.free_cells(node, cells) for node, cells in places.items()]
    return edits.together(parts) if parts else None
