"""new and demo: plans that were not there before."""

from datetime import date
from pathlib import Path

import click

from isplanner.cli.arguments import json_option, plan_argument, read_goal
from isplanner.cli.console import Console
from isplanner.jobs.demo import make_demo
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.jobs.templates import named_structure, templates_folder
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.template import NAMES, Phase
from isplanner.store.document import Document


@click.command("new")
@plan_argument
@click.option("--year", type=int, help="年度 / fiscal year")
@click.option("--quarter", type=int, help="1 … 4")
@click.option("--kgi", metavar="METRIC=VALUE")
@click.option("--base", metavar="VALUE", help="--kgi METRIC=+15% の元の値 / what a relative goal is relative to")
@click.option("--template", default=NAMES[0], metavar="NAME", help=f"{', '.join(NAMES)}, … / …, FILE.toml")
@click.option(
    "--phase",
    type=click.Choice([phase.value for phase in Phase]),
    default=Phase.GROWTH.value,
    help="立ち上げ・成長・成熟 / how much is measured",
)
@json_option
@click.pass_obj
def new_command(  # noqa: PLR0913, PLR0917 - a parameter an option
    console: Console,
    path: Path,
    year: int | None,
    quarter: int | None,
    kgi: str | None,
    base: str | None,
    template: str,
    phase: str,
    as_json: bool,
) -> None:
    """新しいプラン / A plan from a template: inside_sales, sdr, bdr, mail, or one that was kept."""
    # The one place where the command line asks the clock: a plan without a period is for the quarter of today.
    today = date.today()  # noqa: DTZ011, TID251
    goal = read_goal(shipped_metrics(), kgi, base) if kgi else None
    structure = named_structure(template, templates_folder(), Phase(phase), goal.metric if goal else None)
    period = fiscal_period(structure.rule, today, year, quarter)
    blueprint = plan_blueprint(period, console.language, structure=structure)
    with Document.create(path, blueprint) as document:
        if goal:
            document.edit(goal_edit(goal))
    _tell_made(console, path, as_json=as_json)


@click.command("demo")
@plan_argument
@json_option
@click.pass_obj
def demo_command(console: Console, path: Path, as_json: bool) -> None:
    """デモのプラン / The demo plan: eight members, five channels, half a quarter done."""
    make_demo(path, console.language)
    _tell_made(console, path, as_json=as_json)


def _tell_made(console: Console, path: Path, *, as_json: bool) -> None:
    if as_json:
        console.json({"plan": str(path)})
    else:
        console.say("plan_made", file=str(path))
