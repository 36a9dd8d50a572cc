"""progress and backtest: how KPIs stand, what they will come to, and how good such forecasts have been."""

from datetime import datetime
from pathlib import Path

import click

from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.prospects.backtest import BackTest, Score, backtest
from isplanner.cli.answers_of_progress import backtest_answer, progress_answer
from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.progress import Progress, keep_shown, work_out_progress
from isplanner.plan.plan import Plan
from isplanner.text.messages import say
from isplanner.text.names import node_name
from isplanner.text.numbers import NO_VALUE, format_number, format_probability, format_rate, write_value


@click.command("progress")
@plan_argument
@click.option(
    "--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="この日まで / with actuals up to a day"
)
@json_option
@click.pass_obj
def progress_command(console: Console, path: Path, as_of: datetime | None, as_json: bool) -> None:
    """進捗 / How every KPI stands, what it will come to, and the chance of its target."""
    with open_plan(console, path) as document:
        progress = work_out_progress(document.plan, document.actuals(), as_of.date() if as_of else None)
        keep_shown(document, progress)
    if as_json:
        console.json(progress_answer(progress))
    else:
        _show_progress(console, progress)


@click.command("backtest")
@plan_argument
@json_option
@click.pass_obj
def backtest_command(console: Console, path: Path, as_json: bool) -> None:
    """見込みの検証 / How well forecasts would have done on the actuals there are."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        found = BackTest.of(backtest(plan, document.actuals()))
    if as_json:
        console.json(backtest_answer(plan, found))
    else:
        _show_backtest(console, found)


def _show_progress(console: Console, progress: Progress) -> None:
    console.say("progress_as_of", day=progress.as_of)
    shown = progress.aimed
    if not shown:
        console.say("no_targets_yet")
        if progress.goal is None or progress.goal.forecast is None:
            return
        console.say("only_the_goal")
        shown = (progress.goal,)
    heads = ("node", "target", "actual", "plan_to_date", "projected", "range", "probability", "level")
    rows = [_row(console, progress.plan, one) for one in shown]
    console.table([console.word(f"head_{head}") for head in heads], rows, right=range(1, 7))


def _row(console: Console, plan: Plan, one: Forecast) -> tuple[str, ...]:
    language, metric = console.language, plan.metrics[one.node.metric]
    name = node_name(one.node, plan.metrics, plan.channels, language)
    member = None if one.member is None else plan.member(one.member).name
    numbers = (one.target, one.actual, one.plan_to_date, one.forecast)
    low, high = (str(write_value(end, metric, language)) for end in (one.p10, one.p90))
    return (
        name if member is None else f"  {member}",
        *(str(write_value(number, metric, language)) for number in numbers),
        NO_VALUE if one.p10 is None else f"{low} – {high}",
        format_probability(one.probability, language),
        NO_VALUE if one.level is None else console.word(f"level_{one.level}"),
    )


def _show_backtest(console: Console, found: BackTest) -> None:
    if found.overall is None:
        console.say("nothing_to_try")
        return
    console.say("tried_out", months=len(found.months), series=len(found.by_series))
    parts = {console.word("head_total"): found.overall}
    parts |= {_moment(console, elapsed): score for elapsed, score in found.by_elapsed.items()}
    heads = ("moment", "forecasts", "held_50", "held_80", "held_95", "error", "run_rate_error")
    rows = [(name, *_scored(score)) for name, score in parts.items()]
    console.table([console.word(f"head_{head}") for head in heads], rows)
    console.say("tried_out_note")


def _moment(console: Console, elapsed: float) -> str:
    if not elapsed:
        return console.word("at_start_of_month")
    return say("part_of_month", {"part": format_rate(elapsed, 0)}, console.language)


def _scored(score: Score) -> tuple[str, ...]:
    shares = (*score.held, score.error, score.run_rate_error)
    return (format_number(score.forecasts), *map(format_rate, shares))
