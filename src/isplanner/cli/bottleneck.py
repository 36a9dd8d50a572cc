"""bottleneck: which stage costs the KGI most, where that comes from, and what would help."""

from datetime import datetime
from math import isclose
from pathlib import Path

import click

from isplanner.analysis.attribution.bottleneck import Bottleneck, Stage
from isplanner.analysis.attribution.state import StateName
from isplanner.cli.answers_of_judging import bottleneck_answer
from isplanner.cli.arguments import json_option, plan_argument
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.jobs.bottleneck import Diagnosis, diagnose
from isplanner.plan.metric import Direction, Metric
from isplanner.plan.playbook import Serves
from isplanner.text.gaps import Leak, describe_leak, write_parts
from isplanner.text.messages import say
from isplanner.text.names import channel_name, node_name
from isplanner.text.numbers import NO_VALUE, format_probability, format_rate, write_difference, write_value

_STATES = click.Choice([state.value for state in StateName])
_MOST_MEASURES = 5
_MOST_MEMBERS = 5
_AGREES = 1e-6
_SHOWN = 0.005
"""A chance to be the worst below this is not shown (window.md 3.5)."""


@click.command("bottleneck")
@plan_argument
@click.option("--as-of", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--from", "start", type=_STATES, default=StateName.TARGET.value, show_default=True)
@click.option("--to", "end", type=_STATES, default=StateName.FORECAST.value, show_default=True)
@json_option
@click.pass_obj
def bottleneck_command(
    console: Console, path: Path, as_of: datetime | None, start: str, end: str, as_json: bool
) -> None:
    """ボトルネック / Which stage costs the KGI most between two states, to the yen."""
    with open_plan(console, path, read_only=True) as document:
        found = diagnose(
            document.plan, document.actuals(), StateName(start), StateName(end), as_of.date() if as_of else None
        )
    if as_json:
        console.json(bottleneck_answer(found))
    else:
        _show(console, found)


def _show(console: Console, found: Diagnosis) -> None:
    leak, kgi = found.bottleneck, _kgi(found)
    _say_worst(console, found)
    console.say(
        "bottleneck_gap",
        day=found.as_of,
        from_name=_state(console, leak.start.name),
        to_name=_state(console, leak.end.name),
        start=str(write_value(leak.start_kgi, kgi, console.language)),
        end=str(write_value(leak.end_kgi, kgi, console.language)),
        gap=str(write_difference(leak.gap, kgi, console.language)),
    )
    if StateName.ACTUAL in (leak.start.name, leak.end.name):
        console.say("bottleneck_to_date")
    if not found.has_channels:
        console.say("told_as_whole")
    _say_difference(console, found)
    click.echo()
    _table(console, found)
    if leak.worst:
        _sources(console, found, leak.worst)
        _playbook(console, found, leak.worst)


def _say_worst(console: Console, found: Diagnosis) -> None:
    """The sentence: what is how low, what that costs, how sure that is."""
    leak, worst = found.bottleneck, found.bottleneck.worst
    if worst is None:
        console.say("bottleneck_none")
        return
    states = leak.start.name.value, leak.end.name.value
    sentence = Leak(worst.node, states, (worst.start, worst.end), worst.share)
    click.echo(describe_leak(sentence, found.plan, _kgi(found), console.language, _shares(found)))
    if worst.certainty is not None:
        console.say("bottleneck_confidence", confidence=format_probability(worst.certainty.worst, console.language))


def _say_difference(console: Console, found: Diagnosis) -> None:
    """Levers that make another KGI than the one that is said."""
    leak, kgi, language = found.bottleneck, _kgi(found), console.language
    ends = ((leak.start, leak.start_kgi, found.told[0]), (leak.end, leak.end_kgi, found.told[1]))
    for state, reached, total in ends:
        if total is not None and not isclose(reached, total, rel_tol=_AGREES, abs_tol=1.0 if kgi.is_whole else _AGREES):
            console.say(
                "bottleneck_kgi_differs",
                name=_state(console, state.name),
                reached=str(write_value(reached, kgi, language)),
                total=str(write_value(total, kgi, language)),
                difference=str(write_difference(reached - total, kgi, language)),
            )


def _table(console: Console, found: Diagnosis) -> None:
    leak, kgi = found.bottleneck, _kgi(found)
    shares = write_parts(_shares(found), kgi, console.language)
    heads = [console.word("head_stage"), _state(console, leak.start.name), _state(console, leak.end.name)]
    heads += [console.word(head) for head in ("head_share", "head_share_range", "head_worst")]
    rows = [_row(console, found, stage, share) for stage, share in zip(leak.stages, shares, strict=True)]
    console.table(heads, [*rows, (console.word("head_total"), "", "", _part(console, found, leak.gap), "", "")])
    for stage in leak.stages:
        if stage.mix is not None and _is_large(stage.mix, leak):
            console.say("bottleneck_mix", node=_name(console, found, stage), amount=_part(console, found, stage.mix))


def _row(console: Console, found: Diagnosis, stage: Stage, share: str) -> tuple[str, ...]:
    metric, certainty = found.plan.metrics[stage.node.metric], stage.certainty
    values = (str(write_value(value, metric, console.language)) for value in (stage.start, stage.end))
    name = _name(console, found, stage)
    if certainty is None:
        return (name, *values, share, NO_VALUE, NO_VALUE)
    ends = [_part(console, found, end) for end in (certainty.p10, certainty.p90)]
    chance = format_probability(certainty.worst, console.language) if certainty.worst > _SHOWN else ""
    return (name, *values, share, " – ".join(ends), chance)


def _sources(console: Console, found: Diagnosis, worst: Stage) -> None:
    """Channels and members of the worst stage, those that cost most first."""
    click.echo()
    console.say("bottleneck_sources", node=_name(console, found, worst), amount=_part(console, found, worst.share))
    sign = 1 if _kgi(found).direction is Direction.HIGHER else -1
    channels = [(part.lever.channel, part.share) for part in worst.parts if part.lever.channel is not None]
    shown = [(channel_name(found.plan.channels[key], console.language), share) for key, share in channels]
    _list(console, found, sorted(shown, key=lambda row: sign * row[1]))
    members = {member: share for member, share in found.members.get(worst.node, {}).items() if abs(share) > 0.5}
    named = [
        (console.word("nobody") if member is None else found.plan.member(member).name, share)
        for member, share in members.items()
    ]
    named.sort(key=lambda row: sign * row[1])
    if rest := named[_MOST_MEMBERS:]:
        others = say("other_members", {"count": len(rest)}, console.language)
        named = [*named[:_MOST_MEMBERS], (others, sum(share for _, share in rest))]
    _list(console, found, named)
    if found.stall is not None:
        everybody = found.stall.serves is Serves.TEAM
        share = found.stall.common if everybody else 1 - found.stall.common
        names = [found.plan.member(member).name for member in found.stall.behind]
        code = "bottleneck_everybody" if everybody else "bottleneck_some"
        console.say(code, share=format_rate(share, 0), members=names)


def _list(console: Console, found: Diagnosis, rows: list[tuple[str, float]]) -> None:
    parts = write_parts([share for _, share in rows], _kgi(found), console.language, _shares(found))
    for (name, _), part in zip(rows, parts, strict=True):
        click.echo(f"  {name}  {part}")


def _playbook(console: Console, found: Diagnosis, worst: Stage) -> None:
    if not found.countermeasures:
        return
    click.echo()
    console.say("playbook_head", node=_name(console, found, worst))
    for measure in found.countermeasures[:_MOST_MEASURES]:
        title, how = (measure.ja, measure.how_ja) if console.language == "ja" else (measure.en, measure.how_en)
        click.echo(f"  {title}\n    {how}")


def _part(console: Console, found: Diagnosis, part: float) -> str:
    """A part of the gap in the unit of all of them."""
    return write_parts([part], _kgi(found), console.language, _shares(found))[0]


def _shares(found: Diagnosis) -> list[float]:
    return [stage.share for stage in found.bottleneck.stages]


def _is_large(mix: float, leak: Bottleneck) -> bool:
    return abs(mix) > 0.01 * sum(abs(stage.share) for stage in leak.stages)


def _kgi(found: Diagnosis) -> Metric:
    root = found.plan.tree.root
    assert root is not None  # there is no bottleneck without a KGI
    return found.plan.metrics[root.metric]


def _state(console: Console, state: StateName) -> str:
    return console.word(f"state_{state}")


def _name(console: Console, found: Diagnosis, stage: Stage) -> str:
    return node_name(stage.node, found.plan.metrics, found.plan.channels, console.language)
