"""The key block of a member's sheet: hidden cells by which a filled sheet is read back without any mapping.

It is one hidden row above the weeks. Its first cell says of what plan and person the sheet is, and which week each
label of the first column stands for; the cell over each input column says its metric. So it holds when rows are sorted
(the label moves with its row), and when columns are hidden or put elsewhere (the metric moves with its column).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isplanner.plan.period import DAY, Span
from isplanner.plan.problem import PlanError

VERSION = 1
_MARK = "isplanner:member_sheet:"
_INPUT = "isplanner:input:"


@dataclass(frozen=True, slots=True)
class SheetKey:
    """Of what plan and member a sheet is, and the weeks by the labels in its first column."""

    document: str
    member: str
    weeks: Mapping[str, Span]

    def write(self) -> str:
        """The text of the first cell."""
        weeks = {label: [str(week.start), str(week.last)] for label, week in self.weeks.items()}
        fields = {"document": self.document, "member": self.member, "weeks": weeks}
        return f"{_MARK}{VERSION}:{json.dumps(fields, ensure_ascii=False)}"


def is_key(text: object) -> bool:
    """Whether a cell holds a key block, of whatever version."""
    return isinstance(text, str) and text.startswith(_MARK)


def read_key(text: str) -> SheetKey:
    """The key block a cell holds.

    Raises:
        PlanError: newer_sheet for a block of a later version, damaged_sheet for one that somebody changed.
    """
    version, _, fields = text.removeprefix(_MARK).partition(":")
    if version.isdecimal() and int(version) > VERSION:
        raise PlanError("newer_sheet")
    try:
        block = json.loads(fields)
        weeks = {str(label): _span(*days) for label, days in block["weeks"].items()}
        return SheetKey(str(block["document"]), str(block["member"]), weeks)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise PlanError("damaged_sheet") from None


def write_input_key(metric: str) -> str:
    """What stands over the input column of a metric."""
    return f"{_INPUT}{metric}"


def read_input_key(text: object) -> str | None:
    """The metric of the input column under a cell; None where no input column is."""
    return text.removeprefix(_INPUT) if isinstance(text, str) and text.startswith(_INPUT) else None


def _span(first: str, last: str) -> Span:
    span = Span(date.fromisoformat(first), date.fromisoformat(last) + DAY)
    if span.is_empty:
        raise ValueError
    return span
