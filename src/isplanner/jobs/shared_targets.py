"""Targets shared out, with what each member's rests on, as window, command line and sheets show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from isplanner.analysis.counting.count import as_of, count
from isplanner.analysis.forecasting.forecast import forecast
from isplanner.analysis.forecasting.grounds import Grounds, find_grounds
from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.teams import TeamRow, by_team
from isplanner.analysis.sharing.ways import read_record
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.target import Line


@dataclass(frozen=True, slots=True)
class SharedTarget:
    """A metric's target shared out over members and teams, and what each member's rests on (in all channels)."""

    allocation: Allocation
    teams: tuple[TeamRow, ...]
    grounds: tuple[Grounds, ...]


@dataclass(frozen=True, slots=True)
class SharedTargets:
    """Targets of a plan shared out, with their chances as of a day."""

    plan: Plan
    as_of: date
    targets: tuple[SharedTarget, ...]


def shared_metrics(plan: Plan, line: Line = Line.MUST) -> list[str]:
    """The counts and amounts that have a target anywhere, in the order of the tree."""
    known = plan.targets if line is Line.MUST else plan.aims
    metrics = dict.fromkeys(key.metric for key in (*plan.tree.nodes, *known) if key in known)
    return [metric for metric in metrics if plan.metrics[metric].is_whole]


def share_targets(
    plan: Plan,
    actuals: Actuals,
    metrics: Iterable[str] | None = None,
    *,
    looked_at: date | None = None,
    line: Line = Line.MUST,
) -> SharedTargets:
    """Share out metrics (all that have a target), with their chances as of a day (that of the actuals unless given).

    Raises:
        PlanError: What `allocate` says.
    """
    counted, day = count(plan, actuals), looked_at or as_of(plan, actuals)
    record = read_record(plan, actuals, counted)
    wanted = shared_metrics(plan, line) if metrics is None else metrics
    allocations = {metric: allocate(plan, metric, record, line) for metric in wanted}
    chances = [one for one in forecast(plan, actuals, day, allocations, counted) if one.member is not None]
    shared = (SharedTarget(one, by_team(plan, one), find_grounds(one, record, chances)) for one in allocations.values())
    return SharedTargets(plan, day, tuple(shared))
