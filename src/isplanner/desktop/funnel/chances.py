"""Chances: what the worlds of a setting say, small enough to draw; worked out off the UI thread. No Qt."""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from isplanner.analysis.simulation.drawn import Drawn
    from isplanner.analysis.simulation.engine import Engine, Worlds
    from isplanner.analysis.simulation.expect import Expectation
    from isplanner.analysis.tree.baseline import Baseline
    from isplanner.analysis.tree.move import LeverValues
    from isplanner.jobs.answer import Answer
    from isplanner.jobs.simulation import Ground
    from isplanner.plan.plan import Plan
    from isplanner.plan.scenario import Scenario
    from isplanner.plan.scope import NodeKey

# The engine is imported inside: numpy is not needed for the first paint.

BARS = 48
FAN = (0.1, 0.25, 0.5, 0.75, 0.9)
"""The chances of which the fan of months shows the quantiles."""
_RARE = 0.002
_LEAST_USE = 0.4
_FIGURES = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, slots=True)
class Bins:
    """Where the bars of a histogram begin, and how wide each is."""

    start: float
    width: float

    @property
    def end(self) -> float:
        """Where the last bar ends."""
        return self.start + BARS * self.width

    @classmethod
    def around(cls, low: float, high: float, goal: float | None) -> "Bins":
        """Bars of a round width that show all from low to high; one of them begins at the goal."""
        least = max((high - low) / (BARS - 4), abs(high) * 1e-6, 1e-9)
        power = 10.0 ** math.floor(math.log10(least))
        width = next(figure * power for figure in _FIGURES if figure * power >= least)
        start = math.floor(((low + high) / 2 - BARS / 2 * width) / width) * width
        return cls(start if goal is None else goal - round((goal - start) / width) * width, width)

    def fits(self, low: float, high: float) -> bool:
        """Whether bars still show all from low to high, and not too small."""
        return self.start <= low and high <= self.end and high - low >= (self.end - self.start) * _LEAST_USE


@dataclass(frozen=True, slots=True)
class Chances:
    """What a setting comes to in all worlds; None where the KGI has no value.

    `bars` are how many worlds lie in each of the `bins`, `fan` the quantiles by FAN of what has added up by the end of
    each month. `is_plain` where the mean is what the levers as they are set come to.
    """

    projected: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    probability: float | None
    bins: Bins
    bars: tuple[int, ...]
    fan: tuple[tuple[float, ...], ...]
    samples: int
    is_plain: bool


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What is simulated: a plan as an answer knows it, the whole period or what remains of it.

    `plan` is the plan as its numbers are told: by channel or, where these are not told apart, as a whole. Edits are
    those of the one that is `stored`.
    """

    plan: "Plan"
    stored: "Plan"
    answer: "Answer"
    is_rest: bool

    @classmethod
    def of(cls, stored: "Plan", answer: "Answer", *, is_rest: bool) -> "Setting":
        """A stored plan as it is told."""
        from isplanner.analysis.tree.whole import plan_as_told

        root, known = stored.tree.root, answer.projection.values
        parts = stored.tree.channel_nodes(root.metric) if root else ()
        by_channel = any(known.get(part) is not None for part in parts)
        return cls(stored if by_channel else plan_as_told(stored, answer.baseline), stored, answer, is_rest)

    @property
    def is_as_whole(self) -> bool:
        """Whether channels are not told apart."""
        return self.plan is not self.stored

    @property
    def whole(self) -> "Setting":
        """The same of the whole period."""
        return replace(self, is_rest=False)

    @property
    def ground(self) -> "Ground":
        """What is known of the levers, and what remains of the period where that is looked at."""
        from isplanner.jobs.simulation import ground_of

        answer = self.answer
        remaining = answer.remaining if self.is_rest else None
        return ground_of(self.plan, answer.baseline, answer.estimates, remaining)

    @property
    def standing(self) -> "Baseline":
        """What a lever is that the scenario does not set."""
        from isplanner.analysis.simulation.model import standing_at

        ground = self.ground
        return standing_at(self.plan, ground.baseline, ground.estimates, ground.remaining)

    def expectation(self) -> "Expectation":
        """The chosen scenario in numbers."""
        from isplanner.analysis.simulation.expect import Expectation
        from isplanner.analysis.simulation.model import model_of

        ground = self.ground
        return Expectation(model_of(self.plan, ground.baseline, ground.estimates, remaining=ground.remaining))

    def reach(self, lever: "NodeKey") -> float | None:
        """What a lever must be set to for what remains, all else as it is, to reach the goal; None: nothing is enough.

        Raises:
            PlanError: `not_a_lever`.
        """
        plan = self.plan
        return self.bring(lever, plan.tree.root, plan.goal.value) if plan.tree.root and plan.goal else None

    def bring(self, lever: "NodeKey", node: "NodeKey", wanted: float) -> float | None:
        """What a lever must be set to for a node to come to a value, what is done included; None: nothing is enough.

        Raises:
            PlanError: `not_a_lever`.
        """
        from isplanner.analysis.tree.project import lever_values, movement_of

        plan, expectation = self.plan, self.expectation()
        movement = movement_of(plan, self.standing, lever_values(plan, self.standing), lever)
        if not movement.levers or expectation.reach(movement, node, wanted) is None:
            return None
        return expectation.setting(lever)

    def engine(self, drawn: "Drawn | None" = None, scenario: "Scenario | None" = None) -> "Engine":
        """The engine of a scenario (the chosen one unless given), with what was drawn before.

        Raises:
            PlanError: `nothing_to_simulate`.
        """
        from isplanner.analysis.simulation.engine import Engine

        ground = self.ground
        return Engine(self.plan, ground.baseline, ground.estimates, scenario, remaining=ground.remaining, drawn=drawn)

    def engines(
        self, scenarios: "Sequence[Scenario]", drawn: "Drawn | None"
    ) -> "Iterator[tuple[Scenario, Engine | None, LeverValues]]":
        """Scenarios, each with an engine and where to move its levers; None where there is nothing to simulate.

        Scenarios share one where the same levers have a value: a lever that has none in a scenario is not moved away.
        """
        from isplanner.analysis.tree.project import lever_values
        from isplanner.plan.problem import PlanError

        shared: dict[frozenset[NodeKey], Engine | None] = {}
        for scenario in (self.plan.chosen, *scenarios):
            levers = lever_values(self.plan, self.standing, scenario)
            if (known := frozenset(levers)) not in shared:
                try:
                    shared[known] = self.engine(drawn, scenario)
                except PlanError:
                    shared[known] = None
        for scenario in scenarios:
            levers = lever_values(self.plan, self.standing, scenario)
            yield scenario, shared[frozenset(levers)], levers

    def is_same(self, other: "Setting | None") -> bool:
        """Whether another one has the same worlds: a new answer may say of the levers what the one before did."""
        if other is None or self.stored is not other.stored or self.is_rest is not other.is_rest:
            return False
        mine, theirs = self.answer, other.answer
        return (mine.baseline, mine.estimates, mine.remaining) == (theirs.baseline, theirs.estimates, theirs.remaining)


class LiveWorlds:
    """The worlds of the setting that is looked at, kept while its levers move.

    All of it belongs to the worker, but `drawn`, the random numbers: others may read them.
    """

    def __init__(self) -> None:
        self._setting: Setting | None = None
        self._worlds: _KeptWorlds | None = None
        self.drawn: Drawn | None = None
        self._bins: Bins | None = None

    def look(self, setting: Setting, levers: "LeverValues | None" = None) -> Chances | None:
        """What a setting comes to with some levers moved; None where there is nothing to simulate."""
        if not setting.is_same(self._setting):
            self._setting, self._worlds = setting, _keep_worlds(setting, self.drawn)
            if self._worlds is not None:
                self.drawn = self._worlds.engine.drawn
                self._bins = self._worlds.fitting(self._bins)
        return None if self._worlds is None or self._bins is None else self._worlds.read(levers, self._bins)


@dataclass(frozen=True, slots=True, eq=False)
class _KeptWorlds:
    engine: "Engine"
    expectation: "Expectation"
    goal: float | None

    def fitting(self, bins: Bins | None) -> Bins:
        """Bins for these worlds: those there were, as long as they fit."""
        worlds = self.engine.move()
        ends = (worlds.quantile(_RARE), worlds.quantile(1 - _RARE), self.goal)
        known = [end for end in ends if end is not None] or [0.0]
        if bins is not None and bins.fits(min(known), max(known)):
            return bins
        return Bins.around(min(known), max(known), self.goal)

    def read(self, levers: "LeverValues | None", bins: Bins) -> Chances:
        """What they say with some levers moved."""
        from isplanner.analysis.simulation.expect import lever_means
        from isplanner.analysis.simulation.simulate import mean_kgi

        engine, worlds = self.engine, self.engine.move(levers)
        return Chances(
            projected=mean_kgi(engine, self.expectation, worlds, levers),
            p10=worlds.quantile(0.1),
            p50=worlds.quantile(0.5),
            p90=worlds.quantile(0.9),
            probability=worlds.chance(self.goal) if self.goal is not None and len(worlds.kgi) else None,
            bins=bins,
            bars=count_worlds(worlds, bins),
            fan=tuple(tuple(end or 0.0 for end in ends) for ends in worlds.fan(FAN)),
            samples=worlds.by_month.shape[1],
            is_plain=engine.is_linear and not lever_means(engine.levers, engine.estimates),
        )


def _keep_worlds(setting: Setting, drawn: "Drawn | None") -> _KeptWorlds | None:
    from isplanner.analysis.simulation.expect import Expectation
    from isplanner.analysis.simulation.simulate import goal_of
    from isplanner.plan.problem import PlanError

    try:
        engine = setting.engine(drawn)
    except PlanError:
        return None
    return _KeptWorlds(engine, Expectation(engine.model), goal_of(setting.plan, engine.root))


def count_worlds(worlds: "Worlds", bins: Bins) -> tuple[int, ...]:
    """How many worlds lie in each bin."""
    import numpy as np

    edges = (bins.start + bins.width * np.arange(BARS + 1)).astype(np.float32)
    return tuple(np.diff(np.searchsorted(worlds.kgi, edges)).tolist())
