"""What is handed out to members: values from which their sheets are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class MemberTargets:
    """A member's targets: `weeks` of the metrics across, in the order of the plan's weeks; `others` for the period."""

    member: str
    weeks: Mapping[str, tuple[int, ...]]
    others: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Handout:
    """Sheets to be written: `metrics` stand across the weeks, `kpis` in the table above with their priorities."""

    plan: Plan
    as_of: date
    metrics: tuple[Metric, ...]
    kpis: tuple[tuple[int | None, Metric], ...]
    members: tuple[MemberTargets, ...]
