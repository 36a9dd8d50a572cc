"""Shape 5: a row a deal, with the days on which it became an appointment and an order."""

from collections import Counter
from collections.abc import Sequence

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import cell_text
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.counted_rows import Scope
from isplanner.workbook.shapes.log_table import LogTable, counts_else, log_columns
from isplanner.workbook.values import is_blank

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


def can_read(columns: Sequence[Column]) -> bool:
    """Whether a table that was said to be such a list can be read as one."""
    return bool({"created", "won"} & log_columns(columns, NAME).keys())


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return NAME


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The appointments, valid appointments, orders and revenue of a list of deals."""
    own = log_columns(columns, NAME)
    log = LogTable(columns, around, own, [metric for metric, needed in _NEEDS.items() if needed <= own.keys()])
    early = _early_stages(log, around)
    for row in log.rows():
        if (scope := log.scope(row)) is not None:
            _read_appointment(log, row, scope, early)
            _read_order(log, row, scope)
    return log.reading(with_zeros=False)


def _early_stages(log: LogTable, around: Surroundings) -> set[str]:
    """The stages that come before an appointment: of many deals in them none has its day."""
    if not {"stage", "created"} <= log.own.keys():
        return set()
    without: Counter[str] = Counter()
    dated = set()
    for row in around.table.body:
        stage = cell_text(log.value(row, "stage"))
        if is_blank(log.value(row, "created")):
            without[stage] += 1
        else:
            dated.add(stage)
    return {stage for stage, deals in without.items() if stage and deals >= _MANY and stage not in dated}


def _read_appointment(log: LogTable, row: int, scope: Scope, early: set[str]) -> None:
    if early and cell_text(log.value(row, "stage")) in early:
        return
    day = log.day(row, "created") if "created" in log.own else None
    if day:
        log.add(row, "appointments", day, scope, 1)
    if log.meaning(row, "valid") == "yes":
        judged = log.day(row, "judged") if "judged" in log.own else day
        if judged:
            log.add(row, "valid_appointments", judged, scope, 1)


def _read_order(log: LogTable, row: int, scope: Scope) -> None:
    if "won" not in log.own:
        return
    is_won = log.meaning(row, "stage") == "won" if "stage" in log.own else not is_blank(log.value(row, "won"))
    if not is_won:
        return
    day = log.day(row, "won")
    amount = log.number(row, log.own["amount"], "revenue") if "amount" in log.own else None
    if day:
        log.add(row, "orders", day, scope, 1)
        if amount:
            log.add(row, "revenue", day, scope, amount)
