"""Grips: what moves as one when a plan is solved (design: numbers.md 2 and 6).

A rate, count or amount of the whole plan moves the levers of all channels by the same step, as on screen. A channel's
lever that is locked stays where it is, and the others move without it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import exp, inf, isfinite, log, sqrt

import numpy as np

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.simulation.expect import Expectation
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.tree.move import LeverValue, LeverValues, moved
from isplanner.analysis.tree.project import plan_wide_levers
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

FELT = 1e-3
"""What a node's own value must move by for a step of one, for the step to be of any use."""
_SMALL = 1e-4
_ALL, _FAR = 34.0, 40 * log(2)
"""The log odds of a share that is one but for rounding, and how far the log of anything else may go."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A node, and the levers that follow it with their values; none where it stays.

    `base` is what it is stretched from, `present` where it stands, `spread` one stretch on its own scale (log odds of a
    share, else log), `furthest` the step up beyond which a share is one. None is what is not known.
    """

    node: NodeKey
    levers: LeverValues
    is_share: bool
    is_higher_better: bool
    is_locked: bool
    base: float | None
    present: float | None
    spread: float | None
    furthest: float

    def at(self, step: float) -> dict[NodeKey, LeverValue]:
        """The levers moved by a step."""
        if step == 0:
            return {**self.levers}
        return {lever: moved(value, exp(step), is_share=self.is_share) for lever, value in self.levers.items()}

    def scale(self, value: float | None) -> float:
        """A value on the grip's own scale."""
        return own_scale(value, is_share=self.is_share)

    def stretch(self, value: float | None) -> float | None:
        """How far a value is from the base, in spreads."""
        away = self.scale(value) - self.scale(self.base)
        return away / self.spread if self.spread and isfinite(away) else None


def own_scale(value: float | None, *, is_share: bool) -> float:
    """The log odds of a share, else the log; minus infinity for nothing, infinity for all."""
    if value is None or not value > 0:
        return -inf
    if not is_share:
        return log(value)
    return log(value / (1 - value)) if value < 1 else inf


def find_grips(
    model: Model, estimates: Estimates, locked: Collection[NodeKey] = (), *, by_channel: bool = False
) -> tuple[Grip, ...]:
    """What the KGI depends on, in the order of the tree; by channel, each lever by itself.

    Raises:
        PlanError: `not_a_lever` for a lock on what follows from other nodes.
    """
    view, tree = _View(model, estimates, Expectation(model)), model.plan.tree
    shut = frozenset(lever for node in locked for lever in levers_under(model.plan, node))
    groups: dict[NodeKey, list[NodeKey]] = {}
    for lever in view.expectation.gradient(tree.root) if tree.root else ():
        if lever in model.levers:
            whole = NodeKey(lever.metric)
            is_alone = by_channel or whole not in tree.nodes or (lever in shut and whole not in locked)
            groups.setdefault(lever if is_alone else whole, []).append(lever)
    return tuple(view.grip(node, groups[node], shut) for node in tree.nodes if node in groups)


def levers_under(plan: Plan, node: NodeKey) -> Collection[NodeKey]:
    """The levers that move when a node is set: itself, or those of the channels.

    Raises:
        PlanError: `not_a_lever` where there is none.
    """
    return (node,) if plan.tree.nodes[node].formula is None else plan_wide_levers(plan, node)


@dataclass(frozen=True, slots=True)
class _View:
    """A model's levers where they stand, and what is known of them."""

    model: Model
    estimates: Estimates
    expectation: Expectation

    def grip(self, node: NodeKey, levers: list[NodeKey], shut: frozenset[NodeKey]) -> Grip:
        metric, found = self.model.plan.metrics[node.metric], self.estimates.levers.get(node)
        present = self.expectation.setting(node)
        base = self.model.baseline.values.get(node, found.mean if found else present)
        ends = [own_scale(value, is_share=metric.is_share) for value in (present, base)]
        values = {lever: self.model.levers[lever] for lever in levers if lever not in shut and self._can_move(lever)}
        spread = self._spread(node, {lever: self.model.levers[lever] for lever in levers})
        moves = spread is not None and all(map(isfinite, ends)) and self._response(node, values) > FELT
        return Grip(
            node=node,
            levers=values if moves else {},
            is_share=metric.is_share,
            is_higher_better=metric.direction is Direction.HIGHER,
            is_locked=shut.issuperset(levers),
            base=base,
            present=present,
            spread=spread,
            furthest=_furthest(values.values()) if metric.is_share else _FAR,
        )

    def _can_move(self, lever: NodeKey) -> bool:
        """Whether a step moves a lever: one at nothing or all stays there, and one that is certain stays too."""
        found, is_share = self.estimates.levers.get(lever), self.model.plan.metrics[lever.metric].is_share
        months = np.atleast_1d(self.model.levers[lever])
        is_inside = bool((months >= 0).all() and months.any() and not (is_share and (months >= 1).any()))
        return is_inside and (found is None or found.scale_sd > 0)

    def _spread(self, node: NodeKey, levers: LeverValues) -> float | None:
        """One stretch of a node: as known, or of its levers, each as far as it moves the node."""
        found = self.estimates.levers.get(node)
        if found:
            return found.scale_sd or None
        known = {lever: self.estimates.levers[lever].scale_sd for lever in levers if lever in self.estimates.levers}
        parts = [self._response(node, {lever: levers[lever]}) * spread for lever, spread in known.items()]
        return sqrt(sum(part**2 for part in parts)) or None

    def _response(self, node: NodeKey, levers: LeverValues) -> float:
        """By how much a node moves on its own scale where levers make a step of one on theirs."""
        is_share = self.model.plan.metrics[node.metric].is_share
        ends: list[float] = []
        for step in (_SMALL, -_SMALL):
            self.expectation.stand(
                {lever: moved(value, exp(step), is_share=is_share) for lever, value in levers.items()}
            )
            ends.append(own_scale(self.expectation.setting(node), is_share=is_share))
        self.expectation.stand()
        away = ends[0] - ends[1]
        return away / (2 * _SMALL) if isfinite(away) else 0.0


def _furthest(values: Collection[LeverValue]) -> float:
    """The step at which the first of some shares is one but for rounding."""
    months = [month for value in values for month in np.atleast_1d(value).tolist()]
    return _ALL - max((own_scale(month, is_share=True) for month in months), default=0.0)
