"""CardSlider: the slider that comes up on the lever under the mouse."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from typing_extensions import override

from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.rate_slider import RateSlider
from isplanner.desktop.widgets.slider_scale import SliderMarks, SliderScale
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.canvas.canvas import Canvas

_TOP, _HEIGHT, _SIDE = 48, 22, 3
_LEAST_ZOOM = 0.7


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever as its slider shows it."""

    node: NodeKey
    name: str
    value: float
    scale: SliderScale
    marks: SliderMarks
    is_locked: bool


class CardSlider(RateSlider):
    """Over the bar of a card; it stays while a hand is at it, wherever the mouse goes.

    Signals:
        let_go: the hand is off, whatever it left there.
    """

    let_go = Signal()

    def __init__(self, canvas: "Canvas", lever_of: Callable[[NodeKey], Lever | None]) -> None:
        super().__init__(canvas.viewport())
        self._canvas, self._lever_of = canvas, lever_of
        self.node: NodeKey | None = None
        self.is_held = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the mouse's own; the keyboard types the value
        self.setMinimumSize(60, 12)
        self.hide()
        canvas.moved.connect(self._place)

    def show_over(self, node: NodeKey | None) -> None:
        """Come up on a node's card; None: go, unless a hand is at it."""
        if not self.is_held and node != self.node:
            self._show(node)

    def refresh(self) -> None:
        """Show the lever as the plan has it now."""
        if not self.is_held and self.node is not None:
            self._show(self.node)

    def _show(self, node: NodeKey | None) -> None:
        lever = self._lever_of(node) if node is not None and self._canvas.zoom >= _LEAST_ZOOM else None
        self.node = lever.node if lever else None
        if lever is not None:
            self.setAccessibleName(lever.name)
            self.show_lever(lever.value, lever.scale, lever.marks, is_locked=lever.is_locked)
            self._place()
            self.raise_()
        self.setVisible(lever is not None)

    def take_back(self) -> bool:
        """Esc while it is dragged; whether it was."""
        is_held, self.is_held = self.is_held, False
        if is_held:
            super().keyPressEvent(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))
            self.let_go.emit()
        return is_held

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.is_held = event.isAccepted()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        was_held, self.is_held = self.is_held, False
        if was_held:
            self.let_go.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), tokens(self).panel)
        super().paintEvent(event)

    def _place(self) -> None:
        placed = self._canvas.scene.of_node(self.node) if self.node else None
        if placed is None:
            self.hide()
            return
        box, zoom = self._canvas.to_viewport(placed.box), self._canvas.zoom
        place = QRectF(box.left() + _SIDE, box.top() + _TOP * zoom, box.width() - 2 * _SIDE, _HEIGHT * zoom)
        self.setGeometry(place.toRect())
