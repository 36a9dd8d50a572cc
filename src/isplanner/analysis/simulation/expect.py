"""What is to be expected of a model: its KGI in numbers, what is done of the period included, and its gradient."""

from collections.abc import Iterable
from functools import cached_property
from math import isfinite, nan

import numpy as np

from isplanner.analysis.chance.draws import mean_of
from isplanner.analysis.chance.spread import JudgedSpread, NormalSpread
from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.simulation.model import Model
from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.move import LeverValue, LeverValues, Movement
from isplanner.analysis.tree.project import Projection, projection_of
from isplanner.analysis.tree.ratio import Ratio
from isplanner.analysis.tree.rows import Rows
from isplanner.analysis.tree.seek import seek
from isplanner.plan.scope import NodeKey


class Expectation:
    """A model's nodes in numbers, for one setting of its levers after the other."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._evaluation = Evaluation(model.program)
        self._moved: LeverValues = model.levers
        self.stand()

    def stand(self, levers: LeverValues | None = None) -> None:
        """Move some levers; all others stand where the model has them."""
        back = {lever: self._model.levers[lever] for lever in self._moved}
        self._moved = levers or {}
        for lever, value in {**back, **self._moved}.items():
            self._evaluation.set(lever, self._model.place(lever, value))
        self._evaluation.run()

    def reach(self, movement: Movement, node: NodeKey, wanted: float) -> float | None:
        """What a node of levers that move together is set to where a node's value is the one wanted; None: nowhere.

        Leaves the levers there.
        """

        def gap(factor: float) -> float:
            self.stand(movement.at(factor))
            found = self.total(node)
            return nan if found is None else found - wanted

        factor = seek(gap, 1.0, 1e-12 * abs(wanted))
        return factor if isfinite(factor) else None

    def projection(self, by_month: Iterable[NodeKey] | None = None) -> Projection:
        """All nodes, with what is done of the period in them; by month those that are asked for, or all."""
        rows, whole = self._rows, self._rows.whole
        months = rows.read(self._evaluation.block())
        months[whole] = np.where(self._model.is_open > 0, self._lifts * months[whole], 0.0) + self._done
        rows.divide(months)
        return projection_of(self._model.plan, rows, months, by_month)

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self._model.program)

    @cached_property
    def _done(self) -> Array:
        """What is done of counts and amounts (nodes × months)."""
        return np.array([self._model.done(self._rows.keys[row]) for row in self._rows.whole])

    @cached_property
    def _lifts(self) -> Array:
        return np.array([[self._lift(self._rows.keys[row])] for row in self._rows.whole])

    def setting(self, node: NodeKey) -> float | None:
        """What a lever is set to for the period; of a node of the whole plan, what its channels' levers are."""
        plan, levers = self._model.plan, {**self._model.levers, **self._moved}
        value = levers.get(node)
        if isinstance(value, float):
            return value
        if not plan.metrics[node.metric].is_whole:
            return _known(self._evaluation.total(node).item()) if node in self._model.program.slots else None
        if isinstance(value, tuple):
            return sum(value)
        if plan.tree.nodes[node].formula is None:
            return None
        return sum(self.setting(part) or 0.0 for part in plan.tree.channel_nodes(node.metric))

    def months(self, node: NodeKey) -> Array:
        """A count or amount by month."""
        rest = np.where(self._model.is_open > 0, self._evaluation.of(node)[0], 0.0)
        found: Array = self._lift(node) * rest + self._model.done(node)
        return found

    def total(self, node: NodeKey) -> float | None:
        """A node's value for the period; None where it has none."""
        if node not in self._model.program.slots:
            return None
        ratio = self._ratio(node)
        if ratio is None:
            is_whole = node not in self._model.program.rates
            return _known(float(self.months(node).sum() if is_whole else self._evaluation.total(node).item()))
        below = float(self.months(ratio.denominator).sum())
        return _known(self._above(ratio) / below) if below else _known(self._evaluation.total(node).item())

    def by_month(self, node: NodeKey) -> list[float | None]:
        """A node's value in each month by itself."""
        ratio = self._ratio(node)
        if ratio is None and node in self._model.program.rates:
            return [_known(value) for value in self._evaluation.of(node)[0].tolist()]
        above = self.months(ratio.numerator if ratio else node)
        if ratio is None:
            return [_known(value) for value in above.tolist()]
        if ratio.less:
            above = above - self.months(ratio.less)
        below = self.months(ratio.denominator)
        return [_known(x / y) if y else None for x, y in zip(above.tolist(), below.tolist(), strict=True)]

    def gradient(self, node: NodeKey) -> dict[NodeKey, Array]:
        """By how much a node rises with each month (1 × months) of every lever it depends on."""
        ratio, total = self._ratio(node), self.total(node)
        if ratio is None or total is None:
            lift = self._lift(node)
            return {lever: lift * gain for lever, gain in self._evaluation.gradient(node).items()}
        below = float(self.months(ratio.denominator).sum())
        gains: dict[NodeKey, Array] = {}
        for part, weight in ((ratio.numerator, 1.0), (ratio.less, -1.0), (ratio.denominator, -total)):
            for lever, gain in (self._evaluation.gradient(part) if part else {}).items():
                gains[lever] = gains.get(lever, np.zeros_like(gain)) + gain * (weight / below)
        return gains

    def _lift(self, node: NodeKey) -> float:
        """Of the KGI and its channels, what actuals say more of the rest than the levers."""
        root = self._model.plan.tree.root
        return self._model.lift if root and node.metric == root.metric else 1.0

    def _ratio(self, node: NodeKey) -> Ratio | None:
        return self._model.program.ratios.get(node)

    def _above(self, ratio: Ratio) -> float:
        less = self.months(ratio.less).sum() if ratio.less else 0.0
        return float(self.months(ratio.numerator).sum() - less)


def lever_means(levers: LeverValues, estimates: Estimates | None) -> dict[NodeKey, LeverValue]:
    """The means of levers, where they are not what the levers are set to: a spread may have its median there."""
    known = estimates.levers if estimates else {}
    means: dict[NodeKey, LeverValue] = {}
    for lever, value in levers.items():
        spread = known[lever].spread if lever in known else None
        if isinstance(spread, (JudgedSpread, NormalSpread)):
            means[lever] = (
                tuple(mean_of(spread, month) for month in value) if isinstance(value, tuple) else mean_of(spread, value)
            )
    return means


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
