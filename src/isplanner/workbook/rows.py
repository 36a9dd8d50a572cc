"""The rows of a table: which are not read and why, and what the labels of the others say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isplanner.workbook.grid import Place, Value
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


def ignored_reason(table: Table, row: int, label_columns: Sequence[int]) -> str | None:
    """Why a row of the body is not read: header, note, total or comparison; None where it may be."""
    if row in table.repeats:
        return "header"
    cells = table.sheet.rows[row][table.left : table.right + 1]
    first = next((value for value in cells if value is not None and value != ""), None)
    texts = {value for value in (first, *table.sheet.labels(row, label_columns)) if value.__class__ is str}
    if first in texts and is_note(str(first)):
        return "note"
    if any(is_total(str(text)) for text in texts):
        return "total"
    return "comparison" if any(is_comparison(str(text)) for text in texts) else None


def labelled_rows(table: Table, label_columns: Sequence[Column], ignored: dict[int, str]) -> Iterator[Row]:
    """The rows to be read, with an empty label taken from above in grouped layouts; fills in the ignored ones."""
    above: dict[int, tuple[Place, Value]] = {}
    columns = [column.index for column in label_columns]
    for index in table.body:
        if reason := ignored_reason(table, index, columns):
            ignored[index] = reason
            continue
        row = Row(index, _row_labels(table, index, columns, above))
        if row.labels or not columns:
            above = dict(row.labels)
            yield row


def _row_labels(
    table: Table, row: int, columns: Sequence[int], above: Mapping[int, tuple[Place, Value]]
) -> dict[int, tuple[Place, Value]]:
    """The labels of a row: an empty one takes the one above if the first filled one stands right of it."""
    own = zip(columns, table.sheet.labels(row, columns), strict=True)
    filled = {column: (table.sheet.anchor(row, column), value) for column, value in own if not _is_blank(value)}
    first = min(filled, default=-1)
    return {column: cell for column, cell in above.items() if column < first} | filled


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
