"""Simulation as window and command line ask for it: what is known of the levers, and what is left of the period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from isplanner.analysis.counting.count import as_of, count
from isplanner.analysis.estimates.estimate import Estimates, estimate
from isplanner.analysis.simulation.remaining import Remaining, measure_remaining
from isplanner.analysis.simulation.simulate import SAMPLES, SEED, Simulation, simulate
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


@dataclass(frozen=True, slots=True)
class Ground:
    """What a simulation starts from. `remaining` is None where it is of the whole period; that may have begun."""

    baseline: Baseline
    estimates: Estimates
    remaining: Remaining | None
    has_begun: bool = False


def lay_ground(plan: Plan, actuals: Actuals, remaining_from: date | None = None) -> Ground:
    """What actuals up to their last day say; with a day, what they say up to it, for the days that remain."""
    day = remaining_from or as_of(plan, actuals)
    counted = count(plan, actuals)
    remaining = measure_remaining(plan, actuals, remaining_from, counted) if remaining_from else None
    estimates = estimate(plan, actuals, day, counted=counted)
    ground = ground_of(plan, measure_baseline(plan, actuals), estimates, remaining)
    return replace(ground, has_begun=day >= plan.period.start)


def ground_of(plan: Plan, baseline: Baseline, estimates: Estimates, remaining: Remaining | None) -> Ground:
    """What is known, for the whole period or for what remains: then levers are looked for around their paces."""
    return Ground(baseline, estimates.around(plan, remaining.paces) if remaining else estimates, remaining)


def simulate_plan(
    plan: Plan,
    ground: Ground,
    *,
    scenario: Scenario | None = None,
    overrides: Mapping[NodeKey, float] | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Simulation:
    """Simulate a scenario (the chosen one unless given), with some nodes set otherwise.

    Raises:
        PlanError: `not_a_lever`, `out_of_range`.
    """
    return simulate(
        plan,
        ground.baseline,
        ground.estimates,
        scenario=scenario,
        overrides=overrides,
        remaining=ground.remaining,
        samples=samples,
        seed=seed,
    )
