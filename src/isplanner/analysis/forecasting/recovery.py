"""Three ways back to the goal from a day on: more volume, better rates, both (design: numbers.md 8)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.people.capacity import measure_capacity
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.simulation.simulate import SAMPLES, SEED
from isplanner.analysis.solving.proposal import Proposal
from isplanner.analysis.solving.propose import Proposer, Terms
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.metric import Kind
from isplanner.plan.period import DAY, Span
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
    """What the KGI comes to at the end if all goes on as it stands, how likely that is enough, and what would be."""

    goal: float
    present: float
    chance: float
    proposals: Mapping[Effort, Proposal]


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

    They start from what actuals to date say of the levers, or from a scenario. What is done stands; the levers act on
    the days that are left, and volume only as far as the team can do it.

    Raises:
        PlanError: `no_kgi`, `no_stretch`, `nothing_to_simulate`.
    """
    start = scenario or as_it_goes(plan, baseline, estimates)
    engine = Engine(plan, baseline, estimates, start, samples, seed, remaining)
    capacity = measure_capacity(plan, baseline, Span(remaining.as_of + DAY, plan.period.end))
    proposals, present = {}, 0.0
    for effort in Effort:
        proposer = Proposer(engine.model, estimates, capacity, Terms(locked=_locked(plan, effort)))
        proposal, present = proposer.propose(goal), proposer.present
        proposals[effort] = replace(proposal, chance=engine.chance(proposal.values, goal))
    return Recovery(goal, present, engine.chance(goal=goal), proposals)


def as_it_goes(plan: Plan, baseline: Baseline, estimates: Estimates) -> Scenario:
    """The levers as actuals say that they are; those of which these say nothing stand at the baseline.

    Of a count actuals say what comes of the base period's days: here it goes on at that pace.
    """
    days, base_days = (_weighted_days(plan, span) for span in (plan.period, plan.base))
    values = {}
    for key in plan.tree.levers:
        if key in estimates.levers:
            is_paced = plan.metrics[key.metric].is_whole and key in baseline.values and key not in plan.judgements
            values[key] = estimates.levers[key].mean * (days / base_days if is_paced and base_days else 1.0)
    return Scenario(0, "", values)


def _weighted_days(plan: Plan, span: Span) -> float:
    return sum(plan.calendar.business_days(month) * plan.factor(month) for month in plan.rule.months(span))


def _locked(plan: Plan, effort: Effort) -> frozenset[NodeKey]:
    if effort is Effort.MIXED:
        return frozenset()
    is_rate = {key: plan.metrics[key.metric].kind is Kind.RATE for key in plan.tree.levers}
    return frozenset(key for key, rate in is_rate.items() if rate == (effort is Effort.VOLUME))
