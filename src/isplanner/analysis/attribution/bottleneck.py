"""The bottleneck (ボトルネック): which stage of the funnel costs the KGI most (design: numbers.md 9).

A stage is a lever of the whole plan: its share is the sum of its channels' shares, each exact by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.attribution.state import State, lay_out
from isplanner.analysis.chance.draws import Streams
from isplanner.analysis.tree.attribute import Attribution, LeverMonths, attribute, attribute_worlds
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.compile import Array, Program
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.project import compile_levers
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree

_WORLDS = 10_000
_NOTHING = 1e-12
_ENDS = (0.1, 0.9)


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure a share is: P10 and P90 over simulated worlds, and in which part of them the stage is the worst."""

    p10: float
    p90: float
    worst: float


@dataclass(frozen=True, slots=True)
class Part:
    """A lever in both states, its share of the gap, and what one unit of it is worth on the way between them."""

    lever: NodeKey
    start: float
    end: float
    share: float
    worth: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A lever of the whole plan, what it comes to in both states, and what of the gap is its own.

    `parts` are its levers: those of channels, or the one of the plan. `mix` is the part of a count's share that comes
    from other channels than before rather than from more or fewer in all. `certainty` is None where nothing is
    uncertain.
    """

    node: NodeKey
    start: float | None
    end: float | None
    share: float
    parts: tuple[Part, ...]
    mix: float | None
    certainty: Certainty | None


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The KGI in two states, and the stages from the first of the funnel to the last; their shares add up to the gap.

    `worst` is the stage that costs most; None where none costs anything.
    """

    start: State
    end: State
    start_kgi: float
    end_kgi: float
    stages: tuple[Stage, ...]
    worst: Stage | None

    @property
    def gap(self) -> float:
        """What the KGI differs by."""
        return self.end_kgi - self.start_kgi


def find_bottleneck(
    plan: Plan, baseline: Baseline, start: State, end: State, *, worlds: int = _WORLDS, seed: int = 1
) -> Bottleneck | None:
    """Share out the gap between two states over the stages; None where the KGI has no value in one of them."""
    root = plan.tree.root
    if root is None or root not in plan.tree.order:
        return None
    laid = lay_out(plan, start, end)
    program = compile_levers(plan, baseline, {**start.levers, **end.levers})
    found = attribute(program, root, *laid)
    if found is None:
        return None
    sign = 1.0 if plan.metrics[root.metric].direction is Direction.HIGHER else -1.0
    levers = stage_levers(plan.tree, found)
    certainties: Mapping[NodeKey, Certainty] = {}
    if end.spreads and levers:
        drawn = attribute_worlds(program, root, laid[0], _draw(end, laid[1], worlds, seed))
        certainties = _certainties(drawn, levers, sign)
    totals = _totals(program, laid)
    stages = tuple(_stage(plan, found, laid, node, levers[node], totals, certainties.get(node)) for node in levers)
    worst = min(stages, key=lambda stage: sign * stage.share, default=None)
    costs = worst is not None and sign * worst.share < -_NOTHING * (abs(found.start) + abs(found.end))
    return Bottleneck(start, end, found.start, found.end, stages, worst if costs else None)


def _stage(
    plan: Plan,
    found: Attribution,
    laid: tuple[LeverMonths, LeverMonths],
    node: NodeKey,
    levers: list[NodeKey],
    totals: list[dict[NodeKey, float]],
    certainty: Certainty | None,
) -> Stage:
    is_count = plan.metrics[node.metric].is_whole
    parts = tuple(_part(found, laid, lever, is_count=is_count) for lever in levers)
    return Stage(
        node=node,
        start=totals[0].get(node),
        end=totals[1].get(node),
        share=sum(part.share for part in parts),
        parts=parts,
        mix=_mix(parts) if is_count else None,
        certainty=certainty,
    )


def _part(found: Attribution, laid: tuple[LeverMonths, LeverMonths], lever: NodeKey, *, is_count: bool) -> Part:
    """A count for the period lies on its months; a rate is the same in each."""
    before, after = (months[lever] for months in laid)
    gains, share = found.gains[lever], found.shares[lever]
    if not is_count:
        return Part(lever, float(before.mean()), float(after.mean()), share, float(gains.sum()))
    lies = after if after.any() else before if before.any() else np.ones(len(gains))
    return Part(lever, float(before.sum()), float(after.sum()), share, float(gains @ lies / lies.sum()))


def stage_levers(tree: GoalTree, found: Attribution) -> dict[NodeKey, list[NodeKey]]:
    """The levers of each stage, the stages furthest from the KGI first: the order of the funnel."""
    depths = _depths(tree)
    stages: dict[NodeKey, list[NodeKey]] = {}
    for lever in sorted(found.shares, key=lambda lever: (-depths[lever], list(tree.nodes).index(lever))):
        whole = NodeKey(lever.metric)
        stages.setdefault(whole if whole in tree.nodes else lever, []).append(lever)
    return stages


def _depths(tree: GoalTree) -> dict[NodeKey, int]:
    """How many formulas lie between each node and the KGI, on the longest way."""
    depths = dict.fromkeys(tree.order, 0)
    for node in reversed(tree.order):
        for read in tree.inputs(node):
            depths[read] = max(depths[read], depths[node] + 1)
    return depths


def _draw(end: State, laid: LeverMonths, worlds: int, seed: int) -> dict[NodeKey, Array]:
    """Where the levers end in each world (worlds × months; 1 × months where a lever is certain)."""
    drawn = {lever: months[None, :] for lever, months in laid.items()}
    streams, slices = Streams(seed, worlds, 1), (np.arange(worlds) + 0.5) / worlds
    for lever, spread in end.spreads.items():
        middle = float(laid[lever].mean())
        if middle > 0:
            factors = spread.quantiles(middle, slices) / middle
            drawn[lever] = factors[streams.order(str(lever))][:, None] * laid[lever]
    return drawn


def _certainties(
    shares: Mapping[NodeKey, Array], stages: Mapping[NodeKey, list[NodeKey]], sign: float
) -> dict[NodeKey, Certainty]:
    by_stage = np.array([sum(shares[lever] for lever in levers) for levers in stages.values()])
    losses = (sign * by_stage).min(axis=0) < 0
    worst = np.bincount((sign * by_stage).argmin(axis=0)[losses], minlength=len(stages)) / by_stage.shape[1]
    ends = np.quantile(by_stage, _ENDS, axis=1)
    return {node: Certainty(*map(float, numbers)) for node, *numbers in zip(stages, *ends, worst, strict=True)}


def _totals(program: Program, laid: tuple[LeverMonths, LeverMonths]) -> list[dict[NodeKey, float]]:
    """What every node comes to in both states, where it has a value."""
    evaluation = Evaluation(program, 2)
    for lever, months in laid[0].items():
        evaluation.set(lever, np.stack([months, laid[1][lever]]))
    evaluation.run()
    totals = {node: evaluation.total(node) for node in program.slots}
    return [{node: float(total[i]) for node, total in totals.items() if np.isfinite(total[i])} for i in (0, 1)]


def _mix(parts: tuple[Part, ...]) -> float | None:
    """What of a count's share comes from its channels' mix: the rest after more or fewer in all, at their mean worth.

    The worth of one more is that of the channels weighted by their mean part in both states (Marshall 1887).
    """
    counts, worths = np.array([(part.start, part.end) for part in parts]), np.array([part.worth for part in parts])
    totals = counts.sum(axis=0)
    if len(parts) < 2 or not totals.all():
        return None
    worth = float((counts / totals).mean(axis=1) @ worths)
    return sum(part.share for part in parts) - worth * float(totals[1] - totals[0])
