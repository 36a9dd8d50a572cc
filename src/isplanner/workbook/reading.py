"""Reads a workbook: sheets from the child, tables in them, facts and held cells out of the tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from isplanner.plan.activity import ActivityLog
from isplanner.plan.fact import Fact, HeldCell
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.workbook.check import TableReading
from isplanner.workbook.child import Progress, read_sheets
from isplanner.workbook.context import Context, Surroundings
from isplanner.workbook.grid import Sheet, column_letters
from isplanner.workbook.map import Column, map_columns
from isplanner.workbook.names import Channels, Members
from isplanner.workbook.people import collect_names
from isplanner.workbook.periods import PeriodPart, argument_part, find_periods, merged
from isplanner.workbook.recognise import Table, TabledSheet, find_tables
from isplanner.workbook.shapes import SHEET_SHAPES, table_shape
from isplanner.workbook.values import MINUTES, MONEY, fitting_unit

CALENDAR_MONTHS = PeriodRule()


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """A column that is read: its letters, its header, the metric, and the factor of the unit in its header."""

    column: str
    header: str
    metric: str | None
    unit: float


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is not read and why: total, comparison, note, header or duplicate. Rows count from 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a sheet says. `header_rows` count from 1; `derived` are the rates that follow from other facts.

    `logs` are the rows of its logs one by one; their sums are among the facts.
    """

    sheet: str
    shape: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    facts: tuple[Fact, ...]
    held: tuple[HeldCell, ...]
    ignored_rows: tuple[IgnoredRow, ...]
    derived: tuple[str, ...]
    logs: tuple[ActivityLog, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a file says, sheet by sheet; sheets without a table are left out."""

    file: str
    sheets: tuple[SheetReading, ...]

    @property
    def facts(self) -> Iterator[Fact]:
        """All facts, in the order of the file."""
        return chain.from_iterable(sheet.facts for sheet in self.sheets)

    @property
    def held(self) -> Iterator[HeldCell]:
        """All held cells, in the order of the file."""
        return chain.from_iterable(sheet.held for sheet in self.sheets)


def read_workbook(
    path: Path,
    *,
    period: str | None = None,
    sheet: str | None = None,
    known_members: Iterable[str] = (),
    known_channels: Iterable[str] = (),
    rule: PeriodRule = CALENDAR_MONTHS,
    progress: Progress | None = None,
) -> FileReading:
    """Read a workbook, CSV or HTML table.

    Args:
        path: The file.
        period: 2026Q2, 2026H1, 2026 or 2026-09: fills what the labels do not say.
        sheet: The only sheet to read.
        known_members: Names of the plan's members.
        known_channels: Keys of the plan's channels.
        rule: How the team cuts its time.
        progress: Is told how many rows have been read, and 0 for how many there are.

    Raises:
        PlanError: Any of the refusal codes; bad_period, unknown_sheet.
    """
    argument = _argument(period, rule)
    sheets = _chosen(read_sheets(path, progress), sheet, path.name)
    members, channels = Members(known_members), Channels(known_channels)
    file_part = merged(found.part for found in find_periods(path.stem))
    return read_grids(sheets, Context(path.name, rule, members, channels, file_part, argument))


def _argument(period: str | None, rule: PeriodRule) -> PeriodPart | None:
    part = None if period is None else argument_part(period, rule)
    if period is not None and part is None:
        raise PlanError("bad_period", text=period)
    return part


def read_grids(sheets: Sequence[Sheet], context: Context) -> FileReading:
    """Read a file whose sheets are at hand.

    Raises:
        PlanError: no_table.
    """
    tabled = [TabledSheet(sheet, find_tables(sheet)) for sheet in sheets]
    collect_names(tabled, context)
    read = (_read_sheet(each, context) for each in tabled)
    reading = FileReading(context.file, tuple(each for each in read if each))
    if not any(each.facts or each.held for each in reading.sheets):
        raise PlanError("no_table", file=context.file)
    return reading


def _chosen(sheets: Sequence[Sheet], name: str | None, file: str) -> list[Sheet]:
    """The visible sheets, or of them the one that was asked for."""
    visible = [sheet for sheet in sheets if sheet.is_visible]
    if name is None:
        return visible
    chosen = [sheet for sheet in visible if sheet.name == name]
    if not chosen:
        raise PlanError("unknown_sheet", file=file, sheet=name, known=[sheet.name for sheet in visible])
    return chosen


def _read_sheet(tabled: TabledSheet, context: Context) -> SheetReading | None:
    """What a sheet says, None if it has nothing to read."""
    sheet = tabled.sheet
    if sheet.name in context.unread_sheets:
        return None
    if whole := next((shape for shape in SHEET_SHAPES if shape.claims(sheet)), None):
        return _said(sheet, whole.NAME, [(None, (), whole.read(sheet, context))])
    names, found = [], []
    for table in tabled.tables:
        columns = map_columns(table, context.members)
        around = Surroundings(table, context, tabled.money_notes)
        if shape := table_shape(columns, around):
            reading = shape.read(columns, around)
            names.append(shape.name(columns))
            found.append((table, columns, reading))
    return _said(sheet, names[0], found) if found else None


def _said(
    sheet: Sheet, shape: str, found: Sequence[tuple[Table | None, Sequence[Column], TableReading]]
) -> SheetReading:
    rows = {row: reason for _, _, reading in found for row, reason in reading.ignored.items()}
    return SheetReading(
        sheet=sheet.name,
        shape=shape,
        header_rows=tuple(sorted({row + 1 for table, _, _ in found if table for row in table.header})),
        columns=tuple(_column(column) for _, columns, _ in found for column in columns if column.is_read),
        facts=tuple(fact for _, _, reading in found for fact in reading.facts),
        held=tuple({(cell.cell, cell.reason): cell for _, _, reading in found for cell in reading.held}.values()),
        ignored_rows=tuple(IgnoredRow(row + 1, reason) for row, reason in sorted(rows.items())),
        derived=tuple(sorted({rate for _, _, reading in found for rate in reading.derived})),
        logs=tuple(log for _, _, reading in found for log in reading.logs),
    )


def _column(column: Column) -> ColumnReading:
    unit = fitting_unit(shipped_metrics()[column.metric], column.units) if column.metric else None
    factor = MONEY.get(unit or "", MINUTES.get(unit or "", 1.0))
    return ColumnReading(column_letters(column.index), column.header, column.metric, factor)
