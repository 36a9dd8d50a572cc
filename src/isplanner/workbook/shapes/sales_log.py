"""A line a thing that was sold (売上明細): slips by number, or what was sold by piece and price."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.map import Column
from isplanner.workbook.shapes.log_columns import counts_else, log_columns
from isplanner.workbook.values import is_blank

if TYPE_CHECKING:
    from isplanner.workbook.coded import Ints, Mask

NAME = "sales_log"
_MARKS = ({"slip"}, {"price", "quantity"})
"""What such a list has beside a day and an amount."""


def claims(columns: Sequence[Column], _around: Surroundings) -> bool:
    """Whether a table has amounts with their day, by slips or by pieces."""
    own = log_columns(columns, NAME)
    is_list = {"date", "amount"} <= own.keys() and any(marks <= own.keys() for marks in _MARKS)
    has_deals = {"created", "stage", "valid"} & log_columns(columns, "opportunities").keys()
    return is_list and not has_deals and not counts_else(columns, own)


def lacking(columns: Sequence[Column]) -> tuple[str, ...]:
    """The columns that a table which was said to be such a list lacks to be one."""
    own = log_columns(columns, NAME)
    return tuple(role for role in ("date", "amount") if role not in own)


def name(_columns: Sequence[Column]) -> str:
    """What the shape is called."""
    return NAME


def read(columns: Sequence[Column], around: Surroundings) -> TableReading:
    """The revenue of the lines, and the orders: slips, or lines where there are none."""
    from isplanner.workbook.shapes.log_table import LogTable  # see activity_log

    log = LogTable(columns, around, log_columns(columns, NAME), ("orders", "revenue"))
    day, amounts = log.days("date"), log.numbers(log.own["amount"], "revenue")
    sales = log.where("amount", lambda value: not is_blank(value)) & (amounts.values != 0)
    orders = sales & amounts.is_read
    if "slip" in log.own:
        orders &= _first_lines(log.coded("slip").codes, orders, log.placed(orders, day)) | log.where("slip", is_blank)
    log.count("orders", orders, day)
    log.count("revenue", sales, day, amounts)
    return log.reading()


def _first_lines(slips: "Ints", lines: "Mask", placed: "Mask") -> "Mask":
    """One line a slip: the first that says of whom and when it is, else the first."""
    import numpy as np

    rows = np.flatnonzero(lines)
    rows = rows[np.lexsort((~placed[rows], slips[rows]))]
    first = np.zeros(len(lines), np.bool_)
    first[rows[np.unique(slips[rows], return_index=True)[1]]] = True
    return first
