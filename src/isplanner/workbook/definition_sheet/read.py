"""Reads a workbook of definitions back: what in it differs from the plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from isplanner.plan.definition import Definition, definitions
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.text.days import parse_day
from isplanner.text.language import Language
from isplanner.text.names import metric_definition
from isplanner.workbook.child import read_sheets
from isplanner.workbook.definition_sheet.layout import KEY, OPINION, TEXTS, departments_of, fields_by_header
from isplanner.workbook.grid import Broken, Place, Sheet, Value, cell_text


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that says something else than the plan: texts, or the day of a department's agreement."""

    definition: Definition
    field: str
    before: str | date | None
    after: str | date | None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a workbook says: differences, opinions by metric, and the cells with a day that is none."""

    differences: tuple[Difference, ...]
    opinions: Mapping[str, str]
    unread: tuple[str, ...]


def read_definitions(path: Path, plan: Plan, as_of: date, language: Language) -> ReadBack:
    """Read a workbook that `write_definitions` wrote and somebody filled in.

    A text that was emptied and a day that was taken out say nothing: nobody disagrees by an empty cell.

    Raises:
        PlanError: any refusal of a workbook; no_definitions where it is none of ours.
    """
    known = {one.metric.key: one for one in definitions(plan)}
    differences: list[Difference] = []
    opinions: dict[str, str] = {}
    unread: list[str] = []
    tables = [found for sheet in read_sheets(path) if sheet.is_visible and (found := _table(sheet, plan))]
    if not tables:
        raise PlanError("no_definitions", file=path.name)
    for sheet, head, columns in tables:
        for row in sorted(row for row in sheet.rows if row > head):
            one = known.get(cell_text(sheet.value(row, columns[KEY])).strip())
            if one is None:
                continue
            for field, column in columns.items():
                value = sheet.value(row, column)
                if field == OPINION and (words := cell_text(value).strip()):
                    opinions[one.metric.key] = words
                elif field in departments_of(plan):
                    day = _day(value, plan, as_of)
                    if day is None and not _is_empty(value):
                        unread.append(f"{sheet.name}!{Place(row, column)}")
                    elif day is not None and day != one.metric.agreements.get(field):
                        differences.append(Difference(one, field, one.metric.agreements.get(field), day))
            differences += _texts(one, sheet, row, columns, language)
    return ReadBack(tuple(differences), opinions, tuple(unread))


def _table(sheet: Sheet, plan: Plan) -> tuple[Sheet, int, dict[str, int]] | None:
    """The row of headers and the columns, where a sheet has them; the key's is a must."""
    fields = fields_by_header(plan)
    for row in sorted(sheet.rows):
        columns = {fields[text]: column for column, text in _words(sheet.rows[row]) if text in fields}
        if KEY in columns and len(columns) > 2:
            return sheet, row, columns
    return None


def _words(cells: Sequence[Value]) -> Iterator[tuple[int, str]]:
    return ((column, value.strip()) for column, value in enumerate(cells) if isinstance(value, str))


def _texts(
    one: Definition, sheet: Sheet, row: int, columns: Mapping[str, int], language: Language
) -> Iterator[Difference]:
    metric = one.metric
    before = {
        "unit": metric.unit,
        "definition": metric_definition(metric, language),
        "conditions": metric.conditions,
        "source": metric.source,
    }
    for field in TEXTS:
        if field not in columns:
            continue
        text = cell_text(sheet.value(row, columns[field])).strip()
        if text and text != before[field].strip():
            yield Difference(one, field, before[field], text)


def _day(value: Value, plan: Plan, as_of: date) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and value.strip():
        try:
            return parse_day(value, plan.rule, as_of)
        except PlanError:
            return None
    return None


def _is_empty(value: Value) -> bool:
    return value is None or (not isinstance(value, Broken) and not cell_text(value).strip())
