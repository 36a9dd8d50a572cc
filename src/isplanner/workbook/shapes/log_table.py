"""A log as it is counted: which rows count, on which days and of whom, and what is held because a row does not say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isplanner.plan.activity import NOTHING, Texts
from isplanner.plan.fact import Fact, FactKind, Source
from isplanner.plan.metric import shipped_metrics
from isplanner.workbook.check import TableReading
from isplanner.workbook.coded import Coded, Ints, Mask
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import Place, Value
from isplanner.workbook.labels import read_label
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.attributes import AttributeColumn, attribute_columns, is_private, read_texts
from isplanner.workbook.shapes.log_days import Days, LogDays
from isplanner.workbook.shapes.log_holds import LogHolds
from isplanner.workbook.shapes.log_rows import LogCells, ignored_rows
from isplanner.workbook.shapes.log_scopes import SCOPE_ROLES, LogScopes
from isplanner.workbook.shapes.meanings import Meanings
from isplanner.workbook.shapes.records import Counts, Rows, one_day
from isplanner.workbook.shapes.response import KEY, response_times
from isplanner.workbook.spelling import plain
from isplanner.workbook.values import fitting_unit, is_blank, metric_value


class Numbers(NamedTuple):
    """The numbers of rows in a metric's unit, NaN where a row has none; `reasons` say why its cell is then held."""

    column: int
    values: NDArray[np.float64]
    reasons: Mapping[int, str]
    unit: str | None

    @property
    def is_read(self) -> Mask:
        """The rows that have one."""
        return ~np.isnan(self.values)


class LogTable:
    """A log as it is counted. `own` are its columns by role, `id` among them where it has one; it counts `metrics`.

    `channel` is that of rows that name none, instead of the one in the titles.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        around: Surroundings,
        own: Mapping[str, Column],
        metrics: Sequence[str],
        *,
        channel: str | None = None,
    ) -> None:
        self.own = own
        self._columns, self._around = columns, around
        self._cells = LogCells(around.table)
        labels = [column.index for role, column in own.items() if role in {"date", "day", "created", *SCOPE_ROLES}]
        self._counting, self._ignored = ignored_rows(self._cells, labels, own["id"].index if "id" in own else None)
        self._scopes = LogScopes(self._cells, columns, own, around, channel)
        self._days = LogDays(self._cells, own, around)
        self._meanings = Meanings(around.mapping.meanings)
        known = [metric for metric in metrics if metric in around.context.metrics]
        self._counts = Counts(known, self._scopes.scopes, self._scopes.codes)
        self._source = Source(around.context.file, around.table.sheet.name, None)
        self._holds = LogHolds(around.table.sheet, self._source)

    def where(self, role: str, test: Callable[[Value], object]) -> Mask:
        """The rows whose cells in a column of the log pass a test; without the column, as if all were empty."""
        if role not in self.own:
            return np.full(len(self._cells), bool(test(None)))
        return self.coded(role).where(test)

    @property
    def all(self) -> Mask:
        """All rows."""
        return np.ones(len(self._cells), np.bool_)

    def coded(self, role: str) -> Coded:
        """A column of the log by its values."""
        return self._cells.coded(self.own[role].index)

    def says(self, role: str, *meanings: str) -> Mask:
        """The rows whose words in a column mean one of these."""
        return self.where(role, lambda value: self._meanings.of(role, value) in meanings)

    def days(self, role: str) -> Days:
        """The days that a column says."""
        return self._days.of(role)

    def numbers(self, column: Column, metric: str) -> Numbers:
        """The numbers in a column, in the metric's unit."""
        known, head = shipped_metrics()[metric], read_label(column.header)
        unit = fitting_unit(known, (*column.units, head.unit if head else None, self._around.money_unit))
        cells = self._cells.own(column.index)
        found = [np.nan if is_blank(v) else metric_value(v, known, unit, points=False) for v in cells.values]
        values = np.array([np.nan if isinstance(number, str) else number for number in found])[cells.codes]
        reasons = {code: number for code, number in enumerate(found) if isinstance(number, str)}
        bad = np.flatnonzero(np.isin(cells.codes, list(reasons))).tolist() if reasons else []
        return Numbers(column.index, values, {at: reasons[int(cells.codes[at])] for at in bad}, unit)

    def placed(self, rows: Mask, days: Days) -> Mask:
        """Those of some rows that count, and say of whom and when."""
        return rows & self._counting & (days.ordinals > 0) & ~self._scopes.is_held

    def count(self, metric: str, rows: Mask, days: Days, numbers: Numbers | None = None) -> None:
        """Count rows, or numbers of theirs, that are 0 where a row has none. What keeps one from counting is held."""
        if metric not in self._around.context.metrics:
            return
        wanted = rows & self._counting
        placed = self.placed(rows, days)
        values = np.ones(len(self._cells)) if numbers is None else numbers.values
        self._hold_unplaced(metric, np.flatnonzero(wanted & ~placed), days, values)
        if numbers is not None:
            self._hold_unread(metric, wanted, days, numbers)
        found = np.flatnonzero(placed & ~np.isnan(values))
        self._counts.add(metric, found, days.ordinals[found], values[found])

    def hold(self, role: str, reason: str, rows: Mask) -> None:
        """Keep the cells of rows in a column back."""
        for at in np.flatnonzero(rows & self._counting).tolist():
            self._holds.hold(Place(self._cells.rows[at], self.own[role].index), reason)

    def _hold_unplaced(self, metric: str, rows: Rows, days: Days, values: NDArray[np.float64]) -> None:
        """Hold the cells that do not say of whom or when rows are."""
        for at in rows.tolist():
            lacking: dict[Place, tuple[str, str, Value]] = {}
            if self._scopes.is_held[at] and (problem := self._scopes.problem(at)):
                lacking[problem.place] = "member", problem.reason, problem.value
            if at in days.reasons:
                lacking[Place(self._cells.rows[at], days.column)] = "day", days.reasons[at], None
            value = float(values[at])
            self._holds.hold_unplaced(lacking, self._fact(metric, at, days, value) if value > 0 else None)

    def _hold_unread(self, metric: str, rows: Mask, days: Days, numbers: Numbers) -> None:
        """Hold the cells that have no number; if there is nothing else, the number waits."""
        placed = self.placed(rows, days)
        for at in (at for at in numbers.reasons if rows[at]):
            place = Place(self._cells.rows[at], numbers.column)
            self._holds.hold(place, numbers.reasons[at])
            if placed[at]:
                self._holds.wait(place, "value", self._fact(metric, at, days, 0.0), numbers.unit)

    def _fact(self, metric: str, at: int, days: Days, value: float) -> Fact:
        member, channel = self._scopes.scopes[self._scopes.codes[at]]
        span = one_day(max(int(days.ordinals[at]), 1))
        return Fact(metric, FactKind.ACTUAL, span, "day", member, channel, value, self._source)

    def reading(self, *, with_zeros: bool = False) -> TableReading:
        """All that was counted."""
        facts = self._counts.facts(self._source, with_zeros=with_zeros)
        records, minutes = self._counts.records, self._minutes()
        kept = list(self._attributes(records))
        attributes = {each.key: texts for each, texts in kept}
        if "arose" in self.own and (response := self._response(records, minutes)):
            attributes[KEY] = response
        log = self._counts.log(self._source, minutes, attributes)
        return TableReading(
            facts,
            self._holds.cells,
            self._ignored,
            logs=[log] if log else [],
            uses=self._uses | {each.column.index: "attribute" for each, _ in kept},
            kept_as={each.column.index: each.key for each, _ in kept},
        )

    @property
    def _uses(self) -> dict[int, str]:
        """What each of its columns is used as."""
        scopes = {column.index: role for role, column in self._scopes.by_role.items()}
        return scopes | {column.index: role for role, column in self.own.items()}

    def _minutes(self) -> Ints:
        """The time of day of each record."""
        records = self._counts.records
        role = next((role for role in ("time", "date", "created", "won") if role in self.own), None)
        return np.full(len(records), NOTHING, np.int32) if role is None else self._days.minutes(role)[records]

    def _response(self, records: Rows, minutes: Ints) -> Texts | None:
        """How soon leads were called that say when they arose; those of one moment are told apart by whose they are."""
        arose = self._cells.column(self.own["arose"].index)
        whose = [self._cells.column(c.index) for c in self._columns if is_private(plain(c.header))]
        leads = [(arose[at], *(column[at] for column in whose)) for at in records.tolist()]
        days = self._counts.days.tolist()
        return response_times(days, minutes.tolist(), [lead[0] for lead in leads], leads)

    def _attributes(self, records: Rows) -> Iterator[tuple[AttributeColumn, Texts]]:
        """What else the records can be told apart by, column by column."""
        uses = self._uses
        for each in attribute_columns(column for column in self._columns if column.index not in uses):
            texts = read_texts(self._cells.coded(each.column.index).of(records), is_known=each.is_known)
            if texts:
                yield each, texts
