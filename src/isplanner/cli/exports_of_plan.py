"""export template: what a plan is made of, without people and figures."""

from pathlib import Path

import click

from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.templates import SUFFIX, save_template, templates_folder, write_template
from isplanner.plan.problem import PlanError


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
