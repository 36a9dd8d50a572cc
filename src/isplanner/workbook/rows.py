"""The rows of a table: which are not read and why, and what the labels of the others say."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, TypeGuard

from isplanner.workbook.grid import Place, Sheet, Value
from isplanner.workbook.labels import is_comparison, is_kind, is_note, is_total, is_unit_of_people
from isplanner.workbook.map import Column
from isplanner.workbook.recognise import Table

Cell = tuple[int, Value]
"""A label and the row in which it stands."""
NO_OUTLINE: Mapping[str, Cell | None] = MappingProxyType({})


class Row(NamedTuple):
    """A row that may be read. `labels` has for each filled label column the label and the row in which it stands.

    `outline` has it by role for a column of several levels.
    """

    sheet: Sheet
    number: int
    labels: Mapping[int, Cell]
    outline: Mapping[str, Cell | None] = NO_OUTLINE

    def value(self, column: Column | None) -> Value:
        """The label of the row in a column, None where it has none."""
        cell = self._cell(column) if column else None
        return cell[1] if cell else None

    def place(self, column: Column) -> Place:
        """Where the label of the row in a column stands: above, in grouped layouts."""
        cell = self._cell(column)
        return self.sheet.anchor(cell[0] if cell else self.number, column.index)

    def _cell(self, column: Column) -> Cell | None:
        return self.outline[column.role] if column.role in self.outline else self.labels.get(column.index)


def ignored_reason(table: Table, row: int, label_columns: Sequence[int]) -> str | None:
    """Why a row of the body is not read: header, note, total or comparison; None where it may be."""
    if row in table.repeats:
        return "header"
    cells = table.sheet.rows[row][table.left : table.right + 1]
    first = next((value for value in cells if value is not None and value != ""), None)
    reasons = {_reason(text) for text in table.sheet.labels(row, label_columns) if _may_tell(text)}
    if isinstance(first, str):
        if not first[:1].isdigit() and is_note(first):
            return "note"
        if _may_tell(first):
            reasons.add(_reason(first))
    return "total" if "total" in reasons else "comparison" if "comparison" in reasons else None


def may_be_ignored(value: Value) -> bool:
    """Whether a label, or the first cell of a row, may be why the row is not read."""
    if not _may_tell(value):
        return False
    return _reason(value) is not None or (not value[:1].isdigit() and is_note(value))


def _may_tell(value: Value) -> TypeGuard[str]:
    """A quick look, for dates and times are all different: no total or comparison ends in a digit."""
    return isinstance(value, str) and not value[-1:].isdigit()


@lru_cache(maxsize=1 << 15)
def _reason(text: str) -> str | None:
    """Why a row with such a label is not read."""
    return "total" if is_total(text) else "comparison" if is_comparison(text) else None


def labelled_rows(table: Table, label_columns: Sequence[Column], ignored: dict[int, str]) -> Iterator[Row]:
    """The rows to be read, with an empty label taken from above in grouped layouts; fills in the ignored ones."""
    above: Mapping[int, tuple[int, Value]] = {}
    columns = [column.index for column in label_columns]
    sums = _sums_over_people(table, label_columns)
    for number in table.body:
        if number in sums:
            ignored[number] = "total"
            continue
        reason = ignored_reason(table, number, columns)
        labels = _row_labels(table, number, columns, above) if reason not in {"note", "header"} else {}
        # 小計 over several rows, as a member or channel is: what it heads is a sum too.
        if reason := reason or _reason_above(labels, number):
            ignored[number] = reason
        if labels:
            above = labels
        if not reason and (labels or not columns):
            yield Row(table.sheet, number, labels)


def _sums_over_people(table: Table, label_columns: Sequence[Column]) -> set[int]:
    """The rows of departments in a column of people (営業一課 over those who are in it, as pivot tables list them).

    So are 目標 and 実績 there: those of all.
    """
    people = next((column.index for column in label_columns if column.role == "member"), None)
    if people is None:
        return set()
    rows = list(table.body)
    names = [name if isinstance(name, str) else "" for name in table.sheet.column(rows, people)]
    units = {row for row, name in zip(rows, names, strict=True) if name and is_unit_of_people(name)}
    kinds = {row for row, name in zip(rows, names, strict=True) if name and is_kind(name)}
    return kinds | (units if len(units) < sum(bool(name) for name in names) else set())


def _reason_above(labels: Mapping[int, tuple[int, Value]], row: int) -> str | None:
    """Why a row is not read that takes a label from above."""
    taken = (_reason(value) for place, value in labels.values() if place != row and isinstance(value, str))
    return next((reason for reason in taken if reason), None)


def _row_labels(
    table: Table, row: int, columns: Sequence[int], above: Mapping[int, tuple[int, Value]]
) -> Mapping[int, tuple[int, Value]]:
    """The labels of a row: an empty one takes the one above if the first filled one stands right of it."""
    cells = zip(columns, table.sheet.labels(row, columns), strict=True)
    own = {column: (row, value) for column, value in cells if value is not None and not _is_blank(value)}
    first = min(own, default=-1)
    if first <= columns[0] if columns else True:
        return own
    return {column: cell for column, cell in above.items() if column < first} | own


def _is_blank(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()
