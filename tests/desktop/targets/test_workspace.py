"""目標配分 by real mouse and keys, on the demo plan: what is drawn, what a typed share does, what is stored."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from isplanner.desktop.targets.sharing import Sum
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.targets.screen import DAYS, LEFT, NONE, OUTLOOK, TEAM, Targets

APPOINTMENTS = NodeKey("appointments")


def all_sums_are_right(targets: Targets) -> bool:
    return len(targets.sums()) == len(Sum) and all(words.startswith("✓") for words in targets.sums())


def test_members_add_up_to_the_target(targets: Targets) -> None:
    plan = targets.session.plan
    assert targets.workspace.node == APPOINTMENTS
    assert targets.number(TEAM, plan.period) == plan.targets[APPOINTMENTS].value == 750
    for span in (plan.period, *plan.months):
        assert sum(targets.numbers(span)) == targets.number(TEAM, span)
    assert all_sums_are_right(targets)


def test_the_running_month_is_unfolded_into_its_weeks(targets: Targets) -> None:
    plan = targets.session.plan
    weeks = [week for week in plan.weeks if targets.grid.cell(0, week).isValid()]
    assert weeks == [week for week in plan.weeks if targets.november.covers(week)]
    assert sum(targets.number(TEAM, week) for week in weeks) == targets.number(TEAM, targets.november)


def test_a_month_is_folded_by_its_head_and_all_by_the_segments(targets: Targets) -> None:
    plan, head = targets.session.plan, targets.grid.horizontalHeader()
    column = targets.cell(0, targets.november).column()
    QTest.mouseClick(head.viewport(), LEFT, NONE, QPoint(head.sectionViewportPosition(column) + 8, 12))
    assert targets.grid.rows.columnCount() == 4 + OUTLOOK
    targets.workspace.bar.fineness.button("week").click()
    assert targets.grid.rows.columnCount() == 4 + len(plan.weeks) + OUTLOOK
    targets.workspace.bar.fineness.button("period").click()
    assert targets.grid.rows.columnCount() == 1 + OUTLOOK


def test_a_typed_number_is_fixed_and_the_rest_shares_out_again(targets: Targets) -> None:
    plan, before = targets.session.plan, targets.numbers(targets.november)
    targets.type_over(0, targets.november, "40")
    (cell,) = targets.session.plan.fixed_cells
    assert (cell.node, cell.member, cell.span, cell.value) == (APPOINTMENTS, 1, targets.november, 40)
    after = targets.numbers(targets.november)
    assert after[0] == 40
    assert sum(after) == sum(before)
    assert max(after[1:]) < max(before)
    assert targets.number(TEAM, plan.period) == 750
    assert targets.is_locked(0, targets.november)
    assert not targets.is_locked(1, targets.november)
    assert all_sums_are_right(targets)


def test_a_week_and_the_period_can_be_fixed(targets: Targets) -> None:
    plan = targets.session.plan
    week = next(week for week in plan.weeks if targets.november.covers(week))
    targets.type_over(1, week, "9")
    targets.type_over(2, plan.period, "120")
    assert {(cell.member, cell.span, cell.value) for cell in targets.session.plan.fixed_cells} == {
        (2, week, 9),
        (3, plan.period, 120),
    }
    assert (targets.number(1, week), targets.number(2, plan.period)) == (9, 120)
    assert all_sums_are_right(targets)


def test_undo_restores(targets: Targets) -> None:
    before = [targets.numbers(span) for span in targets.session.plan.months]
    targets.type_over(0, targets.november, "40")
    assert [targets.numbers(span) for span in targets.session.plan.months] != before
    targets.session.undo()
    assert targets.session.plan.fixed_cells == ()
    assert [targets.numbers(span) for span in targets.session.plan.months] == before


def test_delete_frees_a_fixed_cell(targets: Targets) -> None:
    before = targets.numbers(targets.november)
    targets.type_over(0, targets.november, "40")
    targets.click(0, targets.november)
    QTest.keyClick(targets.grid, Qt.Key.Key_Delete)
    assert targets.session.plan.fixed_cells == ()
    assert targets.numbers(targets.november) == before


def test_delete_on_a_free_cell_is_no_edit(targets: Targets) -> None:
    revision = targets.session.plan.revision
    targets.click(0, targets.november)
    QTest.keyClick(targets.grid, Qt.Key.Key_Delete)
    assert targets.session.plan.revision == revision


def test_a_contradiction_is_said_with_its_difference_and_stores_nothing(
    targets: Targets, problems: list[Problem]
) -> None:
    revision, before = targets.session.plan.revision, targets.numbers(targets.november)
    total = targets.number(TEAM, targets.november)
    targets.type_over(0, targets.november, str(total + 13))
    assert "商談化数" in targets.said()
    assert str(total) in targets.said()
    assert "13" in targets.said()
    assert targets.session.plan.revision == revision
    assert targets.session.plan.fixed_cells == ()
    assert problems == []
    assert targets.numbers(targets.november) == before


def test_what_is_no_whole_number_is_refused(targets: Targets) -> None:
    targets.type_over(0, targets.november, "3.5")
    assert "3.5" in targets.said()
    assert targets.session.plan.fixed_cells == ()


def test_a_pasted_block_is_one_edit(targets: Targets) -> None:
    plan = targets.session.plan
    targets.workspace.bar.fineness.button("month").click()
    QApplication.clipboard().setText("40\t30\n30\t35")
    targets.click(0, plan.months[0])
    QTest.keyClick(targets.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert {(cell.member, cell.span): cell.value for cell in targets.session.plan.fixed_cells} == {
        (1, plan.months[0]): 40,
        (1, plan.months[1]): 30,
        (2, plan.months[0]): 30,
        (2, plan.months[1]): 35,
    }
    assert all_sums_are_right(targets)
    targets.session.undo()
    assert targets.session.plan.fixed_cells == ()


def test_ctrl_l_fixes_at_the_present_number_and_frees_again(targets: Targets) -> None:
    targets.click(3, targets.november)
    number = targets.number(3, targets.november)
    QTest.keyClick(targets.workspace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert [(cell.member, cell.value) for cell in targets.session.plan.fixed_cells] == [(4, number)]
    QTest.keyClick(targets.workspace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert targets.session.plan.fixed_cells == ()


def test_all_can_be_freed_at_once(targets: Targets) -> None:
    assert not targets.workspace.bar.free.isEnabled()
    targets.type_over(0, targets.november, "40")
    targets.type_over(1, targets.november, "35")
    assert targets.workspace.bar.fixed.text() == "固定 2 セル"
    QTest.mouseClick(targets.workspace.bar.free, LEFT)
    assert targets.session.plan.fixed_cells == ()


def test_the_target_itself_and_business_days_say_why_they_cannot_be_typed(targets: Targets) -> None:
    plan = targets.session.plan
    targets.click(TEAM, plan.period)
    QTest.keyClicks(targets.grid, "9")
    assert "目標そのもの" in targets.said()
    targets.click(DAYS, targets.november)
    QTest.keyClicks(targets.grid, "9")
    assert "休業日" in targets.said()
    assert targets.number(DAYS, targets.november) == plan.calendar.business_days(targets.november) == 19


def test_typing_where_nothing_may_be_typed_goes_nowhere_else(targets: Targets) -> None:
    """A list would go to the next cell that begins with what was typed."""
    for digit in "123456789":
        targets.click(TEAM, targets.session.plan.period)
        QTest.keyClicks(targets.grid, digit)
        assert targets.grid.currentIndex().row() == TEAM


def test_a_channel_is_shared_out_by_itself(targets: Targets) -> None:
    session = targets.session
    session.focus_on(replace(session.focus, channel="webinar"))
    node = NodeKey("appointments", "webinar")
    assert targets.number(TEAM, session.plan.period) == session.plan.targets[node].value == 120
    targets.type_over(0, targets.november, "9")
    (cell,) = session.plan.fixed_cells
    assert (cell.node, cell.value) == (node, 9)
    assert all_sums_are_right(targets)


def test_a_click_on_a_kpi_shows_it(targets: Targets) -> None:
    metrics = targets.workspace.lists.metrics
    rows = range(metrics.model().rowCount())
    row = next(row for row in rows if metrics.model().index(row, 0).data() == "架電数")
    place = metrics.visualRect(metrics.model().index(row, 0)).center()
    QTest.mouseClick(metrics.viewport(), LEFT, NONE, place)
    assert targets.session.focus.node == NodeKey("dials")
    assert targets.number(TEAM, targets.session.plan.period) == 29_000


def test_a_sum_that_is_not_right_says_what_it_misses(targets: Targets) -> None:
    targets.session.edit(edits.set_targets({APPOINTMENTS: 760.0}))
    assert "⚠ チャネル ＝ 全体（差 +10）" in targets.sums()
    assert targets.number(TEAM, targets.session.plan.period) == 760


def test_the_inspector_tells_how_a_number_comes_about(targets: Targets) -> None:
    inspector = targets.workspace.inspector
    targets.click(3, targets.november)
    assert inspector.head.title.text().startswith("江口 四季")
    assert inspector.days.text() == "19 日"
    assert inspector.capacity.text() == "0.75"
    assert inspector.ramp.text() == "1.00"


def test_fixed_cells_that_no_longer_fit_are_said_in_place_of_numbers(targets: Targets) -> None:
    targets.type_over(0, targets.november, "40")
    targets.session.edit(
        edits.set_targets({NodeKey("appointments", key): None for key in targets.session.plan.channels})
    )
    targets.session.edit(edits.set_targets({APPOINTMENTS: 60.0}))
    assert "商談化数" in targets.workspace.problem.text()
    assert targets.workspace.problem.isVisible()
    QTest.mouseClick(targets.workspace.bar.free, LEFT)
    assert targets.number(TEAM, targets.session.plan.period) == 60


def test_without_a_target_the_way_on_is_said(empty_document: Document, qtbot: QtBot) -> None:
    session = Session(empty_document, lambda problem: pytest.fail(problem.code))
    try:
        targets = Targets(session, qtbot)
        assert targets.workspace.empty.isVisible()
        assert not targets.grid.isVisible()
    finally:
        session.close()


def test_a_capacity_typed_below_shares_out_again(targets: Targets) -> None:
    table = targets.workspace.inspector.members
    plan = targets.session.plan
    before = targets.number(0, plan.period)
    QTest.mouseClick(table.viewport(), LEFT, NONE, table.visualRect(table.model().index(0, 1)).center())
    QTest.keyClicks(table, "0")
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, ".5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert targets.session.plan.members[0].capacity == 0.5
    assert targets.number(0, plan.period) < before * 0.6
    assert all_sums_are_right(targets)


def test_the_day_somebody_joined_and_the_ramp_are_read_as_people_write_them(targets: Targets) -> None:
    table = targets.workspace.inspector.members
    assert table.write([(table.model().index(0, 2), "2026/11/2"), (table.model().index(0, 4), "50%、0.75")])
    member = targets.session.plan.members[0]
    assert (member.joined, member.ramp) == (date(2026, 11, 2), (0.5, 0.75))
    assert targets.number(0, targets.session.plan.months[0]) == 0
    assert all_sums_are_right(targets)


@pytest.mark.parametrize(("column", "typed"), [(1, "3"), (1, "-1"), (2, "2026/2/30"), (2, "11月"), (4, "0.5, 7")])
def test_what_cannot_be_said_of_a_member_is_refused(targets: Targets, column: int, typed: str) -> None:
    table, members = targets.workspace.inspector.members, targets.session.plan.members
    assert not table.write([(table.model().index(0, column), typed)])
    assert targets.said()
    assert targets.session.plan.members == members
