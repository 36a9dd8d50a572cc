"""Reads a workbook: sheets from the child, tables in them, facts and held cells out of the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from isplanner.plan.activity import ActivityLog
from isplanner.plan.fact import Fact, HeldCell
from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.workbook.check import TableReading
from isplanner.workbook.child import Progress, read_sheets
from isplanner.workbook.context import Context, Surroundings
from isplanner.workbook.corrections import NO_CORRECTIONS, Corrections
from isplanner.workbook.day_heads import with_day_heads
from isplanner.workbook.grid import Sheet
from isplanner.workbook.names import Channels, Members
from isplanner.workbook.people import collect_names
from isplanner.workbook.periods import PeriodPart, argument_part, said_in
from isplanner.workbook.read_table import ColumnReading, ReadTable, describe_table
from isplanner.workbook.recognise import Table, TabledSheet, find_tables, tables_under
from isplanner.workbook.remap import read_columns
from isplanner.workbook.retyped import retyped
from isplanner.workbook.shapes import SHEET_SHAPES, cells, table_shape
from isplanner.workbook.templates import Template

CALENDAR_MONTHS = PeriodRule()
_LONG = 1 << 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan knows that its files are read by.

    `members` are names, `channels` keys by all their names; `member_spellings` and `channel_spellings` say which of
    them other names mean. `rule` is how the team cuts its time.
    """

    members: tuple[str, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    member_spellings: Mapping[str, str] = field(default_factory=dict)
    channel_spellings: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=shipped_metrics)
    templates: tuple[Template, ...] = ()
    rule: PeriodRule = CALENDAR_MONTHS


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file whose cells are at hand. `tells_period` is False where its name is none of the user's."""

    name: str
    sheets: tuple[Sheet, ...]
    tells_period: bool = True


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that is not read and why: total, comparison, note, header or duplicate. Rows count from 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a sheet says. `header_rows` count from 1; `derived` are the rates that follow from other facts.

    `logs` are the rows of its logs one by one; their sums are among the facts. `tables` say how it was read.
    """

    sheet: str
    shape: str
    facts: tuple[Fact, ...]
    held: tuple[HeldCell, ...]
    ignored_rows: tuple[IgnoredRow, ...]
    derived: tuple[str, ...]
    logs: tuple[ActivityLog, ...] = ()
    tables: tuple[ReadTable, ...] = ()

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The header rows of all its tables."""
        return tuple(sorted({row + 1 for table in self.tables for row in table.header}))

    @property
    def columns(self) -> tuple[ColumnReading, ...]:
        """The columns of all its tables that are read."""
        return tuple(column for table in self.tables for column in table.columns if column.is_read)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What a file says, sheet by sheet. `unread` has why sheets are left out: hidden, no_table, summary or chosen.

    `spellings` are the names that meant somebody because the plan, or a correction, says so; `members` and `channels`
    how each was written first.
    """

    file: str
    sheets: tuple[SheetReading, ...]
    unread: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> Iterator[Fact]:
        """All facts, in the order of the file."""
        return chain.from_iterable(sheet.facts for sheet in self.sheets)

    @property
    def held(self) -> Iterator[HeldCell]:
        """All held cells, in the order of the file."""
        return chain.from_iterable(sheet.held for sheet in self.sheets)

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates that its tables were read by."""
        used = (table.template[0] for sheet in self.sheets for table in sheet.tables if table.template)
        return tuple(dict.fromkeys(used))

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not any(sheet.facts or sheet.held for sheet in self.sheets)


def read_workbook(
    path: Path,
    known: Known = NOTHING_KNOWN,
    *,
    period: str | None = None,
    sheet: str | None = None,
    corrections: Corrections = NO_CORRECTIONS,
    progress: Progress | None = None,
) -> FileReading:
    """Read a workbook, CSV or HTML table.

    Args:
        path: The file.
        known: What the plan knows.
        period: 2026Q2, 2026H1, 2026 or 2026-09: fills what the labels do not say.
        sheet: The only sheet to read.
        corrections: What goes before its labels.
        progress: Is told how many rows have been read, and 0 for how many there are.

    Raises:
        PlanError: Any of the refusal codes; bad_period, unknown_sheet.
    """
    opened = OpenedFile(path.name, tuple(read_sheets(path, progress, lambda: expect_log(path))))
    reading = read_opened(opened, known, period=period, sheet=sheet, corrections=corrections)
    if reading.is_empty:
        raise PlanError("no_table", file=path.name)
    return reading


def expect_log(path: Path) -> None:
    """Load what reads logs, if a file is so long that it may be one."""
    if path.stat().st_size > _LONG:
        import isplanner.workbook.shapes.log_table  # noqa: F401 (numpy takes a while to load)


def read_opened(
    opened: OpenedFile,
    known: Known = NOTHING_KNOWN,
    *,
    period: str | None = None,
    sheet: str | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> FileReading:
    """Read a file whose cells are at hand, as `read_workbook` does; it may say nothing.

    Raises:
        PlanError: bad_period, unknown_sheet.
    """
    context = Context(
        opened.name,
        known.rule,
        Members(known.members, {**known.member_spellings, **corrections.members}),
        Channels(known.channels, {**known.channel_spellings, **corrections.channels}),
        said_in(Path(opened.name).stem) if opened.tells_period else None,
        _argument(period, known.rule),
        corrections,
        known.templates,
        known.metrics,
    )
    return read_grids(_chosen(opened, sheet), context)


def _argument(period: str | None, rule: PeriodRule) -> PeriodPart | None:
    part = None if period is None else argument_part(period, rule)
    if period is not None and part is None:
        raise PlanError("bad_period", text=period)
    return part


def read_grids(sheets: Sequence[Sheet], context: Context) -> FileReading:
    """Read the sheets of a file."""
    corrections = context.corrections
    unread = {sheet.name: "hidden" for sheet in sheets if not sheet.is_visible}
    unread |= dict.fromkeys(corrections.unread_sheets, "chosen")
    wanted = [retyped(with_day_heads(sheet), corrections) for sheet in sheets if sheet.name not in unread]
    tabled = [TabledSheet(sheet, _tables(sheet, corrections)) for sheet in wanted]
    collect_names(tabled, context)
    read = []
    for each in tabled:
        if each.sheet.name in context.unread_sheets:
            unread[each.sheet.name] = "summary"
        elif reading := _read_sheet(each, context):
            read.append(reading)
        else:
            unread[each.sheet.name] = "no_table"
    members, channels = context.members, context.channels
    return FileReading(
        file=context.file,
        sheets=tuple(read),
        unread=unread,
        spellings={**members.used, **channels.used},
        members=members.written,
        channels=channels.written,
    )


def _tables(sheet: Sheet, corrections: Corrections) -> Sequence[Table]:
    headers = corrections.headers.get(sheet.name)
    return find_tables(sheet) if headers is None else tables_under(sheet, headers)


def _chosen(opened: OpenedFile, name: str | None) -> Sequence[Sheet]:
    """All sheets, or the visible one that was asked for."""
    if name is None:
        return opened.sheets
    visible = [sheet for sheet in opened.sheets if sheet.is_visible]
    chosen = [sheet for sheet in visible if sheet.name == name]
    if not chosen:
        raise PlanError("unknown_sheet", file=opened.name, sheet=name, known=[sheet.name for sheet in visible])
    return chosen


def _read_sheet(tabled: TabledSheet, context: Context) -> SheetReading | None:
    """What a sheet says, None if it has nothing to read."""
    sheet = tabled.sheet
    if whole := next((shape for shape in SHEET_SHAPES if shape.claims(sheet)), None):
        return _said(sheet, whole.NAME, [whole.read(sheet, context)], (), context.corrections)
    readings, described = [], []
    for table in tabled.tables:
        columns, mapping = read_columns(table, context.members, context)
        around = Surroundings(table, context, tabled.money_notes, mapping)
        is_chosen = sheet.name in context.corrections.headers
        if shape := table_shape(columns, around) or (cells if is_chosen else None):
            readings.append(shape.read(columns, around))
            described.append(describe_table(shape, columns, around, readings[-1]))
    if not described:
        return None
    return _said(sheet, described[0].shape, readings, tuple(described), context.corrections)


def _said(
    sheet: Sheet, shape: str, readings: Sequence[TableReading], tables: tuple[ReadTable, ...], corrections: Corrections
) -> SheetReading:
    rows = {row: reason for reading in readings for row, reason in reading.ignored.items()}
    held = {(cell.cell, cell.reason): cell for reading in readings for cell in reading.held}.values()
    return SheetReading(
        sheet=sheet.name,
        shape=shape,
        facts=tuple(fact for reading in readings for fact in reading.facts),
        held=tuple(cell for cell in held if (cell.sheet, cell.cell) not in corrections.accepted),
        ignored_rows=tuple(IgnoredRow(row + 1, reason) for row, reason in sorted(rows.items())),
        derived=tuple(sorted({rate for reading in readings for rate in reading.derived})),
        logs=tuple(log for reading in readings for log in reading.logs),
        tables=tables,
    )
