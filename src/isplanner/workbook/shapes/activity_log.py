"""Shape 4: a row a call, with its outcome."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import cell_text
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_columns import counts_else, log_columns
from isplanner.workbook.shapes.meanings import BLANK, UNKNOWN
from isplanner.workbook.values import as_amount, is_blank

if TYPE_CHECKING:
    from isplanner.workbook.coded import Mask
    from isplanner.workbook.shapes.log_table import LogTable

NAME = "activity_log"
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
    """Whether a table has calls with a day and, in words, what they came to."""
    own = _own(columns, around)
    tells = _tells(own)
    if tells is None or not _is_dated(own) or counts_else(columns, own):
        return False
    # How long a call took alone does not make a list of calls.
    return "ordered" in own if tells == "talk" else _has_words(own[tells], around)


def lacking(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns that a table which was said to be such a log lacks to be one."""
    own = log_columns(columns, NAME)
    return (*(() if _is_dated(own) else ("date",)), *(() if _tells(own) else ("outcome",)))


def _is_dated(own: Mapping[str, Column]) -> bool:
    return "date" in own or {"month", "day"} <= own.keys()


def _own(columns: Sequence[Column], around: Surroundings) -> dict[str, Column]:
    """The columns of the log. One that counts orders in numbers does not say in words whether there was one."""
    own = log_columns(columns, NAME)
    if "ordered" in own and not own["ordered"].chosen.role and not _has_words(own["ordered"], around):
        del own["ordered"]
    return own


def _tells(own: Mapping[str, Column]) -> str | None:
    """The column that tells what a call came to: in words, or by how long it took."""
    return next((role for role in ("outcome", "answered", "talk") if role in own), None)


def _has_words(column: Column, around: Surroundings) -> bool:
    """Whether a column holds words: 結果 over numbers means 実績."""
    table, at = around.table, column.index
    cells = [v for row in islice(table.body, _SAMPLE_ROWS) if not is_blank(v := table.sheet.value(row, at))]
    return sum(as_amount(value) is None for value in cells) * 2 > len(cells)


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return NAME


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The dials, connects, appointments, orders and minutes of a log."""
    # Imported here, as by its siblings: numpy takes 0.05 s to load, and most workbooks hold no log.
    from isplanner.workbook.shapes.log_table import LogTable

    own = _own(columns, around)
    tells = _tells(own) or "outcome"
    metrics = _counted(tells, own, around)
    log = LogTable(columns, around, own, metrics)
    calls, day = log.says("type", "call", BLANK), log.days("date")
    if tells != "talk":
        calls &= ~log.says(tells, "uncounted")
        log.hold(tells, "unknown_outcome", log.placed(calls & log.says(tells, UNKNOWN), day))
    for metric in (metric for metric in metrics if metric in _VALID):
        log.count(metric, calls & _came_to(metric, tells, log), day)
    if "talk" in own:
        log.count("talk_minutes", calls, day, log.numbers(own["talk"], "talk_minutes"))
    if "ordered" in own:
        log.count("orders", calls & log.says("ordered", "yes"), day)
    return log.reading()


def _came_to(metric: str, tells: str, log: "LogTable") -> "Mask":
    """The rows that count for a metric, if they are calls."""
    if tells != "talk":
        return log.says(tells, *(meaning for meaning, metrics in _COUNTS.items() if metric in metrics))
    if metric == "dials":
        return log.all
    return log.where("talk", lambda value: not is_blank(value) and cell_text(value) != "0")


def _counted(tells: str, own: Mapping[str, Column], around: Surroundings) -> tuple[str, ...]:
    """All that the log counts, even where it finds none."""
    most: tuple[str, ...] = _APPOINTMENT if tells == "outcome" else _CONNECT
    if "valid" in around.mapping.meanings.get(tells, {}).values():
        most = _VALID
    more = (("talk", "talk_minutes"), ("ordered", "orders"))
    return (*most, *(metric for role, metric in more if role in own))
