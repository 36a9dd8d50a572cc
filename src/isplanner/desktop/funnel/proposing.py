"""What the funnel asks of solving (逆算): proposals for each wanted chance, worked out off the UI thread. No Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.chances import Bins, Setting, count_worlds
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn
    from isplanner.analysis.solving.proposal import Proposal
    from isplanner.jobs.solving import Proposals

# Solving is imported inside: numpy is not needed for the first paint.

CHANCES = (0.5, 0.7, 0.8, 0.9)
"""確度; beside them stands the mean."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What was found for a setting; a `problem` where nothing could be, and nothing at all without a goal.

    `outlines` are for each chance (None: the mean) how many worlds of its proposal lie in each of the `bins`.
    """

    setting: Setting
    proposals: "Proposals | None" = None
    problem: Problem | None = None
    bins: Bins | None = None
    outlines: Mapping[float | None, tuple[int, ...]] | None = None

    def proposal(self, chance: float | None) -> "Proposal | None":
        """What is proposed for a wanted chance, or for the mean."""
        if self.proposals is None:
            return None
        return self.proposals.least if chance is None else self.proposals.by_chance[chance]


def solve(
    setting: Setting,
    channel: str | None,
    locked: frozenset[NodeKey],
    drawn: "Drawn | None",
    bins: Callable[[], Bins | None],
    is_wanted: Callable[[], bool],
) -> Solved | None:
    """Solve for the plan's goal with the levers of a tab that are not locked; None where it is wanted no longer."""
    from isplanner.analysis.solving.propose import Terms
    from isplanner.jobs.solving import propose_plan

    plan = setting.plan
    if plan.goal is None:
        return Solved(setting)
    terms = Terms(locked=_still(setting, channel, locked), by_channel=channel is not None)
    try:
        chances = (chance for chance in CHANCES if is_wanted())
        found = propose_plan(plan, setting.ground, plan.goal.value, terms, chances=chances, drawn=drawn)
        engine = setting.engine(drawn)
    except PlanError as error:
        return Solved(setting, problem=error.problem)
    if not is_wanted():
        return None
    place = bins()
    named = ((None, found.least), *found.by_chance.items())
    outlines = place and {chance: count_worlds(engine.move(one.values), place) for chance, one in named}
    return Solved(setting, found, bins=place, outlines=outlines or None)


def _still(setting: Setting, channel: str | None, locked: frozenset[NodeKey]) -> frozenset[NodeKey]:
    """The levers that stay: those locked, and in a channel's tab those of the others."""
    nodes = setting.plan.tree.nodes
    known = frozenset(lever for lever in locked if lever in nodes)
    if channel is None:
        return known
    return known | {key for key, node in nodes.items() if node.formula is None and key.channel != channel}
