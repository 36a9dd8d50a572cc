"""The columns of the table of definitions, and the edit that its cells come to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from isplanner.desktop.language import language
from isplanner.desktop.models.column import CellEdit, Column
from isplanner.plan.definition import Definition, redefined
from isplanner.plan.metric import DEPARTMENTS, Metric
from isplanner.plan.problem import PlanError
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date
from isplanner.text.days import parse_day
from isplanner.text.definitions import describe_lacks
from isplanner.text.names import department_name, metric_definition, metric_name
from isplanner.text.numbers import unit_name

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Edit

NAME, UNIT, DEFINITION, CONDITIONS, SOURCE = "metric", "unit", "definition", "conditions", "source"
SINCE, OWNER, LACKS = "since", "owner", "lacks"
Cells = Sequence[CellEdit[Definition]]


def definition_columns(plan: "Plan", as_of: date) -> list[Column[Definition]]:
    """Name, unit, texts, the day it is counted so from, who agreed when, owner, what it lacks."""

    def read_day(_one: Definition, text: str) -> date | None:
        return parse_day(text, plan.rule, as_of) if text.strip() else None

    def agreed(department: str) -> Column[Definition]:
        return Column(
            key=department,
            header=department_name(department, language(), short=True),
            text=lambda one: _agreed_words(one, department),
            plain=lambda one: _plain_day(one.metric.agreements.get(department)),
            value=lambda one: _plain_day(one.metric.agreements.get(department)),
            parse=read_day,
            tip=lambda one: _agreed_tip(one, department),
            tone=lambda one: "warn" if department in one.outdated else "ok",
        )

    others = dict.fromkeys(each for metric in plan.metrics.values() for each in metric.agreements)
    return [
        Column(
            key=NAME,
            header=_say(NAME),
            text=lambda one: metric_name(one.metric, language()),
            refusal=lambda _one: _say("name_stays"),
            is_bold=lambda one: one.is_used,
            tone=lambda one: "" if one.is_used else "tx3",
        ),
        _unit_column(),
        _text(DEFINITION, lambda one: metric_definition(one.metric, language())),
        _text(CONDITIONS, lambda one: one.metric.conditions),
        _text(SOURCE, lambda one: one.metric.source),
        Column(
            key=SINCE,
            header=_say(SINCE),
            text=lambda one: format_date(one.metric.since, language()) if one.metric.since else "",
            plain=lambda one: _plain_day(one.metric.since),
            value=lambda one: _plain_day(one.metric.since),
            parse=read_day,
        ),
        *(agreed(each) for each in dict.fromkeys([*DEPARTMENTS, *others])),
        Column(
            key=OWNER,
            header=_say(OWNER),
            text=lambda one: one.owner,
            parse=lambda _one, text: text.strip(),
            refusal=lambda one: "" if one.node in plan.tree.nodes else _say("owner_in_tree"),
        ),
        Column(
            key=LACKS,
            header=_say(LACKS),
            text=lambda one: describe_lacks(one, language()),
            refusal=lambda _one: _say("lacks_follow"),
            tone=lambda _one: "warn",
        ),
    ]


def edit_of_definitions(cells: Cells, day: date) -> "Edit":
    """What was typed into cells at once as one undo step; a changed definition is counted from a day on."""
    from isplanner.store import edits

    before = {cell.record.metric.key: cell.record.metric for cell in cells}
    after = dict(before)
    owners = []
    for cell in cells:
        key = cell.record.metric.key
        if cell.column == OWNER:
            owners.append(edits.set_owner([cell.record.node], str(cell.value)))
        else:
            after[key] = _changed(after[key], cell.column, cell.value)
    parts = [edits.set_metric(redefined(before[key], one, day)) for key, one in after.items() if one != before[key]]
    return _named([*parts, *owners], cells)


def agreement_edit(chosen: Sequence[Definition], department: str, day: date) -> "Edit":
    """A department agrees to definitions on a day."""
    from isplanner.store import edits

    parts = [edits.set_metric(_changed(one.metric, department, day)) for one in chosen]
    values = {"metric": chosen[0].metric.key, "department": department, "day": str(day), "count": len(chosen)}
    code = "agree_definition" if len(chosen) == 1 else "agree_definitions"
    return replace(edits.together(parts), code=code, values=values)


def _named(parts: "list[Edit]", cells: Cells) -> "Edit":
    from isplanner.store import edits

    metrics = {cell.record.metric.key for cell in cells}
    if len(parts) == 1:
        return parts[0]
    if len(metrics) == 1:
        return replace(edits.together(parts), code="set_metric", values={"metric": metrics.pop()})
    return replace(edits.together(parts), code="set_definitions", values={"count": len(metrics)})


def _changed(metric: Metric, column: str, value: object) -> Metric:
    match column:
        case "unit":
            return replace(metric, unit=str(value))
        case "definition":
            field = "definition_ja" if language() == "ja" else "definition_en"
            return replace(metric, **{field: str(value)})  # type: ignore[arg-type]
        case "conditions":
            return replace(metric, conditions=str(value))
        case "source":
            return replace(metric, source=str(value))
        case "since":
            return replace(metric, since=value if isinstance(value, date) else None)
    others = {each: day for each, day in metric.agreements.items() if each != column}
    return replace(metric, agreements={**others, column: value} if isinstance(value, date) else others)


def _text(key: str, text: Callable[[Definition], str]) -> Column[Definition]:
    return Column(key=key, header=_say(key), text=text, parse=lambda _one, typed: typed.strip(), tip=text)


def _unit_column() -> Column[Definition]:
    def parse(_one: Definition, typed: str) -> str:
        if not typed.strip():
            raise PlanError("unit_needed")
        return typed.strip()

    def shown(one: Definition) -> str:
        return unit_name(one.metric.unit, language()) or _say("count")

    def plain(one: Definition) -> str:
        return one.metric.unit

    return Column(key=UNIT, header=_say(UNIT), text=shown, plain=plain, parse=parse, tip=shown)


def _agreed_words(one: Definition, department: str) -> str:
    day = one.metric.agreements.get(department)
    return "" if day is None else f"{format_date(day, language())}{' !' if department in one.outdated else ''}"


def _agreed_tip(one: Definition, department: str) -> str:
    if department in one.outdated:
        return _say("not_renewed")
    return department_name(department, language())


def _plain_day(day: date | None) -> str:
    return "" if day is None else f"{day:%Y/%m/%d}"


def _say(code: str) -> str:
    return phrase(f"definitions_{code}", language())
