"""Simulation (試算): what the KGI comes to, how likely the goal is, and what hangs on each lever (numbers.md 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isclose

import numpy as np

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.people.capacity import WORK, work_per_person_day
from isplanner.analysis.simulation.engine import Engine, Worlds
from isplanner.analysis.simulation.expect import Expectation, lever_means
from isplanner.analysis.simulation.model import is_moved, standing_at
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.simulation.sensitivity import LeverEffect, lever_effects, plan_wide_effects
from isplanner.analysis.simulation.workload import Workload, measure_workload
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.move import LeverValues, scaled
from isplanner.analysis.tree.project import resolve_overrides
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

SAMPLES, SEED = 10_000, 1
_SAME = 1e-6
"""How near to each other, relatively, are the same number."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a scenario comes to; None where the KGI has no value, or there is no goal.

    `projected` is the mean; `by_month` and `by_channel` are its parts. `levers` are the tree's, `plan_wide` the nodes
    of the whole plan that move those of their channels. `one_more_person` is what the KGI would gain by one. Of a
    remaining period `unmoved` is what the KGI comes to with no lever moved. `volume` is what it asks of the team,
    `workload` what that can do.
    """

    goal: float | None
    projected: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    probability: float | None
    by_month: tuple[float | None, ...]
    by_channel: Mapping[str, float | None]
    levers: tuple[LeverEffect, ...]
    plan_wide: tuple[LeverEffect, ...]
    one_more_person: float | None
    unmoved: "Unmoved | None" = None
    volume: float | None = None
    workload: Workload | None = None


@dataclass(frozen=True, slots=True)
class Unmoved:
    """見込み: what the KGI comes to if all goes on, and the chance of the goal. `is_it`: that is what is simulated.

    `is_open` until the period is over. Where it is not what is simulated although no lever `is_moved`, formulas say
    other than the pace: what is begun is decided after the period.
    """

    projected: float
    probability: float | None
    is_it: bool
    is_open: bool
    is_moved: bool


def simulate(  # noqa: PLR0913 - what a simulation is of, and how it is drawn
    plan: Plan,
    baseline: Baseline,
    estimates: Estimates | None = None,
    *,
    scenario: Scenario | None = None,
    overrides: Mapping[NodeKey, float] | None = None,
    remaining: Remaining | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Simulation:
    """Simulate a scenario (the chosen one unless given), with some nodes set otherwise; the whole period or the rest.

    Raises:
        PlanError: as `resolve_overrides`.
    """
    chosen = scenario or plan.chosen
    if overrides:
        standing = standing_at(plan, baseline, estimates, remaining)
        chosen = replace(chosen, values={**chosen.values, **resolve_overrides(plan, standing, chosen, overrides)})
    try:
        engine = Engine(plan, baseline, estimates, chosen, samples, seed, remaining)
    except PlanError:
        return _nothing(plan)
    return replace(read_simulation(engine), workload=measure_workload(plan, baseline, remaining, chosen))


def read_simulation(engine: Engine) -> Simulation:
    """What the worlds of an engine come to, with its levers where they stand."""
    plan, expectation = engine.model.plan, Expectation(engine.model)
    effects = lever_effects(engine, expectation)
    channels = plan.tree.channel_nodes(engine.root.metric)
    plan_wide, person = plan_wide_effects(engine, expectation, effects), _one_more_person(engine, expectation)
    expectation.stand(lever_means(engine.levers, engine.estimates))
    by_month = _by_month(engine, expectation)
    worlds = engine.move()
    projected = mean_kgi(engine, expectation, worlds)
    goal = goal_of(plan, engine.root)
    return Simulation(
        goal=goal,
        projected=projected,
        p10=worlds.quantile(0.1),
        p50=worlds.quantile(0.5),
        p90=worlds.quantile(0.9),
        probability=worlds.chance(goal) if goal is not None and len(worlds.kgi) else None,
        by_month=by_month,
        by_channel={str(node.channel): expectation.total(node) for node in channels},
        levers=effects,
        plan_wide=plan_wide,
        one_more_person=person,
        unmoved=_unmoved(engine, projected),
        volume=expectation.total(NodeKey(WORK)),
    )


def _unmoved(engine: Engine, projected: float | None) -> Unmoved | None:
    model, goal = engine.model, goal_of(engine.model.plan, engine.root)
    if model.remaining is None or model.remaining.outlook is None:
        return None
    outlook, direction = model.remaining.outlook, model.plan.metrics[engine.root.metric].direction
    expected = outlook.expected.item()
    chance = None if goal is None else outlook.chance(np.array([goal]), direction).item()
    is_it = projected is not None and isclose(projected, expected, rel_tol=_SAME)
    return Unmoved(expected, chance, is_it, bool(model.is_open.any()), is_moved(model))


def goal_of(plan: Plan, root: NodeKey | None) -> float | None:
    """The goal, where it is the KGI's."""
    return plan.goal.value if plan.goal and root and plan.goal.metric == root.metric else None


def _by_month(engine: Engine, expectation: Expectation) -> tuple[float | None, ...]:
    """The mean of each month; months of a count or amount add up to the mean of the period."""
    if engine.is_linear or engine.root in engine.model.program.ratios:
        return tuple(expectation.by_month(engine.root))
    running = engine.draw()
    known = running[:, np.isfinite(running[-1])].astype(np.float64)
    return tuple(np.diff(known.mean(axis=1), prepend=0.0).tolist()) if known.size else (None,) * len(running)


def _one_more_person(engine: Engine, expectation: Expectation) -> float | None:
    """What the KGI would gain if one more person worked as one did in the base period, on all channels alike."""
    model = engine.model
    pace = work_per_person_day(model.plan, model.baseline)
    levers = {lever: value for lever, value in model.levers.items() if lever.metric == WORK}
    now = sum(float(model.place(lever, value).sum()) for lever, value in levers.items())
    before = expectation.total(engine.root)
    if pace is None or not now or before is None:
        return None
    left = Span(model.remaining.as_of + DAY, model.plan.period.end) if model.remaining else model.plan.period
    factor = 1 + pace * model.plan.calendar.business_days(left.clip(model.plan.period)) / now
    expectation.stand({lever: scaled(value, factor) for lever, value in levers.items()})
    after = expectation.total(engine.root)
    expectation.stand()
    return None if after is None else after - before


def mean_kgi(
    engine: Engine, expectation: Expectation, worlds: Worlds, levers: LeverValues | None = None
) -> float | None:
    """The mean of the KGI with some levers moved, exact where that can be had; leaves the expectation at the means."""
    moved = {**engine.levers, **(levers or {})}
    expectation.stand({**(levers or {}), **lever_means(moved, engine.estimates)})
    if engine.is_linear:
        return expectation.total(engine.root)
    return float(worlds.kgi.mean(dtype=np.float64)) + engine.missed if len(worlds.kgi) else None


def _nothing(plan: Plan) -> Simulation:
    """Of a plan whose KGI has no value."""
    root, nothing = plan.tree.root, None
    channels = plan.tree.channel_nodes(root.metric) if root else ()
    effects = tuple(LeverEffect(lever, None, None, None, 0.0) for lever in plan.tree.levers)
    return Simulation(
        goal=goal_of(plan, root),
        projected=nothing,
        p10=nothing,
        p50=nothing,
        p90=nothing,
        probability=nothing,
        by_month=(nothing,) * len(plan.months),
        by_channel={str(node.channel): nothing for node in channels},
        levers=effects,
        plan_wide=(),
        one_more_person=nothing,
    )
