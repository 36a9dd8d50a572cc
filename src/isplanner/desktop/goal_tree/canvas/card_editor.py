"""CardEditor: the line a number is typed into, laid over its card."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.number_text import NUMBER_HINTS
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.canvas.canvas import Canvas

_TOP, _HEIGHT, _SIDE, _LEAST = 24, 28, 4, 128
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed on a card: of which node, what it is called, the text it begins with.

    `take` stores what is typed and gives the words for what is wrong with it, "" for nothing; `try_out` is told of
    every change, and of None when nothing is typed any more.
    """

    node: NodeKey
    caption: str
    text: str
    take: Callable[[str], str]
    try_out: Callable[[str | None], None]


class CardEditor(QLineEdit):
    """Enter stores and Esc takes back; what is wrong is said beside it and stays to be mended.

    Tab stores and goes on to the next card. Leaving it stores what can be read.

    Signals:
        left: it was closed by a key, and the keyboard goes back to the canvas: 1 on, -1 back, 0 where it was.
    """

    left = Signal(int)

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._entry: Entry | None = None
        self._is_composing = False
        self._caption = PlainLabel("", "label", parent=self)
        self._callout = Callout(self)
        self.setAccessibleName(self.tr("カードの数値"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(NUMBER_HINTS)
        self.textEdited.connect(self._on_edited)
        canvas.moved.connect(self._place)
        self.hide()

    @property
    def node(self) -> NodeKey | None:
        """The node that is typed for."""
        return self._entry.node if self._entry else None

    def open_for(self, entry: Entry, first: str = "") -> None:
        """Open with a text, its caret at the end; with a first letter that replaces it."""
        self.close_up()
        self._entry = entry
        self._caption.setText(entry.caption)
        self._caption.adjustSize()
        self.setTextMargins(self._caption.width() + 6, 0, 0, 0)
        self.setAccessibleName(entry.caption)
        self.setText(first or entry.text)
        self._place()
        self.show()
        self.raise_()
        self.setFocus()
        self.deselect()
        self.end(False)
        if first:
            entry.try_out(first)

    def close_up(self) -> None:
        """Close without storing."""
        entry, self._entry = self._entry, None
        if entry is not None:
            entry.try_out(None)
            if self.hasFocus():
                self._canvas.setFocus()  # before it is hidden: Qt would look for the next field
            self.hide()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # no key goes on to the canvas below
        if self._is_composing:
            return  # keys are the input method's until the conversion ends
        if event.key() == Qt.Key.Key_Escape:
            self._leave(0)
        elif event.key() in _ENTER:
            self._take(0)
        else:
            super().keyPressEvent(event)
            event.accept()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self._take(1 if next else -1)
        return True

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            entry = self._entry
            if entry is not None and self.text() != entry.text:
                entry.take(self.text())
            self.close_up()

    def _on_edited(self, text: str) -> None:
        if self._entry is not None:
            self._entry.try_out(text)

    def _take(self, step: int) -> None:
        entry = self._entry
        wrong = entry.take(self.text()) if entry is not None and self.text() != entry.text else ""
        if wrong:
            self._callout.say(wrong, self.rect())
        else:
            self._leave(step)

    def _leave(self, step: int) -> None:
        self.close_up()
        self.left.emit(step)

    def _place(self) -> None:
        placed = self._canvas.scene.of_node(self._entry.node) if self._entry else None
        if placed is None:
            return
        box = self._canvas.to_viewport(placed.box)
        width = max(_LEAST, box.width() - 2 * _SIDE)
        line = QRectF(box.center().x() - width / 2, box.top() + _TOP * self._canvas.zoom, width, _HEIGHT)
        self.setGeometry(line.toRect())
        self._caption.move(8, (self.height() - self._caption.height()) // 2)
