"""OutlineView: which columns of the outline are shown, how wide, and what sorts its rows; kept for next time."""

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu

from isplanner.desktop.goal_tree.outline_columns import NAME
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.tree_model import Branch
from isplanner.desktop.settings import Settings
from isplanner.plan.metric import spellings
from isplanner.plan.normal import normal_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeView

_PLACE = "goal_tree_outline"
Branches = Sequence[Branch[OutlineRow]]


class OutlineView(QObject):
    """The header's part of the outline: a click sorts, a second the other way, a third back to the plan's order.

    Signals:
        sorted: by another column now, or the other way; or other rows are wanted.
    """

    sorted = Signal()

    def __init__(self, view: "QTreeView", columns: Callable[[], Sequence[Column[OutlineRow]]]) -> None:
        super().__init__(view)
        self._view, self._columns = view, columns
        self._sorting: tuple[str, bool] | None = None
        self._widths: dict[str, int] = {}
        self._wanted = ""
        head = view.header()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_clicked)
        head.sectionResized.connect(self._on_resized)
        head.sectionHandleDoubleClicked.connect(self._on_fitted)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._ask)
        self.menu = QMenu(view)
        self._restore()

    def width_of(self, key: str) -> int | None:
        """How wide the user made a column; None where he left that to the program."""
        return self._widths.get(key)

    @property
    def is_narrowed(self) -> bool:
        """Whether only rows of some name are shown."""
        return bool(self._wanted)

    def narrow(self, text: str) -> None:
        """Show the rows with this in their names or readings, and what they hang on; "" shows all."""
        self._wanted = normal_name(text)
        self.sorted.emit()

    def in_order(self, branches: Branches) -> tuple[Branch[OutlineRow], ...]:
        """Rows that are wanted, sorted among their siblings; headings stay below, as do rows without a value."""
        branches = _narrowed(branches, self._wanted) if self._wanted else branches
        column = next((one for one in self._columns() if self._sorting and one.key == self._sorting[0]), None)
        if column is None or self._sorting is None:
            return tuple(branches)
        return _sorted(branches, column.value or column.text, is_falling=self._sorting[1])

    def show(self, key: str, *, is_shown: bool) -> None:
        """Show a column or hide it."""
        self._view.setColumnHidden(self._place_of(key), not is_shown)
        self._keep()

    def _on_clicked(self, place: int) -> None:
        key = self._columns()[place].key
        match self._sorting:
            case (before, False) if before == key:
                self._sorting = key, True
            case (before, True) if before == key:
                self._sorting = None
            case _:
                self._sorting = key, False
        self._show_sorting()
        self._keep()
        self.sorted.emit()

    def _show_sorting(self) -> None:
        head = self._view.header()
        head.setSortIndicatorShown(self._sorting is not None)
        if self._sorting is not None:
            falling = Qt.SortOrder.DescendingOrder if self._sorting[1] else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(self._place_of(self._sorting[0]), falling)

    def _on_resized(self, place: int, _old: int, width: int) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton and place < len(self._columns()):
            self._widths[self._columns()[place].key] = width
            self._keep()

    def _on_fitted(self, place: int) -> None:
        """A double click on a border: as wide as what stands there."""
        self._view.resizeColumnToContents(place)
        self._widths.pop(self._columns()[place].key, None)
        self._keep()

    def _ask(self, place: QPoint) -> None:
        self.menu.clear()
        for column in self._columns():
            if column.key == NAME:
                continue
            action = self.menu.addAction(column.header)
            action.setCheckable(True)
            action.setChecked(not self._view.isColumnHidden(self._place_of(column.key)))
            action.toggled.connect(lambda is_shown, key=column.key: self.show(key, is_shown=is_shown))
        self.menu.popup(self._view.header().mapToGlobal(place))

    def _place_of(self, key: str) -> int:
        return next((place for place, column in enumerate(self._columns()) if column.key == key), -1)

    def _keep(self) -> None:
        hidden = [one.key for place, one in enumerate(self._columns()) if self._view.isColumnHidden(place)]
        kept = {"hidden": hidden, "widths": self._widths, "sorting": self._sorting}
        Settings().remember_place(_PLACE, QByteArray(json.dumps(kept).encode()))

    def _restore(self) -> None:
        text = bytes(Settings().place(_PLACE).data()).decode()
        kept: dict[str, Any] = json.loads(text) if text else {"hidden": ["owner"]}
        self._widths = {str(key): int(width) for key, width in kept.get("widths", {}).items()}
        self._sorting = tuple(kept["sorting"]) if kept.get("sorting") else None
        for key in kept["hidden"]:
            if (place := self._place_of(key)) > 0:
                self._view.setColumnHidden(place, True)
        for key, width in self._widths.items():
            if (place := self._place_of(key)) >= 0:
                self._view.header().resizeSection(place, width)
        self._show_sorting()


def _narrowed(branches: Branches, wanted: str) -> tuple[Branch[OutlineRow], ...]:
    """The rows that are wanted with those above them."""
    inner = [Branch(one.record, _narrowed(one.children, wanted)) for one in branches]
    return tuple(one for one in inner if one.children or _is_called(one.record, wanted))


def _is_called(row: OutlineRow, wanted: str) -> bool:
    if row.kind is not RowKind.NODE or row.metric is None:
        return False
    metric, channel = row.metric, row.channel
    names = [*spellings(metric)]
    names += [channel.ja, channel.en] if channel else []
    return any(wanted in normal_name(name) for name in names)


def _sorted(
    branches: Branches, value: Callable[[OutlineRow], object], *, is_falling: bool
) -> tuple[Branch[OutlineRow], ...]:
    """Each row's children too; what has no value comes last either way."""
    inner = [Branch(one.record, _sorted(one.children, value, is_falling=is_falling)) for one in branches]
    nodes = [one for one in inner if one.record.kind is not RowKind.BESIDE and value(one.record) not in (None, "")]
    nodes.sort(key=lambda one: _comparable(value(one.record)), reverse=is_falling)
    chosen = {id(one) for one in nodes}
    return (*nodes, *(one for one in inner if id(one) not in chosen))


def _comparable(value: object) -> tuple[int, Any]:
    return (0, value) if isinstance(value, (int, float)) else (1, str(value))
