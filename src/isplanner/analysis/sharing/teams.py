"""Targets by team: the sums of their members' shares; who moves counts for the new team from that day on."""

from dataclasses import dataclass

import numpy as np

from isplanner.analysis.people.frame import Frame
from isplanner.analysis.sharing.allocate import Allocation
from isplanner.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team's cells (None: those who are in no team), along the plan's months and weeks."""

    team: str | None
    months: tuple[int, ...]
    weeks: tuple[int, ...]

    @property
    def total(self) -> int:
        """The team's target."""
        return sum(self.months)


def by_team(plan: Plan, allocation: Allocation) -> tuple[TeamRow, ...]:
    """The rows of teams, in the order of their members; none where nobody is in a team.

    A week counts for the team a member is in on its first day, so teams add up to all members in every week and month.
    """
    if not any(member.teams for member in plan.members):
        return ()
    frame = Frame.of(plan)
    teams = [[plan.member(row.member).team_on(week.start) for week in frame.weeks] for row in allocation.rows]
    names = sorted(dict.fromkeys(name for row in teams for name in row), key=lambda name: name is None)
    shares, of_whom = np.array([row.weeks for row in allocation.rows], np.int64), np.array(teams, object)
    rows = []
    for name in names:
        weeks = np.where(of_whom == name, shares, 0).sum(0)
        months = [int(weeks[of_month].sum()) for of_month in frame.weeks_of]
        rows.append(TeamRow(name, tuple(months), tuple(weeks.tolist())))
    return tuple(rows)
