"""What the labels of a row say: metric, kind, whom, which channel, when, and in which unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from isplanner.workbook.context import Context
from isplanner.workbook.dates import DateStyle, is_day_first, read_date
from isplanner.workbook.grid import Broken, Place, Value, cell_text
from isplanner.workbook.labels import Label, is_period, read_label
from isplanner.workbook.map import Column
from isplanner.workbook.names import Named
from isplanner.workbook.periods import PeriodPart, merged
from isplanner.workbook.recognise import Table
from isplanner.workbook.rows import Row
from isplanner.workbook.spelling import plain, squeezed
from isplanner.workbook.values import label_unit

_NOTHING = Label("", is_known=True)
_YEAR = re.compile(r"(20\d\d)年?(度)?")
_SAYS_WEEK = re.compile("週|week")


class Problem(NamedTuple):
    """A label that cannot be read: its cell is held, and the row gives no facts."""

    place: Place
    value: Value
    reason: str


class RowSays(NamedTuple):
    """What the labels of a row say together. `problem` is the label that holds the row.

    `named` is None where the table has no member column: then its titles tell.
    """

    metric: str | None = None
    kind: str | None = None
    channel: str | None = None
    named: Named | None = None
    period: PeriodPart | None = None
    units: tuple[str | None, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class RowReader:
    """Reads the labels of a table's rows; `words` give labels of metrics another meaning, "" none."""

    table: Table
    columns: Sequence[Column]
    context: Context
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_role(self) -> Mapping[str, Column]:
        """The first column of each role."""
        return {column.role: column for column in reversed(self.columns) if column.is_label}

    @cached_property
    def _dated(self) -> Sequence[tuple[DateStyle, Column]]:
        """The columns that date rows, and how they write it."""
        return [
            (self._style(self.by_role[role]), self.by_role[role]) for role in ("date", "month") if role in self.by_role
        ]

    @cached_property
    def _naming(self) -> Sequence[Column]:
        """The column of people, or those of their family and given names."""
        roles = ("member",) if "member" in self.by_role else ("family", "given")
        return [self.by_role[role] for role in roles if role in self.by_role]

    def _style(self, column: Column) -> DateStyle:
        cells = (self.table.sheet.value(row, column.index) for row in self.table.body)
        is_first = column.chosen.is_day_first
        return DateStyle(
            is_month=column.role == "month",
            is_week=bool(_SAYS_WEEK.search(plain(column.header).casefold())),
            is_day_first=is_day_first(cells) if is_first is None else is_first,
            is_1904=self.table.sheet.is_1904,
        )

    def read(self, row: Row) -> RowSays | None:
        """What a row says; None where a label of it is not understood, so that it is not read."""
        subject, kind = self._subject(row), self._label(row, "kind")
        if not (subject.is_known and kind.is_known):
            return None
        day, date_problem = self._date(row)
        named, name_problem = self._named(row)
        unit = row.value(self.by_role.get("unit"))
        return RowSays(
            metric=subject.metric,
            kind=kind.kind or subject.kind,
            channel=self.context.channels.named(row.value(self.by_role.get("channel"))) or subject.channel,
            named=named,
            period=merged((day, subject.period)) if day and subject.period else day or subject.period,
            units=(subject.unit,) if unit is None else (label_unit(cell_text(unit)), subject.unit),
            problem=date_problem or name_problem,
        )

    def _subject(self, row: Row) -> Label:
        """What a row says it counts; words that were given a meaning go before the vocabulary."""
        label = self._label(row, "metric")
        metric = self._own_words.get(squeezed(label.text)) if self._own_words else None
        return label if metric is None else replace(label, metric=metric, is_known=bool(metric))

    @cached_property
    def _own_words(self) -> Mapping[str, str]:
        return {**self.context.own_names, **self.words}

    def _label(self, row: Row, role: str) -> Label:
        """What the label of a row in a column says; nothing, but known, where there is none."""
        value = row.value(self.by_role.get(role))
        return _NOTHING if value is None else read_label(value) or Label(cell_text(value))

    def date_column(self, row: Row) -> Column | None:
        """The column that dates a row."""
        return next((column for _, column in self._dated if row.value(column) is not None), None)

    def _date(self, row: Row) -> tuple[PeriodPart | None, Problem | None]:
        """When a row says it was, and what is wrong with that."""
        found: PeriodPart | None = None
        cells = [(style, column) for style, column in self._dated if row.value(column) is not None]
        if self._dated and not cells:
            return None, Problem(Place(row.number, self._dated[0][1].index), None, "missing_date")
        for style, column in cells:
            value = row.value(column)
            part = read_date(value, style)
            if part is None:
                reason = "error_value" if isinstance(value, Broken) else "bad_date"
                return None, Problem(row.place(column), value, reason)
            found = part if found is None else merged((found, part))
        year = self._year(row)
        return (merged((found, year)) if found and year else found or year), None

    def _year(self, row: Row) -> PeriodPart | None:
        """The year of a row, where a column of its own says it."""
        column = self.by_role.get("year")
        match = _YEAR.fullmatch(plain(cell_text(row.value(column)))) if column else None
        if column is None or match is None:
            return None
        return PeriodPart(int(match[1]), is_fiscal=bool(match[2]) or plain(column.header).endswith("年度"))

    def _named(self, row: Row) -> tuple[Named | None, Problem | None]:
        """Whom the row is about, None where the table does not tell, and what is wrong with the name."""
        if not self._naming:
            return None, None
        values = [value for column in self._naming if (value := row.value(column)) is not None]
        broken = next((value for value in values if isinstance(value, Broken)), None)
        if broken:
            return Named(None), Problem(row.place(self._naming[0]), broken, broken.reason)
        if values and is_period(values[0]) and not self.context.members.knows(values[0]):
            return Named(None), Problem(row.place(self._naming[0]), values[0], "unknown_member")
        named = self.context.members.named(values[0] if len(values) == 1 else " ".join(map(cell_text, values)))
        if named.reason is None:
            return named, None
        return named, Problem(row.place(self._naming[0]), values[0], named.reason)
