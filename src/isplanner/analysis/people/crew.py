"""Who did what where: counts of members in each channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from isplanner.analysis.counting.choose import choose_by_channel, choose_by_member, choose_whole
from isplanner.analysis.counting.count import Counted
from isplanner.analysis.tree.baseline import DIFFERENCES
from isplanner.plan.period import Span

Place = TypeVar("Place")
Places = Mapping[tuple[int, str | None], float]
"""A count by member and channel."""


@dataclass(frozen=True, slots=True)
class Crew:
    """What members did in a span: by metric, the counts of each in each channel; None is what names no channel.

    Where a member's numbers are told by channel, those are taken, and what is told without one is left out.
    """

    counts: Mapping[str, Places]

    @classmethod
    def of(cls, counted: Counted, span: Span) -> "Crew":
        counts: dict[str, dict[tuple[int, str | None], float]] = {}
        for channel in counted.actuals.channels:
            for (metric, member), number in _within(counted, channel).tally(span).members.items():
                counts.setdefault(metric, {})[member, channel] = number
        for (metric, member), number in counted.tally(span).members.items():
            places = counts.setdefault(metric, {})
            if all(one != member for one, _ in places):
                places[member, None] = number
        return cls(counts)

    def of_metric(self, metric: str) -> Places:
        """The counts of a metric."""
        return made_from(self.counts, metric)


def made_from(counts: Mapping[str, Mapping[Place, float]], metric: str) -> Mapping[Place, float]:
    """The counts of a metric; of 電話着電数, where nobody wrote it down, what it is made of."""
    found = counts.get(metric)
    if found is not None or metric not in DIFFERENCES:
        return found or {}
    whole, less = (counts.get(part, {}) for part in DIFFERENCES[metric])
    return {place: number - less.get(place, 0.0) for place, number in whole.items()}


def _within(counted: Counted, channel: str) -> Counted:
    """The facts that name a channel, chosen from as if there were no others."""
    at = counted.actuals.channels.index(channel)
    pieces = counted.pieces.only(counted.pieces.channel == at)
    chosen = choose_whole(pieces), choose_by_channel(pieces), choose_by_member(pieces)
    return Counted(counted.actuals, counted.calendar, pieces, *chosen)
