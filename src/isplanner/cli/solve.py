"""solve: what levers would have to be for the goal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from pathlib import Path

import click

from isplanner.analysis.solving.proposal import Proposal, ProposedLever, Staffing
from isplanner.analysis.solving.propose import Terms
from isplanner.analysis.solving.solve import Solution
from isplanner.analysis.tree.whole import as_told
from isplanner.cli.answers_of_solving import lever_answer, proposals_answer
from isplanner.cli.arguments import (
    json_option,
    plan_argument,
    read_chance,
    read_condition,
    read_node,
    read_scenario,
    read_wanted,
    samples_option,
    scenario_option,
    seed_option,
)
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.cli.simulate import tell_rest
from isplanner.jobs.proposal_in_words import ProposalWords
from isplanner.jobs.simulation import Ground, lay_ground
from isplanner.jobs.solving import CHANCES, Proposals, propose_plan, solve_alone
from isplanner.plan.plan import Plan
from isplanner.text.messages import say
from isplanner.text.names import node_name
from isplanner.text.numbers import NO_VALUE, format_number, format_probability, format_rate, write_value


@click.command("solve")
@plan_argument
@click.option("--goal", metavar="VALUE", help="プランの目標以外 / another goal than the plan's")
@click.option("--lever", metavar="NODE", help="この 1 つだけで / with this one alone")
@click.option("--least-stretch", is_flag=True, help="もっとも無理の少ない組み合わせ（既定） / the default")
@click.option("--probability", metavar="P", help="達成確率 / wanted probability, 80%")
@click.option("--lock", "locks", metavar="NODE", multiple=True, help="動かさない / stays as it is")
@click.option("--where", "conditions", metavar="NODE<=VALUE", multiple=True, help="条件 / 架電数<=30000, 人員<=9")
@click.option("--allow-lower", is_flag=True, help="いまより下げてもよい / levers may fall")
@click.option("--by-channel", is_flag=True, help="チャネルごとに動かす / each channel's levers by themselves")
@scenario_option
@click.option("--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="残り期間 / what is left after a day")
@samples_option
@seed_option
@json_option
@click.pass_obj
def solve_command(  # noqa: PLR0913, PLR0917 - a parameter an option
    console: Console,
    path: Path,
    goal: str | None,
    lever: str | None,
    least_stretch: bool,
    probability: str | None,
    locks: tuple[str, ...],
    conditions: tuple[str, ...],
    allow_lower: bool,
    by_channel: bool,
    scenario: str | None,
    as_of: datetime | None,
    samples: int,
    seed: int,
    as_json: bool,
) -> None:
    """逆算 / What the levers must be for the KGI to reach the goal."""
    if lever is not None and (least_stretch or probability or conditions or allow_lower or by_channel):
        raise click.UsageError("--lever", click.get_current_context())
    with open_plan(console, path, read_only=True) as document:
        plan, actuals = document.plan, document.actuals()
        wanted, ground = read_wanted(plan, goal), lay_ground(plan, actuals, as_of.date() if as_of else None)
        told, chosen = as_told(plan, ground.baseline, read_scenario(plan, scenario))
        preface = _Preface(console, plan, ground, as_whole=told is not plan)
        plan = told
        if lever is not None:
            solution, staffing = solve_alone(plan, ground, read_node(plan, lever), wanted, chosen)
            if as_json:
                console.json(lever_answer(solution, staffing))
            else:
                preface.tell()
                _tell_lever(console, ProposalWords(plan, console.language, chosen), solution, staffing)
            return
        asked = None if probability is None else read_chance(probability)
        terms = Terms(
            locked=frozenset(read_node(plan, lock) for lock in locks),
            conditions=tuple(read_condition(plan, condition) for condition in conditions),
            may_fall=allow_lower,
            by_channel=by_channel,
        )
        chances = () if asked is None else sorted({*CHANCES, asked})
        proposals = propose_plan(
            plan, ground, wanted, terms, scenario=chosen, chances=chances, samples=samples, seed=seed
        )
    if as_json:
        console.json(proposals_answer(proposals, asked))
        return
    if not preface.tell():
        return
    teller = _Teller(console, ProposalWords(plan, console.language, chosen), proposals)
    if asked is None:
        teller.tell_one(proposals.least)
    else:
        teller.tell_all(asked)


@dataclass(frozen=True, slots=True)
class _Preface:
    """What a solution is of, where it is not the whole period by channel."""

    console: Console
    plan: Plan
    ground: Ground
    as_whole: bool

    def tell(self) -> bool:
        """Say it; false where nothing is left that a lever could move."""
        is_open = self.ground.remaining is None or tell_rest(self.console, self.plan, self.ground.remaining)
        if self.as_whole:
            self.console.say("told_as_whole")
        return is_open


def _tell_lever(console: Console, words: ProposalWords, solution: Solution, staffing: Staffing | None) -> None:
    plan, language, lever = words.plan, console.language, solution.lever
    root = plan.metrics[(plan.tree.root or lever).metric]
    has_value = isfinite(solution.value)
    console.say(
        "lever_moves_nothing" if not has_value else "solved" if solution.feasible else "out_of_reach",
        node=node_name(lever, plan.metrics, plan.channels, language),
        value=str(write_value(solution.value, plan.metrics[lever.metric], language)),
        kgi=str(write_value(solution.kgi, root, language)),
    )
    for line, _ in words.staffing(staffing):
        click.echo(line)


class _Teller:
    """Proposals in words and tables."""

    def __init__(self, console: Console, words: ProposalWords, proposals: Proposals) -> None:
        self._console, self._words, self._proposals = console, words, proposals
        self._language = console.language

    def tell_one(self, proposal: Proposal) -> None:
        """One proposal, lever by lever."""
        heads = ("head_lever", "head_baseline", "head_present", "head_proposed", "head_stretch")
        rows = [
            (
                self._words.name(lever.node),
                self._words.value(lever.node, lever.baseline),
                self._words.value(lever.node, lever.present),
                self._proposed(lever),
                self._times(lever.stretch),
            )
            for lever in proposal.levers
        ]
        self._console.table([self._console.word(head) for head in heads], rows)
        click.echo()
        for line in self._lines(proposal):
            click.echo(line)

    def tell_all(self, asked: float) -> None:
        """A proposal for each probability side by side, and what there is to say of the one asked for."""
        plans = self._proposals.by_chance
        heads = [self._console.word(head) for head in ("head_lever", "head_baseline", "head_present")]
        chosen = plans[asked]
        rows = [
            (
                self._words.name(lever.node),
                self._words.value(lever.node, lever.baseline),
                self._words.value(lever.node, lever.present),
                *(self._proposed(plan.levers[place]) for plan in plans.values()),
            )
            for place, lever in enumerate(chosen.levers)
        ]
        sums = {
            "head_projected": [self._words.kgi(plan.kgi) for plan in plans.values()],
            "head_probability": [format_probability(plan.chance, self._language) for plan in plans.values()],
            "head_objective": [format_number(plan.objective, 1) for plan in plans.values()],
        }
        rows += [(self._console.word(head), "", "", *cells) for head, cells in sums.items()]
        self._console.table([*heads, *(format_rate(chance, 0) for chance in plans)], rows)
        click.echo()
        for line in self._lines(chosen):
            click.echo(line)

    def _lines(self, proposal: Proposal) -> Iterator[str]:
        """What a proposal comes to, what it asks of the team, and what to look at."""
        words = self._words
        if not proposal.is_feasible:
            yield words.missing(proposal)
        elif not any(lever.is_moved for lever in proposal.levers):
            yield self._say("proposal_nothing")
        yield self._say(
            "proposal_reaches",
            present=words.kgi(self._proposals.present),
            kgi=words.kgi(proposal.kgi),
            before=format_probability(self._proposals.chance, self._language),
            after=format_probability(proposal.chance, self._language),
        )
        if gain := words.gain(proposal):
            yield gain
        yield from (line for line, _ in words.staffing(proposal.staffing))
        yield from words.volume_alone(proposal)
        for lever in proposal.levers:
            if lever.is_moved and lever.is_beyond:
                yield words.beyond(lever)
        if binding := words.binding(proposal):
            yield binding

    def _proposed(self, lever: ProposedLever) -> str:
        return self._say("lever_locked") if lever.is_locked else self._words.value(lever.node, lever.value)

    def _times(self, stretch: float | None) -> str:
        return NO_VALUE if stretch is None else self._say("spread_times", times=format_number(stretch, 1, signed=True))

    def _say(self, code: str, **values: object) -> str:
        return say(code, values, self._language)
