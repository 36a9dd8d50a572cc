"""Shape 4: a row a call, with its outcome."""

from collections.abc import Mapping, Sequence
from itertools import islice

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_table import LogTable, counts_else, log_columns
from isplanner.workbook.values import as_amount, is_blank

_LOG = "activity_log"
_SAMPLE_ROWS = 50


def claims(columns: Sequence[Column], around: Surroundings) -> bool:
    """Whether a table has calls with a date and an outcome in words."""
    own = log_columns(columns, _LOG)
    return {"date", "outcome"} <= own.keys() and not counts_else(columns, own) and _has_words(own, around)


def _has_words(own: Mapping[str, Column], around: Surroundings) -> bool:
    """Whether the outcome column holds words: 結果 over numbers means 実績."""
    table, column = around.table, own["outcome"].index
    cells = [v for row in islice(table.body, _SAMPLE_ROWS) if not is_blank(v := table.sheet.value(row, column))]
    return sum(as_amount(value) is None for value in cells) * 2 > len(cells)


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return _LOG


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The dials, connects, appointments and minutes of a log, by day, member and channel."""
    log = LogTable(columns, around, log_columns(columns, _LOG))
    for row in log.rows():
        if not is_blank(log.value(row, "type")) and not log.says(row, "type", "call"):
            continue
        scope, day = log.scope(row), log.day(row, "date")
        if scope is None or day is None:
            continue
        log.add("dials", day, scope, 1)
        for metric in _outcome(log, row):
            log.add(metric, day, scope, 1)
        if "talk" in log.own and (minutes := log.number(row, log.own["talk"], "talk_minutes")):
            log.add("talk_minutes", day, scope, minutes)
    return log.reading(with_zeros=False)


def _outcome(log: LogTable, row: int) -> tuple[str, ...]:
    """What a call came to, beside a dial."""
    if log.says(row, "outcome", "appointment"):
        return ("connects", "appointments")
    if log.says(row, "outcome", "connect"):
        return ("connects",)
    if not is_blank(log.value(row, "outcome")) and not log.says(row, "outcome", "unreached"):
        log.hold(row, "outcome", "unknown_outcome")
    return ()
