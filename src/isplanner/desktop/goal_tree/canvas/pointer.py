"""Pointer: what the mouse does on the canvas."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.card_drag import CardDrag, Lands
from isplanner.desktop.goal_tree.canvas.gesture import Gesture, Pan
from isplanner.desktop.widgets.plain_label import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from isplanner.desktop.goal_tree.canvas.canvas import Canvas
    from isplanner.desktop.goal_tree.canvas.cards import CardId
    from isplanner.desktop.goal_tree.canvas.scene import Placed

_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_STEP = 1.2
_NOTCH = 120


class Pointer(QObject):
    """Takes the mouse's events of the canvas and holds the one gesture that is going on."""

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.gesture: Gesture | None = None
        self.over: CardId | None = None
        self.is_panning_wanted = False
        self.lands: Lands = lambda _drop: None
        self._pressed: tuple[Placed, QPointF] | None = None
        kind = QEvent.Type
        self._acts: Mapping[QEvent.Type, Callable[[QEvent], bool]] = {
            kind.MouseButtonPress: lambda event: self._press(cast("QMouseEvent", event)),
            kind.MouseMove: lambda event: self._move(cast("QMouseEvent", event)),
            kind.MouseButtonRelease: lambda _event: self._release(),
            kind.MouseButtonDblClick: lambda event: self._double_click(cast("QMouseEvent", event)),
            kind.Wheel: lambda event: self._turn(cast("QWheelEvent", event)),
            kind.NativeGesture: lambda event: self._pinch(cast("QNativeGestureEvent", event)),
            kind.ContextMenu: lambda event: self._ask_for_menu(cast("QContextMenuEvent", event)),
            kind.Leave: lambda _event: self._hover(None),
            kind.ToolTip: lambda event: self._tell(cast("QHelpEvent", event)),
        }
        canvas.viewport().setMouseTracking(True)
        canvas.viewport().installEventFilter(self)

    def cancel(self) -> bool:
        """Take the gesture back; whether there was one."""
        gesture, self.gesture, self._pressed = self.gesture, None, None
        if gesture is not None:
            gesture.cancel()
            self._canvas.viewport().update()
        return gesture is not None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        act = self._acts.get(event.type())
        return act(event) if act else False

    def _press(self, event: QMouseEvent) -> bool:
        canvas, point = self._canvas, event.position()
        if event.button() is _MIDDLE or (event.button() is _LEFT and self.is_panning_wanted):
            self.gesture = Pan(canvas, point)
            return True
        place = canvas.to_drawing(point)
        if event.button() is _LEFT and (tab := canvas.tab_at(place)) is not None:
            canvas.fold(tab)
        elif (node := canvas.scene.node_at(place)) is not None:
            canvas.choose(node)
            placed = canvas.scene.at(place)
            if event.button() is _LEFT and placed is not None and placed.card.node == node:
                self._pressed = placed, point
        return False

    def _move(self, event: QMouseEvent) -> bool:
        if self.gesture is not None:
            self.gesture.move(event.position())
            return True
        if self._pressed is not None and self._is_dragged(event):
            taken, start = self._pressed
            self._hover(None)
            self.gesture = CardDrag(self._canvas, taken, start, self.lands)
            self.gesture.move(event.position())
            return True
        placed = self._canvas.scene.at(self._canvas.to_drawing(event.position()))
        self._hover(placed.card.id if placed else None)
        return False

    def _is_dragged(self, event: QMouseEvent) -> bool:
        """Whether the hand that pressed a card has gone away from there."""
        if self._pressed is None or not event.buttons() & _LEFT:
            return False
        return (event.position() - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()

    def _hover(self, card: "CardId | None") -> bool:
        if card != self.over:
            self.over = card
            self._canvas.hovered.emit(card[0] if card and card[1] is None else None)
            self._canvas.viewport().update()
        return False

    def _release(self) -> bool:
        gesture, self.gesture, self._pressed = self.gesture, None, None
        if gesture is not None:
            gesture.end()
        return gesture is not None

    def _double_click(self, event: QMouseEvent) -> bool:
        place = self._canvas.to_drawing(event.position())
        node, placed = self._canvas.scene.node_at(place), self._canvas.scene.at(place)
        if node is None or placed is None:
            return False
        if node.channel is not None and node != placed.card.node:
            self._canvas.opened.emit(node)
        else:
            self._canvas.choose(node)
            self._canvas.edit_wanted.emit(node, "")
        return True

    def _ask_for_menu(self, event: QContextMenuEvent) -> bool:
        node = self._canvas.scene.node_at(self._canvas.to_drawing(QPointF(event.pos())))
        if node is not None:
            self._canvas.choose(node)
        self._canvas.menu_wanted.emit(event.globalPos())
        return True

    def _turn(self, event: QWheelEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._canvas.zoom_to(self._canvas.zoom * _STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        else:
            pixels = event.pixelDelta()
            self._canvas.pan(QPointF(event.angleDelta() / 2 if pixels.isNull() else pixels))
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        is_zoom = event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        if is_zoom:
            self._canvas.zoom_to(self._canvas.zoom * (1 + event.value()), event.position())
        return is_zoom

    def _tell(self, event: QHelpEvent) -> bool:
        placed = self._canvas.scene.at(self._canvas.to_drawing(QPointF(event.pos())))
        words = self._canvas.faces.spoken(placed.card) if placed else ""
        QToolTip.showText(event.globalPos(), plain_tip(words) if words else "", self._canvas)
        return True
