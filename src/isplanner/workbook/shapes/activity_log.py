"""Shape 4: a row a call, with its outcome."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import Value
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_table import LogTable, cell_says, counts_else, log_columns
from isplanner.workbook.values import as_amount, is_blank

_LOG = "activity_log"
_SAMPLE_ROWS = 50
_DIAL = ("dials",)
_CONNECT = (*_DIAL, "connects")
_APPOINTMENT = (*_CONNECT, "appointments")


def claims(columns: Sequence[Column], around: Surroundings) -> bool:
    """Whether a table has calls with a date and, in words, an outcome or whether they were answered."""
    own = log_columns(columns, _LOG)
    is_log = "date" in own and _tells(own) in own
    return is_log and not counts_else(columns, own) and _has_words(own[_tells(own)], around)


def _tells(own: Mapping[str, Column]) -> str:
    """The role of the column that tells what a call came to."""
    return "outcome" if "outcome" in own else "answered"


def _has_words(column: Column, around: Surroundings) -> bool:
    """Whether a column holds words: 結果 over numbers means 実績."""
    table, at = around.table, column.index
    cells = [v for row in islice(table.body, _SAMPLE_ROWS) if not is_blank(v := table.sheet.value(row, at))]
    return sum(as_amount(value) is None for value in cells) * 2 > len(cells)


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return _LOG


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The dials, connects, appointments and minutes of a log."""
    own = log_columns(columns, _LOG)
    tells = _tells(own)
    metrics_of, most = (_metrics, _APPOINTMENT) if tells == "outcome" else (_metrics_if_answered, _CONNECT)
    log = LogTable(columns, around, own, (*most, "talk_minutes") if "talk" in own else most)
    for row in log.rows():
        if not is_blank(log.value(row, "type")) and not log.says(row, "type", "call"):
            continue
        scope, day = log.scope(row), log.day(row, "date")
        if scope is None or day is None:
            continue
        metrics = metrics_of(log.value(row, tells))
        if metrics is None:
            log.hold(row, tells, "unknown_outcome")
        for metric in metrics or _DIAL:
            log.add(row, metric, day, scope, 1)
        if "talk" in own and (minutes := log.number(row, own["talk"], "talk_minutes")):
            log.add(row, "talk_minutes", day, scope, minutes)
    return log.reading(with_zeros=False)


@lru_cache(maxsize=1 << 12, typed=True)
def _metrics(outcome: Value) -> tuple[str, ...] | None:
    """What a call counts for by its outcome; None where that is not understood."""
    if cell_says("appointment", outcome):
        return _APPOINTMENT
    if cell_says("connect", outcome):
        return _CONNECT
    return _DIAL if is_blank(outcome) or cell_says("unreached", outcome) else None


def _metrics_if_answered(answered: Value) -> tuple[str, ...]:
    return _CONNECT if cell_says("answered", answered) else _DIAL
