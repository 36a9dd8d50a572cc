"""Shape 4: a row a call, with its outcome."""

from collections.abc import Mapping, Sequence
from itertools import islice

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_table import LogTable, counts_else, log_columns
from isplanner.workbook.shapes.meanings import BLANK, UNKNOWN
from isplanner.workbook.values import as_amount, is_blank

_LOG = "activity_log"
_SAMPLE_ROWS = 50
_DIAL = ("dials",)
_CONNECT = (*_DIAL, "connects")
_APPOINTMENT = (*_CONNECT, "appointments")
_VALID = (*_APPOINTMENT, "valid_appointments")
_COUNTS = {
    "valid": _VALID,
    "appointment": _APPOINTMENT,
    "connect": _CONNECT,
    "answered": _CONNECT,
    "unanswered": _DIAL,
    "unreached": _DIAL,
    "uncounted": (),
    BLANK: _DIAL,
    UNKNOWN: _DIAL,
}
"""What a call counts for by what it came to."""


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
    log = LogTable(columns, around, own, _counted(tells, own, around))
    for row in log.rows():
        if log.meaning(row, "type") not in {"call", BLANK}:
            continue
        meaning = log.meaning(row, tells)
        metrics = _COUNTS[meaning]
        if not metrics:
            continue
        scope, day = log.scope(row), log.day(row, "date")
        if scope is None or day is None:
            continue
        if meaning == UNKNOWN:
            log.hold(row, tells, "unknown_outcome")
        for metric in metrics:
            log.add(row, metric, day, scope, 1)
        if "talk" in own and (minutes := log.number(row, own["talk"], "talk_minutes")):
            log.add(row, "talk_minutes", day, scope, minutes)
    return log.reading(with_zeros=False)


def _counted(tells: str, own: Mapping[str, Column], around: Surroundings) -> tuple[str, ...]:
    """All that the log counts, even where it finds none."""
    most: tuple[str, ...] = _CONNECT if tells == "answered" else _APPOINTMENT
    if "valid" in around.mapping.meanings.get(tells, {}).values():
        most = _VALID
    return (*most, "talk_minutes") if "talk" in own else most
