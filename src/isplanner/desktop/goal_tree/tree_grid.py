"""TreeGrid: a tree with the habits of Excel in its cells, as `widgets/grid.py` is for tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTreeView, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree import outline_block
from isplanner.desktop.language import language
from isplanner.desktop.models.column import REFUSAL_ROLE
from isplanner.desktop.models.tree_model import TreeModel
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.cell_block import Cell, mime_of, parse_block
from isplanner.desktop.widgets.cell_delegate import CellDelegate, CellEditor, is_number, step_of
from isplanner.desktop.widgets.chord import chord, chord_of
from isplanner.plan.problem import Problem
from isplanner.text.messages import say

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect
_SAID = 3


class TreeGrid(QTreeView, Generic[R]):
    """A tree of cells to type into.

    Keys: typing replaces, F2 opens with the caret at the end, Enter and Shift+Enter go down and up, Tab and Shift+Tab
    sideways and Enter then below the first cell of the run, Esc, Delete empties numbers, Ctrl+C, Ctrl+V (one value
    fills the selection), Ctrl+D fills down, Ctrl+Enter fills the selection, Shift+Space a row, Space folds; left and
    right fold where the current cell is the first of its row.

    Signals:
        menu_wanted: the place on screen where the user asks what can be done.
    """

    menu_wanted = Signal(object)

    def __init__(self, rows: TreeModel[R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self._callout = Callout(self)
        self._run_start: int | None = None
        self._anchor: QPersistentModelIndex | None = None
        self._keys: Mapping[int, Callable[[], object]] = {
            chord(Qt.Key.Key_C, _CTRL): self.copy,
            chord(Qt.Key.Key_V, _CTRL): self.paste,
            chord(Qt.Key.Key_D, _CTRL): lambda: self.write(outline_block.filled_down(self)),
            chord(Qt.Key.Key_Delete): self.clear_cells,
            chord(Qt.Key.Key_F2): self.edit_cell,
            chord(Qt.Key.Key_Space): self.fold,
            chord(Qt.Key.Key_Space, _SHIFT): lambda: self.selectionModel().select(
                self.selectionModel().selection(), _SELECT | QItemSelectionModel.SelectionFlag.Rows
            ),
            chord(Qt.Key.Key_Left): lambda: self._go_sideways(-1),
            chord(Qt.Key.Key_Right): lambda: self._go_sideways(1),
            chord(Qt.Key.Key_Up, _SHIFT): lambda: self._extend(-1, 0),
            chord(Qt.Key.Key_Down, _SHIFT): lambda: self._extend(1, 0),
            chord(Qt.Key.Key_Left, _SHIFT): lambda: self._extend(0, -1),
            chord(Qt.Key.Key_Right, _SHIFT): lambda: self._extend(0, 1),
        }
        self.setModel(rows)
        self.cells = CellDelegate(self.write, self)
        self.cells.left.connect(lambda _row, _column, down, right: (self.setFocus(), self._go(down, right)))
        self.cells.filled.connect(lambda text: self.write([(index, text) for index in self.selectedIndexes()]))
        self.setItemDelegate(self.cells)
        self.setUniformRowHeights(True)
        self.setTabKeyNavigation(True)  # Qt's tables have it, its trees do not
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked)

    def words_of(self, problem: Problem) -> str:
        """What is said of a cell that was not taken."""
        return say(problem, {}, language())

    def write(self, cells: Sequence[Cell]) -> bool:
        """Give cells to the model as one edit, and say what was not taken; whether all was."""
        refusals = self.rows.write(cells)
        if refusals:
            words = [self.words_of(refusal.problem) for refusal in refusals[:_SAID]]
            self._say("\n".join(words), refusals[0].index)
        return not refusals

    def copy(self) -> None:
        """Put the selected cells on the clipboard."""
        QGuiApplication.clipboard().setMimeData(mime_of(outline_block.selected_block(self)))

    def paste(self) -> None:
        """Write the clipboard's block from the current cell on, unless a part of it would lie outside."""
        block = parse_block(QGuiApplication.clipboard().text())
        if not block or not self.currentIndex().isValid():
            return
        if len(block) == len(block[0]) == 1 and len(self.selectedIndexes()) > 1:
            self.write([(index, block[0][0]) for index in self.selectedIndexes()])
            return
        cells = outline_block.placed(self, block)
        missing = sum(map(len, block)) - len(cells)
        if missing:
            self._say(self.tr("{count} 個のセルが表の外になります。").format(count=missing), self.currentIndex())
        else:
            self.write(cells)

    def clear_cells(self) -> None:
        """Empty the selected numbers that can be edited."""
        editable = [i for i in self.selectedIndexes() if is_number(i) and i.flags() & Qt.ItemFlag.ItemIsEditable]
        if editable:
            self.write([(index, "") for index in editable])
        else:
            self._say_why_not()

    def edit_cell(self) -> None:
        """Open the current cell with the caret at the end."""
        if not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self._say_why_not()
            return
        self.edit(self.currentIndex())
        if isinstance(self._editor, CellEditor):
            self._editor.open_at_end()

    def fold(self) -> None:
        """Open or close what hangs under the current row."""
        first = self.currentIndex().siblingAtColumn(0)
        self.setExpanded(first, not self.isExpanded(first))

    @override
    def event(self, event: QEvent) -> bool:
        # What the outline does with a key goes before a menu's shortcut for the same key.
        if event.type() == QEvent.Type.ShortcutOverride and chord_of(cast("QKeyEvent", event)) in self._keys:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(self._editor, CellEditor) and self._editor.is_composing:
            return  # the first conversion is typed before the editor has the focus: its keys are the input method's
        if act := self._keys.get(chord_of(event)):
            act()
        elif step := step_of(event):
            event.setAccepted(self._go(*step))  # at the edge Tab goes on to the next widget
        else:
            self._run_start = None if not event.text() else self._run_start
            super().keyPressEvent(event)
            if event.text().isprintable() and event.text() and not event.modifiers() & _CTRL:
                self._say_why_not()

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
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft()
        else:
            place = self.viewport().mapFromGlobal(event.globalPos())
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    @override
    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        current, theme = self.currentIndex(), tokens(self)
        is_current = current.isValid() and current.internalId() == index.internalId()
        if is_current:
            painter.fillRect(option.rect, theme.accbg)
        super().drawRow(painter, option, index)
        painter.setPen(theme.line)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    @property
    def _editor(self) -> QWidget | None:
        return cast("QWidget | None", self.indexWidget(self.currentIndex()))

    def _go_sideways(self, right: int) -> None:
        """Left and right walk the cells; on a name they close and open what hangs under it first."""
        index = self.currentIndex()
        if index.column() == 0 and self.rows.hasChildren(index) and self.isExpanded(index) is (right < 0):
            self.setExpanded(index, right > 0)
        elif index.column() == 0 and right < 0 and index.parent().isValid():
            self.setCurrentIndex(index.parent())
        else:
            self._go(0, right)

    def _go(self, down: int, right: int) -> bool:
        """Go so many cells on; whether that led anywhere."""
        column = self.currentIndex().column()
        if right and self._run_start is None:
            self._run_start = column
        elif not right and self._run_start is not None:
            column, self._run_start = self._run_start, None
        index = outline_block.neighbour(self, column, down, right)
        if index.isValid():
            # setCurrentIndex() would extend the selection while Shift is down.
            self.selectionModel().setCurrentIndex(index, _SELECT)
        return index.isValid()

    def _extend(self, down: int, right: int) -> None:
        """Go so many cells on, and select all from where the selection began."""
        selected = self.selectedIndexes()
        if self._anchor is None or len(selected) < 2:
            self._anchor = QPersistentModelIndex(self.currentIndex())
        index = outline_block.neighbour(self, self.currentIndex().column(), down, right)
        if index.isValid() and self._anchor.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setSelection(self.visualRect(self._anchor) | self.visualRect(index), _SELECT)

    def _say_why_not(self) -> None:
        reason = self.currentIndex().data(REFUSAL_ROLE)
        if reason:
            self._say(reason, self.currentIndex())

    def _say(self, words: str, index: Index) -> None:
        self._callout.say(words, self.visualRect(index).translated(self.viewport().pos()))
