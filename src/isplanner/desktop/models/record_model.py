"""RecordModel: what a table and a tree of records have in common, which is all but the places of the records."""

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from isplanner.desktop.models.column import CellEdit, Column
from isplanner.plan.problem import PlanError, Problem

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

Commit = Callable[[Sequence[CellEdit[R]]], None]
"""What is done with cells typed at once: one edit of the plan. Raises PlanError where the plan refuses it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not taken, and why."""

    index: Index
    problem: Problem


class RecordModel(QAbstractItemModel, Generic[R]):
    """Shows records by columns and hands typed cells to `commit`.

    `key_of` tells rows apart, so that selection, open branches and editors survive a change.
    `refused(index, problem)` is emitted for every cell that was typed or pasted and not taken.
    """

    refused = Signal(QModelIndex, object)

    def __init__(self, key_of: Callable[[R], object], commit: Commit[R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key_of = key_of
        self._commit = commit
        self._columns: list[Column[R]] = []

    @property
    def columns(self) -> Sequence[Column[R]]:
        """The columns shown."""
        return self._columns

    @abstractmethod
    def record(self, index: Index) -> R:
        """The record at a valid index."""

    def walk(self, parent: Index = NOWHERE) -> Iterator[QModelIndex]:
        """The first cell of every row, from the top down as drawn when all is open."""
        for row in range(self.rowCount(parent)):
            index = self.index(row, 0, parent)
            yield index
            yield from self.walk(index)

    def find(self, key: object) -> QModelIndex:
        """The first cell of the row with a key; an invalid index where there is none."""
        return next((index for index in self.walk() if self._key_of(self.record(index)) == key), QModelIndex())

    def show_columns(self, columns: Sequence[Column[R]]) -> None:
        """Put other columns in place; those before and behind the changed ones stay where they are."""
        start, old_end, new_end = changed_part([c.key for c in self._columns], [c.key for c in columns])
        if old_end > start:
            self.beginRemoveColumns(NOWHERE, start, old_end - 1)
            del self._columns[start:old_end]
            self.endRemoveColumns()
        if new_end > start:
            self.beginInsertColumns(NOWHERE, start, new_end - 1)
            self._columns[start:start] = columns[start:new_end]
            self.endInsertColumns()
        self._columns = list(columns)
        if columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)
        for index in self.walk():
            self.redraw(index)

    def write(self, cells: Sequence[tuple[Index, str]]) -> tuple[Refusal, ...]:
        """Take texts typed or pasted into cells, as one edit; returns (and signals) those that were not taken."""
        edits, refusals = [], []
        for index, text in cells:
            try:
                edits.append(self._columns[index.column()].edit(self.record(index), text))
            except PlanError as error:
                refusals.append(Refusal(index, error.problem))
        try:
            if edits:
                self._commit(edits)
        except PlanError as error:
            refusals.append(Refusal(cells[0][0], error.problem))
        for refusal in refusals:
            self.refused.emit(refusal.index, refusal.problem)
        return tuple(refusals)

    def redraw(self, first: Index) -> None:
        """Say that a row's record changed, given its first cell."""
        self.dataChanged.emit(first, first.sibling(first.row(), len(self._columns) - 1))

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return len(self._columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._columns[index.column()].data(self.record(index), role) if index.isValid() else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        return self._columns[section].header_data(role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return self._columns[index.column()].flags(self.record(index))

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return role == Qt.ItemDataRole.EditRole and not self.write([(index, str(value))])


def changed_part(old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """Where two lists of keys differ: (start, end in old, end in new); equal ends are left out."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    same = next((n for n in range(shorter - start) if old[-1 - n] != new[-1 - n]), shorter - start)
    return start, len(old) - same, len(new) - same
