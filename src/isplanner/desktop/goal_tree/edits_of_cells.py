"""The one edit that cells typed at once come to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from isplanner.desktop.goal_tree.outline_columns import FORMULA, OWNER, PRIORITY, TARGET, VALUE
from isplanner.desktop.goal_tree.rows import OutlineRow
from isplanner.desktop.goal_tree.what_if import WhatIf, levers_of
from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.text.names import draft_name

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.store.edits import Edit

Cells = Sequence[CellEdit[OutlineRow]]


def edit_of_cells(plan: Plan, answer: "Answer | None", cells: Cells) -> "Edit":
    """Targets, levers, formulas and priorities as one undo step; PlanError for what is wrong with one of them."""
    from isplanner.jobs.set_values import formula_edit
    from isplanner.store import edits

    parts = _target_edits(plan, answer, dict(_of(cells, TARGET)))
    parts += [_value_edit(plan, answer, key, value) for key, value in _of(cells, VALUE)]
    parts += [formula_edit(plan, key, str(text)) for key, text in _of(cells, FORMULA)]
    parts += [priority_edit(plan, key, place) for key, place in _of(cells, PRIORITY)]
    parts += [edits.set_owner([key], str(owner)) for key, owner in _of(cells, OWNER)]
    return parts[0] if len(parts) == 1 else edits.together(parts)


def priority_edit(plan: Plan, key: NodeKey, place: object) -> "Edit":
    """Put a node at a place among those that have a priority; None takes its priority away."""
    from isplanner.store import edits

    ranked = sorted(
        (node.priority, other) for other, node in plan.tree.nodes.items() if node.priority is not None and other != key
    )
    nodes = [other for _, other in ranked]
    if isinstance(place, int):
        nodes.insert(place - 1, key)
    return edits.set_priorities(nodes)


def _target_edits(plan: Plan, answer: "Answer | None", values: dict[NodeKey, object]) -> list["Edit"]:
    from isplanner.jobs.set_values import target_edit
    from isplanner.store import edits

    emptied: dict[NodeKey, float | None] = {key: None for key, value in values.items() if value is None}
    typed = {key: value for key, value in values.items() if isinstance(value, float)}
    parts = [edits.set_targets(emptied)] if emptied else []
    if typed and answer is None:
        raise PlanError("still_working_out")
    if typed and answer is not None:
        edit = target_edit(replace(answer, plan=plan), typed)
        if len(typed) == 1:
            # What was typed names the step, not the sums and parts that moved along.
            ((key, value),) = typed.items()
            edit = replace(edit, code="set_target", values={"node": str(key), "value": value})
        parts.append(edit)
    return parts


def _value_edit(plan: Plan, answer: "Answer | None", key: NodeKey, value: object) -> "Edit":
    """A lever at a value, in a range, or back where its actuals have it."""
    from isplanner.store import edits

    if answer is None:
        raise PlanError("still_working_out")
    if value is None:
        edit = edits.set_levers(dict.fromkeys(levers_of(plan, key)), _draft_name)
        return replace(edit, code="reset_lever", values={"node": str(key)})
    what_if = WhatIf(plan, answer, key)
    if isinstance(value, tuple):
        low, high = value
        return what_if.judge(low, high)
    assert isinstance(value, float)
    return what_if.edit(value, language())


def _draft_name(number: int) -> str:
    return draft_name(number, language())


def _of(cells: Cells, column: str) -> list[tuple[NodeKey, object]]:
    return [(cell.record.key, cell.value) for cell in cells if cell.column == column and cell.record.key is not None]
