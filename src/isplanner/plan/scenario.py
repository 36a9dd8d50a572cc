"""Scenarios: named sets of lever values and people that keep only their differences from the baseline."""

from collections.abc import Mapping
from dataclasses import dataclass

from isplanner.plan.headcount import Headcount
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Scenario:
    """Lever values that differ from the baseline: one number for the period, or one for each month of the plan.

    基準 is the scenario with `is_baseline`; it has no differences and is never written to. `note` says what it is for,
    `headcount` which people it has otherwise than the plan.
    """

    id: int
    name: str
    values: Mapping[NodeKey, float | tuple[float, ...]]
    is_baseline: bool = False
    note: str = ""
    headcount: Headcount = Headcount()  # noqa: RUF009 (frozen)
