"""The rows of a table: which are not read and why, and what the labels of the others say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isplanner.workbook.grid import Place, Value
from isplanner.workbook.headers import is_empty
from isplanner.workbook.labels import is_comparison, is_note, is_total
from isplanner.workbook.map import Column
from isplanner.workbook.recognise import Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row that may be read: for each label column the cell that labels it, which may stand above."""

    index: int
    labels: Mapping[int, tuple[Place, Value]]

    def cell(self, column: Column | None) -> tuple[Place, Value] | None:
        """The label of the row in a column, None where it has none."""
        return None if column is None else self.labels.get(column.index)


def ignored_reason(table: Table, row: int, label_columns: Sequence[Column]) -> str | None:
    """Why a row of the body is not read: header, note, total or comparison; None where it may be."""
    if row in table.repeats:
        return "header"
    first = next((value for c in table.columns if not is_empty(value := table.sheet.value(row, c))), None)
    texts = [value for value in (first, *_labels(table, row, label_columns)) if isinstance(value, str)]
    if isinstance(first, str) and is_note(first):
        return "note"
    if any(is_total(text) for text in texts):
        return "total"
    return "comparison" if any(is_comparison(text) for text in texts) else None


def _labels(table: Table, row: int, label_columns: Sequence[Column]) -> Iterator[Value]:
    return (table.sheet.label(row, column.index) for column in label_columns)


def labelled_rows(table: Table, label_columns: Sequence[Column], ignored: dict[int, str]) -> Iterator[Row]:
    """The rows to be read, with an empty label taken from above in grouped layouts; fills in the ignored ones."""
    above: dict[int, tuple[Place, Value]] = {}
    for index in table.body:
        if reason := ignored_reason(table, index, label_columns):
            ignored[index] = reason
            continue
        row = Row(index, _row_labels(table, index, label_columns, above))
        if row.labels or not label_columns:
            above = dict(row.labels)
            yield row


def _row_labels(
    table: Table, row: int, label_columns: Sequence[Column], above: Mapping[int, tuple[Place, Value]]
) -> dict[int, tuple[Place, Value]]:
    """The labels of a row: an empty one takes the one above if the first filled one stands right of it."""
    columns = [column.index for column in label_columns]
    own = {column: table.sheet.label(row, column) for column in columns}
    filled = {column: value for column, value in own.items() if not _is_blank(value)}
    first = min(filled, default=-1)
    return {
        column: (table.sheet.anchor(row, column), filled[column]) if column in filled else above[column]
        for column in columns
        if column in filled or (column < first and column in above)
    }


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
