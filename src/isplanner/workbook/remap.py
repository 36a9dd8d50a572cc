"""What a user, or a template, said of a table's columns goes before what their headers say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from isplanner.plan.period import PeriodRule
from isplanner.workbook.context import Context
from isplanner.workbook.corrections import ColumnMapping, TableMapping, header_keys
from isplanner.workbook.grid import NOWHERE
from isplanner.workbook.labels import Label
from isplanner.workbook.map import NUMBERS, UNREAD, VALUE, Column, map_columns
from isplanner.workbook.names import Members
from isplanner.workbook.periods import argument_part
from isplanner.workbook.recognise import Table

LABEL_ROLES = ("date", "month", "year", "member", "family", "given", "channel", "metric", "unit", "kind", "ignored")
_ALONE = {"member", "channel", "metric", "unit", "kind"}


def read_columns(table: Table, members: Members, context: Context) -> tuple[tuple[Column, ...], TableMapping]:
    """The columns of a table as they are to be read, and all that goes before its labels."""
    columns = map_columns(table, members)
    keys = header_keys(column.header for column in columns)
    mapping = context.mapping(keys)
    keyed = [replace(column, key=key) for column, key in zip(columns, keys, strict=True)]
    chosen = [_remapped(column, mapping.column(column.key), context.rule) for column in keyed]
    return tuple(_of_known_metrics(_without_rivals(chosen), context)), mapping


def _remapped(column: Column, said: ColumnMapping, rule: PeriodRule) -> Column:
    if said == ColumnMapping():
        return column
    period = argument_part(said.period, rule) if said.period else None
    label = Label(
        column.header,
        metric=said.metric,
        channel=said.channel,
        kind=said.kind,
        period=period,
        unit=said.unit,
        is_known=True,
    )
    return replace(
        column,
        chosen=said,
        role=_role(column, said),
        labels=(label, *column.labels),
        places=(NOWHERE, *column.places),
        member=said.member or column.member,
        has_unknown=column.has_unknown and not said.metric,
    )


def _role(column: Column, said: ColumnMapping) -> str:
    if said.role in {NUMBERS, VALUE, UNREAD, *LABEL_ROLES}:
        return said.role
    if said.role is not None:
        return column.role if column.role == NUMBERS else UNREAD
    return NUMBERS if said.metric else column.role


def _without_rivals(columns: Iterable[Column]) -> Iterator[Column]:
    """Where one column was chosen to name the people, the channel or the metric, no other does."""
    columns = list(columns)
    taken = {column.role for column in columns if column.chosen.role in _ALONE}
    for column in columns:
        is_rival = column.role in taken and column.chosen.role is None
        yield replace(column, role="ignored") if is_rival else column


def _of_known_metrics(columns: Iterable[Column], context: Context) -> Iterator[Column]:
    """The columns, those unread whose metric the plan does not have."""
    for column in columns:
        is_unknown = column.metric is not None and column.metric not in context.metrics
        yield replace(column, role=UNREAD) if is_unknown and column.role == NUMBERS else column
