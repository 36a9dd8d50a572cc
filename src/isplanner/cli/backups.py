"""backup, restore: copies of a plan."""

from pathlib import Path

import click

from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.restore import restore_plan
from isplanner.plan.problem import PlanError


@click.command("backup")
@plan_argument
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
@json_option
@click.pass_obj
def backup_command(console: Console, path: Path, out: Path, force: bool, as_json: bool) -> None:
    """確かめた写しを作る / Write a checked copy of the plan."""
    if out.exists() and not force:
        raise PlanError("target_exists", file=str(out))
    with open_plan(console, path, read_only=True) as document:
        document.backup(out)
    if as_json:
        console.json({"files": [str(out)]})
    else:
        console.say("backup_done", file=str(out))


@click.command("restore")
@plan_argument
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def restore_command(console: Console, path: Path, backup: Path, as_json: bool) -> None:
    """写しから戻す / Put a copy in the place of the plan; what was there is kept beside it."""
    kept = restore_plan(path, backup)
    if as_json:
        console.json({"plan": str(path), "kept": kept and str(kept)})
    elif kept is None:
        console.say("restored_new", plan=str(path), backup=str(backup))
    else:
        console.say("restored", plan=str(path), backup=str(backup), kept=str(kept))
