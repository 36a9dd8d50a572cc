"""allocate: targets by member, month and week, and what each rests on."""

from datetime import datetime
from pathlib import Path

import click

from isplanner.analysis.forecasting.grounds import Grounds
from isplanner.cli.answers_of_sharing import allocate_answer
from isplanner.cli.arguments import json_option, plan_argument, read_metric
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.grounds_in_words import describe_grounds, describe_ways
from isplanner.jobs.shared_targets import SharedTarget, SharedTargets, share_targets
from isplanner.plan.target import Line
from isplanner.text.dates import format_month_of
from isplanner.text.names import metric_name
from isplanner.text.numbers import format_number, format_probability, write_value


@click.command("allocate")
@plan_argument
@click.option("--metric", metavar="KEY")
@click.option("--line", type=click.Choice([line.value for line in Line]), default=Line.MUST.value, help="必達 / 努力")
@click.option("--grounds", is_flag=True, help="根拠 / what each target rests on")
@click.option("--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@json_option
@click.pass_obj
def allocate_command(
    console: Console, path: Path, metric: str | None, line: str, grounds: bool, as_of: datetime | None, as_json: bool
) -> None:
    """目標配分 / Targets by member, month and week, in whole numbers."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        metrics = [read_metric(plan, metric)] if metric else None
        looked_at = as_of.date() if as_of else None
        shared = share_targets(plan, document.actuals(), metrics, looked_at=looked_at, line=Line(line))
    if as_json:
        console.json(allocate_answer(shared))
        return
    if not shared.targets:
        console.say("no_targets_yet")
    for target in shared.targets:
        _show(console, shared, target, with_grounds=grounds)


def _show(console: Console, shared: SharedTargets, target: SharedTarget, *, with_grounds: bool) -> None:
    plan, allocation, language = shared.plan, target.allocation, console.language
    metric = plan.metrics[allocation.metric]
    months = [format_month_of(plan, month, language) for month in plan.months]
    words = map(console.word, ("head_total", "head_probability", "head_flag"))
    heads = [metric_name(metric, language), *months, *words]
    members = [
        (plan.member(row.member).name, *_numbers(row.months), *_chance(console, one))
        for row, one in zip(allocation.rows, target.grounds, strict=True)
    ]
    teams = [(f"  {team.team or console.word('no_team')}", *_numbers(team.months), "", "") for team in target.teams]
    total = (console.word("head_total"), *_numbers(allocation.months), "", "")
    console.table(heads, [*members, *teams, total], right=range(1, len(heads) - 1))
    if allocation.handed != allocation.total:
        handed, own = (write_value(number, metric, language) for number in (allocation.handed, allocation.total))
        console.say("handed_out", handed=str(handed), total=str(own))
    for line in describe_ways(allocation, language) if allocation.rows else ():
        click.echo(line)
    for one in target.grounds if with_grounds else ():
        click.echo("\n  ".join((plan.member(one.member).name, *describe_grounds(metric, one, language))))
    click.echo()


def _numbers(months: tuple[int, ...]) -> list[str]:
    return [*map(format_number, months), format_number(sum(months))]


def _chance(console: Console, grounds: Grounds) -> tuple[str, str]:
    chance = grounds.chance
    flag = "" if chance.flag is None else console.word(f"flag_{chance.flag}")
    return format_probability(chance.probability, console.language), flag
