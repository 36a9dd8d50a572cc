"""Overlap: a metric and month of which several imports tell, and which of them count."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from isplanner.plan.fact import MetricMonth


class Axis(StrEnum):
    """On what the numbers of a metric are counted."""

    WHOLE = "whole"
    CHANNELS = "channels"
    MEMBERS = "members"


class Reason(StrEnum):
    """Why an import counts in a month, or does not."""

    CHOSEN = "chosen"  # somebody chose it
    NEWEST = "newest"  # it goes before the others
    REST = "rest"  # on days that those before it do not have
    CHANNELS = "channels"  # by channel, for those before it have none
    MEMBERS = "members"  # by member, for those before it do not have all of its members
    PARTS = "parts"  # both
    OLDER = "older"  # not: others go before it


@dataclass(frozen=True, slots=True)
class Telling:
    """What one import, by its rank, says of a metric in a month: the sum on each axis. It counts on the `used` ones."""

    rank: int
    says: Mapping[Axis, float]
    used: frozenset[Axis]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Overlap:
    """A metric and month of which several imports tell, those that go before others first; `counts` is what counts."""

    place: MetricMonth
    tellings: tuple[Telling, ...]
    counts: Mapping[Axis, float]
