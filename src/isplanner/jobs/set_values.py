"""What a manager sets with one command: levers, targets, formulas, the goal; as one edit."""

from collections.abc import Mapping
from dataclasses import replace

from isplanner.analysis.tree.project import resolve_overrides
from isplanner.analysis.tree.targets import retarget
from isplanner.jobs.answer import Answer
from isplanner.plan.formula import NameTable, parse_formula
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Goal, Target
from isplanner.plan.tree import check_formula
from isplanner.store import edits
from isplanner.store.edits import Edit
from isplanner.text.language import Language
from isplanner.text.names import draft_name


def lever_edit(
    answer: Answer, values: Mapping[NodeKey, float], language: Language, scenario: str | None = None
) -> Edit:
    """Set levers in the chosen scenario, or in the one of a name; a name that is new makes a scenario.

    A rate or count of the whole plan moves its channels.

    Raises:
        PlanError: `not_a_lever` for a node that follows from a formula of others.
    """
    plan = answer.plan
    base = next((known for known in plan.scenarios if known.name == scenario), plan.chosen)
    levers = resolve_overrides(plan, answer.baseline, base, values)
    return edits.set_levers(levers, lambda number: draft_name(number, language), scenario)


def target_edit(answer: Answer, values: Mapping[NodeKey, float]) -> Edit:
    """Set targets one after the other, each moving as little as possible."""
    plan, changed = answer.plan, dict[NodeKey, float]()
    for key, value in values.items():
        changed |= retarget(_with_targets(plan, changed), answer.baseline, key, value)
    edit = edits.set_targets(changed)
    if len(values) != 1:
        return edit
    # What was set names the step, not the sums and parts that moved along.
    ((key, value),) = values.items()
    return replace(edit, code="set_target", values={"node": str(key), "value": value})


def goal_edit(goal: Goal) -> Edit:
    """Set the KGI's goal."""
    return edits.set_goal(goal.metric, goal.value, base=goal.base, relative=goal.relative, base_source=goal.base_source)


def formula_edit(plan: Plan, key: NodeKey, text: str) -> Edit:
    """Give a node a formula, checked as the editor checks it; an empty text makes the node a lever.

    Raises:
        PlanError: what is wrong with the formula, and where.
    """
    if not text.strip().lstrip("=＝").strip():
        return edits.set_formula(key, None)
    formula = parse_formula(text, NameTable.of(plan), key)
    if problem := check_formula(plan.tree, key, formula):
        raise PlanError(problem.code, problem.place, **problem.values)
    return edits.set_formula(key, formula.text)


def _with_targets(plan: Plan, values: Mapping[NodeKey, float]) -> Plan:
    targets = {key: Target(0, key, value) for key, value in values.items()}
    return replace(plan, targets={**plan.targets, **targets})
