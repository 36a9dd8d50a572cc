"""A scenario's people by real clicks and keys: who is hired, who goes, what follows, and what is undone."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.people_panel import PeoplePanel
from isplanner.desktop.models.column import RECORD_ROLE
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.grid import Grid
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.funnel.test_comparing import cell, go, named
from tests.desktop.funnel.test_exporting import save
from tests.desktop.funnel.test_workspace import LEFT, Funnel
from tests.desktop.hands import CTRL, press, type_text
from tests.store.samples import draft_name

DIALS = NodeKey("dials")
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
OHNO = 5


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    return Funnel(session, qtbot)


@pytest.fixture
def people(funnel: Funnel) -> PeoplePanel:
    """The panel, opened by its button."""
    QTest.mouseClick(funnel.workspace.staffing.line.button, LEFT)
    return funnel.workspace.staffing.panel


def headcount(funnel: Funnel) -> Headcount:
    return funnel.session.plan.chosen.headcount


def put_cursor(grid: Grid, row: int, column: int) -> None:
    grid.setFocus()
    grid.selectionModel().setCurrentIndex(
        grid.model().index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


def text_of(grid: Grid, row: int, column: int) -> str:
    return str(grid.model().index(row, column).data())


def let_go(people: PeoplePanel, name: str) -> None:
    """Choose a member in the menu of the button."""
    people.leaver.menu().aboutToShow.emit()
    next(act for act in people.leaver.menu().actions() if act.text().startswith(name)).trigger()


def line_of(funnel: Funnel) -> str:
    return funnel.workspace.staffing.line.words.text()


def test_the_line_says_how_many_and_opens_the_panel_in_place_of_the_funnel(funnel: Funnel, people: PeoplePanel) -> None:
    assert line_of(funnel) == "人員 7.5 人分"
    assert people.isVisible()
    assert not funnel.workspace.funnel.isVisible()
    QTest.mouseClick(funnel.workspace.bar.compare, LEFT)
    assert funnel.workspace.comparing.panel.isVisible()
    QTest.mouseClick(funnel.workspace.staffing.line.button, LEFT)
    assert people.isVisible()
    assert not funnel.workspace.bar.compare.isChecked()
    press(Qt.Key.Key_Escape)
    assert funnel.workspace.funnel.isVisible()
    assert funnel.workspace.staffing.line.button.hasFocus()


def test_the_button_comes_after_the_levers_by_tab(funnel: Funnel) -> None:
    button = funnel.workspace.staffing.line.button
    list(funnel.workspace.levers.rows.values())[-1].field.setFocus()
    for _ in range(4):
        if not button.hasFocus():
            press(Qt.Key.Key_Tab)
    assert button.hasFocus()
    press(Qt.Key.Key_Space)
    assert funnel.workspace.staffing.panel.isVisible()


def test_the_last_row_says_what_the_panel_says_and_of_what_remains_only_that(
    funnel: Funnel, people: PeoplePanel
) -> None:
    grid = people.months
    last = grid.model().rowCount() - 1
    assert text_of(grid, last, 4) == people.facts[0][1].text()
    QTest.mouseClick(funnel.workspace.result.span.button(True), LEFT)
    assert text_of(grid, last, 0) == "残り"
    days, most = (float(text_of(grid, last, column).replace(",", "")) for column in (3, 4))
    december, dials = (float(text_of(grid, last - 1, column).replace(",", "")) for column in (3, 4))
    assert most / days == pytest.approx(dials / december, rel=0.02)


def test_without_changes_it_says_what_to_do(funnel: Funnel, people: PeoplePanel) -> None:
    assert people.empty.isVisible()
    assert not people.grid.isVisible()
    press(Qt.Key.Key_Space)
    assert people.grid.isVisible()
    assert people.grid.hasFocus()
    funnel.session.undo()
    assert people.empty.isVisible()


def test_a_hire_is_added_and_typed_over_by_keys(funnel: Funnel, people: PeoplePanel) -> None:
    press(Qt.Key.Key_Space)  # the button to add one has the focus
    # In as the plan's last new member was: at 50 % and 75 %.
    assert headcount(funnel) == Headcount((Hire(1.0, date(2026, 10, 1), (0.5, 0.75)),))
    type_text("2")
    press(Qt.Key.Key_Tab)
    type_text("11月")
    press(Qt.Key.Key_Tab)
    type_text("60")
    press(Qt.Key.Key_Return)
    assert headcount(funnel) == Headcount((Hire(2.0, NOVEMBER, (0.6,)),))
    assert [text_of(people.grid, 0, column) for column in range(4)] == ["採用", "2 人", "2026年11月", "60%"]
    assert line_of(funnel) == "人員 7.5 → 8.5 人分（採用 2）"
    assert funnel.session.undo()
    assert headcount(funnel).hires[0].ramp == (0.5, 0.75)
    for _ in range(3):
        assert funnel.session.undo()
    assert headcount(funnel).is_same
    assert line_of(funnel) == "人員 7.5 人分"


def test_a_leaver_is_chosen_from_the_menu_and_changed(funnel: Funnel, people: PeoplePanel) -> None:
    let_go(people, "大野")
    people.leaver.menu().aboutToShow.emit()
    staying = [member.name for member in funnel.session.plan.members if member.id != OHNO]
    assert [act.text() for act in people.leaver.menu().actions()] == staying
    assert headcount(funnel) == Headcount(leavers={OHNO: date(2026, 10, 1)})
    type_text("加藤")
    press(Qt.Key.Key_Tab)
    type_text("2026-12")
    press(Qt.Key.Key_Return)
    assert headcount(funnel) == Headcount(leavers={6: DECEMBER})
    assert text_of(people.grid, 0, 1) == "加藤 六花"
    assert [text_of(people.months, row, 2) for row in range(3)] == ["7.3", "7.5", "6.8"]
    assert [text_of(people.months, row, 1) for row in range(3)] == ["7.3", "7.5", "7.8"]


@pytest.mark.parametrize(
    ("column", "typed"), [(0, "退職"), (1, "-2"), (1, "x"), (2, "2027-11"), (2, "いつか"), (3, "150%")]
)
def test_what_cannot_be_read_says_why_and_changes_nothing(
    funnel: Funnel, people: PeoplePanel, column: int, typed: str
) -> None:
    QTest.mouseClick(people.hire, LEFT)
    before = headcount(funnel)
    put_cursor(people.grid, 0, column)
    QApplication.clipboard().setText(typed)
    press(Qt.Key.Key_V, CTRL)
    assert headcount(funnel) == before
    assert any(said.isVisible() and len(said.text()) > 5 for said in people.window().findChildren(Callout))


def test_a_member_cannot_leave_twice(funnel: Funnel, people: PeoplePanel) -> None:
    for name in ("青木", "井上"):
        let_go(people, name)
    before = headcount(funnel)
    put_cursor(people.grid, 1, 1)
    QApplication.clipboard().setText("青木")
    press(Qt.Key.Key_V, CTRL)
    assert headcount(funnel) == before


def test_rows_are_removed_by_the_button_and_by_delete(funnel: Funnel, people: PeoplePanel) -> None:
    for _ in range(2):
        QTest.mouseClick(people.hire, LEFT)
    let_go(people, "青木")
    put_cursor(people.grid, 0, 1)
    press(Qt.Key.Key_Delete)
    assert (len(headcount(funnel).hires), len(headcount(funnel).leavers)) == (1, 1)
    put_cursor(people.grid, 1, 0)
    QTest.mouseClick(people.remove, LEFT)
    assert (len(headcount(funnel).hires), len(headcount(funnel).leavers)) == (1, 0)
    QTest.mouseClick(people.reset, LEFT)
    assert headcount(funnel).is_same
    assert not people.reset.isEnabled()
    assert funnel.session.undo()
    assert len(headcount(funnel).hires) == 1


def test_while_the_baseline_is_chosen_a_hire_makes_a_draft(funnel: Funnel, people: PeoplePanel) -> None:
    plan = funnel.session.plan
    baseline = next(one.id for one in plan.scenarios if one.is_baseline)
    QTest.mouseClick(funnel.workspace.bar.scenarios.button(baseline), LEFT)
    QTest.mouseClick(people.hire, LEFT)
    assert funnel.session.plan.chosen.name == "案 1"
    assert headcount(funnel).hired == 1
    assert named(funnel, "基準").headcount.is_same
    QTest.mouseClick(funnel.workspace.bar.copy, LEFT)
    assert (funnel.session.plan.chosen.name, headcount(funnel).hired) == ("案 2", 1)


def test_the_workload_and_the_note_of_people_follow(session: Session, qtbot: QtBot) -> None:
    funnel = Funnel(session, qtbot, is_solving=True)
    before = funnel.workspace.funnel.drawing.accessibleName()
    session.edit(edits.set_headcount(Headcount((Hire(4.0, date(2026, 10, 1)),)), draft_name))
    after = funnel.workspace.funnel.drawing.accessibleName()
    usage = [float(said.partition("稼働率 ")[2].partition("%")[0]) for said in (before, after)]
    assert usage[1] < usage[0] * 0.8
    panel = funnel.workspace.solving.panel
    said = "このシナリオは 採用 4 で 11.5 人分"
    qtbot.waitUntil(lambda: any(said in note.accessibleName() for note in panel.notes), timeout=20_000)


@pytest.mark.parametrize("is_rest", [False, True])
def test_dials_are_set_to_what_the_people_can_do(session: Session, qtbot: QtBot, is_rest: bool) -> None:
    funnel = Funnel(session, qtbot, is_rest=is_rest)
    QTest.mouseClick(funnel.workspace.staffing.line.button, LEFT)
    people = funnel.workspace.staffing.panel
    QTest.mouseClick(people.hire, LEFT)
    shares = {key: value for key, value in funnel.values().items() if key.metric == "dials" and key.channel}
    count = len(funnel.edits)
    QTest.mouseClick(people.fit, LEFT)
    assert len(funnel.edits) == count + 1
    said = people.fit.text()
    outcome = funnel.workspace.funnel.drawing.accessibleName()
    assert "稼働率 100%" in outcome
    volume = people.facts[1][1].text()
    assert volume == people.facts[0][1].text()
    assert volume in said
    after = funnel.values()
    factors = [after[key] / before for key, before in shares.items()]
    assert factors == pytest.approx([factors[0]] * len(factors))
    assert funnel.session.undo()
    assert funnel.values()[DIALS] == pytest.approx(sum(shares.values()))


def test_a_drag_counts_nobody_anew_and_shows_what_it_takes(funnel: Funnel, people: PeoplePanel) -> None:
    before = people.facts[1][1].text()
    counted = funnel.workspace.staffing.people
    slider, start = funnel.press(DIALS)
    QTest.mouseMove(slider, start + QPoint(30, 0))
    funnel.qtbot.waitUntil(lambda: people.facts[1][1].text() != before)
    assert funnel.workspace.staffing.people is counted
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    funnel.qtbot.waitUntil(lambda: people.facts[1][1].text() == before)
    QTest.mouseRelease(slider, LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(30, 0))


def test_what_is_beyond_the_people_is_said(funnel: Funnel, people: PeoplePanel) -> None:
    row = funnel.row(DIALS)
    row.field.setFocus()
    QTest.keyClicks(row.field, "60000")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert "件超えます" in people.note.text()
    assert people.note.property("role") == "warn_label"


def test_a_plan_of_which_nothing_is_known_says_what_to_import(empty_document: Document, qtbot: QtBot) -> None:
    empty_document.edit(edits.set_levers({NodeKey("dials", "webinar"): 100.0}, draft_name))
    session = Session(empty_document, lambda problem: pytest.fail(problem.code))
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    funnel = Funnel(session, qtbot)
    assert line_of(funnel) == "人員 —（メンバーの実績がありません）"
    QTest.mouseClick(funnel.workspace.staffing.line.button, LEFT)
    people = funnel.workspace.staffing.panel
    assert "取り込んでください" in people.note.text()
    assert not people.fit.isVisible()
    assert not people.leaver.isEnabled()
    QTest.mouseClick(people.hire, LEFT)
    assert line_of(funnel).startswith("人員 0.0 → 1.0 人分")
    session.close()


# ------------------------------------------------------------------------------------------------- beside each other
@pytest.fixture
def compared(funnel: Funnel) -> Funnel:
    hired = Headcount((Hire(2.0, NOVEMBER, (0.5,)),), {OHNO: DECEMBER})
    funnel.session.edit(edits.set_headcount(hired, draft_name, "強気"))
    QTest.mouseClick(funnel.workspace.bar.compare, LEFT)
    return funnel


def test_people_stand_in_the_comparison(compared: Funnel) -> None:
    assert [cell(compared, "people", name).data() for name in ("基準", "強気", "慎重")] == ["7.5", "8.1", "7.5"]
    tip = str(cell(compared, "people", "強気").data(Qt.ItemDataRole.ToolTipRole))
    assert "採用 2 人・2026年11月から・立ち上がり 50%" in tip
    assert "退職 大野 五月・2026年12月から" in tip
    row = next(n for n, one in enumerate(compared.session.plan.scenarios) if one.name == "強気")
    assert "採用 2 人" in compared.workspace.table.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_people_are_copied_across_by_keys_and_by_the_menu(compared: Funnel) -> None:
    grid, wanted = compared.workspace.comparing.panel.grid, named(compared, "強気").headcount
    go(grid, cell(compared, "people", "強気"))
    press(Qt.Key.Key_C, CTRL)
    go(grid, cell(compared, "people", "慎重"))
    press(Qt.Key.Key_V, CTRL)
    assert named(compared, "慎重").headcount == wanted
    press(Qt.Key.Key_Delete)
    assert named(compared, "慎重").headcount.is_same
    grid.fill_menu(cell(compared, "people", "強気").data(RECORD_ROLE), named(compared, "強気").id)
    next(act for act in grid.menu.actions() if "慎重" in act.text()).trigger()
    assert named(compared, "慎重").headcount == wanted
    assert compared.edits[-1] == "set_headcount"
    next(act for act in grid.menu.actions() if act.text() == "基準に戻す").trigger()
    assert named(compared, "強気").headcount.is_same


def test_the_baselines_people_cannot_be_typed_over(compared: Funnel) -> None:
    before = compared.edits
    go(compared.workspace.comparing.panel.grid, cell(compared, "people", "基準"))
    press(Qt.Key.Key_Delete)
    type_text("3")
    assert compared.edits == before


def test_each_hire_and_leaver_is_a_difference_that_can_be_removed(compared: Funnel) -> None:
    bold = named(compared, "強気")
    QTest.mouseClick(compared.workspace.bar.scenarios.button(bold.id), LEFT)
    own = compared.workspace.comparing.panel.own
    assert own.model().rowCount() == len(bold.values) + 2
    assert text_of(own, 0, 0).startswith("採用 2 人")
    assert (text_of(own, 0, 3), text_of(own, 1, 3)) == ("+2", "−1")
    put_cursor(own, 0, 2)
    press(Qt.Key.Key_Delete)
    assert named(compared, "強気").headcount == Headcount(leavers={OHNO: DECEMBER})
    put_cursor(own, 0, 0)
    QTest.mouseClick(compared.workspace.comparing.panel.reset, LEFT)
    assert named(compared, "強気").headcount.is_same
    assert len(named(compared, "強気").values) == len(bold.values)
    for _ in range(2):
        assert compared.session.undo()
    assert named(compared, "強気").headcount == bold.headcount


def test_people_are_exported_with_the_comparison(
    compared: Funnel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "compared.xlsx"
    save(compared, path, monkeypatch)
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    (people,) = [row[1:5] for row in rows if row[0] == "人員（人分）"]
    assert people == pytest.approx((7.5, 8.15, 7.5, 7.5), abs=0.05)
    assert any("強気: 採用 2 人" in str(row[0]) and "退職 大野 五月" in str(row[0]) for row in rows)


def test_making_it_the_targets_says_that_hires_have_no_share(funnel: Funnel) -> None:
    assert "採用予定" not in funnel.workspace.adopt.note.text()
    funnel.session.edit(edits.set_headcount(Headcount((Hire(2.0, NOVEMBER),)), draft_name))
    assert "採用予定の 2 人はまだメンバーではない" in funnel.workspace.adopt.note.text()
    before = len(funnel.session.plan.members)
    QTest.mouseClick(funnel.workspace.adopt.button, LEFT)
    assert len(funnel.session.plan.members) == before
