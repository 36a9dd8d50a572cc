"""Why a row was taken for a header and a column for a metric, and how sure that is.

How sure is not a measured frequency: it orders what is worth a look. From SURE on nothing is.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from isplanner.plan.metric import Kind, Metric
from isplanner.plan.reason import Explanation, Reason
from isplanner.workbook.check import TableReading
from isplanner.workbook.context import Surroundings
from isplanner.workbook.dates import order_of_days
from isplanner.workbook.grid import NOWHERE, Value
from isplanner.workbook.map import NUMBERS, VALUE, Column
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.values import MONEY, PERCENT, as_amount, is_blank

SURE = 0.95
_SAMPLE_ROWS = 200
_SMALL_MONEY = 10_000

Weighed = Iterator[tuple[Reason, float]]
"""Reasons, each with what it leaves of being sure."""


def explain_header(columns: Sequence[Column], around: Surroundings) -> Explanation:
    """Why these rows are the header."""
    table, corrections = around.table, around.context.corrections
    rows = [row + 1 for row in table.header]
    if table.sheet.name in corrections.headers:
        return Explanation(1.0, (Reason("why_header_chosen", {"rows": rows}),))
    headed = [column for column in columns if column.header]
    known = [column for column in headed if column.labels]
    words = [column.header for column in known][:5]
    reasons = [Reason("why_header_words", {"known": len(known), "all": len(headed), "words": words})]
    if len(table.header) > 1:
        reasons.append(Reason("why_header_rows", {"rows": rows}))
    below = next(table.body, None)
    numbers = 0 if below is None else sum(as_amount(value) is not None for _, value in table.sheet.filled(below))
    if numbers:
        reasons.append(Reason("why_header_numbers", {"row": (below or 0) + 1, "count": numbers}))
    share = len(known) / max(len(headed), 1)
    return Explanation(round(0.7 + 0.2 * share + (0.09 if numbers else 0.0), 2), tuple(reasons))


def explain_column(
    column: Column, use: str, unit: str | None, around: Surroundings, reading: TableReading
) -> Explanation:
    """Why a column is what it was taken for."""
    if use in {NUMBERS, VALUE}:
        weighed = [*_naming(column, around, reading), *_unit(column, unit, around), *_contents(column, reading)]
    elif use == "derived":
        weighed = [(Reason("why_derived", {"metric": column.metric}), 1.0)]
    elif use in _PLAIN:
        weighed = [(Reason(f"why_{use}", {"header": column.header}), _PLAIN[use])]
    else:
        weighed = [*_role(column, use), *_dates(column, use, around)]
    sure = 1.0
    for _, left in weighed:
        sure *= left
    return Explanation(round(sure, 2), tuple(reason for reason, _ in weighed))


_PLAIN = {"total": 1.0, "running": 0.9, "comparison": 1.0, "unread": 1.0, "ignored": 1.0, "attribute": 0.97}


def _naming(column: Column, around: Surroundings, reading: TableReading) -> Weighed:
    """What says which metric the numbers of a column are."""
    if column.chosen.metric or column.chosen.role:
        yield Reason("why_chosen", {"metric": column.metric}), 1.0
    elif column.is_joined:
        yield Reason("why_joined", {"header": column.header, "metric": column.metric}), 0.97
    elif column.metric:
        metric = around.context.metrics[column.metric]
        yield Reason("why_word", {"header": column.header, "metric": metric.key}), _closeness(column, metric)
    elif column.index not in reading.titled and (column.role == VALUE or column.period or column.kind):
        yield Reason("why_rows_tell", {"header": column.header}), 0.98
    elif around.metric:
        yield Reason("why_title", {"metric": around.metric}), 0.93
    if column.kind:
        yield Reason(f"why_kind_{column.kind}", {"header": column.header}), 1.0


def _closeness(column: Column, metric: Metric) -> float:
    """A header that is the metric's own name is surer than one of its synonyms."""
    own = {squeezed(name) for name in (metric.key, metric.ja, metric.en)}
    texts = {squeezed(label.text) for label in column.labels}
    return 0.99 if own & texts else 0.97


def _unit(column: Column, unit: str | None, around: Surroundings) -> Weighed:
    """What says the unit of money and of shares."""
    metric = around.context.metrics.get(column.metric or around.metric or "")
    if metric is None or metric.unit not in {"円", PERCENT}:
        return
    if unit in MONEY and unit not in column.units:
        place = next((place for place, said in around.notes.items() if said == unit), NOWHERE)
        yield Reason("why_unit_note", {"unit": unit, "cell": str(place)}), SURE
    elif unit:
        yield Reason("why_unit", {"unit": unit}), 1.0
    elif metric.unit == "円" and metric.kind is Kind.AMOUNT and _is_small(column, around):
        yield Reason("why_unit_missing", {}), 0.85


def _is_small(column: Column, around: Surroundings) -> bool:
    """Whether all amounts of a column are so small that they may be thousands."""
    amounts = [amount for value in _sample(column, around) if (amount := as_amount(value))]
    return bool(amounts) and all(amount.unit is None and abs(amount.number) < _SMALL_MONEY for amount in amounts)


def _contents(column: Column, reading: TableReading) -> Weighed:
    refused, read = reading.refused[column.index], reading.read[column.index]
    if refused:
        share = read / (read + refused)
        yield Reason("why_contents", {"read": read, "all": read + refused}), min(1.0, 0.5 + share * 0.6)


def _role(column: Column, use: str) -> Weighed:
    if use == "outline":
        yield Reason("why_outline", {}), 0.93
    elif column.chosen.role:
        yield Reason("why_chosen", {"metric": None}), 1.0
    elif column.header:
        yield Reason("why_role_word", {"header": column.header}), 0.98
    else:
        yield Reason("why_content", {}), 0.9 if use == "member" else 0.85


def _dates(column: Column, use: str, around: Surroundings) -> Weighed:
    """How a column of dates is written, where that has to be guessed."""
    if use not in {"date", "created", "judged", "won", "arose"} or column.chosen.is_day_first is not None:
        return
    order = order_of_days(_sample(column, around))
    if order:
        yield Reason(f"why_{order.rule}", {"text": order.text}), 1.0 if order.is_proven else 0.9


def _sample(column: Column, around: Surroundings) -> list[Value]:
    table = around.table
    cells = (table.sheet.value(row, column.index) for row in islice(table.body, _SAMPLE_ROWS))
    return [value for value in cells if not is_blank(value)]
