"""Solving (逆算) as window and command line ask for it: proposals for a goal, one lever alone, taking a proposal on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from isplanner.analysis.people.capacity import Capacity, measure_capacity
from isplanner.analysis.simulation.drawn import Drawn
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.simulation.simulate import SAMPLES, SEED
from isplanner.analysis.simulation.workload import days_to_come
from isplanner.analysis.solving.aim import aim_for
from isplanner.analysis.solving.proposal import Proposal, Staffing
from isplanner.analysis.solving.propose import Proposer, Terms
from isplanner.analysis.solving.solve import Solution, solve_lever
from isplanner.analysis.solving.solve_within import keep_within
from isplanner.jobs.simulation import Ground
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.edit import Edit
from isplanner.text.language import Language
from isplanner.text.names import draft_name

CHANCES = (0.5, 0.7, 0.8, 0.9)
"""確度: the probabilities that proposals are shown for."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What would reach a goal: the least stretch, and with each wanted probability.

    `present` is the KGI of the scenario as it is, and `chance` how likely that reaches the goal.
    """

    goal: float
    present: float
    chance: float
    least: Proposal
    by_chance: Mapping[float, Proposal]


def propose_plan(  # noqa: PLR0913 - what is asked, and how worlds are drawn
    plan: Plan,
    ground: Ground,
    goal: float,
    terms: Terms = Terms(),  # noqa: B008 (frozen)
    *,
    scenario: Scenario | None = None,
    chances: Iterable[float] = (),
    samples: int = SAMPLES,
    seed: int = SEED,
    drawn: Drawn | None = None,
) -> Proposals:
    """Propose what a scenario's levers would have to be for a goal, with random numbers that were drawn before if any.

    Raises:
        PlanError: as `Proposer`; `nothing_to_simulate`.
    """
    model = model_of(plan, ground.baseline, ground.estimates, scenario, ground.remaining)
    proposer = Proposer(model, ground.estimates, _capacity(plan, ground, scenario), terms)
    engine = Engine(plan, ground.baseline, ground.estimates, scenario, samples, seed, ground.remaining, drawn=drawn)
    least = proposer.propose(goal)
    return Proposals(
        goal=goal,
        present=proposer.present,
        chance=engine.chance(goal=goal),
        least=replace(least, chance=engine.chance(least.values, goal)),
        by_chance={chance: aim_for(proposer, engine.move, goal, chance) for chance in chances},
    )


def solve_alone(
    plan: Plan, ground: Ground, lever: NodeKey, goal: float, scenario: Scenario | None = None
) -> tuple[Solution, Staffing | None]:
    """What one lever must be for a goal, within its bounds and what the team can do, and the people a volume takes.

    Raises:
        PlanError: as `solve_lever`.
    """
    solution = solve_lever(plan, ground.baseline, lever, goal, scenario, ground.estimates, ground.remaining)
    model = model_of(plan, ground.baseline, ground.estimates, scenario, ground.remaining)
    return keep_within(model, _capacity(plan, ground, scenario), solution)


def proposal_edit(
    proposal: Proposal, language: Language, nodes: Collection[NodeKey] | None = None, scenario: str | None = None
) -> Edit:
    """Take a proposal on in the scenario it was made for, or what it says of some of its levers: one step."""
    taken = [lever for lever in proposal.levers if nodes is None or lever.node in nodes]
    values = {node: value for lever in taken for node, value in lever.values.items()}
    edit = edits.set_levers(values, lambda number: draft_name(number, language), scenario)
    return replace(edit, code="accept_proposal", values={"count": sum(lever.is_moved for lever in taken)})


def _capacity(plan: Plan, ground: Ground, scenario: Scenario | None) -> Capacity | None:
    """What the scenario's team can do in the days that are still to come."""
    return measure_capacity(plan, ground.baseline, days_to_come(plan, ground.remaining), scenario)
