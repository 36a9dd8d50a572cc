"""Least stretch on a plan: the levers moved least from what actuals support until the KGI is there (numbers.md 6).

A lever of the whole plan is what its slider sets: its own value, with the levers of all channels moved by the same step
(`grips.py`). What a step makes of the plan's own value depends on the mix of channels, so a round solves with that laid
straight where the last one ended; rounds go on until the values are those that were sought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from isplanner.analysis.attribute import attribute
from isplanner.analysis.capacity import Capacity
from isplanner.analysis.compile import Array
from isplanner.analysis.conditions import PEOPLE, Condition
from isplanner.analysis.estimate import Estimates
from isplanner.analysis.grips import Grip, find_grips
from isplanner.analysis.least_stretch import MET, Demand, Room, Stretched, least_stretch
from isplanner.analysis.model import Model
from isplanner.analysis.move import LeverValues
from isplanner.analysis.proposal import Proposal, ProposedLever, Staffing
from isplanner.analysis.steps import Steps
from isplanner.plan.metric import Direction, Kind
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

_ROUNDS = 12
_SETTLED = 1e-10
_PRESSES = 1e-9
_NEARLY_ALL = 0.99
_FAR = 40.0


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
            `not_a_lever` for a lock on what follows from other nodes; `no_condition_value` or `no_people_known`
            where nothing is known of what a condition names.
    """

    def __init__(self, model: Model, estimates: Estimates, capacity: Capacity | None, terms: Terms) -> None:
        root = model.plan.tree.root
        if root is None:
            raise PlanError("no_kgi", node=root)
        self._model, self._estimates, self._terms = model, estimates, terms
        self._grips = find_grips(model, estimates, terms.locked, by_channel=terms.by_channel)
        self._free = [grip for grip in self._grips if grip.levers]
        self._steps, self._capacity = Steps(model, self._free, capacity), capacity
        self._rest = np.zeros(len(self._free))
        self._start = self._steps.settings(self._rest)
        self.root, self.present = root, self._steps.value(root)
        self.is_higher_better = model.plan.metrics[root.metric].direction is Direction.HIGHER
        if np.isnan(self.present):
            raise PlanError("no_kgi", node=root)
        if self._grips and not any(grip.spread or grip.is_locked for grip in self._grips):
            raise PlanError("no_stretch")
        self._conditions = self._all_conditions()

    def propose(self, aim: float) -> Proposal:
        """The least stretch with which the KGI is at least the aim (at most, where lower is better)."""
        goal = Condition(self.root, aim, at_most=not self.is_higher_better)
        steps, found = self._solve((goal, *self._conditions))
        pressing = [*zip(self._conditions, found.forces[1:].tolist(), strict=True)] if found else []
        binding = tuple(condition for condition, force in pressing if force > _PRESSES)
        staffing = self._staffing(goal, steps, binding)
        values = self._steps.values(steps)
        self._steps.expectation.stand(values)
        kgi, levers, volume_share = self._steps.value(self.root), self._levers(values), self._volume_share(values)
        return Proposal(
            aim=aim,
            is_feasible=found is None or found.is_feasible,
            kgi=aim if isclose(kgi, aim, rel_tol=MET) else kgi,
            objective=sum(lever.stretch**2 for lever in levers if lever.stretch is not None),
            levers=levers,
            binding=(*binding, *(self._bounds(found) if found else ())),
            staffing=staffing,
            volume_share=volume_share,
            is_volume_alone=volume_share is not None and volume_share > _NEARLY_ALL and self._have_rates_room(levers),
        )

    def _all_conditions(self) -> tuple[Condition, ...]:
        """What the terms name, and the team's capacity, or what the scenario makes of it, where they do not."""
        named = self._terms.conditions
        for condition in named:
            if np.isnan(self._steps.value(condition.node)):
                code = "no_people_known" if condition.node == PEOPLE else "no_condition_value"
                raise PlanError(code, node=condition.node)
        needed = self._steps.value(PEOPLE)
        if self._capacity is None or np.isnan(needed) or any(condition.node == PEOPLE for condition in named):
            return named
        return (*named, Condition(PEOPLE, max(self._capacity.people, needed), at_most=True))

    def _solve(self, conditions: Sequence[Condition]) -> tuple[Array, Stretched | None]:
        """The steps, and how they were found; none where all conditions hold already."""
        nodes = [condition.node for condition in conditions]
        demands = [
            Demand(condition.limit, at_most=condition.at_most, is_firm=number > 0)
            for number, condition in enumerate(conditions)
        ]
        present = self._steps.measure(nodes, self._rest)[0]
        if all(_holds(condition, value) for condition, value in zip(conditions, present.tolist(), strict=True)):
            return self._rest, None
        steps, at = self._rest, self._start
        for _ in range(_ROUNDS):
            responses = self._steps.responses(steps)
            straight = _Straight(self._steps, nodes, steps, at, np.asarray(np.linalg.inv(responses), np.float64))
            found = least_stretch(self._room(steps, at, responses.diagonal()), demands, straight.measure, at)
            steps = straight.steps_to(found.at)
            at = self._steps.settings(steps)
            if np.abs(at - found.at).max(initial=0.0) <= _SETTLED:
                break
        return steps, found

    def _room(self, steps: Array, at: Array, responses: Array) -> Room:
        """The grips' own values: where they rest, and how far they may go. Neither they nor their levers fall."""
        free = self._free
        unmoved = at - responses * steps
        low = np.full(len(free), -_FAR) + self._start
        high = unmoved + responses * np.array([grip.furthest for grip in free])
        if not self._terms.may_fall:
            rises = np.array([grip.is_higher_better for grip in free], np.bool_)
            low = np.where(rises, np.maximum(self._start, unmoved), low)
            high = np.where(rises, high, np.minimum(self._start, unmoved))
        return Room(
            base=np.array([grip.scale(grip.base) for grip in free]),
            spread=np.array([grip.spread for grip in free], np.float64),
            low=low,
            high=np.maximum(low, high),
            are_shares=np.array([grip.is_share for grip in free], np.bool_),
        )

    def _bounds(self, found: Stretched) -> list[Condition]:
        """The present values, or the ends of shares, that levers are held at."""
        bounds: list[Condition] = []
        for grip, side in zip(self._free, found.held.tolist(), strict=True):
            is_present = not self._terms.may_fall and (side < 0) == grip.is_higher_better
            end = grip.present if is_present else (0.0 if side < 0 else 1.0)
            if side and end is not None and (is_present or grip.is_share):
                bounds.append(Condition(grip.node, end, at_most=side > 0))
        return bounds

    def _staffing(self, goal: Condition, steps: Array, binding: Sequence[Condition]) -> Staffing | None:
        if self._capacity is None or np.isnan(needed := self._people_at(steps)):
            return None
        unlimited = needed
        if any(condition.node == PEOPLE for condition in binding):
            others = [condition for condition in self._conditions if condition.node != PEOPLE]
            unlimited = self._people_at(self._solve((goal, *others))[0])
        return Staffing(needed, self._capacity.people, unlimited)

    def _people_at(self, steps: Array) -> float:
        self._steps.settings(steps)
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

    def _have_rates_room(self, levers: Sequence[ProposedLever]) -> bool:
        """Whether a rate could still rise within what is achievable."""
        metrics = self._model.plan.metrics
        rates = [lever for lever in levers if metrics[lever.node.metric].kind is Kind.RATE]
        return any(
            lever.value is not None and lever.highest is not None and lever.value < lever.highest for lever in rates
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Straight:
    """Grips' own values taken to move with steps as they do at one place."""

    steps: Steps
    nodes: Sequence[NodeKey]
    place: Array
    at: Array
    inverse: Array

    def steps_to(self, wanted: Array) -> Array:
        """The steps that lead to own values."""
        found: Array = self.place + self.inverse @ (wanted - self.at)
        return found

    def measure(self, wanted: Array) -> tuple[Array, Array]:
        """What conditions look at, and their slopes by the own values."""
        values, slopes = self.steps.measure(self.nodes, self.steps_to(wanted))
        return values, slopes @ self.inverse


def _holds(condition: Condition, value: float) -> bool:
    near = MET * abs(condition.limit)
    return value <= condition.limit + near if condition.at_most else value >= condition.limit - near
