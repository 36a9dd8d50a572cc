"""Canvas: the goal tree as cards; painted in one widget, walked by keyboard and mouse."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.card_face import Face, Faces
from isplanner.desktop.goal_tree.canvas.card_painter import tab_of
from isplanner.desktop.goal_tree.canvas.cards import Card, Cards, Drawing, Fold
from isplanner.desktop.goal_tree.canvas.legend import Legend
from isplanner.desktop.goal_tree.canvas.minimap import Minimap
from isplanner.desktop.goal_tree.canvas.scene import Placed, Scene, place
from isplanner.desktop.goal_tree.canvas.scene_painter import ScenePainter
from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.goal_tree.rows import OutlineRow
from isplanner.desktop.models.tree_model import Branch
from isplanner.desktop.theme import tokens
from isplanner.desktop.widgets.chord import chord, chord_of
from isplanner.plan.formula import Formula
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit

if TYPE_CHECKING:
    from isplanner.desktop.theme import Tokens

MINIMAP_FROM = 50
"""From so many cards on the whole is shown in a corner."""
_EDGE, _TALL = 13, 560
_REST_MS = 120
"""After the last movement: time to draw smoothly again."""


class Canvas(ZoomedArea):
    """The drawn tree. It shares its selection with the outline, its twin for screen readers.

    Signals:
        node_chosen: the NodeKey of the card or line the user went to.
        opened: the NodeKey of a channel's line that was double-clicked: its own tree is wanted.
        edit_wanted: (NodeKey, first letters): the target is to be typed.
        formula_wanted: the NodeKey whose formula is to be typed.
        menu_wanted: (NodeKey, QPoint on the screen).
    """

    node_chosen = Signal(object)
    opened = Signal(object)
    edit_wanted = Signal(object, str)
    formula_wanted = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("目標ツリーのキャンバス"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._branches: Sequence[Branch[OutlineRow]] = ()
        self._formulas: Mapping[NodeKey, Formula] = {}
        self._elasticities: Mapping[NodeKey, float] = {}
        self._money = MoneyUnit.MILLION_YEN
        self._unfolded: set[NodeKey] = set()
        self._folded: set[NodeKey] = set()
        self.scene = Scene({}, {}, (), (), None, QRectF())
        self._faces = Faces(self._money)
        self._current: NodeKey | None = None
        self._pan_from: QPointF | None = None
        self._painter: ScenePainter | None = None
        self._minimap, self._legend = Minimap(self), Legend(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.viewport().update)
        self.moved.connect(lambda: self._rest.start(_REST_MS))
        self._keys = self._make_keys()

    def show_branches(
        self,
        branches: Sequence[Branch[OutlineRow]],
        formulas: Mapping[NodeKey, Formula],
        elasticities: Mapping[NodeKey, float],
        money: MoneyUnit,
    ) -> None:
        """Draw the outline's branches as cards; `formulas` say which signs join them."""
        self._branches, self._formulas, self._elasticities, self._money = branches, formulas, elasticities, money
        self._build()

    @property
    def current(self) -> NodeKey | None:
        """The node that is selected."""
        return self._current

    def face_of(self, card: Card) -> Face:
        """What is written on a card."""
        return self._faces.of(card)

    def show_node(self, key: NodeKey) -> None:
        """Select a node and bring its card into view."""
        if key == self._current:
            return
        self._current = key
        if (placed := self._placed) is not None:
            self.bring_into_view(placed.box)
        self.viewport().update()

    def fold(self, key: NodeKey) -> None:
        """Unfold a card's channels or factors, or fold them again."""
        card = self.scene.cards[key, None].card
        marks = self._folded if card.fold is Fold.FACTORS or not card.fold else self._unfolded
        marks ^= {key}
        self._build()

    def fold_all(self, *, is_open: bool) -> None:
        """Open the channels' lines of every card, or leave the factors of the first one only."""
        self._unfolded = {card.node for card in self._all_cards() if card.fold is Fold.CHANNELS} if is_open else set()
        self._folded = set()
        self._build()

    @property
    def _placed(self) -> Placed | None:
        return self.scene.of_node(self._current) if self._current else None

    def _all_cards(self) -> list[Card]:
        return [placed.card for placed in self.scene.cards.values()]

    def _build(self) -> None:
        drawing = Drawing(self._unfolded, self._folded, self._formulas, self._elasticities)
        cards: Cards = drawing.cards(self._branches)
        self.scene, self._faces = place(cards), Faces(self._money)
        self._painter = None
        self.set_bounds(self.scene.bounds)
        self._minimap.show_scene(self.scene)
        self._minimap.setVisible(len(self.scene.cards) >= MINIMAP_FROM)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().geometry().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        self._minimap.move(room.right() - self._minimap.width(), room.bottom() - self._minimap.height())
        self._legend.move(room.left(), room.bottom() - self._legend.height())
        self._legend.setVisible(room.width() > self._legend.width() + self._minimap.width() and room.height() > _TALL)

    # ------------------------------------------------------------------------------------------------------- painting
    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme: Tokens = tokens(self)
        if self._painter is None or self._painter.theme is not theme:
            self._painter = ScenePainter(self.scene, self._faces, theme)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.canvas)
        painter.translate(-self._offset())
        painter.scale(self.zoom, self.zoom)
        self._painter.paint(
            painter,
            self.seen,
            self.zoom,
            self._placed.card.id if self._placed else None,
            beside=self.tr("KGI に直接つながらない指標"),
            is_moving=self._rest.isActive(),
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._painter = None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and self.scene.cards:
            self._choose(next(iter(self.scene.cards.values())).card.node)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # ---------------------------------------------------------------------------------------------------------- mouse
    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        point = self.to_drawing(event.position())
        if (tab := self._tab_at(point)) is not None:
            self.fold(tab)
        elif (node := self.node_at(point)) is not None:
            self._choose(node)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self.pan(event.position() - self._pan_from)
            self._pan_from = event.position()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self._pan_from = None
            self.viewport().unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        node = self.node_at(self.to_drawing(event.position()))
        placed = self.scene.at(self.to_drawing(event.position()))
        if node is None or placed is None:
            return
        if node.channel is not None and node != placed.card.node:
            self.opened.emit(node)
        else:
            self.edit_wanted.emit(node, "")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * 1.2 ** (event.angleDelta().y() / 120), event.position())
        else:
            self.pan(QPointF(event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_to(self.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QHelpEvent):
            placed = self.scene.at(self.to_drawing(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), self._faces.spoken(placed.card) if placed else "", self)
            return True
        return super().viewportEvent(event)

    def node_at(self, point: QPointF) -> NodeKey | None:
        """The node of the card, or of the line in it, at a point of the drawing."""
        placed = self.scene.at(point)
        if placed is None:
            return None
        line = self.scene.line_at(placed, point)
        return line if line is not None else placed.card.node

    def _tab_at(self, point: QPointF) -> NodeKey | None:
        for placed in self.scene.in_view(QRectF(point.x(), point.y(), 1, 1)):
            face = self.face_of(placed.card)
            if face.tab and tab_of(placed.box, face).contains(point):
                return placed.card.node
        return None

    def _choose(self, node: NodeKey) -> None:
        self.show_node(node)
        self.node_chosen.emit(node)

    # ------------------------------------------------------------------------------------------------------- keyboard
    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(chord_of(event))
        if act is not None:
            act()
        elif self._current is not None and event.text() and event.text() in "0123456789-+=０１２３４５６７８９":
            self.edit_wanted.emit(self._current, event.text())
        else:
            super().keyPressEvent(event)

    def _make_keys(self) -> dict[int, Callable[[], None]]:
        key, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
        return {
            chord(key.Key_Left): lambda: self._walk(self._above),
            chord(key.Key_Right): lambda: self._walk(self._first_below),
            chord(key.Key_Up): lambda: self._walk(lambda placed: self._beside(placed, -1)),
            chord(key.Key_Down): lambda: self._walk(lambda placed: self._beside(placed, 1)),
            chord(key.Key_Space): lambda: self.fold(self._current) if self._placed and self._current else None,
            chord(key.Key_Home): self.zoom_to_fit,
            chord(key.Key_F2): lambda: self.edit_wanted.emit(self._current, "") if self._current else None,
            chord(key.Key_E, control): lambda: self.formula_wanted.emit(self._current) if self._current else None,
            chord(key.Key_Plus, control): self.zoom_in,
            chord(key.Key_Minus, control): self.zoom_out,
            chord(key.Key_0, control): lambda: self.zoom_to(1.0),
        }

    def _walk(self, to: Callable[[Placed], Placed | None]) -> None:
        """Go from the selected card to another, if there is one that way."""
        here = self._placed
        there = to(here) if here is not None else next(iter(self.scene.cards.values()), None)
        if there is not None:
            self._choose(there.card.node)

    def _above(self, placed: Placed) -> Placed | None:
        parent = self.scene.parents.get(placed.card.id)
        return self.scene.cards[parent] if parent else None

    def _first_below(self, placed: Placed) -> Placed | None:
        return self.scene.cards[placed.card.children[0].id] if placed.card.children else None

    def _beside(self, placed: Placed, step: int) -> Placed | None:
        """The next card of the same column."""
        column = [one for one in self.scene.cards.values() if one.box.left() == placed.box.left()]
        column.sort(key=lambda one: one.box.top())
        number = column.index(placed) + step
        return column[number] if 0 <= number < len(column) else None
