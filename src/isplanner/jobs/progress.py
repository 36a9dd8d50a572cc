"""How KPIs stand and what they will come to, as window and command line show it; what was shown is kept."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from isplanner.analysis.counting.count import as_of, count
from isplanner.analysis.forecasting.forecast import Forecast, forecast, forecast_goal
from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.ways import read_record
from isplanner.plan.actuals import Actuals
from isplanner.plan.forecast import KeptForecast
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.store.document import Document


@dataclass(frozen=True, slots=True)
class Progress:
    """The forecasts at the end of a day: of all nodes, and of the members over whom targets are shared out.

    `goal` is the KGI's, against its goal; None without one.
    """

    plan: Plan
    as_of: date
    forecasts: tuple[Forecast, ...]
    goal: Forecast | None = None

    @property
    def aimed(self) -> tuple[Forecast, ...]:
        """Those that have a target."""
        return tuple(one for one in self.forecasts if one.target is not None)


def work_out_progress(plan: Plan, actuals: Actuals, looked_at: date | None = None) -> Progress:
    """Forecast as of a day (that of the actuals unless given)."""
    counted, day = count(plan, actuals), looked_at or as_of(plan, actuals)
    forecasts = forecast(plan, actuals, day, shared_out(plan, actuals), counted)
    return Progress(plan, day, forecasts, forecast_goal(plan, actuals, day, counted))


def keep_shown(document: Document, progress: Progress) -> None:
    """Keep what was shown, so that a period that is over can say how good it was.

    Where it cannot be kept (the file is read-only or locked), it was shown all the same.
    """
    with suppress(PlanError):
        document.forecasts.keep(_kept(progress))


def shared_out(plan: Plan, actuals: Actuals) -> dict[str, Allocation]:
    """The targets that can be shared out over members, by metric."""
    if not plan.members:
        return {}
    record = read_record(plan, actuals)
    shared = {}
    for metric in dict.fromkeys(node.metric for node in plan.targets):
        # Cells that contradict each other are said where they are shared out; the nodes have their forecasts anyway.
        with suppress(PlanError):
            shared[metric] = allocate(plan, metric, record)
    return shared


def _kept(progress: Progress) -> Iterable[KeptForecast]:
    for one in progress.aimed:
        if one.forecast is not None:
            yield KeptForecast(
                day=progress.as_of,
                revision=progress.plan.revision,
                node=one.node,
                member=one.member,
                mean=one.forecast,
                p10=one.p10,
                p50=one.p50,
                p90=one.p90,
                probability=one.probability,
                target=one.target,
            )
