"""What a scenario comes to: every node for the period and by month (design: numbers.md 2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np

from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.begun import Begun, open_at_start
from isplanner.analysis.tree.compile import Array, Program, compile_tree
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.move import LeverValue, LeverValues, Movement
from isplanner.analysis.tree.rows import Rows
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Projection:
    """A scenario's values for the period and by month; None where nothing is known or there is nothing to divide by."""

    values: Mapping[NodeKey, float | None]
    months: Mapping[NodeKey, tuple[float | None, ...]]
    kgi: float | None


def project(
    plan: Plan,
    baseline: Baseline,
    scenario: Scenario | None = None,
    overrides: Mapping[NodeKey, float] | None = None,
) -> Projection:
    """Work out every node of a scenario (the chosen one unless given), with some nodes set otherwise.

    Raises:
        PlanError: as `resolve_overrides`.
    """
    levers = {**lever_values(plan, baseline, scenario)}
    if overrides:
        levers |= resolve_overrides(plan, baseline, scenario, overrides)
    return read_projection(plan, evaluate_levers(plan, baseline, levers))


def lever_values(plan: Plan, baseline: Baseline, scenario: Scenario | None = None) -> dict[NodeKey, LeverValue]:
    """The levers that have a value in a scenario: its own, else the baseline's."""
    known = {**baseline.values, **(scenario or plan.chosen).values}
    return {key: known[key] for key in plan.tree.levers if key in known}


def resolve_overrides(
    plan: Plan, baseline: Baseline, scenario: Scenario | None, overrides: Mapping[NodeKey, float]
) -> dict[NodeKey, LeverValue]:
    """The levers that make some nodes what they are wanted to be.

    A lever takes its value. A node of the whole plan moves its channels' levers: shares by the same step on the logit
    scale, all else by the same factor, so that the plan's own value for the period is the one wanted.

    Raises:
        PlanError: `not_a_lever` for a node that follows from others, `out_of_range` where no such step is enough.
    """
    resolved: dict[NodeKey, LeverValue] = {key: overrides[key] for key in plan.tree.levers if key in overrides}
    # What is read is moved before what reads it: a rate of the plan is weighted by the volumes it then meets.
    for key in plan.tree.order:
        if key in overrides and plan.tree.nodes[key].formula is not None:
            present = {**lever_values(plan, baseline, scenario), **resolved}
            resolved |= move_plan_wide(plan, baseline, present, key, overrides[key])
    return resolved


def elasticities(plan: Plan, baseline: Baseline, scenario: Scenario | None = None) -> dict[NodeKey, float | None]:
    """By how many percent the KGI rises for 1 % more of a lever; for the whole plan, of that lever in all channels."""
    root = plan.tree.root
    if root is None or root not in plan.tree.order:
        return {}
    evaluation = evaluate_levers(plan, baseline, lever_values(plan, baseline, scenario))
    kgi, gradient = evaluation.total(root).item(), evaluation.gradient(root)
    gains = {lever: float(np.sum(by * evaluation.of(lever))) for lever, by in gradient.items()}
    for lever, gain in list(gains.items()):
        whole = NodeKey(lever.metric)
        if lever != whole and whole in plan.tree.nodes and isfinite(gain):
            gains[whole] = gains.get(whole, 0.0) + gain
    return {node: _known(gain / kgi) if kgi else None for node, gain in gains.items()}


def movement_of(plan: Plan, baseline: Baseline, present: LeverValues, key: NodeKey) -> Movement:
    """What moves when a node is set: the lever itself, or the levers of the plan's channels that have a value.

    Raises:
        PlanError: `not_a_lever` for a node that follows from others.
    """
    levers = [key] if plan.tree.nodes[key].formula is None else plan_wide_levers(plan, key)
    moving = {node: present[node] for node in levers if node in present}
    weights = month_weights(plan)
    return Movement(
        evaluate_levers(plan, baseline, present),
        moving,
        plan.metrics[key.metric].is_share,
        lambda node, value: by_month(plan, node, value, weights),
    )


def plan_wide_levers(plan: Plan, key: NodeKey) -> list[NodeKey]:
    """The levers in channels of which a node of the whole plan is made.

    Raises:
        PlanError: `not_a_lever` where there is none.
    """
    nodes = plan.tree.channel_nodes(key.metric) if key.channel is None else ()
    levers = [node for node in nodes if plan.tree.nodes[node].formula is None]
    if not levers:
        raise PlanError("not_a_lever", node=key)
    return levers


def evaluate_levers(plan: Plan, baseline: Baseline, levers: LeverValues) -> Evaluation:
    """The tree run on lever values; a channel none of whose levers has one is left out of sums."""
    evaluation = Evaluation(compile_levers(plan, baseline, levers))
    weights = month_weights(plan)
    for key, value in levers.items():
        if key in evaluation.program.slots:
            evaluation.set(key, by_month(plan, key, value, weights))
    evaluation.run()
    return evaluation


def compile_levers(plan: Plan, baseline: Baseline, levers: LeverValues, begun: Begun | None = None) -> Program:
    """The tree compiled for the levers that have values; a channel without any is left out of sums.

    `begun` is what comes in from before: what the baseline and the plan know of, unless given.
    """
    by_channel = {key.channel for key in levers}
    unknown = frozenset(channel for channel in plan.channels if channel not in by_channel)
    begun = begun or Begun(baseline.earlier, at_start=open_at_start(plan))
    return compile_tree(plan.tree, len(plan.months), unknown, begun)


def read_projection(
    plan: Plan, evaluation: Evaluation, by_month: Iterable[NodeKey] | None = None, rows: Rows | None = None
) -> Projection:
    """Every node of a tree that was run; by month those that are asked for, or all.

    One that is read again and again may keep the rows of its program.
    """
    rows = rows or Rows(evaluation.program)
    return projection_of(plan, rows, rows.read(evaluation.block()), by_month)


def projection_of(plan: Plan, rows: Rows, months: Array, by_month: Iterable[NodeKey] | None = None) -> Projection:
    """Every node of a plan out of the rows of a program that was run; by month those that are asked for, or all."""
    totals = dict(zip(rows.keys, map(_known, rows.totals(months).tolist()), strict=True))
    shown = plan.tree.nodes.keys() if by_month is None else {*by_month}
    nothing = (None,) * months.shape[1]
    asked = {key: tuple(map(_known, months[row].tolist())) for row, key in enumerate(rows.keys) if key in shown}
    return Projection(
        values={key: totals.get(key) for key in plan.tree.nodes},
        months={key: asked.get(key, nothing) for key in shown},
        kgi=totals.get(plan.tree.root) if plan.tree.root else None,
    )


def month_weights(plan: Plan) -> Array:
    """The share of each month in the period, by business days × month factor; by days where nobody works."""
    days = [plan.calendar.business_days(month) * plan.factor(month) for month in plan.months]
    if not any(days):
        days = [(month.end - month.start).days for month in plan.months]
    return np.array(days, np.float64) / sum(days)


def by_month(plan: Plan, key: NodeKey, value: LeverValue, weights: Array) -> Array:
    """A lever's months: a count set for the period lies on them by weight, unrounded; a rate is the same in each."""
    if isinstance(value, tuple):
        return np.array(value, np.float64)
    return value * weights if plan.metrics[key.metric].is_whole else np.full(len(weights), value)


def move_plan_wide(
    plan: Plan,
    baseline: Baseline,
    present: LeverValues,
    key: NodeKey,
    wanted: float,
    movement: Movement | None = None,
) -> dict[NodeKey, LeverValue]:
    """The levers of the plan's channels moved together until a node of the whole plan is what is wanted of it.

    One that is moved again and again may keep its movement (`movement_of`).

    Raises:
        PlanError: `not_a_lever` for a node that follows from others, `out_of_range` where no such step is enough.
    """
    metric, movement = plan.metrics[key.metric], movement or movement_of(plan, baseline, present, key)
    now = movement.total(key, 1.0)
    if not movement.levers or _has_no_way(metric, now, wanted):
        levers = list(movement.levers) or plan_wide_levers(plan, key)
        return dict.fromkeys(levers, wanted / len(levers) if metric.is_whole else wanted)
    guess = wanted * (1 - now) / (now * (1 - wanted)) if metric.is_share else wanted / now
    factor = movement.reach(key, wanted, guess)
    if not isfinite(factor):
        raise PlanError("out_of_range", node=key, value=wanted)
    return movement.at(factor)


def _has_no_way(metric: Metric, now: float, wanted: float) -> bool:
    """Whether no step or factor leads from here to there: from nothing, or to the ends."""
    if metric.is_share:
        return not 0 < now < 1 or not 0 < wanted < 1
    return not isfinite(now) or now == 0 or wanted == 0


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
