"""segments: what wins. A rate by hour, weekday, member, channel, industry and whatever else the rows of logs say."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from isplanner.analysis.winning.segment import Segment, Segments, segment
from isplanner.analysis.winning.trials import Label, attribute
from isplanner.cli.answers_of_segments import segments_answer
from isplanner.cli.arguments import json_option, plan_argument, read_metric
from isplanner.cli.console import Console
from isplanner.cli.plan_file import open_plan
from isplanner.plan.plan import Plan
from isplanner.text.dates import weekday_name
from isplanner.text.messages import say
from isplanner.text.names import attribute_name, channel_name, metric_name
from isplanner.text.numbers import NO_VALUE, format_number, format_probability, format_rate

_MOST_FACETS = 2
_BETWEEN = re.compile(r"[,、，]")


def _read_names(_context: click.Context, _parameter: click.Parameter, text: str) -> Sequence[str]:
    """One name, or two with a comma between."""
    names = [name.strip() for name in _BETWEEN.split(text)]
    if not all(names) or len(names) > _MOST_FACETS:
        raise click.BadParameter(text)
    return names


@click.command("segments")
@plan_argument
@click.option("--metric", metavar="KEY", required=True)
@click.option(
    "--by",
    metavar="NAME[,NAME]",
    required=True,
    callback=_read_names,
    help="hour,weekday,member,channel,業種… / one or two to tell apart by",
)
@json_option
@click.pass_obj
def segments_command(console: Console, path: Path, metric: str, by: Sequence[str], as_json: bool) -> None:
    """成功要因 / What wins: a rate by hour, weekday, industry…, and which differences are more than luck."""
    with open_plan(console, path, read_only=True) as document:
        plan = document.plan
        key = read_metric(plan, metric)
        found = segment(plan, document.activities(), document.actuals(), key, by)
    if as_json:
        console.json(segments_answer(found, console.language))
    else:
        _show(console, plan, key, found)


def _show(console: Console, plan: Plan, metric: str, found: Segments) -> None:
    language = console.language
    above, below = (metric_name(plan.metrics[part], language) for part in (found.share.above, found.share.below))
    console.say(
        "segments_of_records" if found.from_records else "segments_of_facts",
        metric=metric_name(plan.metrics[metric], language),
        rate=format_rate(found.rate),
        above=above,
        below=below,
        successes=format_number(sum(each.successes for each in found.segments)),
        trials=format_number(sum(each.trials for each in found.segments)),
    )
    facets = [attribute_name(attribute(key), language) for key in found.by]
    words = ("head_rate", "head_shrunk", "head_band", "head_lift", "head_false_discovery", "head_verdict")
    heads = [*facets, below, above, *map(console.word, words)]
    rows = [(*_labels(console, plan, found.by, each), *_numbers(console, each)) for each in found.segments]
    console.table(heads, rows, right=range(len(facets), len(heads) - 1))
    console.say("segments_legend")


def _numbers(console: Console, each: Segment) -> Sequence[str]:
    verdict = ""
    if each.stands_out and each.lift is not None:
        verdict = console.word("segment_higher" if each.lift > 1 else "segment_lower")
    return (
        format_number(each.trials),
        format_number(each.successes),
        format_rate(each.rate),
        format_rate(each.shrunk),
        f"{format_rate(each.p10)}–{format_rate(each.p90)}",
        NO_VALUE if each.lift is None else f"×{format_number(each.lift, 2)}",
        format_probability(each.q, console.language),
        verdict,
    )


def _labels(console: Console, plan: Plan, facets: Sequence[str], each: Segment) -> Sequence[str]:
    return [_label(console, plan, facet, label) for facet, label in zip(facets, each.labels, strict=True)]


def _label(console: Console, plan: Plan, facet: str, label: Label | None) -> str:
    match facet, label:
        case _, None:
            return console.word("segment_blank")
        case "hour", int():
            return say("segment_hour", {"hour": label}, console.language)
        case "weekday", int():
            return weekday_name(label, console.language)
        case "channel", str() if label in plan.channels:
            return channel_name(plan.channels[label], console.language)
    return str(label)
