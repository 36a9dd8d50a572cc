"""Least stretch on a plan: its grips moved least from what actuals support until conditions hold (numbers.md 6).

A lever of the whole plan is what its slider sets: its own value, with the levers of all channels moved by the same step
(`grips.py`). What a step makes of the plan's own value depends on the mix of channels, so a round solves with that laid
straight where the last one ended; rounds go on until the values are those that were sought.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from isplanner.analysis.people.capacity import Capacity
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.solving.conditions import Condition
from isplanner.analysis.solving.grips import FELT, Grip
from isplanner.analysis.solving.least_stretch import MET, Demand, Room, Stretched, least_stretch
from isplanner.analysis.solving.steps import Steps
from isplanner.analysis.tree.compile import Array
from isplanner.plan.scope import NodeKey

_ROUNDS = 6
_SETTLED, _EASED = 1e-10, 100.0
_KEPT = 1e-6
_FAR = 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Steps of grips, and how they were found; None where nothing had to move."""

    steps: Array
    last: Stretched | None

    @property
    def is_feasible(self) -> bool:
        """Whether all is reached that was asked."""
        return self.last is None or self.last.is_feasible

    @property
    def keeps_conditions(self) -> bool:
        """Whether all but the first of what was asked is reached."""
        return self.last is None or bool((self.last.slacks[1:] >= -_KEPT).all())


class Stretching:
    """The grips of a plan that can move, and how far. `start` are their values on their own scales."""

    def __init__(self, model: Model, grips: Sequence[Grip], capacity: Capacity | None, *, may_fall: bool) -> None:
        self._free, self._may_fall = [grip for grip in grips if grip.levers], may_fall
        self.steps = Steps(model, self._free, capacity)
        self._rest = np.zeros(len(self._free))
        self._start = self.steps.settings(self._rest)
        self._rises = np.array([grip.is_higher_better for grip in self._free], np.bool_)
        furthest = np.array([grip.furthest for grip in self._free])
        self._least = np.where(self._rises & (not may_fall), 0.0, -_FAR)
        self._most = np.where(self._rises | may_fall, furthest, 0.0)

    def find(self, conditions: Sequence[Condition], near: Found | None = None) -> Found:
        """The least stretch with which conditions hold; the first as far as the others allow.

        Where those cannot hold, nothing moves. Sought from where the plan stands, or from what was found for something
        near.
        """
        nodes = [condition.node for condition in conditions]
        present = self.steps.measure(nodes, self._rest)[0].tolist()
        if all(_holds(condition, value) for condition, value in zip(conditions, present, strict=True)):
            return Found(self._rest, None)
        demands = [
            Demand(condition.limit, at_most=condition.at_most, is_firm=number > 0)
            for number, condition in enumerate(conditions)
        ]
        found = near if near and near.last and near.is_feasible else Found(self._rest, None)
        for number in range(_ROUNDS):
            found, miss = self._round(nodes, demands, found)
            if miss <= _SETTLED * _EASED**number or (number and not found.is_feasible):
                break
        return found if found.keeps_conditions else replace(found, steps=self._rest)

    def bounds(self, found: Found) -> list[Condition]:
        """The present values, or the ends of shares, that grips are held at."""
        bounds: list[Condition] = []
        held = found.last.held.tolist() if found.last else []
        for grip, side in zip(self._free, held, strict=found.last is not None):
            is_present = not self._may_fall and (side < 0) == grip.is_higher_better
            end = grip.present if is_present else (0.0 if side < 0 else 1.0)
            if side and end is not None and (is_present or grip.is_share):
                bounds.append(Condition(grip.node, end, at_most=side > 0))
        return bounds

    def _round(self, nodes: Sequence[NodeKey], demands: Sequence[Demand], found: Found) -> tuple[Found, float]:
        """Solve with the grips' values laid straight where they are, and tell by how much those then differ."""
        at, responses = self.steps.settings(found.steps), self._responses(found.steps)
        inverse = np.asarray(np.linalg.inv(responses), np.float64)

        def steps_to(wanted: Array) -> Array:
            steps = found.steps + inverse @ (wanted - at)
            return np.minimum(np.maximum(steps, self._least), self._most)

        def measure(wanted: Array) -> tuple[Array, Array]:
            values, slopes = self.steps.measure(nodes, steps_to(wanted))
            return values, slopes @ inverse

        forces = found.last.forces if found.last and found.is_feasible else None
        last = least_stretch(self._room(found.steps, at, responses.diagonal()), demands, measure, at, forces)
        steps = steps_to(last.at)
        return Found(steps, last), float(np.abs(self.steps.settings(steps) - last.at).max(initial=0.0))

    def _responses(self, steps: Array) -> Array:
        """As `Steps.responses`; a grip that hardly answers any more, near the end of its scale, is taken to answer."""
        responses = self.steps.responses(steps)
        is_spent = ~(responses.diagonal() > FELT)
        return np.where(is_spent[:, None] | is_spent, np.eye(len(steps)), responses)

    def _room(self, steps: Array, at: Array, responses: Array) -> Room:
        """The grips' own values: where they rest, and how far they may go. Neither they nor their levers fall."""
        unmoved = at - responses * steps
        low, high = unmoved + responses * self._least, unmoved + responses * self._most
        if not self._may_fall:
            low = np.where(self._rises, np.maximum(self._start, low), low)
            high = np.where(self._rises, high, np.minimum(self._start, high))
        return Room(
            base=np.array([grip.scale(grip.base) for grip in self._free]),
            spread=np.array([grip.spread for grip in self._free], np.float64),
            low=low,
            high=np.maximum(low, high),
            are_shares=np.array([grip.is_share for grip in self._free], np.bool_),
        )


def _holds(condition: Condition, value: float) -> bool:
    near = MET * abs(condition.limit)
    return value <= condition.limit + near if condition.at_most else value >= condition.limit - near
