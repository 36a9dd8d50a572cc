"""The drawn tree in the goal tree's workspace, by mouse and keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.canvas.card_face import LineNumber
from isplanner.desktop.goal_tree.canvas.card_painter import tab_of
from isplanner.desktop.goal_tree.canvas.minimap import Minimap
from isplanner.desktop.goal_tree.canvas.zoom_bar import ZoomBar
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.desktop.models.tree_model import Branch
from isplanner.desktop.widgets.segments import Segments
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit
from tests.desktop.goal_tree.cards import click, hover, spot
from tests.desktop.goal_tree.screen import TreeScreen

CONNECTS, DIALS, RATE = NodeKey("connects"), NodeKey("dials"), NodeKey("connect_rate")


def click_tab(canvas: Canvas, node: NodeKey) -> None:
    placed = canvas.scene.cards[node, None]
    place = canvas.to_viewport(tab_of(placed.box, canvas.face_of(placed.card))).center().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_main_path_of_the_funnel_is_one_straight_line(canvas: Canvas) -> None:
    path = ["revenue", "orders", "valid_appointments", "appointments", "connects", "dials"]
    places = [canvas.scene.cards[NodeKey(metric), None] for metric in path]
    assert len({placed.line for placed in places}) == 1
    assert [placed.box.left() for placed in places] == sorted(placed.box.left() for placed in places)


def test_signs_are_those_of_the_formulas(canvas: Canvas) -> None:
    signs = {(joint.above[0].metric, joint.sign) for joint in canvas.scene.joints}
    assert {("revenue", "×"), ("connects", "×"), ("connects", "＋")} <= signs


def test_outline_and_inspector_follow_a_click_on_a_card(screen: TreeScreen, canvas: Canvas) -> None:
    click(canvas, CONNECTS)
    assert canvas.current == CONNECTS
    assert screen.row.key == CONNECTS
    assert screen.workspace.inspector.numbers.title.text() == "着電数"
    screen.workspace.show_view(TreeView.OUTLINE)
    screen.click(DIALS)
    assert canvas.current == DIALS


def test_arrows_walk_the_tree_as_drawn(canvas: Canvas) -> None:
    click(canvas, CONNECTS)
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(canvas, key)
        assert canvas.current is not None
        walked.append(canvas.current.metric)
    assert walked == ["dials", "connect_rate", "connects", "appointments"]


def test_a_tab_opens_the_channels_in_the_card_and_each_line_is_a_node(canvas: Canvas) -> None:
    before = canvas.scene.cards[RATE, None].box.height()
    click_tab(canvas, RATE)
    placed = canvas.scene.cards[RATE, None]
    assert placed.box.height() > before
    assert len(placed.card.lines) == 4
    second = placed.card.lines[1].row.key
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(canvas, RATE, dy=94 + 3 + 19 * 1.5))
    assert canvas.current == second
    click_tab(canvas, RATE)
    assert canvas.scene.cards[RATE, None].box.height() == before


def test_double_click_on_a_line_shows_the_channels_own_tree(screen: TreeScreen, canvas: Canvas) -> None:
    click_tab(canvas, RATE)
    channel = canvas.scene.cards[RATE, None].card.lines[0].row.key
    assert channel is not None
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(canvas, RATE, dy=94 + 3 + 19 * 0.5))
    assert screen.session.focus.channel == channel.channel
    assert canvas.current == channel


def test_space_folds_what_hangs_on_a_card_that_has_no_channels_open(canvas: Canvas) -> None:
    click(canvas, RATE)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.scene.cards[RATE, None].card.lines
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert not canvas.scene.cards[RATE, None].card.lines


def turn(canvas: Canvas, point: QPointF, by: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = canvas.viewport().mapToGlobal(point)
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(point, place, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, keys, phase, False)
    QApplication.sendEvent(canvas.viewport(), event)


def pinch(canvas: Canvas, point: QPointF, value: float) -> None:
    place = canvas.viewport().mapToGlobal(point)
    kind = Qt.NativeGestureType.ZoomNativeGesture
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, point, point, place, value, QPointF())
    QApplication.sendEvent(canvas.viewport(), event)


@pytest.mark.parametrize(
    "zoom",
    [
        lambda canvas, point: turn(canvas, point, 120, Qt.KeyboardModifier.ControlModifier),
        lambda canvas, point: pinch(canvas, point, 0.2),
    ],
    ids=["wheel", "pinch"],
)
def test_wheel_with_control_and_pinch_zoom_at_the_pointer(
    canvas: Canvas, zoom: Callable[[Canvas, QPointF], None]
) -> None:
    canvas.zoom_to(1.6)
    click(canvas, DIALS)
    point = QPointF(canvas.viewport().rect().center())
    before = canvas.to_drawing(point)
    zoom(canvas, point)
    assert canvas.zoom == pytest.approx(1.92)
    after = canvas.to_drawing(point)
    assert abs(after.x() - before.x()) < 2
    assert abs(after.y() - before.y()) < 2


def test_the_wheel_alone_scrolls(canvas: Canvas) -> None:
    canvas.zoom_to(2.0)
    canvas.centre_on(canvas.scene.bounds.center())
    before = canvas.seen.top()
    turn(canvas, QPointF(canvas.viewport().rect().center()), -120)
    assert canvas.seen.top() > before
    assert canvas.zoom == 2.0


def test_home_shows_everything(canvas: Canvas) -> None:
    canvas.zoom_to(2.0)
    assert not canvas.seen.contains(canvas.scene.bounds)
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.seen.contains(canvas.scene.bounds)


def test_zoom_bar_says_how_large_and_goes_back(screen: TreeScreen, canvas: Canvas) -> None:
    bar = screen.workspace.findChild(ZoomBar)
    assert isinstance(bar, ZoomBar)
    for _ in range(2):
        QTest.mouseClick(bar.nearer, Qt.MouseButton.LeftButton)
    assert bar.percent.text() == "144%"
    QTest.mouseClick(bar.percent, Qt.MouseButton.LeftButton)
    assert canvas.zoom == 1.0
    QTest.mouseClick(bar.away, Qt.MouseButton.LeftButton)
    assert bar.percent.text() == "83%"
    QTest.mouseClick(bar.fit, Qt.MouseButton.LeftButton)
    assert canvas.seen.contains(canvas.scene.bounds)


def test_minimap_comes_with_many_cards_and_looks_where_it_is_clicked(canvas: Canvas) -> None:
    minimap = canvas.findChild(Minimap)
    assert isinstance(minimap, Minimap)
    assert not minimap.isVisible()
    canvas.show_branches(many(60), {}, {}, MoneyUnit.MILLION_YEN)
    assert minimap.isVisible()
    QTest.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(20, minimap.height() - 12))
    assert canvas.seen.bottom() > canvas.scene.bounds.bottom() - 40


def many(count: int) -> tuple[Branch[OutlineRow], ...]:
    """A card with many below it."""

    def row(number: int) -> OutlineRow:
        return OutlineRow(RowKind.NODE, NodeKey(f"own{number}"), metric=shipped_metrics()["dials"])

    return (Branch(row(0), tuple(Branch(row(number)) for number in range(1, count))),)


def test_lines_of_channels_show_target_outlook_or_actual(canvas: Canvas) -> None:
    click_tab(canvas, RATE)
    choice = canvas.findChild(Segments)
    assert isinstance(choice, Segments)
    assert choice.isVisible()
    shown = {}
    for number in LineNumber:
        QTest.mouseClick(choice.button(number), Qt.MouseButton.LeftButton)
        shown[number] = [line.value for line in canvas.face_of(canvas.scene.cards[RATE, None].card).lines]
    rows = [line.row for line in canvas.scene.cards[RATE, None].card.lines]
    assert shown[LineNumber.TARGET] == [f"{(row.target or 0) * 100:.1f}%" for row in rows]
    assert shown[LineNumber.ACTUAL] == [f"{(row.actual or 0) * 100:.1f}%" for row in rows]
    assert len({tuple(values) for values in shown.values()}) == 3
    click_tab(canvas, RATE)
    assert not choice.isVisible()


def test_shift_home_shows_the_selected_card_and_what_has_to_do_with_it(canvas: Canvas) -> None:
    canvas.zoom_to(2.0)
    click_at(canvas, CONNECTS)
    QTest.keyClick(canvas, Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    for card in canvas.scene.related((CONNECTS, None)):
        assert canvas.seen.contains(canvas.scene.cards[card].box)


def click_at(canvas: Canvas, node: NodeKey) -> None:
    canvas.bring_into_view(canvas.scene.cards[node, None].box)
    click(canvas, node)


def test_the_slider_follows_what_is_stored(screen: TreeScreen, canvas: Canvas) -> None:
    hover(canvas, RATE)
    slider = screen.workspace.hand.typing.slider
    before = slider.value
    screen.workspace.deeds.set_lever(RATE, 0.21)
    assert slider.value == pytest.approx(0.21)
    assert slider.value != before
