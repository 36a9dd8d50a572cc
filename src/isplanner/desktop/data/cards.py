"""Cards: one thing each to mend or to confirm before an import, with what can be done about it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.data.choices import Choice, choice_box, fill
from isplanner.desktop.data.words import held_words, meaning_words
from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.plan.fact import HeldCell
from isplanner.text.numbers import format_number
from isplanner.workbook.names import without_marks
from isplanner.workbook.shapes.meanings import CHOICES

ACCEPTABLE = {"period_conflict", "rate_mismatch", "conflict", "unknown_outcome", "rate_over_100"}
"""Reasons for which what stands in the cell may stay: nothing of it is stored, or what was stored is right."""
_OF_MEMBERS = {"unknown_member", "ambiguous_member"}
_OF_DATES = {"bad_date", "missing_date", "no_year"}


class Card(QFrame):
    """Address and content, what is the matter, and a line of things to do.

    Signals:
        jump_wanted: to its cell.
    """

    jump_wanted = Signal()

    def __init__(self, address: str, text: str, reason: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card_warn" if tone == "warn" else "head")
        self.address = QPushButton(address)
        self.address.setProperty("kind", "link")
        self.address.clicked.connect(self.jump_wanted)
        there = QPushButton(QCoreApplication.translate("Cards", "セルへ"))
        there.setProperty("kind", "link")
        there.setAccessibleName(QCoreApplication.translate("Cards", "セルへ {address}").format(address=address))
        there.clicked.connect(self.jump_wanted)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.address)
        first.addWidget(ElidedLabel(text, "bad" if tone == "bad" else "section"), 1)
        first.addWidget(there)
        why = PlainLabel(reason, "label")
        why.setWordWrap(True)
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 8)
        column.setSpacing(3)
        column.addLayout(first)
        column.addWidget(why)
        column.addLayout(self.line)
        for button in (self.address, there):  # only now: without a parent it would be shown as a window of its own
            button.setVisible(bool(address))

    def begin(self) -> None:
        """Let the keyboard begin at what is to be done."""
        for number in range(self.line.count()):
            entry = self.line.itemAt(number)
            widget = entry.widget() if entry else None
            if isinstance(widget, QLineEdit | QComboBox):
                widget.setFocus()
                return


class HeldCard(Card):
    """A cell that was not taken.

    Signals:
        corrected: the text that is to stand there.
        accepted: what stands there may stay.
        left: it stays held, and has been looked at.
    """

    corrected = Signal(str)
    accepted = Signal()
    left = Signal()

    def __init__(self, held: HeldCell, address: str, members: Sequence[str], parent: QWidget | None = None) -> None:
        shown = without_marks(held.text) if held.reason in _OF_MEMBERS else held.text
        super().__init__(address, shown, held_words(held), "bad", parent)
        self.held = held
        self.entry = self._entry(members)
        fixed = QPushButton(
            QCoreApplication.translate("Cards", "この値で確定")
            if held.text
            else QCoreApplication.translate("Cards", "入力して確定")
        )
        fixed.clicked.connect(self._on_fixed)
        self.line.addWidget(self.entry, 1)
        self.line.addWidget(fixed)
        later = QPushButton(
            QCoreApplication.translate("Cards", "このままでよい")
            if held.reason in ACCEPTABLE
            else QCoreApplication.translate("Cards", "保留のまま")
        )
        later.setProperty("kind", "text")
        later.clicked.connect(self.accepted if held.reason in ACCEPTABLE else self.left)
        self.line.addWidget(later)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.entry.hasFocus():
            self._on_fixed()
        else:
            super().keyPressEvent(event)

    @property
    def _text(self) -> str:
        entry = self.entry
        return (entry.currentText() if isinstance(entry, QComboBox) else entry.text()).strip()

    def _entry(self, members: Sequence[str]) -> QComboBox | QLineEdit:
        name = QCoreApplication.translate("Cards", "{cell} の値").format(cell=self.held.cell)
        if self.held.reason in _OF_MEMBERS:
            box = choice_box(name)
            box.setEditable(True)
            fill(box, [(member, member) for member in members], None)
            box.setEditText("")
            return box
        line = QLineEdit()
        line.setAccessibleName(name)
        if self.held.reason in _OF_DATES:
            line.setPlaceholderText("2026/7/15")
        line.setText(_digits(self.held.text) if self.held.reason == "not_a_number" else "")
        return line

    def _on_fixed(self) -> None:
        if self._text:
            self.corrected.emit(self._text)


class OutcomeCard(Card):
    """An outcome that nobody knows: what it counts for is agreed on here, for all cells that say it.

    Signals:
        agreed: a meaning.
        accepted: it counts as a dial alone.
    """

    agreed = Signal(str)
    accepted = Signal()

    def __init__(self, cells: Sequence[HeldCell], address: str, parent: QWidget | None = None) -> None:
        count = QCoreApplication.translate("Cards", "「{text}」 {count} 件").format(
            text=cells[0].text, count=format_number(len(cells))
        )
        super().__init__(address, count, held_words(cells[0]), "bad", parent)
        self.cells = cells
        self.entry = choice_box(cells[0].text)
        choices: list[Choice] = [(meaning, meaning_words(meaning)) for meaning in CHOICES["outcome"]]
        fill(self.entry, choices, None)
        self.entry.setPlaceholderText(QCoreApplication.translate("Cards", "何として数えるか"))
        self.entry.activated.connect(lambda _: self.agreed.emit(self.entry.currentData()))
        stays = QPushButton(QCoreApplication.translate("Cards", "このままでよい"))
        stays.setProperty("kind", "text")
        stays.clicked.connect(self.accepted)
        self.line.addWidget(self.entry, 1)
        self.line.addWidget(stays)


class MatchCard(Card):
    """A name that the plan does not have: somebody who is written otherwise, or somebody new.

    Signals:
        matched: (whom it means, whether to remember that).
    """

    matched = Signal(str, bool)

    def __init__(
        self, address: str, text: str, reason: str, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(address, text, reason, "warn", parent)
        self.entry = choice_box(text)
        fill(self.entry, choices, text)  # as it is read now: by itself
        self.entry.activated.connect(lambda _: self.matched.emit(self.entry.currentData(), False))
        self.remember = QPushButton(QCoreApplication.translate("Cards", "覚える"))
        self.remember.clicked.connect(lambda: self.matched.emit(self.entry.currentData(), True))
        self.line.addWidget(self.entry, 1)
        self.line.addWidget(self.remember)


class PeriodCard(Card):
    """Numbers of which nothing says when they are of.

    Signals:
        chosen: a period as `--period` has it.
    """

    chosen = Signal(str)

    def __init__(self, file: str, choices: Sequence[Choice], parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("Cards", "いつの数ですか")
        reason = QCoreApplication.translate(
            "Cards", "{file} に、期間や年の書かれていない数があります。足りない所をこの期間で補います。"
        )
        super().__init__("", title, reason.format(file=file), "warn", parent)
        self.entry = choice_box(title)
        self.entry.setPlaceholderText(QCoreApplication.translate("Cards", "期間を選ぶ"))
        fill(self.entry, choices, None)
        self.entry.activated.connect(lambda _: self.chosen.emit(self.entry.currentData()))
        self.line.addWidget(self.entry, 1)


class ChoiceCard(Card):
    """A question with a few answers, a button each.

    Signals:
        chosen: the answer.
    """

    chosen = Signal(str)

    def __init__(
        self, address: str, text: str, reason: str, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(address, text, reason, "warn", parent)
        for value, words in choices:
            button = QPushButton(words)
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
            self.line.addWidget(button)
        self.line.addStretch()


def _digits(text: str) -> str:
    """The digits of a text that is nearly a number, as what it may have meant."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    return digits if digits and len(digits) * 2 >= len(text.strip()) else ""
