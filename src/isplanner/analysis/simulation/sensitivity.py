"""How much hangs on each lever: elasticity, gain by a point or a percent, share of the variance."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np

from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.expect import Expectation
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.move import LeverValue
from isplanner.analysis.tree.project import move_plan_wide
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

_POINT = _PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class LeverEffect:
    """What the KGI does with a lever.

    `elasticity` is by how many percent it rises for 1 % more of the lever, `gain` what it gains by one point more of a
    share, by 1 % more of anything else, `variance_share` what part of its variance comes from the lever.
    """

    node: NodeKey
    value: float | None
    elasticity: float | None
    gain: float | None
    variance_share: float


def lever_effects(engine: Engine, expectation: Expectation) -> tuple[LeverEffect, ...]:
    """The effects of all levers, in the order of the tree."""
    model, root = engine.model, engine.root
    shares, elasticities = variance_shares(engine, expectation), _elasticities(model, expectation, root)
    return tuple(
        LeverEffect(
            node=lever,
            value=expectation.setting(lever) if lever in model.levers else None,
            elasticity=elasticities.get(lever, 0.0 if lever in model.levers else None),
            gain=gain_of(model, expectation, root, lever),
            variance_share=shares.get(lever, 0.0),
        )
        for lever in model.plan.tree.levers
    )


def plan_wide_effects(
    engine: Engine, expectation: Expectation, effects: Iterable[LeverEffect]
) -> tuple[LeverEffect, ...]:
    """The effects of nodes of the whole plan that move the levers of their channels, out of those of the levers."""
    tree = engine.model.plan.tree
    by_metric: dict[str, list[LeverEffect]] = {}
    for effect in effects:
        if effect.node.channel is not None and effect.value is not None:
            by_metric.setdefault(effect.node.metric, []).append(effect)
    return tuple(
        LeverEffect(
            node=NodeKey(metric),
            value=expectation.setting(NodeKey(metric)),
            elasticity=_sum(effect.elasticity for effect in parts),
            gain=gain_of(engine.model, expectation, engine.root, NodeKey(metric)),
            variance_share=sum(effect.variance_share for effect in parts),
        )
        for metric, parts in by_metric.items()
        if NodeKey(metric) in tree.nodes and tree.nodes[NodeKey(metric)].formula is not None
    )


def variance_shares(engine: Engine, expectation: Expectation) -> dict[NodeKey, float]:
    """The share of the KGI's variance that each lever explains; the rest is luck, and levers acting together.

    The squared correlation, over all worlds, of the KGI with what the lever alone would make of it to first order, its
    months together: for independent inputs the squared standardised regression coefficient (Saltelli et al., Global
    Sensitivity Analysis, 2008, section 1.2.5), and with that the first-order share of a linear model. Where the chance
    correlations of finite draws bring them over 1 in all, they are scaled down to it.
    """
    worlds = engine.draw()[-1].astype(np.float64)
    known = np.isfinite(worlds)
    gradient = expectation.gradient(engine.root)
    shares: dict[NodeKey, float] = {}
    for lever in engine.levers:
        months = engine.months_of(lever) if lever in gradient else None
        if months is not None:
            alone = gradient[lever].ravel() @ months.astype(np.float64)
            shares[lever] = _correlation(alone[known], worlds[known]) ** 2
    return {lever: share / max(1.0, sum(shares.values())) for lever, share in shares.items()}


def _correlation(one: Array, other: Array) -> float:
    if not len(one):
        return 0.0
    one, other = one - one.mean(), other - other.mean()
    scale = float(one @ one) * float(other @ other)
    return float(one @ other) / sqrt(scale) if scale > 0 else 0.0


def _elasticities(model: Model, expectation: Expectation, root: NodeKey) -> dict[NodeKey, float | None]:
    kgi = expectation.total(root)
    gains = {
        lever: float((gain.ravel() * model.place(lever, model.levers[lever])).sum())
        for lever, gain in expectation.gradient(root).items()
        if lever in model.levers
    }
    return {lever: gain / kgi if kgi and isfinite(gain) else None for lever, gain in gains.items()}


def gain_of(model: Model, expectation: Expectation, root: NodeKey, node: NodeKey) -> float | None:
    """What the KGI gains by a point more of a share, by a percent more of anything else."""
    moved = _raise(model, expectation, node)
    before = expectation.total(root)
    if moved is None or before is None:
        return None
    expectation.stand(moved)
    after = expectation.total(root)
    expectation.stand()
    return None if after is None else after - before


def _raise(model: Model, expectation: Expectation, node: NodeKey) -> dict[NodeKey, LeverValue] | None:
    metric, value = model.plan.metrics[node.metric], expectation.setting(node)
    if value is None:
        return None
    wanted = min(1.0, value + _POINT) if metric.is_share else value * (1 + _PERCENT)
    if node not in model.levers:
        try:
            return move_plan_wide(model.plan, model.baseline, model.levers, node, wanted)
        except PlanError:
            return None
    standing = model.levers[node]
    if isinstance(standing, float):
        return {node: wanted}
    raised = (min(1.0, month + _POINT) if metric.is_share else month * (1 + _PERCENT) for month in standing)
    return {node: tuple(raised)}


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
