"""A line a thing that was sold (売上明細): slips by number, or what was sold by piece and price."""

from collections.abc import Sequence

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.grid import cell_text
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_table import LogTable, counts_else, log_columns
from isplanner.workbook.values import is_blank

NAME = "sales_log"
_MARKS = ({"slip"}, {"price", "quantity"})
"""What such a list has beside a day and an amount."""


def claims(columns: Sequence[Column], _around: Surroundings) -> bool:
    """Whether a table has amounts with their day, by slips or by pieces."""
    own = log_columns(columns, NAME)
    is_list = {"date", "amount"} <= own.keys() and any(marks <= own.keys() for marks in _MARKS)
    has_deals = {"created", "stage", "valid"} & log_columns(columns, "opportunities").keys()
    return is_list and not has_deals and not counts_else(columns, own)


def can_read(columns: Sequence[Column]) -> bool:
    """Whether a table that was said to be such a list can be read as one."""
    return {"date", "amount"} <= log_columns(columns, NAME).keys()


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return NAME


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The revenue of the lines, and the orders: slips, or lines where there are none."""
    own = log_columns(columns, NAME)
    log = LogTable(columns, around, own, ("orders", "revenue"))
    slips: set[str] = set()
    for row in log.rows():
        scope, day = log.scope(row), log.day(row, "date")
        amount = log.number(row, own["amount"], "revenue")
        if scope is None or day is None or not amount:
            continue
        slip = log.value(row, "slip")
        number = f"line {row}" if is_blank(slip) else cell_text(slip)
        if number not in slips:
            slips.add(number)
            log.add(row, "orders", day, scope, 1)
        log.add(row, "revenue", day, scope, amount)
    return log.reading(with_zeros=False)
