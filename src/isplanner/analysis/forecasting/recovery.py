"""Three ways back to the goal from a day on: more volume, better rates, both (design: numbers.md 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.people.capacity import measure_capacity
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.model import standing_at
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.simulation.simulate import SAMPLES, SEED
from isplanner.analysis.simulation.workload import days_to_come
from isplanner.analysis.solving.proposal import Proposal
from isplanner.analysis.solving.propose import Proposer, Terms
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.metric import Direction, Kind
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey


class Effort(StrEnum):
    """量, 質, 量と質: what is raised."""

    VOLUME = "volume"
    RATES = "rates"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the KGI comes to at the end if all goes on as it stands, how likely that is enough, and what would be.

    `forecast` is the KGI's own, which that is too where actuals tell of all levers; None where there is none.
    `is_reached` where it is enough so.
    """

    goal: float
    present: float
    chance: float
    proposals: Mapping[Effort, Proposal]
    forecast: float | None
    is_reached: bool


def recover(  # noqa: PLR0913 - what is known, and how worlds are drawn
    plan: Plan,
    baseline: Baseline,
    estimates: Estimates,
    remaining: Remaining,
    goal: float,
    *,
    scenario: Scenario | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Recovery:
    """Propose the least stretch of volume alone, of rates alone, and of both, each with its chance.

    They start from the levers at their paces, where the KGI comes to its forecast; a scenario's values (the chosen
    one's unless given) stand in for those of which actuals say nothing. What is done stands; the levers act on the
    days that are left, and volume only as far as the scenario's team can do it.

    Raises:
        PlanError: `no_kgi`, `no_stretch`, `nothing_to_simulate`.
    """
    known = standing_at(plan, baseline, estimates, remaining).values
    chosen = scenario or plan.chosen
    start = replace(chosen, values={lever: value for lever, value in chosen.values.items() if lever not in known})
    engine = Engine(plan, baseline, estimates, start, samples, seed, remaining)
    capacity = measure_capacity(plan, baseline, days_to_come(plan, remaining), chosen)
    proposals, present = {}, 0.0
    for effort in Effort:
        proposer = Proposer(engine.model, estimates, capacity, Terms(locked=_locked(plan, effort)))
        proposal, present = proposer.propose(goal), proposer.present
        proposals[effort] = replace(proposal, chance=engine.chance(proposal.values, goal))
    is_lower_better = plan.metrics[engine.root.metric].direction is Direction.LOWER
    return Recovery(
        goal=goal,
        present=present,
        chance=engine.chance(goal=goal),
        proposals=proposals,
        forecast=remaining.outlook.expected.item() if remaining.outlook else None,
        is_reached=present <= goal if is_lower_better else present >= goal,
    )


def _locked(plan: Plan, effort: Effort) -> frozenset[NodeKey]:
    if effort is Effort.MIXED:
        return frozenset()
    is_rate = {key: plan.metrics[key.metric].kind is Kind.RATE for key in plan.tree.levers}
    return frozenset(key for key, rate in is_rate.items() if rate == (effort is Effort.VOLUME))
