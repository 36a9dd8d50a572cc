"""Headcount: which people a scenario has otherwise than the plan's team: hires and leavers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Hire:
    """People to be hired.

    `people` counts full-time ones, there from the day `start` on; `ramp` is their share of a full load by months since,
    as a Member's.
    """

    people: float
    start: date
    ramp: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Headcount:
    """A scenario's differences from the plan's team. `leavers` are the first days on which members are there no more.

    A leaver is a member by id; one the plan no longer has, or who goes earlier anyway, makes no difference.
    """

    hires: tuple[Hire, ...] = ()
    leavers: Mapping[int, date] = field(default_factory=dict)

    @property
    def is_same(self) -> bool:
        """Whether it is the plan's own team."""
        return not self.hires and not self.leavers

    @property
    def hired(self) -> float:
        """How many full-time people are to be hired."""
        return sum(hire.people for hire in self.hires)

    def without(self, entries: "Collection[Hire | int]") -> "Headcount":
        """The same without some hires (each once), and without some leavers by their ids."""
        hires = list(self.hires)
        for entry in entries:
            if isinstance(entry, Hire):
                hires.remove(entry)
        return Headcount(tuple(hires), {one: day for one, day in self.leavers.items() if one not in entries})
