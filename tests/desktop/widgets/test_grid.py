"""The habits of an Excel user's hands, by real keys, against a plain table of rows."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QSortFilterProxyModel, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.models.column import CellEdit, Column
from isplanner.desktop.models.records_table import RecordsTable
from isplanner.desktop.widgets.callout import Callout
from isplanner.desktop.widgets.cell_delegate import CellEditor
from isplanner.desktop.widgets.grid import Grid
from isplanner.desktop.widgets.number_text import plain_text
from isplanner.plan.metric import shipped_metrics
from isplanner.text.entry import parse_value
from isplanner.text.numbers import write_value

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DIALS, RATE = shipped_metrics()["dials"], shipped_metrics()["connect_rate"]


@dataclass(frozen=True)
class Row:
    name: str
    dials: float | None
    rate: float | None
    note: str
    total: float = 0.0


class Sheet:
    """A grid over rows, as a workspace has it: what is typed comes as edits and goes back as rows."""

    def __init__(self, qtbot: QtBot) -> None:
        self.rows = [
            Row("青木 一郎", 1234, 0.12345, "", 10),
            Row("井上 二葉", 300, 0.2, "", 20),
            Row("上田 三郎", None, 0.05, 'タブ\tと"引用"と\n改行', 30),
        ]
        self.edits: list[dict[tuple[str, str], object]] = []
        self.model = RecordsTable[Row](lambda row: row.name, self.commit)
        self.grid = Grid()
        qtbot.addWidget(self.grid)
        self.model.show_columns(columns())
        self.model.show_records(self.rows)
        self.grid.setModel(self.model)
        self.grid.resize(700, 300)
        self.grid.show()
        self.grid.activateWindow()
        self.grid.setFocus()
        qtbot.waitUntil(self.grid.hasFocus)
        self.at(0, 1)

    def commit(self, edits: Sequence[CellEdit[Row]]) -> None:
        self.edits.append({(edit.record.name, edit.column): edit.value for edit in edits})
        values = self.edits[-1]
        rows = [asdict(row) | {c: v for (name, c), v in values.items() if name == row.name} for row in self.rows]
        self.rows = [Row(**row) for row in rows]
        self.model.show_records(self.rows)

    def at(self, row: int, column: int) -> None:
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.grid.selectionModel().setCurrentIndex(self.grid.model().index(row, column), select)

    def select(self, top: int, left: int, bottom: int, right: int) -> None:
        self.at(top, left)
        end = self.grid.visualRect(self.grid.model().index(bottom, right)).center()
        QTest.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, SHIFT, end)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor or self.grid, key, modifiers)

    def type(self, text: str) -> None:
        """Text that is not ASCII comes from an input method, as it does from hands."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self.editor or self.grid, sign)
            else:
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QApplication.sendEvent(self.editor or self.grid, event)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(KEY.Key_V, CTRL)

    @property
    def editor(self) -> CellEditor | None:
        open_editors = [e for e in self.grid.viewport().findChildren(CellEditor) if e.isVisible()]
        return open_editors[0] if open_editors else None

    @property
    def place(self) -> tuple[int, int]:
        return self.grid.currentIndex().row(), self.grid.currentIndex().column()

    @property
    def said(self) -> str:
        callout = self.grid.window().findChild(Callout)
        assert callout is not None
        return callout.text() if callout.isVisible() else ""

    def shown(self, row: int, column: int) -> str:
        return str(self.grid.model().index(row, column).data())


def columns() -> list[Column[Row]]:
    return [
        Column(key="name", header="担当", text=lambda row: row.name),
        Column(
            key="dials",
            header="架電数",
            text=lambda row: write_value(row.dials, DIALS, "ja").number,
            plain=lambda row: plain_text(row.dials, DIALS),
            parse=lambda _, text: parse_value(text, DIALS) if text else None,
            is_number=True,
        ),
        Column(
            key="rate",
            header="着電率",
            text=lambda row: str(write_value(row.rate, RATE, "ja")),
            plain=lambda row: plain_text(row.rate, RATE),
            parse=lambda _, text: parse_value(text, RATE),
            is_number=True,
        ),
        Column(key="note", header="メモ", text=lambda row: row.note, parse=lambda _, text: text),
        Column(
            key="total",
            header="合計",
            text=lambda row: str(row.total),
            refusal=lambda _: "合計は計算で決まります。",
            is_number=True,
        ),
    ]


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    return Sheet(qtbot)


def test_typing_replaces_what_the_cell_holds_and_enter_goes_down(sheet: Sheet) -> None:
    sheet.type("56")
    assert sheet.editor is not None
    assert sheet.editor.text() == "56"
    sheet.press(KEY.Key_Return)
    assert sheet.edits == [{("青木 一郎", "dials"): 56}]
    assert sheet.shown(0, 1) == "56"
    assert sheet.place == (1, 1)
    assert sheet.editor is None


def test_f2_opens_with_the_caret_at_the_end_and_all_digits(sheet: Sheet) -> None:
    sheet.at(0, 2)
    assert sheet.shown(0, 2) == "12.3%"
    sheet.press(KEY.Key_F2)
    assert sheet.editor is not None
    assert sheet.editor.text() == "12.345%"
    assert not sheet.editor.hasSelectedText()
    assert sheet.editor.cursorPosition() == len("12.345%")


def test_f2_and_enter_change_nothing(sheet: Sheet) -> None:
    sheet.at(0, 2)
    sheet.press(KEY.Key_F2)
    sheet.press(KEY.Key_Return)
    assert sheet.edits == []
    assert sheet.rows[0].rate == 0.12345
    assert sheet.place == (1, 2)


def chosen(sheet: Sheet) -> list[tuple[int, int]]:
    return sorted((index.row(), index.column()) for index in sheet.grid.selectedIndexes())


def test_shift_and_arrows_extend_the_selection_and_take_it_back(sheet: Sheet) -> None:
    sheet.at(1, 1)
    sheet.press(KEY.Key_Down, SHIFT)
    sheet.press(KEY.Key_Right, SHIFT)
    assert chosen(sheet) == [(1, 1), (1, 2), (2, 1), (2, 2)]
    sheet.press(KEY.Key_Up, SHIFT)
    sheet.press(KEY.Key_Up, SHIFT)
    assert chosen(sheet) == [(0, 1), (0, 2), (1, 1), (1, 2)]
    sheet.press(KEY.Key_Down)
    assert len(chosen(sheet)) == 1


def test_ctrl_and_arrows_go_to_the_edge_of_what_is_filled(sheet: Sheet) -> None:
    sheet.at(0, 1)
    sheet.press(KEY.Key_Down, CTRL)
    assert sheet.place == (1, 1)  # the third has no dials
    sheet.press(KEY.Key_Down, CTRL)
    assert sheet.place == (2, 1)
    sheet.at(0, 2)
    sheet.press(KEY.Key_Down, CTRL | SHIFT)
    assert chosen(sheet) == [(0, 2), (1, 2), (2, 2)]
    sheet.press(KEY.Key_Left, CTRL)
    assert sheet.place == (2, 0)


def test_shift_enter_goes_up(sheet: Sheet) -> None:
    sheet.at(1, 1)
    sheet.type("7")
    sheet.press(KEY.Key_Return, SHIFT)
    assert sheet.rows[1].dials == 7
    assert sheet.place == (0, 1)


def test_tab_goes_right_shift_tab_left_and_enter_below_the_first_of_the_run(sheet: Sheet) -> None:
    sheet.type("1")
    sheet.press(KEY.Key_Tab)
    assert sheet.place == (0, 2)
    sheet.type("15")
    sheet.press(KEY.Key_Tab)
    assert sheet.place == (0, 3)
    sheet.type("x")
    sheet.press(KEY.Key_Return)
    assert sheet.place == (1, 1)
    assert (sheet.rows[0].dials, sheet.rows[0].rate, sheet.rows[0].note) == (1, 0.15, "x")
    sheet.at(1, 2)
    sheet.type("9")
    sheet.press(KEY.Key_Backtab, SHIFT)
    assert sheet.rows[1].rate == 0.09
    assert sheet.place == (1, 1)


def test_enter_and_tab_go_on_without_an_editor(sheet: Sheet) -> None:
    sheet.press(KEY.Key_Return)
    assert sheet.place == (1, 1)
    sheet.press(KEY.Key_Tab)
    assert sheet.place == (1, 2)
    assert sheet.edits == []


def test_escape_gives_the_old_value_back(sheet: Sheet) -> None:
    sheet.type("99")
    sheet.press(KEY.Key_Escape)
    assert sheet.edits == []
    assert sheet.shown(0, 1) == "1,234"
    assert sheet.place == (0, 1)


def test_arrows_leave_a_cell_typed_over_and_move_the_caret_after_f2(sheet: Sheet) -> None:
    sheet.type("5")
    sheet.press(KEY.Key_Right)
    assert sheet.rows[0].dials == 5
    assert sheet.place == (0, 2)
    sheet.at(0, 1)
    sheet.press(KEY.Key_F2)
    sheet.press(KEY.Key_Left)
    assert sheet.editor is not None
    assert sheet.editor.cursorPosition() == 0


def test_delete_empties_all_selected_cells_as_one_edit(sheet: Sheet) -> None:
    sheet.select(0, 1, 1, 1)
    sheet.press(KEY.Key_Delete)
    assert sheet.edits == [{("青木 一郎", "dials"): None, ("井上 二葉", "dials"): None}]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("１２", 12), ("１，２３４", 1234), ("1,234件", 1234), ("▲5", -5), ("(5)", -5), ("1.2億", 1.2e8)],
)
def test_numbers_are_read_as_people_write_them(sheet: Sheet, typed: str, value: float) -> None:
    sheet.type(typed)
    sheet.press(KEY.Key_Return)
    assert sheet.rows[0].dials == value
    assert sheet.shown(0, 1) == write_value(value, DIALS, "ja").number


@pytest.mark.parametrize(("typed", "value"), [("15", 0.15), ("１５％", 0.15), ("0.5%", 0.005)])
def test_fifteen_in_a_rate_is_fifteen_percent(sheet: Sheet, typed: str, value: float) -> None:
    sheet.at(0, 2)
    sheet.type(typed)
    sheet.press(KEY.Key_Return)
    assert sheet.rows[0].rate == value


def test_what_cannot_be_read_is_said_and_stays_open(sheet: Sheet) -> None:
    sheet.at(0, 2)
    sheet.type("0.15")
    sheet.press(KEY.Key_Return)
    assert sheet.editor is not None
    assert "0.15" in sheet.said
    assert sheet.edits == []
    sheet.press(KEY.Key_Escape)
    assert sheet.said == ""
    assert sheet.rows[0].rate == 0.12345


def test_a_cell_that_may_not_be_edited_says_why(sheet: Sheet) -> None:
    sheet.at(0, 4)
    sheet.type("5")
    assert sheet.editor is None
    assert sheet.said == "合計は計算で決まります。"
    sheet.press(KEY.Key_Left)
    assert sheet.said == ""
    sheet.at(0, 4)
    sheet.type("５")
    assert sheet.said == "合計は計算で決まります。"


def test_a_block_is_copied_as_text_and_as_table_without_units(sheet: Sheet) -> None:
    sheet.select(0, 1, 1, 2)
    sheet.press(KEY.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "1234\t12.345%\n300\t20%"
    assert "<td>1234</td><td>12.345%</td>" in mime.html()


def test_tabs_quotes_and_line_breaks_survive_the_clipboard(sheet: Sheet) -> None:
    sheet.at(2, 3)
    note = sheet.rows[2].note
    sheet.press(KEY.Key_C, CTRL)
    sheet.at(0, 3)
    sheet.press(KEY.Key_V, CTRL)
    assert sheet.rows[0].note == note


def test_a_block_is_pasted_as_one_edit_and_read_as_typed(sheet: Sheet) -> None:
    sheet.paste("１，２３４\t12.3%\r\n1,500件\t▲5%\r\n")
    assert sheet.edits == [
        {
            ("青木 一郎", "dials"): 1234,
            ("青木 一郎", "rate"): 0.123,
            ("井上 二葉", "dials"): 1500,
            ("井上 二葉", "rate"): -0.05,
        }
    ]
    selected = {(index.row(), index.column()) for index in sheet.grid.selectedIndexes()}
    assert selected == {(0, 1), (0, 2), (1, 1), (1, 2)}


def test_one_value_fills_the_selection(sheet: Sheet) -> None:
    sheet.select(0, 1, 2, 1)
    sheet.paste("80件\n")
    assert len(sheet.edits) == 1
    assert [row.dials for row in sheet.rows] == [80, 80, 80]


def test_unreadable_cells_are_said_and_marked_and_the_rest_taken(sheet: Sheet) -> None:
    before = sheet.grid.viewport().grab().toImage()
    sheet.paste("10\nだめ\n30")
    assert [row.dials for row in sheet.rows] == [10, 300, 30]
    assert len(sheet.edits) == 1
    assert "だめ" in sheet.said
    frame = sheet.grid.visualRect(sheet.model.index(1, 1)).topLeft() + QPoint(3, 0)
    assert sheet.grid.viewport().grab().toImage().pixelColor(frame) != before.pixelColor(frame)


def test_too_large_a_block_says_how_much_does_not_fit_before_anything_changes(sheet: Sheet) -> None:
    sheet.at(1, 1)
    sheet.paste("1\n2\n3\n4")
    box = sheet.grid.findChild(QMessageBox)
    assert box is not None
    assert "2 個" in box.text()
    assert sheet.edits == []
    take = next(button for button in box.findChildren(QPushButton) if "入る分" in button.text())
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    assert [row.dials for row in sheet.rows] == [1234, 1, 2]
    assert len(sheet.edits) == 1


def test_too_large_a_block_can_be_left(sheet: Sheet) -> None:
    sheet.at(2, 1)
    sheet.paste("1\n2")
    box = sheet.grid.findChild(QMessageBox)
    assert box is not None
    QTest.keyClick(box, KEY.Key_Escape)
    assert sheet.edits == []


def test_fill_down_and_right(sheet: Sheet) -> None:
    sheet.select(0, 1, 2, 1)
    sheet.press(KEY.Key_D, CTRL)
    assert [row.dials for row in sheet.rows] == [1234, 1234, 1234]
    sheet.at(1, 2)
    sheet.press(KEY.Key_D, CTRL)
    assert sheet.rows[1].rate == 0.12345
    sheet.select(0, 1, 0, 2)
    sheet.press(KEY.Key_R, CTRL)
    assert sheet.rows[0].rate == 12.34
    assert len(sheet.edits) == 3


def test_control_enter_writes_into_all_selected_cells(sheet: Sheet) -> None:
    sheet.select(0, 1, 1, 1)
    sheet.type("4")
    sheet.press(KEY.Key_Return, CTRL)
    assert sheet.edits == [{("青木 一郎", "dials"): 4, ("井上 二葉", "dials"): 4}]


def test_enter_that_ends_a_conversion_ends_only_that(sheet: Sheet) -> None:
    sheet.at(0, 3)
    sheet.type("メ")
    assert sheet.editor is not None
    assert sheet.editor.text() == "メ"
    QApplication.sendEvent(sheet.editor, QInputMethodEvent("ちゃく", []))
    sheet.press(KEY.Key_Return)
    assert sheet.editor is not None
    assert sheet.edits == []
    done = QInputMethodEvent()
    done.setCommitString("着電")
    QApplication.sendEvent(sheet.editor, done)
    sheet.press(KEY.Key_Return)
    assert sheet.rows[0].note == "メ着電"


def test_keys_of_the_grid_go_before_the_menus(sheet: Sheet) -> None:
    for key in (KEY.Key_C, KEY.Key_V, KEY.Key_D):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, CTRL)
        event.ignore()
        QApplication.sendEvent(sheet.grid, event)
        assert event.isAccepted()
    undo = QKeyEvent(QEvent.Type.ShortcutOverride, KEY.Key_Z, CTRL)
    undo.ignore()
    QApplication.sendEvent(sheet.grid, undo)
    assert not undo.isAccepted()


def test_a_sorted_view_writes_to_the_right_rows(sheet: Sheet) -> None:
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(sheet.model)
    sheet.grid.setModel(proxy)
    proxy.sort(0, Qt.SortOrder.DescendingOrder)
    sheet.at(0, 1)
    name = sheet.shown(0, 0)
    sheet.type("42")
    sheet.press(KEY.Key_Return)
    assert sheet.edits == [{(name, "dials"): 42}]


def test_hidden_columns_are_passed_over(sheet: Sheet) -> None:
    sheet.grid.setColumnHidden(2, True)
    sheet.press(KEY.Key_Tab)
    assert sheet.place == (0, 3)


def test_a_whole_row_and_a_whole_column_are_selected_by_keys(sheet: Sheet) -> None:
    sheet.press(KEY.Key_Space, SHIFT)
    assert {index.row() for index in sheet.grid.selectedIndexes()} == {0}
    assert len(sheet.grid.selectedIndexes()) == 5
    sheet.at(0, 1)
    sheet.press(KEY.Key_Space, CTRL)
    assert {index.column() for index in sheet.grid.selectedIndexes()} == {1}
    assert len(sheet.grid.selectedIndexes()) == 3
