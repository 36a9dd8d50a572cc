"""A Qt tree over a plain Python tree of frozen records, columns declared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

from PySide6.QtCore import QModelIndex, QObject
from typing_extensions import override

from isplanner.desktop.models.record_model import NOWHERE, Commit, Index, RecordModel, changed_part

R = TypeVar("R")


@dataclass(frozen=True)
class Branch(Generic[R]):
    """A record and what hangs under it."""

    record: R
    children: "tuple[Branch[R], ...]" = ()


class _Place(Generic[R]):
    """Where a record stands in the model: what a QModelIndex points at."""

    __slots__ = ("children", "parent", "record")

    def __init__(self, record: R, parent: "_Place[R] | None") -> None:
        self.record = record
        self.parent = parent
        self.children: list[_Place[R]] = []


class TreeModel(RecordModel[R]):
    """Branches as rows under rows. `key_of` need only tell siblings apart."""

    def __init__(self, key_of: Callable[[R], object], commit: Commit[R], parent: QObject | None = None) -> None:
        super().__init__(key_of, commit, parent)
        self._roots: list[_Place[R]] = []
        self._places: dict[int, _Place[R]] = {}

    def show_branches(self, branches: Sequence[Branch[R]]) -> None:
        """Put another tree in place; branches that kept their key are changed, not replaced."""
        self._show(NOWHERE, None, branches)

    @override
    def record(self, index: Index) -> R:
        return self._place(index).record

    @override
    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, id(self._children(parent)[row]))

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, index: Index) -> QModelIndex: ...
    @override
    def parent(self, index: Index | None = None) -> QObject | QModelIndex | None:
        if index is None:
            return super().parent()
        above = self._place(index).parent if index.isValid() else None
        if above is None:
            return QModelIndex()
        siblings = above.parent.children if above.parent else self._roots
        return self.createIndex(siblings.index(above), 0, id(above))

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._children(parent))

    def _show(self, parent: QModelIndex, above: _Place[R] | None, branches: Sequence[Branch[R]]) -> None:
        places = above.children if above else self._roots
        old_keys = [self._key_of(place.record) for place in places]
        start, old_end, new_end = changed_part(old_keys, [self._key_of(branch.record) for branch in branches])
        if old_end > start:
            self.beginRemoveRows(parent, start, old_end - 1)
            self._forget(places[start:old_end])
            del places[start:old_end]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(parent, start, new_end - 1)
            places[start:start] = [self._new_place(branch, above) for branch in branches[start:new_end]]
            self.endInsertRows()
        for row, (place, branch) in enumerate(zip(places, branches, strict=True)):
            self._update(self.index(row, 0, parent), place, branch)

    def _update(self, index: QModelIndex, place: _Place[R], branch: Branch[R]) -> None:
        if place.record != branch.record:
            place.record = branch.record
            self.redraw(index)
        self._show(index, place, branch.children)

    def _new_place(self, branch: Branch[R], above: _Place[R] | None) -> _Place[R]:
        place = _Place(branch.record, above)
        self._places[id(place)] = place
        place.children = [self._new_place(child, place) for child in branch.children]
        return place

    def _forget(self, places: Sequence[_Place[R]]) -> None:
        for place in places:
            self._forget(place.children)
            del self._places[id(place)]

    def _place(self, index: Index) -> _Place[R]:
        return self._places[index.internalId()]

    def _children(self, parent: Index) -> list[_Place[R]]:
        return self._place(parent).children if parent.isValid() else self._roots
