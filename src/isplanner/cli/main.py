"""The group of commands, and how they end: 0 done, 1 could not be done (one message), 2 wrong usage."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from isplanner.cli.console import Console
from isplanner.plan.problem import PlanError
from isplanner.text.language import LANGUAGES, Language, choose_language
from isplanner.text.messages import say

# command → the module of its family and its name there; a family is imported when one of its commands is asked for
_COMMANDS = {
    "demo": "plans",
    "new": "plans",
    "set": "targets",
    "adopt": "targets",
    "tree": "answers_of_plan",
    "simulate": "simulate",
    "solve": "solve",
    "allocate": "allocate",
    "season": "season",
    "replan": "replan",
    "progress": "progress",
    "backtest": "progress",
    "segments": "segments",
    "bottleneck": "bottleneck",
    "why": "why",
    "import": "workbooks",
    "facts": "workbooks",
    "export": "workbooks",
    "undo": "edit_history",
    "redo": "edit_history",
    "history": "edit_history",
    "check": "check",
    "backup": "backups",
    "restore": "backups",
}


class _Families(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        family = import_module(f"isplanner.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(family, f"{cmd_name}_command")
        return command


@click.group(cls=_Families, name="isplanner")
@click.option("--lang", type=click.Choice(LANGUAGES), help="ja / en")
@click.version_option(package_name="isplanner")
@click.pass_context
def isplanner(ctx: click.Context, lang: Language | None) -> None:
    """Plan inside sales: goal, KPI, sheets. Without a command, or with a plan alone, the window opens."""
    ctx.obj = Console(choose_language(lang, os.environ))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or open the window, and give the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    language = choose_language(_wished_language(arguments), os.environ)
    try:
        if _opens_window(arguments):
            return _open_window(arguments, language)
        # Of a command that ends itself, click gives the exit code back; of one that is done, nothing.
        return isplanner.main(arguments, prog_name="isplanner", standalone_mode=False) or 0
    except PlanError as error:
        _refuse(error, language, as_json="--json" in arguments)
        return 1
    except click.Abort:
        return 1
    except click.ClickException as error:
        click.echo(_usage(error, language), err=True)
        return 2


def _refuse(error: PlanError, language: Language, *, as_json: bool) -> None:
    """Say why it could not be done: at most five lines on stderr, and with --json the same as a document on stdout."""
    message = say(error.problem, {}, language)
    click.echo(message, err=True)
    if as_json:
        file = error.problem.values.get("file")
        Console(language).json({"error": {"code": error.problem.code, "file": file and str(file), "message": message}})


def _usage(error: click.ClickException, language: Language) -> str:
    """Click's own errors in our words: what is wrong with which argument, and where the help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "isplanner"
    match error:
        case click.NoSuchOption():
            code, name = "usage_no_such_option", error.option_name
        case click.MissingParameter():
            code, name = "usage_missing", error.param.human_readable_name if error.param else str(error.param_hint)
        case click.BadParameter():
            code, name = "usage_bad_value", error.param.human_readable_name if error.param else ""
        case click.exceptions.NoArgsIsHelpError():
            return error.format_message()
        case _:
            code, name = "usage_wrong", ""
    return say(code, {"name": name, "command": command}, language)


def _wished_language(arguments: Sequence[str]) -> str | None:
    return arguments[1] if len(arguments) > 1 and arguments[0] == "--lang" else None


def _opens_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments are those of the window: none, or a plan alone (perhaps after `--lang`)."""
    rest = arguments[2:] if arguments[:1] == ["--lang"] else arguments
    return not rest or (len(rest) == 1 and rest[0] not in _COMMANDS and _is_plan(rest[0]))


def _is_plan(argument: str) -> bool:
    return argument.endswith(".isplan") or Path(argument).is_file()


def _open_window(arguments: Sequence[str], language: Language) -> int:
    # Only here is Qt loaded: no command needs it.
    from isplanner.desktop import app

    path = Path(arguments[-1]) if arguments and _is_plan(arguments[-1]) else None
    return app.run(path, language, is_wished=_wished_language(arguments) is not None)
