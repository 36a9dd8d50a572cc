"""What a proposal says of itself in words, for window and command line: what it asks of the team, and what binds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.text.headcount import describe_headcount
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import node_name
from isplanner.text.numbers import MoneyUnit, format_number, format_rate, write_difference, write_value

if TYPE_CHECKING:
    from isplanner.analysis.solving.conditions import Condition
    from isplanner.analysis.solving.proposal import Proposal, ProposedLever, Staffing

# Solving is imported inside: numpy is not needed for the first paint.


@dataclass(frozen=True, slots=True)
class ProposalWords:
    """Words for the proposals of a plan in a scenario (the chosen one unless given)."""

    plan: Plan
    language: Language
    scenario: Scenario | None = None

    def name(self, node: NodeKey) -> str:
        """What a node is called."""
        return node_name(node, self.plan.metrics, self.plan.channels, self.language)

    def value(self, node: NodeKey, value: float | None) -> str:
        """A node's value with its unit."""
        return str(write_value(value, self.plan.metrics[node.metric], self.language))

    def kgi(self, value: float) -> str:
        """A value of the KGI."""
        root = self.plan.tree.root
        return self.value(root, value) if root else format_number(value)

    def missing(self, proposal: "Proposal") -> str:
        """By how much what comes nearest is short."""
        code = "proposal_out_of_reach" if proposal.missing else "proposal_contradicts"
        return self._say(code, missing=self.kgi(proposal.missing))

    def gain(self, proposal: "Proposal") -> str | None:
        """What of the gain (of a KGI that is to fall: of the cut) comes of volume and what of the rest."""
        share, root = proposal.volume_share, self.plan.tree.root
        if share is None or root is None:
            return None
        is_cut = self.plan.metrics[root.metric].direction is Direction.LOWER
        parts = {"quality": format_rate(1 - share, 0), "volume": format_rate(share, 0)}
        return self._say("proposal_cut" if is_cut else "proposal_gain", **parts)

    def staffing(self, staffing: "Staffing | None") -> Iterator[tuple[str, bool]]:
        """What it takes of people, each line with whether it asks to be thought over."""
        if staffing is None:
            return
        people = {name: format_number(getattr(staffing, name), 1) for name in ("needed", "team", "unlimited")}
        if people["unlimited"] != people["needed"]:
            yield self._say("staffing_refused", **people), True
        changes = describe_headcount((self.scenario or self.plan.chosen).headcount, self.language)
        code = "staffing_needed_changed" if changes else "staffing_needed"
        yield self._say(code, **people, changes=changes), staffing.needed > staffing.team

    def volume_alone(self, proposal: "Proposal", money: MoneyUnit = MoneyUnit.YEN) -> Iterator[str]:
        """That volume alone is raised, and what a rate would bring beside it; nothing where that is not so."""
        margins, root = proposal.margins, self.plan.tree.root
        if margins is None or root is None:
            return
        yield self._say("proposal_volume_alone")
        gains = (margins.by_rate, margins.by_volume)
        kgi = self.plan.metrics[root.metric]
        by_rate, by_volume = (write_difference(gain, kgi, self.language, money) for gain in gains)
        step = "+1pt" if self.plan.metrics[margins.rate.metric].is_share else "+1%"
        values = {"by_rate": by_rate.number, "by_volume": str(by_volume)}
        yield self._say("proposal_margins", rate=self.name(margins.rate), step=step, **values)

    def beyond(self, lever: "ProposedLever") -> str:
        """That a value lies beyond what is achievable."""
        highest, value = (self.value(lever.node, number) for number in (lever.highest, lever.value))
        return self._say("proposal_beyond", node=self.name(lever.node), value=value, highest=highest)

    def binding(self, proposal: "Proposal") -> str:
        """Which bounds bind; nothing where none does."""
        if not proposal.binding:
            return ""
        conditions = self._say("list_separator").join(map(self._condition, proposal.binding))
        return self._say("proposal_binding", conditions=conditions)

    def _condition(self, condition: "Condition") -> str:
        from isplanner.analysis.solving.conditions import PEOPLE

        sign = "≤" if condition.at_most else "≥"
        if condition.node == PEOPLE:
            people = self._say("count_people", people=format_number(condition.limit, 1))
            return f"{self._say('people')} {sign} {people}"
        return f"{self.name(condition.node)} {sign} {self.value(condition.node, condition.limit)}"

    def _say(self, code: str, **values: object) -> str:
        return say(code, values, self.language)
