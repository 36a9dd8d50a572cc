"""Finds the tables of a sheet: their header rows, columns and body, and the titles that belong to each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse, islice, takewhile

from isplanner.workbook.bridges import bridged
from isplanner.workbook.grid import Area, Place, Sheet
from isplanner.workbook.headers import Run, all_header_runs, is_empty, is_log_header, is_value
from isplanner.workbook.labels import read_label
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.titles import Title, is_note_row, is_title_row, titles_in_row

MOST_HEADER_ROWS = 3
MOST_TABLES = 2_000
_LOOK_DOWN = 200


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table on a sheet.

    `header` are its header rows, top to bottom, `repeats` the rows in which they stand again. The body goes from the
    row after the header up to, not including, `end`, without `foreign` rows, the titles of the next table; `right` is
    the last column. `titles` are its block's, nearest first, `sheet_titles` those of the whole sheet.
    """

    sheet: Sheet
    header: tuple[int, ...]
    left: int
    right: int
    end: int
    titles: tuple[Title, ...] = ()
    sheet_titles: tuple[Title, ...] = ()
    repeats: frozenset[int] = frozenset()
    foreign: frozenset[int] = frozenset()

    @property
    def top(self) -> int:
        """The first row of its header."""
        return self.header[0]

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    @property
    def body(self) -> Iterator[int]:
        """The filled rows of the body."""
        rows = self.sheet.numbers_between(self.header[-1] + 1, self.end)
        return filterfalse(self.foreign.__contains__, rows)

    def overlaps(self, other: "Table | Run") -> bool:
        """Whether both have a column in common."""
        return self.left <= other.right and other.left <= self.right

    def is_beside(self, other: "Table") -> bool:
        """Whether both share rows, but no column."""
        return not self.overlaps(other) and self.top < other.end and other.top < self.end


@dataclass(frozen=True, slots=True)
class TabledSheet:
    """A sheet with its tables."""

    sheet: Sheet
    tables: Sequence[Table]

    @property
    def money_notes(self) -> dict[Place, str]:
        """The money units that its titles and notes say, by the cell they stand in."""
        titles = (title for table in self.tables for title in (*table.titles, *table.sheet_titles))
        return {title.place: title.label.unit for title in titles if title.label.unit}


def find_tables(sheet: Sheet) -> list[Table]:
    """The tables of a sheet, from the top down and from left to right; none where there are too many to be meant."""
    tables = _with_ends(_grouped(sheet, all_header_runs(sheet)))
    tables = _with_ends(_united([_widened(table) for table in tables]))
    tables = _with_ends(_united([_with_upper_rows(_with_unit_row(_with_lower_row(table))) for table in tables]))
    # What stands over two groups of columns with a gap between them is no title of either.
    tables = _with_ends(_united([_with_upper_rows(table) for table in bridged(tables)]))
    tables = _without_repeats(tables)
    return _with_titles(tables) if len(tables) <= MOST_TABLES else []


def tables_under(sheet: Sheet, headers: Sequence[Area]) -> list[Table]:
    """The tables of a sheet whose headers are known."""
    rows = [tuple(range(area.top, area.bottom + 1)) for area in headers]
    tables = [Table(sheet, own, area.left, area.right, sheet.height) for own, area in zip(rows, headers, strict=True)]
    return _with_titles(_without_repeats(_with_ends([_widened(table) for table in _with_ends(tables)])))


def _grouped(sheet: Sheet, runs: Iterable[Run]) -> list[Table]:
    """Tables by their headers: runs in consecutive rows that overlap are one header."""
    tables: list[Table] = []
    for run in runs:
        above = next((table for table in reversed(tables) if table.overlaps(run)), None)
        if above is None or above.header[-1] < run.row - 1 or len(above.header) == MOST_HEADER_ROWS:
            if above is None or run.has_roles or not _is_dated(above):
                tables.append(Table(sheet, (run.row,), run.left, run.right, sheet.height))
            continue
        header = above.header if above.header[-1] == run.row else (*above.header, run.row)
        wider = replace(above, header=header, left=min(above.left, run.left), right=max(above.right, run.right))
        tables[tables.index(above)] = wider
    return tables


def _is_dated(table: Table) -> bool:
    """Whether a column holds dates, so that a row of dates and words is its data."""
    for cell in (table.sheet.label(row, column) for row in table.header for column in table.columns):
        label = read_label(cell)
        role = label.role if label else None
        if role == "date" or (is_log_header(cell) and role is None):
            return True
    return False


def _with_ends(tables: Sequence[Table]) -> list[Table]:
    """Each table, from the top down, ends where the next header in its columns begins."""
    ordered = sorted(tables, key=_reading_order)
    return [replace(table, end=_end(table, islice(ordered, at, None))) for at, table in enumerate(ordered, 1)]


def _end(table: Table, later: Iterable[Table]) -> int:
    below = (other.top for other in later if other.top > table.header[-1] and other.overlaps(table))
    return next(below, table.sheet.height)


def _reading_order(table: Table) -> tuple[int, int]:
    return table.top, table.left


def _widened(table: Table) -> Table:
    """The table with the columns beside its header in which something stands, up to an empty column."""
    rows = [*table.header, *_first_rows(table)]
    left, right = table.left, table.right
    while left > 0 and _has_any(table.sheet, rows, left - 1):
        left -= 1
    while right + 1 < table.sheet.width and _has_any(table.sheet, rows, right + 1):
        right += 1
    return replace(table, left=left, right=right)


def _first_rows(table: Table) -> Iterator[int]:
    """The first rows of the body, up to an empty one."""
    has_begun = False
    for row in range(table.header[-1] + 1, min(table.end, table.header[-1] + _LOOK_DOWN)):
        is_filled = any(not is_empty(table.sheet.label(row, column)) for column in table.columns)
        if has_begun and not is_filled:
            return
        has_begun = has_begun or is_filled
        yield row


def _has_any(sheet: Sheet, rows: Sequence[int], column: int) -> bool:
    return any(not is_empty(sheet.label(row, column)) for row in rows)


def _united(tables: Sequence[Table]) -> list[Table]:
    """Tables whose headers turned out to overlap are one."""
    united: list[Table] = []
    for table in sorted(tables, key=_reading_order):
        near = takewhile(lambda other: other.top > table.top - 2 * MOST_HEADER_ROWS, reversed(united))  # noqa: B023
        twin = next((other for other in near if other.overlaps(table) and table.top <= other.header[-1] + 1), None)
        if twin is None:
            united.append(table)
        else:
            united[united.index(twin)] = _union(twin, table)
    return united if len(united) == len(tables) else _united(united)


def _union(one: Table, other: Table) -> Table:
    header = tuple(sorted({*one.header, *other.header}))
    return replace(one, header=header, left=min(one.left, other.left), right=max(one.right, other.right))


def _with_unit_row(table: Table) -> Table:
    """The table with the row below its header that says the units of its columns."""
    row = table.header[-1] + 1
    cells = [value for value in table.sheet.labels(row, table.columns) if not is_empty(value)]
    labels = [read_label(value) for value in cells]
    is_units = bool(labels) and all(label and label.unit and label.text and not label.metric for label in labels)
    if row >= table.end or not is_units or len(table.header) == MOST_HEADER_ROWS:
        return table
    return replace(table, header=(*table.header, row))


def _with_lower_row(table: Table) -> Table:
    """The table with the row below its header that parts what stands over it: 前月 and 当月 below 架電数.

    Such a row has nothing where the rows below it have their labels, and words alone below what heads several columns.
    """
    row = table.header[-1] + 1
    parted = _parted(table, row)
    if not parted or row >= table.end or len(table.header) == MOST_HEADER_ROWS:
        return table
    filled = {column: value for column, value in table.sheet.filled(row) if column in table.columns}
    are_words = all(isinstance(value, str) and not is_value(value) for value in filled.values())
    return replace(table, header=(*table.header, row)) if are_words and filled.keys() == parted else table


def _parted(table: Table, row: int) -> set[int]:
    """The columns, filled in a row, over which a header cell stands that heads several of them."""
    sheet, above, found = table.sheet, row - 1, set[int]()
    for column in table.columns:
        before = column - 1
        is_merged = sheet.anchor(above, column).column < column
        is_bare = is_empty(sheet.label(above, column)) and not is_empty(sheet.label(row, column))
        if (
            column > table.left
            and (is_merged or is_bare)
            and (before in found or not is_empty(sheet.label(above, before)))
        ):
            found |= {before, column}
    return found


def _with_upper_rows(table: Table) -> Table:
    """The table with the rows above that are part of its header, though no header by themselves."""
    while len(table.header) < MOST_HEADER_ROWS and _is_upper_row(table, table.top - 1):
        table = replace(table, header=(table.top - 1, *table.header))
    return table


def _is_upper_row(table: Table, row: int) -> bool:
    """Whether a row says more of single columns: known labels, or merged cells over some of the columns."""
    sheet = table.sheet
    cells = {sheet.anchor(row, c): sheet.label(row, c) for c in table.columns if not is_empty(sheet.label(row, c))}
    if row not in sheet.rows or not cells or any(is_value(value) for value in cells.values()):
        return False
    spans = [sum(sheet.anchor(row, column) == place for column in table.columns) for place in cells]
    if any(1 < span < len(table.columns) - 1 for span in spans):
        return True
    labels = [read_label(value) for value in cells.values()]
    is_title = len(cells) == 1 and (next(iter(cells)).column == table.left or max(spans) > 1)
    return not is_title and all(label and label.is_known and not label.is_total for label in labels)


def _without_repeats(tables: Sequence[Table]) -> list[Table]:
    """Tables in which a header that only stands again is no table of its own."""
    kept: list[Table] = []
    for table in tables:
        above = next((other for other in reversed(kept) if other.overlaps(table)), None)
        if (
            above
            and _texts(above) == _texts(table)
            and not is_title_row(table.sheet, _filled_above(table), table.columns)
        ):
            repeats = above.repeats | set(table.header)
            kept[kept.index(above)] = replace(above, end=table.end, repeats=repeats)
        else:
            kept.append(table)
    return kept


def _texts(table: Table) -> list[tuple[int, str]]:
    cells = ((column, table.sheet.value(row, column)) for row in table.header for column in table.columns)
    return [(column, squeezed(str(value))) for column, value in cells if not is_empty(value)]


def _filled_above(table: Table) -> int:
    """The next row above in which something stands."""
    return next((row for row in range(table.top - 1, -1, -1) if row in table.sheet.rows), -1)


# ------------------------------------------------------------------------------------------------------------ titles


def _with_titles(tables: Sequence[Table]) -> list[Table]:
    """The tables with what stands over them."""
    found = [_titles(table, tables) for table in tables]
    common = {title.place: title for _, others in found for title in others}.values()
    titled = [
        replace(table, titles=tuple(own), sheet_titles=_nearest_first(common, table))
        for table, (own, _) in zip(tables, found, strict=True)
    ]
    return [replace(table, foreign=_foreign_rows(table, titled)) for table in titled]


def _nearest_first(titles: Iterable[Title], table: Table) -> tuple[Title, ...]:
    """The titles above a table: the lower row first, and in a row what stands over the table."""
    above = (title for title in titles if title.place.row < table.top)
    return tuple(sorted(above, key=lambda title: (-title.place.row, title.place.column not in table.columns)))


def _titles(table: Table, tables: Sequence[Table]) -> tuple[list[Title], list[Title]]:
    """The titles of a table's block and those of the whole sheet above it, nearest first."""
    sheet = table.sheet
    above = max((o.header[-1] for o in tables if o.top < table.top and o.overlaps(table)), default=-1)
    taken = {column for other in tables if other.is_beside(table) for column in other.columns}
    own: list[Title] = []
    others: list[Title] = []
    is_direct = True
    for row in range(table.top - 1, above, -1):
        columns = [column for column, _ in sheet.filled(row) if column not in taken]
        if not columns:
            is_direct = False
        elif is_title_row(sheet, row, columns):
            for title in titles_in_row(sheet, row, columns):
                is_own = above >= 0 or (is_direct and len(tables) > 1 and title.place.column in table.columns)
                (own if is_own else others).append(title)
        elif above >= 0 and not is_note_row(sheet, row):
            break
    return own, others


def _foreign_rows(table: Table, tables: Sequence[Table]) -> frozenset[int]:
    below = (other for other in tables if other.top == table.end and other.overlaps(table))
    return frozenset(title.place.row for other in below for title in other.titles)
