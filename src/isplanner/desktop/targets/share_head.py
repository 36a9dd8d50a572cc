"""ShareHead: the head over the shares, the weeks of a month under one word, months with what unfolds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from isplanner.desktop.icons import icon
from isplanner.desktop.theme import Tokens, font, tokens

HEIGHT = 46
_MARGIN, _SIGN, _SMALL = 6, 12, 11


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column: its words, the word of its group, whether it is unfolded (None: cannot be)."""

    words: str
    group: str = ""
    is_unfolded: bool | None = None
    is_running: bool = False


class ShareHead(QHeaderView):
    """One row high where a column stands alone, two where it is one of a group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._heads: Sequence[Head] = ()
        self.setFixedHeight(HEIGHT)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def show_heads(self, heads: Sequence[Head]) -> None:
        """Show heads, one for each column."""
        self._heads = tuple(heads)
        self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, head = tokens(self), self._heads[logicalIndex]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.panel)
        painter.setPen(theme.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        lower = QRect(rect)
        if head.group:
            lower.setTop(rect.center().y())
            painter.drawLine(lower.topLeft(), lower.topRight())
            self._paint_group(painter, logicalIndex, rect.top(), lower.top(), theme)
        self._paint_words(painter, lower, head, theme)
        painter.restore()

    def _paint_words(self, painter: QPainter, place: QRect, head: Head, theme: Tokens) -> None:
        painter.setPen(theme.line)
        painter.drawLine(place.topRight(), place.bottomRight())
        painter.setFont(font(_SMALL, bold=head.is_running))
        painter.setPen(theme.acc if head.is_running else theme.tx2)
        words = place.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, head.words)
        if head.is_unfolded is not None:
            wide = painter.fontMetrics().horizontalAdvance(head.words)
            sign = QRect(words.right() - wide - _SIGN - 2, place.center().y() - _SIGN // 2, _SIGN, _SIGN)
            icon("chevron_down" if head.is_unfolded else "chevron_right").paint(painter, sign)

    def _paint_group(self, painter: QPainter, column: int, top: int, bottom: int, theme: Tokens) -> None:
        """The part of a group's word that lies over a column; together they make the whole word."""
        group = self._heads[column].group
        members = [n for n, head in enumerate(self._heads) if head.group == group]
        left = self.sectionViewportPosition(members[0])
        right = self.sectionViewportPosition(members[-1]) + self.sectionSize(members[-1])
        if column == members[-1]:
            painter.setPen(theme.line)
            painter.drawLine(right - 1, top, right - 1, bottom)
        painter.setFont(font(_SMALL))
        painter.setPen(theme.tx2)
        painter.drawText(QRect(left, top, right - left, bottom - top), Qt.AlignmentFlag.AlignCenter, group)
