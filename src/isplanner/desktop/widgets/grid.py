"""Grid: the one table of the program, with the habits of Excel.

What it asks of a model (`models/records_table.py` has it all; sort and filter proxies may stand before it):
- `write(cells)` takes [(index, text), …] as one edit of the plan and returns a `Refusal` for each cell not taken. A
  cell is emptied by the text "". Typing, Delete, filling and pasting all end in one call of it.
- `EditRole` is what an editor opens with and what is copied: all digits, no unit (`number_text.plain_text`).
- `REFUSAL_ROLE` says why a cell may not be edited; the grid shows it when somebody types there.
- Numbers are the cells whose `TextAlignmentRole` is right.
- After an edit it changes rows in place (`dataChanged`): a reset would lose the selection.

Keys: Shift+arrows extend the selection, Ctrl+arrows go to the edge of what is filled; typing replaces, F2 opens with
the caret at the end, Enter and Shift+Enter go down and up, Tab and Shift+Tab sideways and Enter then below the first
cell of the run, Esc, Delete, Ctrl+C, Ctrl+V, Ctrl+D, Ctrl+R, Ctrl+Enter, Shift+Space a row, Ctrl+Space a column. Undo
is the document's.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractProxyModel,
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMessageBox, QTableView, QWidget
from typing_extensions import override

from isplanner.desktop.language import language
from isplanner.desktop.models.column import REFUSAL_ROLE
from isplanner.desktop.models.record_model import Refusal
from isplanner.desktop.widgets import cell_block
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.cell_delegate import CellDelegate, CellEditor, step_of
from isplanner.desktop.widgets.cell_reach import ARROWS, reach
from isplanner.desktop.widgets.chord import chord, chord_of
from isplanner.text.messages import say

Cells = Sequence[cell_block.Cell]
_SAID = 3
_SELECT, _ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect, QItemSelectionModel.SelectionFlag.Rows
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Writable(Protocol):
    """What a grid's model can do beside what Qt asks of it."""

    def write(self, cells: Cells) -> tuple[Refusal, ...]:
        """Take texts typed or pasted into cells, as one edit; returns those not taken."""


def rows_at_hand(table: QTableView) -> set[int]:
    """The selected rows of a table and its current one."""
    return {index.row() for index in (*table.selectedIndexes(), table.currentIndex()) if index.isValid()}


class Grid(QTableView):
    """A table of numbers to type into. `delegate` paints and edits its cells."""

    delegate: ClassVar[type[CellDelegate]] = CellDelegate

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = self.delegate(self.write, self)
        self._cells.left.connect(self._on_editor_left)
        self._cells.filled.connect(self._fill_selection)
        self.setItemDelegate(self._cells)
        self._callout = Callout(self)
        self._run_start: int | None = None
        self._keys = self._actions_by_key()
        triggers = QTableView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)

    def write(self, cells: Cells) -> bool:
        """Give cells to the model as one edit, and say what was not taken; whether all was."""
        refusals = _give(self.model(), cells)
        self._cells.refused = frozenset(QPersistentModelIndex(refusal.index) for refusal in refusals)
        self.viewport().update()
        if refusals:
            self._say(_words_of(refusals), refusals[0].index)
        return not refusals

    def copy(self) -> None:
        """Put the selected block on the clipboard."""
        if self.selectedIndexes():
            QGuiApplication.clipboard().setMimeData(cell_block.mime_of(cell_block.selected_block(self)))

    def paste(self) -> None:
        """Write the clipboard's block from the corner of the selection on; a single value fills the selection.

        How much would lie outside the table is said before anything changes.
        """
        block = cell_block.parse_block(QGuiApplication.clipboard().text())
        if not block or not self.selectedIndexes():
            return
        if len(block) == len(block[0]) == 1:
            self._fill_selection(block[0][0])
            return
        cells = cell_block.placed(self, block)
        missing = sum(map(len, block)) - len(cells)
        if missing:
            _ask_whether_to_paste(self, cells, missing, self._paste)
        else:
            self._paste(cells)

    def clear_cells(self) -> None:
        """Empty the selected cells; those that may not be edited are left as they are."""
        editable = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsEditable]
        if editable:
            self.write([(index, "") for index in editable])
        else:
            self._say_why_not()

    # ----------------------------------------------------------------------------------------------------------- keys
    @override
    def event(self, event: QEvent) -> bool:
        # What the grid does with a key goes before a menu's shortcut for the same key.
        if event.type() == QEvent.Type.ShortcutOverride and self._keys.get(chord_of(cast("QKeyEvent", event))):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if act := self._keys.get(chord_of(event)):
            act()
        elif (way := ARROWS.get(cast("Qt.Key", event.key()))) and event.modifiers() & (_SHIFT | _CTRL):
            reach(self, way, is_far=bool(event.modifiers() & _CTRL), extends=bool(event.modifiers() & _SHIFT))
        elif step := step_of(event):
            is_moved = self._go(self.currentIndex(), *step)
            event.setAccepted(is_moved)  # at the edge Tab goes on to the next widget
        else:
            self._run_start = None if not event.text() else self._run_start
            super().keyPressEvent(event)
            if event.text().isprintable() and event.text() and not event.modifiers() & _CTRL:
                self._say_why_not()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Typing writes, or is refused where it was typed; it never goes to a cell that begins so."""

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_open = self._editor is not None
        super().inputMethodEvent(event)
        if not was_open and self._editor is not None and not event.preeditString():
            QGuiApplication.sendEvent(self._editor, event)  # Qt opens the editor, and forgets what opened it
        self._say_why_not()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._run_start = None
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        _open_at_end(self._editor)
        self._say_why_not()

    def _actions_by_key(self) -> Mapping[int, Callable[[], object]]:
        key = Qt.Key
        return {
            chord(key.Key_C, _CTRL): self.copy,
            chord(key.Key_V, _CTRL): self.paste,
            chord(key.Key_D, _CTRL): lambda: self.write(cell_block.filled_down(self)),
            chord(key.Key_R, _CTRL): lambda: self.write(cell_block.filled_right(self)),
            chord(key.Key_Space, _CTRL): partial(_select_whole, self, QItemSelectionModel.SelectionFlag.Columns),
            chord(key.Key_Space, _SHIFT): partial(_select_whole, self, _ROWS),
            chord(key.Key_Delete): self.clear_cells,
            chord(key.Key_F2): self._open,
        }

    def _open(self) -> None:
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            _open_at_end(self._editor)
        else:
            self._say_why_not()

    @property
    def _editor(self) -> CellEditor | None:
        return cast("CellEditor | None", self.indexWidget(self.currentIndex()))

    # --------------------------------------------------------------------------------------------------------- moving
    def _on_editor_left(self, row: int, column: int, down: int, right: int) -> None:
        self.setFocus()
        self._go(self.model().index(row, column), down, right)

    def _go(self, index: QModelIndex, down: int, right: int) -> bool:
        """Go so many cells from one; whether that led anywhere."""
        rows, columns = cell_block.shown_rows(self), cell_block.shown_columns(self)
        if not index.isValid():
            return False
        if right:
            self._run_start = index.column() if self._run_start is None else self._run_start
            column = columns.index(index.column()) + right
        else:
            start = index.column() if self._run_start is None else self._run_start
            column, self._run_start = columns.index(start), None
        row = rows.index(index.row()) + down
        if not (0 <= row < len(rows) and 0 <= column < len(columns)):
            return False
        # setCurrentIndex() would extend the selection while Shift is down.
        select = _SELECT | _ROWS if self.selectionBehavior() is QTableView.SelectionBehavior.SelectRows else _SELECT
        self.selectionModel().setCurrentIndex(self.model().index(rows[row], columns[column]), select)
        return True

    # -------------------------------------------------------------------------------------------------------- writing
    def _fill_selection(self, text: str) -> None:
        self.write([(index, text) for index in self.selectedIndexes()])

    def _paste(self, cells: Cells) -> None:
        self.write(cells)
        self.selectionModel().select(QItemSelection(_fleeting(cells[0][0]), _fleeting(cells[-1][0])), _SELECT)

    # --------------------------------------------------------------------------------------------------------- saying
    def _say_why_not(self) -> None:
        reason = self.currentIndex().data(REFUSAL_ROLE)
        if reason:
            self._say(reason, self.currentIndex())

    def _say(self, words: str, index: QModelIndex | QPersistentModelIndex) -> None:
        place = self.visualRect(index)
        self._callout.say(words, place.translated(self.viewport().pos()))


def _select_whole(grid: Grid, lines: QItemSelectionModel.SelectionFlag) -> None:
    """Select all of the rows or columns in which something is selected."""
    model = grid.selectionModel()
    model.select(model.selection(), QItemSelectionModel.SelectionFlag.Select | lines)


def _give(model: QAbstractItemModel, cells: Cells) -> tuple[Refusal, ...]:
    """Let the model behind all proxies take cells."""
    own_cells = list(cells)
    while isinstance(model, QAbstractProxyModel):
        own_cells = [(model.mapToSource(index), text) for index, text in own_cells]
        model = model.sourceModel()
    return cast("Writable", model).write(own_cells)


def _words_of(refusals: Sequence[Refusal]) -> str:
    words = [say(refusal.problem, {}, language()) for refusal in refusals[:_SAID]]
    if len(refusals) > _SAID:
        words.append(QCoreApplication.translate("Grid", "ほか {count} 個").format(count=len(refusals) - _SAID))
    if len(refusals) > 1:
        words.insert(
            0,
            QCoreApplication.translate("Grid", "{count} 個のセルは取り込めませんでした。").format(count=len(refusals)),
        )
    return "\n".join(words)


def _ask_whether_to_paste(grid: QWidget, cells: Cells, missing: int, paste: Callable[[Cells], None]) -> None:
    box = QMessageBox(grid)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(QCoreApplication.translate("Grid", "{count} 個のセルが表の外になります。").format(count=missing))
    box.setInformativeText(
        QCoreApplication.translate("Grid", "入る {count} 個だけを貼り付けますか。").format(count=len(cells))
    )
    take = box.addButton(QCoreApplication.translate("Grid", "入る分だけ貼り付ける"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    kept = [(QPersistentModelIndex(index), text) for index, text in cells]
    take.clicked.connect(lambda: paste(kept))
    box.open()


def _open_at_end(editor: CellEditor | None) -> None:
    if editor is not None:
        editor.open_at_end()


def _fleeting(index: QModelIndex | QPersistentModelIndex) -> QModelIndex:
    return index.sibling(index.row(), index.column())
