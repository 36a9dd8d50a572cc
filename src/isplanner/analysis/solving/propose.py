"""Proposals for a plan: what reaches its goal with least stretch, and what there is to say of that (numbers.md 6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose, isfinite, nan

import numpy as np

from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.people.capacity import Capacity
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.simulation.sensitivity import gain_of
from isplanner.analysis.solving.conditions import PEOPLE, Condition
from isplanner.analysis.solving.grips import Grip, find_grips
from isplanner.analysis.solving.least_stretch import MET
from isplanner.analysis.solving.proposal import Margins, Proposal, ProposedLever, Staffing
from isplanner.analysis.solving.stretching import Found, Stretching
from isplanner.analysis.tree.attribute import attribute
from isplanner.analysis.tree.lacking import why_no_value
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.plan.metric import Direction, Kind
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

_PRESSES = 1e-9
_NEARLY_ALL = 0.99


@dataclass(frozen=True, slots=True)
class Terms:
    """What a proposal has to keep to.

    `locked` levers stay. Levers `may_fall` below their present value (where lower is better: rise above it) only where
    that is allowed. `by_channel` moves each channel's lever by itself.
    """

    locked: frozenset[NodeKey] = frozenset()
    conditions: tuple[Condition, ...] = ()
    may_fall: bool = False
    by_channel: bool = False


class Proposer:
    """Makes proposals for one scenario of a plan.

    Raises:
        PlanError: `no_kgi` where it has no value; `no_stretch` where actuals say of no lever how far it can be moved;
            `not_a_lever` for a lock on what follows from other nodes; `no_condition_value` or `no_people_known` where
            nothing is known of what a condition names.
    """

    def __init__(self, model: Model, estimates: Estimates, capacity: Capacity | None, terms: Terms) -> None:
        root, known = model.plan.tree.root, {*model.baseline.values, *model.levers}
        if root is None or root not in model.program.slots:
            raise PlanError("no_kgi", node=root, why=why_no_value(model.plan, known))
        self._model, self._estimates, self._capacity = model, estimates, capacity
        self._grips = find_grips(model, estimates, terms.locked, by_channel=terms.by_channel)
        self._stretching = Stretching(model, self._grips, capacity, may_fall=terms.may_fall)
        self._steps = self._stretching.steps
        self.root, self.present = root, self._steps.value(root)
        self.is_higher_better = model.plan.metrics[root.metric].direction is Direction.HIGHER
        if np.isnan(self.present):
            raise PlanError("no_kgi", node=root, why=why_no_value(model.plan, known))
        if self._grips and not any(grip.spread or grip.is_locked for grip in self._grips):
            raise PlanError("no_stretch")
        self._conditions = (*self._named(terms.conditions), *self._bounds_of_nodes(may_fall=terms.may_fall))

    def propose(self, aim: float) -> Proposal:
        """The least stretch with which the KGI is at least the aim (at most, where lower is better)."""
        return self.describe(aim, self.find(aim))

    def find(self, aim: float, near: Found | None = None) -> Found:
        """The steps to an aim, sought from where the plan stands or from those to one nearby."""
        return self._stretching.find((self._goal(aim), *self._conditions), near)

    def values(self, found: Found) -> dict[NodeKey, LeverValue]:
        """The tree's levers so moved."""
        return self._steps.values(found.steps)

    def describe(self, aim: float, found: Found) -> Proposal:
        """What there is to say of steps to an aim."""
        forces = found.last.forces[1:].tolist() if found.last else [0.0] * len(self._conditions)
        pressing = zip(self._conditions, forces, strict=True)
        binding = [condition for condition, force in pressing if force > _PRESSES]
        staffing = self._staffing(aim, found, binding)
        values = self.values(found)
        self._steps.expectation.stand(values)
        kgi, levers, volume_share = self._kgi(aim), self._levers(values), self._volume_share(values)
        return Proposal(
            aim=aim,
            is_feasible=found.is_feasible,
            kgi=kgi,
            missing=max(0.0, aim - kgi if self.is_higher_better else kgi - aim),
            objective=sum(lever.stretch**2 for lever in levers if lever.stretch is not None),
            levers=levers,
            binding=(*binding, *self._stretching.bounds(found)),
            staffing=staffing,
            volume_share=volume_share,
            margins=self._margins(levers) if volume_share is not None and volume_share > _NEARLY_ALL else None,
        )

    def _kgi(self, aim: float) -> float:
        """The KGI; one that is at the aim but for rounding is the aim."""
        kgi = self._steps.value(self.root)
        return aim if isclose(kgi, aim, rel_tol=MET) else kgi

    def _goal(self, aim: float) -> Condition:
        return Condition(self.root, aim, at_most=not self.is_higher_better)

    def _bounds_of_nodes(self, *, may_fall: bool) -> Iterator[Condition]:
        """What solving may make of nodes. What is beyond that already stays where it is."""
        plan = self._model.plan
        for key, node in plan.tree.nodes.items():
            bounded = [
                (limit, at_most) for limit, at_most in ((node.low, False), (node.high, True)) if limit is not None
            ]
            present = self._steps.value(key) if bounded else nan
            is_lever, rises = node.formula is None, plan.metrics[key.metric].direction is Direction.HIGHER
            for limit, at_most in bounded:
                never_meets = is_lever and not may_fall and at_most is not rises
                if isfinite(present) and not never_meets:
                    yield Condition(key, max(limit, present) if at_most else min(limit, present), at_most=at_most)

    def _named(self, named: tuple[Condition, ...]) -> tuple[Condition, ...]:
        """What is asked for by name, and the team's capacity, or what the scenario makes of it, where that is not."""
        for condition in named:
            if np.isnan(self._steps.value(condition.node)):
                code = "no_people_known" if condition.node == PEOPLE else "no_condition_value"
                raise PlanError(code, node=condition.node)
        needed = self._steps.value(PEOPLE)
        if self._capacity is None or np.isnan(needed) or any(condition.node == PEOPLE for condition in named):
            return named
        return (*named, Condition(PEOPLE, max(self._capacity.people, needed), at_most=True))

    def _staffing(self, aim: float, found: Found, binding: Sequence[Condition]) -> Staffing | None:
        if self._capacity is None or np.isnan(needed := self._people(found)):
            return None
        unlimited = needed
        if any(condition.node == PEOPLE for condition in binding):
            others = [condition for condition in self._conditions if condition.node != PEOPLE]
            unlimited = self._people(self._stretching.find((self._goal(aim), *others)))
        return Staffing(needed, self._capacity.people, unlimited)

    def _people(self, found: Found) -> float:
        self._steps.expectation.stand(self.values(found))
        return self._steps.value(PEOPLE)

    def _levers(self, values: LeverValues) -> tuple[ProposedLever, ...]:
        """All grips as they stand. What stays is said to, though the mix of channels may move the plan's own value."""
        known = self._estimates.levers
        return tuple(
            ProposedLever(
                node=grip.node,
                baseline=self._model.baseline.values.get(grip.node),
                present=grip.present,
                value=(value := self._setting(grip)),
                stretch=grip.stretch(value),
                is_locked=grip.is_locked,
                highest=known[grip.node].band[1] if grip.node in known else None,
                values={lever: values[lever] for lever, before in grip.levers.items() if values[lever] != before},
            )
            for grip in self._grips
        )

    def _setting(self, grip: Grip) -> float | None:
        value = self._steps.expectation.setting(grip.node) if grip.levers else grip.present
        is_same = value is not None and grip.present is not None and isclose(value, grip.present, rel_tol=MET)
        return grip.present if is_same else value

    def _volume_share(self, values: LeverValues) -> float | None:
        """What part of the KGI's gain comes of counts (design: numbers.md 9); None where it gains nothing."""
        model = self._model
        start, end = (
            {lever: model.place(lever, value) for lever, value in levers.items()}
            for levers in (model.levers, {**model.levers, **values})
        )
        found = attribute(model.program, self.root, start, end)
        if found is None or abs(found.end - found.start) <= MET * abs(found.start):
            return None
        counts = [share for lever, share in found.shares.items() if model.plan.metrics[lever.metric].kind is Kind.COUNT]
        return sum(counts) / (found.end - found.start)

    def _margins(self, levers: Sequence[ProposedLever]) -> Margins | None:
        """What rates that could still rise within what is achievable bring beside volume; None where none could."""
        metrics, expectation = self._model.plan.metrics, self._steps.expectation
        sign = 1 if self.is_higher_better else -1
        rates = [
            lever.node
            for lever in levers
            if metrics[lever.node.metric].kind is Kind.RATE
            and lever.value is not None
            and lever.highest is not None
            and lever.value < lever.highest
        ]
        volumes = [lever.node for lever in levers if metrics[lever.node.metric].kind is Kind.COUNT]
        expectation.stand()
        gains = {node: gain_of(self._model, expectation, self.root, node) or 0.0 for node in (*rates, *volumes)}
        best = max(rates, key=lambda rate: sign * gains[rate], default=None)
        return None if best is None else Margins(best, gains[best], sum(gains[volume] for volume in volumes))
