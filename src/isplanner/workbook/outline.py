"""Outlines: a column that says at several levels what its rows are about, as months over the people in them.

Compact pivot tables have one (行ラベル), and so have lists with a row for each month between the rows of people. A row
with others below it is their sum. That a column is an outline shows by these sums, or by what stands under several
heads again; where neither shows it, nothing is guessed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile
from math import fsum, isclose

from isplanner.plan.metric import Kind, Metric
from isplanner.workbook.grid import Place, Value, cell_text
from isplanner.workbook.labels import is_period, is_unit_of_people, read_label
from isplanner.workbook.map import NUMBERS, UNREAD, VALUE, Column
from isplanner.workbook.names import Members
from isplanner.workbook.recognise import Table
from isplanner.workbook.rows import Cell, Row, ignored_reason, labelled_rows
from isplanner.workbook.spelling import squeezed
from isplanner.workbook.values import as_amount, is_blank

_MOST_ROWS = 20_000
_MAY_HOLD = {"member", "date", "month", "channel", "metric", UNREAD}
_BESIDE = {"unit", "kind", "ignored"}
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Outline:
    """A column that is one. `roles` are its levels from the outermost, `says` what each row and those over it say.

    `heads` are the rows that sum others up; `wrong` those of their numbers that are not the sum of what is below.
    """

    column: Column
    roles: tuple[str, ...]
    says: Mapping[int, Mapping[str, Cell | None]]
    heads: frozenset[int]
    wrong: tuple[Place, ...]

    def columns(self, columns: Sequence[Column]) -> list[Column]:
        """The columns with one for each level in its place."""
        levels = [replace(self.column, role=role) for role in self.roles]
        return [*levels, *(column for column in columns if column.index != self.column.index)]

    def labelled_rows(self, table: Table, labels: Sequence[Column], ignored: dict[int, str]) -> Iterator[Row]:
        """The rows that sum nothing up, with what those over them say; fills in the others."""
        # Who or what its rows are about is known by now: it is no column of people with sums in it.
        bare = [replace(label, role=UNREAD) if label.index == self.column.index else label for label in labels]
        for row in labelled_rows(table, bare, ignored):
            if row.number in self.heads:
                ignored[row.number] = "total"
            elif row.number in self.says:
                yield row._replace(outline=self.says[row.number])


def find_outline(
    table: Table, columns: Sequence[Column], members: Members, metrics: Mapping[str, Metric]
) -> Outline | None:
    """The outline of a table, None where it has none."""
    column = _candidate(columns)
    body = [] if column is None else list(islice(table.body, _MOST_ROWS + 1))
    if column is None or len(body) > _MOST_ROWS:
        return None
    rows = [row for row in body if ignored_reason(table, row, [column.index]) is None]
    cells = {row: value for row in rows if not is_blank(value := table.sheet.label(row, column.index))}
    roles = {row: role for row, value in cells.items() if (role := _role(value))}
    if len(roles) < len(cells):
        return None
    people = {row for row, role in roles.items() if role == "member"}
    units = {row for row in people if is_unit_of_people(cell_text(cells[row]))}
    if units < people:  # departments over their people are sums
        roles = {row: role for row, role in roles.items() if row not in units}
    numbers = [column for column in columns if column.role in {NUMBERS, VALUE}]
    if "metric" in roles.values():  # among metrics a word with numbers that is none is one that is not known
        bare = {row for row in roles if all(is_blank(table.sheet.value(row, column.index)) for column in numbers)}
        known = {row for row in roles if row in bare or members.are_known_before([cells[row]])}
        roles = {row: role for row, role in roles.items() if role != "member" or row in known}
    if len(set(roles.values())) < 2:
        return None
    return _Levels(table, column, cells, roles).outline(numbers, members, metrics)


def _candidate(columns: Sequence[Column]) -> Column | None:
    """The one column that says what the rows are about."""
    labels = [column for column in columns if column.is_label and column.role not in _BESIDE]
    first = columns[0] if columns else None
    column = labels[0] if len(labels) == 1 else first if not labels else None
    may_be_one = column is not None and column.role in _MAY_HOLD and column.chosen.role is None
    return column if may_be_one else None


def _role(value: Value) -> str | None:
    """What a cell may be the label of; None for what is no label."""
    if is_period(value):
        return "date"
    label = read_label(value)
    if not isinstance(value, str) or as_amount(value) is not None:
        return None
    said = label and label.is_known and (label.metric and "metric", label.channel and "channel", label.kind and "kind")
    return next((role for role in said or () if role), "member")


class _Levels:
    """The cells of a column by levels: a role is the deeper the later it comes first."""

    def __init__(self, table: Table, column: Column, cells: Mapping[int, Value], roles: Mapping[int, str]) -> None:
        self._table, self._column = table, column
        self._cells, self._roles = cells, roles
        self._order = tuple(dict.fromkeys(roles.values()))
        self._rows = list(roles)
        self._depths = [self._order.index(role) for role in roles.values()]

    def outline(self, numbers: Sequence[Column], members: Members, metrics: Mapping[str, Metric]) -> Outline | None:
        """The outline, if it shows that it is one."""
        heads = [at for at, (own, below) in enumerate(pairwise(self._depths)) if below > own]
        right, wrong = self._sums(heads, numbers, metrics)
        are_sums, have_none = bool(right) and not wrong, not (right or wrong)
        is_again = self._stands_again() and (have_none or len(wrong) < len(right))
        names = [self._cells[row] for row, role in self._roles.items() if role == "member"]
        knows = bool(names) and members.are_known_before(names)
        by_dates = self._order[0] == "date" and (are_sums or have_none or knows)
        if not heads or not (by_dates or is_again or (knows and are_sums)):
            return None
        summed = frozenset(self._rows[at] for at in heads)
        return Outline(self._column, self._order, self._says(), summed, tuple(wrong))

    def _below(self, head: int) -> list[int]:
        """The rows one level below a head."""
        below = list(takewhile(lambda at: self._depths[at] > self._depths[head], range(head + 1, len(self._rows))))
        nearest = min(self._depths[at] for at in below)
        return [self._rows[at] for at in below if self._depths[at] == nearest]

    def _sums(
        self, heads: Sequence[int], numbers: Sequence[Column], metrics: Mapping[str, Metric]
    ) -> tuple[list[Place], list[Place]]:
        """The numbers of heads that are the sum of what is below them, and those that are not."""
        right, wrong = list[Place](), list[Place]()
        rates = {key for key, metric in metrics.items() if metric.kind is Kind.RATE}
        added = [column for column in numbers if column.metric not in rates]
        sheet = self._table.sheet
        for head in heads:
            below, row = self._below(head), self._rows[head]
            for column in added:
                if (whole := as_amount(sheet.value(row, column.index))) is None:
                    continue
                parts = [part for each in below if (part := as_amount(sheet.value(each, column.index)))]
                total = fsum(part.number for part in parts)
                is_sum = bool(parts) and isclose(whole.number, total, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
                (right if is_sum else wrong).append(Place(row, column.index))
        return right, wrong

    def _stands_again(self) -> bool:
        """Whether the same stands below several heads."""
        seen: dict[str, set[int]] = {}
        head = -1
        for at, (row, depth) in enumerate(zip(self._rows, self._depths, strict=True)):
            if depth == 0:
                head = at
            else:
                seen.setdefault(squeezed(cell_text(self._cells[row])), set()).add(head)
        return any(len(heads) > 1 for heads in seen.values())

    def _says(self) -> dict[int, Mapping[str, Cell | None]]:
        """What each row and those over it say."""
        says: dict[int, Mapping[str, Cell | None]] = {}
        above: dict[str, Cell | None] = dict.fromkeys(self._order)
        for row, depth in zip(self._rows, self._depths, strict=True):
            above = {role: cell if at < depth else None for at, (role, cell) in enumerate(above.items())}
            above[self._order[depth]] = row, self._cells[row]
            says[row] = above
        return says


def people_of(outline: Outline) -> Iterator[str]:
    """The names in an outline, as they are written."""
    cells = dict.fromkeys(cell for says in outline.says.values() if (cell := says.get("member")))
    yield from (cell_text(value) for _, value in cells)
