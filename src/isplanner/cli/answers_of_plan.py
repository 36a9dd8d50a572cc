"""tree: what a plan comes to."""

from datetime import date, datetime
from pathlib import Path

import click

from isplanner.cli.answers import tree_answer
from isplanner.cli.arguments import (
    json_option,
    plan_argument,
    read_scenario,
    scenario_option,
)
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.answer import work_out
from isplanner.plan.formula import NameTable, format_formula
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.names import node_name
from isplanner.text.numbers import write_value

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


def _name(plan: Plan, key: NodeKey, console: Console) -> str:
    return node_name(key, plan.metrics, plan.channels, console.language)


def _day(moment: datetime) -> date:
    return moment.date()
