"""What the labels of a row say: metric, kind, whom, which channel, when, and in which unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from isplanner.workbook.context import Context
from isplanner.workbook.dates import DateStyle, is_day_first, read_date
from isplanner.workbook.grid import Broken, Place, Value, cell_text
from isplanner.workbook.labels import Label, read_label
from isplanner.workbook.map import Column
from isplanner.workbook.names import Named
from isplanner.workbook.periods import PeriodPart, merged
from isplanner.workbook.recognise import Table
from isplanner.workbook.rows import Row
from isplanner.workbook.values import label_unit

_NOTHING = Label("", is_known=True)


@dataclass(frozen=True, slots=True)
class Problem:
    """A label that cannot be read: its cell is held, and the row gives no facts."""

    place: Place
    value: Value
    reason: str


@dataclass(frozen=True, slots=True)
class RowSays:
    """What the labels of a row say together. `problem` is the label that holds the row, `date_cell` where its date is.

    `named` is None where the table has no member column: then its titles tell.
    """

    metric: str | None = None
    kind: str | None = None
    channel: str | None = None
    named: Named | None = None
    period: PeriodPart | None = None
    units: tuple[str | None, ...] = ()
    date_cell: tuple[Place, Value] | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class RowReader:
    """Reads the labels of a table's rows."""

    table: Table
    columns: Sequence[Column]
    context: Context

    @cached_property
    def by_role(self) -> Mapping[str, Column]:
        """The first column of each role."""
        return {column.role: column for column in reversed(self.columns) if column.is_label}

    @cached_property
    def _styles(self) -> Mapping[str, DateStyle]:
        return {role: self._style(self.by_role[role]) for role in ("date", "month") if role in self.by_role}

    def _style(self, column: Column) -> DateStyle:
        cells = (self.table.sheet.value(row, column.index) for row in self.table.body)
        return DateStyle(column.role == "month", is_day_first(cells), self.table.sheet.is_1904)

    def read(self, row: Row) -> RowSays | None:
        """What a row says; None where a label of it is not understood, so that it is not read."""
        subject, kind = self._label(row, "metric"), self._label(row, "kind")
        if not (subject.is_known and kind.is_known):
            return None
        unit = row.cell(self.by_role.get("unit"))
        date_cell, day, date_problem = self._date(row)
        named, name_problem = self._named(row)
        return RowSays(
            metric=subject.metric,
            kind=kind.kind or subject.kind,
            channel=self._channel(row) or subject.channel,
            named=named,
            period=merged(part for part in (day, subject.period) if part),
            units=(label_unit(cell_text(unit[1])) if unit else None, subject.unit),
            date_cell=date_cell,
            problem=date_problem or name_problem,
        )

    def _label(self, row: Row, role: str) -> Label:
        """What the label of a row in a column says; nothing, but known, where there is none."""
        cell = row.cell(self.by_role.get(role))
        if cell is None:
            return _NOTHING
        return read_label(cell[1]) or Label(cell_text(cell[1]))

    def _channel(self, row: Row) -> str | None:
        cell = row.cell(self.by_role.get("channel"))
        return self.context.channels.named(cell[1]) if cell else None

    def _date(self, row: Row) -> tuple[tuple[Place, Value] | None, PeriodPart | None, Problem | None]:
        """The cell that dates the row, what it says, and what is wrong with it."""
        parts: list[PeriodPart] = []
        cells = [(style, cell) for role, style in self._styles.items() if (cell := row.cell(self.by_role[role]))]
        if self._styles and not cells:
            column = next(self.by_role[role] for role in self._styles)
            return None, None, Problem(Place(row.index, column.index), None, "missing_date")
        for style, (place, value) in cells:
            part = read_date(value, style)
            if part is None:
                reason = "error_value" if isinstance(value, Broken) else "bad_date"
                return None, None, Problem(place, value, reason)
            parts.append(part)
        return (cells[0][1] if cells else None), merged(parts), None

    def _named(self, row: Row) -> tuple[Named | None, Problem | None]:
        """Whom the row is about, None where the table does not tell, and what is wrong with the name."""
        columns = [self.by_role[role] for role in ("member", "family", "given") if role in self.by_role]
        cells = [cell for column in columns[:2] if (cell := row.cell(column))]
        if not columns or not cells:
            return (Named(None) if columns else None), None
        is_split = columns[0].role == "family"
        place, value = cells[0]
        name = " ".join(cell_text(part) for _, part in cells) if is_split else value
        if isinstance(value, Broken):
            return Named(None), Problem(place, value, value.reason)
        named = self.context.members.named(name)
        return named, Problem(place, value, named.reason) if named.reason else None
