"""The plan of numbers.md 6, with spreads as it says, and proposals for it."""

from collections.abc import Mapping
from dataclasses import replace

from isplanner.analysis.chance.spread import NormalSpread
from isplanner.analysis.estimates.estimate import Estimates, LeverEstimate
from isplanner.analysis.people.capacity import Capacity
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.solving.proposal import Proposal, ProposedLever
from isplanner.analysis.solving.propose import Proposer, Terms
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import plan_of

CHAIN: dict[str, str | None] = {
    "revenue": "orders * deal_size",
    "orders": "valid_appointments * orders_per_valid",
    "valid_appointments": "appointments * valid_rate",
    "appointments": "connects * appointments_per_connect",
    "connects": "dials * connect_rate",
    **dict.fromkeys(
        ("dials", "connect_rate", "appointments_per_connect", "valid_rate", "orders_per_valid", "deal_size")
    ),
}
BASE = {
    "dials": 12_000.0,
    "connect_rate": 0.20,
    "appointments_per_connect": 0.10,
    "valid_rate": 0.60,
    "orders_per_valid": 0.25,
    "deal_size": 1_000_000.0,
}
SPREADS = dict(zip(BASE, (0.08, 0.10, 0.12, 0.15, 0.20, 0.06), strict=True))
PLAN = plan_of(CHAIN, "revenue", channels=())
GOAL = 41_400_000.0


def keyed(**values: float) -> dict[NodeKey, float]:
    """Values by node, written as `dials` or, channel after two underscores, `dials__webinar`."""
    return {NodeKey(*name.split("__")): value for name, value in values.items()}


def baseline_of(values: Mapping[str, float]) -> Baseline:
    """A baseline of three months."""
    return Baseline(keyed(**values), {}, 3, {})


def estimates_of(
    plan: Plan, spreads: Mapping[str, float], values: Mapping[str, float], band: float = 1.2816
) -> Estimates:
    """Levers that vary normally on their own scales; the band reaches so many spreads up, on the log scale."""
    known: dict[NodeKey, LeverEstimate] = {}
    for node, spread in keyed(**spreads).items():
        value = keyed(**values)[node]
        ends = (value * (1 - band * spread), value * (1 + band * spread))
        normal = NormalSpread(spread, plan.metrics[node.metric].is_share)
        known[node] = LeverEstimate(node, 100.0, value, *ends, ends, normal, spread)
    return Estimates(known, {}, {})


BASELINE = baseline_of(BASE)
ESTIMATES = estimates_of(PLAN, SPREADS, BASE)


def proposer_of(
    plan: Plan = PLAN,
    baseline: Baseline = BASELINE,
    estimates: Estimates = ESTIMATES,
    terms: Terms = Terms(),  # noqa: B008 (frozen)
    capacity: Capacity | None = None,
    scenario: Scenario | None = None,
) -> Proposer:
    """Who makes proposals for the plan of the worked example, unless told of another."""
    return Proposer(model_of(plan, baseline, estimates, scenario), estimates, capacity, terms)


def propose(goal: float = GOAL, capacity: Capacity | None = None, **terms: object) -> Proposal:
    """A proposal for the plan of the worked example."""
    return proposer_of(terms=replace(Terms(), **terms), capacity=capacity).propose(goal)  # type: ignore[arg-type]


def by_node(proposal: Proposal) -> dict[str, ProposedLever]:
    """The levers of a proposal by node."""
    return {str(lever.node): lever for lever in proposal.levers}


def values_of(proposal: Proposal) -> dict[str, float]:
    """The values of a proposal by node."""
    return {node: lever.value for node, lever in by_node(proposal).items() if lever.value is not None}
