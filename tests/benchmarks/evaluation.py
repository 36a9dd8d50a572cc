"""Bar 7: all worlds of a year's plan of 200 nodes, against what fused machine code needs, and against reading alone."""

from collections.abc import Callable, Iterable

import numpy as np

from isplanner.analysis.chance.draws import Samples
from isplanner.analysis.chance.spread import AmountSpread, CountSpread, ShareSpread, Spread
from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.simulation.levers import VaryingLever
from isplanner.analysis.simulation.passes import Pass, Sources
from isplanner.plan.metric import Kind, Metric
from tests.benchmarks.bars import need
from tests.benchmarks.funnels import FACTORS, YEAR, Funnels, funnels
from tests.benchmarks.machine import Machine
from tests.benchmarks.outcome import Measured, prove
from tests.benchmarks.rounds import SHORT_ROUNDS, compare

LUCK = ("worked_leads", "orders", "revenue")
"""What the engine draws luck for in a channel, and `fused.py` too."""
CHANNELS = 13
"""Of 15 nodes each, with 15 of the whole plan above them."""


def against_fused(machine: Machine) -> Measured:
    """The same array operations in one loop that keeps everything in registers."""
    ours = _Evaluation(_funnels())
    fused = _Fused(ours)
    ours.run()
    fused.run()
    for found, wanted in zip(ours.figures(), fused.figures(), strict=True):
        prove(abs(found / wanted - 1) <= 1e-5, f"ours comes to {found:,.0f}, fused to {wanted:,.0f}")
    return compare(machine, ours.run, fused.run, SHORT_ROUNDS)


def against_reading(machine: Machine) -> Measured:
    """Each number that is read at all, read once."""
    ours = _Evaluation(_funnels())
    return compare(machine, ours.run, lambda: [each.sum() for each in ours.inputs], SHORT_ROUNDS)


def _funnels() -> Funnels:
    made = funnels(CHANNELS, YEAR, _spread)
    prove(len(made.plan.tree.nodes) >= 200, f"{len(made.plan.tree.nodes)} nodes are no 200")
    return made


def _spread(metric: Metric) -> Spread:
    if metric.is_share:
        return ShareSpread(trials=400, monthly=0.1)
    return CountSpread(events=100, monthly=0.1) if metric.kind is Kind.COUNT else AmountSpread(sd=0.1, monthly=0.1)


def _figures(by_month: Samples) -> tuple[float, ...]:
    """Mean, P10, P50 and P90 of the year."""
    year = by_month[-1].astype(np.float64)
    return (float(year.mean()), *np.quantile(year, (0.1, 0.5, 0.9)).tolist())


class _Evaluation:
    """The engine's own evaluation, its levers drawn before: what is left is steps, luck and sums."""

    def __init__(self, made: Funnels) -> None:
        engine = self.engine = Engine(made.plan, made.baseline, made.estimates)
        # The engine's own parts, without the redrawing of levers and the sorting that belong to a move.
        workshop, order, luck = engine._workshop, engine._order, engine._luck  # noqa: SLF001
        self.slots, self.luck, self.sums = engine.model.program.slots, luck, engine._sums  # noqa: SLF001
        levers = engine._levers.items()  # noqa: SLF001
        drawn = {self.slots[key]: lever for key, lever in levers if isinstance(lever, VaryingLever)}
        sources = Sources(order, drawn, luck)
        frozen = Pass(workshop, sources, {}, list(drawn))
        frozen.run()
        self.run = Pass(workshop, sources, frozen.kept, sums=self.sums).run
        self.levers = {slot: np.concatenate(tiles, axis=1) for slot, tiles in frozen.kept.items()}
        counted = [one for slot, chances in luck.items() for one in chances if order.steps[slot].operation != "pay"]
        self.inputs = [tile for tiles in frozen.kept.values() for tile in tiles]
        self.inputs += [one.normal for chances in luck.values() for one in chances] + [one.skew for one in counted]

    def normal(self, slot: int) -> Samples:
        """The kept normals of a step's luck."""
        return np.concatenate([chance.normal for chance in self.luck[slot]], axis=1)

    def figures(self) -> tuple[float, ...]:
        """What came out last."""
        (by_month,) = self.sums.values()
        return _figures(by_month)


class _Fused:
    """The same in one loop over channels, months and samples, written for these funnels by hand."""

    def __init__(self, ours: _Evaluation) -> None:
        tree, slots = ours.engine.model.plan.tree, ours.slots
        channels = range(len(tree.channel_nodes("revenue")))
        lucky = {slots[key] for metric in LUCK for key in tree.channel_nodes(metric)}
        prove(ours.luck.keys() == lucky, "the engine draws luck for other steps than fused.py does")

        def stacked(read: Callable[[int], Samples], metrics: Iterable[str]) -> Samples:
            """Channels × months × metrics × samples."""
            of = [[read(slots[tree.channel_nodes(metric)[channel]]) for metric in metrics] for channel in channels]
            return np.ascontiguousarray(np.array(of).swapaxes(1, 2))

        self._levers = stacked(ours.levers.__getitem__, FACTORS)
        self._normals = stacked(ours.normal, LUCK)
        (by_month,) = ours.sums.values()
        self._out = np.empty_like(by_month)
        need("numba")
        from tests.benchmarks import fused

        self._evaluate = fused.evaluate

    def run(self) -> None:
        """Evaluate."""
        self._evaluate(self._levers, self._normals, self._out)

    def figures(self) -> tuple[float, ...]:
        """What came out last."""
        return _figures(self._out)
