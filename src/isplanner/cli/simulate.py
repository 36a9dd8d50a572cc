"""simulate: what a scenario comes to, and how likely the goal is."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from isplanner.analysis.simulation.remaining import Remaining
from isplanner.analysis.simulation.sensitivity import LeverEffect
from isplanner.analysis.simulation.simulate import Simulation, Unmoved
from isplanner.analysis.tree.lacking import why_no_value
from isplanner.analysis.tree.whole import as_told
from isplanner.cli.answers_of_simulation import simulate_answer
from isplanner.cli.arguments import (
    json_option,
    plan_argument,
    read_assignments,
    read_scenario,
    samples_option,
    scenario_option,
    seed_option,
)
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.carry_in import typed_counts, untold
from isplanner.jobs.simulation import lay_ground, simulate_plan
from isplanner.plan.metric import Metric
from isplanner.plan.period import DAY, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.text.dates import format_month, format_month_of
from isplanner.text.headcount import describe_headcount
from isplanner.text.messages import say
from isplanner.text.names import channel_name, metric_name, node_name
from isplanner.text.numbers import (
    NO_VALUE,
    format_number,
    format_probability,
    format_rate,
    write_difference,
    write_value,
)
from isplanner.text.problems import describe_problem


@click.command("simulate")
@plan_argument
@scenario_option
@click.option("--set", "assignments", metavar="NODE=VALUE", multiple=True, help="レバーを試す / try a lever")
@click.option("--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="残り期間 / what is left after a day")
@samples_option
@seed_option
@json_option
@click.pass_obj
def simulate_command(  # noqa: PLR0913, PLR0917 - a parameter an option
    console: Console,
    path: Path,
    scenario: str | None,
    assignments: tuple[str, ...],
    as_of: datetime | None,
    samples: int,
    seed: int,
    as_json: bool,
) -> None:
    """試算 / The KGI's range, the probability of the goal, and what hangs on each lever."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        values, formulas = read_assignments(plan, assignments)
        for key, formula in formulas.items():
            raise PlanError("bad_value", text=formula, name=plan.metrics[key.metric].ja)
        ground = lay_ground(plan, document.actuals(), as_of.date() if as_of else None)
        told, chosen = as_told(plan, ground.baseline, read_scenario(plan, scenario))
        simulation = simulate_plan(told, ground, scenario=chosen, overrides=values, samples=samples, seed=seed)
    if as_json:
        console.json(simulate_answer(plan, simulation))
    elif plan.tree.root is None or simulation.projected is None:
        known = {*ground.baseline.values, *chosen.values, *values}
        console.say("nothing_to_simulate", why=describe_problem(why_no_value(plan, known), plan, console.language))
    else:
        if ground.remaining is not None:
            tell_rest(console, plan, ground.remaining)
        elif ground.has_begun:
            console.say("simulated_whole", scenario=chosen.name)
        if told is not plan:
            console.say("told_as_whole")
        _tell_open(console, told, typed_counts(told, ground.baseline, chosen))
        for metric, months in untold(told, ground.baseline).items():
            names = [format_month(month, plan.rule, console.language) for month in months]
            console.say("nothing_carried_in", months=names, metric=metric_name(plan.metrics[metric], console.language))
        _show(console, plan, simulation)
        _tell_people(console, chosen, simulation)


def _tell_open(console: Console, plan: Plan, counts: Mapping[str, tuple[float, float]]) -> None:
    """Say what is typed to be open at the start, and where it is not used."""
    for metric, (used, unused) in counts.items():
        name = metric_name(plan.metrics[metric], console.language)
        for code, count in (("typed_carried_in", used), ("typed_not_used", unused)):
            if count:
                console.say(code, metric=name, count=format_number(count, None))


def _show(console: Console, plan: Plan, simulation: Simulation) -> None:
    assert plan.tree.root is not None  # without a KGI nothing is projected
    kgi = plan.metrics[plan.tree.root.metric]
    numbers = {
        "projected": simulation.projected,
        "p10": simulation.p10,
        "p50": simulation.p50,
        "p90": simulation.p90,
        "goal": simulation.goal,
    }
    written = {name: str(write_value(value, kgi, console.language)) for name, value in numbers.items()}
    console.say("simulated", **written)
    if simulation.goal is not None:
        chance = format_probability(simulation.probability, console.language)
        console.say("simulated_chance", probability=chance, **written)
    _tell_unmoved(console, kgi, simulation.unmoved)
    parts = {
        "head_month": (
            [format_month_of(plan, month, console.language) for month in plan.months],
            simulation.by_month,
        ),
        "head_channel": (
            [channel_name(plan.channels[channel], console.language) for channel in simulation.by_channel],
            simulation.by_channel.values(),
        ),
    }
    for head, (names, values) in parts.items():
        rows = [
            (name, str(write_value(value, kgi, console.language))) for name, value in zip(names, values, strict=True)
        ]
        if rows:
            click.echo()
            console.table((console.word(head), console.word("head_projected")), rows)
    click.echo()
    _show_effects(console, plan, kgi, simulation)
    if simulation.one_more_person is not None:
        click.echo()
        gain = write_difference(simulation.one_more_person, kgi, console.language)
        console.say("one_more_person", gain=str(gain))


def _tell_people(console: Console, scenario: Scenario, simulation: Simulation) -> None:
    """What the scenario's team can do, and how much of its time this takes."""
    load = simulation.workload
    if load is None or simulation.volume is None:
        return
    words = describe_headcount(scenario.headcount, console.language)
    console.say(
        "simulated_people",
        people=format_number(load.people, 1),
        headcount=say("in_brackets", {"words": words}, console.language) if words else "",
        most=format_number(load.most),
        volume=format_number(simulation.volume),
        usage=format_rate(load.usage(simulation.volume), 0),
    )


def _tell_unmoved(console: Console, kgi: Metric, unmoved: Unmoved | None) -> None:
    """That what is simulated is the forecast, or what the forecast is beside it."""
    if unmoved is not None and unmoved.is_open:
        console.say(
            "simulated_unmoved" if unmoved.is_it else "simulated_moved" if unmoved.is_moved else "simulated_apart",
            projected=str(write_value(unmoved.projected, kgi, console.language)),
            probability=format_probability(unmoved.probability, console.language),
        )


def tell_rest(console: Console, plan: Plan, remaining: Remaining) -> bool:
    """Say what of the period is simulated; false where nothing of it is left."""
    left = plan.calendar.business_days(plan.period.clip(Span(remaining.as_of + DAY, plan.period.end)))
    if left:
        console.say("simulated_rest", day=remaining.as_of, left=left)
    elif remaining.told is None or remaining.told < plan.period.last:
        console.say("simulated_over_untold", day=plan.period.last, told=remaining.told or NO_VALUE)
    else:
        console.say("simulated_over", day=plan.period.last)
    return left > 0


def _effects(plan: Plan, simulation: Simulation) -> list[LeverEffect]:
    """The levers of the whole plan and, of those that channels have, the nodes that move them all; by the tree."""
    moved = {effect.node.metric for effect in simulation.plan_wide}
    shown = [*simulation.plan_wide, *(one for one in simulation.levers if one.node.metric not in moved)]
    order = {node: place for place, node in enumerate(plan.tree.nodes)}
    return sorted(shown, key=lambda effect: order.get(effect.node, len(order)))


def _show_effects(console: Console, plan: Plan, kgi: Metric, simulation: Simulation) -> None:
    language, effects = console.language, _effects(plan, simulation)
    heads = ("head_lever", "head_value", "head_elasticity", "head_gain", "head_variance_share")
    rows = [
        (
            node_name(effect.node, plan.metrics, plan.channels, language),
            str(write_value(effect.value, plan.metrics[effect.node.metric], language)),
            format_number(effect.elasticity, 2),
            str(write_difference(effect.gain, kgi, language)),
            format_rate(effect.variance_share),
        )
        for effect in effects
    ]
    if simulation.p10 != simulation.p90:
        luck = 1 - sum(effect.variance_share for effect in effects)
        rows.append((console.word("variance_of_luck"), "", "", "", format_rate(luck)))
    console.table([console.word(head) for head in heads], rows)
