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
class Kpi:
    """A row of the KPI table. A rate is (numerator − less) ÷ denominator, told by the metrics' keys."""

    metric: Metric
    priority: int | None = None
    numerator: str | None = None
    less: str | None = None
    denominator: str | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """Sheets to be written: `metrics` stand across the weeks, `kpis` in the table above, most important first."""

    plan: Plan
    as_of: date
    metrics: tuple[Metric, ...]
    kpis: tuple[Kpi, ...]
    members: tuple[MemberTargets, ...]
