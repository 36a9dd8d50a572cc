"""OpeningPanel: files are being opened, before anything of them can be shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import ElidedLabel, PlainLabel
from isplanner.text.numbers import format_number

_WIDTH = 320


class OpeningPanel(QWidget):
    """A bar, the files, how many rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(_WIDTH)
        self._files = ElidedLabel("", "section")
        self._files.setMaximumWidth(2 * _WIDTH)
        self._rows = PlainLabel("", "small")
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch()
        for widget in (self._files, bar, self._rows):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def show_files(self, files: str) -> None:
        """Name the files that are being opened."""
        self._files.setText(self.tr("{files} を読んでいます").format(files=files))
        self._rows.setText("")

    def show_progress(self, rows: int) -> None:
        """Say how far that is."""
        self._rows.setText(self.tr("{rows} 行").format(rows=format_number(rows)))
