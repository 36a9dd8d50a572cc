"""From an empty file to the demo plan's tree, once by keyboard only and once by mouse only, each within five minutes.

Both begin where a new user does: at the first page, with no file. All goes through the window as it does from a real
keyboard and mouse (`person.py`, which counts the time); the tests look at widgets only to see where things are. By
mouse alone nothing is typed at all: every metric is picked from a list.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.canvas.canvas import Canvas
from isplanner.desktop.goal_tree.grow_panel import GrowPanel
from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace
from isplanner.desktop.main_window import MainWindow
from isplanner.desktop.new_plan_dialog import NewPlanDialog
from isplanner.desktop.session import Session
from isplanner.desktop.settings import Settings
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.store.document import Document
from tests.desktop.goal_tree.cards import spot
from tests.desktop.hands import CTRL, SHIFT
from tests.desktop.person import Person, settle

KEY = Qt.Key
CHAIN = ["受注数", "有効商談数", "商談化数", "着電数", "架電数"]
BESIDE = ["リード数", "メール開封数"]
REVENUE, CONNECTS, REPLIES, DIALS, RATE = (
    NodeKey(name) for name in ("revenue", "connects", "mail_replies", "dials", "connect_rate")
)
FIVE_MINUTES = 300


class Screen:
    """Where things are in the window; nothing is done here."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def session(self) -> Session:
        session = self.window.desk.session
        assert session is not None
        return session

    @property
    def plan(self) -> Plan:
        return self.session.plan

    @property
    def tree(self) -> GoalTreeWorkspace:
        found = self.window.findChild(GoalTreeWorkspace)
        assert isinstance(found, GoalTreeWorkspace)
        return found

    @property
    def canvas(self) -> Canvas:
        return self.tree.canvas

    @property
    def panel(self) -> GrowPanel:
        panel = self.tree.findChild(GrowPanel)
        assert isinstance(panel, GrowPanel)
        assert panel.isVisible(), "no panel asks for a metric"
        return panel


@pytest.fixture
def screen(empty_window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Iterator[Screen]:
    """The first page of a program that was never used, as small as a laptop's screen."""
    Settings().remember_folder("plan", tmp_path)  # else the home of whoever runs the test
    empty_window.resize(1280, 776)
    settle()
    yield Screen(empty_window)
    if (session := empty_window.desk.session) is not None:
        qtbot.waitUntil(lambda: session.answer is not None, timeout=10_000)


def formulas(plan: Plan) -> dict[str, str]:
    return {str(key): node.formula.text if node.formula else "" for key, node in plan.tree.nodes.items()}


def of_channel(channel: str) -> tuple[NodeKey, ...]:
    """What the demo does not have there of what is split."""
    return (DIALS, RATE) if channel == "mail_magazine" else (REPLIES,)


def test_by_keyboard_only(screen: Screen, document: Document) -> None:
    person = Person("keyboard")
    person.look(screen.window, "1_first_page")

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewPlanDialog)
        person.press(KEY.Key_End)
        assert dialog.made_of.template.currentText() == "空のツリー"
        person.look(dialog, "2_new_plan")
        person.press(KEY.Key_Return)

    person.in_dialog(lambda: person.press(KEY.Key_N, CTRL), fill_in)
    person.look(screen.window, "3_empty_tree")
    person.press(KEY.Key_Return)
    take(person, "受注売上")
    for name in CHAIN:
        person.press(KEY.Key_Tab)
        person.look(screen.window, "4_growing")
        take(person, name)
    assert screen.canvas.current == DIALS
    person.press(KEY.Key_Left)
    person.press(KEY.Key_Tab)
    take(person, "メール返信数")
    for name in BESIDE:
        go_to(person, screen, REVENUE)
        person.press(KEY.Key_Return, SHIFT)
        take(person, name)
    go_to(person, screen, REVENUE)
    person.press(KEY.Key_Home)
    person.look(screen.window, "5_whole")
    person.press(KEY.Key_K, CTRL | SHIFT)
    for channel in screen.plan.channels:
        person.press(KEY.Key_PageDown, CTRL)
        assert screen.tree.channel == channel
        assert screen.canvas.current == screen.session.focus.node
        for metric, _ in of_channel(channel):
            go_to(person, screen, NodeKey(metric, channel))
            person.press(KEY.Key_Delete)
    person.look(screen.window, "6_channel")
    person.press(KEY.Key_PageUp, CTRL, times=len(screen.plan.channels))
    person.press(KEY.Key_Home)
    person.look(screen.window, "7_done")
    assert screen.tree.inspector.numbers.scope.text() == ""
    assert formulas(screen.plan) == formulas(document.plan)
    assert person.clicks == 0
    tell(person)
    assert person.seconds < FIVE_MINUTES


def test_by_mouse_only(screen: Screen, document: Document) -> None:
    person = Person("mouse")
    start = next(one for one in screen.window.findChildren(QPushButton) if one.text() == "実績なしで作る…")

    def fill_in(dialog: QDialog) -> None:
        assert isinstance(dialog, NewPlanDialog)
        person.pick(dialog.made_of.template, "空のツリー")
        person.look(dialog, "2_new_plan")
        person.click(next(one for one in dialog.findChildren(QPushButton) if one.text() == "プランを作る"))

    person.in_dialog(lambda: person.click(start), fill_in)
    person.click(screen.canvas.ghost.kgi)
    pick(person, screen, "受注売上")
    for name in CHAIN:
        person.click(screen.tree.bar.add)
        person.look(screen.window, "4_growing")
        pick(person, screen, name)
    see_all(person, screen)
    click(person, screen, CONNECTS)
    person.click(screen.tree.bar.add)
    pick(person, screen, "メール返信数")
    for name in BESIDE:
        see_all(person, screen)
        click(person, screen, REVENUE, button=Qt.MouseButton.RightButton)
        person.look(screen.window, "5_menu")
        person.choose("並びに加える…")
        pick(person, screen, name)
    see_all(person, screen)
    click(person, screen, REVENUE, button=Qt.MouseButton.RightButton)
    person.choose("チャネルに分ける")
    for channel in screen.plan.channels.values():
        person.pick(screen.tree.bar.scope, f"範囲：{channel.ja}")
        see_all(person, screen)
        for metric, _ in of_channel(channel.key):
            click(person, screen, NodeKey(metric, channel.key), button=Qt.MouseButton.RightButton)
            person.choose("ツリーから外す")
    person.look(screen.window, "6_channel")
    person.pick(screen.tree.bar.scope, "範囲：全体")
    see_all(person, screen)
    person.look(screen.window, "7_done")
    assert formulas(screen.plan) == formulas(document.plan)
    assert person.keys == person.signs == 0
    tell(person)
    assert person.seconds < FIVE_MINUTES


def tell(person: Person) -> None:
    """Said with -s: what the run took."""
    print(f"{person.name}: {person.keys} keys, {person.signs} signs, {person.clicks} clicks, {person.seconds:.0f} s")  # noqa: T201


def take(person: Person, name: str) -> None:
    """Type a name where the panel asks for it, and Enter."""
    person.write(name)
    person.press(KEY.Key_Return)


def go_to(person: Person, screen: Screen, node: NodeKey) -> None:
    """Walk there by the arrow keys along what is drawn, as one sees it: to the KGI and from there down."""
    way = [*way_to(screen, node), node]
    while screen.canvas.current not in way:
        before = screen.canvas.current
        person.press(KEY.Key_Left)
        if screen.canvas.current == before:
            person.press(KEY.Key_Up)
        assert screen.canvas.current != before, f"no way to {node} by the arrow keys"
    for there in way[way.index(screen.canvas.current) + 1 :]:
        person.press(KEY.Key_Right)
        while screen.canvas.current != there:
            before = screen.canvas.current
            person.press(KEY.Key_Down)
            assert screen.canvas.current != before, f"no way to {node} by the arrow keys"
    while screen.canvas.current != node:
        before = screen.canvas.current
        person.press(KEY.Key_Left)
        assert screen.canvas.current != before, f"no way to {node} by the arrow keys"


def way_to(screen: Screen, node: NodeKey) -> list[NodeKey]:
    """The nodes from the KGI down to the one above a node."""
    scene = screen.canvas.scene
    cards = [scene.cards[card] for card in scene.path((node, None))]
    ordered = sorted(cards, key=lambda placed: placed.box.left())
    return [placed.card.node for placed in ordered if placed.card.node != node]


def click(person: Person, screen: Screen, node: NodeKey, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click on a card, where it is seen."""
    person.click(screen.canvas.viewport(), spot(screen.canvas, node), button)


def see_all(person: Person, screen: Screen) -> None:
    """The button that shows the whole tree."""
    found = screen.tree.bar.findChildren(QAbstractButton)
    person.click(next(one for one in found if one.text() == "全体を表示"))


def pick(person: Person, screen: Screen, name: str) -> None:
    """Double-click a name in the list of the panel; what is not in sight is scrolled to, wheel notch by notch."""
    panel = screen.panel
    rows = panel.list.rows
    index: QModelIndex = next(one for one in map(rows.indexFromItem, rows.findItems(name, Qt.MatchFlag.MatchExactly)))
    while not rows.viewport().rect().contains(rows.visualRect(index).center()):
        before = rows.visualRect(index).top()
        person.scroll(rows.viewport())
        assert rows.visualRect(index).top() != before, f"{name} cannot be scrolled to"
    person.click(rows.viewport(), rows.visualRect(index).center(), twice=True)
    assert not panel.isVisible()


def test_an_empty_plan_asks_for_its_kgi_and_a_template_is_one_click(screen: Screen, document: Document) -> None:
    person = Person("template")

    def fill_in(dialog: QDialog) -> None:
        person.press(KEY.Key_End)
        person.press(KEY.Key_Return)

    person.in_dialog(lambda: person.press(KEY.Key_N, CTRL), fill_in)
    ghost = screen.canvas.ghost
    assert ghost.isVisible()
    assert ghost.kgi.text() == "KGI を選ぶ"
    assert screen.plan.tree.root is None
    person.click(next(one for one in ghost.findChildren(QPushButton) if "インサイドセールス" in one.text()))
    assert formulas(screen.plan) == formulas(document.plan)
    assert not ghost.isVisible()
    person.press(KEY.Key_Z, CTRL)
    assert ghost.isVisible()
