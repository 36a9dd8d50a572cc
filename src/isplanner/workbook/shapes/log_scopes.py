"""Whom the rows of a log are about, and through which channel."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from isplanner.workbook.coded import Ints, combined
from isplanner.workbook.context import Surroundings
from isplanner.workbook.map import Column
from isplanner.workbook.row_labels import Problem, RowReader, RowSays
from isplanner.workbook.rows import Row
from isplanner.workbook.shapes.log_rows import LogCells
from isplanner.workbook.values import is_blank

SCOPE_ROLES = ("member", "family", "given", "channel")

Scope = tuple[str | None, str | None]
"""A member and a channel."""


class LogScopes:
    """The scope of each row: `codes` say which of `scopes`; where `is_held`, the member is told by nobody's name.

    A row whose member is held has a scope without one.
    """

    def __init__(
        self,
        cells: LogCells,
        columns: Sequence[Column],
        own: Mapping[str, Column],
        around: Surroundings,
        channel: str | None,
    ) -> None:
        """Read them.

        Args:
            cells: The cells of the log.
            columns: Those of its table.
            own: Those of the log, by role.
            around: What stands around the table.
            channel: The channel of rows that name none; None takes that of the titles, if no column names one.
        """
        self._cells = cells
        self._reader = RowReader(cells.table, _with_roles(columns, own), around.context)
        self.by_role = self._reader.by_role
        self._columns = [column.index for column in self._reader.columns]
        titled = around.channel if channel is None and "channel" not in self.by_role else channel
        first, sorts = combined([cells.coded(index) for index in self._columns], len(cells))
        said = [self._says(at) for at in first.tolist()]
        places: dict[Scope, int] = {}
        of_sorts = []
        for says in said:
            named = says.named or around.named
            scope = named.name if says.problem is None else None, says.channel or titled
            of_sorts.append(places.setdefault(scope, len(places)))
        self.scopes: list[Scope] = list(places)
        self.codes: Ints = np.array(of_sorts, np.int32)[sorts]
        self.is_held = np.array([says.problem is not None for says in said], np.bool_)[sorts]

    def problem(self, at: int) -> Problem | None:
        """What is wrong with the name in a row."""
        return self._says(at).problem

    def _says(self, at: int) -> RowSays:
        sheet, row = self._cells.table.sheet, self._cells.rows[at]
        cells = zip(self._columns, sheet.labels(row, self._columns), strict=True)
        labels = {column: (row, value) for column, value in cells if not is_blank(value)}
        return self._reader.read(Row(sheet, row, labels)) or RowSays()


def _with_roles(columns: Sequence[Column], own: Mapping[str, Column]) -> list[Column]:
    """The columns that tell of whom and through which channel; where the log says which, only that one."""
    chosen = {role: own[role] for role in ("member", "channel") if role in own}
    kept = [column for column in columns if column.role in SCOPE_ROLES and column.role not in chosen]
    if "member" in chosen:
        kept = [column for column in kept if column.role not in {"family", "given"}]
    return [*kept, *(replace(column, role=role) for role, column in chosen.items())]
