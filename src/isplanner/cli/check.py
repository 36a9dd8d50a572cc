"""check: whether the file is whole and its sums add up, and what its targets should be looked at for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from isplanner.analysis.judging.finding import Finding
from isplanner.analysis.judging.judge import judge
from isplanner.cli.answers_of_judging import findings_answer
from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.evidence import gather_evidence
from isplanner.jobs.verify import verify
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.text.findings import describe_finding, describe_mend
from isplanner.text.language import Language
from isplanner.text.names import node_name


@click.command("check")
@plan_argument
@json_option
@click.pass_obj
def check_command(console: Console, path: Path, as_json: bool) -> None:
    """点検 / Whether the file is whole and all sums add up, and what to look at in its targets."""
    with open_plan(console, path) as document:
        plan, problems = document.plan, verify(document)
        findings = () if problems else judge(gather_evidence(plan, document.actuals()))
    messages = [describe_finding(problem, (), plan, console.language) for problem in problems]
    if as_json:
        console.json(
            {
                "ok": not problems,
                "problems": [_problem(*pair) for pair in zip(problems, messages, strict=True)],
                "findings": findings_answer(findings, plan, console.language),
            }
        )
    elif not problems:
        console.say("check_ok", file=path.name)
        _show(console, plan, findings)
    for message in messages:
        click.echo(message, err=True)
    if problems:
        raise click.exceptions.Exit(1)


def _problem(problem: Problem, message: str) -> dict[str, object]:
    values = problem.values
    return {"code": problem.code, "table": values.get("table"), "row": values.get("row"), "message": message}


def _show(console: Console, plan: Plan, findings: Sequence[Finding]) -> None:
    if not findings:
        console.say("targets_ok" if plan.targets else "targets_missing")
        return
    console.say("targets_findings", count=len(findings))
    for one in _together(findings):
        click.echo(f"・{_describe(one, plan, console.language)}")
        if one.mend is not None:
            click.echo(f"  → {describe_mend(one.mend, plan, console.language)}")


def _describe(one: Finding, plan: Plan, language: Language) -> str:
    """The finding, with the node that it is of where its words do not name it: those of a formula do not."""
    words = describe_finding(one.problem, one.members, plan, language)
    if one.node is None or "node" in one.problem.values:
        return words
    return f"{node_name(one.node, plan.metrics, plan.channels, language)}: {words}"


def _together(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that say the same of several nodes as one of all of them."""
    groups: dict[object, list[Finding]] = {}
    for number, one in enumerate(findings):
        says_the_same = one.problem.values.keys() == {"node"} and not one.members
        groups.setdefault(one.code if says_the_same else number, []).append(one)
    return [_joined(group) if len(group) > 1 else group[0] for group in groups.values()]


def _joined(group: Sequence[Finding]) -> Finding:
    nodes = [one.node for one in group]
    return replace(group[0], problem=Problem(group[0].code, {"node": nodes}))
