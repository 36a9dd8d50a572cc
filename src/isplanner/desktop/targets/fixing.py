"""What typing into the matrix comes to: cells fixed or freed, or another target; tried before it is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from isplanner.desktop.models.column import CellEdit
from isplanner.desktop.targets.matrix import Grain, MatrixRow, RowKind, Slot
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import FixedCell

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.store.edits import Edit

Place = tuple[int | None, Span]
"""Member id (None: the team) and days."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a column; None empties the cell: it is shared out again."""

    slot: Slot
    value: int | None


def edit_of_cells(
    plan: Plan, answer: "Answer | None", node: NodeKey, cells: Sequence[CellEdit[MatrixRow]]
) -> "Edit | None":
    """The one edit that cells typed at once come to; None where it is nothing.

    Raises:
        PlanError: What does not fit (`contradiction`), before anything is stored.
    """
    from isplanner.store import edits

    typed = [(cell.record, cell.value) for cell in cells if isinstance(cell.value, Typed)]
    totals = [one.value for row, one in typed if _is_total(row, one) and one.value is not None]
    places = {_place(row, one): one.value for row, one in typed if not _is_total(row, one)}
    fixed = {place: value for place, value in places.items() if value is not None}
    freed = [place for place, value in places.items() if value is None]
    try_out(plan, node, fixed, freed)
    parts = [edits.fix_cells(node, fixed)] if fixed else []
    parts += [edits.free_cells(node, freed)] if freed else []
    parts += [_target_edit(plan, answer, node, totals[-1])] if totals and answer else []
    return None if not parts else parts[0] if len(parts) == 1 else edits.together(parts)


def try_out(plan: Plan, node: NodeKey, fixed: Mapping[Place, int], freed: Iterable[Place]) -> None:
    """Share out as if; PlanError where that cannot be done."""
    from isplanner.analysis.allocate import allocate

    gone = {*fixed, *freed}
    kept = [cell for cell in plan.fixed_cells if cell.node != node or (cell.member, cell.span) not in gone]
    made = [FixedCell(0, node, member, span, value) for (member, span), value in fixed.items()]
    allocate(replace(plan, fixed_cells=(*kept, *made)), node.metric)


def fixed_in(plan: Plan, node: NodeKey) -> list[Place]:
    """The cells fixed in a node's target."""
    return [(cell.member, cell.span) for cell in plan.fixed_cells if cell.node == node]


def _is_total(row: MatrixRow, typed: Typed) -> bool:
    """The team's sum of the period is the target itself."""
    return row.kind is RowKind.TEAM and typed.slot.grain is Grain.PERIOD


def _place(row: MatrixRow, typed: Typed) -> Place:
    return (row.member.id if row.member else None), typed.slot.span


def _target_edit(plan: Plan, answer: "Answer", node: NodeKey, value: int) -> "Edit":
    from isplanner.jobs.set_values import target_edit

    edit = target_edit(replace(answer, plan=plan), {node: float(value)})
    # What was typed names the step, not the sums and parts that moved along.
    return replace(edit, code="set_target", values={"node": str(node), "value": float(value)})
