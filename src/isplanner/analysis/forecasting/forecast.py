"""見込み of every KPI beside its target: chance to reach it, and how it stands (design: numbers.md 8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from isplanner.analysis.counting.count import Counted, Floats, count
from isplanner.analysis.estimates.series import Axis
from isplanner.analysis.prospects.progress import share_over
from isplanner.analysis.prospects.prospect import Prospect, Prospects, chance_of_target
from isplanner.analysis.prospects.record import Row
from isplanner.plan.actuals import Actuals
from isplanner.plan.metric import Direction, Kind, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Level, Target

if TYPE_CHECKING:
    from isplanner.analysis.sharing.allocate import Allocation

_CHANCES = np.array([[0.1], [0.5], [0.9]])
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a KPI of the plan, a channel or a member (by id) is, and what it comes to; None is not known.

    `forecast` is the mean of the period's total, or its rate. Without a target there is neither chance nor level; a
    count of few has no level: one deal's luck is no level.
    """

    node: NodeKey
    member: int | None
    target: float | None = None
    plan_to_date: float | None = None
    actual: float | None = None
    forecast: float | None = None
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    probability: float | None = None
    level: Level | None = None


def forecast(
    plan: Plan,
    actuals: Actuals,
    as_of: date,
    allocations: Mapping[str, "Allocation"] | None = None,
    counted: Counted | None = None,
) -> tuple[Forecast, ...]:
    """Forecast all nodes, and the members whose targets are shared out, by metric in the order of the tree.

    A metric's node of the whole plan comes first, then its channels, then members.
    """
    day = _Day.of(plan, counted or count(plan, actuals), as_of)
    metrics = dict.fromkeys(key.metric for key in (*plan.tree.nodes, *plan.targets))
    shared = allocations or {}
    return tuple(
        one
        for key in metrics
        for one in (*day.nodes(plan.metrics[key]), *(day.members(shared[key]) if key in shared else ()))
    )


def forecast_goal(plan: Plan, actuals: Actuals, as_of: date, counted: Counted | None = None) -> Forecast | None:
    """Where the KGI is and what it comes to, against its goal; None without a goal."""
    if plan.goal is None:
        return None
    node = NodeKey(plan.goal.metric)
    aimed = replace(plan, targets={node: Target(0, node, plan.goal.value)})
    return next(_Day.of(aimed, counted or count(plan, actuals), as_of).nodes(plan.metrics[node.metric]))


@dataclass(frozen=True, slots=True, eq=False)
class _Day:
    """A plan at the end of a day: how much of the period and of each week is over by then."""

    plan: Plan
    prospects: Prospects
    over: float
    weeks_over: Floats

    @classmethod
    def of(cls, plan: Plan, counted: Counted, as_of: date) -> "_Day":
        return cls(
            plan=plan,
            prospects=Prospects.of(plan, counted, as_of),
            over=share_over(plan, plan.period, as_of),
            weeks_over=np.array([share_over(plan, week, as_of) for week in plan.weeks]),
        )

    def nodes(self, metric: Metric) -> Iterator[Forecast]:
        """The forecasts of a metric's nodes. Of a rate all of the target should be reached all along."""
        plan, over = self.plan, 1.0 if metric.kind is Kind.RATE else self.over
        nodes = {*plan.tree.nodes, *plan.targets}
        for axis, channels in ((Axis.WHOLE, (None,)), (Axis.CHANNEL, tuple(plan.channels))):
            asked = []
            for node in (NodeKey(metric.key, channel) for channel in channels):
                if node in nodes:
                    target = plan.targets[node].value if node in plan.targets else None
                    asked.append(_Asked(node, node.channel, target, None if target is None else target * over))
            yield from self._answer(metric, axis, asked)

    def members(self, allocation: "Allocation") -> Iterator[Forecast]:
        """The forecasts of those over whom a metric's target is shared out, each with his exact shares to date."""
        metric = self.plan.metrics[allocation.metric]
        asked = [
            _Asked(NodeKey(metric.key), row.member, float(row.total), float(self.weeks_over @ row.exact_weeks))
            for row in allocation.rows
        ]
        yield from self._answer(metric, Axis.MEMBER, asked)

    def _answer(self, metric: Metric, axis: Axis, asked: Sequence["_Asked"]) -> Iterator[Forecast]:
        prospect = self.prospects.prospect(metric, axis) if asked else None
        numbers = _numbers(prospect) if prospect else {}
        targets = {one.row: one.target for one in asked if one.target is not None}
        chances = chance_of_target(prospect, targets, metric.direction) if prospect else {}
        for one in asked:
            found, chance = numbers.get(one.row, _Numbers()), chances.get(one.row)
            level = _level(self.plan, metric, one, found.actual, chance)
            yield Forecast(one.node, one.member, one.target, one.planned, *found, probability=chance, level=level)


class _Numbers(NamedTuple):
    """What is known of a row."""

    actual: float | None = None
    forecast: float | None = None
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None


def _numbers(prospect: Prospect) -> dict[Row, _Numbers]:
    outcome = prospect.outcome
    columns = (prospect.actual, outcome.expected, *outcome.quantile(_CHANCES))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return {row: _Numbers(*map(_known, found)) for row, found in zip(prospect.rows, rows, strict=True)}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of what a forecast is asked for: a node, for its row of a prospect, with its target and plan to date."""

    node: NodeKey
    row: Row
    target: float | None
    planned: float | None

    @property
    def member(self) -> int | None:
        return self.row if isinstance(self.row, int) else None


def _level(plan: Plan, metric: Metric, asked: _Asked, actual: float | None, chance: float | None) -> Level | None:
    """How a KPI stands; while nothing is done yet, the chance alone says."""
    if asked.target is None or asked.planned is None or chance is None:
        return None
    if metric.kind is Kind.COUNT and asked.target < plan.levels.least_count:
        return None
    lead = 0.0 if actual is None else actual - asked.planned
    is_ahead = (-lead if metric.direction is Direction.LOWER else lead) >= -_NOISE * (1 + abs(asked.planned))
    if is_ahead and chance >= plan.levels.on_plan:
        return Level.ON_PLAN
    return Level.WILL_MISS if chance < plan.levels.will_miss else Level.RECOVERABLE


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
