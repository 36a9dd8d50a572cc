"""Proposals: where levers would have to be for a goal, and what that asks of the team (design: numbers.md 6)."""

from dataclasses import dataclass

from isplanner.analysis.solving.conditions import Condition
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class ProposedLever:
    """A lever of the plan or of a channel: what it was in the base period, is in the scenario, and would be.

    `stretch` is how far the proposed value is from the baseline, in spreads; None where its actuals say nothing.
    `highest` is the upper end of what is achievable. `values` are the levers of the tree that make it so, also where a
    value stays against what the mix of channels would make of it.
    """

    node: NodeKey
    baseline: float | None
    present: float | None
    value: float | None
    stretch: float | None
    is_locked: bool
    highest: float | None
    values: LeverValues

    @property
    def is_moved(self) -> bool:
        """Whether it would be other than it is."""
        return self.value != self.present

    @property
    def is_beyond(self) -> bool:
        """Whether the value is above what is achievable."""
        return self.value is not None and self.highest is not None and self.value > self.highest


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many full-time people a proposal takes, how many the team has, and how many it takes without that limit."""

    needed: float
    team: float
    unlimited: float


@dataclass(frozen=True, slots=True)
class Margins:
    """What the KGI gains from where it is, by the `rate` with room that brings most, and by a percent more of volume.

    The rate goes up by a point, or by a percent where it is no share.
    """

    rate: NodeKey
    by_rate: float
    by_volume: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What reaches an aim; not `is_feasible`: what comes nearest, and `kgi` what that gives.

    `missing` is what the KGI is short of the aim (nothing where conditions cannot all be kept, but it is reached),
    `objective` is the sum of squared stretches, `binding` the bounds and conditions without which less would do.
    `volume_share` is what part of the gain comes of volume; `margins` are there where a plan raises nothing else
    although rates have room. `chance` is how likely the goal is reached, where that was asked.
    """

    aim: float
    is_feasible: bool
    kgi: float
    missing: float
    objective: float
    levers: tuple[ProposedLever, ...]
    binding: tuple[Condition, ...]
    staffing: Staffing | None
    volume_share: float | None
    margins: Margins | None
    chance: float | None = None

    @property
    def is_volume_alone(self) -> bool:
        """Whether volume alone is raised, although rates have room."""
        return self.margins is not None

    @property
    def values(self) -> dict[NodeKey, LeverValue]:
        """The levers of the tree that it moves."""
        return {node: value for lever in self.levers for node, value in lever.values.items()}
