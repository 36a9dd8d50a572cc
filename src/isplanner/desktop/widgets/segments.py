"""Segments: a few choices side by side, one of them taken."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget


class Segments(QWidget):
    """A segment control. Showing choices emits nothing.

    Signals:
        chosen: the key of the choice clicked.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._choices: list[tuple[Hashable, str]] = []
        self._buttons = QButtonGroup(self)
        self._buttons.idClicked.connect(lambda number: self.chosen.emit(self._choices[number][0]))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_choices(self, choices: Sequence[tuple[Hashable, str]], taken: Hashable) -> None:
        """Show keys with their words, and which one is taken."""
        if list(choices) != self._choices:
            is_renamed = [key for key, _ in choices] == [key for key, _ in self._choices]
            self._choices = list(choices)
            if is_renamed:
                for number, (_, words) in enumerate(self._choices):
                    self._buttons.button(number).setText(words)
            else:
                self._build()
        for number, (key, _) in enumerate(self._choices):
            self._buttons.button(number).setChecked(key == taken)

    def is_offering(self, key: Hashable) -> bool:
        """Whether a choice is there."""
        return any(known == key for known, _ in self._choices)

    def button(self, key: Hashable) -> QToolButton:
        """The button of a choice."""
        number = [known for known, _ in self._choices].index(key)
        button = self._buttons.button(number)
        assert isinstance(button, QToolButton)
        return button

    def _build(self) -> None:
        for old in self._buttons.buttons():
            self._buttons.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        last = len(self._choices) - 1
        for number, (_, words) in enumerate(self._choices):
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            place = "only" if last == 0 else {0: "first", last: "last"}.get(number, "middle")
            button.setProperty("segment", place)
            self._buttons.addButton(button, number)
            self._row.addWidget(button)
