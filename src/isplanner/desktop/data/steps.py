"""StepLine: how far an import is: done steps ticked, the present one filled, the others open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from isplanner.desktop.widgets.plain_label import PlainLabel

SIDE = 20


class StepLine(QWidget):
    """A row of numbered steps."""

    def __init__(self, words: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = [PlainLabel(str(number), "step_next") for number in range(1, len(words) + 1)]
        self._words = [PlainLabel(text, "small") for text in words]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for mark, text in zip(self._marks, self._words, strict=True):
            if mark is not self._marks[0]:
                row.addWidget(_line())
            mark.setFixedSize(SIDE, SIDE)
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            row.addWidget(mark)
            row.addWidget(text)

    def show_step(self, present: int) -> None:
        """Show which step is the present one, counted from 0."""
        for number, (mark, text) in enumerate(zip(self._marks, self._words, strict=True)):
            mark.setText("✓" if number < present else str(number + 1))
            mark.set_role("step_done" if number < present else "step_now" if number == present else "step_next")
            text.set_role("step_words" if number == present else "small")


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("part", "line")
    line.setFixedSize(18, 1)
    return line
