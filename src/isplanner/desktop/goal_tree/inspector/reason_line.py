"""ReasonLine: below the inspector, after an edit: what was changed, and a field for why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.widgets.plain_label import ElidedLabel

_NUMBERS = ("target", "targets", "aim", "aims", "lever", "levers", "judgement", "judgements")
_OTHERS = (
    *("set_goal", "adopt_targets", "set_bounds", "fix_cells", "free_cells", "set_formula", "make_lever"),
    *("adopt_solved", "fix_lever", "free_lever", "set_definitions"),
    *("set_metric", "set_edition", "set_way", "set_markup", "set_weights"),
)
EXPLAINED = frozenset([f"{verb}_{what}" for verb in ("set", "reset") for what in _NUMBERS] + [*_OTHERS])
"""The edits of numbers and definitions: those that somebody will ask about."""


class ReasonLine(QFrame):
    """Asks for the reason of one edit, without stopping anybody: it is there until it is answered or something else is.

    Signals:
        explained: (the number of the edit, why it was made).
    """

    explained = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "foot")
        self._edit: int | None = None
        self.what = ElidedLabel("", "small")
        self.reason = _Line()
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("理由を書く（Enter で残す）"))
        self.reason.returnPressed.connect(self._on_return_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 8)
        column.setSpacing(4)
        column.addWidget(self.what)
        column.addWidget(self.reason)
        self.hide()

    def ask(self, edit: int, words: str) -> None:
        """Ask why an edit was made."""
        if edit != self._edit:
            self.reason.clear()
        self._edit = edit
        self.what.setText(words)
        self.show()

    def rest(self) -> None:
        """There is nothing to ask."""
        self._edit = None
        self.hide()

    def _on_return_pressed(self) -> None:
        reason, edit = self.reason.text().strip(), self._edit
        if reason and edit is not None:
            self.rest()
            self.explained.emit(edit, reason)


class _Line(QLineEdit):
    """Esc empties it."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
