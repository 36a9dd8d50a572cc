"""Arrows with Shift and Ctrl in a grid: the selection goes along, or the cell to the edge of what is filled."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QTableView

from isplanner.desktop.widgets.cell_block import shown_columns, shown_rows

ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
"""How many cells (down, right) an arrow goes."""


def reach(view: QTableView, way: tuple[int, int], *, is_far: bool, extends: bool) -> None:
    """Go one cell, or to the edge of what is filled; with Shift the selection goes along."""
    here, flags = view.currentIndex(), QItemSelectionModel.SelectionFlag
    if not here.isValid():
        return
    there = _edge(view, here, *way) if is_far else _beside(view, here, *way)
    if not extends:
        view.selectionModel().setCurrentIndex(there, flags.ClearAndSelect)
        return
    corner = _opposite_corner(view, here)
    view.selectionModel().setCurrentIndex(there, flags.NoUpdate)
    view.selectionModel().select(QItemSelection(*_sorted_corners(corner, there)), flags.ClearAndSelect)
    view.scrollTo(there)


def _beside(view: QTableView, index: QModelIndex, down: int, right: int) -> QModelIndex:
    """The cell next to one as it is seen; the same at the edge of the table."""
    rows, columns = shown_rows(view), shown_columns(view)
    row = min(max(rows.index(index.row()) + down, 0), len(rows) - 1)
    column = min(max(columns.index(index.column()) + right, 0), len(columns) - 1)
    return view.model().index(rows[row], columns[column])


def _edge(view: QTableView, index: QModelIndex, down: int, right: int) -> QModelIndex:
    """Where Ctrl+arrow goes: to the last filled cell of a run, or over empty ones to the next that is filled."""
    here, there = index, _beside(view, index, down, right)
    is_run = _is_filled(index) and _is_filled(there)
    while there != here:
        after = _beside(view, there, down, right)
        if (is_run and not _is_filled(after)) or (not is_run and _is_filled(there)):
            return there
        here, there = there, after
    return there


def _opposite_corner(view: QTableView, index: QModelIndex) -> QModelIndex:
    """The corner of the selection that lies across from a cell of it."""
    chosen = view.selectedIndexes() or [index]
    rows, columns = ({each.row() for each in chosen}, {each.column() for each in chosen})
    row = max(rows) if index.row() == min(rows) else min(rows)
    column = max(columns) if index.column() == min(columns) else min(columns)
    return view.model().index(row, column)


def _sorted_corners(one: QModelIndex, other: QModelIndex) -> tuple[QModelIndex, QModelIndex]:
    """The top left and the bottom right of the block between two cells."""
    rows, columns = sorted((one.row(), other.row())), sorted((one.column(), other.column()))
    model = one.model()
    return model.index(rows[0], columns[0]), model.index(rows[1], columns[1])


def _is_filled(index: QModelIndex) -> bool:
    return index.data(Qt.ItemDataRole.EditRole) not in {None, ""}
