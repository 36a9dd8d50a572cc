"""Labels and tool tips that show a name which looks like markup as it is written."""

import re
from html import escape

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

_WORD = re.compile(r"[^ 、。]*[ 、。]+|[^ 、。]+")


class PlainLabel(QLabel):
    """A label that never reads markup.

    `role` picks size and colour in window.qss: body, small, label, hint, section, heading, sentence, value, result,
    unit, link, ok, warn, bad, warn_label, key, value_ok, value_warn, value_bad, chip, chip_ok, chip_warn, chip_bad,
    chip_acc.
    """

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Change size and colour."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().polish(self)


class NumberLabel(PlainLabel):
    """A number that may change sixty times a second: what is about it is laid out anew only when it needs other room.

    Figures are of equal width; a label of a fixed size asks nobody for more.
    """

    @override
    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        if self.sizeHint() != self.size():
            self.setFixedSize(self.sizeHint())


class ElidedLabel(PlainLabel):
    """A label that takes the room there is, and says in its tool tip what it had to leave out."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        self._elided = ""
        super().__init__(text, role, parent)

    @property
    def seen(self) -> str:
        """The words there is room for."""
        return self._elided

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 2, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    @override
    def setText(self, text: str) -> None:
        if text == self.text():
            return
        super().setText(text)
        self._elide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._elide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self._room(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            self._elided,
            self.foregroundRole(),
        )

    def _room(self) -> QRect:
        return self.contentsRect()

    def _elide(self) -> None:
        text = self.text()
        self._elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._room().width())
        tip = "" if self._elided == text else plain_tip(text)
        if tip != self.toolTip():
            self.setToolTip(tip)


class ShortenedLabel(ElidedLabel):
    """A label that has shorter words for where the whole ones do not fit: a number in it is never cut."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        self._short = text
        super().__init__(text, role, parent)

    def show_words(self, words: str, short: str) -> None:
        """Show words, or the short ones where these do not fit."""
        self._short = short
        self.setText(words)

    @property
    def least_width(self) -> int:
        """What the short words take."""
        return self.fontMetrics().horizontalAdvance(self._short)

    @override
    def _elide(self) -> None:
        text = self.text()
        is_wide = self.fontMetrics().horizontalAdvance(text) > self._room().width()
        self._elided = self._short if is_wide else text
        tip = plain_tip(text) if is_wide else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


class TwoLineLabel(ElidedLabel):
    """A label that takes a second line, between words or after a stop, where one line does not hold it.

    `most` is how many lines there is room for.
    """

    most: int = 2

    @property
    def least_width(self) -> int:
        """The width in which two lines hold it."""
        return min(max(map(self.fontMetrics().horizontalAdvance, lines)) for lines in self._ways())

    @override
    def _elide(self) -> None:
        super()._elide()
        metrics, room = self.fontMetrics(), self._room().width()
        ways = self._ways()[1:] if self._elided != self.text() else []
        fitting = next((lines for lines in ways if metrics.horizontalAdvance(lines[0]) <= room), None)
        if fitting is not None:
            first, second = fitting
            self._elided = f"{first}\n{metrics.elidedText(second, Qt.TextElideMode.ElideRight, room)}"
        self.setMinimumHeight((2 if fitting else 1) * metrics.height())

    def _ways(self) -> list[tuple[str, ...]]:
        """In one line or two, the first of the two as full as can be."""
        words = _WORD.findall(self.text()) if self.most > 1 else []
        breaks = range(len(words) - 1, 0, -1)
        return [(self.text(),), *(("".join(words[:place]).rstrip(), "".join(words[place:])) for place in breaks)]


class ListLabel(ElidedLabel):
    """A label of several parts: one there is no room for is left out whole, so that no number is cut."""

    def __init__(self, separator: str, role: str = "body", parent: QWidget | None = None) -> None:
        self._separator = separator
        super().__init__("", role, parent)

    @override
    def _elide(self) -> None:
        super()._elide()
        if self._elided == self.text():
            return
        room, parts = self._room().width(), self.text().split(self._separator)
        for count in range(len(parts) - 1, 0, -1):
            words = self._separator.join([*parts[:count], "…"])
            if self.fontMetrics().horizontalAdvance(words) <= room:
                self._elided = words
                return


def plain_tip(text: str) -> str:
    """A tool tip that shows text as it is: Qt reads tool tips as markup where they look like it."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
