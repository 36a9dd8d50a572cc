"""Canvas: the goal tree as cards, painted in one widget. Mouse and keys are `pointer.py`'s and `canvas_keys.py`'s."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.canvas.canvas_keys import CanvasKeys
from isplanner.desktop.goal_tree.canvas.card_face import Face, Faces, LineNumber
from isplanner.desktop.goal_tree.canvas.card_painter import tab_of
from isplanner.desktop.goal_tree.canvas.cards import HEIGHT, WIDTH, Card, Drawing, Fold
from isplanner.desktop.goal_tree.canvas.corners import Corners
from isplanner.desktop.goal_tree.canvas.ghost import Ghost
from isplanner.desktop.goal_tree.canvas.pointer import Pointer
from isplanner.desktop.goal_tree.canvas.scene import Placed, Scene, place
from isplanner.desktop.goal_tree.canvas.scene_painter import Emphasis, ScenePainter
from isplanner.desktop.goal_tree.canvas.view import ZoomedArea
from isplanner.desktop.goal_tree.rows import OutlineRow
from isplanner.desktop.goal_tree.what_if import Tried
from isplanner.desktop.models.tree_model import Branch
from isplanner.desktop.theme import tokens
from isplanner.plan.formula import Formula
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit

if TYPE_CHECKING:
    from isplanner.desktop.goal_tree.canvas.cards import CardId
    from isplanner.desktop.theme import Tokens

_REST_MS = 120
"""After the last movement: time to draw smoothly again."""


class Canvas(ZoomedArea):
    """The drawn tree. It shares its selection with the outline, its twin for screen readers.

    Signals:
        node_chosen: the NodeKey of the card or line the user went to.
        opened: the NodeKey of a channel's line that was double-clicked: its own tree is wanted.
        edit_wanted: (NodeKey, first letters): the target is to be typed.
        deed_wanted: a Deed that a key asks for, to be done with the current node.
        menu_wanted: the place on screen where the user asks what can be done.
        drawn: the cards are others now.
        hovered: the NodeKey whose card the mouse is on now, or None.
    """

    node_chosen = Signal(object)
    opened = Signal(object)
    edit_wanted = Signal(object, str)
    deed_wanted = Signal(object)
    menu_wanted = Signal(object)
    drawn = Signal()
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("目標ツリーのキャンバス"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._branches: Sequence[Branch[OutlineRow]] = ()
        self._formulas: Mapping[NodeKey, Formula] = {}
        self._elasticities: Mapping[NodeKey, float] = {}
        self._money = MoneyUnit.MILLION_YEN
        self._influences: Sequence[tuple[NodeKey, NodeKey]] = ()
        self._tried: Mapping[NodeKey, Tried] = {}
        self._unfolded: set[NodeKey] = set()
        self._folded: set[NodeKey] = set()
        self.scene = Scene({}, {}, (), (), None, QRectF())
        self.faces = Faces(self._money)
        self._current: NodeKey | None = None
        self._painter: ScenePainter | None = None
        self._related_to: tuple[CardId | None, frozenset[CardId] | None] = (None, None)
        self._corners, self._lines = Corners(self), LineNumber.OUTLOOK
        self._corners.lines_chosen.connect(self.show_lines)
        self.ghost = Ghost(self)
        self.pointer = Pointer(self)
        self.keys = CanvasKeys(self, self.pointer)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.viewport().update)
        self.moved.connect(lambda: self._rest.start(_REST_MS))

    def show_branches(
        self,
        branches: Sequence[Branch[OutlineRow]],
        formulas: Mapping[NodeKey, Formula],
        elasticities: Mapping[NodeKey, float],
        money: MoneyUnit,
        influences: Sequence[tuple[NodeKey, NodeKey]] = (),
    ) -> None:
        """Draw the outline's branches as cards; `formulas` say which signs join them, `influences` (driver, driven)."""
        self._branches, self._formulas, self._elasticities, self._money = branches, formulas, elasticities, money
        self._influences = influences
        self._build()

    def show_lines(self, lines: LineNumber) -> None:
        """Have the lines of channels show another number."""
        self._lines = lines
        self._build()

    def show_tried(self, tried: Mapping[NodeKey, Tried]) -> None:
        """Show on the cards what a lever under the hand makes of them."""
        self._tried = tried
        self.faces.show_tried(tried)
        self.viewport().update()

    @property
    def current(self) -> NodeKey | None:
        """The node that is selected."""
        return self._current

    @property
    def placed(self) -> Placed | None:
        """The card of the node that is selected."""
        return self.scene.of_node(self._current) if self._current else None

    def face_of(self, card: Card) -> Face:
        """What is written on a card."""
        return self.faces.of(card)

    def row_of(self, key: NodeKey) -> OutlineRow | None:
        """What is known of a node that is drawn, as a card or as a line in one."""
        placed = self.scene.of_node(key)
        if placed is None:
            return None
        rows = (placed.card.row, *(line.row for line in placed.card.lines))
        return next((row for row in rows if row.key == key), None)

    def place_of(self, key: NodeKey | None) -> QRect:
        """Where a node's card is in the viewport; without one, where the first would be."""
        placed = self.scene.of_node(key) if key else None
        return self.to_viewport(placed.box if placed else QRectF(0, 0, WIDTH, HEIGHT)).toRect()

    def show_node(self, key: NodeKey) -> None:
        """Select a node and bring its card into view."""
        if key == self._current:
            return
        self._current = key
        if (placed := self.placed) is not None:
            self.bring_into_view(placed.box)
        self.viewport().update()

    def choose(self, node: NodeKey) -> None:
        """Go to a node, as the user does."""
        self.show_node(node)
        self.node_chosen.emit(node)

    def fold(self, key: NodeKey) -> None:
        """Unfold a card's channels or factors, or fold them again."""
        if (placed := self.scene.of_node(key)) is None:
            return
        card = placed.card
        marks = self._folded if card.fold is Fold.FACTORS or not card.fold else self._unfolded
        marks ^= {card.node}
        self._build()

    def fold_all(self, *, is_open: bool) -> None:
        """Open the channels' lines of every card, or leave the factors of the first one only."""
        cards = [placed.card for placed in self.scene.cards.values()]
        self._unfolded = {card.node for card in cards if card.fold is Fold.CHANNELS} if is_open else set()
        self._folded = set()
        self._build()

    def tab_at(self, point: QPointF) -> NodeKey | None:
        """The node whose card has its tab at a point of the drawing."""
        for placed in self.scene.in_view(QRectF(point.x(), point.y(), 1, 1)):
            face = self.face_of(placed.card)
            if face.tab and tab_of(placed.box, face).contains(point):
                return placed.card.node
        return None

    @property
    def _emphasis(self) -> Emphasis:
        over = self.pointer.over if self.pointer.over in self.scene.cards else None
        if over != self._related_to[0] or over is None:
            self._related_to = over, self.scene.related(over) if over is not None else None
        return Emphasis(self.placed.card.id if self.placed else None, self._related_to[1])

    def _build(self) -> None:
        drawing = Drawing(self._unfolded, self._folded, self._formulas, self._elasticities)
        self.scene, self.faces = (
            place(drawing.cards(self._branches), self._influences),
            Faces(self._money, self._lines),
        )
        self.faces.show_tried(self._tried)
        self._painter, self._related_to = None, (None, None)
        self.set_bounds(self.scene.bounds)
        self._corners.show_scene(self.scene, self._lines)
        self.ghost.setVisible(not self.scene.cards)
        self.viewport().update()
        self.drawn.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme: Tokens = tokens(self)
        if self._painter is None or self._painter.theme is not theme:
            self._painter = ScenePainter(self.scene, self.faces, theme)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.canvas)
        painter.translate(-self._offset())
        painter.scale(self.zoom, self.zoom)
        self._painter.paint(
            painter,
            self.seen,
            self.zoom,
            self._emphasis,
            beside=self.tr("KGI に直接つながらない指標"),
            is_moving=self._rest.isActive(),
        )
        if self.pointer.gesture is not None:
            self.pointer.gesture.paint(painter, theme)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._painter = None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and self.scene.cards:
            self.choose(next(iter(self.scene.cards.values())).card.node)
