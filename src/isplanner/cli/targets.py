"""set and adopt: levers, targets, formulas and the goal."""

from collections.abc import Sequence
from pathlib import Path

import click

from isplanner.analysis.tree.lacking import why_no_value
from isplanner.analysis.tree.targets import adopt
from isplanner.cli.arguments import (
    json_option,
    plan_argument,
    read_assignments,
    read_goal,
    read_headcount,
    read_node,
    read_scenario,
    read_value,
    scenario_option,
)
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.answer import Answer, work_out
from isplanner.jobs.carry_in import open_counts, open_edit
from isplanner.jobs.set_values import formula_edit, goal_edit, lever_edit, target_edit
from isplanner.plan.headcount import Headcount
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.store.edits import Edit
from isplanner.text.edits import describe_edit
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import draft_name
from isplanner.text.numbers import format_number

_NONE = {"none", "なし"}


@click.command("set")
@plan_argument
@click.argument("assignments", metavar="[NODE=VALUE]...", nargs=-1)
@click.option("--target", is_flag=True, help="目標を変える / set targets, not levers")
@scenario_option
@click.option("--hire", "hires", metavar="PEOPLE@MONTH[:RAMP]", multiple=True, help="採用 / 2@2026-11:50%,75%")
@click.option("--leave", "leavers", metavar="MEMBER@MONTH", multiple=True, help="退職 / 田中@2026-12, 田中@none")
@click.option("--open", "opens", metavar="NODE=COUNT", multiple=True, help="期首の結果待ち / 有効商談数=85, …=none")
@click.option("--kgi", metavar="METRIC=VALUE")
@click.option("--base", metavar="VALUE")
@click.option("--reason", metavar="TEXT")
@json_option
@click.pass_obj
def set_command(  # noqa: PLR0913, PLR0917 - a parameter an option
    console: Console,
    path: Path,
    assignments: tuple[str, ...],
    target: bool,
    scenario: str | None,
    hires: tuple[str, ...],
    leavers: tuple[str, ...],
    opens: tuple[str, ...],
    kgi: str | None,
    base: str | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """レバー・人員・目標・数式・KGI を変える / Set levers, headcount, targets, formulas or the goal, as one edit."""
    if not (assignments or hires or leavers or opens or kgi is not None):
        raise click.MissingParameter(ctx=click.get_current_context(), param_hint="NODE=VALUE")
    with open_plan(console, path) as document:
        plan = document.plan
        values, formulas = read_assignments(plan, assignments)
        parts = [_formula_edit(console, plan, key, text) for key, text in formulas.items()]
        if kgi is not None:
            parts.append(goal_edit(read_goal(plan.metrics, kgi, base)))
        answer = work_out(plan, document.actuals()) if values or opens else None
        if opens and answer:
            parts += [_open_edit(answer, text) for text in opens]
        if values and answer:
            parts.append(
                target_edit(answer, values) if target else lever_edit(answer, values, console.language, scenario)
            )
        if hires or leavers:
            headcount = _headcount_edit(plan, hires, leavers, console.language, scenario)
            # Levers set beside it may make the scenario that it goes to.
            parts = [edits.in_turn([*parts, headcount])]
        _carry_out(console, document, edits.together(parts).because(reason), as_json=as_json)


@click.command("adopt")
@plan_argument
@scenario_option
@click.option("--reason", metavar="TEXT")
@json_option
@click.pass_obj
def adopt_command(console: Console, path: Path, scenario: str | None, reason: str | None, as_json: bool) -> None:
    """この設定を目標にする / A scenario's values become the targets."""
    with open_plan(console, path) as document:
        chosen = read_scenario(document.plan, scenario)
        answer = work_out(document.plan, document.actuals(), scenario=chosen)
        targets = adopt(document.plan, answer.projection)
        if not targets:
            known = {*answer.baseline.values, *chosen.values}
            raise PlanError("nothing_to_adopt", why=why_no_value(document.plan, known))
        _carry_out(console, document, edits.adopt_targets(targets, chosen).because(reason), as_json=as_json)
        if chosen.headcount.hires and not as_json:
            console.say("hires_have_no_share", people=format_number(chosen.headcount.hired, None))


def _headcount_edit(
    plan: Plan, hires: Sequence[str], leavers: Sequence[str], language: Language, scenario: str | None
) -> Edit:
    """Whom the scenario of a name (else the chosen one) hires beside those it does, and who goes."""
    named = next((one for one in plan.scenarios if one.name == scenario), None)
    before = plan.chosen.headcount if scenario is None else named.headcount if named else Headcount()
    headcount = read_headcount(plan, before, hires, leavers)
    return edits.set_headcount(headcount, lambda number: draft_name(number, language), scenario)


def _open_edit(answer: Answer, text: str) -> Edit:
    """How many of a count were open at the start; `none` takes it back."""
    name, _, typed = text.partition("=")
    node = read_node(answer.plan, name)
    count = None if typed.strip().casefold() in _NONE else read_value(answer.plan.metrics[node.metric], typed)
    return open_edit(open_counts(answer.plan, node), count, answer.projection.values)


def _formula_edit(console: Console, plan: Plan, key: NodeKey, text: str) -> Edit:
    """The edit, or one code for all that can be wrong with a formula but a cycle: the words say which it is."""
    try:
        return formula_edit(plan, key, text)
    except PlanError as error:
        if error.problem.code == "cycle":
            raise
        raise PlanError("bad_formula", error.problem.place, why=say(error.problem, {}, console.language)) from error


def _carry_out(console: Console, document: Document, edit: Edit, *, as_json: bool) -> None:
    change = document.edit(edit)
    words = describe_edit(change.code, change.values, change.plan, console.language) if change else None
    if as_json:
        console.json({"edit": change.edit if change else None, "words": words})
    elif words is None:
        console.say("nothing_changed")
    else:
        click.echo(words)
