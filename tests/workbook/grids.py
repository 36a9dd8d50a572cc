"""Sheets made of plain lists, and readings as plain tuples, so that a test shows the workbook it is about."""

from collections.abc import Sequence
from typing import cast

from isplanner.plan.period import PeriodRule
from isplanner.workbook.corrections import NO_CORRECTIONS, Corrections
from isplanner.workbook.grid import Area, Sheet, Value
from isplanner.workbook.reading import FileReading, Known, OpenedFile, SheetReading, read_opened
from isplanner.workbook.templates import Template


def sheet(name: str, *rows: Sequence[object], merged: Sequence[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet from its rows; an empty row is `[]`. Merged ranges are top, left, bottom, right, from 0."""
    filled = {index: list(row) for index, row in enumerate(rows) if any(value is not None for value in row)}
    return Sheet(name, cast("dict[int, Sequence[Value]]", filled), [Area(*area) for area in merged])


def read(
    *sheets: Sheet,
    period: str | None = None,
    file: str = "workbook",
    members: Sequence[str] = (),
    rule: PeriodRule | None = None,
    corrections: Corrections = NO_CORRECTIONS,
    templates: Sequence[Template] = (),
) -> FileReading:
    """Read sheets as a file."""
    known = Known(members=tuple(members), templates=tuple(templates), rule=rule or PeriodRule())
    opened = OpenedFile(f"{file}.xlsx", sheets)
    return read_opened(opened, known, period=period, corrections=corrections)


def only(reading: FileReading) -> SheetReading:
    """The one sheet of a file."""
    (one,) = reading.sheets
    return one


def facts(reading: FileReading) -> dict[str, tuple[object, ...]]:
    """Each fact by its cell: metric, kind, first and last day, member, channel, value."""
    return {
        f"{fact.source.cell}": (
            fact.metric,
            fact.kind.value,
            f"{fact.span.start} {fact.span.last}",
            fact.member,
            fact.channel,
            fact.value,
        )
        for fact in reading.facts
    }


def held(reading: FileReading) -> dict[str, str]:
    """The reason for each held cell."""
    return {cell.cell: cell.reason for cell in reading.held}


def ignored(reading: FileReading) -> dict[int, str]:
    """The reason for each ignored row of the only sheet."""
    return {row.row: row.reason for row in only(reading).ignored_rows}
