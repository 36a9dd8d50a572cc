"""why: what moved the KGI's forecast since a day."""

from datetime import datetime
from pathlib import Path

import click

from isplanner.analysis.attribution.why import Cause, Move, Why
from isplanner.cli.answers_of_judging import why_answer
from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.why import explain_move
from isplanner.plan.plan import Plan
from isplanner.text.gaps import write_parts
from isplanner.text.names import node_name
from isplanner.text.numbers import write_value

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("why")
@plan_argument
@click.option("--since", metavar="DATE", type=_DAY, required=True)
@click.option("--as-of", metavar="DATE", type=_DAY)
@json_option
@click.pass_obj
def why_command(console: Console, path: Path, since: datetime, as_of: datetime | None, as_json: bool) -> None:
    """見込みが動いた理由 / Why the KGI's forecast moved since a day, to the yen."""
    with open_plan(console, path, read_only=True) as document:
        plan, found = document.plan, explain_move(document, since.date(), as_of.date() if as_of else None)
    if as_json:
        console.json(why_answer(found))
    else:
        _show(console, plan, found)


def _show(console: Console, plan: Plan, found: Why) -> None:
    root = plan.tree.root
    assert root is not None  # without a KGI there is nothing that moved
    kgi, language = plan.metrics[root.metric], console.language
    moves = [move for move in found.moves if move.cause is not Cause.PLAN or found.is_kept]
    shares = [move.share for move in moves]
    parts = write_parts(shares, kgi, language)
    rows = [(_name(console, plan, move), part) for move, part in zip(moves, parts, strict=True)]
    (total,) = write_parts([found.end - found.start], kgi, language, shares)
    console.say(
        "why_moved",
        since=found.since,
        day=found.as_of,
        start=str(write_value(found.start, kgi, language)),
        end=str(write_value(found.end, kgi, language)),
        difference=total,
    )
    console.table(
        [console.word("head_cause"), console.word("head_share")], [*rows, (console.word("head_total"), total)]
    )
    if not found.is_kept:
        console.say("why_not_kept", since=found.since)


def _name(console: Console, plan: Plan, move: Move) -> str:
    if move.node is None:
        return console.word(f"cause_{move.cause}")
    return node_name(move.node, plan.metrics, plan.channels, console.language)
