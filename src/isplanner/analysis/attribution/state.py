"""States of the levers that can be compared: what is planned, what will be, what is and what was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from isplanner.analysis.chance.spread import JudgedSpread, Spread
from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.prospects.progress import share_over
from isplanner.analysis.tree.attribute import LeverMonths
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.analysis.tree.project import by_month, month_weights
from isplanner.plan.judgement import Judgement
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey


class StateName(StrEnum):
    """Which state: the targets, the forecast, the actuals to date, or the base period."""

    TARGET = "target"
    FORECAST = "forecast"
    ACTUAL = "actual"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class State:
    """Lever values, for the period or by month. `spreads` say how sure they are; a lever without one is certain."""

    name: StateName
    levers: LeverValues
    spreads: Mapping[NodeKey, Spread] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a plan at the end of a day; `forecasts` are those of nodes."""

    plan: Plan
    as_of: date
    baseline: Baseline
    estimates: Estimates
    forecasts: Mapping[NodeKey, Forecast]

    @property
    def is_over(self) -> bool:
        """Whether no business day of the period is left: then nothing is likely or unlikely any more."""
        return share_over(self.plan, self.plan.period, self.as_of) >= 1


def states_between(known: Known, start: StateName, end: StateName) -> tuple[State, State]:
    """Two states to compare; beside the actuals, counts of the other are what should be done by the day.

    Raises:
        PlanError: `no_target_state`, `no_forecast_state`, `no_actual_state`, `no_baseline_state` where no lever has a
            value in one of them.
    """
    to_date = StateName.ACTUAL in (start, end)
    found = tuple(_state(known, name, to_date=to_date) for name in (start, end))
    for state in found:
        if not state.levers:
            code = f"no_{state.name}_state"
            raise PlanError(code)
    return found[0], found[1]


def told_kgis(known: Known, start: StateName, end: StateName) -> tuple[float | None, float | None]:
    """What is said of the KGI itself in two states: its formulas may make something else of the levers."""
    root, over = known.plan.tree.root, 1.0
    if root is None:
        return None, None
    if StateName.ACTUAL in {start, end} and _is_count(known.plan, root):
        over = share_over(known.plan, known.plan.period, known.as_of)
    told = [(name, _values(known, name).get(root)) for name in (start, end)]
    first, second = (
        None if value is None else value if name is StateName.ACTUAL else value * over for name, value in told
    )
    return first, second


def _state(known: Known, name: StateName, *, to_date: bool) -> State:
    told, spreads = _values(known, name), _spreads(known, name)
    values = {lever: told[lever] for lever in known.plan.tree.levers if lever in told}
    levers: dict[NodeKey, LeverValue] = {**values}
    if to_date:
        over = _months_over(known.plan, known.as_of)
        done = over / (over.sum() or 1.0) if name is StateName.ACTUAL else over
        counts = [lever for lever in values if _is_count(known.plan, lever)]
        levers |= {lever: tuple((values[lever] * done).tolist()) for lever in counts}
    return State(name, levers, {lever: spread for lever, spread in spreads.items() if lever in levers})


def _values(known: Known, name: StateName) -> dict[NodeKey, float]:
    """What is said of nodes in a state, for the period or, of actuals, so far."""
    forecasts, values = known.forecasts.items(), dict[NodeKey, float | None]()
    match name:
        case StateName.TARGET:
            values |= {node: target.value for node, target in known.plan.targets.items()}
        case StateName.BASELINE:
            values |= known.baseline.values
        case StateName.FORECAST:
            values |= {node: found.forecast for node, found in forecasts}
        case StateName.ACTUAL:
            values |= {node: found.actual for node, found in forecasts}
    return {node: value for node, value in values.items() if value is not None}


def _spreads(known: Known, name: StateName) -> dict[NodeKey, Spread]:
    """How sure a state is: what is planned is certain, what comes has its forecast's interval."""
    if name is StateName.TARGET:
        return {}
    if name is not StateName.FORECAST:
        return {lever: found.spread for lever, found in known.estimates.levers.items()}
    return {
        node: JudgedSpread(
            Judgement(min(found.p10, found.forecast), found.forecast, max(found.p90, found.forecast)),
            known.plan.metrics[node.metric].is_share,
        )
        for node, found in known.forecasts.items()
        if found.forecast is not None and found.p10 is not None and found.p90 is not None
    }


def _months_over(plan: Plan, as_of: date) -> Array:
    """What part of a count for the period should be done in each month by the end of a day."""
    over: Array = month_weights(plan) * [share_over(plan, month, as_of) for month in plan.months]
    return over


def lay_out(plan: Plan, start: State, end: State) -> tuple[LeverMonths, LeverMonths]:
    """The levers of two states by month.

    A count that one state says nothing of, where it knows others of the same metric, is none there: a channel that
    nobody planned. Any other lever that is known in one state only is the same in both. A rate known in neither is NaN,
    but for a channel without any count, where it does not matter; a count known in neither is none beside one that is.
    """
    weights = month_weights(plan)
    levers = [key for key in plan.tree.levers if key in plan.tree.order]
    states = [_with_nothing(plan, state.levers, levers) for state in (start, end)]
    counts = {key for values in states for key in values if _is_count(plan, key)}
    moving = {key.channel for values in states for key in counts & values.keys() if np.any(values[key])}

    def unknown(key: NodeKey) -> float:
        matters = key.channel in moving and not _is_count(plan, key)
        return np.nan if matters or not counts else 0.0

    def lay(own: LeverValues, other: LeverValues) -> dict[NodeKey, Array]:
        known = {**{key: unknown(key) for key in levers}, **other, **own}
        return {key: by_month(plan, key, known[key], weights) for key in levers}

    return lay(*states), lay(*states[::-1])


def _with_nothing(plan: Plan, values: LeverValues, levers: list[NodeKey]) -> LeverValues:
    counted = {key.metric for key in values if _is_count(plan, key)}
    return {**{key: 0.0 for key in levers if key.metric in counted}, **values}


def _is_count(plan: Plan, key: NodeKey) -> bool:
    return plan.metrics[key.metric].is_whole
