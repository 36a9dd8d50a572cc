"""Facts: single numbers read from a workbook, each with the cell it came from, and the batches they came in."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from isplanner.plan.period import Month, Span


class FactKind(StrEnum):
    """Whether a workbook said what happened or what was planned."""

    ACTUAL = "actual"
    TARGET = "target"


class MetricMonth(NamedTuple):
    """Where imports tell of the same: a metric, what was done or planned, and a month of the plan."""

    metric: str
    kind: FactKind
    month: Month


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number stood. `cell` is None for counts from a log."""

    file: str
    sheet: str
    cell: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One number; its identity is all but `value` and `source`. `member` is a name, `channel` a key or None."""

    metric: str
    kind: FactKind
    span: Span
    grain: str
    member: str | None
    channel: str | None
    value: float
    source: Source


@dataclass(frozen=True, slots=True)
class Waiting:
    """Facts that a held cell keeps back. `lacks` is what it does not say: `value`, `member` or `day`.

    In its place the facts have 0, nobody or any day. A value is read with the `unit` of the labels around it, and in
    points (45 for 45 %) or not. What comes from a log `adds` to the number of that day, member and channel.
    """

    lacks: str
    facts: tuple[Fact, ...]
    unit: str | None = None
    in_points: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True)
class HeldCell:
    """A cell that was not taken, with what stands in it and why; kept with its batch until it is settled.

    `id` and `batch` are 0 for one that is not stored.
    """

    file: str
    sheet: str
    cell: str
    text: str
    reason: str
    waiting: Waiting | None = None
    id: int = field(default=0, compare=False)
    batch: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one import brought. A withdrawn batch was taken back.

    `facts` counts those of settled cells too, `held` the cells that are still open. `time` is when it was imported,
    where that is known. A `preferred` batch goes before those that were imported between it and its being preferred;
    `rank` says where all in force stand: of one number the highest counts. A withdrawn one has none (0).
    """

    id: int
    files: tuple[str, ...]
    facts: int
    held: int
    withdrawn: bool
    time: datetime | None = field(default=None, compare=False)
    preferred: bool = False
    rank: int = field(default=0, compare=False)
