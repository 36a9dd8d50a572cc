"""Edits of scenarios, of the levers' values in them, and of what is judged of levers."""

import sqlite3
from collections.abc import Callable, Mapping

from isplanner.plan.headcount import Headcount
from isplanner.plan.judgement import Judgement
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.store.edit import Edit, words_of_values
from isplanner.store.stored import (
    LeverValue,
    free_name,
    insert_scenario,
    number,
    put_headcount,
    put_lever,
    scenario_to_set,
    stored_lever,
    stored_scenario,
)
from isplanner.text.numbers import format_number

_DIFFERENCES = {"lever_value": "node, month, value", "hire": "people, start, ramp", "leaver": "member, day"}
"""The tables of what a scenario has otherwise than 基準, with their columns."""


def set_levers(
    values: Mapping[NodeKey, LeverValue],
    draft_name: Callable[[int], str],
    scenario: str | None = None,
) -> Edit:
    """Set levers in the chosen scenario, or in the one of that name.

    While 基準 is chosen, which is never written to, the first free `draft_name(1)`, `draft_name(2)` … is made from it
    and chosen. A new `scenario` name makes a scenario, without choosing it.
    """

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        target = scenario_to_set(connection, plan, draft_name, scenario)
        for key, value in values.items():
            put_lever(connection, plan, target, key, value)

    return Edit(*words_of_values("lever", values), apply)


def set_headcount(headcount: Headcount, draft_name: Callable[[int], str], scenario: str | None = None) -> Edit:
    """Say which people a scenario has otherwise than the plan; which scenario, and when one is made, as `set_levers`.

    A scenario made from 基準 or anew has none.
    """

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        target = scenario_to_set(connection, plan, draft_name, scenario)
        put_headcount(connection, plan, target, headcount)

    if headcount.is_same:
        return Edit("reset_headcount", {}, apply)
    hired, leavers = format_number(headcount.hired, None), len(headcount.leavers)
    if not leavers:
        return Edit("set_hires", {"hired": hired}, apply)
    if not headcount.hires:
        return Edit("set_leavers", {"leavers": leavers}, apply)
    return Edit("set_headcount", {"hired": hired, "leavers": leavers}, apply)


def choose_scenario(scenario: Scenario) -> Edit:
    """Work in another scenario."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        connection.execute("update plan set chosen = ?", [stored_scenario(plan, scenario).id])

    return Edit("choose_scenario", {"scenario": scenario.name}, apply)


def add_scenario(name: str, like: Scenario | None = None) -> Edit:
    """Make a scenario with the differences of another, or with none, and choose it."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        made = insert_scenario(connection, plan, name)
        if like is not None:
            copied = stored_scenario(plan, like).id
            for table, columns in _DIFFERENCES.items():
                connection.execute(
                    f"insert into {table} (scenario, {columns}) "
                    f"select ?, {columns} from {table} where scenario = ? order by id",
                    [made, copied],
                )
        connection.execute("update plan set chosen = ?", [made])

    return Edit("add_scenario", {"scenario": name}, apply)


def rename_scenario(scenario: Scenario, name: str) -> Edit:
    """Call a scenario something else."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_scenario(plan, scenario)
        new = free_name(name, (other.name for other in plan.scenarios if other is not stored))
        connection.execute("update scenario set name = ? where id = ?", [new, stored.id])

    return Edit("rename_scenario", {"old": scenario.name, "scenario": name}, apply)


def note_scenario(scenario: Scenario, note: str) -> Edit:
    """Say what a scenario is for; "" takes that away."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_scenario(plan, scenario)
        connection.execute("update scenario set note = ? where id = ?", [note.strip(), stored.id])

    return Edit("note_scenario", {"scenario": scenario.name}, apply)


def remove_scenario(scenario: Scenario) -> Edit:
    """Take a scenario away; 基準 is chosen where it was."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        stored = stored_scenario(plan, scenario)
        if stored.is_baseline:
            raise PlanError("baseline_is_fixed", scenario=stored.name)
        baseline = next(other.id for other in plan.scenarios if other.is_baseline)
        connection.execute("update plan set chosen = ? where chosen = ?", [baseline, stored.id])
        connection.execute("delete from scenario where id = ?", [stored.id])

    return Edit("remove_scenario", {"scenario": scenario.name}, apply)


def set_judgements(judgements: Mapping[NodeKey, Judgement | None]) -> Edit:
    """Say what levers are judged to be; None: as their actuals say."""

    def apply(connection: sqlite3.Connection, plan: Plan) -> None:
        for key, judgement in judgements.items():
            node = stored_lever(plan, key).id
            if judgement is None:
                connection.execute("delete from judgement where node = ?", [node])
                continue
            low, likely, high = (number(key, each) for each in (judgement.low, judgement.likely, judgement.high))
            if not low <= likely <= high:
                raise PlanError("bad_judgement", node=str(key))
            connection.execute(
                """insert into judgement (node, low, likely, high) values (?, ?, ?, ?) on conflict (node)
                do update set (low, likely, high) = (excluded.low, excluded.likely, excluded.high)""",
                [node, low, likely, high],
            )

    likely = {key: judgement and judgement.likely for key, judgement in judgements.items()}
    return Edit(*words_of_values("judgement", likely), apply)
