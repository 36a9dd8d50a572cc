"""The bottleneck as window and command line show it: whose the worst stage's loss is, and what would help."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from isplanner.analysis.attribution.bottleneck import Bottleneck, find_bottleneck
from isplanner.analysis.attribution.sources import Shares, Sources
from isplanner.analysis.attribution.stall import Stall, who_stalls
from isplanner.analysis.attribution.state import Known, StateName, states_between, told_kgis
from isplanner.analysis.tree.lacking import why_no_value
from isplanner.analysis.tree.whole import as_whole
from isplanner.jobs.evidence import gather_sources
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.playbook import Countermeasure, countermeasures
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A bottleneck as of a day, by stage which members its share comes from, and the playbook for the worst stage.

    `stall` says whether everybody is behind there or some, `told` what is said of the KGI itself in both states.
    Without `has_channels` it is of the funnel as a whole: too little is told by channel.
    """

    plan: Plan
    as_of: date
    bottleneck: Bottleneck
    members: Mapping[NodeKey, Shares]
    stall: Stall | None
    told: tuple[float | None, float | None]
    has_channels: bool
    countermeasures: tuple[Countermeasure, ...]


def diagnose(
    plan: Plan,
    actuals: Actuals,
    start: StateName = StateName.TARGET,
    end: StateName = StateName.FORECAST,
    looked_at: date | None = None,
) -> Diagnosis:
    """Share out the gap between two states as of a day (that of the actuals unless given).

    Raises:
        PlanError: as `states_between`; `no_gap` where the KGI has no value in one of them.
    """
    sources = gather_sources(plan, actuals, looked_at)[0]
    known = sources.known
    found, has_channels = _find(known, start, end)
    stall = who_stalls(sources.efforts(found.worst.node)) if found.worst and _is_now(end) else None
    first = stall.serves if stall else None
    return Diagnosis(
        plan=plan,
        as_of=known.as_of,
        bottleneck=found,
        members=_members(sources, found) if _is_now(end) else {},
        stall=stall,
        told=told_kgis(known, start, end),
        has_channels=has_channels,
        countermeasures=countermeasures(found.worst.node.metric, first) if found.worst else (),
    )


def _find(known: Known, start: StateName, end: StateName) -> tuple[Bottleneck, bool]:
    """The bottleneck by channel or, where too little is told of channels, of the funnel as a whole."""
    for plan in (known.plan, as_whole(known.plan)):
        why = why_no_value(known.plan, known.plan.tree.levers)
        refused = PlanError("no_gap", why=why if why.code == "lacks_formula" else Problem("lacks_states"))
        try:
            found = find_bottleneck(plan, known.baseline, *states_between(replace(known, plan=plan), start, end))
        except PlanError as error:
            refused, found = error, None
        if found is not None:
            return found, plan is known.plan
    raise refused


def _members(sources: Sources, found: Bottleneck) -> dict[NodeKey, Shares]:
    return {stage.node: sources.members(stage) for stage in found.stages}


def _is_now(end: StateName) -> bool:
    """Whether members' numbers of the period so far are those of a state."""
    return end in {StateName.FORECAST, StateName.ACTUAL}
