"""Legend: what the colours of a sheet's cells mean."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.plain_label import PlainLabel

_MOST_ROWS = 3


class Legend(QFrame):
    """What the colours of the cells mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "foot")
        self.setFixedHeight(32)
        self._headers = PlainLabel("", "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        for ground, frame, label in (
            ("accbg", "accln", self._headers),
            ("badbg", "bad", PlainLabel(self.tr("保留"), "label")),
            ("warnbg", "warn", PlainLabel(self.tr("読み替え"), "label")),
            ("hover", "line2", PlainLabel(self.tr("読まない行（表題・合計・注記）"), "label")),
        ):
            row.addWidget(Swatch(ground, frame))
            row.addWidget(label)
            row.addSpacing(10)
        row.addStretch()
        row.addWidget(PlainLabel(self.tr("斜体は部品から計算される率（保存しません）"), "label"))

    def show_headers(self, rows: frozenset[int]) -> None:
        """Name the rows of the headers."""
        shown = sorted(row + 1 for row in rows)
        spans = (
            f"{shown[0]}–{shown[-1]}"
            if len(shown) > 1 and shown[-1] - shown[0] < len(shown)
            else ", ".join([*map(str, shown[:_MOST_ROWS]), *(["…"] if len(shown) > _MOST_ROWS else [])])
        )
        self._headers.setText(self.tr("見出し行 {rows}").format(rows=spans) if shown else self.tr("見出し行"))


class Swatch(QWidget):
    """A small square in the colours of a kind of cell."""

    def __init__(self, ground: str, frame: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground, self._frame = ground, frame
        self.setFixedSize(12, 12)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens(self)
        painter = QPainter(self)
        painter.setPen(theme.named(self._frame))
        painter.setBrush(theme.named(self._ground))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 2, 2)
