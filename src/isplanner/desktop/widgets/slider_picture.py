"""What a RateSlider draws, and where: one picture is one moment."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from isplanner.desktop.theme import Tokens
from isplanner.desktop.widgets.slider_scale import SliderMarks, SliderScale

_TRACK = 4.0
_BAND = 12.0
_TICK = 9.0
_TICK_GAP = 6.0
_HANDLE = 7.0
_HELD_HANDLE = 8.0
_RING = 12.0
_NEAR = 5.0
_DIAMOND = 6.0


@dataclass(frozen=True)
class SliderPicture:
    """A slider of a size that stands at a value (None: at none)."""

    width: float
    height: float
    scale: SliderScale
    marks: SliderMarks
    value: float | None

    def x_of(self, value: float) -> float:
        """Where a value is drawn."""
        return _RING + self.scale.place(value) * self._length

    def value_at(self, x: float) -> float:
        """The value that is drawn at a place."""
        return self.scale.value((x - _RING) / self._length)

    def tick_at(self, place: QPointF) -> float | None:
        """The value of the target's, the baseline's, the actual's or the proposal's mark under a point."""
        boxes = (*self._diamond(), *self._places())
        return next((value for value, box in boxes if value is not None and box.contains(place)), None)

    def is_on_handle(self, place: QPointF) -> bool:
        """Whether a point lies on the handle."""
        if self.value is None:
            return False
        offset = place - self.handle(self.value)
        return QPointF.dotProduct(offset, offset) <= _HELD_HANDLE**2

    def handle(self, value: float) -> QPointF:
        """The middle of the handle at a value."""
        return QPointF(self.x_of(value), self.height / 2)

    def paint(self, painter: QPainter, theme: Tokens, *, is_held: bool, has_focus: bool, is_live: bool) -> None:
        """Draw band, track, ticks and handle; the handle only where there is a value."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ink = theme.acc if is_live else theme.ghost2
        self._paint_track(painter, theme, ink)
        inks = (theme.goal, theme.ghost2, theme.acc)
        for color, (value, box) in zip(inks, self._places(), strict=True):
            if value is not None:
                painter.setBrush(color)
                painter.drawRect(QRectF(round(self.x_of(value)) - 1, box.top(), 2, _TICK))
        self._paint_proposal(painter, theme)
        if self.value is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        if is_held or has_focus:
            painter.setBrush(theme.fan2 if is_held else theme.fan1)
            painter.drawEllipse(self.handle(self.value), _RING - 1, _RING - 1)
        radius = _HELD_HANDLE if is_held else _HANDLE
        painter.setPen(QPen(ink, 2.5))
        painter.setBrush(theme.panel)
        painter.drawEllipse(self.handle(self.value), radius - 1, radius - 1)

    def _paint_proposal(self, painter: QPainter, theme: Tokens) -> None:
        """A hollow diamond: where a proposal has the lever."""
        if self.marks.proposed is None:
            return
        middle = QPointF(self.x_of(self.marks.proposed), self.height / 2)
        ends = (QPointF(0, -_DIAMOND), QPointF(_DIAMOND, 0), QPointF(0, _DIAMOND), QPointF(-_DIAMOND, 0))
        painter.setPen(QPen(theme.acc, 1.8))
        painter.setBrush(theme.panel)
        painter.drawPolygon(QPolygonF([middle + end for end in ends]))

    def _paint_track(self, painter: QPainter, theme: Tokens, ink: QColor) -> None:
        middle = self.height / 2
        if self.marks.band is not None:
            start, end = (self.x_of(value) for value in self.marks.band)
            painter.setBrush(theme.fan2)
            painter.drawRect(QRectF(start, middle - _BAND / 2, end - start, _BAND))
        end = self.x_of(self.value) if self.value is not None else _RING
        for color, x, width in ((theme.line, _RING, self._length), (ink, _RING, end - _RING)):
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(x, middle - _TRACK / 2, width, _TRACK), _TRACK / 2, _TRACK / 2)

    def _places(self) -> Iterator[tuple[float | None, QRectF]]:
        """The target's tick above the track, below it the baseline's and what is done to date, where that is in sight.

        Each with the box in which a double-click takes it.
        A count that has only begun to add up lies far below what it is set to: the scale does not stretch for it.
        """
        above, below = self.height / 2 - _TICK_GAP - _TICK, self.height / 2 + _TICK_GAP
        done = self.marks.to_date
        seen = done if done is not None and self.scale.low <= done <= self.scale.high else None
        for value, top in ((self.marks.target, above), (self.marks.baseline, below), (seen, below)):
            yield value, QRectF(self.x_of(value or 0.0) - _NEAR, top, 2 * _NEAR, _TICK)

    def _diamond(self) -> Iterator[tuple[float, QRectF]]:
        if self.marks.proposed is not None:
            box = QRectF(0, 0, 2 * _DIAMOND, 2 * _DIAMOND)
            box.moveCenter(self.handle(self.marks.proposed))
            yield self.marks.proposed, box

    @property
    def _length(self) -> float:
        return self.width - 2 * _RING
