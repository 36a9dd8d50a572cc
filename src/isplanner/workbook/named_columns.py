"""Columns that are said by their headers (課金額 is the amount): what the window does by clicks, as a command."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from isplanner.plan.formula import NameTable
from isplanner.plan.metric import Metric
from isplanner.plan.problem import PlanError
from isplanner.workbook.corrections import ColumnMapping, Corrections, TableMapping, header_keys
from isplanner.workbook.day_heads import with_day_heads
from isplanner.workbook.grid import Area, Sheet, cell_text
from isplanner.workbook.labels import read_label
from isplanner.workbook.map import NUMBERS, UNREAD, VALUE, map_columns
from isplanner.workbook.names import Members
from isplanner.workbook.reading import OpenedFile
from isplanner.workbook.recognise import Table, find_tables, tables_under
from isplanner.workbook.remap import LABEL_ROLES
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.vocabulary import vocabulary

_LOOK_DOWN = 200


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """By the header of a column what it is: a metric by key or name, or a role (date, member, amount …).

    `shape` is the log that tables with these columns are; without one their numbers stand by themselves.
    """

    uses: Mapping[str, str]
    shape: str | None = None


def corrections_of(named: NamedColumns, file: OpenedFile, metrics: Mapping[str, Metric]) -> Corrections:
    """What is said of a file: its tables that have all the headers, the first row that has them where none is found.

    Raises:
        PlanError: unknown_use; unknown_header where no sheet has the columns.
    """
    uses = {squeezed(header): _mapping(use, named.shape, metrics) for header, use in named.uses.items()}
    tables: list[TableMapping] = []
    headers: dict[str, tuple[Area, ...]] = {}
    for sheet in (with_day_heads(sheet) for sheet in file.sheets if sheet.is_visible):
        found = _with_columns(find_tables(sheet), uses)
        if not found and (area := _header(sheet, uses)):
            headers[sheet.name] = (area,)
            found = _with_columns(tables_under(sheet, [area]), uses)
        tables += [TableMapping(keys, uses, shape=named.shape) for keys in found]
    if uses and not tables:
        raise PlanError("unknown_header", file=file.name, names=list(named.uses))
    return Corrections(tuple(tables), headers)


def _mapping(use: str, shape: str | None, metrics: Mapping[str, Metric]) -> ColumnMapping:
    roles = (NUMBERS, VALUE, UNREAD, *LABEL_ROLES, *vocabulary().logs.get(shape or "", {}))
    if use in roles:
        return ColumnMapping(role=use)
    label = read_label(use)
    if metric := NameTable(metrics, {}).metric(use) or (label and label.metric):
        return ColumnMapping(metric=metric)
    raise PlanError("unknown_use", name=use, known=list(dict.fromkeys(roles)))


def _with_columns(tables: Iterable[Table], uses: Mapping[str, object]) -> list[tuple[str, ...]]:
    """The headers of the tables that have the columns."""
    found = [header_keys(column.header for column in map_columns(table, Members())) for table in tables]
    return [keys for keys in found if uses.keys() <= set(keys)]


def _header(sheet: Sheet, uses: Mapping[str, object]) -> Area | None:
    """The first row in which all headers stand, as far as its cells go on beside them."""
    for row in sheet.numbers[:_LOOK_DOWN]:
        cells = {column: squeezed(cell_text(value)) for column, value in sheet.filled(row)}
        if uses.keys() <= set(cells.values()):
            return Area(row, min(cells), row, max(cells))
    return None
