"""tree, solve, allocate: what a plan comes to."""

from datetime import date, datetime
from pathlib import Path

import click

from isplanner.analysis.allocate import Allocation, allocate
from isplanner.analysis.solve import solve_lever
from isplanner.cli.answers import allocate_answer, solve_answer, tree_answer
from isplanner.cli.arguments import (
    json_option,
    plan_argument,
    read_metric,
    read_node,
    read_scenario,
    read_value,
    scenario_option,
)
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.answer import work_out
from isplanner.plan.formula import NameTable, format_formula
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.text.dates import format_month
from isplanner.text.names import metric_name, node_name
from isplanner.text.numbers import format_number, write_value

as_of_option = click.option("--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))


@click.command("tree")
@plan_argument
@scenario_option
@as_of_option
@json_option
@click.pass_obj
def tree_command(console: Console, path: Path, scenario: str | None, as_of: datetime | None, as_json: bool) -> None:
    """目標ツリー / Every node: formula, baseline, value, target."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        answer = work_out(
            plan, document.actuals(), scenario=read_scenario(plan, scenario), looked_at=as_of and _day(as_of)
        )
    if as_json:
        console.json(tree_answer(answer))
        return
    names = NameTable.of(plan)
    rows = []
    for key, node in plan.tree.nodes.items():
        metric, target, forecast = plan.metrics[key.metric], plan.targets.get(key), answer.forecasts.get(key)
        numbers = (
            target.value if target else None,
            answer.projection.values.get(key),
            forecast.forecast if forecast else None,
            answer.baseline.values.get(key),
        )
        written = (str(write_value(number, metric, console.language)) for number in numbers)
        formula = format_formula(node.formula, names, console.language) if node.formula else ""
        rows.append((_name(plan, key, console), *written, formula))
    heads = ("head_node", "head_target", "head_value", "head_projected", "head_baseline", "head_formula")
    console.table([console.word(head) for head in heads], rows, right=range(1, 5))


@click.command("solve")
@plan_argument
@click.option("--lever", metavar="NODE", required=True)
@click.option("--goal", metavar="VALUE")
@scenario_option
@as_of_option
@json_option
@click.pass_obj
def solve_command(
    console: Console,
    path: Path,
    lever: str,
    goal: str | None,
    scenario: str | None,
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """逆算 / What a lever must be for the KGI to reach the goal."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        chosen, key = read_scenario(plan, scenario), read_node(plan, lever)
        answer = work_out(plan, document.actuals(), scenario=chosen, looked_at=as_of and _day(as_of))
        solution = solve_lever(plan, answer.baseline, key, _wanted(plan, goal), chosen)
    if as_json:
        console.json(solve_answer(solution))
        return
    root = plan.metrics[plan.tree.root.metric] if plan.tree.root else plan.metrics[key.metric]
    console.say(
        "solved" if solution.feasible else "out_of_reach",
        node=_name(plan, key, console),
        value=str(write_value(solution.value, plan.metrics[key.metric], console.language)),
        kgi=str(write_value(solution.kgi, root, console.language)),
    )


@click.command("allocate")
@plan_argument
@click.option("--metric", metavar="KEY")
@as_of_option
@json_option
@click.pass_obj
def allocate_command(console: Console, path: Path, metric: str | None, as_of: datetime | None, as_json: bool) -> None:
    """目標配分 / Targets by member, month and week, in whole numbers."""
    del as_of  # the shares come from the targets alone; probabilities as of a day come with the forecast
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        metrics = [read_metric(plan, metric)] if metric else _shared_metrics(plan)
        allocations = [allocate(plan, key) for key in metrics]
    if as_json:
        console.json(allocate_answer(plan, allocations))
        return
    for allocation in allocations:
        _show(console, plan, allocation)


def _show(console: Console, plan: Plan, allocation: Allocation) -> None:
    months = [format_month(month, plan.rule, console.language) for month in plan.months]
    title = metric_name(plan.metrics[allocation.metric], console.language)
    rows = [
        (plan.member(row.member).name, *map(format_number, row.months), format_number(row.total))
        for row in allocation.rows
    ]
    total = (console.word("head_total"), *map(format_number, allocation.months), format_number(allocation.total))
    console.table([title, *months, console.word("head_total")], [*rows, total])
    click.echo()


def _shared_metrics(plan: Plan) -> list[str]:
    """The counts and amounts that have a target anywhere."""
    metrics = dict.fromkeys(key.metric for key in plan.tree.nodes if key in plan.targets)
    return [metric for metric in metrics if plan.metrics[metric].is_whole]


def _wanted(plan: Plan, goal: str | None) -> float:
    """The KGI value to reach: what is given, else the plan's goal."""
    root = plan.tree.root
    if goal is not None and root is not None:
        return read_value(plan.metrics[root.metric], goal)
    if plan.goal is None:
        raise PlanError("no_goal")
    return plan.goal.value


def _name(plan: Plan, key: NodeKey, console: Console) -> str:
    return node_name(key, plan.metrics, plan.channels, console.language)


def _day(moment: datetime) -> date:
    return moment.date()
