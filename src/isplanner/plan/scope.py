"""Who and where: channels, members, and the key of a node (a metric in a scope)."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of reaching leads. `key` is a key of words.md, or the name itself for a channel of the user's own."""

    id: int
    key: str
    ja: str
    en: str
    short_ja: str
    short_en: str


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team.

    `capacity` 1.0 is full time. `ramp` gives a new member's share of a full load by months since `joined`
    (0.5, 0.75: half in the first month, three quarters in the second, full after); () is full from the start.
    `left` is the first day he is no longer there. `teams` are the teams he has been in, each with its first day (None:
    from the start), in that order.
    """

    id: int
    name: str
    capacity: float = 1.0
    joined: date | None = None
    left: date | None = None
    ramp: tuple[float, ...] = ()
    teams: tuple[tuple[date | None, str], ...] = ()

    def team_on(self, day: date) -> str | None:
        """The team he is in on a day; None where he is in none."""
        entered = [team for first, team in self.teams if first is None or first <= day]
        return entered[-1] if entered else None


class NodeKey(NamedTuple):
    """A metric in a scope: the whole plan (`channel` None) or one channel. Written `dials` or `dials[webinar]`."""

    metric: str
    channel: str | None = None

    @classmethod
    def parse(cls, text: str) -> "NodeKey":
        """What `str` wrote."""
        metric, bracket, channel = text.partition("[")
        return cls(metric, channel.removesuffix("]") if bracket else None)

    def __str__(self) -> str:
        return self.metric if self.channel is None else f"{self.metric}[{self.channel}]"
