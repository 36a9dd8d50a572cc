"""Cards dragged onto others: the formula that would make is said, dropping stores it, Esc drops nothing."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.canvas.card_drag import CardDrag, Landing
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.goal_tree.cards import spot
from tests.desktop.goal_tree.screen import TreeScreen

LEFT = Qt.MouseButton.LeftButton
ORDERS, VALID, SIZE = NodeKey("orders"), NodeKey("valid_appointments"), NodeKey("deal_size")
WIN, RATE, CONNECTS, COST = (NodeKey(name) for name in ("orders_per_valid", "connect_rate", "connects", "cost"))


def take(canvas: Canvas, node: NodeKey, to: QPoint) -> Landing | None:
    """Press a card and move to a point; what letting go there would do."""
    start = spot(canvas, node)
    QTest.mousePress(canvas.viewport(), LEFT, pos=start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(30, 30))
    QTest.mouseMove(canvas.viewport(), to)
    gesture = canvas.pointer.gesture
    assert isinstance(gesture, CardDrag)
    return gesture.landing


def formula(screen: TreeScreen, key: NodeKey) -> str:
    made = screen.session.plan.tree.nodes[key].formula
    return made.text if made else ""


def test_the_formula_is_said_before_the_card_is_dropped(screen: TreeScreen, canvas: Canvas) -> None:
    landing = take(canvas, RATE, spot(canvas, WIN, dy=90))
    assert landing is not None
    assert landing.formula.startswith("受注数 ＝ 有効商談数 × 有効商談受注率 × ［着電率］")
    assert "件" in landing.formula
    assert not landing.reason
    picture = canvas.viewport().grab().toImage()
    assert not picture.isNull()
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=spot(canvas, WIN, dy=90))
    assert formula(screen, NodeKey("orders", "webinar")) == "valid_appointments * orders_per_valid * connect_rate"
    assert formula(screen, NodeKey("connects", "webinar")) == "dials"
    assert screen.edits[-1] == "move_node"
    screen.session.undo()
    assert formula(screen, NodeKey("connects", "webinar")) == "dials * connect_rate"


def test_escape_drops_nothing(screen: TreeScreen, canvas: Canvas) -> None:
    canvas.setFocus()
    before = screen.edits
    take(canvas, RATE, spot(canvas, WIN, dy=90))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.pointer.gesture is None
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=spot(canvas, WIN, dy=90))
    assert screen.edits == before


def test_order_among_siblings_is_the_order_in_the_formula(screen: TreeScreen, canvas: Canvas) -> None:
    landing = take(canvas, WIN, spot(canvas, VALID, dy=8))
    assert landing is not None
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=spot(canvas, VALID, dy=8))
    assert formula(screen, NodeKey("orders", "webinar")) == "orders_per_valid * valid_appointments"
    children = [card.node for card in canvas.scene.cards[ORDERS, None].card.children]
    assert children == [WIN, VALID]


def test_what_cannot_be_says_why_and_stores_nothing(screen: TreeScreen, canvas: Canvas) -> None:
    before = screen.edits
    landing = take(canvas, ORDERS, spot(canvas, RATE, dy=47))
    assert landing is not None
    assert landing.reason
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=spot(canvas, RATE, dy=47))
    assert screen.edits == before


def test_a_metric_beside_the_kgi_is_combined_by_dropping_it_into_a_card(screen: TreeScreen, canvas: Canvas) -> None:
    for channel in screen.session.plan.channels:
        screen.session.edit(edits.add_node(NodeKey("leads", channel)))
    landing = take(canvas, NodeKey("leads"), spot(canvas, NodeKey("dials"), dy=47))
    assert landing is not None
    assert not landing.reason
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=spot(canvas, NodeKey("dials"), dy=47))
    assert formula(screen, NodeKey("dials", "webinar")) == "leads"


def test_a_click_that_trembles_is_no_drag(canvas: Canvas) -> None:
    start = spot(canvas, RATE)
    QTest.mousePress(canvas.viewport(), LEFT, pos=start)
    QTest.mouseMove(canvas.viewport(), start + QPoint(2, 1))
    assert canvas.pointer.gesture is None
    QTest.mouseRelease(canvas.viewport(), LEFT, pos=start)
    assert canvas.current == RATE
