"""Sharing out (配分): a target over months, members and weeks, in whole numbers that add up in every direction."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MonthWeight:
    """What a member's share of a month comes from: the business days he is there, his capacity, his ramp."""

    days: int
    capacity: float
    ramp: float


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member's cells, along the plan's months and weeks, and the exact shares they were rounded from."""

    member: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    exact_months: tuple[float, ...]
    exact_weeks: tuple[float, ...]
    weights: tuple[MonthWeight, ...]

    @property
    def total(self) -> int:
        """The member's target."""
        return sum(self.months)


@dataclass(frozen=True, slots=True)
class Allocation:
    """A metric's target in whole numbers, along the plan's months and weeks; members add up to it everywhere.

    `channels` holds its parts, a target that names no channel under "" where channels have some too; each cell of a
    part is within 1 of its exact share. Without members there are no rows.
    """

    metric: str
    total: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    rows: tuple[MemberRow, ...]
    channels: Mapping[str, "Allocation"]
