"""What the steps of a new plan propose: factors of the KGI, and targets of all KPIs (`guide_steps.py`)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isclose
from types import MappingProxyType

from isplanner.analysis.solving.proposal import Proposal
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.lacking import unknown_levers, why_no_value
from isplanner.analysis.tree.move import LeverValue
from isplanner.analysis.tree.project import project, resolve_overrides
from isplanner.analysis.tree.targets import REACHED, adopt
from isplanner.analysis.tree.whole import as_told, project_as_told
from isplanner.jobs.simulation import Ground, lay_ground
from isplanner.jobs.solving import propose_plan
from isplanner.plan.actuals import Actuals
from isplanner.plan.formula import NameTable, parse_formula
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.template import NAMES, Phase, Template, shipped_template
from isplanner.plan.tree import Node, build_tree
from isplanner.store import edits
from isplanner.store.edit import Edit
from isplanner.text.language import Language
from isplanner.text.names import draft_name

MOST_OFFERS = 3
_LACKING = {"lacks_levers", "lacks_many_levers"}


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
    """Targets of all nodes, from the least that has to be moved for the goal; `proposal` None where nothing is moved.

    `asked` are the levers that no actuals tell of, with the values they have so far; `levers` what was given for them.
    `kgi` is None while some of those it needs have none: then there are no targets.
    """

    values: Mapping[NodeKey, float]
    kgi: float | None
    is_reached: bool
    proposal: Proposal | None
    asked: Mapping[NodeKey, float | None]
    levers: Mapping[NodeKey, LeverValue]


def offer_factors(plan: Plan, actuals: Actuals) -> Factors:
    """Trees for the KGI from the templates made for it, those first of which actuals say the most; and what is left."""
    offers: dict[frozenset[tuple[NodeKey, str | None]], FactorOffer] = {}
    for offer in _offers(plan, actuals):
        offers.setdefault(frozenset(offer.formulas.items()), offer)
    if any(offer.known for offer in offers.values()):
        ranked = sorted(offers.values(), key=lambda offer: (offer.levers - offer.known, -offer.known))
    else:  # the smallest tree would be the best known
        ranked = sorted(offers.values(), key=lambda offer: offer.phase is not Phase.GROWTH)
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


def solve_targets(plan: Plan, actuals: Actuals, given: Mapping[NodeKey, float] = MappingProxyType({})) -> SolvedTargets:
    """The targets that follow from the goal: the chosen scenario, moved least from what actuals support.

    Levers that no actuals tell of are where they are set, or at the values `given` for them.

    Raises:
        PlanError: `no_goal`; `no_kgi` where the KGI has no value and no lever lacks one; `out_of_range` for what is
            given.
    """
    if plan.goal is None:
        raise PlanError("no_goal")
    ground, goal = lay_ground(plan, actuals), plan.goal.value
    baseline = ground.baseline
    levers = resolve_overrides(plan, baseline, None, given)
    scenario = replace(plan.chosen, values={**plan.chosen.values, **levers})
    present = project_as_told(plan, baseline, scenario)
    asked = _asked(plan, baseline.values)
    solved = SolvedTargets({}, None, False, None, {key: present.values.get(key) for key in asked}, levers)
    if present.kgi is None:
        why = why_no_value(plan, {*baseline.values, *scenario.values})
        if why.code in _LACKING:
            return solved
        raise PlanError("no_kgi", node=plan.tree.root, why=why)
    told, as_whole = as_told(plan, baseline, scenario)
    reached = _reaches(plan, present.kgi, goal)
    proposal = None if reached else _least(told, ground, goal, as_whole)
    projection = present
    if proposal is not None:
        moved = project(told, baseline, replace(as_whole, values={**as_whole.values, **proposal.values}))
        known = {key: value for key, value in moved.values.items() if present.values.get(key) is not None}
        projection = replace(present, values={**present.values, **known}, kgi=moved.kgi)
        reached = proposal.is_feasible
    return replace(solved, values=adopt(plan, projection), kgi=projection.kgi, is_reached=reached, proposal=proposal)


def solved_targets_edit(plan: Plan, solved: SolvedTargets, language: Language) -> Edit:
    """Make solved values the targets, and keep what was given for levers: one step."""
    parts = [edits.adopt_targets(solved.values, plan.chosen)]
    if solved.levers:
        parts.append(edits.set_levers(solved.levers, lambda number: draft_name(number, language)))
    return replace(edits.together(parts), code="adopt_solved", values={"count": len(solved.values)})


def _asked(plan: Plan, known: Collection[NodeKey]) -> Iterator[NodeKey]:
    """The nodes to give a value for, where nothing is known of a lever: the plan's, or those of its channels."""
    for key in unknown_levers(plan.tree.levers, known):
        yield from (key,) if key in plan.tree.nodes else plan.tree.channel_nodes(key.metric)


def _least(plan: Plan, ground: Ground, goal: float, scenario: Scenario) -> Proposal | None:
    """The least that reaches the goal; None where actuals say of no lever how far it can be moved."""
    try:
        return propose_plan(plan, ground, goal, scenario=scenario).least
    except PlanError as error:
        if error.problem.code != "no_stretch":
            raise
        return None


def _reaches(plan: Plan, kgi: float, goal: float) -> bool:
    assert plan.goal is not None
    lower_is_better = plan.metrics[plan.goal.metric].direction is Direction.LOWER
    return isclose(kgi, goal, rel_tol=REACHED) or (kgi <= goal if lower_is_better else kgi >= goal)


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
