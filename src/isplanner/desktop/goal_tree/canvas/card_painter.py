"""Paints a card from its face: everything on it, or from further away only what can still be read."""

from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from isplanner.desktop.goal_tree.canvas.card_face import Face
from isplanner.desktop.goal_tree.canvas.cards import HEIGHT, LINE
from isplanner.desktop.theme import Tokens, font
from isplanner.desktop.widgets.status_shape import Level, paint_status

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_SIDE, _TAB = 9.0, 19.0


class Detail(IntEnum):
    """How much of a card is drawn."""

    BLOCK = 0
    NAME = 1
    FULL = 2

    @classmethod
    def at(cls, zoom: float) -> "Detail":
        """What can be read at a zoom (1.0 is 100 %)."""
        return cls.FULL if zoom >= 0.7 else cls.NAME if zoom >= 0.35 else cls.BLOCK


def level_fill(level: Level | None, theme: Tokens) -> QColor:
    """The colour of a level's bars and blocks."""
    if level is None:
        return theme.ghost2
    return {Level.ON_PLAN: theme.okf, Level.RECOVERABLE: theme.warnf, Level.WILL_MISS: theme.badf}[level]


class CardPainter:
    """Paints cards in one theme; fonts are made once."""

    def __init__(self, theme: Tokens) -> None:
        self.theme = theme
        self._name, self._small, self._number = font(12, bold=True), font(11), font(16, bold=True)
        self._tiny, self._line = font(10, bold=True), font(11, bold=True)
        self._initial = font(10)

    def paint(self, painter: QPainter, face: Face, box: QRectF, detail: Detail, *, is_selected: bool) -> None:
        """Paint a card into its box."""
        self._frame(painter, face, box, is_selected=is_selected)
        if face.is_reference:
            self._head(painter, face, box, "")
            return
        self._head(painter, face, box, face.tag)
        self._text(
            painter, self._number, self.theme.tx, box.adjusted(_SIDE, 27, -_SIDE, 0), _LEFT, face.target.number, 22
        )
        if detail is Detail.FULL:
            self._numbers(painter, face, box)
            self._foot(painter, face, box)
            self._bar(painter, face, box)
            self._lines(painter, face, box)
        if face.tab and detail is Detail.FULL:
            self._tab(painter, face, box)
        if face.comments:
            self._badge(painter, str(face.comments), QPointF(box.right() - 4, box.top() + 2))

    def _frame(self, painter: QPainter, face: Face, box: QRectF, *, is_selected: bool) -> None:
        color = self.theme.acc if is_selected else self.theme.bad if face.is_wrong else self.theme.line2
        style = Qt.PenStyle.DashLine if face.is_reference else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2 if is_selected else 1, style))
        painter.setBrush(self.theme.panel)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _head(self, painter: QPainter, face: Face, box: QRectF, tag: str) -> None:
        left = box.left() + _SIDE
        if face.level is not None:
            paint_status(painter, QRectF(left, box.top() + 11, 12, 12), face.level, self.theme)
            left += 18
        place = QRectF(left, box.top() + 7, box.right() - _SIDE - left, 20)
        self._text(painter, self._name, self.theme.tx, place, _LEFT, face.name)
        if face.is_reference:
            self._text(painter, self._small, self.theme.acc, place, _RIGHT, "↗")
        elif tag:
            self._tag(painter, face, box, tag)

    def _tag(self, painter: QPainter, face: Face, box: QRectF, tag: str) -> None:
        width = 27 if face.is_kgi else 14
        place = QRectF(box.right() - _SIDE - width + 1, box.top() + 9, width, 16)
        painter.setPen(QPen(self.theme.tx if face.is_kgi else self.theme.line2, 1))
        painter.setBrush(self.theme.tx if face.is_kgi else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        self._text(painter, self._tiny, self.theme.panel if face.is_kgi else self.theme.tx2, place, _CENTER, tag)

    def _numbers(self, painter: QPainter, face: Face, box: QRectF) -> None:
        painter.setFont(self._number)
        taken = painter.fontMetrics().horizontalAdvance(face.target.number) + 2
        row = box.adjusted(_SIDE, 29, -_SIDE, 0)
        unit = row.adjusted(taken, 2, 0, 0)
        self._text(painter, self._small, self.theme.tx2, unit, _LEFT, face.target.unit, 20)
        if face.is_locked:
            painter.setFont(self._small)
            beside = unit.left() + painter.fontMetrics().horizontalAdvance(face.target.unit) + 3
            paint_lock(painter, QRectF(beside, box.top() + 35, 10, 12), self.theme.tx2)
        label, number = face.outlook
        painter.setFont(self._line)
        width = painter.fontMetrics().horizontalAdvance(number)
        self._text(painter, self._line, self.theme.tx, row.adjusted(0, 2, 0, 0), _RIGHT, number, 20)
        self._text(painter, self._small, self.theme.tx2, row.adjusted(0, 2, -width - 3, 0), _RIGHT, label, 20)

    def _foot(self, painter: QPainter, face: Face, box: QRectF) -> None:
        foot = QRectF(box.left() + _SIDE, box.top() + 66, box.width() - 2 * _SIDE, 20)
        if face.tried is not None:
            self._trial(painter, face.tried, foot)
            return
        if face.owner:
            self._owner(painter, face.owner, QRectF(foot.right() - 16, foot.top() + 2, 16, 16))
        self._text(painter, self._small, self.theme.tx2, foot, _LEFT, face.baseline)
        right = foot.adjusted(0, 0, -21 if face.owner else 0, 0)
        if face.chip:
            self._chip(painter, face.chip, right)
        else:
            self._text(painter, self._line, self.theme.named(face.gap_tone), right, _RIGHT, face.gap)

    def _trial(self, painter: QPainter, tried: tuple[str, str, str], foot: QRectF) -> None:
        """試算 115.3 → 118.9, the new number in the accent colour."""
        label, before, after = tried[0], f"{tried[1]} → ", tried[2]
        self._text(painter, self._small, self.theme.tx2, foot, _LEFT, label)
        painter.setFont(self._line)
        width = painter.fontMetrics().horizontalAdvance(after)
        self._text(painter, self._line, self.theme.acc, foot, _RIGHT, after)
        self._text(painter, self._small, self.theme.tx2, foot.adjusted(0, 0, -width, 0), _RIGHT, before)

    def _owner(self, painter: QPainter, initial: str, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.hover)
        painter.drawEllipse(place)
        self._text(painter, self._initial, self.theme.tx2, place, _CENTER, initial)

    def _chip(self, painter: QPainter, words: str, foot: QRectF) -> None:
        painter.setFont(self._small)
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        place = QRectF(foot.right() - width, foot.top() + 1, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.badbg)
        painter.drawRoundedRect(place, 4, 4)
        self._text(painter, self._small, self.theme.bad, place, _CENTER, words)

    def _badge(self, painter: QPainter, words: str, middle: QPointF) -> None:
        place = QRectF(middle.x() - 8, middle.y() - 8, 16, 16)
        painter.setPen(QPen(self.theme.canvas, 2))
        painter.setBrush(self.theme.acc)
        painter.drawEllipse(place)
        self._text(painter, self._tiny, self.theme.onacc, place, _CENTER, words)

    def _bar(self, painter: QPainter, face: Face, box: QRectF) -> None:
        left, width, middle = box.left() + _SIDE, box.width() - 2 * _SIDE, box.top() + 58
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.hover)
        painter.drawRoundedRect(QRectF(left, middle - 1.5, width, 3), 1.5, 1.5)
        outlook, baseline, target = face.bar
        if outlook is not None:
            painter.setBrush(level_fill(face.level, self.theme))
            painter.drawRoundedRect(QRectF(left, middle - 1.5, max(3.0, width * outlook), 3), 1.5, 1.5)
        for place, color, half in ((baseline, self.theme.ghost2, 4), (target, self.theme.goal, 6)):
            if place is not None:
                painter.fillRect(QRectF(round(left + width * place) - 1, middle - half, 2, 2 * half), color)

    def _lines(self, painter: QPainter, face: Face, box: QRectF) -> None:
        if not face.lines:
            return
        top = box.top() + HEIGHT - 1
        painter.setPen(QPen(self.theme.line, 1))
        painter.drawLine(QPointF(box.left() + 1, top + 0.5), QPointF(box.right() - 1, top + 0.5))
        for number, line in enumerate(face.lines):
            row = QRectF(box.left() + _SIDE, top + 4 + number * LINE, box.width() - 2 * _SIDE, LINE)
            self._text(painter, self._small, self.theme.tx2, row, _LEFT, line.name)
            self._text(painter, self._small, self.theme.tx, row.adjusted(0, 0, -16, 0), _RIGHT, line.value)
            if line.level is not None:
                paint_status(painter, QRectF(row.right() - 9, row.center().y() - 4.5, 9, 9), line.level, self.theme)

    def _tab(self, painter: QPainter, face: Face, box: QRectF) -> None:
        place = tab_of(box, face)
        painter.setPen(QPen(self.theme.line2, 1))
        painter.setBrush(self.theme.panel)
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(place.left() + 0.5, place.top()),
                    QPointF(place.left() + 0.5, place.bottom() - 0.5),
                    QPointF(place.right() - 0.5, place.bottom() - 0.5),
                    QPointF(place.right() - 0.5, place.top()),
                ]
            )
        )
        x, y = place.left() + 11, place.center().y() - 1
        points = [(-2, -4), (4, 0), (-2, 4)] if not face.lines else [(-4, -2), (4, -2), (0, 4)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.tx2)
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
        self._text(painter, self._small, self.theme.tx2, place.adjusted(20, -1, -4, -1), _LEFT, face.tab)

    def _text(
        self, painter: QPainter, face: QFont, color: QColor, place: QRectF, flags: int, text: str, height: float = 0
    ) -> None:
        painter.setFont(face)
        painter.setPen(color)
        painter.drawText(QRectF(place.left(), place.top(), place.width(), height) if height else place, flags, text)


def paint_lock(painter: QPainter, place: QRectF, color: QColor) -> None:
    """A closed lock, ten pixels wide."""
    painter.setPen(QPen(color, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(place.left() + 2, place.top() + 0.5, 6, 8), 0, 180 * 16)
    painter.drawRoundedRect(QRectF(place.left() + 0.5, place.top() + 4.5, 9, 7), 1.5, 1.5)


def tab_of(box: QRectF, face: Face) -> QRectF:
    """Where a card's tab hangs."""
    return QRectF(box.left() + 10, box.bottom() - 1, face.tab_width, _TAB)
