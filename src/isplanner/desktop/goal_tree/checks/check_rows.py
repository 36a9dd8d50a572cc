"""The rows of the list: findings, those that are alike under one head. No Qt but the words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.desktop.goal_tree.mend_words import MendWords
from isplanner.desktop.language import language
from isplanner.desktop.models.tree_model import Branch
from isplanner.text.findings import describe_finding, describe_mend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from isplanner.analysis.judging.finding import Finding
    from isplanner.plan.plan import Plan
    from isplanner.plan.scope import NodeKey

_SERIOUS = frozenset({"mend_formula", "mend_target"})
_TOGETHER = frozenset(
    {"mend_owner", "mend_source", "mend_definition", "mend_unit", "mend_due", "mend_target", "mend_priority"}
)
"""What one step can mend for several nodes."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A finding, or the head of several that are alike. `mend` is what its link says, "" for none."""

    findings: "tuple[Finding, ...]"
    words: str
    mend: str
    tip: str
    is_head: bool = False
    number: int = 0

    @property
    def node(self) -> "NodeKey | None":
        """The node it is about, if it is about one."""
        return None if self.is_head else self.findings[0].node

    @property
    def is_serious(self) -> bool:
        """Whether numbers cannot be trusted or reached before it is mended."""
        mend = self.findings[0].mend
        return mend is not None and mend.code in _SERIOUS


def check_rows(findings: "Iterable[Finding]", plan: "Plan", words: MendWords) -> tuple[Branch[CheckRow], ...]:
    """What is serious first, else in the order found; two and more of one code stand under a head."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        code = "formula" if finding.mend and finding.mend.code == "mend_formula" else finding.code
        groups.setdefault(code, []).append(finding)
    branches = [_branch(code, tuple(alike), plan, words) for code, alike in groups.items()]
    branches.sort(key=lambda branch: not branch.record.is_serious)
    return tuple(branches)


def row_key(row: CheckRow) -> object:
    """What tells siblings apart."""
    first = row.findings[0]
    return row.is_head, first.code, row.number if first.node is None else first.node


def _branch(code: str, alike: "tuple[Finding, ...]", plan: "Plan", words: MendWords) -> Branch[CheckRow]:
    rows = tuple(_row(finding, plan, words, number) for number, finding in enumerate(alike))
    if len(rows) == 1:
        return Branch(rows[0])
    mend = alike[0].mend
    can_all = mend is not None and mend.code in _TOGETHER
    head = CheckRow(
        alike, words.head(code, len(alike)), words.all_button(alike[0]) if can_all else "", "", is_head=True
    )
    return Branch(head, tuple(map(Branch, rows)))


def _row(finding: "Finding", plan: "Plan", words: MendWords, number: int) -> CheckRow:
    said = describe_finding(finding.problem, finding.members, plan, language())
    tip = describe_mend(finding.mend, plan, language()) if finding.mend else ""
    return CheckRow((finding,), said, words.button(finding, plan), f"{said}\n{tip}".strip(), number=number)
