"""The KPI dictionary by mouse and keys: found, edited, signed off, written, read back, printed."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.definitions.differences import DifferencesDialog
from isplanner.desktop.goal_tree.definitions.page import DefinitionsPage
from isplanner.desktop.goal_tree.definitions.printing import document_of, set_up
from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.plan.metric import Metric
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import CTRL, press, type_text

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
AS_OF = date(2026, 11, 20)
WAIT = 20_000


@pytest.fixture
def page(screen: TreeScreen, qtbot: QtBot) -> DefinitionsPage:
    """The definitions of the demo plan."""
    button = screen.workspace.bar.views.button(TreeView.DEFINITIONS)
    QTest.mouseClick(button, LEFT)
    page = screen.workspace.definitions
    qtbot.waitUntil(page.isVisible)
    page.table.setFocus()
    return page


def index(page: DefinitionsPage, metric: str, column: str) -> QModelIndex:
    place = [one.key for one in page.table.rows.columns].index(column)
    found = page.table.sieve.mapFromSource(page.table.rows.find(metric)).siblingAtColumn(place)
    assert found.isValid()
    return found


def metric(screen: TreeScreen, key: str) -> Metric:
    return screen.session.plan.metrics[key]


def test_the_inspector_makes_room_and_comes_back(screen: TreeScreen, page: DefinitionsPage) -> None:
    assert not screen.workspace.inspector.isVisible()
    QTest.mouseClick(screen.workspace.bar.views.button(TreeView.CANVAS), LEFT)
    assert screen.workspace.inspector.isVisible()
    assert not page.isVisible()


def test_it_is_searched_by_reading_and_by_what_lacks(page: DefinitionsPage) -> None:
    press(KEY.Key_F, CTRL)
    assert page.search.hasFocus()
    type_text("かでん")
    assert "dials" in {one.metric.key for one in page.table.seen}
    assert len(page.table.seen) < page.table.rows.rowCount()
    page.search.clear()
    page.wanted.setCurrentIndex(2)
    page.wanted.activated.emit(2)
    assert page.table.seen
    assert all(one.lacks for one in page.table.seen)
    assert page.count.text() == f"{len(page.table.seen)} / {page.table.rows.rowCount()} 件"


def test_a_definition_is_written_in_place_and_begins_a_new_series(screen: TreeScreen, page: DefinitionsPage) -> None:
    assert metric(screen, "connect_rate").conditions
    page.table.setCurrentIndex(index(page, "connect_rate", "conditions"))
    press(KEY.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    editor.selectAll()  # type: ignore[attr-defined]
    type_text("answered by a person")
    press(KEY.Key_Return)
    assert metric(screen, "connect_rate").conditions == "answered by a person"
    assert metric(screen, "connect_rate").since == AS_OF
    screen.session.undo()
    assert metric(screen, "connect_rate").conditions == "受付止まりは除く"


def test_a_department_signs_off_several_in_one_step(screen: TreeScreen, page: DefinitionsPage) -> None:
    table = page.table
    table.setCurrentIndex(index(page, "dials", "metric"))
    press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = [one.metric.key for one in table.chosen]
    assert len(chosen) == 2
    action = next(one for one in page.agree.menu().actions() if "マーケ" in one.text())
    action.trigger()
    assert [metric(screen, key).agreements["marketing"] for key in chosen] == [AS_OF] * 2
    screen.session.undo()
    assert "marketing" not in metric(screen, chosen[0]).agreements


def test_it_goes_out_is_filled_in_and_comes_back(
    screen: TreeScreen, page: DefinitionsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "definitions.xlsx"
    page.save(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: number for number, cell in enumerate(sheet[4], 1)}
    at = next(number for number, cell in enumerate(sheet["A"], 1) if cell.value == "dials")
    sheet.cell(at, heads["計上条件"]).value = "不通も数える"
    sheet.cell(at, heads["マーケティングの合意"]).value = date(2026, 11, 18)
    book.save(path)
    seen: list[list[str]] = []

    def take_the_day_only(dialog: DifferencesDialog) -> int:
        seen.extend([item.text(column) for column in range(4)] for item in dialog.items)
        dialog.items[1].setCheckState(0, Qt.CheckState.Unchecked)
        return 1

    monkeypatch.setattr(DifferencesDialog, "exec", take_the_day_only)
    page.read(path)
    qtbot.waitUntil(lambda: bool(seen), timeout=WAIT)
    qtbot.waitUntil(lambda: "marketing" in metric(screen, "dials").agreements, timeout=WAIT)
    assert seen[0] == ["架電数", "マーケティングの合意", "—", "2026/11/18"]
    assert seen[1][3] == "不通も数える"
    assert metric(screen, "dials").agreements["marketing"] == date(2026, 11, 18)
    assert not metric(screen, "dials").conditions


def test_a_workbook_of_something_else_is_refused_in_words(page: DefinitionsPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with qtbot.waitSignal(page.noticed, timeout=WAIT) as said:
        page.read(path)
    assert said.args is not None
    assert "定義一覧のブックではありません" in said.args[0].text


def test_it_is_printed_on_a4_across(screen: TreeScreen, page: DefinitionsPage, tmp_path: Path) -> None:
    printer = QPrinter()
    set_up(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "definitions.pdf"))
    document_of(screen.session.plan, page.table.seen, AS_OF).print_(printer)
    assert (tmp_path / "definitions.pdf").stat().st_size > 10_000
    assert printer.pageRect(QPrinter.Unit.Millimeter).width() > printer.pageRect(QPrinter.Unit.Millimeter).height()


def test_the_printed_table_says_what_the_goal_is_for(screen: TreeScreen, page: DefinitionsPage) -> None:
    goal = screen.session.plan.goal
    assert goal is not None
    assert goal.purpose.superior
    text = document_of(screen.session.plan, page.table.seen, AS_OF).toPlainText()
    assert f"狙い：{goal.purpose.superior}" in text
    assert goal.purpose.set_by in text


def test_what_is_lacking_stands_in_one_line_where_there_is_room(page: DefinitionsPage) -> None:
    narrow = page.table.columnWidth(page.table.model().columnCount() - 1)
    page.window().resize(1920, 1000)
    QApplication.processEvents()
    assert page.table.columnWidth(page.table.model().columnCount() - 1) > narrow
