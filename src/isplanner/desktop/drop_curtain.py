"""DropCurtain: while files are dragged over an open plan it says what dropping them will do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import PlainLabel

MARGIN = 16


class DropCurtain(QFrame):
    """A dashed frame over its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("part", "drop")
        self.setProperty("over", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = PlainLabel("", "sentence")
        column = QVBoxLayout(self)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def show_drop(self, words: str | None) -> None:
        """Say what dropping does; None takes the curtain away."""
        self._words.setText(words or "")
        self.setGeometry(self._over.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
        self.setVisible(bool(words))
        self.raise_()
