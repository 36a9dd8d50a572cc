"""What the canvas paints: the card under the mouse and what has to do with it, links, locks, circles."""

from datetime import date
from statistics import mode

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.canvas.card_face import OWNER, ROOM, SHAPE
from isplanner.desktop.language import set_language
from isplanner.desktop.theme import apply_theme, font, tokens
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.goal_tree.cards import hover
from tests.desktop.goal_tree.screen import TreeScreen

REVENUE, ORDERS, VALID_RATE, RATE, DIALS, LEADS, REPLIES = (
    NodeKey(name) for name in ("revenue", "orders", "valid_rate", "connect_rate", "dials", "leads", "mail_replies")
)


def ink(canvas: Canvas, node: NodeKey) -> int:
    """How dark the darkest point of a card's name is: 0 is black."""
    placed = canvas.scene.cards[node, None]
    picture = canvas.viewport().grab().toImage()
    name = canvas.to_viewport(placed.box).adjusted(26, 8, -40, -66).toRect()
    points = [(x, y) for x in range(name.left(), name.right()) for y in range(name.top(), name.bottom())]
    return min(picture.pixelColor(x, y).lightness() for x, y in points)


def test_what_has_nothing_to_do_with_the_card_under_the_mouse_is_painted_lighter(canvas: Canvas) -> None:
    dark = ink(canvas, DIALS)
    hover(canvas, VALID_RATE)
    assert ink(canvas, REVENUE) == pytest.approx(dark, abs=12)
    assert ink(canvas, VALID_RATE) == pytest.approx(dark, abs=12)
    assert ink(canvas, DIALS) > dark + 60
    QTest.mouseMove(canvas.viewport(), QPoint(2, canvas.viewport().height() - 120))
    assert ink(canvas, DIALS) == pytest.approx(dark, abs=12)


def test_drivers_beside_the_arithmetic_stay_too(screen: TreeScreen, canvas: Canvas) -> None:
    screen.session.edit(edits.set_influence(LEADS, VALID_RATE))
    related = canvas.scene.related((VALID_RATE, None))
    assert (LEADS, None) in related
    assert (ORDERS, None) in related
    assert (DIALS, None) not in related
    assert (VALID_RATE, None) in canvas.scene.related((LEADS, None))


def test_an_edge_is_the_thicker_the_more_its_node_moves_the_kgi(screen: TreeScreen, canvas: Canvas) -> None:
    def thickness(node: NodeKey) -> int:
        place = canvas.to_viewport(canvas.scene.cards[node, None].box)
        picture = canvas.viewport().grab().toImage()
        x = round(place.left() - 5 * canvas.zoom)
        rows = range(round(place.height() / 2))  # links of influence arrive below
        lights = [picture.pixelColor(x, round(place.top()) + y).lightness() for y in rows]
        return sum(abs(light - mode(lights)) > 15 for light in lights)

    assert screen.session.answer is not None
    elasticities = screen.session.answer.elasticities
    assert elasticities[DIALS] > 3 * elasticities[REPLIES]
    canvas.zoom_to(1.0)
    assert thickness(DIALS) > thickness(REPLIES) >= 1


def test_an_influence_is_a_dashed_line(screen: TreeScreen, canvas: Canvas) -> None:
    plain = canvas.viewport().grab().toImage()
    screen.session.edit(edits.set_influence(LEADS, ORDERS))
    link = next(link for link in canvas.scene.links if link.driver[0] == LEADS)
    drawn = canvas.viewport().grab().toImage()
    middle = canvas.to_viewport(canvas.scene.bounds).topLeft()
    assert plain != drawn
    assert link.start != link.end
    assert not middle.isNull()


def test_badges_locks_and_owners_are_on_the_card_and_in_its_words(screen: TreeScreen, canvas: Canvas) -> None:
    screen.session.edit(edits.write_comment(DIALS, "大野", date(2026, 11, 18), "午前に寄せる"))
    screen.session.edit(edits.set_owner([DIALS], "佐藤 花子"))
    screen.workspace.deeds.lock(DIALS)
    card = canvas.scene.cards[DIALS, None].card
    face = canvas.face_of(card)
    assert (face.owner, face.is_locked, face.comments) == ("佐", True, 1)
    words = canvas.faces.spoken(card)
    assert all(part in words for part in ("架電数", "目標 29,000件", "固定", "担当 佐藤 花子", "コメント 1 件"))
    screen.session.edit(edits.settle_comment(screen.session.plan.comments[-1]))
    assert canvas.face_of(canvas.scene.cards[DIALS, None].card).comments == 0


def test_a_circle_is_seen_on_its_cards_and_edges_and_nothing_stops(screen: TreeScreen, canvas: Canvas) -> None:
    screen.session.edit(edits.set_formula(NodeKey("dials", "webinar"), "revenue / deal_size"))
    screen.session.focus_on(screen.session.focus.__class__(channel="webinar"))
    wrong = [edge for edge in canvas.scene.edges if edge.is_wrong]
    assert wrong
    face = canvas.face_of(canvas.scene.cards[NodeKey("orders", "webinar"), None].card)
    assert face.is_wrong
    assert face.chip == "循環"
    picture = canvas.viewport().grab().toImage()
    start, end = (canvas.to_viewport(canvas.scene.cards[wrong[0].above].box).topRight(), QPointF(12, 35))
    place = (start + end - QPointF(6, 0)).toPoint()
    near = {picture.pixelColor(place.x() + dx, place.y() + dy).name() for dx in range(-2, 3) for dy in range(-2, 3)}
    assert tokens(canvas).bad.name() in near


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("dark", [False, True])
def test_no_word_on_a_card_is_cut_off(
    screen: TreeScreen, canvas: Canvas, qapp: QApplication, language: str, dark: bool
) -> None:
    set_language(qapp, "en" if language == "en" else "ja")
    apply_theme(qapp, dark=dark)
    screen.workspace.show_plan(screen.session.plan, None)
    bold, small, large = (QFontMetrics(font(px, bold=px != 11)) for px in (12, 11, 16))
    for placed in canvas.scene.cards.values():
        face = canvas.face_of(placed.card)
        upper = large.horizontalAdvance(face.target.number) + small.horizontalAdvance(
            face.target.unit + face.outlook[0]
        )
        assert upper + small.horizontalAdvance(face.outlook[1]) <= ROOM
        assert small.horizontalAdvance(face.baseline + face.gap) + OWNER * bool(face.owner) <= ROOM
        assert bold.horizontalAdvance(face.name) + SHAPE * (face.level is not None) <= ROOM
        assert language == "en" or not face.name.endswith("…")
    assert not canvas.viewport().grab().isNull()


def test_space_held_pans_with_the_left_button_and_folds_nothing(canvas: Canvas) -> None:
    canvas.zoom_to(2.0)
    canvas.setFocus()
    before = canvas.seen.topLeft()
    lines = canvas.scene.cards[RATE, None].card.lines
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    QTest.mouseMove(canvas.viewport(), QPoint(200, 240))
    assert canvas.seen.topLeft() != before
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 240))
    assert canvas.scene.cards[RATE, None].card.lines == lines
