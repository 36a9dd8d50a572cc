"""Engine: the KGI in thousands of worlds, as often as levers move, on random numbers that stay the same.

What moved levers do not reach is worked out once and frozen; a move runs a flat list of array operations over tiles,
without allocating (design: speed.md 1). Samples are float32, good to seven digits.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.chance.draws import Samples
from isplanner.analysis.chance.luck import SIZE_VARIATION, Chance
from isplanner.analysis.chance.spread import Spread
from isplanner.analysis.estimates.estimate import Estimates
from isplanner.analysis.simulation.calibrate import Calibration
from isplanner.analysis.simulation.drawn import Drawn
from isplanner.analysis.simulation.levers import FixedLever, VaryingLever, is_fixed
from isplanner.analysis.simulation.model import Model, model_of, paced
from isplanner.analysis.simulation.passes import Pass, Sources, Workshop
from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.simulation.schedule import Schedule, is_linear, schedule
from isplanner.analysis.simulation.tiles import Tiles
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.compile import Array
from isplanner.analysis.tree.lacking import why_no_value
from isplanner.analysis.tree.move import LeverValue, LeverValues
from isplanner.plan.metric import Direction, Kind
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

_NEAR = 1e-6
"""How near to the goal, relative to it, has reached it (design: numbers.md 2)."""
_MOST_PASSES = 3
_ENOUGH = 2_500
"""Worlds for the quantiles of months before the last, which are drawn and never told in figures."""


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """The KGI in all worlds, as it has added up by the end of each month (months × samples).

    The last month is sorted; of the others so many worlds as are enough to draw them, always the same.
    The arrays are the engine's own: they hold until its next move. A world in which the KGI has no value is left out.
    """

    by_month: Samples
    direction: Direction

    @property
    def kgi(self) -> Samples:
        """The KGI of the period, sorted."""
        return self._known(self.by_month[-1])

    def _sorted(self, month: int) -> Samples:
        is_last = month in {-1, len(self.by_month) - 1}
        return self._known(self.by_month[month] if is_last else self.by_month[month, :_ENOUGH])

    def quantile(self, chance: float, month: int = -1) -> float | None:
        """What the KGI at the end of a month stays under with a chance; None where it has no value."""
        known = self._sorted(month)
        if not len(known):
            return None
        return float(_read_sorted(known[np.newaxis], (chance,)).item())

    def fan(self, chances: Sequence[float]) -> list[list[float | None]]:
        """The quantiles of each month (months × chances), as `quantile` has them."""
        drawn, last = self.by_month[:-1, :_ENOUGH], self.by_month[-1:]
        if np.isnan(drawn[:, -1]).any() or np.isnan(last[0, -1]):
            return [[self.quantile(chance, month) for chance in chances] for month in range(len(self.by_month))]
        return [*_read_sorted(drawn, chances).tolist(), *_read_sorted(last, chances).tolist()]

    def chance(self, goal: float) -> float:
        """The share of worlds that reach a goal; one without a value does not."""
        near = abs(goal) * _NEAR
        if self.direction is Direction.HIGHER:
            reached = len(self.kgi) - np.searchsorted(self.kgi, np.float32(goal - near))
        else:
            reached = np.searchsorted(self.kgi, np.float32(goal + near), side="right")
        return float(reached / self.by_month.shape[1])

    @staticmethod
    def _known(values: Samples) -> Samples:
        return values[: len(values) - int(np.isnan(values).sum())] if np.isnan(values[-1]) else values


class Engine:
    """A plan's worlds: drawn once, their levers moved as often as wanted.

    `luck` off leaves only the spreads of levers. What another engine has `drawn` need not be drawn again.
    `is_linear` where the mean of the KGI is what the means of the levers make of it.

    Raises:
        PlanError: `nothing_to_simulate` where the KGI cannot be computed.
    """

    def __init__(  # noqa: PLR0913 - what a simulation is of, and how it is drawn
        self,
        plan: Plan,
        baseline: Baseline,
        estimates: Estimates | None = None,
        scenario: Scenario | None = None,
        samples: int = 10_000,
        seed: int = 1,
        remaining: Remaining | None = None,
        *,
        luck: bool = True,
        drawn: Drawn | None = None,
    ) -> None:
        self.model = model_of(plan, baseline, estimates, scenario, remaining)
        self.root = root_of(self.model)
        self._root = _Root(self.model, self.root)
        program = self.model.program
        spreads, slots = _varying(self.model, estimates), program.slots
        counts = [slots[key] for key in spreads if plan.metrics[key.metric].kind is Kind.COUNT]
        self._order = schedule(program, [slots[part] for part in self._root.parts], counts, luck=luck)
        self._workshop = Workshop(Tiles(program.months, samples))
        is_same = drawn is not None and (drawn.seed, drawn.samples, drawn.months) == (seed, samples, program.months)
        self.drawn = drawn if drawn is not None and is_same else Drawn(seed, samples, program.months)
        self._levers = _draw_levers(self.model, self._order, spreads, self._workshop.tiles, self.drawn)
        self._luck = _draw_luck(self.model, self._order, estimates, self.drawn)
        room = np.empty((len(self._order.wanted), program.months, samples), np.float32)
        self._sums = dict(zip(self._order.wanted, room, strict=True))
        self.estimates = estimates
        self.is_linear = len(self._order.wanted) == 1 and is_linear(self._order, map(slots.__getitem__, self.levers))
        self._passes: dict[frozenset[NodeKey], Pass] = {}
        self._moved: frozenset[NodeKey] = frozenset()
        for lever, value in self.model.levers.items():
            self._stand(lever, value)
        self._calibration: Calibration | None = None
        if luck:
            self._calibration = self._calibrate()

    @property
    def missed(self) -> float:
        """By how much the mean of all worlds is too low, as there are only so many."""
        return self._calibration.missed if self._calibration else 0.0

    def move(self, levers: LeverValues | None = None) -> Worlds:
        """The worlds with some levers moved; all others stand where they stood at first."""
        by_month = self.draw(levers)
        by_month[:-1, :_ENOUGH].sort(axis=1)
        by_month[-1].sort()
        return Worlds(by_month, self._root.direction)

    def total(self, levers: LeverValues | None = None) -> Samples:
        """The KGI of the period in all worlds, sorted; holds until the next move."""
        return self.move(levers).kgi

    def chance(self, levers: LeverValues | None = None, goal: float | None = None) -> float:
        """How likely the goal (the plan's unless given) is reached.

        Raises:
            PlanError: `no_goal` where there is none.
        """
        wanted = self.model.plan.goal.value if goal is None and self.model.plan.goal else goal
        if wanted is None:
            raise PlanError("no_goal")
        return self.move(levers).chance(wanted)

    @property
    def levers(self) -> LeverValues:
        """Where the levers stand that have a value."""
        return self.model.levers

    def draw(self, levers: LeverValues | None = None) -> Samples:
        """The KGI added up by the end of each month (months × samples), world by world; holds until the next move."""
        moved = {lever: value for lever, value in (levers or {}).items() if lever in self._levers}
        for lever in self._moved - moved.keys():
            self._stand(lever, self.model.levers[lever])
        for lever, value in moved.items():
            self._stand(lever, value)
        self._moved = frozenset(moved)
        self._pass(self._moved).run()
        by_month = self._root.read(self._sums)
        if self._calibration:
            self._calibration.lay(by_month)
        return by_month

    def _calibrate(self) -> Calibration | None:
        """What lays the worlds of a remaining period to the KGI's forecast; None where it has none that is theirs."""
        model = self.model
        if model.remaining is None or model.remaining.outlook is None or not model.is_paced:
            return None
        is_sum = len(self._root.parts) == 1
        done = np.cumsum(model.done(self.root)) if is_sum else np.zeros(model.program.months)
        shares = np.cumsum(model.weights) / (model.weights.sum() or 1.0)
        found = Calibration.of(self.draw(paced(model))[-1], done, model.remaining.outlook, shares, is_sum=is_sum)
        self._passes.clear()
        return found

    def months_of(self, lever: NodeKey) -> Samples | None:
        """A lever in all worlds (months × samples), where it stands; None where it is the same in all."""
        slot, drawn = self.model.program.slots[lever], self._levers[lever]
        if isinstance(drawn, FixedLever):
            return None
        alone = Pass(self._workshop, Sources(self._order, {slot: drawn}, {}), {}, [slot])
        alone.run()
        return np.concatenate(alone.kept[slot], axis=1)

    def _pass(self, moving: frozenset[NodeKey]) -> Pass:
        """What is to be done when these levers move; made once, with all else frozen where it stands."""
        if moving not in self._passes:
            if len(self._passes) >= _MOST_PASSES:
                del self._passes[next(iter(self._passes))]
            self._passes[moving] = self._freeze(moving)
        return self._passes[moving]

    def _freeze(self, moving: Collection[NodeKey]) -> Pass:
        program, order, tiles = self.model.program, self._order, self._workshop.tiles
        varying = {program.slots[key]: one for key, one in self._levers.items() if isinstance(one, VaryingLever)}
        sources = Sources(order, varying, self._luck)
        given = {slot: tiles.same(_column(values)) for slot, values in program.constants.items()}
        unknown = tiles.same(_column(np.full(program.months, np.nan)))
        given |= {program.slots[key]: unknown for key in program.levers if key not in self._levers}
        given |= {program.slots[key]: one.arrays for key, one in self._levers.items() if isinstance(one, FixedLever)}
        reached = order.reading(program.slots[key] for key in moving)
        read = {slot for out in reached & order.steps.keys() for slot in order.steps[out][1:3]} | {*order.wanted}
        frozen = Pass(self._workshop, sources, given, [*(read - reached - given.keys())])
        frozen.run()
        is_open = _column(self.model.is_open)
        return Pass(self._workshop, sources, {**given, **frozen.kept}, sums=self._sums, is_open=is_open)

    def _stand(self, lever: NodeKey, value: LeverValue) -> None:
        metric, months = self.model.plan.metrics[lever.metric], self.model.place(lever, value)
        drawn = self._levers[lever]
        if isinstance(drawn, FixedLever):
            drawn.stand(months)
        elif metric.is_whole:
            total = sum(value) if isinstance(value, tuple) else value
            drawn.stand(total, months / total if total else months)
        else:
            level = float(months.mean())
            drawn.stand(level, _relative(months, level, is_share=metric.is_share))


def _read_sorted(rows: Samples, chances: Sequence[float]) -> Array:
    """The quantiles of rows that are sorted (rows × chances)."""
    places = np.array(chances) * (rows.shape[1] - 1)
    below = places.astype(np.intp)
    low, high = (rows[:, at].astype(np.float64) for at in (below, np.minimum(below + 1, rows.shape[1] - 1)))
    found: Array = low + (high - low) * (places % 1)
    return found


def root_of(model: Model) -> NodeKey:
    """The KGI's node; PlanError("nothing_to_simulate") where it cannot be computed."""
    key, program = model.plan.tree.root, model.program
    if key is None or key not in program.slots or (key in program.rates and key not in program.ratios):
        known = {*model.baseline.values, *model.levers}
        raise PlanError("nothing_to_simulate", why=why_no_value(model.plan, known))
    return key


class _Root:
    """How the KGI is read from the slots it is made of, with what is done of it."""

    def __init__(self, model: Model, key: NodeKey) -> None:
        ratio = model.program.ratios.get(key)
        self.direction = model.plan.metrics[key.metric].direction
        self.parts = [part for part in (ratio.numerator, ratio.denominator, ratio.less) if part] if ratio else [key]
        self._slots = [model.program.slots[part] for part in self.parts]
        self._done = [_column(np.cumsum(model.done(part))) for part in self.parts]
        self._is_over = not model.is_open.any()

    def read(self, sums: Mapping[int, Samples]) -> Samples:
        """The KGI out of the running sums of its parts, in their place. After the period it is what is done."""
        if self._is_over:
            for slot in self._slots:
                sums[slot][:] = 0.0
        parts = [np.add(sums[slot], done, out=sums[slot]) for slot, done in zip(self._slots, self._done, strict=True)]
        whole = parts[0]
        if len(parts) > 1:
            if len(parts) > 2:
                whole -= parts[2]
            parts[1][parts[1] == 0.0] = np.nan
            whole /= parts[1]
        return whole


def _varying(model: Model, estimates: Estimates | None) -> dict[NodeKey, Spread]:
    """The spreads of the levers that have one."""
    known = estimates.levers if estimates else {}
    spreads = {key: known[key].spread for key in model.levers if key in known}
    return {
        key: spread
        for key, spread in spreads.items()
        if not is_fixed(spread, is_share=model.plan.metrics[key.metric].is_share)
    }


def _draw_levers(
    model: Model, order: Schedule, spreads: Mapping[NodeKey, Spread], tiles: Tiles, drawn: Drawn
) -> dict[NodeKey, FixedLever | VaryingLever]:
    levers: dict[NodeKey, FixedLever | VaryingLever] = {}
    for key in model.levers:
        if key in spreads:
            spread, is_share = spreads[key], model.plan.metrics[key.metric].is_share
            draws = drawn.lever(str(key), spread.monthly, happens=model.program.slots[key] in order.happening)
            levers[key] = VaryingLever(tiles, draws, spread, is_share=is_share)
        else:
            levers[key] = FixedLever(tiles)
    return levers


def _draw_luck(model: Model, order: Schedule, estimates: Estimates | None, drawn: Drawn) -> dict[int, list[Chance]]:
    """What is drawn for the steps with luck; sizes vary as estimates of their lever say."""
    known, slots = estimates.levers if estimates else {}, model.program.slots
    variations = {slots[lever]: known[lever].size_variation for lever in model.levers if lever in known}
    chances: dict[int, list[Chance]] = {}
    for slot, name in order.luck.items():
        step = order.steps[slot]
        variation = variations.get(step.right, SIZE_VARIATION) if step.operation == "pay" else None
        chances[slot] = drawn.luck(name, variation)
    return chances


def _column(months: Array) -> Samples:
    """Values of months as a column that fits all samples."""
    return np.asarray(months, np.float32).reshape(-1, 1)


def _relative(months: Array, level: float, *, is_share: bool) -> Array:
    """Months relative to their level; of a share their odds."""
    if not is_share:
        return months / level if level else np.ones_like(months)
    if not 0 < level < 1 or (months == level).all():
        return np.ones_like(months)
    inside = months.clip(1e-9, 1 - 1e-9)
    odds: Array = inside / (1 - inside) * ((1 - level) / level)
    return odds
