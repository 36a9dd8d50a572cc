"""replan: what is left of the targets from a day on, shared out again, and three ways back to the goal."""

from datetime import datetime
from math import isclose
from pathlib import Path

import click

from isplanner.analysis.forecasting.recovery import Effort, Recovery
from isplanner.analysis.forecasting.replan import Replanned
from isplanner.analysis.solving.proposal import Proposal, ProposedLever
from isplanner.cli.answers_of_replanning import replan_answer
from isplanner.cli.arguments import json_option, plan_argument, read_metric, read_scenario, scenario_option
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.replanning import Replanning, replan_plan
from isplanner.plan.metric import Direction, Kind, Metric
from isplanner.text.dates import format_month_of
from isplanner.text.messages import say, word
from isplanner.text.names import metric_name, node_name
from isplanner.text.numbers import format_number, format_probability, format_rate, write_value
from isplanner.text.problems import describe_problem

_SAME = 1e-6


@click.command("replan")
@plan_argument
@click.option(
    "--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="この日まで / actuals up to a day stand"
)
@scenario_option
@click.option("--metric", metavar="KEY", help="この指標をメンバーまで / this one, down to members")
@json_option
@click.pass_obj
def replan_command(
    console: Console, path: Path, as_of: datetime | None, scenario: str | None, metric: str | None, as_json: bool
) -> None:
    """再配分 / What is left of the targets, shared out over the days that are left."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        metrics = [read_metric(plan, metric)] if metric else None
        chosen = read_scenario(plan, scenario)
        replanning = replan_plan(plan, document.actuals(), as_of.date() if as_of else None, metrics, chosen)
    if as_json:
        console.json(replan_answer(replanning))
    elif not replanning.targets:
        console.say("no_targets_yet")
    else:
        _Teller(console, replanning).tell(with_members=metric is not None)


class _Teller:
    """Says what a re-planning came to."""

    def __init__(self, console: Console, replanning: Replanning) -> None:
        self._console, self._replanning, self._language = console, replanning, console.language
        self._plan = replanning.plan

    def tell(self, *, with_members: bool) -> None:
        replanning, first = self._replanning, self._replanning.targets[0]
        self._console.say("replan_days", day=replanning.as_of, done=first.days_done, left=first.days_left)
        heads = ("head_metric", "head_target", "head_actual", "head_left", "head_pace", "head_pace_needed")
        self._console.table([self._console.word(head) for head in heads], [self._paces(t) for t in replanning.targets])
        for target in replanning.targets:
            self._tell_notes(target)
            if with_members and target.rest is not None:
                self._tell_members(target)
        click.echo()
        if replanning.recovery is not None:
            self._tell_recovery(replanning.recovery)
        elif replanning.problem is not None:
            why = describe_problem(replanning.problem, self._plan, self._language)
            self._console.say("replan_no_proposals", why=why)

    def _paces(self, target: Replanned) -> tuple[str, ...]:
        metric = self._plan.metrics[target.metric]
        totals = (self._value(metric, number) for number in (target.target, target.actual, target.left))
        return (self._name(metric), *totals, self._a_day(metric, target.pace), self._a_day(metric, target.pace_needed))

    def _tell_notes(self, target: Replanned) -> None:
        metric = self._plan.metrics[target.metric]
        for month in target.months:
            if month.is_too_much:
                self._console.say(
                    "replan_month_too_much" if month.planned else "replan_month_unplanned",
                    metric=self._name(metric),
                    month=format_month_of(self._plan, month.span, self._language),
                    total=self._value(metric, month.total),
                    planned=self._value(metric, month.planned),
                    share=format_rate(month.total / (month.planned or 1), 0),
                )
        if target.are_freed:
            self._console.say("replan_freed", metric=self._name(metric))

    def _tell_members(self, target: Replanned) -> None:
        assert target.rest is not None
        plan, head = target.plan, self._console.word
        months = [
            say("head_rest_of", {"month": format_month_of(plan, month, self._language)}, self._language)
            for month in plan.months
        ]
        rows = [
            (
                plan.member(row.member).name,
                format_number(target.done[row.member]),
                *map(format_number, row.months),
                format_number(target.done[row.member] + row.total),
            )
            for row in target.rest.rows
        ]
        click.echo()
        self._console.table([head("head_member"), head("head_actual"), *months, head("head_total")], rows)

    def _tell_recovery(self, recovery: Recovery) -> None:
        goal = self._plan.goal
        assert goal is not None
        metric = self._plan.metrics[goal.metric]
        self._console.say(
            "replan_present",
            kgi=self._value(metric, recovery.present),
            same=self._beside(metric, recovery),
            goal=self._value(metric, recovery.goal),
            probability=format_probability(recovery.chance, self._language),
        )
        if recovery.is_reached:
            self._console.say("replan_reached")
            return
        self._console.say("replan_ways")
        heads = [
            self._console.word(head) for head in ("head_effort", "head_projected", "head_probability", "head_changes")
        ]
        rows = [self._proposal(metric, *one) for one in recovery.proposals.items()]
        self._console.table(heads, rows, right=(1, 2))

    def _beside(self, metric: Metric, recovery: Recovery) -> str:
        """That this is the forecast, or what the forecast is beside it."""
        forecast = recovery.forecast
        if forecast is None:
            return ""
        is_it = isclose(forecast, recovery.present, rel_tol=_SAME)
        values = {"forecast": self._value(metric, forecast)}
        return say("replan_same" if is_it else "replan_other", values, self._language)

    def _proposal(self, metric: Metric, effort: Effort, proposal: Proposal) -> tuple[str, ...]:
        way = "lowers" if metric.direction is Direction.LOWER else "raises"
        name = self._console.word(f"effort_{effort}_{way}")
        if not proposal.is_feasible:
            name = say("effort_out_of_reach", {"effort": name}, self._language)
        moved = [words for lever in proposal.levers if lever.is_moved and (words := self._lever(lever))]
        chance = format_probability(proposal.chance, self._language)
        return name, self._value(metric, proposal.kgi), chance, word(moved, self._language)

    def _lever(self, lever: ProposedLever) -> str | None:
        """A lever in its own terms: of a count what it comes to a business day; None where that reads the same."""
        plan, metric = self._plan, self._plan.metrics[lever.node.metric]
        name = node_name(lever.node, plan.metrics, plan.channels, self._language)
        ends = (lever.present, lever.value)
        if metric.is_whole:
            days = plan.calendar.business_days(plan.period)
            present, value = (self._a_day(metric, None if end is None else end / days) for end in ends)
        else:
            present, value = (self._value(metric, end) for end in ends)
        if present == value:
            return None
        code = "lever_a_day" if metric.is_whole else "lever_moved"
        return say(code, {"node": name, "present": present, "value": value}, self._language)

    def _name(self, metric: Metric) -> str:
        return metric_name(metric, self._language)

    def _value(self, metric: Metric, value: float | None) -> str:
        return str(write_value(value, metric, self._language))

    def _a_day(self, metric: Metric, value: float | None) -> str:
        if metric.kind is Kind.COUNT:
            return format_number(value, 1)
        return self._value(metric, value)
