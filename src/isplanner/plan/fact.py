"""Facts: single numbers read from a workbook, each with the cell it came from, and the batches they came in."""

from dataclasses import dataclass
from enum import StrEnum

from isplanner.plan.period import Span


class FactKind(StrEnum):
    """Whether a workbook said what happened or what was planned."""

    ACTUAL = "actual"
    TARGET = "target"


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
class HeldCell:
    """A cell that was not taken, with what stands in it and why; kept with its batch until it is settled."""

    file: str
    sheet: str
    cell: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one import brought. A withdrawn batch was taken back by undo."""

    id: int
    files: tuple[str, ...]
    facts: int
    held: int
    withdrawn: bool
