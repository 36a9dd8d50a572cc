"""Shapes 1-3 (long, members by metric, metrics by period): each number by the labels around its cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from isplanner.plan.period import Span
from isplanner.workbook.check import Checker, Reading, TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import NOWHERE, Place, Value
from isplanner.workbook.labels import ACTUAL, COMPARISON
from isplanner.workbook.map import NUMBERS, VALUE, Column
from isplanner.workbook.outline import Outline, find_outline
from isplanner.workbook.periods import Period, PeriodPart, Unreadable, crossed, resolve
from isplanner.workbook.row_labels import Problem, RowReader, RowSays
from isplanner.workbook.rows import Row, labelled_rows
from isplanner.workbook.running import RunningTotal, running_totals
from isplanner.workbook.values import fitting_unit, is_blank


def name(columns: Sequence[Column]) -> str:
    """Which of the three shapes a table has."""
    roles = {column.role for column in columns}
    if VALUE in roles:
        return "long"
    return "metrics_by_period" if any(c.role == NUMBERS and c.period for c in columns) else "members_by_metric"


def claims(columns: Sequence[Column], _around: Surroundings) -> bool:
    """Whether a table has numbers to read."""
    return any(column.role in {NUMBERS, VALUE} for column in columns)


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The facts, held cells and ignored rows of a table."""
    outline = find_outline(around.table, columns, around.context.members, around.context.metrics)
    table = _CellTable(outline.columns(columns) if outline else columns, around, outline)
    labels = [column for column in table.columns if column.is_label]
    read_rows = outline.labelled_rows if outline else labelled_rows
    rows = read_rows(around.table, labels, table.ignored)
    if not labels:
        alone = list(rows)
        rows = iter(alone if len(alone) == 1 else ())  # nothing tells several rows apart
    for row in rows:
        table.read_row(row)
    return table.checked()


@dataclass
class _CellTable:
    """A table as it is read. `said` are the metrics it has, each with target or actual."""

    columns: Sequence[Column]
    around: Surroundings
    outline: Outline | None = None
    ignored: dict[int, str] = field(default_factory=dict)
    said: set[tuple[str, str]] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)
    problems: dict[Place, Problem] = field(default_factory=dict)
    titled: set[int] = field(default_factory=set)
    lacks_period: bool = False
    """Whether there are numbers of which nothing says when they are of, and no cell that could."""
    nobodys: dict[Place, list[Reading]] = field(default_factory=dict)
    """What waits for the names in cells that name nobody known."""

    def __post_init__(self) -> None:
        self._rows = RowReader(self.around.table, self.columns, self.around.context, self.around.mapping.words)
        self._shape = name(self.columns)
        numbers = [column for column in self.columns if column.role in {NUMBERS, VALUE}]
        spans = {column.index: self._period(column.period, None) for column in numbers if column.period}
        covering = _covering({period.span for period in spans.values() if isinstance(period, Period)})
        self._numbers = [c for c in numbers if c.chosen.role == NUMBERS or not _is_within(spans.get(c.index), covering)]
        self._totals = {column.index: "total" for column in numbers if column not in self._numbers}
        self._dated_rows: set[int] = set()
        self._metrics = self.around.context.metrics

    def read_row(self, row: Row) -> None:
        """Take in the numbers of a row."""
        says = self._rows.read(row)
        cells = list(self._cells(row, says)) if says else []
        if not says or not cells:
            return
        if self.around.is_total:
            self.ignored[row.number] = "total"
            return
        problem = says.problem or self._block_problem(says)
        if problem:
            self.problems.setdefault(problem.place, problem)
            if problem.reason in _NAMES_NOBODY:
                readings = (self._reading(row, says, *cell) for cell in cells)
                self.nobodys.setdefault(problem.place, []).extend(each for each in readings if each)
            return
        if says.period and says.period.says_more_than_year:
            self._dated_rows.add(row.number)
        for column, metric, kind, value in cells:
            self._take(row, says, column, metric, kind, value)

    def _cells(self, row: Row, says: RowSays) -> Iterator[tuple[Column, str, str, Value]]:
        """The cells of a row that have a number to read, with their metric and kind."""
        for column in self._numbers:
            metric = column.metric or says.metric
            if metric is None and (metric := self._titled_metric(column)):
                self.titled.add(column.index)
            kind = column.kind or says.kind or self.around.kind or ACTUAL
            if metric is None or metric not in self._metrics or kind == COMPARISON:
                continue
            self.said.add((metric, kind))
            value = self.around.table.sheet.value(row.number, column.index)
            if not is_blank(value):
                yield column, metric, kind, value

    def _titled_metric(self, column: Column) -> str | None:
        """The metric of the titles, for columns and rows that say nothing of one."""
        return None if column.has_unknown or "metric" in self._rows.by_role else self.around.metric

    def _block_problem(self, says: RowSays) -> Problem | None:
        """What is wrong with the person whom the titles name, where the rows name none."""
        title = self.around.member
        if says.named is not None or not title or not self.around.named.reason or title.place == NOWHERE:
            return None
        return Problem(title.place, title.label.text, self.around.named.reason)

    def _take(self, row: Row, says: RowSays, column: Column, metric: str, kind: str, value: Value) -> None:
        reading = self._reading(row, says, column, metric, kind, value)
        if reading is not None:
            self.readings.append(reading)

    def _reading(self, row: Row, says: RowSays, column: Column, metric: str, kind: str, value: Value) -> Reading | None:
        """A number with its labels; without a period nothing, but a cell is held that may say which."""
        period = self._period(column.period, says.period)
        if not isinstance(period, Period):
            problem = self._date_problem(column, row, period.reason)
            if problem:
                self.problems.setdefault(problem.place, problem)
            self.lacks_period |= problem is None
            return None
        named = says.named or self.around.named
        known = self._metrics[metric]
        return Reading(
            place=Place(row.number, column.index),
            value=value,
            metric=metric,
            kind=kind,
            period=period,
            member=column.member or named.name,
            channel=column.channel or self._channel(says),
            unit=fitting_unit(known, (*column.units, *says.units, self.around.money_unit)),
            series={"long": metric, "metrics_by_period": row.number}.get(self._shape, column.index),
        )

    def _channel(self, says: RowSays) -> str | None:
        return says.channel if says.channel or "channel" in self._rows.by_role else self.around.channel

    def _period(self, column: PeriodPart | None, row: PeriodPart | None) -> Period | Unreadable:
        near = crossed(column, row)
        parts = (near, *self.around.parts) if near else self.around.parts
        return resolve(parts, self.around.context.rule)

    def _date_problem(self, column: Column, row: Row, reason: str) -> Problem | None:
        """The cell to hold for a period that does not come together; None where no cell says anything of one."""
        reason = "no_year" if reason == "no_period" else reason
        if dated := self._rows.date_column(row):
            return Problem(row.place(dated), row.value(dated), reason)
        heads = zip(column.labels, column.places, strict=True)
        titles = ((title.label, title.place) for title in self.around.titles)
        said = ((label, place) for label, place in (*heads, *titles) if label.period and place != NOWHERE)
        found = next(said, None)
        return Problem(found[1], found[0].text, reason) if found else None

    def checked(self) -> TableReading:
        """All that was taken in, as facts and held cells."""
        covering = _covering({r.period.span for r in self.readings if r.place.row in self._dated_rows})
        totals = {r.place.row for r in self.readings if r.place.row in self._dated_rows and r.period.span in covering}
        self.ignored.update(dict.fromkeys(totals, "total"))
        readings = [reading for reading in self.readings if reading.place.row not in totals]
        running = self._running(readings)
        readings = [reading for reading in readings if not _is_on(reading.place, running)]
        context, sheet = self.around.context, self.around.table.sheet
        checker = Checker(context.file, sheet.name, self.said, context.first, self._metrics)
        checked = checker.check(readings)
        conflicts = [Problem(place, text, "period_conflict") for place, text in self.around.conflicts()]
        problems = [*self.problems.values(), *(conflicts if readings else []), *self._wrong_sums()]
        for problem in problems:
            waiting = checker.waiting_member(self.nobodys.get(problem.place, ()))
            checked.held.append(checker.held(problem.place, problem.value, problem.reason, waiting))
        checked.ignored = self.ignored | {total.line: "total" for total in running if total.is_row}
        checked.uses = self._totals | {total.line: "running" for total in running if not total.is_row}
        if self.outline:
            checked.uses = {**checked.uses, self.outline.column.index: "outline"}
        checked.running, checked.titled = running, frozenset(self.titled)
        checked.lacking = ("period",) if self.lacks_period else ()
        return checked

    def _wrong_sums(self) -> Iterator[Problem]:
        """The numbers of rows over others that are not the sum of these."""
        for place in self.outline.wrong if self.outline else ():
            yield Problem(place, self.around.table.sheet.value(*place), "conflict")

    def _running(self, readings: Sequence[Reading]) -> tuple[RunningTotal, ...]:
        """The lines that add up another, unless they were said to be numbers of their own."""
        own = {column.index for column in self.columns if column.chosen.role == NUMBERS}
        is_row = self._shape == "metrics_by_period"
        found = running_totals(readings, self._metrics, is_row=is_row)
        return tuple(total for total in found if total.is_row or total.line not in own)


_NAMES_NOBODY = {"unknown_member", "ambiguous_member"}


def _is_on(place: Place, lines: Iterable[RunningTotal]) -> bool:
    return any(line.line == (place.row if line.is_row else place.column) for line in lines)


def _covering(spans: set[Span]) -> set[Span]:
    """The spans that hold others of them: a quarter beside its months."""
    longer = [span for span in spans if span.last > span.start]
    return {span for span in longer if any(other != span and span.covers(other) for other in spans)}


def _is_within(period: Period | Unreadable | None, spans: set[Span]) -> bool:
    return isinstance(period, Period) and period.span in spans
