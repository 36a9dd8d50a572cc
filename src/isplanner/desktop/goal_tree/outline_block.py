"""Blocks of the outline's cells, as a spreadsheet's clipboard has them; rows as they are seen, folds left out."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTreeView

from isplanner.desktop.widgets.cell_block import Block, Cell

_EDIT = Qt.ItemDataRole.EditRole


def shown_rows(view: QTreeView) -> Iterator[QModelIndex]:
    """The first cell of each row that is not folded away, from the top down."""
    index = view.model().index(0, 0)
    while index.isValid():
        yield index
        index = view.indexBelow(index)


def shown_columns(view: QTreeView) -> list[int]:
    """The columns in the order drawn."""
    head = view.header()
    return [column for column in map(head.logicalIndex, range(head.count())) if not view.isColumnHidden(column)]


def neighbour(view: QTreeView, column: int, down: int, right: int) -> QModelIndex:
    """The cell so many columns right of a column, in the row below (or above) the current one; invalid at the edge."""
    row, columns = view.currentIndex(), shown_columns(view)
    place = columns.index(column) + right
    if down:
        row = view.indexBelow(row) if down > 0 else view.indexAbove(row)
    return row.siblingAtColumn(columns[place]) if 0 <= place < len(columns) else QModelIndex()


def selected_block(view: QTreeView) -> Block:
    """The plain texts of the selected cells; cells between them that are not selected are empty."""
    selected = {(index.internalId(), index.column()) for index in view.selectedIndexes()}
    rows = [row for row in shown_rows(view) if any(row.internalId() == each for each, _ in selected)]
    columns = [column for column in shown_columns(view) if any(column == each for _, each in selected)]
    return [
        [
            str(row.siblingAtColumn(column).data(Qt.ItemDataRole.EditRole) or "")
            if (row.internalId(), column) in selected
            else ""
            for column in columns
        ]
        for row in rows
    ]


def placed(view: QTreeView, block: Block) -> list[Cell]:
    """A block's texts with the cells they fall on from the current one on; what falls outside is left out."""
    corner = view.currentIndex()
    rows = list(shown_rows(view))
    first = next(place for place, row in enumerate(rows) if row.internalId() == corner.internalId())
    columns = shown_columns(view)
    columns = columns[columns.index(corner.column()) :]
    return [
        (row.siblingAtColumn(column), text)
        for row, line in zip(rows[first:], block, strict=False)
        for column, text in zip(columns, line, strict=False)
    ]


def filled_down(view: QTreeView) -> list[Cell]:
    """The first selected row's cells for the other selected rows; of a single row the one above is taken."""
    selected = {(index.internalId(), index.column()) for index in view.selectedIndexes()}
    rows = list(shown_rows(view))
    places = [place for place, row in enumerate(rows) if any(row.internalId() == each for each, _ in selected)]
    columns = [column for column in shown_columns(view) if any(column == each for _, each in selected)]
    if len(places) == 1 and places[0] > 0:
        places.insert(0, places[0] - 1)
    return [
        (rows[place].siblingAtColumn(column), str(rows[places[0]].siblingAtColumn(column).data(_EDIT) or ""))
        for place in places[1:]
        for column in columns
    ]
