"""What steps of grips make of a plan: its KGI and conditions with their slopes, and the grips' own values."""

from collections.abc import Sequence

import numpy as np

from isplanner.analysis.people.capacity import WORK, Capacity
from isplanner.analysis.simulation.expect import Expectation
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.solving.conditions import PEOPLE
from isplanner.analysis.solving.grips import Grip
from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.move import LeverValue
from isplanner.plan.scope import NodeKey

_SMALL = 1e-5


class Steps:
    """A model whose grips are moved by steps on their own scales, all at once and as often as wanted."""

    def __init__(self, model: Model, grips: Sequence[Grip], capacity: Capacity | None) -> None:
        self._model, self._grips, self._capacity = model, grips, capacity
        self.expectation = Expectation(model)
        self._is_share = {lever: grip.is_share for grip in grips for lever in grip.levers}

    def values(self, steps: Array) -> dict[NodeKey, LeverValue]:
        """The levers so moved."""
        return {
            lever: value
            for grip, step in zip(self._grips, steps.tolist(), strict=True)
            for lever, value in grip.at(step).items()
        }

    def settings(self, steps: Array) -> Array:
        """The grips' own values on their own scales."""
        self.expectation.stand(self.values(steps))
        return np.array([grip.scale(self.expectation.setting(grip.node)) for grip in self._grips])

    def responses(self, steps: Array) -> Array:
        """By how much each grip's own value moves with each step (grips × steps)."""
        ends = [self.settings(steps + sign * row) for row in _SMALL * np.eye(len(steps)) for sign in (1.0, -1.0)]
        columns = [(up - down) / (2 * _SMALL) for up, down in zip(ends[::2], ends[1::2], strict=True)]
        return np.array(columns).reshape(len(steps), len(steps)).T

    def measure(self, nodes: Sequence[NodeKey], steps: Array) -> tuple[Array, Array]:
        """Nodes' values for the period, NaN where there is none, and their slopes by each step (nodes × steps)."""
        levers = self.values(steps)
        self.expectation.stand(levers)
        moving = {lever: self._slope(lever, value) for lever, value in levers.items()}
        values = np.array([self.value(node) for node in nodes])
        return values, np.array([self._slopes(node, moving) for node in nodes]).reshape(len(nodes), -1)

    def value(self, node: NodeKey) -> float:
        """A node's value for the period where the levers stand; of PEOPLE, how many the volume still to come takes."""
        if node != PEOPLE:
            value = self.expectation.total(node)
            return np.nan if value is None else value
        if self._capacity is None:
            return np.nan
        work = NodeKey(WORK)
        return self._capacity.people_for(self.value(work) - float(self._model.done(work).sum()))

    def _slope(self, lever: NodeKey, value: LeverValue) -> Array:
        """What a lever's months gain by a step."""
        months = self._model.place(lever, value)
        return months * (1 - months) if self._is_share[lever] else months

    def _slopes(self, node: NodeKey, moving: dict[NodeKey, Array]) -> list[float]:
        if node == PEOPLE and self._capacity:
            return [self._capacity.people_for(slope) for slope in self._slopes(NodeKey(WORK), moving)]
        gradient = self.expectation.gradient(node)
        gains = {lever: float(gradient[lever][0] @ slope) for lever, slope in moving.items() if lever in gradient}
        return [sum(gains.get(lever, 0.0) for lever in grip.levers) for grip in self._grips]
