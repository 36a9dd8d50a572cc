"""WaitingPanel: files are being opened, before anything of them can be shown, or are being stored."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.text.numbers import format_number

_WIDTH = 320


class WaitingPanel(QWidget):
    """What is being done, a bar, how far it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._words = ElidedLabel("", "section")
        self._words.setMaximumWidth(2 * _WIDTH)
        self._count = PlainLabel("", "small")
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch()
        for widget in (self._words, self._bar, self._count):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def show_work(self, words: str) -> None:
        """Say what is being done."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._count.setText("")

    def show_rows(self, rows: int) -> None:
        """Say how many rows have been read; nobody knows of how many."""
        self._count.setText(self.tr("{rows} 行").format(rows=format_number(rows)))

    def show_share(self, done: int, total: int) -> None:
        """Say how many cells are stored of how many."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = self.tr("{done} / {total} セル")
        self._count.setText(words.format(done=format_number(done), total=format_number(total)))
