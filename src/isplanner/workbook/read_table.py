"""A table as it was read, for whoever looks at it: what each column was taken for, why, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from isplanner.plan.period import Span
from isplanner.plan.reason import Explanation
from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.corrections import ColumnMapping, TableMapping
from isplanner.workbook.explain import explain_column, explain_header
from isplanner.workbook.grid import NOWHERE, Area, Place, column_letters
from isplanner.workbook.map import NUMBERS, UNREAD, VALUE, Column
from isplanner.workbook.periods import Period, resolve
from isplanner.workbook.running import RunningTotal
from isplanner.workbook.values import MINUTES, MONEY, fitting_unit

if TYPE_CHECKING:
    from isplanner.workbook.shapes import TableShape


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """A column of a table.

    `column` are its letters, `key` what corrections know it by. `use` is what it was read as: `numbers`, `value`, a
    label's or a log's role, `attribute` (kept as `attribute`), `derived` (a rate that follows from others), `total`,
    `comparison` or `unread`. `unit` is the factor of `unit_name`, `span` what its header and what stands above say of a
    period. `read` and `refused` count its numbers.
    """

    column: str
    header: str
    metric: str | None
    unit: float
    index: int
    key: str
    use: str
    kind: str | None
    channel: str | None
    member: str | None
    unit_name: str | None
    span: Span | None
    attribute: str | None
    chosen: ColumnMapping
    read: int
    refused: int
    is_read: bool
    why: Explanation


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table. `area` is from its header to the last row of its body, `titles` where what it is about stands.

    `mapping` is what went before its labels, `is_shape_chosen` whether the user said its shape, `template` the name of
    the one it was read by and how well it fits, `running` are totals that nobody called so, `lacking` the roles that no
    column has and without which nothing is read.
    """

    area: Area
    header: tuple[int, ...]
    shape: str
    columns: tuple[ColumnReading, ...]
    titles: tuple[Place, ...]
    span: Span | None
    mapping: TableMapping
    is_shape_chosen: bool
    template: tuple[str, float] | None
    running: tuple[RunningTotal, ...]
    lacking: tuple[str, ...]
    why: Explanation

    @property
    def keys(self) -> tuple[str, ...]:
        """What corrections know it by."""
        return tuple(column.key for column in self.columns)


def describe_table(
    shape: "TableShape", columns: Sequence[Column], around: Surroundings, reading: TableReading
) -> ReadTable:
    """How a table was read."""
    table, mapping = around.table, around.mapping
    fitting = around.context.fitting(mapping.headers)
    titles = {title.place for title in around.titles if title.place != NOWHERE}
    return ReadTable(
        area=Area(table.top, table.left, max(table.end - 1, table.header[-1]), table.right),
        header=table.header,
        shape=shape.name(columns),
        columns=tuple(_column(column, around, reading) for column in columns),
        titles=tuple(sorted(titles)),
        span=_span(None, around),
        mapping=mapping,
        is_shape_chosen=around.context.corrections.table(mapping.headers).shape is not None,
        template=(fitting.template.name, fitting.fit) if fitting else None,
        running=reading.running,
        lacking=reading.lacking,
        why=explain_header(columns, around),
    )


def _column(column: Column, around: Surroundings, reading: TableReading) -> ColumnReading:
    metric = around.context.metrics.get(column.metric) if column.metric else None
    units = [unit for unit in (*column.units, around.money_unit) if unit]
    unit = fitting_unit(metric, units) if metric else None
    use = _use(column, reading)
    return ColumnReading(
        column=column_letters(column.index),
        header=column.header,
        metric=None if use in {UNREAD, "ignored"} else column.metric,
        unit=MONEY.get(unit or "", MINUTES.get(unit or "", 1.0)),
        index=column.index,
        key=column.key,
        use=use,
        kind=column.kind,
        channel=column.channel,
        member=column.member,
        unit_name=unit,
        span=_span(column, around) if use in {NUMBERS, VALUE, "derived"} else None,
        attribute=reading.kept_as.get(column.index),
        chosen=column.chosen,
        read=reading.read[column.index],
        refused=reading.refused[column.index],
        is_read=column.is_read,
        why=explain_column(column, use, unit, around, reading),
    )


def _use(column: Column, reading: TableReading) -> str:
    if use := reading.uses.get(column.index):
        return use
    if column.role == NUMBERS and column.metric in reading.derived:
        return "derived"
    if any(label.is_total for label in column.labels):
        return "total"
    return "comparison" if column.kind == "comparison" else column.role


def _span(column: Column | None, around: Surroundings) -> Span | None:
    near = (column.period,) if column and column.period else ()
    period = resolve((*near, *around.parts), around.context.rule)
    return period.span if isinstance(period, Period) else None
