"""Titles: cells of text over a table that say what all of it is about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from isplanner.workbook.grid import Place, Sheet, Value
from isplanner.workbook.headers import is_empty, is_value
from isplanner.workbook.labels import Label, is_known, is_note, is_timestamp, is_total, read_label, read_title

_MOST_TEXTS = 3
_PAIR_ROLES = {"date", "month", "member"}


class Title(NamedTuple):
    """A cell of text that stands over a table, and what it says."""

    place: Place
    label: Label


def is_title_row(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Whether a row is text about a table rather than a row of one."""
    cells = [value for column in columns if not is_empty(value := sheet.value(row, column))]
    if not cells or any(is_value(value) for value in cells):
        return False
    first = next((value for value in cells if isinstance(value, str)), "")
    if is_note_row(sheet, row) or (is_total(first) and len(cells) > 1):
        return False
    return len(cells) <= _MOST_TEXTS or any(_key_role(value) or _says_unit_or_time(value) for value in cells)


def is_note_row(sheet: Sheet, row: int) -> bool:
    """Whether the first text of a row is a note."""
    first = next((value for _, value in sheet.filled(row) if isinstance(value, str)), "")
    return is_note(first)


def _says_unit_or_time(value: Value) -> bool:
    return isinstance(value, str) and (is_timestamp(value) or read_title(value).unit is not None)


def titles_in_row(sheet: Sheet, row: int, columns: Sequence[int]) -> Iterator[Title]:
    """What the cells of a title row say; 氏名 and 年月 speak for the cell right of them."""
    key: Value = None
    for column in columns:
        value = sheet.value(row, column)
        if is_empty(value):
            continue
        if label := _title(key, value):
            yield Title(Place(row, column), label)
        key = value


def _title(key: Value, value: Value) -> Label | None:
    if isinstance(key, str) and is_timestamp(key):
        return None
    role = _key_role(key)
    if role == "member" and isinstance(value, str) and not is_known(value):
        return Label(value, role="member", is_known=True)
    if role in {"date", "month"} and (said := read_label(value)) and said.period:
        return _as_month(said) if role == "month" else said
    return None if isinstance(value, date) or not isinstance(value, str) else read_title(value)


def _key_role(value: Value) -> str | None:
    label = read_label(value)
    return label.role if label and label.role in _PAIR_ROLES else None


def _as_month(label: Label) -> Label:
    return replace(label, period=label.period._replace(day=0)) if label.period else label
