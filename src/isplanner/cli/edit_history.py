"""undo, redo, history: the edits of a plan."""

from pathlib import Path

import click

from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.store.edits import Change
from isplanner.text.edits import describe_edit


@click.command("undo")
@plan_argument
@json_option
@click.pass_obj
def undo_command(console: Console, path: Path, as_json: bool) -> None:
    """元に戻す / Take the last edit back."""
    with open_plan(console, path) as document:
        _tell_turn(console, document.undo(), "undone", as_json=as_json)


@click.command("redo")
@plan_argument
@json_option
@click.pass_obj
def redo_command(console: Console, path: Path, as_json: bool) -> None:
    """やり直す / Do again what was taken back last."""
    with open_plan(console, path) as document:
        _tell_turn(console, document.redo(), "redone", as_json=as_json)


@click.command("history")
@plan_argument
@json_option
@click.pass_obj
def history_command(console: Console, path: Path, as_json: bool) -> None:
    """編集の履歴 / Every edit, the oldest first."""
    with open_plan(console, path, read_only=True) as document:
        edits, plan = document.history(), document.plan
    answer = [
        {
            "edit": edit.number,
            "words": describe_edit(edit.code, edit.values, plan, console.language),
            "reason": edit.reason,
            "time": edit.time.isoformat(),
            "undone": edit.undone,
        }
        for edit in edits
    ]
    if as_json:
        console.json(answer)
        return
    for row in answer:
        console.say("history_undone" if row["undone"] else "history_done", **row)


def _tell_turn(console: Console, change: Change, code: str, *, as_json: bool) -> None:
    words = describe_edit(change.code, change.values, change.plan, console.language)
    if as_json:
        console.json({"edit": change.edit, "words": words})
    else:
        console.say(code, words=words)
