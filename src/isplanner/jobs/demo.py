"""The demo plan: what a manager would have done by the middle of a quarter, done by the same edits and imports.

Actuals come from the workbooks in resources/samples, what was typed from demo.toml beside them; all else is computed.
"""

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.project import resolve_overrides
from isplanner.analysis.tree.ratio import ratio_of
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import plan_blueprint
from isplanner.plan.metric import Metric
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Purpose
from isplanner.resource_files import resource
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.text.language import Language

_FOLDER = "samples"


def make_demo(path: Path, language: Language) -> None:
    """Write the demo plan: whole, or nothing is left of it.

    Raises:
        PlanError: plan_exists, and what the store says of the place.
    """
    with resource(_FOLDER, "demo.toml").open("rb") as file:
        typed = tomllib.load(file)
    period = PeriodRule().quarter(typed["year"], typed["quarter"])
    document = Document.create(path, plan_blueprint(period, language))
    with ExitStack() as undo:
        undo.callback(path.unlink, missing_ok=True)
        with document:
            _fill(document, typed, language)
        undo.pop_all()


def _fill(document: Document, typed: dict[str, Any], language: Language) -> None:
    last_quarter, this_quarter = typed["workbooks"]
    _import(document, last_quarter)
    _set_goal(document, typed["goal"], language)
    document.edit(edits.set_purpose(_purpose(typed["purpose"], language)))
    for row in typed["member"]:
        _set_member(document, row)
    for owner, metrics in typed["owners"].items():
        document.edit(edits.set_owner([NodeKey(metric) for metric in metrics], owner))
    for row in typed["definition"]:
        document.edit(edits.set_metric(_defined(document.plan.metrics[row["metric"]], row, language)))
    document.edit(edits.set_targets(dict(_targets(document.plan, typed))))
    for row in typed["scenario"]:
        _add_scenario(document, row[language], row["levers"])
    _write_down(document, typed, language)
    _import(document, this_quarter)


def _write_down(document: Document, typed: dict[str, Any], language: Language) -> None:
    """What people said of nodes, and what drives which."""
    for row in typed["comment"]:
        document.edit(edits.write_comment(NodeKey(row["metric"]), row["author"], row["day"], row[language]))
    for row in typed["influence"]:
        document.edit(edits.set_influence(NodeKey(row["driver"]), NodeKey(row["driven"]), row[language]))


def _import(document: Document, workbook: str) -> None:
    commit(document, read_files(document.plan, [resource(_FOLDER, workbook)], Wish()))


def _set_goal(document: Document, goal: dict[str, Any], language: Language) -> None:
    document.edit(
        edits.set_goal(
            goal["metric"],
            goal["value"],
            base=goal["base"],
            relative=goal["relative"],
            base_source=goal[f"source_{language}"],
        )
    )


def _purpose(row: dict[str, Any], language: Language) -> Purpose:
    words = {name: row[f"{name}_{language}"] for name in ("superior", "strategy", "set_by")}
    return Purpose(**words, day=row["day"])


def _defined(metric: Metric, row: dict[str, Any], language: Language) -> Metric:
    return replace(
        metric,
        definition_ja=row.get("ja", metric.definition_ja),
        definition_en=row.get("en", metric.definition_en),
        conditions=row.get(f"conditions_{language}", ""),
        source=row[f"source_{language}"],
        agreements=row["agreed"],
    )


def _set_member(document: Document, row: dict[str, Any]) -> None:
    member = next(member for member in document.plan.members if member.name == row["name"])
    document.edit(edits.set_member(_changed(member, row)))


def _changed(member: Member, row: dict[str, Any]) -> Member:
    return replace(
        member,
        capacity=row.get("capacity", member.capacity),
        joined=row.get("joined", member.joined),
        ramp=tuple(row.get("ramp", member.ramp)),
    )


def _targets(plan: Plan, typed: dict[str, Any]) -> Iterator[tuple[NodeKey, float]]:
    """Counts and amounts as typed and summed; rates as their numerator ÷ their denominator."""
    sums: dict[NodeKey, float] = {NodeKey(metric): value for metric, value in typed["beside"].items()}
    for metric, of_channels in typed["targets"].items():
        sums |= {NodeKey(metric, channel): value for channel, value in of_channels.items()}
        sums[NodeKey(metric)] = sum(of_channels.values())
    for key in plan.tree.nodes:
        if key in sums:
            yield key, sums[key]
        elif ratio := ratio_of(plan.tree, key):
            numerator = sums[ratio.numerator] - (sums[ratio.less] if ratio.less else 0)
            yield key, numerator / sums[ratio.denominator]


def _add_scenario(document: Document, name: str, levers: dict[str, float]) -> None:
    document.edit(edits.add_scenario(name))
    plan, baseline = document.plan, measure_baseline(document.plan, document.actuals())
    wanted = {NodeKey(metric): float(value) for metric, value in levers.items()}
    values = resolve_overrides(plan, baseline, plan.chosen, wanted)
    document.edit(edits.set_levers(values, lambda number: f"{name} {number}"))
