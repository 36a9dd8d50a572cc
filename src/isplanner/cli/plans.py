"""new and demo: plans that were not there before."""

from datetime import date
from pathlib import Path

import click

from isplanner.cli.arguments import json_option, plan_argument, read_goal
from isplanner.cli.console import Console
from isplanner.jobs.demo import make_demo
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.store.document import Document


@click.command("new")
@plan_argument
@click.option("--year", type=int, help="年度 / fiscal year")
@click.option("--quarter", type=int, help="1 … 4")
@click.option("--kgi", metavar="METRIC=VALUE")
@click.option("--base", metavar="VALUE", help="--kgi METRIC=+15% の元の値 / what a relative goal is relative to")
@json_option
@click.pass_obj
def new_command(
    console: Console,
    path: Path,
    year: int | None,
    quarter: int | None,
    kgi: str | None,
    base: str | None,
    as_json: bool,
) -> None:
    """新しいプラン / A plan from the inside-sales template."""
    # The one place where the command line asks the clock: a plan without a period is for the quarter of today.
    today = date.today()  # noqa: DTZ011, TID251
    period = fiscal_period(PeriodRule(), today, year, quarter)
    goal = read_goal(shipped_metrics(), kgi, base) if kgi else None
    blueprint = plan_blueprint(period, console.language, kgi=goal.metric if goal else None)
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
