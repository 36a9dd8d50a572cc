"""The editor of one cell, with the keys of Excel; for tables and trees alike."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from isplanner.desktop.models.column import TONE_ROLE
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.number_text import NUMBER_HINTS

Index = QModelIndex | QPersistentModelIndex
Write = Callable[[Sequence[tuple[Index, str]]], bool]
"""Takes what was typed into cells; False where a cell was refused, which has been said then."""

_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
}
_SIDEWAYS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_CONTROL = Qt.KeyboardModifier.ControlModifier


def step_of(event: QKeyEvent) -> tuple[int, int] | None:
    """How many cells (down, right) Enter, Tab and their like go; None for other keys."""
    down, right = _STEPS.get(cast("Qt.Key", event.key()), (0, 0))
    if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        down = -1
    return (down, right) if down or right else None


class CellEditor(QLineEdit):
    """The line a cell is typed into.

    `replaces` tells typing over a cell, where arrow keys leave it, from F2, where they move the caret.
    """

    def __init__(self, parent: QWidget, index: Index) -> None:
        super().__init__(parent)
        self.index = QPersistentModelIndex(index)
        self.before = str(index.data(Qt.ItemDataRole.EditRole) or "")
        self.replaces = True
        self.is_composing = False
        self.setFrame(False)

    def open_at_end(self) -> None:
        """The caret behind the text and nothing selected, as F2 has it."""
        self.replaces = False
        self.deselect()
        self.end(False)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Edits cells: Enter down, Shift+Enter up, Tab and Shift+Tab sideways, Esc takes back.

    What cannot be read keeps the editor open; leaving it then gives the old value back.

    Signals:
        left: the editor was closed by a key that goes (row, column) cells on from the index it stood on.
        filled: Ctrl+Enter: the text for all selected cells.
    """

    left = Signal(int, int, int, int)
    filled = Signal(str)

    def __init__(self, write: Write, parent: QWidget) -> None:
        super().__init__(parent)
        self._write = write
        self.refused: frozenset[QPersistentModelIndex] = frozenset()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent, index)
        if is_number(index):
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            editor.setInputMethodHints(NUMBER_HINTS)
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        line = cast("CellEditor", editor)
        # Called again when the model changes; what is being typed then stays.
        if not line.isModified():
            line.setText(line.before)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        self._take(cast("CellEditor", editor))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, 24))

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if tone := index.data(TONE_ROLE):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, tokens(option.palette).named(tone))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if QPersistentModelIndex(index) in self.refused:
            painter.setPen(QPen(tokens(option.palette).bad, 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens(option.palette).acc, 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, CellEditor):
            key = cast("QKeyEvent", event)
            if editor.is_composing:
                # Enter and Esc are the input method's until the conversion ends.
                return key.key() in _STEPS or key.key() == Qt.Key.Key_Escape
            if key.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and key.modifiers() & _CONTROL:
                self._close(editor)
                self.filled.emit(editor.text())
                return True
            if step := self._step(editor, key):
                self._leave(editor, *step)
                return True
        return super().eventFilter(editor, event)

    def _step(self, editor: CellEditor, key: QKeyEvent) -> tuple[int, int] | None:
        sideways = _SIDEWAYS.get(cast("Qt.Key", key.key())) if editor.replaces else None
        return step_of(key) or sideways

    def _leave(self, editor: CellEditor, down: int, right: int) -> None:
        # What is written may move or take away rows: the place is noted before.
        row, column = editor.index.row(), editor.index.column()
        if self._take(editor):
            self._close(editor)
            self.left.emit(row, column, down, right)

    def _take(self, editor: CellEditor) -> bool:
        return editor.text() == editor.before or self._write([(editor.index, editor.text())])

    def _close(self, editor: CellEditor) -> None:
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


def is_number(index: Index) -> bool:
    """Whether a cell holds a number: those stand at the right."""
    alignment = index.data(Qt.ItemDataRole.TextAlignmentRole) or 0
    return bool(int(alignment) & int(Qt.AlignmentFlag.AlignRight))
