"""What the steps of a new plan propose: factors of the KGI, and targets of all KPIs (`guide_steps.py`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from isplanner.analysis.solving.proposal import Proposal
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.targets import adopt
from isplanner.analysis.tree.whole import as_told, project_as_told
from isplanner.jobs.simulation import lay_ground
from isplanner.jobs.solving import propose_plan
from isplanner.plan.actuals import Actuals
from isplanner.plan.formula import NameTable, parse_formula
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import NAMES, Phase, Template, shipped_template
from isplanner.plan.tree import Node, build_tree
from isplanner.store import edits
from isplanner.store.edit import Edit

MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class FactorOffer:
    """A template's tree for the KGI: of its `levers`, `known` have actuals."""

    template: Template
    phase: Phase
    formulas: Mapping[NodeKey, str | None]
    known: int
    levers: int


@dataclass(frozen=True, slots=True)
class Factors:
    """What is proposed for the second step: trees, the best first, and metrics with actuals that no tree has yet."""

    trees: tuple[FactorOffer, ...]
    unused: tuple[NodeKey, ...]


@dataclass(frozen=True, slots=True)
class SolvedTargets:
    """Targets of all nodes, from the least that has to be moved for the goal; None moved where it is reached anyway."""

    values: Mapping[NodeKey, float]
    kgi: float
    proposal: Proposal | None


def offer_factors(plan: Plan, actuals: Actuals) -> Factors:
    """Trees for the KGI from the templates made for it, those first of which actuals say the most; and what is left."""
    offers: dict[frozenset[tuple[NodeKey, str | None]], FactorOffer] = {}
    for offer in _offers(plan, actuals):
        offers.setdefault(frozenset(offer.formulas.items()), offer)
    ranked = sorted(offers.values(), key=lambda offer: (offer.levers - offer.known, -offer.known))
    return Factors(tuple(ranked[:MOST_OFFERS]), tuple(_unused(plan, actuals)))


def factors_edit(plan: Plan, offer: FactorOffer) -> Edit:
    """Put a template's tree under the KGI, what the plan has already staying as it is: one step."""
    parts = []
    for key, text in offer.formulas.items():
        node = plan.tree.nodes.get(key)
        if node is None:
            parts.append(edits.add_node(key, text))
        elif node.formula is None and text is not None:
            parts.append(edits.set_formula(key, text))
    return replace(edits.together(parts), code="plant_factors", values={"node": str(plan.tree.root)})


def solve_targets(plan: Plan, actuals: Actuals) -> SolvedTargets:
    """The targets that follow from the goal: the chosen scenario, moved least from what actuals support.

    Raises:
        PlanError: `no_goal`; as `propose_plan` where the KGI has no value or nothing can be moved.
    """
    if plan.goal is None:
        raise PlanError("no_goal")
    ground, goal = lay_ground(plan, actuals), plan.goal.value
    told, scenario = as_told(plan, ground.baseline, plan.chosen)
    projection, proposal = project_as_told(plan, ground.baseline, plan.chosen), None
    if projection.kgi is None or not _reaches(plan, projection.kgi, goal):
        proposal = propose_plan(told, ground, goal, scenario=scenario).least
        moved = replace(scenario, values={**scenario.values, **proposal.values})
        projection = project_as_told(plan, ground.baseline, moved)
    assert projection.kgi is not None
    return SolvedTargets(adopt(plan, projection), projection.kgi, proposal)


def solved_targets_edit(plan: Plan, solved: SolvedTargets) -> Edit:
    """Make solved values the targets: one step."""
    adopting = edits.adopt_targets(solved.values, plan.chosen)
    return replace(adopting, code="adopt_solved", values={"count": len(solved.values)})


def _reaches(plan: Plan, kgi: float, goal: float) -> bool:
    assert plan.goal is not None
    return kgi <= goal if plan.metrics[plan.goal.metric].direction is Direction.LOWER else kgi >= goal


def _offers(plan: Plan, actuals: Actuals) -> Iterator[FactorOffer]:
    root = plan.tree.root
    if root is None:
        return
    for name in NAMES:
        for phase in Phase:
            template = shipped_template(name, phase, root.metric)
            if root.metric not in template.kgis:
                continue
            formulas = template.formulas(plan.channels, plan.metrics, root.metric)
            planted = _planted(plan, formulas)
            levers = [key for key in formulas if planted.tree.nodes[key].formula is None]
            known = measure_baseline(planted, actuals).values.keys() & levers
            yield FactorOffer(template, phase, formulas, len(known), len(levers))


def _planted(plan: Plan, formulas: Mapping[NodeKey, str | None]) -> Plan:
    """The plan with a template's tree under its KGI."""
    names = NameTable(plan.metrics, plan.channels)
    nodes = dict(plan.tree.nodes)
    for key, text in formulas.items():
        if key not in nodes or nodes[key].formula is None:
            nodes[key] = replace(nodes.get(key) or Node(0, key), formula=parse_formula(text, names) if text else None)
    return replace(plan, tree=build_tree(nodes.values(), plan.metrics, plan.channels, plan.tree.root))


def _unused(plan: Plan, actuals: Actuals) -> Iterator[NodeKey]:
    """The plan's metrics with actuals that are nowhere in the tree."""
    present = {key.metric for key in plan.tree.nodes}
    counted = {actuals.metrics[place] for place in set(actuals.metric[~actuals.is_target].tolist())}
    return (NodeKey(key) for key in plan.metrics if key in counted - present)
