"""Who stalls: everybody alike, or some (design: numbers.md 10).

Each member is held against what the target asks of him on his own channels. The mean square of the shortfalls falls
into what everybody has in common and how much members differ beyond luck (one-way random effects by moments): all low
points to leads, nurturing and definitions, some low to skill, script and role play.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.plan.playbook import Serves

_MOSTLY = 0.5
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Effort:
    """What a member reached beside what was asked, and the variance of what is reached, by luck alone, in its unit."""

    member: int
    reached: float
    asked: float
    luck: float


@dataclass(frozen=True, slots=True)
class Stall:
    """How a shortfall falls on the members.

    `common` is the part of the shortfall that all have (0 … 1), the rest lies between members. `behind` are those who
    fall further behind than the team, beyond luck, the furthest first: by which part of what was asked.
    """

    common: float
    behind: Mapping[int, float]

    @property
    def serves(self) -> Serves:
        """Whom countermeasures should serve."""
        return Serves.TEAM if self.common >= _MOSTLY else Serves.MEMBER


def who_stalls(efforts: Sequence[Effort]) -> Stall | None:
    """How a shortfall falls on members; None where there is none, or fewer than two members to tell apart."""
    asked = np.array([effort.asked for effort in efforts])
    known = asked > _NOTHING
    if known.sum() < 2:
        return None
    asked = asked[known]
    reached, luck = np.array([(effort.reached, effort.luck) for effort in efforts])[known].T
    short, noise = 1 - reached / asked, luck / asked**2
    weights = asked / asked.sum()
    team = float(weights @ short)
    expected = float((weights * (1 - weights)) @ noise)
    between = max(float(weights @ (short - team) ** 2) - expected, 0.0)
    if team <= 0 and between == 0:
        return None
    # Each drawn to the team as far as luck alone could have set him apart.
    drawn = team + (short - team) * between / np.where(between + noise > 0, between + noise, 1.0)
    members = [effort.member for effort, is_known in zip(efforts, known, strict=True) if is_known]
    behind = {member: float(lag) for member, lag in zip(members, drawn, strict=True) if lag > max(team, 0.0)}
    ordered = dict(sorted(behind.items(), key=lambda pair: -pair[1])) if between > 0 else {}
    shared = max(team, 0.0) ** 2
    return Stall(shared / (shared + between), ordered)
