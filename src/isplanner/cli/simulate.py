"""simulate: what a scenario comes to, and how likely the goal is."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from isplanner.analysis.simulation.sensitivity import LeverEffect
from isplanner.analysis.simulation.simulate import Simulation
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
from isplanner.jobs.simulation import lay_ground, simulate_plan
from isplanner.plan.metric import Metric
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.text.dates import format_month
from isplanner.text.names import channel_name, node_name
from isplanner.text.numbers import format_number, format_probability, format_rate, write_difference, write_value


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
        simulation = simulate_plan(
            plan,
            lay_ground(plan, document.actuals(), as_of.date() if as_of else None),
            scenario=read_scenario(plan, scenario),
            overrides=values,
            samples=samples,
            seed=seed,
        )
    if as_json:
        console.json(simulate_answer(plan, simulation))
    else:
        _show(console, plan, simulation)


def _show(console: Console, plan: Plan, simulation: Simulation) -> None:
    if plan.tree.root is None or simulation.projected is None:
        console.say("nothing_to_simulate")
        return
    kgi = plan.metrics[plan.tree.root.metric]
    numbers = {
        "projected": simulation.projected,
        "p10": simulation.p10,
        "p50": simulation.p50,
        "p90": simulation.p90,
        "goal": simulation.goal,
    }
    written = {name: str(write_value(value, kgi, console.language)) for name, value in numbers.items()}
    console.say("simulated", probability=format_probability(simulation.probability, console.language), **written)
    parts = {
        "head_month": (
            [format_month(month, plan.rule, console.language) for month in plan.months],
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
    _show_effects(console, plan, kgi, simulation.plan_wide or simulation.levers)
    if simulation.one_more_person is not None:
        click.echo()
        gain = write_difference(simulation.one_more_person, kgi, console.language)
        console.say("one_more_person", gain=str(gain))


def _show_effects(console: Console, plan: Plan, kgi: Metric, effects: Iterable[LeverEffect]) -> None:
    language = console.language
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
    console.table([console.word(head) for head in heads], rows)
