"""What each column of a table says of the numbers in it, or of its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from isplanner.workbook.corrections import ColumnMapping
from isplanner.workbook.grid import Place, Value, cell_text
from isplanner.workbook.headers import is_empty
from isplanner.workbook.labels import COMPARISON, Label, is_total, read_label
from isplanner.workbook.names import Members, is_nobody
from isplanner.workbook.periods import PeriodPart, merged
from isplanner.workbook.recognise import Table
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.vocabulary import vocabulary

NUMBERS, VALUE, UNREAD = "numbers", "value", "unread"
"""Roles of columns that hold numbers (VALUE where a label column names the metric), and of those that are not read."""

_SAMPLE_ROWS = 50


@dataclass(frozen=True)
class Column:
    """A column of a table.

    `role` is NUMBERS, VALUE, UNREAD or that of a label column (date, month, member, family, given, channel, metric,
    unit, kind, ignored). `labels` are its header's, lower before upper; `places` where they stand. `member` is set
    where its header is a person's name; `has_unknown` where a header cell above its own was not understood;
    `is_joined` where only the header above and its own together are a name (受注 over 金額). `key` is what corrections
    know it by, `chosen` what they say of it.
    """

    index: int
    header: str
    role: str
    labels: tuple[Label, ...] = ()
    places: tuple[Place, ...] = ()
    member: str | None = None
    has_unknown: bool = False
    is_joined: bool = False
    key: str = ""
    chosen: ColumnMapping = ColumnMapping()  # noqa: RUF009 (frozen)

    @property
    def is_label(self) -> bool:
        """Whether it says what its rows are about."""
        return self.role not in {NUMBERS, VALUE, UNREAD}

    @property
    def is_read(self) -> bool:
        """Whether its cells are numbers or labels that count."""
        return self.role not in {UNREAD, "ignored"}

    @cached_property
    def metric(self) -> str | None:
        """The metric its header names."""
        return next((label.metric for label in self.labels if label.metric), None)

    @cached_property
    def channel(self) -> str | None:
        """The channel its header names."""
        return next((label.channel for label in self.labels if label.channel), None)

    @cached_property
    def kind(self) -> str | None:
        """Target or actual, where its header says so."""
        return next((label.kind for label in self.labels if label.kind), None)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units its header says, nearest first."""
        return tuple(label.unit for label in self.labels if label.unit)

    @cached_property
    def period(self) -> PeriodPart | None:
        """What its header says of a period."""
        return merged(label.period for label in self.labels if label.period)


def map_columns(table: Table, members: Members) -> tuple[Column, ...]:
    """The columns of a table."""
    heads = {index: _head_cells(table, index) for index in table.columns}
    channels = _channel_rows(table, heads)
    columns = [_column(table, index, heads[index], channels, members) for index in table.columns]
    columns = [_joined(column, columns, heads) for column in columns]
    first = next((column.index for column in columns if column.role == NUMBERS), table.right + 1)
    named = [
        replace(column, role=_content_role(table, column, members))
        if _is_headless(column) and column.index < first
        else column
        for column in columns
    ]
    named = [_grouping(table, column, named) if column.role == "kind" else column for column in named]
    if not any(column.is_label for column in named):
        named = _with_names(table, _with_contents(table, named, members))
    return tuple(_without_eclipsed(_with_months(named)))


def _head_cells(table: Table, column: int) -> list[tuple[Place, Value]]:
    """The header cells over a column, lower before upper."""
    cells: dict[Place, Value] = {}
    for row in reversed(table.header):
        place = _head_place(table, row, column)
        if place and not is_empty(value := table.sheet.value(*place)):
            cells[place] = value
    return list(cells.items())


def _head_place(table: Table, row: int, column: int) -> Place | None:
    """The cell that heads a column in a header row: itself, or an unmerged one left of empty cells."""
    sheet = table.sheet
    if not is_empty(sheet.label(row, column)):
        return sheet.anchor(row, column)
    below = next((lower for lower in table.header if lower > row), None)
    if below is None or _head_place(table, below, column) is None:
        return None
    left = next((c for c in range(column - 1, table.left - 1, -1) if not is_empty(sheet.label(row, c))), None)
    is_merged = left is not None and any(
        area.top <= row <= area.bottom and area.left <= left <= area.right for area in sheet.merged
    )
    return None if left is None or is_merged else Place(row, left)


def _channel_rows(table: Table, heads: dict[int, list[tuple[Place, Value]]]) -> set[int]:
    """The header rows of which most cells are channels: then all are."""
    rows: dict[int, dict[Place, bool]] = {}
    for cells in heads.values():
        for place, value in cells:
            label = read_label(value)
            if not (label and (label.role or label.is_total or label.kind == COMPARISON)):
                rows.setdefault(place.row, {})[place] = bool(label and label.channel)
    return {row for row, are in rows.items() if sum(are.values()) * 2 > len(are)}


def _column(
    table: Table, index: int, cells: Sequence[tuple[Place, Value]], channels: set[int], members: Members
) -> Column:
    texts = " ".join(plain(cell_text(value)) for _, value in reversed(cells))
    read = [(place, value, _head_label(value, place.row in channels)) for place, value in cells]
    member = next(
        (members.named(value).name for _, value, label in read if not label.is_known and members.knows(value)), None
    )
    labels = tuple(label for _, _, label in read if label.is_known)
    own_is_known = bool(read) and (read[0][2].is_known or members.knows(read[0][1]))
    return Column(
        index,
        texts,
        _role(labels) if own_is_known else UNREAD,
        labels,
        tuple(place for place, _, label in read if label.is_known),
        member,
        has_unknown=any(not label.is_known and not members.knows(value) for _, value, label in read),
    )


def _joined(column: Column, columns: Sequence[Column], heads: Mapping[int, list[tuple[Place, Value]]]) -> Column:
    """The column as its own header and one above it together name it: 受注 over 金額, 商談 over 有効.

    Not where 目標 and 実績 stand beside it: there 率 is how far that is reached.
    """
    cells = heads[column.index]
    if column.role != UNREAD or len(cells) < 2 or not isinstance(own := cells[0][1], str):
        return column
    for place, above in cells[1:]:
        beside = (each for each in columns if place in dict(heads[each.index]))
        if not isinstance(above, str) or any(each.kind for each in beside):
            continue
        for text in (f"{above}{own}", f"{own}{above}"):
            label = read_label(text)
            if label and label.metric and not label.is_total and label.kind != COMPARISON:
                labels = (label, *column.labels)
                return replace(column, role=NUMBERS, labels=labels, has_unknown=False, is_joined=True)
    return column


def _head_label(value: Value, is_channel: bool) -> Label:
    label = read_label(value) or Label(cell_text(value))
    if is_channel and not label.is_known:
        return replace(label, channel=None if is_nobody(value) else plain(label.text), is_known=True)
    return label


def _role(labels: Sequence[Label]) -> str:
    if any(label.is_total or label.kind == COMPARISON for label in labels):
        return UNREAD
    return labels[0].role or NUMBERS if labels else NUMBERS


def _grouping(table: Table, column: Column, columns: Sequence[Column]) -> Column:
    """A column for 目標 and 実績 that only groups what others tell apart (区分 over インバウンド) is not read."""
    others = [each.index for each in columns if each.is_label and each.role not in {"kind", "ignored"}]
    if not others:
        return column
    sheet, rows = table.sheet, list(islice(table.body, _SAMPLE_ROWS))
    said = (read_label(value) for row in rows if not is_empty(value := sheet.label(row, column.index)))
    is_kind = any(label and label.kind for label in said)
    labels = (tuple(sheet.labels(row, others)) for row in rows)
    told = [each for each in labels if not any(isinstance(value, str) and is_total(value) for value in each)]
    return column if is_kind or len(set(told)) < len(told) else replace(column, role="ignored")


def _is_headless(column: Column) -> bool:
    return not column.header or vocabulary().says("row_labels", column.header)


def _with_contents(table: Table, columns: Sequence[Column], members: Members) -> list[Column]:
    """Where no header says what the rows are about, the first column tells by what is in it (時期 over 1Q, 2Q, 3Q)."""
    first = columns[0]
    role = _content_role(table, first, members) if first.role == UNREAD else first.role
    return [replace(first, role=role), *columns[1:]]


def _with_names(table: Table, columns: Sequence[Column]) -> list[Column]:
    """Where nothing says what the rows are about, text in a first column without a header names the members."""
    first = next((column for column in columns if _is_headless(column)), None)
    cells = [table.sheet.label(row, first.index) for row in islice(table.body, _SAMPLE_ROWS)] if first else []
    if not any(isinstance(cell, str) and cell.strip() for cell in cells):
        return list(columns)
    return [replace(column, role="member") if column is first else column for column in columns]


def _content_role(table: Table, column: Column, members: Members) -> str:
    """What a column without a header holds, where most of its cells say the same."""
    sheet = table.sheet
    cells = [value for row in islice(table.body, _SAMPLE_ROWS) if not is_empty(value := sheet.label(row, column.index))]
    roles = [role for value in cells if (role := _said_role(value, members))]
    return next((role for role in set(roles) if roles.count(role) * 2 > len(cells)), UNREAD)


def _said_role(value: Value, members: Members) -> str | None:
    label = read_label(value)
    if label and label.is_known:
        said = (("metric", label.metric), ("date", label.period), ("channel", label.channel))
        return next((role for role, what in said if what), None)
    return "member" if members.knows(value) else None


def _with_months(columns: Sequence[Column]) -> Iterable[Column]:
    """Headers that are days, all firsts of a month, a month apart, are months."""
    days = [column for column in columns if column.role == NUMBERS and column.period and column.period.day]
    parts = [column.period for column in days if column.period]
    months = [(part.year or 0) * 12 + part.month for part in parts]
    steps = {later - earlier for earlier, later in pairwise(months)} - {0}
    if len(set(months)) < 2 or steps != {1} or any(part.day != 1 or part.until for part in parts):
        return columns
    return [
        replace(column, labels=tuple(map(_as_month, column.labels))) if column in days else column for column in columns
    ]


def _as_month(label: Label) -> Label:
    return replace(label, period=label.period._replace(day=0)) if label.period else label


def _without_eclipsed(columns: Iterable[Column]) -> Iterator[Column]:
    """The columns, those unread that another says better (Opens beside Unique Opens)."""
    columns = list(columns)
    heads = {squeezed(column.header) for column in columns}
    eclipsed = {other for word, others in vocabulary().eclipsed.items() if word in heads for other in others}
    for column in columns:
        yield replace(column, role=UNREAD) if squeezed(column.header) in eclipsed else column
