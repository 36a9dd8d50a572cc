"""The mouse on the cards of the canvas."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.plan.scope import NodeKey


def spot(canvas: Canvas, node: NodeKey, dx: float = 30, dy: float = 20) -> QPoint:
    """A point of a node's card in the viewport, so far from its corner at 100 %."""
    placed = canvas.scene.of_node(node)
    assert placed is not None
    return (canvas.to_viewport(placed.box).topLeft() + QPointF(dx, dy) * canvas.zoom).toPoint()


def click(canvas: Canvas, node: NodeKey) -> None:
    """Click on a card."""
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(canvas, node))


def hover(canvas: Canvas, node: NodeKey) -> None:
    """Move the mouse onto a card, from outside."""
    QTest.mouseMove(canvas.viewport(), QPoint(2, 2))
    QTest.mouseMove(canvas.viewport(), spot(canvas, node))


def trial_of(canvas: Canvas, node: NodeKey) -> tuple[str, str] | None:
    """What a card shows while a lever is tried: before and then."""
    placed = canvas.scene.of_node(node)
    assert placed is not None
    tried = canvas.face_of(placed.card).tried
    return tried[1:] if tried else None
