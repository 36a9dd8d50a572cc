"""FormulaEdit: the line formulas are typed into. It underlines what is wrong and never stops typing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.formula_check import FormulaCheck, place_of
from isplanner.desktop.goal_tree.suggestion_list import SuggestionList
from isplanner.desktop.goal_tree.suggestions import Suggestion, Suggestions, suggest
from isplanner.desktop.language import language
from isplanner.desktop.theme import tokens

if TYPE_CHECKING:
    from isplanner.plan.problem import Problem

_HEIGHT = 26
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FormulaEdit(QPlainTextEdit):
    """One line for the formula of a node, in display names of either language or keys.

    Names that fit the word being typed are offered below it: arrows go through them, Enter or Tab takes one, Esc closes
    the list. While a conversion is open nothing is offered.

    Signals:
        checked: the Problem of what is typed, or None, after each change; None too while a name is offered.
        committed: what is typed, when Enter, Tab or leaving ends a change that can be read.
        cancelled: Esc took back what was typed.
    """

    checked = Signal(object)
    committed = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: FormulaCheck | None = None
        self._shown = ""
        self.is_composing = False
        self.problem: Problem | None = None
        self._offered = Suggestions(0, 0, ())
        self._names: SuggestionList | None = None
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._on_text_changed)

    @property
    def is_changed(self) -> bool:
        """Whether something else is typed than what is stored."""
        return self.toPlainText() != self._shown

    def show_formula(self, check: FormulaCheck) -> None:
        """Show the formula of a node. What is being typed for the same node stays, and is checked anew."""
        is_kept = self._check is not None and self._check.node == check.node and self.is_changed and self.hasFocus()
        self._check = check
        self._shown = check.shown(language())
        if not is_kept:
            self.setPlainText(self._shown)
        self._on_text_changed()

    def take(self) -> bool:
        """Commit what is typed; False where it cannot be read."""
        if self.problem is not None:
            return False
        if self.is_changed:
            self._shown = self.toPlainText()
            self.committed.emit(self._shown)
        return True

    def take_back(self) -> None:
        """Show again what is stored."""
        self.setPlainText(self._shown)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, _HEIGHT)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._suggest(is_wanted=not self.is_composing)

    @property
    def is_offering(self) -> bool:
        """Whether names are offered: then Enter, Tab, Esc and the arrows are for them."""
        return self._names is not None and self._names.isVisible()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_composing and event.key() in {*_ENTER, Qt.Key.Key_Escape}:
            return  # they are the input method's until the conversion ends
        if self._names is not None and self.is_offering and self._choose(self._names, event.key()):
            return
        if event.key() in _ENTER:
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.take_back()
            self.cancelled.emit()
        else:
            before = self.toPlainText()
            super().keyPressEvent(event)
            self._suggest(is_wanted=self.toPlainText() != before)

    @override
    def focusNextPrevChild(self, is_next: bool) -> bool:
        if is_next and self._names is not None and (chosen := self._names.chosen) is not None:
            self._take_name(chosen)
            return True
        return super().focusNextPrevChild(is_next)

    def _choose(self, names: SuggestionList, key: int) -> bool:
        """Use a key for the names that are offered; whether it is for them."""
        if key in _ENTER and names.chosen is not None:
            self._take_name(names.chosen)
        elif key in _WALK:
            names.walk(_WALK[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            names.hide()
        else:
            return False
        return True

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._suggest(is_wanted=False)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.take()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    def _suggest(self, *, is_wanted: bool) -> None:
        """Offer what the word at the caret may become, or nothing."""
        at = self.textCursor().position()
        wanted = suggest(self._check, self.toPlainText(), at, language()) if is_wanted and self._check else None
        self._offered = wanted or Suggestions(at, at, ())
        if self._names is None:
            if not self._offered.found:
                return
            self._names = SuggestionList(self)
            self._names.taken.connect(self._take_name)
        cursor = self.textCursor()
        cursor.setPosition(self._offered.start)
        self._names.offer(self._offered.found, self.cursorRect(cursor))
        self._mark()
        self.checked.emit(None if self._offered.found else self.problem)  # a word half typed is no mistake

    def _take_name(self, suggestion: Suggestion) -> None:
        """Put a name in the place of the word that was typed."""
        cursor = self.textCursor()
        cursor.setPosition(self._offered.start)
        cursor.setPosition(self._offered.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(suggestion.text)
        self.setTextCursor(cursor)
        self._suggest(is_wanted=False)

    def _on_text_changed(self) -> None:
        self.problem = self._check.problem(self.toPlainText()) if self._check else None
        self._mark()
        self.checked.emit(self.problem)

    def _mark(self) -> None:
        """Names in the accent colour, a wavy line under what is wrong."""
        theme, text = tokens(self), self.toPlainText()
        places = self._check.name_places(text) if self._check else []
        marks = [self._marked(place, theme.acc) for place in places]
        if self._offered.found:
            marks.append(self._marked((self._offered.start, self._offered.end), theme.acc, is_underlined=True))
        wrong = place_of(self.problem)
        if wrong and text and not self._offered.found:
            start, end = wrong
            marks.append(self._marked((min(start, end - 1, len(text) - 1), end), theme.bad, is_wavy=True))
        self.setExtraSelections(marks)

    def _marked(
        self, place: tuple[int, int], color: QColor, *, is_wavy: bool = False, is_underlined: bool = False
    ) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        cursor.setPosition(max(place[0], 0))
        cursor.setPosition(min(place[1], len(self.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        if is_wavy:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(color)
        else:
            form.setForeground(color)
            form.setFontUnderline(is_underlined)
        mark.cursor, mark.format = cursor, form
        return mark
