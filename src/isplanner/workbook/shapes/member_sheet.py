"""Shape 7: our own KPI sheet, filled in. Only its input cells are read, by the hidden key block."""

from collections.abc import Iterator
from typing import NamedTuple

from isplanner.plan.fact import Fact, FactKind, HeldCell, Source
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.problem import PlanError
from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Context
from isplanner.workbook.grid import Place, Sheet, Value, cell_text
from isplanner.workbook.member_sheet.key import SheetKey, is_key, read_input_key, read_key
from isplanner.workbook.values import is_blank, metric_value

NAME = "member_sheet"


class Block(NamedTuple):
    """A key block where it was found: the place of its first cell, and the metric of each input column."""

    place: Place
    key: SheetKey
    metrics: dict[int, str]


def claims(sheet: Sheet) -> bool:
    """Whether a sheet has a key block."""
    return any(map(is_key, sheet.words))


def read(sheet: Sheet, context: Context) -> TableReading:
    """The numbers in the input cells, as a member's actuals by week.

    Raises:
        PlanError: newer_sheet, damaged_sheet.
    """
    reading = TableReading()
    for block, row in _week_rows(sheet, list(_blocks(sheet, context.file))):
        week = block.key.weeks[str(sheet.value(row, block.place.column))]
        for column, metric in block.metrics.items():
            value, cell = sheet.value(row, column), str(Place(row, column))
            if is_blank(value):
                continue
            identity = (metric, FactKind.ACTUAL, week, block.key.member)
            found = _new(_whole(value), context.first, identity)
            if isinstance(found, str):
                reading.held.append(HeldCell(context.file, sheet.name, cell, cell_text(value), found))
            elif found is not None:
                source = Source(context.file, sheet.name, cell)
                reading.facts.append(Fact(metric, FactKind.ACTUAL, week, "week", block.key.member, None, found, source))
    return reading


def _key_places(sheet: Sheet) -> Iterator[Place]:
    texts = (
        (row, column, value)
        for row, cells in sheet.rows.items()
        for column, value in enumerate(cells)
        if value.__class__ is str
    )
    return (Place(row, column) for row, column, value in texts if is_key(value))


def _blocks(sheet: Sheet, file: str) -> Iterator[Block]:
    for place in _key_places(sheet):
        try:
            key = read_key(str(sheet.value(*place)))
        except PlanError as refused:
            raise PlanError(refused.problem.code, file=file) from refused
        above = ((column, read_input_key(value)) for column, value in sheet.filled(place.row))
        yield Block(place, key, {column: metric for column, metric in above if metric is not None})


def _week_rows(sheet: Sheet, blocks: list[Block]) -> Iterator[tuple[Block, int]]:
    """The rows that begin with a week, each with the nearest block above it, or the first."""
    for row in sheet.rows:
        block = next((block for block in reversed(blocks) if block.place.row < row), blocks[0])
        if str(sheet.value(row, block.place.column)) in block.key.weeks:
            yield block, row


def _whole(value: Value) -> float | str:
    """The count that a cell holds, or the reason why it is held."""
    found = metric_value(value, Metric("", "", "", "件", Kind.COUNT), None, points=False)
    return "not_a_number" if isinstance(found, float) and not found.is_integer() else found


def _new(
    found: float | str, first: dict[tuple[object, ...], float], identity: tuple[object, ...]
) -> float | str | None:
    """The number where the file has not said it before: None for an equal one, `conflict` for another."""
    if isinstance(found, str):
        return found
    if identity not in first:
        first[identity] = found
        return found
    return None if first[identity] == found else "conflict"
