"""Blocks of cells: as a spreadsheet's clipboard has them, and where they lie in a table."""

import csv
import io
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

Block = Sequence[Sequence[str]]
Cell = tuple[QModelIndex | QPersistentModelIndex, str]


def mime_of(block: Block) -> QMimeData:
    """What a copied block puts on the clipboard: tab-separated text and an HTML table."""
    mime = QMimeData()
    mime.setText(format_block(block))
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in block)
    mime.setHtml(f'<meta charset="utf-8"><table>{rows}</table>')
    return mime


def format_block(block: Block) -> str:
    """Rows as lines, cells between tabs; cells that hold tabs, quotes or line breaks are quoted."""
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(block)
    return text.getvalue().removesuffix("\n")


def parse_block(text: str) -> list[list[str]]:
    """The rows of a pasted text, filled up to equal length; a line break at its end begins no row."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows = list(csv.reader(io.StringIO(unix), dialect="excel-tab")) if unix else []
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def shown_rows(view: QTableView) -> list[int]:
    """The rows that are not hidden, in the order drawn."""
    head = view.verticalHeader()
    return [row for row in map(head.logicalIndex, range(head.count())) if not view.isRowHidden(row)]


def shown_columns(view: QTableView) -> list[int]:
    """The columns that are not hidden, in the order drawn."""
    head = view.horizontalHeader()
    return [column for column in map(head.logicalIndex, range(head.count())) if not view.isColumnHidden(column)]


def selected_lines(view: QTableView) -> tuple[list[int], list[int]]:
    """The rows and the columns the selection touches, in the order drawn."""
    selected = view.selectedIndexes()
    rows, columns = {index.row() for index in selected}, {index.column() for index in selected}
    return [r for r in shown_rows(view) if r in rows], [c for c in shown_columns(view) if c in columns]


def selected_block(view: QTableView) -> Block:
    """The plain texts of the selected cells; cells between them that are not selected are empty."""
    selected = {(index.row(), index.column()) for index in view.selectedIndexes()}
    rows, columns = selected_lines(view)
    return [[_plain(view, row, column) if (row, column) in selected else "" for column in columns] for row in rows]


def placed(view: QTableView, block: Block) -> list[Cell]:
    """A block's texts with the cells they fall on from the selection's corner; what falls outside is left out."""
    (row, *_), (column, *_) = selected_lines(view)
    rows, columns = shown_rows(view), shown_columns(view)
    rows, columns = rows[rows.index(row) :], columns[columns.index(column) :]
    return [
        (view.model().index(row, column), text)
        for row, line in zip(rows, block, strict=False)
        for column, text in zip(columns, line, strict=False)
    ]


def filled_down(view: QTableView) -> list[Cell]:
    """The selection's first row for each of its other rows; a single row takes the one above."""
    rows, columns = selected_lines(view)
    first, *rest = _with_the_one_before(rows, shown_rows(view))
    return [(view.model().index(row, column), _plain(view, first, column)) for row in rest for column in columns]


def filled_right(view: QTableView) -> list[Cell]:
    """The selection's first column for each of its other columns; a single column takes the one at its left."""
    rows, columns = selected_lines(view)
    first, *rest = _with_the_one_before(columns, shown_columns(view))
    return [(view.model().index(row, column), _plain(view, row, first)) for column in rest for row in rows]


def _with_the_one_before(lines: list[int], shown: list[int]) -> list[int]:
    place = shown.index(lines[0])
    return [shown[place - 1], *lines] if len(lines) == 1 and place > 0 else lines


def _plain(view: QTableView, row: int, column: int) -> str:
    return str(view.model().index(row, column).data(Qt.ItemDataRole.EditRole) or "")
