"""DefinitionTable: the metrics of a plan as rows, as high as their definitions need."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.definitions.columns import (
    CONDITIONS,
    DEFINITION,
    LACKS,
    NAME,
    OWNER,
    SINCE,
    SOURCE,
    UNIT,
    definition_columns,
)
from isplanner.desktop.goal_tree.definitions.sieve import Sieve
from isplanner.desktop.models.column import RECORD_ROLE
from isplanner.desktop.models.record_model import Commit, Index
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.cell_delegate import CellDelegate
from isplanner.desktop.widgets.grid import Grid
from isplanner.plan.definition import Definition, definitions
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

_WIDTHS = {NAME: 120, UNIT: 44, SINCE: 100, OWNER: 76}
_DAY = 88
_TEXTS = {DEFINITION: (10, 180), CONDITIONS: (8, 144), SOURCE: (6, 108), LACKS: (8, 130)}
_LOWEST, _HIGHEST = 26, 92
_AIR = 6  # above and below together
_REST_MS = 30
_EDGES = 10  # what the style sheet keeps free beside a cell's text: Qt wraps as if there were none


class _Cells(CellDelegate):
    """Texts in several lines."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        option.rect.setWidth(self._width(index) - _EDGES)
        size = super().sizeHint(option, index) + QSize(0, _AIR)
        return size.expandedTo(QSize(0, _LOWEST)).boundedTo(QSize(10_000, _HIGHEST))

    def _width(self, index: Index) -> int:
        table = self.parent()
        return table.columnWidth(index.column()) if isinstance(table, Grid) else 0


class DefinitionTable(Grid):
    """The table; rows and columns can be sorted, a click on a row goes to its node.

    Signals:
        node_chosen: the NodeKey of the row the user went to.
        menu_wanted: the place on screen where the user asks what can be done.
    """

    delegate = _Cells
    node_chosen = Signal(object)
    menu_wanted = Signal(object)

    def __init__(self, commit: Commit[Definition], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RecordsTable[Definition](lambda one: one.metric.key, commit, self)
        self.sieve = Sieve()
        self.sieve.setParent(self)
        self.sieve.setSourceModel(self.rows)
        self.setModel(self.sieve)
        self.setAccessibleName(self.tr("定義一覧"))
        self.setWordWrap(True)
        self.setVerticalScrollMode(Grid.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(Grid.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._fit_rows)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._on_head_clicked)
        head.sectionResized.connect(lambda *_: self._rest.start())
        self._sorted: tuple[int, Qt.SortOrder] | None = None
        self._is_showing = False
        self.sieve.layoutChanged.connect(self._rest.start)
        self.sieve.rowsInserted.connect(lambda *_: self._rest.start())
        self.sieve.dataChanged.connect(lambda *_: self._rest.start())
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_plan(self, plan: "Plan", as_of: date) -> None:
        """Show a plan's metrics; the current cell stays."""
        self._is_showing = True
        columns = definition_columns(plan, as_of)
        is_new = [one.key for one in columns] != [one.key for one in self.rows.columns]
        self.rows.show_columns(columns)
        self.rows.show_records(definitions(plan))
        if is_new:
            self._widen()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.sieve.index(0, 0))
        self._is_showing = False
        self._rest.start()

    def show_node(self, key: NodeKey) -> None:
        """Go to the metric of a node, unless it is the current one or not in sight."""
        index = self.sieve.mapFromSource(self.rows.find(key.metric))
        if index.isValid() and index.row() != self.currentIndex().row():
            self._is_showing = True
            place = index.siblingAtColumn(max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._is_showing = False

    @property
    def current(self) -> Definition | None:
        """What the current row says."""
        index = self.currentIndex()
        return index.data(RECORD_ROLE) if index.isValid() else None

    @property
    def chosen(self) -> Sequence[Definition]:
        """The rows in which something is selected, from the top down."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [self.sieve.index(row, 0).data(RECORD_ROLE) for row in rows]

    @property
    def seen(self) -> Sequence[Definition]:
        """All rows that are seen, from the top down."""
        return [self.sieve.index(row, 0).data(RECORD_ROLE) for row in range(self.sieve.rowCount())]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_wanted.emit(self.viewport().mapToGlobal(below) if is_by_key else event.globalPos())

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._is_showing:
            self.node_chosen.emit(current.data(RECORD_ROLE).node)

    def _on_head_clicked(self, column: int) -> None:
        """A click sorts, a second the other way, a third back to the plan's order."""
        order = Qt.SortOrder
        match self._sorted:
            case (before, order.AscendingOrder) if before == column:
                self._sorted = column, order.DescendingOrder
            case (before, order.DescendingOrder) if before == column:
                self._sorted = None
            case _:
                self._sorted = column, order.AscendingOrder
        head = self.horizontalHeader()
        head.setSortIndicatorShown(self._sorted is not None)
        if self._sorted:
            head.setSortIndicator(*self._sorted)
        self.sieve.sort(*(self._sorted or (-1, order.AscendingOrder)))

    def _fit_rows(self) -> None:
        if self.isVisible():  # mostly the page lies behind the tree
            self.resizeRowsToContents()

    def _widen(self) -> None:
        """Texts share what room the other columns leave."""
        keys = [column.key for column in self.rows.columns]
        fixed = {key: _WIDTHS.get(key, _DAY) for key in keys if key not in _TEXTS}
        room = self.viewport().width() - sum(fixed.values())
        parts = sum(part for part, _ in _TEXTS.values())
        for place, key in enumerate(keys):
            part, least = _TEXTS.get(key, (0, 0))
            self.setColumnWidth(place, fixed.get(key) or max(least, room * part // parts))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
