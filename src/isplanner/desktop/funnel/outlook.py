"""What the funnel asks of analysis: readings within a frame, and what takes longer, off the UI thread. No Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from isplanner.desktop.funnel.chances import Chances, LiveWorlds, Setting
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.funnel.spread import Beyond, spread_shares
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn
    from isplanner.analysis.simulation.expect import Expectation
    from isplanner.analysis.tree.move import LeverValues, Movement

# The engine is imported inside: numpy is not needed for the first paint.


@dataclass(frozen=True, slots=True)
class Expected:
    """What a scenario comes to; None where it is not known."""

    kgi: float | None
    p10: float | None = None
    p90: float | None = None
    probability: float | None = None


class Step(Enum):
    """How far levers are moved to see what they can do; SPREAD: how much of the KGI's spread comes from them."""

    POINT = "point"
    PERCENT = "percent"
    BAND = "band"
    SPREAD = "spread"


class Swing(NamedTuple):
    """What the KGI loses and gains as a lever is moved down and up; of the spread 0 and the lever's share."""

    low: float
    high: float

    @property
    def length(self) -> float:
        """How far its ends lie apart."""
        return self.high - self.low


Swings = Mapping[NodeKey | Beyond, Swing]
"""What each lever can do, and of the spread what comes from none of them."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What takes longer to know.

    `scenarios` are by id. `alone` is for each lever the value that alone reaches the goal, None where there is none;
    `swings` what moving it does to the KGI.
    """

    scenarios: Mapping[int, Expected]
    alone: Mapping[NodeKey, float | None]
    swings: Mapping[Step, Swings]


def read(setting: Setting, channel: str | None) -> Reading:
    """The stored plan in its chosen scenario, beside 基準."""
    from isplanner.analysis.simulation.workload import measure_workload
    from isplanner.analysis.tree.project import project
    from isplanner.jobs.carry_in import untold

    plan, standing = setting.plan, setting.standing
    base = next(scenario for scenario in plan.scenarios if scenario.is_baseline)
    now = project(plan, standing)
    result = setting.expectation().projection() if setting.is_rest else now
    ground, root = setting.ground, plan.tree.root
    remaining = ground.remaining
    bands = {node: known.band for node, known in ground.estimates.levers.items()}
    return Reading(
        plan=plan,
        channel=channel,
        now=now,
        base=project(plan, standing, base),
        result=result,
        is_rest=setting.is_rest,
        bands=bands,
        workload=measure_workload(plan, setting.answer.baseline, remaining),
        forecast=setting.answer.goal if setting.is_rest else None,
        is_as_whole=setting.is_as_whole,
        to_date=remaining.to_date(plan.tree) if remaining else {},
        path=remaining.path(root) if remaining and root and plan.metrics[root.metric].is_whole else (),
        untold=untold(plan, standing),
    )


class Hand:
    """One lever under the hand: what the plan comes to as it moves."""

    def __init__(self, setting: Setting, reading: Reading, lever: NodeKey) -> None:
        from isplanner.analysis.tree.project import lever_values, movement_of
        from isplanner.analysis.tree.rows import Rows

        self.lever, self.reading, self._setting, self._standing = lever, reading, setting, setting.standing
        self._present = lever_values(setting.plan, self._standing)
        self._movement: Movement = movement_of(setting.plan, self._standing, self._present, lever)
        self._rows = Rows(self._movement.evaluation.program)
        self._expectation: Expectation | None = setting.expectation() if setting.is_rest else None

    def at(self, value: float) -> "tuple[Reading, LeverValues]":
        """What is shown with the lever at a value, and the levers that this moves.

        Raises:
            PlanError: `not_a_lever`, `out_of_range`.
        """
        from isplanner.analysis.tree.project import move_plan_wide, project, read_projection

        plan, movement, reading = self._setting.plan, self._movement, self.reading
        by_month = [plan.tree.root] if plan.tree.root else []
        levers: LeverValues = {self.lever: value}
        if plan.tree.nodes[self.lever].formula is not None:
            levers = move_plan_wide(plan, self._standing, self._present, self.lever, value, movement)
        if not movement.levers:  # nothing was known of them: their channels are not in the tree that was compiled
            now = project(plan, self._standing, overrides={self.lever: value})
        else:
            movement.stand(levers)
            now = read_projection(plan, movement.evaluation, by_month, self._rows)
        if self._expectation is None:
            return replace(reading, now=now, result=now), levers
        self._expectation.stand(levers)
        return replace(reading, now=now, result=self._expectation.projection(by_month)), levers


class View(NamedTuple):
    """What is shown together: a reading, `stored` or of a lever under the hand, and what its worlds say."""

    stored: Reading
    reading: Reading
    chances: Chances | None
    lever: NodeKey | None

    @property
    def is_preview(self) -> bool:
        """Whether a lever stands elsewhere than in the plan."""
        return self.reading is not self.stored


class LiveView:
    """What is looked at, kept while its levers move. All of it belongs to the worker, but what the worlds drew."""

    def __init__(self) -> None:
        self.worlds = LiveWorlds()
        self._hand: Hand | None = None

    def look(self, setting: Setting, reading: Reading, lever: NodeKey | None = None, value: float = 0.0) -> View | None:
        """A setting, perhaps with a lever moved; None where the lever cannot stand there: its release says why."""
        if lever is None or value == reading.value(lever):
            return View(reading, reading, self.worlds.look(setting), lever)
        if self._hand is None or (self._hand.lever, self._hand.reading) != (lever, reading):
            self._hand = Hand(setting, reading, lever)
        try:
            shown, moved = self._hand.at(value)
        except PlanError:
            return None
        return View(reading, shown, self.worlds.look(setting, moved), lever)


def look_ahead(setting: Setting, reading: Reading, levers: Sequence[NodeKey], drawn: "Drawn | None") -> Outlook:
    """Work out all scenarios, with what was drawn for the chosen one, and what each lever can do alone."""
    alone = {} if reading.kgi is None else _alone(setting, levers)
    swings: dict[Step, Swings] = {**_swings(setting, reading, levers)}
    shares = spread_shares(setting, levers, drawn)
    swings[Step.SPREAD] = {source: Swing(0.0, share) for source, share in shares.items()}
    return Outlook(_scenarios(setting, drawn), alone, swings)


def _scenarios(setting: Setting, drawn: "Drawn | None") -> dict[int, Expected]:
    from isplanner.analysis.simulation.expect import Expectation
    from isplanner.analysis.simulation.simulate import goal_of, mean_kgi

    found, goal = {}, goal_of(setting.plan, setting.plan.tree.root)
    for scenario, engine, levers in setting.engines(setting.plan.scenarios, drawn):
        if engine is None:
            found[scenario.id] = Expected(None)
            continue
        worlds = engine.move(levers)
        found[scenario.id] = Expected(
            kgi=mean_kgi(engine, Expectation(engine.model), worlds, levers),
            p10=worlds.quantile(0.1),
            p90=worlds.quantile(0.9),
            probability=worlds.chance(goal) if goal is not None and len(worlds.kgi) else None,
        )
    return found


def _alone(setting: Setting, levers: Iterable[NodeKey]) -> dict[NodeKey, float | None]:
    from isplanner.analysis.solving.solve import solve_lever

    plan, goal = setting.plan, setting.plan.goal
    alone: dict[NodeKey, float | None] = {}
    if goal is None:
        return alone
    for lever in levers:
        try:
            if setting.is_rest:
                alone[lever] = setting.reach(lever)
            else:
                solution = solve_lever(plan, setting.standing, lever, goal.value)
                alone[lever] = solution.value if solution.feasible else None
        except PlanError:
            continue  # the KGI has no value to compare: the row shows —
    return alone


def _swings(setting: Setting, reading: Reading, levers: Iterable[NodeKey]) -> dict[Step, dict[NodeKey | Beyond, Swing]]:
    swings: dict[Step, dict[NodeKey | Beyond, Swing]] = {step: {} for step in (Step.POINT, Step.PERCENT, Step.BAND)}
    for lever in levers:
        value = reading.value(lever)
        if value is None or reading.kgi is None:
            continue
        hand, is_share = Hand(setting, reading, lever), reading.metric(lever).is_share
        ends = {Step.PERCENT: (value, value * 1.01), Step.BAND: reading.bands.get(lever)}
        ends[Step.POINT] = (value, min(1.0, value + 0.01)) if is_share else None
        for step, pair in ends.items():
            if pair and (swing := _swing(hand, reading.kgi, pair)):
                swings[step][lever] = swing
    return swings


def _swing(hand: Hand, kgi: float, ends: tuple[float, float]) -> Swing | None:
    """What the KGI does as a lever goes to two ends; None where it has no value there."""
    try:
        low, high = (hand.at(end)[0].kgi for end in ends)
    except PlanError:
        return None
    return None if low is None or high is None else Swing(*sorted((low - kgi, high - kgi)))
