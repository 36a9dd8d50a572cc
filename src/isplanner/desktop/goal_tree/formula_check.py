"""What is known of a formula while it is typed: which of it are names, and what is wrong with it where."""

import re
from dataclasses import dataclass

from isplanner.plan.formula import NameTable, format_formula, parse_formula
from isplanner.plan.normal import normal_text
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import check_formula
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import node_name

_RUN = re.compile(r"[^-−－+＋*＊×/／÷()（）\[\]［］,，、=＝%％]+")


@dataclass(frozen=True, slots=True)
class FormulaCheck:
    """Checks what is typed as the formula of one node of a plan."""

    plan: Plan
    node: NodeKey
    names: NameTable

    @classmethod
    def of(cls, plan: Plan, node: NodeKey) -> "FormulaCheck":
        """The check for a node of a plan."""
        return cls(plan, node, NameTable.of(plan))

    def shown(self, language: Language) -> str:
        """The node's formula as one would type it; "" for a lever."""
        formula = self.plan.tree.nodes[self.node].formula
        return format_formula(formula, self.names, language) if formula else ""

    def problem(self, typed: str) -> Problem | None:
        """What is wrong with a text, with its place in it; nothing, or `=` alone, makes a lever."""
        if not normal_text(typed).text.lstrip("="):
            return None
        try:
            formula = parse_formula(typed, self.names, self.node)
        except PlanError as error:
            return error.problem
        return check_formula(self.plan.tree, self.node, formula)

    def name_places(self, typed: str) -> list[tuple[int, int]]:
        """Where the metrics stand in a text, also in one that cannot be read yet."""
        return [run.span() for run in _RUN.finditer(typed) if self.names.metric(run[0])]


def words_of(problem: Problem, plan: Plan, language: Language) -> str:
    """What is wrong, with nodes called by their names."""

    def named(value: object) -> object:
        match value:
            case NodeKey():
                return node_name(value, plan.metrics, plan.channels, language)
            case list() | tuple():
                return " → ".join(str(named(each)) for each in value)
        return value

    return say(problem, {name: named(value) for name, value in problem.values.items()}, language)


def place_of(problem: Problem | None) -> tuple[int, int] | None:
    """The characters a problem of a formula is about; None where it is about the whole."""
    found = re.fullmatch(r"(\d+):(\d+)", problem.place or "") if problem else None
    return (int(found[1]), int(found[2])) if found else None
