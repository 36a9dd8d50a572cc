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

_SIGNS = r"-−－+＋*＊×/／÷()（）\[\]［］,，、=＝%％"
_RUN = re.compile(f"[^{_SIGNS}]+")
_WORD = re.compile(f"[^{_SIGNS}]*$")


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
        runs = [run for run in _RUN.finditer(typed) if self.names.metric(run[0])]
        return [(run.start() + len(run[0]) - len(run[0].lstrip()), run.start() + len(run[0].rstrip())) for run in runs]


def word_at(typed: str, at: int) -> tuple[int, int, bool]:
    """The word that stands before a place of a text, without spaces around it, and whether it is in brackets."""
    found = _WORD.search(typed[:at])
    start = found.start() if found else at
    word = typed[start:at]
    is_channel = typed[:start].endswith(("[", "［"))
    return start + len(word) - len(word.lstrip()), start + len(word.rstrip()), is_channel


def formula_texts(plan: Plan, language: Language, sum_words: str, breakdown_words: str) -> dict[NodeKey, str]:
    """What the outline shows of each formula.

    A node that adds up its channels shows what they have in common: `breakdown_words` with `{formula}`, else
    `sum_words`.
    """
    names, texts = NameTable.of(plan), dict[NodeKey, str]()
    for key, node in plan.tree.nodes.items():
        if node.formula is None:
            continue
        if breakdown := plan.tree.breakdown(key):
            texts[key] = breakdown_words.format(formula=format_formula(breakdown, names, language))
        elif node.formula.text == f"sum({key.metric})":
            texts[key] = sum_words
        else:
            texts[key] = format_formula(node.formula, names, language)
    return texts


def place_of(problem: Problem | None) -> tuple[int, int] | None:
    """The characters a problem of a formula is about; None where it is about the whole."""
    found = re.fullmatch(r"(\d+):(\d+)", problem.place or "") if problem else None
    return (int(found[1]), int(found[2])) if found else None
