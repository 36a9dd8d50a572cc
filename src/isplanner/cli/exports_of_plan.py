"""export template, export definitions: what a plan is made of, and its KPI dictionary."""

from pathlib import Path

import click

from isplanner.analysis.counting.count import as_of
from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.definitions import definitions_file, export_definitions
from isplanner.jobs.templates import SUFFIX, save_template, templates_folder, write_template
from isplanner.plan.problem import PlanError


@click.command("definitions")
@plan_argument
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="ほかのファイルも上書き / overwrite a file that isplanner did not make")
@json_option
@click.pass_obj
def export_definitions_command(console: Console, path: Path, out: Path, force: bool, as_json: bool) -> None:
    """KPI 定義一覧 / The KPI dictionary, to be signed off: OUT is a folder, or a file that ends in .xlsx."""
    with open_plan(console, path, read_only=True) as document:
        plan, day = document.plan, as_of(document.plan, document.actuals())
    written = out if out.suffix == ".xlsx" else out / definitions_file(plan, console.language)
    written.parent.mkdir(parents=True, exist_ok=True)
    export_definitions(plan, written, as_of=day, language=console.language, force=force)
    if as_json:
        console.json({"files": [str(written)]})
    else:
        console.say("files_written", count=1, folder=str(written.parent))


@click.command("template")
@plan_argument
@click.argument("name", metavar="NAME")
@click.option("--force", is_flag=True, help="同じ名前のファイルに上書き / overwrite a file of that name")
@json_option
@click.pass_obj
def export_template_command(console: Console, path: Path, name: str, force: bool, as_json: bool) -> None:
    """構成をテンプレートに / The plan's structure, kept as a template (or written to NAME.toml)."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
    if name.endswith(SUFFIX):
        written = Path(name)
        if written.exists() and not force:
            raise PlanError("target_exists", file=written.name)
        write_template(plan, written.stem, written)
    else:
        written = save_template(plan, name, templates_folder())
    if as_json:
        console.json({"files": [str(written)]})
    else:
        console.say("files_written", count=1, folder=str(written.parent))
