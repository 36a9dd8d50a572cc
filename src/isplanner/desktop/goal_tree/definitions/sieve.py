"""Sieve: which rows of the table of definitions are seen, and what sorts them."""

from enum import StrEnum, auto

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel
from typing_extensions import override

from isplanner.desktop.models.column import RECORD_ROLE, SORT_ROLE
from isplanner.plan.definition import Definition, Lack
from isplanner.plan.metric import spellings
from isplanner.plan.normal import normal_name

Index = QModelIndex | QPersistentModelIndex


class Scope(StrEnum):
    """What rows can be asked for beside a single lack."""

    ALL = auto()
    USED = auto()
    LACKING = auto()


Wanted = Scope | Lack


class Sieve(QSortFilterProxyModel):
    """Rows that say all typed words in some column, and lack what was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._wanted: Wanted = Scope.ALL
        self.setSortRole(SORT_ROLE)

    def find(self, text: str) -> None:
        """Show what says these words, in whatever width, case or kana; a metric also by its reading."""
        self._words = tuple(map(normal_name, text.split()))
        self.invalidate()

    def want(self, wanted: Wanted) -> None:
        """Show all, those of the tree, or what lacks something."""
        self._wanted = wanted
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        one: Definition = model.index(source_row, 0, source_parent).data(RECORD_ROLE)
        if not _is_wanted(one, self._wanted):
            return False
        if not self._words:
            return True
        texts = [str(model.index(source_row, n, source_parent).data()) for n in range(model.columnCount())]
        names = [*spellings(one.metric)]
        said = normal_name("\n".join([*names, *texts]))
        return all(word in said for word in self._words)

    @override
    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        left, right = (str(one.data(SORT_ROLE)) for one in (source_left, source_right))
        return left < right


def _is_wanted(one: Definition, wanted: Wanted) -> bool:
    match wanted:
        case Scope.ALL:
            return True
        case Scope.USED:
            return one.is_used
        case Scope.LACKING:
            return bool(one.lacks)
        case Lack():
            return wanted in one.lacks
