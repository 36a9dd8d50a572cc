"""season: the month factors, typed or estimated from past years."""

from pathlib import Path

import click

from isplanner.analysis.estimates.season import measure_season
from isplanner.cli.arguments import json_option, plan_argument, read_metric
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.plan.metric import Kind
from isplanner.plan.period import MONTHS_A_YEAR
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.season import MonthFactor
from isplanner.store.document import Document
from isplanner.store.edits_of_plan import set_factors
from isplanner.text.dates import format_days
from isplanner.text.messages import say
from isplanner.text.names import metric_name
from isplanner.text.numbers import format_number, format_rate, parse_number


@click.command("season")
@plan_argument
@click.argument("assignments", metavar="[MONTH=FACTOR]...", nargs=-1)
@click.option("--estimate", metavar="METRIC", help="過去 2 年以上の実績から / from two or more past years of a count")
@click.option("--clear", is_flag=True, help="使わない / use none")
@click.option("--source", metavar="TEXT", help="出どころ / where the typed factors come from")
@json_option
@click.pass_obj
def season_command(
    console: Console,
    path: Path,
    assignments: tuple[str, ...],
    estimate: str | None,
    clear: bool,
    source: str | None,
    as_json: bool,
) -> None:
    """季節指数 / How much stronger a month is than its business days say: shown, typed, or estimated."""
    if (estimate is not None) + clear + bool(assignments) > 1:
        raise click.UsageError("--estimate", click.get_current_context())
    is_change = clear or bool(assignments) or estimate is not None
    with open_plan(console, path, read_only=not is_change) as document:
        if estimate is not None:
            wanted = _estimated(console, document, read_metric(document.plan, estimate))
        else:
            wanted = dict.fromkeys(document.plan.factors) if clear else _typed(console, assignments, source)
        if wanted:
            document.edit(set_factors(wanted))
        plan = document.plan
    if as_json:
        console.json(
            [
                {"month": month, "factor": one.factor, "source": one.source, "estimated": one.is_estimated}
                for month, one in sorted(plan.factors.items())
            ]
        )
    else:
        _show(console, plan)


def _typed(console: Console, assignments: tuple[str, ...], source: str | None) -> dict[int, MonthFactor | None]:
    """The factors that were typed; 1 is an ordinary month."""
    found: dict[int, MonthFactor | None] = {}
    for text in assignments:
        month, _, factor = text.partition("=")
        try:
            name, number = int(month.strip().removesuffix("月")), parse_number(factor)
        except (ValueError, PlanError):
            raise PlanError("bad_season", text=text) from None
        if not 1 <= name <= MONTHS_A_YEAR or number <= 0:
            raise PlanError("bad_season", text=text)
        words = source or console.word("season_typed")
        found[name] = None if number == 1 else MonthFactor(number, words)
    return found


def _estimated(console: Console, document: Document, metric: str) -> dict[int, MonthFactor | None]:
    plan = document.plan
    name = metric_name(plan.metrics[metric], console.language)
    if plan.metrics[metric].kind is Kind.RATE:
        raise PlanError("season_of_rate", name=name)
    season = measure_season(plan, document.actuals(), metric)
    if season is None:
        raise PlanError("no_season", name=name)
    span, trust = format_days(season.span, console.language), format_rate(season.trust, 0)
    source = say("season_estimated", {"metric": name, "span": span, "trust": trust}, console.language)
    return {month: MonthFactor(factor, source, is_estimated=True) for month, factor in season.factors.items()}


def _show(console: Console, plan: Plan) -> None:
    if not plan.factors:
        console.say("season_none")
        return
    heads = [console.word(head) for head in ("head_month", "head_factor", "head_source")]
    rows = [
        (
            say("month_named", {"month": month}, console.language),
            format_number(one.factor, 2),
            one.source,
        )
        for month, one in sorted(plan.factors.items())
    ]
    console.table(heads, rows, right=(1,))
