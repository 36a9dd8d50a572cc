import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from isplanner.plan.fact import FactKind

if TYPE_CHECKING:
    from isplanner.desktop.notices import Notice

HEAD = ("担当", "架電数", "着電数", "受注数")
ROWS = (("佐藤 花子", 412, 80, 3), ("田中 一郎", "約30", 70, 2), ("合計", 442, 150, 5))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two people's December, one cell that is no number, a total row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "12月"
    sheet.append(["2026年12月 実績"])
    sheet.append(list(HEAD))
    for row in ROWS:
        sheet.append(list(row))
    path = tmp_path / "12月実績.xlsx"
    book.save(path)
    return path


@pytest.fixture
def workspace(session: Session, qtbot: QtBot) -> DataWorkspace:
    workspace = DataWorkspace(session)
    qtbot.addWidget(workspace)
    workspace.resize(1372, 772)
    workspace.show_plan(session.plan, None)
    workspace.show()
    return workspace


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def table(widget: QWidget, name: str) -> QTableView:
    return next(each for each in widget.findChildren(QTableView) if each.accessibleName() == name)


def cells(table: QTableView) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def button(workspace: DataWorkspace, words: str) -> QPushButton:
    return next(b for b in workspace.findChildren(QPushButton) if words in b.text() and b.isVisible())


def read(workspace: DataWorkspace, qtbot: QtBot, *paths: Path) -> ImportPage:
    workspace.import_files(paths)
    page = workspace.findChildren(ImportPage)[-1]
    qtbot.waitUntil(lambda: page.is_read, timeout=20_000)
    return page


def facts_of_december(session: Session) -> int:
    facts = session.document.facts(FactKind.ACTUAL)
    return sum(fact.fact.span.start.month == 12 for fact in facts)


def test_what_would_be_stored_is_shown_before_it_is(
    workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
) -> None:
    page = read(workspace, qtbot, workbook)
    columns, facts = table(page, "列の意味"), table(page, "保存する数値")
    assert [row[:3] for row in cells(columns)][1:] == [
        ["B", "架電数", "架電数"],
        ["C", "着電数", "着電数"],
        ["D", "受注数", "受注数"],
    ]
    assert ["2026/12/1 – 12/31", "佐藤 花子", "", "架電数", "実績", "412件", "B3"] in cells(facts)
    shown = texts(page)
    assert "保留セル 1" in shown
    assert "約30" in shown
    assert "新しいメンバー：佐藤 花子、田中 一郎" in shown
    assert "取り込むと 数値 5　読まない行 1　保留 1" in shown
    assert facts_of_december(session) == 0


def test_import_is_one_undo_step(workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot) -> None:
    said: list[Notice] = []
    workspace.noticed.connect(said.append)
    read(workspace, qtbot, workbook)
    QTest.mouseClick(button(workspace, "5 件を取り込む"), Qt.MouseButton.LeftButton)
    assert facts_of_december(session) == 5
    assert said[0].text == "5 件を取り込みました（更新 0・同じ値 0・保留 1）。"
    assert {"佐藤 花子", "田中 一郎"} <= {member.name for member in session.plan.members}
    session.undo()
    assert facts_of_december(session) == 0


def test_importing_the_same_again_says_so(workspace: DataWorkspace, workbook: Path, qtbot: QtBot) -> None:
    said: list[Notice] = []
    workspace.noticed.connect(said.append)
    for _ in range(2):
        read(workspace, qtbot, workbook)
        QTest.mouseClick(button(workspace, "件を取り込む"), Qt.MouseButton.LeftButton)
    assert said[1].text == "同じファイルは取り込み済みです。何も変わっていません。"


def test_escape_takes_the_import_back(workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot) -> None:
    with qtbot.waitActive(workspace):
        workspace.activateWindow()
    read(workspace, qtbot, workbook)
    QTest.keyClick(workspace, Qt.Key.Key_Escape)
    assert button(workspace, "実績を取り込む").isVisible()
    assert facts_of_december(session) == 0


def test_reading_can_be_taken_back_at_once(workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
    slow = tmp_path / "大きい.csv"
    lines = "\n".join(f"2026/12/{day % 28 + 1},人{day % 50},架電数,{day}" for day in range(200_000))
    slow.write_text(f"日付,担当,指標,値\n{lines}", encoding="utf-8")
    workspace.import_files([slow])
    page = workspace.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: any(text.endswith(" 行") for text in texts(page)), timeout=20_000)
    began = time.monotonic()
    QTest.mouseClick(button(workspace, "取り消し"), Qt.MouseButton.LeftButton)
    assert button(workspace, "実績を取り込む").isVisible()
    assert time.monotonic() - began < 0.5


def test_new_names_can_be_held(workspace: DataWorkspace, workbook: Path, qtbot: QtBot) -> None:
    page = read(workspace, qtbot, workbook)
    QTest.mouseClick(page.known_only_box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.is_read, timeout=20_000)
    assert "保留セル 6" in texts(page)
    assert "取り込むと 数値 0　読まない行 1　保留 6" in texts(page)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda path: path.write_bytes(b""), "何も入っていません"),
        (lambda path: path.write_text("これは表ではない", encoding="utf-8"), "読み取れる数字がありません"),
    ],
)
def test_refused_file_is_explained(
    workspace: DataWorkspace,
    session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    write: Callable[[Path], object],
    words: str,
) -> None:
    path = tmp_path / "読めない.xlsx"
    write(path)
    before = session.plan
    workspace.import_files([path])
    qtbot.waitUntil(lambda: "読めませんでした" in texts(workspace), timeout=20_000)
    assert any(words in text for text in texts(workspace)), texts(workspace)
    assert session.plan is before


def test_overview_lists_batches_and_held_cells(workspace: DataWorkspace, session: Session) -> None:
    batches, held = table(workspace, "取り込みの一覧"), table(workspace, "保留セル")
    assert [row[1] for row in cells(batches)] == ["2026年度Q3_日次実績.xlsx", "2026年度Q2_IS活動実績.xlsx"]
    assert [row[:2] for row in cells(held)] == [["8月!B56", "約30"], ["日次実績!B3366", "?"]]
    session.undo()
    workspace.show_plan(session.plan, None)
    assert [row[4] for row in cells(batches)] == ["元に戻した", "使っている"]


def test_sheets_of_all_members_are_written(
    workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "書き出し"
    with qtbot.waitSignal(workspace.noticed, timeout=30_000) as said:
        workspace.export_members(folder)
    files = sorted(path.name for path in folder.iterdir())
    assert len(files) == len(session.plan.members) == 8
    assert "2026年度Q3_KPIシート_青木一郎.xlsx" in files
    assert said.args[0].text == "8ファイルを書き出しました"
    assert said.args[0].action_words == "フォルダーを開く"
