"""Shape 6: a row a mailing, with how many mails were sent, delivered, opened and answered."""

from collections.abc import Sequence

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.map import NUMBERS, Column
from isplanner.workbook.shapes.log_columns import log_columns

NAME = "mail_log"
_METRICS = ("mails_sent", "mails_delivered", "mails_opened", "mail_replies")
_CHANNEL = "mail_magazine"


def claims(columns: Sequence[Column], _around: Surroundings) -> bool:
    """Whether a table has mailings with their day."""
    return "date" in log_columns(columns, NAME) and bool(_counts(columns))


def lacking(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns that a table which was said to be such a log lacks to be one."""
    is_dated = "date" in log_columns(columns, NAME)
    return (*(() if is_dated else ("date",)), *(() if _counts(columns) else ("numbers",)))


def _counts(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns that count mails, the first of each sort."""
    counted = (column for column in reversed(columns) if column.role == NUMBERS)
    return {column.metric: column for column in counted if column.metric in _METRICS}


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return NAME


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The mails of a log."""
    from isplanner.workbook.shapes.log_table import LogTable  # see activity_log

    counts = _counts(columns)
    log = LogTable(columns, around, log_columns(columns, NAME), list(counts), channel=_CHANNEL)
    for metric, column in counts.items():
        log.count(metric, log.all, log.days("date"), log.numbers(column, metric))
    return log.reading(with_zeros=True)
