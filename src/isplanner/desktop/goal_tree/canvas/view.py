"""Where one looks on the canvas: zoom and place, and what of it the scroll bars show."""

from PySide6.QtCore import QMargins, QPointF, QRectF, QSizeF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

LEAST, MOST = 0.1, 2.0
_MARGIN = 13.0
_STEP = 1.2


class ZoomedArea(QAbstractScrollArea):
    """A scroll area over a drawing that can be zoomed. Points of the drawing are at 100 %.

    Signals:
        moved: zoom or place changed.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.zoom = 1.0
        self._foot = 0
        self._bounds = QRectF()
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    @property
    def seen(self) -> QRectF:
        """The part of the drawing that is in sight."""
        return QRectF(self.to_drawing(QPointF(0, 0)), QSizeF(self.viewport().size()) / self.zoom)

    def to_drawing(self, point: QPointF) -> QPointF:
        """A point of the viewport in the drawing."""
        return (point + self._offset()) / self.zoom

    def to_viewport(self, box: QRectF) -> QRectF:
        """A box of the drawing in the viewport."""
        return QRectF(box.topLeft() * self.zoom - self._offset(), box.size() * self.zoom)

    def set_bounds(self, bounds: QRectF) -> None:
        """Say how large the drawing is."""
        self._bounds = bounds
        self._fit_bars()

    def set_foot(self, height: int) -> None:
        """Say how much of the lower edge is covered: the drawing can be scrolled clear of it."""
        if height != self._foot:
            self._foot = height
            self._fit_bars()

    def zoom_to(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom, with a point of the viewport staying where it is (the middle unless given)."""
        fixed = around if around is not None else QPointF(self.viewport().rect().center())
        before = self.to_drawing(fixed)
        self.zoom = min(MOST, max(LEAST, zoom))
        self._fit_bars()
        self._scroll_to(before * self.zoom - fixed)
        self._on_scrolled()

    def zoom_in(self, around: QPointF | None = None) -> None:
        """One step nearer."""
        self.zoom_to(self.zoom * _STEP, around)

    def zoom_out(self, around: QPointF | None = None) -> None:
        """One step away."""
        self.zoom_to(self.zoom / _STEP, around)

    def zoom_to_fit(self, part: QRectF | None = None) -> None:
        """Show all of the drawing, or of a part of it, but nothing larger than at 100 %."""
        shown = (self._bounds if part is None else part).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        room = self.viewport().size().shrunkBy(QMargins(0, 0, 0, self._foot))
        if shown.isEmpty() or room.isEmpty():
            return
        self.zoom = min(1.0, max(LEAST, min(room.width() / shown.width(), room.height() / shown.height())))
        self._fit_bars()
        corner = (
            shown.topLeft() if part is None else shown.center() - QPointF(room.width(), room.height()) / self.zoom / 2
        )
        self._scroll_to(corner * self.zoom)
        self._on_scrolled()

    def centre_on(self, point: QPointF) -> None:
        """Look at a point of the drawing."""
        self._scroll_to(point * self.zoom - QPointF(self.viewport().rect().center()))

    def bring_into_view(self, box: QRectF) -> None:
        """Scroll no further than needed to see a box whole."""
        wanted, seen = box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN), self.seen
        if seen.contains(box):
            return
        corner = seen.topLeft()
        corner.setX(min(max(corner.x(), wanted.right() - seen.width()), wanted.left()))
        corner.setY(min(max(corner.y(), wanted.bottom() - seen.height()), wanted.top()))
        self._scroll_to(corner * self.zoom)

    def pan(self, by: QPointF) -> None:
        """Move the drawing by so many pixels."""
        self._scroll_to(self._offset() - by)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _scroll_to(self, offset: QPointF) -> None:
        self.horizontalScrollBar().setValue(round(offset.x()))
        self.verticalScrollBar().setValue(round(offset.y()))

    def _fit_bars(self) -> None:
        room, margin = self.viewport().size(), _MARGIN
        for bar, first, last, length, covered in (
            (self.horizontalScrollBar(), self._bounds.left(), self._bounds.right(), room.width(), 0),
            (self.verticalScrollBar(), self._bounds.top(), self._bounds.bottom(), room.height(), self._foot),
        ):
            least = round((first - margin) * self.zoom)
            most = max(least, round((last + margin) * self.zoom) + covered - length)
            bar.setRange(least, most)
            bar.setPageStep(length)
            bar.setSingleStep(20)

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit()
