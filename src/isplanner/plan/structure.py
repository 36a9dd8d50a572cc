"""Structure: what a plan is made of without people and figures, and how it is written to a file and read back."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from isplanner.plan.metric import Direction, Kind, Metric, shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.template import Phase, shipped_channels, shipped_template

VERSION = 1
MOST_BYTES = 2_000_000
"""No structure that anybody made is larger."""
_MOST_NODES = 20_000
_TEXTS = ("key", "ja", "en", "unit", "definition_ja", "definition_en", "conditions", "source")
_PARTS = ("numerator", "denominator")
_NAMES = ("key", "ja", "en", "short_ja", "short_en")
_UNESCAPED = re.compile("[\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Structure:
    """Metrics, channels, the tree with its formulas (canonical text, None for a lever), and which KPIs matter."""

    name: str
    kgi: str | None
    metrics: tuple[Metric, ...]
    channels: tuple[Channel, ...]
    formulas: Mapping[NodeKey, str | None]
    priorities: Mapping[NodeKey, int] = field(default_factory=dict)
    rule: PeriodRule = PeriodRule()  # noqa: RUF009 (frozen)


def template_structure(name: str, phase: Phase = Phase.GROWTH, kgi: str | None = None) -> Structure:
    """What a shipped template makes of a KGI (its usual one unless given) for a team in a phase.

    Raises:
        PlanError: `unknown_metric` when the KGI is no metric of the dictionary.
    """
    metrics, channels = shipped_metrics(), shipped_channels()
    if kgi is not None and kgi not in metrics:
        raise PlanError("unknown_metric", name=kgi)
    template = shipped_template(name, phase, kgi)
    formulas = template.formulas(template.channels, metrics, template.kgi)
    ranked = [NodeKey(name) for name in template.priorities if NodeKey(name) in formulas and name != template.kgi]
    return Structure(
        name=name,
        kgi=template.kgi,
        metrics=tuple(metrics.values()),
        channels=tuple(channels[key] for key in template.channels),
        formulas=formulas,
        priorities={node: place for place, node in enumerate(ranked, 1)},
    )


def bare_structure() -> Structure:
    """The dictionary and the usual channels without any tree: its KGI is still to be chosen."""
    return replace(template_structure("inside_sales"), name="", kgi=None, formulas={}, priorities={})


def structure_of(plan: Plan, name: str) -> Structure:
    """A plan's structure. Who agreed to a definition, and since when it is so, belongs to people and days."""
    return Structure(
        name=name,
        kgi=plan.tree.root.metric if plan.tree.root else None,
        metrics=tuple(map(_bare, plan.metrics.values())),
        channels=tuple(plan.channels.values()),
        formulas={key: node.formula.text if node.formula else None for key, node in plan.tree.nodes.items()},
        priorities={key: node.priority for key, node in plan.tree.nodes.items() if node.priority is not None},
        rule=plan.rule,
    )


def write_structure(structure: Structure) -> str:
    """A structure as TOML; metrics as they are shipped are left out."""
    rule, shipped = structure.rule, shipped_metrics()
    lines = [f"version = {VERSION}", f"name = {_quoted(structure.name)}"]
    lines += [f"kgi = {_quoted(structure.kgi)}"] if structure.kgi else []
    lines += [f"closing_day = {rule.closing_day}", f"week_start = {rule.week_start}"]
    lines += [f"fiscal_month = {rule.fiscal_month}"]
    for metric in structure.metrics:
        if shipped.get(metric.key) != metric:
            lines += ["", "[[metric]]", *_metric_lines(metric)]
    for channel in structure.channels:
        lines += ["", "[[channel]]", *(f"{name} = {_quoted(getattr(channel, name))}" for name in _NAMES)]
    for key, formula in structure.formulas.items():
        lines += ["", "[[node]]", f"node = {_quoted(str(key))}"]
        lines += [] if formula is None else [f"formula = {_quoted(formula)}"]
        lines += [f"priority = {structure.priorities[key]}"] if key in structure.priorities else []
    return "\n".join(lines) + "\n"


def read_structure(text: str) -> Structure:
    """What `write_structure` wrote.

    Raises:
        PlanError: bad_structure, newer_structure.
    """
    try:
        raw = tomllib.loads(text)
        if raw.get("version", 0) > VERSION:
            raise PlanError("newer_structure")
        return _checked(_structure(raw))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PlanError("bad_structure") from error


def _structure(raw: dict[str, Any]) -> Structure:
    metrics = shipped_metrics() | {row["key"]: _metric(row) for row in raw.get("metric", [])}
    nodes = [(NodeKey.parse(row["node"]), row) for row in raw.get("node", [])]
    return Structure(
        name=str(raw["name"]),
        kgi=raw.get("kgi"),
        metrics=tuple(metrics.values()),
        channels=tuple(
            Channel(number, *(str(row[name]) for name in _NAMES))
            for number, row in enumerate(raw.get("channel", []), 1)
        ),
        formulas={key: row.get("formula") for key, row in nodes},
        priorities={key: int(row["priority"]) for key, row in nodes if "priority" in row},
        rule=PeriodRule(int(raw["closing_day"]), int(raw["week_start"]), int(raw["fiscal_month"])),
    )


def _checked(structure: Structure) -> Structure:
    """See that all it names is in it."""
    metrics = {metric.key for metric in structure.metrics}
    channels = {None, *(channel.key for channel in structure.channels)}
    rule = structure.rule
    is_sound = (
        len(structure.formulas) <= _MOST_NODES
        and len(channels) == len(structure.channels) + 1
        and all(key.metric in metrics and key.channel in channels for key in structure.formulas)
        and all(formula is None or isinstance(formula, str) for formula in structure.formulas.values())
        and (structure.kgi is None or NodeKey(structure.kgi) in structure.formulas)
        and 0 <= rule.closing_day <= 31
        and 0 <= rule.week_start <= 6
        and 1 <= rule.fiscal_month <= 12
    )
    if not is_sound:
        raise PlanError("bad_structure")
    return structure


def _bare(metric: Metric) -> Metric:
    return replace(metric, agreements={}, since=None)


def _metric_lines(metric: Metric) -> Iterator[str]:
    for name in _TEXTS:
        yield f"{name} = {_quoted(getattr(metric, name))}"
    yield f"kind = {_quoted(metric.kind)}"
    yield f"direction = {_quoted(metric.direction)}"
    for name in _PARTS:
        if part := getattr(metric, name):
            yield f"{name} = {_quoted(part)}"


def _metric(row: dict[str, Any]) -> Metric:
    texts: dict[str, Any] = {name: str(row[name]) for name in _TEXTS}
    parts: dict[str, Any] = {name: row.get(name) for name in _PARTS}
    return Metric(kind=Kind(row["kind"]), direction=Direction(row["direction"]), **texts, **parts)


def _quoted(text: str) -> str:
    """A basic string: what JSON writes is one, but for a few control characters."""
    return _UNESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
