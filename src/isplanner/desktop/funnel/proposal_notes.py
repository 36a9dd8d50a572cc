"""What is said of a proposal in words: what it asks of the team, what lies beyond the band, what binds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.desktop.language import language
from isplanner.jobs.proposal_in_words import ProposalWords
from isplanner.plan.scope import NodeKey
from isplanner.text.messages import say
from isplanner.text.names import metric_name
from isplanner.text.numbers import MoneyUnit

if TYPE_CHECKING:
    from isplanner.analysis.solving.proposal import Proposal
    from isplanner.plan.plan import Plan

MOST_NOTES = 3
SEPARATOR = "　／　"


@dataclass(frozen=True, slots=True)
class Note:
    """One line; `is_warning` where it asks to be thought over."""

    words: str
    is_warning: bool


def notes(plan: "Plan", proposal: "Proposal", money: MoneyUnit) -> list[Note]:
    """What there is to say, the weightiest first; as many as there is room for."""
    return list(_notes(plan, proposal, money))[:MOST_NOTES]


def lever_words(plan: "Plan", values: Mapping[NodeKey, float | None]) -> str:
    """Levers with values: 着電率 20.5% ／ 有効商談率 64.5%. Where all are of one channel that goes without saying."""
    words, is_one = _words(plan), len({node.channel for node in values}) == 1
    names = [metric_name(plan.metrics[node.metric], language()) if is_one else words.name(node) for node in values]
    return SEPARATOR.join(f"{name} {words.value(*one)}" for name, one in zip(names, values.items(), strict=True))


def missing_words(plan: "Plan", proposal: "Proposal") -> str:
    """By how much what comes nearest is short."""
    return _words(plan).missing(proposal)


def _notes(plan: "Plan", proposal: "Proposal", money: MoneyUnit) -> Iterator[Note]:
    words = _words(plan)
    if not proposal.is_feasible:
        yield Note(words.missing(proposal), is_warning=True)
        if binding := words.binding(proposal):
            yield Note(binding, is_warning=True)
    yield from (Note(line, is_warning) for line, is_warning in words.staffing(proposal.staffing))
    if alone := list(words.volume_alone(proposal, money)):
        yield Note(alone[-1], is_warning=True)  # there is room for one line: the one with the numbers
    beyond = [lever for lever in proposal.levers if lever.is_moved and lever.is_beyond]
    if beyond:
        more = say("proposal_beyond_too", {"count": len(beyond) - 1}, language()) if len(beyond) > 1 else ""
        yield Note(words.beyond(beyond[0]) + more, is_warning=True)


def _words(plan: "Plan") -> ProposalWords:
    return ProposalWords(plan, language())
