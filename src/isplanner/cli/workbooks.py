"""import, facts, export: Excel in and out."""

from datetime import datetime
from pathlib import Path

import click

from isplanner.analysis.counting.count import counting
from isplanner.analysis.tree.targets import adopt, with_targets
from isplanner.cli.answers import facts_answer, import_answer
from isplanner.cli.arguments import json_option, metric_key, plan_argument, read_scenario
from isplanner.cli.console import Console
from isplanner.cli.exports_of_plan import export_definitions_command, export_template_command
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.answer import work_out
from isplanner.jobs.export_members import export_members
from isplanner.jobs.import_files import Imported, Wish, commit, read_files
from isplanner.plan.fact import Fact, FactKind
from isplanner.plan.plan import Plan
from isplanner.text.dates import format_days
from isplanner.text.messages import say
from isplanner.text.names import channel_name, metric_name
from isplanner.text.numbers import write_value
from isplanner.workbook.named_columns import NamedColumns
from isplanner.workbook.shapes import LOG_SHAPES

_SHAPES = [log.NAME for log in LOG_SHAPES]


@click.command("import")
@plan_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--period", metavar="2026Q2")
@click.option("--sheet", metavar="NAME")
@click.option("--template", metavar="NAME", help="ひな型で読む / read by a template")
@click.option(
    "--column", "columns", metavar="HEADER=USE", multiple=True, help="課金額=売上 のように列を指定 / what a column is"
)
@click.option("--shape", type=click.Choice(_SHAPES), help="1 行 1 件の表として読む / a table with a row a case")
@click.option("--dry-run", is_flag=True, help="読むだけで保存しない / read, store nothing")
@click.option("--each", is_flag=True, help="1 ファイルずつ取り込む / each file a batch of its own")
@click.option("--known-only", is_flag=True, help="新しい人・チャネルは保留 / hold new members and channels")
@json_option
@click.pass_obj
def import_command(  # noqa: PLR0913, PLR0917 - a parameter an option
    console: Console,
    path: Path,
    files: tuple[Path, ...],
    period: str | None,
    sheet: str | None,
    template: str | None,
    columns: tuple[str, ...],
    shape: str | None,
    dry_run: bool,
    each: bool,
    known_only: bool,
    as_json: bool,
) -> None:
    """Excel・CSV を取り込む / Read workbooks: all of them as one batch, or none."""
    wish = Wish(period, sheet, known_only, template)
    named = NamedColumns(dict(map(_column_use, columns)), shape) if columns or shape else None
    groups = [(file,) for file in files] if each else [files]
    with open_plan(console, path) as document:
        done = []
        for group in groups:
            reading = read_files(document.plan, group, wish, named=named)
            done.append(Imported(reading) if dry_run else commit(document, reading))
    if as_json:
        answers = [import_answer(imported, console.language) for imported in done]
        console.json(answers[0] if len(answers) == 1 else answers)
        return
    for imported in done:
        _tell(console, imported, dry_run=dry_run)


def _column_use(text: str) -> tuple[str, str]:
    """課金額=revenue: the header of a column, and what it is."""
    header, _, use = text.rpartition("=")
    return header.strip(), use.strip()


@click.command("facts")
@plan_argument
@click.option("--kind", type=click.Choice([kind.value for kind in FactKind]))
@click.option("--metric", metavar="KEY")
@json_option
@click.pass_obj
def facts_command(console: Console, path: Path, kind: str | None, metric: str | None, as_json: bool) -> None:
    """保存された実績 / What is stored, each number with the cell it came from."""
    wanted = FactKind(kind) if kind else None
    key = metric_key(metric) if metric else None
    with open_plan(console, path, read_only=True) as document:
        plan, actuals = document.plan, document.actuals()
        facts = list(document.facts(wanted, key))
    if as_json:
        console.json(facts_answer(facts, set(actuals.id[counting(actuals, plan)].tolist())))
        return
    heads = ("head_period", "head_member", "head_channel", "head_metric", "head_value", "head_source")
    rows = [_fact_row(plan, stored.fact, console) for stored in facts]
    console.table([console.word(head) for head in heads], rows, right=(4,))


def _fact_row(plan: Plan, fact: Fact, console: Console) -> tuple[str, ...]:
    language, metric, source = console.language, plan.metrics[fact.metric], fact.source
    channel = plan.channels.get(fact.channel or "")
    return (
        format_days(fact.span, language),
        fact.member or "",
        channel_name(channel, language) if channel else fact.channel or "",
        metric_name(metric, language),
        str(write_value(fact.value, metric, language)),
        " › ".join(part for part in (source.file, source.sheet, source.cell) if part),
    )


@click.group("export")
def export_command() -> None:
    """書き出す / Write workbooks."""


@export_command.command("members")
@plan_argument
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--each", is_flag=True, help="1 人 1 ファイル / a file each")
@click.option("--scenario", metavar="NAME", help="目標の代わりにこのシナリオの値で / a scenario's values for targets")
@click.option("--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="シートの基準日 / the day it bears")
@click.option("--force", is_flag=True, help="ほかのファイルも上書き / overwrite files that isplanner did not make")
@json_option
@click.pass_obj
def export_members_command(  # noqa: PLR0913, PLR0917 - a parameter an option
    console: Console,
    path: Path,
    out: Path,
    each: bool,
    scenario: str | None,
    as_of: datetime | None,
    force: bool,
    as_json: bool,
) -> None:
    """メンバーの KPI シート / A KPI sheet a member."""
    with open_plan(console, path, read_only=True) as document:
        chosen = read_scenario(document.plan, scenario)
        looked_at = as_of.date() if as_of else None
        answer = work_out(document.plan, document.actuals(), scenario=chosen, looked_at=looked_at)
    plan, day, record, language = answer.plan, answer.as_of, answer.record, console.language
    if scenario is not None:
        plan = with_targets(plan, adopt(plan, answer.projection))
    files = export_members(plan, out, as_of=day, language=language, record=record, each=each, force=force)
    if as_json:
        console.json({"files": [str(file) for file in files]})
    else:
        console.say("files_written", count=len(files), folder=str(out))


export_command.add_command(export_definitions_command)
export_command.add_command(export_template_command)


def _tell(console: Console, imported: Imported, *, dry_run: bool) -> None:
    reading = imported.reading
    for cell in reading.held:
        why = say(f"held_{cell.reason}", {}, console.language)
        console.say("held_line", cell=f"{cell.sheet}!{cell.cell}", text=cell.text, why=why)
    if dry_run:
        console.say("would_import", facts=len(reading.facts), held=len(reading.held))
    elif imported.change is None:
        console.say("imported_before", file=[file.file for file in reading.files], batch=imported.batch)
    else:
        console.say(
            "imported",
            facts=len(reading.facts),
            held=len(reading.held),
            replaced=imported.replaced,
            unchanged=imported.unchanged,
            members=len(reading.new_members),
        )
