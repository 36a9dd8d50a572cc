"""Judging targets: SMART, too many KPIs, stagnation and who stalls, quality, reviews (design: numbers.md 10)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from isplanner.analysis.attribution.sources import Sources
from isplanner.analysis.attribution.stall import Stall, who_stalls
from isplanner.analysis.counting.count import Counted
from isplanner.analysis.estimates.past import Past
from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.judging.finding import Finding, found
from isplanner.analysis.judging.quality_guard import QualityLoss, guard_quality
from isplanner.analysis.judging.review import review_triggers
from isplanner.analysis.judging.smart import LIKELY_ENOUGH, judge_smart
from isplanner.analysis.judging.stagnation import Stagnation, find_stagnation
from isplanner.analysis.prospects.progress import days_over
from isplanner.analysis.tree.relevance import related
from isplanner.plan.plan import Plan
from isplanner.plan.playbook import Serves
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey

MOST_KPIS = 5
"""More than one person can look after (numbers.md 10)."""
TOO_EASY = 0.95
_NEARLY_NOTHING = 0.01
"""1 % more of a KPI that moves the KGI by less than 0.01 % has next to nothing to do with it."""
FAR_LEAP = 2.0
"""Standard deviations of past months beyond which a target leaps."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What targets are judged by. `members` are the forecasts of members."""

    sources: Sources
    counted: Counted
    past: Past
    members: tuple[Forecast, ...]
    elasticities: Mapping[NodeKey, float]


def judge(evidence: Evidence) -> tuple[Finding, ...]:
    """All that is found, KPI by KPI, then of the plan as a whole."""
    known = evidence.sources.known
    return (
        *_broken(known.plan),
        *_load(known.plan),
        *(one for node in kpis(known.plan) for one in _judge_node(evidence, node)),
        *(() if known.is_over else _chances(evidence.members)),
        *(_quality(loss) for loss in guard_quality(known.plan, evidence.counted, days_over(known.plan, known.as_of))),
    )


def kpis(plan: Plan) -> tuple[NodeKey, ...]:
    """The nodes that are judged: those of the whole plan that have a target, and those in channels with a priority."""
    nodes = plan.tree.nodes
    return tuple(
        key for key, node in nodes.items() if key in plan.targets and (key.channel is None or node.priority is not None)
    )


def _broken(plan: Plan) -> Iterator[Finding]:
    """Formulas that cannot be worked out."""
    return (Finding(problem, node, mend=Problem("mend_formula")) for node, problem in plan.tree.problems.items())


def _load(plan: Plan) -> Iterator[Finding]:
    """Too many KPIs for one person, and KPIs of which nobody knows which matters more."""
    owned: dict[str, list[NodeKey]] = defaultdict(list)
    for node in kpis(plan):
        if node != plan.tree.root:
            owned[plan.tree.nodes[node].owner].append(node)
    nobodys = owned.pop("", [])
    has_priority = [node for node in nobodys if plan.tree.nodes[node].priority is not None]
    for owner, nodes in owned.items():
        if len(nodes) > MOST_KPIS:
            yield found("too_many_kpis", owner=owner, count=len(nodes), most=MOST_KPIS, mend=Problem("mend_fewer"))
        yield from _unordered(plan, nodes, owner)
    if len(has_priority) > MOST_KPIS:
        yield found("too_many_priorities", count=len(has_priority), most=MOST_KPIS, mend=Problem("mend_fewer"))
    # Where some have a priority, the others are parts of the tree and no KPI that anybody looks after.
    yield from _unordered(plan, has_priority or nobodys)


def _unordered(plan: Plan, nodes: list[NodeKey], owner: str = "") -> Iterator[Finding]:
    """KPIs of one person (or of nobody) without a priority, or with the same one."""
    priorities = {node: plan.tree.nodes[node].priority for node in nodes}
    without = [node for node, priority in priorities.items() if priority is None]
    if len(without) > 1:
        count, mend = len(without), Problem("mend_priority")
        yield found("kpis_without_priority", nodes=without, count=count, owner=owner, mend=mend)
    for priority, times in Counter(priorities.values()).items():
        if priority is not None and times > 1:
            same = [node for node, own in priorities.items() if own == priority]
            yield found("same_priority", nodes=same, priority=priority, owner=owner, mend=Problem("mend_priority"))


def _judge_node(evidence: Evidence, node: NodeKey) -> Iterator[Finding]:
    known = evidence.sources.known
    connected, near = (_related(evidence, least) for least in (0.0, _NEARLY_NOTHING))
    yield from judge_smart(known, node, connected).findings
    if node in connected and node not in near:
        elasticity = evidence.elasticities[node]
        yield found("nearly_unrelated", node, elasticity=elasticity, mend=Problem("mend_unrelated"))
    forecast = None if known.is_over else known.forecasts.get(node)
    if forecast and forecast.level and forecast.probability is not None and forecast.probability > TOO_EASY:
        yield found("too_easy", node, target=forecast.target, probability=forecast.probability)
    stagnation = find_stagnation(evidence.past, node)
    if stagnation is not None and not stagnation.is_rising:
        yield _stagnates(evidence, stagnation)
        stall = who_stalls(evidence.sources.efforts(node))
        yield from (() if stall is None else (_stalls(node, stall),))
    yield from review_triggers(known, evidence.past, node, stagnation)


def _related(evidence: Evidence, least: float) -> frozenset[NodeKey]:
    """The nodes that have to do with the KGI: all, where nothing can be said of it."""
    tree = evidence.sources.known.plan.tree
    if not evidence.elasticities:
        return frozenset(tree.nodes)
    return related(evidence.sources.known.plan, evidence.elasticities, least)


def _stagnates(evidence: Evidence, stagnation: Stagnation) -> Finding:
    """Asks whether it still serves the KGI, and whether the target leapt too far from the actuals."""
    return found(
        "stagnation",
        stagnation.node,
        count=len(stagnation.spans),
        by_week=stagnation.by_week,
        slope=stagnation.trend.slope,
        low=stagnation.trend.low,
        high=stagnation.trend.high,
        falls=stagnation.is_falling,
        leap=stagnation.leap,
        leaps=stagnation.leap is not None and stagnation.leap > FAR_LEAP,
        elasticity=evidence.elasticities.get(stagnation.node),
        mend=Problem("mend_review"),
    )


def _stalls(node: NodeKey, stall: Stall) -> Finding:
    everybody = stall.serves is Serves.TEAM
    share = stall.common if everybody else 1 - stall.common
    finding = found("stalls_everybody" if everybody else "stalls_some", node, share=share)
    return replace(finding, members=tuple(stall.behind))


def _chances(members: tuple[Forecast, ...]) -> Iterator[Finding]:
    """Whose targets are unrealistic, and whose are too easy."""
    by_node: dict[NodeKey, list[Forecast]] = defaultdict(list)
    for forecast in members:
        if forecast.level is not None and forecast.probability is not None:
            by_node[forecast.node].append(forecast)
    for node, forecasts in by_node.items():
        unlikely = tuple(f.member for f in forecasts if f.member and (f.probability or 0.0) < LIKELY_ENOUGH)
        easy = tuple(f.member for f in forecasts if f.member and (f.probability or 0.0) > TOO_EASY)
        for code, ids in (("members_unlikely", unlikely), ("members_too_easy", easy)):
            if ids:
                yield replace(found(code, node, count=len(ids), of=len(forecasts)), members=ids)


def _quality(loss: QualityLoss) -> Finding:
    node = NodeKey(loss.quality, loss.channel)
    finding = found(
        "quality_loss",
        node,
        volume=NodeKey(loss.volume, loss.channel),
        rise=loss.rise,
        before=loss.before,
        after=loss.after,
        chance=loss.chance,
        mend=Problem("mend_quality"),
    )
    return replace(finding, members=() if loss.member is None else (loss.member,))
