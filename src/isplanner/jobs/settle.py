"""Held cells settled after an import: what was typed for one becomes the facts that waited for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from isplanner.jobs.import_files import new_channel
from isplanner.plan.fact import Fact, HeldCell, Waiting
from isplanner.plan.normal import normal_name
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.store import edits
from isplanner.store.edit import Edit
from isplanner.text.days import parse_day
from isplanner.workbook.values import metric_value


def settle_edit(plan: Plan, held: HeldCell, text: str, as_of: date) -> Edit:
    """Take what was typed for a held cell; a day without a year lies in the fiscal year of `as_of`.

    Raises:
        PlanError: held_needs_import where the file must be read again; unknown_member, unreadable_day, or held_… as
            an import says it of a value.
    """
    if held.waiting is None or not held.waiting.facts:
        raise PlanError("held_needs_import", cell=f"{held.sheet}!{held.cell}")
    facts = _facts(plan, held.waiting, text.strip(), as_of)
    return edits.settle_held(held, facts, lambda key: new_channel(plan, key))


def leave_edit(plan: Plan, cells: Sequence[HeldCell]) -> Edit:
    """Leave held cells out: they need no look any more."""
    left = [edits.settle_held(held, [], lambda key: new_channel(plan, key)) for held in cells]
    return left[0] if len(left) == 1 else replace(edits.together(left), code="leave_held", values={"count": len(left)})


def _facts(plan: Plan, waiting: Waiting, text: str, as_of: date) -> list[Fact]:
    match waiting.lacks:
        case "member":
            name = _member(plan, text)
            return [replace(fact, member=name) for fact in waiting.facts]
        case "day":
            day = parse_day(text, plan.rule, as_of)
            return [replace(fact, span=Span(day, day + DAY)) for fact in waiting.facts]
    return [replace(fact, value=_value(plan, waiting, fact, text)) for fact in waiting.facts]


def _value(plan: Plan, waiting: Waiting, fact: Fact, text: str) -> float:
    found = metric_value(text, plan.metrics[fact.metric], waiting.unit, points=waiting.in_points)
    if isinstance(found, str):
        code = f"held_{found}"
        raise PlanError(code)
    return found


def _member(plan: Plan, text: str) -> str:
    wanted = normal_name(text)
    found = next((member.name for member in plan.members if normal_name(member.name) == wanted), None)
    if found is None:
        raise PlanError("unknown_member", name=text)
    return found
