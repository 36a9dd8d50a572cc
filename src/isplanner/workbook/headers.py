"""Tells header cells from data: a header says what stands below it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from isplanner.workbook.grid import Sheet, Value
from isplanner.workbook.labels import COMPARISON, Label, is_year_month, read_label
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.values import as_amount
from isplanner.workbook.vocabulary import vocabulary

_PAIR_ROLES = {"date", "month", "member"}


class Run(NamedTuple):
    """Neighbouring cells of a row that read like a header.

    `has_roles` where several are words that only headers have: 受注 alone may be what a deal came to.
    """

    row: int
    left: int
    right: int
    has_roles: bool


def all_header_runs(sheet: Sheet) -> Iterator[Run]:
    """The runs of a sheet that read like a header, row by row.

    Far down, where a table goes on and on, only words that no data have are looked for.
    """
    far = sheet.numbers[_LOOK_CLOSELY:]
    after_gap = {row for above, row in pairwise(sheet.numbers[_LOOK_CLOSELY - 1 :]) if row != above + 1}
    close = {*sheet.numbers[:_LOOK_CLOSELY], *after_gap}
    words = set(filter(_is_role_word, sheet.words)) if far else set()
    worded = sheet.rows_with(words, _is_bare_number) if words else set()
    for row in sorted(close | worded | sheet.lent_columns.keys() & set(far)):
        if row in sheet.lent_columns or row not in close or _may_head(sheet.rows[row]):
            yield from _header_runs(sheet, row)


def _header_runs(sheet: Sheet, row: int) -> Iterator[Run]:
    for left, right in _stretches(sheet.labelled_columns(row)):
        values = _cells(sheet, row, left, right)
        if len(values) > 1 and (_is_header(values) or _may_be_people(sheet, row, left, values)):
            yield Run(row, left, right, _has_roles(values))


def _may_be_people(sheet: Sheet, row: int, left: int, values: Sequence[Value]) -> bool:
    """Whether words that are not known head numbers of which an empty corner's column says what or when they are."""
    labels = [read_label(value) for value in values if isinstance(value, str)]
    is_told = any(label and label.is_known and not label.is_total for label in labels)
    if left == 0 or len(labels) < len(values) or is_told:
        return False
    below = [lower for lower in range(row + 1, row + 1 + _FEW_BELOW) if lower in sheet.rows]
    says = [label for lower in below if (label := read_label(sheet.label(lower, left - 1)))]
    if len(below) < _FEW_BELOW or not all(label.is_known and (label.metric or label.period) for label in says):
        return False
    numbers = [as_amount(sheet.value(lower, left + at)) for lower in below for at in range(len(values))]
    return len(says) == len(below) and 2 * sum(number is not None for number in numbers) > len(numbers)


def _cells(sheet: Sheet, row: int, left: int, right: int) -> Sequence[Value]:
    """The cells of a row, each merged range once."""
    if row not in sheet.lent_columns:
        return sheet.rows[row][left : right + 1]
    return list({sheet.anchor(row, column): sheet.label(row, column) for column in range(left, right + 1)}.values())


def _may_head(values: Sequence[Value]) -> bool:
    """A quick look, for most rows are data: a header has a role, or several labels of one sort."""
    said = (_sort(v) if v.__class__ is str else _sort_of_number(v) for v in values if not _is_bare_number(v))
    sorts = [sort for sort in said if sort]
    is_cornered = bool(values) and is_empty(values[0])
    return _ROLE in sorts or len(set(sorts)) < len(sorts) or _heads_pivot(values) or (is_cornered and not sorts)


def _is_role_word(text: str) -> bool:
    if not 1 < len(text) <= _LONGEST_ROLE or _DIGIT.search(text):
        return False
    return squeezed(text) in vocabulary().columns or is_log_header(text)


_LOOK_CLOSELY = 500
_FEW_BELOW = 2
_NO_DATES = {1, 2, 3, 5, 7}
"""How many digits a number in text has that can be no year, month or day."""
_LONGEST_ROLE = 24
_DIGIT = re.compile(r"\d")
_STAMP = re.compile(r"\d{4}([-/])\d\d?\1\d\d? \d\d?:\d\d(:\d\d)?", re.ASCII)
"""A date with a time, which is no label but says a period: a quick look, for in a log they are all different."""
_ROLE = "role"
_PERIOD = "period"


def _is_bare_number(value: Value) -> bool:
    """Whether a cell holds a number that is no date: a row that is full and has one is no header."""
    if value.__class__ is str:
        return len(value) in _NO_DATES and value.isdecimal()
    return value.__class__ in {int, float} and not is_year_month(value)


def _sort_of_number(value: Value) -> str | None:
    return _PERIOD if isinstance(value, date) or is_year_month(value) else None


@lru_cache(maxsize=1 << 16)
def _sort(value: Value) -> str | None:
    if isinstance(value, str) and _STAMP.fullmatch(value):
        return _PERIOD
    label = read_label(value)
    if is_log_header(value) or (label and label.role):
        return _ROLE
    if label is None or not label.is_known:
        return None
    said = {"metric": label.metric, _PERIOD: label.period, "channel": label.channel, "kind": label.kind}
    return next((sort for sort, what in said.items() if what), None)


def is_empty(value: Value) -> bool:
    return value is None or value == ""


def _stretches(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring columns."""
    first = 0
    for index, column in enumerate(columns):
        if index + 1 == len(columns) or columns[index + 1] != column + 1:
            yield columns[first], column
            first = index + 1


def _is_header(values: Sequence[Value]) -> bool:
    """Whether cells say what stands below them, rather than being data themselves."""
    if any(is_value(value) for value in values) or _is_pairs(values):
        return False
    if _heads_pivot(values):
        return True
    known = [label for value in values if (label := read_label(value)) and label.is_known]
    days = sum(bool(label.period and label.period.day) for label in known)
    roles = sum(is_log_header(value) or _is_role(value) for value in values)
    if roles > 1 or (roles and (not days or _is_role(values[0]))):  # beside a day 月 is a weekday
        return len(known) > 1 or any(map(is_log_header, values)) or _heads_names(values)
    return days not in {1, 2} and 2 * len(known) >= len(values) and max(_alike(known), default=0) > 1


def _heads_pivot(values: Sequence[Value]) -> bool:
    """Whether 行ラベル stands left of metrics alone, and their sums."""
    labels = [read_label(value) for value in values[1:]]
    is_first = isinstance(values[0], str) and vocabulary().says("row_labels", values[0])
    return is_first and all(label and (label.metric or label.is_total) for label in labels)


def _is_role(value: Value) -> bool:
    label = read_label(value)
    return label is not None and label.role is not None


def _heads_names(values: Sequence[Value]) -> bool:
    """Whether 指標 or 日付 stands left of several texts, which may be the names of people."""
    first = read_label(values[0])
    return len(values) > 2 and first is not None and first.role in {"metric", "date", "month"}


def _has_roles(values: Iterable[Value]) -> bool:
    return sum(is_log_header(value) or _is_role(value) for value in values) > 1


def is_log_header(value: Value) -> bool:
    return isinstance(value, str) and squeezed(value) in vocabulary().log_headers


def _alike(labels: Sequence[Label]) -> Iterator[int]:
    """How many labels there are of each sort that may stand side by side in a header."""
    yield sum(label.metric is not None for label in labels)
    yield sum(label.period is not None for label in labels)
    yield sum(label.channel is not None for label in labels)
    kinds = [label.kind for label in labels if label.kind]
    yield len(kinds) if set(kinds) - {COMPARISON} else 0


def is_value(value: Value) -> bool:
    """Whether a cell holds a number, and no year and month."""
    if isinstance(value, bool):
        return True
    return as_amount(value) is not None and not ((label := read_label(value)) and label.period)


def _is_pairs(values: Sequence[Value]) -> bool:
    """Whether 氏名, 年月 and the like are each followed by what they name: that is a title, no header."""
    pairs = [(values[i], values[i + 1]) for i in range(0, len(values) - 1, 2)]
    return (
        len(values) % 2 == 0 and any(_is_pair(*pair) for pair in pairs) and all(_may_be_pair(*pair) for pair in pairs)
    )


def _is_pair(key: Value, value: Value) -> bool:
    label, said = read_label(key), read_label(value)
    if not label or label.role not in _PAIR_ROLES:
        return False
    if label.role == "member":
        return isinstance(value, str) and not (said and said.is_known)
    return bool(said and said.period)


def _may_be_pair(key: Value, value: Value) -> bool:
    """Whether two cells are a pair of 氏名 and a name, or of words that say nothing here (作成者 and a name)."""
    label, said = read_label(key), read_label(value)
    says_nothing = not (label and label.is_known) or (label.role == "ignored" and not is_log_header(key))
    return _is_pair(key, value) or (says_nothing and not (said and said.is_known))
