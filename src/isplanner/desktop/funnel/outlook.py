"""What the funnel asks of analysis: readings within a frame, and what takes longer, off the UI thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.reading import Reading
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.baseline import Baseline
    from isplanner.analysis.project import Projection
    from isplanner.analysis.solve import Solution
    from isplanner.plan.plan import Plan

# The engine is imported inside: numpy is not needed for the first paint.


@dataclass(frozen=True, slots=True)
class Outlook:
    """The KGI of each scenario by id, and for each lever the value that alone reaches the goal."""

    kgis: Mapping[int, float | None]
    alone: "Mapping[NodeKey, Solution]"


def read(plan: "Plan", baseline: "Baseline", channel: str | None) -> Reading:
    """The stored plan in its chosen scenario, beside 基準."""
    from isplanner.analysis.project import project

    base = next(scenario for scenario in plan.scenarios if scenario.is_baseline)
    return Reading(plan, channel, project(plan, baseline), project(plan, baseline, base))


def preview(plan: "Plan", baseline: "Baseline", lever: NodeKey, value: float) -> "Projection":
    """What the plan would come to with one lever at another value."""
    from isplanner.analysis.project import project

    return project(plan, baseline, overrides={lever: value})


def look_ahead(plan: "Plan", baseline: "Baseline", levers: Iterable[NodeKey]) -> Outlook:
    """Work out all scenarios, and each lever alone against the goal."""
    from isplanner.analysis.project import project
    from isplanner.analysis.solve import solve_lever

    kgis = {scenario.id: project(plan, baseline, scenario).kgi for scenario in plan.scenarios}
    alone: dict[NodeKey, Solution] = {}
    if plan.goal is None:
        return Outlook(kgis, alone)
    for lever in levers:
        try:
            alone[lever] = solve_lever(plan, baseline, lever, plan.goal.value)
        except PlanError:
            continue  # the KGI has no value to compare: the row shows —
    return Outlook(kgis, alone)
