"""CanvasKeys: what keys do on the canvas."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas import walk
from isplanner.desktop.goal_tree.canvas.scene import Placed
from isplanner.desktop.goal_tree.deed import BY_CHORD, Deed
from isplanner.desktop.widgets.chord import chord, chord_of
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.canvas.canvas import Canvas
    from isplanner.desktop.goal_tree.canvas.pointer import Pointer

_KEY, _CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
_FIRST_SIGNS = "0123456789-+=.▲０１２３４５６７８９－＋＝"
"""What begins a number typed on a card."""


class CanvasKeys(QObject):
    """Takes the keys of the canvas: arrows walk, Space folds (held, it lets a drag pan), the rest as the menu says."""

    def __init__(self, canvas: "Canvas", pointer: "Pointer") -> None:
        super().__init__(canvas)
        self._canvas, self._pointer = canvas, pointer
        self.cancel_also: Callable[[], bool] = lambda: False
        self._acts = self._table()
        canvas.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and chord_of(cast("QKeyEvent", event)) in self._acts:
            event.accept()  # what the canvas does with a key goes before a menu's shortcut for it
            return True
        if event.type() == QEvent.Type.KeyPress:
            return self._press(cast("QKeyEvent", event))
        if event.type() == QEvent.Type.ContextMenu:
            return self._ask_for_menu()
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(cast("QKeyEvent", event))
        return False

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() == _KEY.Key_Space and not event.modifiers():
            self._pointer.is_panning_wanted = True
            return True
        if event.key() == _KEY.Key_Escape:
            return self._pointer.cancel() or self.cancel_also()
        if act := self._acts.get(chord_of(event)):
            act()
            return True
        if event.text() and event.text() in _FIRST_SIGNS and self._canvas.current is not None:
            self._canvas.edit_wanted.emit(self._canvas.current, event.text())
            return True
        return False

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() != _KEY.Key_Space or event.isAutoRepeat():
            return False
        self._pointer.is_panning_wanted = False
        if self._pointer.gesture is None:
            self._on_current(self._canvas.fold)
        return True

    def _table(self) -> Mapping[int, Callable[[], object]]:
        canvas = self._canvas
        return {
            chord(_KEY.Key_Left): lambda: self._walk(walk.above),
            chord(_KEY.Key_Right): lambda: self._walk(walk.first_below),
            chord(_KEY.Key_Up): lambda: self._walk(lambda scene, placed: walk.beside(scene, placed, -1)),
            chord(_KEY.Key_Down): lambda: self._walk(lambda scene, placed: walk.beside(scene, placed, 1)),
            chord(_KEY.Key_Home): canvas.zoom_to_fit,
            chord(_KEY.Key_Home, Qt.KeyboardModifier.ShiftModifier): self._zoom_to_selected,
            **{keys: partial(self._do, deed) for keys, deed in BY_CHORD.items() if deed is not Deed.FOLD},
            chord(_KEY.Key_Return): self._enter,
            chord(_KEY.Key_Enter): self._enter,
            chord(_KEY.Key_Plus, _CTRL): canvas.zoom_in,
            chord(_KEY.Key_Minus, _CTRL): canvas.zoom_out,
            chord(_KEY.Key_0, _CTRL): lambda: canvas.zoom_to(1.0),
        }

    def _on_current(self, act: Callable[[NodeKey], object]) -> None:
        if self._canvas.current is not None:
            act(self._canvas.current)

    def _enter(self) -> None:
        """The target of the selected card; on an empty canvas the first card."""
        self._do(Deed.EDIT_TARGET if self._canvas.scene.cards else Deed.ADD_CHILD)

    def _zoom_to_selected(self) -> None:
        """The selected card and all that has to do with it."""
        placed, scene, part = self._canvas.placed, self._canvas.scene, QRectF()
        for card in scene.related(placed.card.id) if placed is not None else ():
            part = part.united(scene.cards[card].box)
        self._canvas.zoom_to_fit(part if placed is not None else None)

    def _do(self, deed: Deed) -> None:
        self._canvas.deed_wanted.emit(deed)

    def _ask_for_menu(self) -> bool:
        """The menu key: at the selected card."""
        if (placed := self._canvas.placed) is not None:
            corner = self._canvas.to_viewport(placed.box).bottomLeft().toPoint()
            self._canvas.menu_wanted.emit(self._canvas.viewport().mapToGlobal(corner))
        return True

    def _walk(self, to: Callable[..., Placed | None]) -> None:
        """Go from the selected card to another, if there is one that way."""
        scene, here = self._canvas.scene, self._canvas.placed
        there = to(scene, here) if here is not None else next(iter(scene.cards.values()), None)
        if there is not None:
            self._canvas.choose(there.card.node)
