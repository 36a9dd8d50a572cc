"""What is said of a proposal in words: what it asks of the team, what lies beyond the band, what binds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.desktop.language import language
from isplanner.plan.scope import NodeKey
from isplanner.text.messages import say
from isplanner.text.names import metric_name, node_name
from isplanner.text.numbers import format_number, write_value

if TYPE_CHECKING:
    from isplanner.analysis.solving.conditions import Condition
    from isplanner.analysis.solving.proposal import Proposal, ProposedLever, Staffing
    from isplanner.plan.plan import Plan

MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Note:
    """One line; `is_warning` where it asks to be thought over."""

    words: str
    is_warning: bool


def notes(plan: "Plan", proposal: "Proposal") -> list[Note]:
    """What there is to say, the weightiest first; as many as there is room for."""
    return list(_notes(plan, proposal))[:MOST_NOTES]


def lever_words(plan: "Plan", values: Mapping[NodeKey, float | None]) -> str:
    """Levers with values: 着電率 20.5% ／ 有効商談率 64.5%. Where all are of one channel that goes without saying."""
    is_one = len({node.channel for node in values}) == 1
    names = [metric_name(plan.metrics[node.metric], language()) if is_one else _name(plan, node) for node in values]
    return "　／　".join(f"{name} {_value(plan, *one)}" for name, one in zip(names, values.items(), strict=True))


def missing_words(plan: "Plan", proposal: "Proposal") -> str:
    """By how much what comes nearest is short."""
    code = "proposal_out_of_reach" if proposal.missing else "proposal_contradicts"
    root = plan.tree.root
    return _say(code, missing=_value(plan, root, proposal.missing) if root else "")


def binding_words(plan: "Plan", proposal: "Proposal") -> str:
    """Which bounds bind; nothing where none does."""
    if not proposal.binding:
        return ""
    return _say(
        "proposal_binding", conditions=_say("list_separator").join(_condition(plan, one) for one in proposal.binding)
    )


def _notes(plan: "Plan", proposal: "Proposal") -> Iterator[Note]:
    if not proposal.is_feasible:
        yield Note(missing_words(plan, proposal), is_warning=True)
        if words := binding_words(plan, proposal):
            yield Note(words, is_warning=True)
    if proposal.staffing is not None:
        yield from _staffing(proposal.staffing)
    beyond = [lever for lever in proposal.levers if lever.is_moved and lever.is_beyond]
    if beyond:
        yield Note(_beyond(plan, beyond), is_warning=True)
    if proposal.is_volume_alone:
        yield Note(_say("proposal_volume_alone"), is_warning=True)


def _staffing(staffing: "Staffing") -> Iterator[Note]:
    people = {name: format_number(getattr(staffing, name), 1) for name in ("needed", "team", "unlimited")}
    if people["unlimited"] != people["needed"]:
        yield Note(_say("staffing_refused", **people), is_warning=True)
    yield Note(_say("staffing_needed", **people), is_warning=staffing.needed > staffing.team)


def _beyond(plan: "Plan", levers: list["ProposedLever"]) -> str:
    first, *others = levers
    words = _say(
        "proposal_beyond",
        node=_name(plan, first.node),
        value=_value(plan, first.node, first.value),
        highest=_value(plan, first.node, first.highest),
    )
    return words + (_say("proposal_beyond_too", count=len(others)) if others else "")


def _condition(plan: "Plan", condition: "Condition") -> str:
    from isplanner.analysis.solving.conditions import PEOPLE

    sign = "≤" if condition.at_most else "≥"
    if condition.node == PEOPLE:
        return f"{_say('people')} {sign} {_say('count_people', people=format_number(condition.limit, 1))}"
    return f"{_name(plan, condition.node)} {sign} {_value(plan, condition.node, condition.limit)}"


def _name(plan: "Plan", node: NodeKey) -> str:
    return node_name(node, plan.metrics, plan.channels, language())


def _value(plan: "Plan", node: NodeKey, value: float | None) -> str:
    return str(write_value(value, plan.metrics[node.metric], language()))


def _say(code: str, **values: object) -> str:
    return say(code, values, language())
