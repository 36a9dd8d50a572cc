"""Reading what is typed on a command line: nodes, values, goals, scenarios."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from isplanner.analysis.simulation.simulate import SAMPLES, SEED
from isplanner.analysis.solving.conditions import PEOPLE, Condition
from isplanner.jobs.goal import relative_goal
from isplanner.plan.formula import NameTable
from isplanner.plan.headcount import Headcount
from isplanner.plan.metric import Kind, Metric, shipped_metrics
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Goal
from isplanner.text.headcount import parse_hire, parse_leaver
from isplanner.text.numbers import parse_number

_RELATIVE = re.compile(r"^[+\-−＋－±].*[%％]$")
_CONDITION = re.compile(r"(?P<name>[^<>≤≥≦≧]+)(?P<sign><=?|>=?|[≤≥≦≧])(?P<value>[^<>=≤≥≦≧]+)")
_PEOPLE = {"people", "人員", "人数"}
_MOST_SAMPLES = 1_000_000
_HUNDRED = 100

plan_argument = click.argument("path", metavar="PLAN", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="JSON")
scenario_option = click.option("--scenario", metavar="NAME")
samples_option = click.option(
    "--samples", type=click.IntRange(1, _MOST_SAMPLES), default=SAMPLES, show_default=True, help="試算の回数 / worlds"
)
seed_option = click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)


def read_node(plan: Plan, text: str) -> NodeKey:
    """A node of the plan, written `metric` or `metric[channel]`, by key or display name.

    Raises:
        PlanError: `unknown_node`.
    """
    key = NameTable.of(plan).node(text)
    if key not in plan.tree.nodes:
        raise PlanError("unknown_node", name=text, hint="")
    return key


def metric_key(name: str) -> str:
    """The key of a shipped metric by key or name; what is none comes back as it is, for others to refuse."""
    return NameTable(shipped_metrics(), {}).metric(name) or name


def read_metric(plan: Plan, name: str) -> str:
    """The key of a metric of the plan by key or name.

    Raises:
        PlanError: `unknown_metric`.
    """
    key = NameTable.of(plan).metric(name) or metric_key(name)
    if key not in plan.metrics:
        raise PlanError("unknown_metric", name=name)
    return key


def read_assignments(plan: Plan, assignments: Sequence[str]) -> tuple[dict[NodeKey, float], dict[NodeKey, str]]:
    """NODE=VALUE pairs: the values, and the formulas of those whose value begins with `=`.

    Raises:
        PlanError: `unknown_node` or `bad_value`.
    """
    values: dict[NodeKey, float] = {}
    formulas: dict[NodeKey, str] = {}
    for assignment in assignments:
        name, _, text = assignment.partition("=")
        key = read_node(plan, name)
        if text.lstrip().startswith("="):
            formulas[key] = text
        else:
            values[key] = read_value(plan.metrics[key.metric], text)
    return values, formulas


def read_value(metric: Metric, text: str) -> float:
    """A value of a metric: counts and yen as written, a share as 20% or 0.2.

    Raises:
        PlanError: `bad_value` for what is no number, a share over 1 without a % sign, or a negative count.
    """
    try:
        value = parse_number(text)
    except PlanError:
        raise PlanError("bad_value", text=text, name=metric.ja) from None
    wrong = not 0 <= value <= 1 if metric.is_share else value < 0 and metric.kind is not Kind.AMOUNT
    if wrong:
        raise PlanError("bad_value", text=text, name=metric.ja)
    return value


def read_goal(metrics: Mapping[str, Metric], text: str, base: str | None) -> Goal:
    """A goal, written METRIC=VALUE, or METRIC=+15% with a base value to which that is relative.

    Raises:
        PlanError: `unknown_metric`, `bad_value`, or `base_needed`.
    """
    name, _, value = text.partition("=")
    key = NameTable(metrics, {}).metric(name)
    if key is None:
        raise PlanError("unknown_metric", name=name)
    if not _RELATIVE.match(value.strip()):
        return Goal(key, read_value(metrics[key], value))
    if base is None:
        raise PlanError("base_needed", text=value)
    return relative_goal(metrics[key], read_value(metrics[key], base), parse_number(value))


def read_wanted(plan: Plan, goal: str | None) -> float:
    """The value that the KGI is to reach: the one given, else the plan's goal.

    Raises:
        PlanError: `bad_value`; `no_goal` where there is neither.
    """
    root = plan.tree.root
    if goal is not None and root is not None:
        return read_value(plan.metrics[root.metric], goal)
    if plan.goal is None:
        raise PlanError("no_goal")
    return plan.goal.value


def read_chance(text: str) -> float:
    """A probability between 0 and 1, written 0.8, 80% or 80.

    Raises:
        PlanError: `bad_chance`.
    """
    try:
        chance = parse_number(text)
    except PlanError:
        raise PlanError("bad_chance", text=text) from None
    if 1 < chance < _HUNDRED and "%" not in text:
        chance /= _HUNDRED
    if not 0 < chance < 1:
        raise PlanError("bad_chance", text=text)
    return chance


def read_condition(plan: Plan, text: str) -> Condition:
    """A side condition, written NODE<=VALUE or NODE>=VALUE; `people` (人員) is how many people it takes.

    Raises:
        PlanError: `bad_condition`, `unknown_node` or `bad_value`.
    """
    found = _CONDITION.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        raise PlanError("bad_condition", text=text)
    name, at_most = found["name"].strip(), found["sign"][0] in "<≤≦"
    if name.casefold() in _PEOPLE:
        return Condition(PEOPLE, _read_people(found["value"], text), at_most=at_most)
    node = read_node(plan, name)
    return Condition(node, read_value(plan.metrics[node.metric], found["value"]), at_most=at_most)


def _read_people(number: str, text: str) -> float:
    try:
        people = parse_number(number)
    except PlanError:
        raise PlanError("bad_condition", text=text) from None
    if people <= 0:
        raise PlanError("bad_condition", text=text)
    return people


def read_headcount(plan: Plan, before: Headcount, hires: Sequence[str], leavers: Sequence[str]) -> Headcount:
    """Headcount with hires, written PEOPLE@MONTH or PEOPLE@MONTH:RAMP, and leavers, written MEMBER@MONTH.

    Hires take the place of those from the same month, 0 people of them: none. A leaver @none stays.

    Raises:
        PlanError: as `parse_hire` and `parse_leaver`.
    """
    hired, going = [parse_hire(text, plan) for text in hires], dict(parse_leaver(text, plan) for text in leavers)
    months = {hire.start for hire in hired}
    kept = (hire for hire in before.hires if hire.start not in months)
    leaving = {member: day for member, day in {**before.leavers, **going}.items() if day is not None}
    return Headcount((*kept, *(hire for hire in hired if hire.people)), leaving)


def read_scenario(plan: Plan, name: str | None) -> Scenario:
    """A scenario by name; the chosen one where none is named.

    Raises:
        PlanError: `unknown_scenario`, with the names there are.
    """
    if name is None:
        return plan.chosen
    for scenario in plan.scenarios:
        if scenario.name == name:
            return scenario
    raise PlanError("unknown_scenario", name=name, known=tuple(scenario.name for scenario in plan.scenarios))
