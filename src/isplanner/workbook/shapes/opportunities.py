"""Shape 5: a row a deal, with the days on which it became an appointment and an order."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import cell_text
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_columns import counts_else, log_columns
from isplanner.workbook.values import is_blank

if TYPE_CHECKING:
    from isplanner.workbook.shapes.log_table import LogTable

NAME = "opportunities"
_NEEDS = {
    "appointments": {"created"},
    "valid_appointments": {"valid"},
    "orders": {"won"},
    "revenue": {"won", "amount"},
}
"""What a list of deals counts, by the columns that it takes."""
_MANY = 5


def claims(columns: Sequence[Column], _around: Surroundings) -> bool:
    """Whether a table has deals: a day, and a stage, a judgement or an amount."""
    own = log_columns(columns, NAME)
    return bool({"created", "won"} & own.keys() and {"stage", "valid", "amount"} & own.keys()) and not counts_else(
        columns, own
    )


def lacking(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns that a table which was said to be such a list lacks to be one."""
    return () if {"created", "won"} & log_columns(columns, NAME).keys() else ("created",)


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return NAME


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The appointments, valid appointments, orders and revenue of a list of deals."""
    from isplanner.workbook.shapes.log_table import LogTable  # see activity_log

    own = log_columns(columns, NAME)
    log = LogTable(columns, around, own, [metric for metric, needed in _NEEDS.items() if needed <= own.keys()])
    _count_appointments(log)
    if "won" in own:
        day = log.days("won")
        won = log.says("stage", "won") if "stage" in own else ~log.where("won", is_blank)
        log.count("orders", won, day)
        if "amount" in own:
            log.count("revenue", won, day, log.numbers(own["amount"], "revenue"))
    return log.reading()


def _count_appointments(log: "LogTable") -> None:
    """The deals on the day they became appointments, and the valid ones on the day they were judged."""
    deals = log.all
    if {"stage", "created"} <= log.own.keys() and (early := _early_stages(log)):
        deals = ~log.where("stage", lambda stage: cell_text(stage) in early)
    if "created" in log.own:
        log.count("appointments", deals, log.days("created"))
    if "valid" in log.own and (role := next((each for each in ("judged", "created") if each in log.own), None)):
        log.count("valid_appointments", deals & log.says("valid", "yes"), log.days(role))


def _early_stages(log: "LogTable") -> set[str]:
    """The stages that come before an appointment: of many deals in them none has its day."""
    stages, undated = log.coded("stage"), log.where("created", is_blank)
    without, dated = Counter(stages.codes[undated].tolist()), set(stages.codes[~undated].tolist())
    texts = [cell_text(stage) for stage in stages.values]
    return {texts[code] for code, deals in without.items() if texts[code] and deals >= _MANY and code not in dated}
