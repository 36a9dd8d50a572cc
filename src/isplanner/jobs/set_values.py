"""What a manager sets with one command: levers, targets, formulas, the goal; as one edit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from isplanner.analysis.project import resolve_overrides
from isplanner.analysis.targets import retarget
from isplanner.jobs.answer import Answer
from isplanner.plan.formula import NameTable, parse_formula
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Goal, Target
from isplanner.plan.tree import check_formula
from isplanner.store import edits
from isplanner.store.edits import Edit
from isplanner.text.language import Language
from isplanner.text.messages import say


def lever_edit(
    answer: Answer, values: Mapping[NodeKey, float], language: Language, scenario: Scenario | str | None = None
) -> Edit:
    """Set levers in the chosen scenario, or in the one given; a name that is new makes a scenario from the chosen one.

    A rate or count of the whole plan moves its channels.

    Raises:
        PlanError: `not_a_lever` for a node that follows from a formula of others.
    """
    known = scenario if isinstance(scenario, Scenario) else None
    levers = resolve_overrides(answer.plan, answer.baseline, known or answer.plan.chosen, values)
    name = known.name if known else scenario
    return edits.set_levers(levers, lambda number: say("draft_scenario", {"number": number}, language), name)


def target_edit(answer: Answer, values: Mapping[NodeKey, float]) -> Edit:
    """Set targets one after the other, each moving as little as possible."""
    plan, changed = answer.plan, dict[NodeKey, float]()
    for key, value in values.items():
        changed |= retarget(_with_targets(plan, changed), answer.baseline, key, value)
    return edits.set_targets(changed)


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


def one_edit(parts: Sequence[Edit]) -> Edit:
    """Several edits as one undo step."""
    if len(parts) == 1:
        return parts[0]

    def apply(*where: object) -> None:
        for part in parts:
            part.apply(*where)

    return Edit("set_several", {"count": len(parts)}, apply)


def _with_targets(plan: Plan, values: Mapping[NodeKey, float]) -> Plan:
    targets = {key: Target(0, key, value) for key, value in values.items()}
    return replace(plan, targets={**plan.targets, **targets})
