"""What the menu and its keys do with a node, from the canvas and from the outline."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree import graft
from isplanner.desktop.goal_tree.deed import KEYS, Deed
from isplanner.desktop.goal_tree.node_menu import NodeMenu
from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.goal_tree.cards import click, spot, trial_of
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, SHIFT, focused, press, type_text

if TYPE_CHECKING:
    from isplanner.desktop.notices import Notice

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
REVENUE, ORDERS, RATE, DIALS = (NodeKey(name) for name in ("revenue", "orders", "connect_rate", "dials"))
CONNECTS, REPLIES, LEADS, MINUTES = (NodeKey(n) for n in ("connects", "mail_replies", "leads", "talk_minutes"))
VALID, WIN = NodeKey("valid_appointments"), NodeKey("orders_per_valid")


@pytest.fixture(params=[TreeView.CANVAS, TreeView.OUTLINE])
def anywhere(screen: TreeScreen, request: pytest.FixtureRequest) -> TreeScreen:
    """Once on the canvas, once in the outline, the keyboard there."""
    screen.workspace.show_view(request.param)
    (screen.workspace.canvas if request.param is TreeView.CANVAS else screen.outline).setFocus()
    return screen


@pytest.fixture
def drawn(screen: TreeScreen) -> TreeScreen:
    screen.workspace.show_view(TreeView.CANVAS)
    screen.workspace.canvas.setFocus()
    return screen


def go(screen: TreeScreen, key: NodeKey) -> None:
    """Click on a node, wherever it is shown."""
    if screen.workspace.is_drawn:
        click(screen.workspace.canvas, key)
    else:
        screen.click(key)


def formula(screen: TreeScreen, key: NodeKey) -> str:
    made = screen.session.plan.tree.nodes[key].formula
    return made.text if made else ""


def webinar(key: NodeKey) -> NodeKey:
    return NodeKey(key.metric, "webinar")


def test_tab_adds_a_factor_in_the_channels_that_have_the_node(anywhere: TreeScreen) -> None:
    go(anywhere, CONNECTS)
    press(KEY.Key_Tab)
    panel = anywhere.workspace.hand.grow
    assert panel.title.text() == "着電数 の要因を加える（Web問合せ・資料DL・ウェビナー・アウトバウンド）"
    type_text("有効商談率")
    assert panel.formula.toPlainText() == "架電数 × 着電率 × 有効商談率"
    press(KEY.Key_Return)
    assert formula(anywhere, webinar(CONNECTS)) == "dials * connect_rate * valid_rate"
    assert formula(anywhere, NodeKey("connects", "mail_magazine")) == "mail_replies"
    anywhere.session.undo()
    assert formula(anywhere, webinar(CONNECTS)) == "dials * connect_rate"


def test_a_metric_of_ones_own_comes_with_its_kind_and_unit(anywhere: TreeScreen) -> None:
    go(anywhere, DIALS)
    press(KEY.Key_Tab)
    panel = anywhere.workspace.hand.grow
    type_text("再架電数")
    assert panel.kind.isVisible()
    assert panel.formula.toPlainText() == "再架電数"
    press(KEY.Key_Return)
    metric = next(one for one in anywhere.session.plan.metrics.values() if one.ja == "再架電数")
    assert (metric.unit, metric.kind.value) == ("件", "count")
    assert formula(anywhere, webinar(DIALS)) == metric.key
    assert NodeKey(metric.key) in anywhere.session.plan.tree.nodes
    assert anywhere.workspace.canvas.current == NodeKey(metric.key)
    anywhere.session.undo()
    assert metric.key not in anywhere.session.plan.metrics
    assert formula(anywhere, webinar(DIALS)) == ""


def test_the_formula_can_be_written_otherwise_before_it_is_added(drawn: TreeScreen) -> None:
    go(drawn, DIALS)
    press(KEY.Key_Tab)
    type_text("リード数")
    panel = drawn.workspace.hand.grow
    panel.formula.setFocus()
    panel.formula.selectAll()
    type_text("リード数 × 3 +")
    assert panel.message.text()
    press(KEY.Key_Return)
    assert panel.isVisible()  # it cannot be read yet
    type_text(" 10")
    press(KEY.Key_Return)
    assert formula(drawn, webinar(DIALS)) == "leads * 3 + 10"


def test_shift_enter_adds_beside_and_escape_adds_nothing(anywhere: TreeScreen) -> None:
    go(anywhere, DIALS)
    before = anywhere.edits
    press(KEY.Key_Return, SHIFT)
    panel = anywhere.workspace.hand.grow
    assert panel.title.text().startswith("着電数 の要因")
    press(KEY.Key_Escape)
    assert not panel.isVisible()
    assert anywhere.edits == before
    assert focused() is (anywhere.workspace.canvas if anywhere.workspace.is_drawn else anywhere.outline)
    press(KEY.Key_Return, SHIFT)
    type_text("有効商談率")
    press(KEY.Key_Return)
    assert formula(anywhere, webinar(CONNECTS)) == "dials * valid_rate * connect_rate"


def test_beside_the_kgi_stands_what_does_not_lead_to_it(anywhere: TreeScreen) -> None:
    go(anywhere, REVENUE)
    press(KEY.Key_Return, SHIFT)
    type_text("通話時間")
    press(KEY.Key_Return)
    assert MINUTES in anywhere.session.plan.tree.nodes
    assert anywhere.row.key == MINUTES
    assert "  通話時間" in anywhere.names


def test_delete_takes_a_node_and_what_hangs_on_it_and_undo_brings_all_back(anywhere: TreeScreen) -> None:
    before = anywhere.session.plan.tree
    go(anywhere, RATE)
    press(KEY.Key_Delete)
    assert not any(key.metric == "connect_rate" for key in anywhere.session.plan.tree.nodes)
    assert formula(anywhere, webinar(CONNECTS)) == "dials"
    assert not anywhere.session.plan.tree.problems
    assert anywhere.row.key == CONNECTS
    anywhere.session.undo()
    assert anywhere.session.plan.tree == before
    go(anywhere, CONNECTS)
    press(KEY.Key_Delete)
    left = {key.metric for key in anywhere.session.plan.tree.nodes}
    assert not left & {"connects", "dials", "connect_rate", "mail_replies"}
    assert anywhere.edits[-1] == "remove_node"


def test_the_kgi_stays(drawn: TreeScreen, problems: list[object]) -> None:
    go(drawn, REVENUE)
    press(KEY.Key_Delete)
    assert REVENUE in drawn.session.plan.tree.nodes
    assert len(problems) == 1


def test_alt_arrows_move_a_node_among_its_siblings_in_and_out(anywhere: TreeScreen) -> None:
    go(anywhere, WIN)
    press(KEY.Key_Up, ALT)
    assert formula(anywhere, webinar(ORDERS)) == "orders_per_valid * valid_appointments"
    press(KEY.Key_Down, ALT)
    assert formula(anywhere, webinar(ORDERS)) == "valid_appointments * orders_per_valid"
    press(KEY.Key_Right, ALT)
    assert formula(anywhere, webinar(ORDERS)) == "valid_appointments"
    assert formula(anywhere, webinar(VALID)) == "appointments * valid_rate * orders_per_valid"
    press(KEY.Key_Left, ALT)
    assert formula(anywhere, webinar(ORDERS)) == "valid_appointments * orders_per_valid"
    assert anywhere.edits[-4:] == ["move_node"] * 4


def test_solving_says_what_a_lever_must_be_and_sets_it(anywhere: TreeScreen, qtbot: QtBot) -> None:
    go(anywhere, RATE)
    press(KEY.Key_G, CTRL | SHIFT)
    panel = anywhere.workspace.hand.solve
    assert panel.isVisible()
    assert "120.0百万円" in panel.words.text()
    assert anywhere.workspace.tryout.tried[REVENUE].outlook == pytest.approx(120_000_000)
    before = len(anywhere.edits)
    with qtbot.waitSignal(anywhere.session.answer_changed, timeout=10_000):
        press(KEY.Key_Return)
    assert anywhere.edits[before:] == ["set_lever"]
    what_if = anywhere.workspace.tryout.of(RATE)
    assert what_if is not None
    assert what_if.needed() == pytest.approx(what_if.present, rel=1e-6)


def test_solving_can_be_left(drawn: TreeScreen) -> None:
    go(drawn, RATE)
    before = drawn.edits
    press(KEY.Key_G, CTRL | SHIFT)
    press(KEY.Key_Escape)
    assert trial_of(drawn.workspace.canvas, REVENUE) is None
    assert drawn.edits == before


def test_a_lever_is_fixed_and_let_go(anywhere: TreeScreen) -> None:
    go(anywhere, RATE)
    press(KEY.Key_L, CTRL)
    assert all(one.is_fixed for key, one in anywhere.session.plan.judgements.items() if key.metric == "connect_rate")
    placed = anywhere.workspace.canvas.scene.cards[RATE, None]
    assert anywhere.workspace.canvas.face_of(placed.card).is_locked
    press(KEY.Key_L, CTRL)
    assert not any(key.metric == "connect_rate" for key in anywhere.session.plan.judgements)


def test_a_driver_is_chosen_and_dropped(anywhere: TreeScreen) -> None:
    go(anywhere, RATE)
    press(KEY.Key_I, CTRL | SHIFT)
    type_text("リード")
    press(KEY.Key_Return)
    influence = anywhere.session.plan.influences[-1]
    assert (influence.driver, influence.driven) == (LEADS, RATE)
    links = [(link.driver[0], link.driven[0]) for link in anywhere.workspace.canvas.scene.links]
    assert (LEADS, RATE) in links
    menu = open_menu(anywhere)
    drop = next(one for one in menu.findChildren(QMenu) if one.title() == "影響を消す")
    assert drop.menuAction().isVisible()
    drop.actions()[0].trigger()
    assert influence not in anywhere.session.plan.influences


def test_the_menu_is_the_same_on_the_canvas_and_in_the_outline(screen: TreeScreen) -> None:
    found = []
    for view in TreeView.CANVAS, TreeView.OUTLINE:
        screen.workspace.show_view(view)
        go(screen, RATE)
        menu = open_menu(screen)
        found.append([(action.text(), action.isEnabled()) for action in menu.actions()])
        menu.close()
    assert found[0] == found[1]


def test_the_menu_names_the_key_of_each_entry(drawn: TreeScreen) -> None:
    menu = drawn.workspace.menu
    assert {deed: action.shortcut().toString() for deed, action in menu.actions_of.items() if deed in KEYS} == {
        deed: action.shortcut().toString() for deed, action in menu.actions_of.items() if action.shortcut().toString()
    }
    assert set(menu.actions_of) == set(Deed)


def test_what_cannot_be_done_is_said(drawn: TreeScreen, qtbot: QtBot) -> None:
    drawn.session.edit(edits.set_formula(webinar(ORDERS), "valid_appointments / orders_per_valid"))
    change = graft.moved(drawn.session.plan, "valid_appointments", ORDERS, REVENUE, None, is_after=True)
    with qtbot.waitSignal(drawn.workspace.noticed) as said:
        drawn.workspace.deeds.move(change, VALID)
    notice: Notice = said.args[0]
    assert notice.is_problem


def open_menu(screen: TreeScreen) -> NodeMenu:
    workspace = screen.workspace
    if workspace.is_drawn:
        place = spot(workspace.canvas, RATE)
        widget = workspace.canvas.viewport()
    else:
        place = screen.outline.visualRect(screen.outline.currentIndex()).center()
        widget = screen.outline.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    assert workspace.menu.isVisible()
    return workspace.menu


def test_formula_key_opens_the_inspectors_editor(drawn: TreeScreen) -> None:
    drawn.workspace.resize(960, 600)
    go(drawn, RATE)
    QTest.qWait(0)
    press(KEY.Key_E, CTRL)
    assert drawn.workspace.inspector.isVisible()
    assert focused() is drawn.workspace.inspector.formula.edit


def test_menu_key_opens_at_the_card(drawn: TreeScreen) -> None:
    go(drawn, RATE)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(drawn.workspace.canvas, event)
    assert drawn.workspace.menu.isVisible()
    drawn.workspace.menu.close()
