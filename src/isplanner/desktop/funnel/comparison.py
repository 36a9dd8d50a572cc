"""Comparison: the levers and people of a plan's scenarios, side by side, and how they differ from 基準. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from isplanner.analysis.solving.conditions import PEOPLE
from isplanner.desktop.funnel.chances import Bins, Setting, count_worlds
from isplanner.desktop.funnel.moves import draft_name
from isplanner.desktop.funnel.outlook import Expected
from isplanner.desktop.funnel.shape import lever_keys, own_levers
from isplanner.desktop.language import language
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.store import edits

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Edit

# The engine is imported inside: numpy is not needed for the first paint.

Wishes = Mapping[int, Mapping[NodeKey, float | Headcount | None]]
"""What levers, and PEOPLE beside them, are to be set to, by the ids of scenarios; None: as in 基準."""


@dataclass(frozen=True, slots=True)
class LeverLine:
    """One lever in all scenarios, by their ids; `differing` are those that set it otherwise than 基準."""

    lever: NodeKey
    values: Mapping[int, float | None]
    differing: frozenset[int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A lever that a scenario sets otherwise than 基準."""

    lever: NodeKey
    baseline: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class PeopleDifference:
    """A hire of a scenario, or a leaver of it by the member's id; `place` tells it from others that are alike."""

    place: int
    entry: Hire | int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scenarios of a plan side by side: the levers of a tab, and all that the chosen one sets by itself.

    `people` is how many full-time ones each has over the days to come, by its id.
    """

    plan: "Plan"
    lines: tuple[LeverLine, ...]
    people: Mapping[int, float]
    differences: tuple[Difference | PeopleDifference, ...]
    expected: Mapping[int, Expected]


def compare(setting: Setting, channel: str | None, expected: Mapping[int, Expected]) -> Comparison:
    """Lay the scenarios of a plan side by side."""
    from isplanner.analysis.people.capacity import people_in
    from isplanner.analysis.simulation.workload import days_to_come
    from isplanner.analysis.tree.project import project

    plan, to_come = setting.plan, days_to_come(setting.plan, setting.ground.remaining)
    people = {one.id: people_in(plan, to_come, one) for one in plan.scenarios}
    values = {one.id: project(plan, setting.standing, one).values for one in plan.scenarios}
    lines = tuple(
        LeverLine(
            lever,
            {number: found.get(lever) for number, found in values.items()},
            frozenset(one.id for one in plan.scenarios if own_levers(plan.tree, lever) & one.values.keys()),
        )
        for lever in lever_keys(plan.tree, channel)
    )
    base = next(one.id for one in plan.scenarios if one.is_baseline)
    chosen = values[plan.scenario]
    headcount = plan.chosen.headcount
    entries: tuple[Hire | int, ...] = (*headcount.hires, *headcount.leavers)
    staffed = (PeopleDifference(place, entry) for place, entry in enumerate(entries))
    set_by_itself = (Difference(lever, values[base].get(lever), chosen.get(lever)) for lever in plan.chosen.values)
    return Comparison(plan, lines, people, (*staffed, *set_by_itself), expected)


def setting_edit(setting: Setting, wishes: Wishes) -> "Edit":
    """Set levers in scenarios as one step, or let them follow 基準 again.

    Raises:
        PlanError: `not_a_lever`, `out_of_range`.
    """
    from isplanner.jobs.set_values import lever_edit

    plan, parts = setting.stored, []
    answer = replace(setting.answer, plan=plan, baseline=setting.standing)
    names = {one.id: one.name for one in plan.scenarios}
    for number, wished in wishes.items():
        if PEOPLE in wished:
            headcount = wished[PEOPLE]
            staffed = headcount if isinstance(headcount, Headcount) else Headcount()
            parts.append(edits.set_headcount(staffed, draft_name, names[number]))
        if set_to := {lever: value for lever, value in wished.items() if isinstance(value, float | int)}:
            parts.append(lever_edit(answer, set_to, language(), names[number]))
        free = (lever for lever, value in wished.items() if value is None and lever != PEOPLE)
        if reset := {own for lever in free for own in own_levers(plan.tree, lever)}:
            parts.append(edits.set_levers(dict.fromkeys(reset), draft_name, names[number]))
    several = edits.together(parts)
    wanted = [(lever, value) for levers in wishes.values() for lever, value in levers.items()]
    if len(wanted) != 1 or wanted[0][0] == PEOPLE:
        return several
    # The user set one lever: the history names it, however many channels followed.
    ((lever, value),) = wanted
    code, said = ("reset_lever", {}) if value is None else ("set_lever", {"value": value})
    return replace(several, code=code, values={"node": str(lever), **said})


def outlines(
    setting: Setting, scenarios: tuple[Scenario, ...], drawn: "Drawn | None", bins: Bins
) -> dict[int, tuple[int, ...]]:
    """How many worlds of each scenario lie in each bar of the histogram."""
    engines = setting.engines(scenarios, drawn)
    return {one.id: count_worlds(engine.move(levers), bins) for one, engine, levers in engines if engine is not None}
