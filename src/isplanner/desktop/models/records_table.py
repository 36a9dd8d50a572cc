"""A Qt table over frozen records: a record a row, columns declared."""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

from PySide6.QtCore import QModelIndex, QObject, Qt
from typing_extensions import override

from isplanner.desktop.models.record_model import NOWHERE, Commit, Index, RecordModel, changed_part

R = TypeVar("R")


class RecordsTable(RecordModel[R]):
    """Records as rows."""

    def __init__(self, key_of: Callable[[R], object], commit: Commit[R], parent: QObject | None = None) -> None:
        super().__init__(key_of, commit, parent)
        self._records: list[R] = []

    def show_records(self, records: Sequence[R]) -> None:
        """Put other records in place; rows that kept their key are changed, not replaced."""
        keys = [self._key_of(record) for record in records]
        start, old_end, new_end = changed_part([self._key_of(record) for record in self._records], keys)
        if old_end > start:
            self.beginRemoveRows(NOWHERE, start, old_end - 1)
            del self._records[start:old_end]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(NOWHERE, start, new_end - 1)
            self._records[start:start] = records[start:new_end]
            self.endInsertRows()
        changed = [row for row, (old, new) in enumerate(zip(self._records, records, strict=True)) if old != new]
        self._records = list(records)
        for row in changed:
            self.redraw(self.index(row, 0))

    @override
    def record(self, index: Index) -> R:
        return self._records[index.row()]

    @override
    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        return self.createIndex(row, column) if self.hasIndex(row, column, parent) else QModelIndex()

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, index: Index) -> QModelIndex: ...
    @override
    def parent(self, index: Index | None = None) -> QObject | QModelIndex | None:
        return super().parent() if index is None else QModelIndex()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._records)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else super().flags(index)
