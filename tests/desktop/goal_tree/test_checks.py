"""The list of checks: what it shows of the demo plan, walked through and mended by real clicks and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.checks.check_panel import CheckPanel
from isplanner.desktop.goal_tree.checks.check_rows import CheckRow
from isplanner.desktop.language import set_language
from isplanner.desktop.session import Session
from isplanner.desktop.theme import tokens
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.goal_tree.test_said_of_nodes import choose
from tests.desktop.hands import focused, press

KEY = Qt.Key
RATE = NodeKey("connect_rate")


@pytest.fixture
def panel(screen: TreeScreen, qtbot: QtBot) -> CheckPanel:
    """The list, shown by a click on its button."""
    look(screen, qtbot)
    QTest.mouseClick(screen.workspace.bar.checks, Qt.MouseButton.LeftButton)
    panel = screen.workspace.details.checks
    assert panel.isVisible()
    panel.list.expandAll()
    return panel


def look(screen: TreeScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not screen.workspace.details.is_looking, timeout=20_000)


def rows(panel: CheckPanel) -> list[CheckRow]:
    return [panel.rows.record(index) for index in panel.rows.walk()]


def index_of(panel: CheckPanel, code: str, node: NodeKey | None = None) -> QModelIndex:
    """The row of a finding, or of the head over those of a code."""
    for index in panel.rows.walk():
        row = panel.rows.record(index)
        if row.findings[0].code == code and (row.is_head if node is None else row.node == node):
            return index
    raise AssertionError(code)


def click_link(panel: CheckPanel, index: QModelIndex) -> None:
    link = index.siblingAtColumn(1)
    panel.list.scrollTo(link)
    place = panel.list.visualRect(link).topLeft() + QPoint(10, 8)
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_findings_of_a_kind_stand_under_one_head_the_serious_ones_first(panel: CheckPanel) -> None:
    found = rows(panel)
    heads = [row.words for row in found if row.is_head]
    assert heads[0] == "達成確率が低い目標（4）"
    assert "実績の出どころがない（11）" in heads
    assert "担当がいない（2）" in heads
    count = sum(not row.is_head for row in found)
    assert panel.title.text() == f"点検　{count}"
    assert any(
        row.words == "着電率: 目標 20.0% に届く確率は 1%未満 です。" and row.mend == "18.2% に直す" for row in found
    )


def test_the_tool_bar_says_how_many(screen: TreeScreen, panel: CheckPanel) -> None:
    assert screen.workspace.bar.checks.text() == panel.title.text()
    assert screen.workspace.bar.checks.isChecked()
    panel.closed.emit()
    assert not panel.isVisible()
    assert not screen.workspace.bar.checks.isChecked()


def test_f8_walks_through_them_and_the_tree_follows(screen: TreeScreen, qtbot: QtBot) -> None:
    look(screen, qtbot)
    panel = screen.workspace.details.checks
    seen = []
    for _ in range(3):
        QTest.keyClick(screen.workspace, KEY.Key_F8)
        seen.append(screen.row.key)
    assert panel.isVisible()
    assert seen == [NodeKey("valid_appointments"), NodeKey("connects"), RATE]
    QTest.keyClick(screen.workspace, KEY.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert screen.row.key == NodeKey("connects")
    assert screen.workspace.inspector.numbers.title.text() == "着電数"


def test_going_back_from_nowhere_begins_at_the_end(screen: TreeScreen, panel: CheckPanel) -> None:
    QTest.keyClick(screen.workspace, KEY.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    last = list(panel.rows.walk())[-1]
    assert panel.list.currentIndex() == last


def test_a_click_on_the_link_mends_one(screen: TreeScreen, panel: CheckPanel, qtbot: QtBot) -> None:
    click_link(panel, index_of(panel, "smart_unlikely", RATE))
    assert screen.target(RATE) == pytest.approx(0.182, abs=0.0005)
    assert screen.edits[-1] == "set_target"
    look(screen, qtbot)
    assert all(row.node != RATE for row in rows(panel) if row.findings[0].code == "smart_unlikely")


def test_enter_mends_the_current_one(screen: TreeScreen, panel: CheckPanel) -> None:
    panel.list.setFocus()
    panel.list.setCurrentIndex(index_of(panel, "smart_unlikely", RATE))
    press(KEY.Key_Return)
    assert screen.target(RATE) == pytest.approx(0.182, abs=0.0005)


def test_one_owner_for_all_that_have_none_in_one_step(screen: TreeScreen, panel: CheckPanel, qtbot: QtBot) -> None:
    head = index_of(panel, "smart_no_owner")
    assert panel.rows.record(head).mend == "担当をまとめて決める"
    click_link(panel, head)
    choose("久保 八雲")
    nodes = screen.session.plan.tree.nodes
    assert [nodes[NodeKey(key)].owner for key in ("leads", "mails_opened")] == ["久保 八雲"] * 2
    assert screen.edits[-1] == "set_owners"
    look(screen, qtbot)
    assert all(row.findings[0].code != "smart_no_owner" for row in rows(panel))


def test_sources_are_chosen_from_the_files_that_were_read(screen: TreeScreen, panel: CheckPanel) -> None:
    click_link(panel, index_of(panel, "smart_no_source"))
    choose("2026年度Q3_日次実績.xlsx")
    metrics = screen.session.plan.metrics
    assert metrics["dials"].source == metrics["orders"].source == "2026年度Q3_日次実績.xlsx"
    assert metrics["connect_rate"].source == "CTI の通話ログ"
    screen.session.undo()
    assert screen.session.plan.metrics["dials"].source == ""


def test_or_are_written_by_hand_in_the_inspector(screen: TreeScreen, panel: CheckPanel) -> None:
    click_link(panel, index_of(panel, "smart_no_source", NodeKey("orders")))
    choose("自分で書く")
    assert screen.row.key == NodeKey("orders")
    assert focused() is screen.workspace.inspector.definition.source


def test_priorities_are_numbered_in_one_step(screen: TreeScreen, panel: CheckPanel, qtbot: QtBot) -> None:
    click_link(panel, index_of(panel, "kpis_without_priority"))
    assert screen.edits[-1] == "set_priorities"
    look(screen, qtbot)
    assert all(row.findings[0].code != "kpis_without_priority" for row in rows(panel))


def test_what_takes_a_decision_leads_to_its_place(screen: TreeScreen, panel: CheckPanel) -> None:
    before = screen.edits
    click_link(panel, index_of(panel, "smart_unrelated", NodeKey("leads")))
    assert focused() is screen.workspace.inspector.influences.driven
    click_link(panel, index_of(panel, "stagnation", NodeKey("valid_rate")))
    assert focused() is screen.workspace.inspector.comments.form.words
    assert screen.edits == before


def test_a_formula_that_cannot_be_worked_out_comes_first(screen: TreeScreen, panel: CheckPanel, qtbot: QtBot) -> None:
    screen.session.edit(edits.set_formula(NodeKey("orders", "webinar"), "revenue / deal_size"))
    look(screen, qtbot)
    first = rows(panel)[0]
    assert first.mend in {"数式を直す", "まとめて直す", ""}
    leaf = next(row for row in rows(panel) if not row.is_head)
    assert leaf.mend == "数式を直す"
    panel.step(1)
    panel.mend(panel.list.currentIndex())
    assert focused() is screen.workspace.inspector.formula.edit


def test_serious_ones_are_painted_so(panel: CheckPanel) -> None:
    index = index_of(panel, "smart_unlikely", RATE)
    panel.list.scrollTo(index)
    box = panel.list.visualRect(index)
    picture = panel.list.viewport().grab().toImage()
    row = {
        picture.pixelColor(x, y).name()
        for x in range(box.left(), box.left() + 160)
        for y in range(box.top(), box.bottom())
    }
    assert tokens(panel).bad.name() in row


@pytest.fixture
def new_screen(empty_document: Document, problems: list[Problem], qtbot: QtBot) -> Iterator[TreeScreen]:
    session = Session(empty_document, problems.append)
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    screen = TreeScreen(session, qtbot)
    yield screen
    screen.workspace.close()
    session.close()


def test_a_plan_without_targets_has_nothing_to_check(new_screen: TreeScreen, qtbot: QtBot) -> None:
    look(new_screen, qtbot)
    panel = new_screen.workspace.details.checks
    QTest.keyClick(new_screen.workspace, KEY.Key_F8)
    assert panel.early.isVisible()
    assert not panel.good.isVisible()
    assert not panel.list.isVisible()
    assert new_screen.workspace.bar.checks.text() == "点検"


def test_english_words(session: Session, qtbot: QtBot, qapp: QApplication) -> None:
    set_language(qapp, "en")
    screen = TreeScreen(session, qtbot)
    look(screen, qtbot)
    for row in rows(screen.workspace.details.checks):
        words = f"{row.words}{row.mend}"
        for member in session.plan.members:
            words = words.replace(member.name, "")
        words = words.replace("佐藤 裕子", "")
        assert not any("ぁ" <= sign <= "ヿ" or "一" <= sign <= "鿿" for sign in words), words
    screen.workspace.close()
