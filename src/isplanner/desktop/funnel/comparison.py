"""Comparison: what the scenarios of a plan set their levers to, side by side, and how they differ from 基準. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.chances import Bins, Setting, count_worlds
from isplanner.desktop.funnel.moves import draft_name
from isplanner.desktop.funnel.outlook import Expected
from isplanner.desktop.funnel.shape import lever_keys
from isplanner.desktop.language import language
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.store import edits

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Edit

# The engine is imported inside: numpy is not needed for the first paint.

MOST_OUTLINES = 3

Wishes = Mapping[int, Mapping[NodeKey, float | None]]
"""What levers are to be set to, by the ids of scenarios; None: as in 基準."""


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
class Comparison:
    """The scenarios of a plan side by side: the levers of a tab, and all that the chosen one sets by itself."""

    plan: "Plan"
    lines: tuple[LeverLine, ...]
    differences: tuple[Difference, ...]
    expected: Mapping[int, Expected]


def compare(setting: Setting, channel: str | None, expected: Mapping[int, Expected]) -> Comparison:
    """Lay the scenarios of a plan side by side."""
    from isplanner.analysis.tree.project import project

    plan = setting.plan
    values = {one.id: project(plan, setting.standing, one).values for one in plan.scenarios}
    lines = tuple(
        LeverLine(
            lever,
            {number: found.get(lever) for number, found in values.items()},
            frozenset(one.id for one in plan.scenarios if _own_levers(plan, lever) & one.values.keys()),
        )
        for lever in lever_keys(plan.tree, channel)
    )
    base = next(one.id for one in plan.scenarios if one.is_baseline)
    chosen = values[plan.scenario]
    differences = tuple(Difference(lever, values[base].get(lever), chosen.get(lever)) for lever in plan.chosen.values)
    return Comparison(plan, lines, differences, expected)


def setting_edit(setting: Setting, wishes: Wishes) -> "Edit":
    """Set levers in scenarios as one step, or let them follow 基準 again.

    Raises:
        PlanError: `not_a_lever`, `out_of_range`.
    """
    from isplanner.jobs.set_values import lever_edit

    plan, parts = setting.stored, []
    answer = replace(setting.answer, plan=plan, baseline=setting.standing)
    names = {one.id: one.name for one in plan.scenarios}
    for number, levers in wishes.items():
        if set_to := {lever: value for lever, value in levers.items() if value is not None}:
            parts.append(lever_edit(answer, set_to, language(), names[number]))
        reset = {own for lever, value in levers.items() if value is None for own in _own_levers(plan, lever)}
        if reset:
            parts.append(edits.set_levers(dict.fromkeys(reset), draft_name, names[number]))
    several = edits.together(parts)
    wanted = [(lever, value) for levers in wishes.values() for lever, value in levers.items()]
    if len(wanted) != 1:
        return several
    # The user set one lever: the history names it, however many channels followed.
    ((lever, value),) = wanted
    code, said = ("reset_lever", {}) if value is None else ("set_lever", {"value": value})
    return replace(several, code=code, values={"node": str(lever), **said})


def outlines(
    setting: Setting, scenarios: tuple[Scenario, ...], drawn: "Drawn | None", bins: Bins
) -> dict[int, tuple[int, ...]]:
    """How many worlds of each scenario lie in each bar of the histogram."""
    from isplanner.analysis.tree.project import lever_values

    try:
        engine = setting.engine(drawn)
    except PlanError:
        return {}
    levers = {one.id: lever_values(setting.plan, setting.standing, one) for one in scenarios}
    return {number: count_worlds(engine.move(values), bins) for number, values in levers.items()}


def _own_levers(plan: "Plan", lever: NodeKey) -> frozenset[NodeKey]:
    """The lever itself, or the levers of the channels that it moves."""
    if plan.tree.nodes[lever].formula is None:
        return frozenset([lever])
    return frozenset(key for key in plan.tree.channel_nodes(lever.metric) if plan.tree.nodes[key].formula is None)
