"""States of the levers that can be compared: what is planned, what will be, what is and what was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from isplanner.analysis.attribute import LeverMonths
from isplanner.analysis.compile import Array
from isplanner.analysis.move import LeverValues
from isplanner.analysis.project import by_month, month_weights
from isplanner.analysis.spread import Spread
from isplanner.plan.plan import Plan
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


def lay_out(plan: Plan, start: State, end: State) -> tuple[LeverMonths, LeverMonths]:
    """The levers of two states by month.

    A count that one state says nothing of, where it knows others of the same metric, is none there: a channel that
    nobody planned. Any other lever that is known in one state only is the same in both. Known in neither it is NaN; a
    rate in a channel without any count does not matter, and is 0.
    """
    weights = month_weights(plan)
    levers = [key for key in plan.tree.levers if key in plan.tree.order]
    states = [_with_nothing(plan, state.levers, levers) for state in (start, end)]
    moving = {
        key.channel for values in states for key, value in values.items() if _is_count(plan, key) and np.any(value)
    }

    def lay(own: LeverValues, other: LeverValues) -> dict[NodeKey, Array]:
        unknown = {key: np.nan if key.channel in moving else 0.0 for key in levers}
        known = {**unknown, **other, **own}
        return {key: by_month(plan, key, known[key], weights) for key in levers}

    return lay(*states), lay(*states[::-1])


def _with_nothing(plan: Plan, values: LeverValues, levers: list[NodeKey]) -> LeverValues:
    counted = {key.metric for key in values if _is_count(plan, key)}
    return {**{key: 0.0 for key in levers if key.metric in counted}, **values}


def _is_count(plan: Plan, key: NodeKey) -> bool:
    return plan.metrics[key.metric].is_whole
