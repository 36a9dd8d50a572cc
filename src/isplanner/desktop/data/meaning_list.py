"""MeaningList: the agreed rules of a log: what each word in a column counts for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from isplanner.desktop.data.choices import Choice, choice_box, fill
from isplanner.desktop.data.words import meaning_words
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.text.numbers import format_number
from isplanner.workbook.shapes.meanings import BLANK, CHOICES, UNKNOWN, CountedWord

_MOST_HEIGHT = 230
_ROW_HEIGHT = 30


class MeaningList(QScrollArea):
    """A word a row, how often it stands there, and what it counts for.

    Signals:
        agreed: (word, meaning).
    """

    agreed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.boxes: dict[str, QComboBox] = {}

    def show_words(self, role: str, words: Sequence[CountedWord]) -> None:
        """Show the words of a column with a role."""
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.boxes = {}
        for row, word in enumerate(words):
            box = self._box(role, word)
            self.boxes[word.text] = box
            name = ElidedLabel(word.text, "small")
            name.setMinimumWidth(60)
            grid.addWidget(name, row, 0)
            grid.addWidget(PlainLabel(format_number(word.times), "label"), row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(box, row, 2)
        self.setWidget(rows)
        self.setFixedHeight(min(len(words) * _ROW_HEIGHT + 4, _MOST_HEIGHT))

    def _box(self, role: str, word: CountedWord) -> QComboBox:
        box = choice_box(word.text)
        choices: list[Choice] = [(meaning, meaning_words(meaning)) for meaning in CHOICES.get(role, ())]
        if word.meaning in {UNKNOWN, BLANK}:
            choices.insert(0, (word.meaning, meaning_words(word.meaning)))
        fill(box, choices, word.meaning)
        box.activated.connect(partial(self._on_activated, word.text, box))
        return box

    def _on_activated(self, word: str, box: QComboBox, _number: int) -> None:
        if box.currentData() not in {UNKNOWN, BLANK}:
            self.agreed.emit(word, box.currentData())
