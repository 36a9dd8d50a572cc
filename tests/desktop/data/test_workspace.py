import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from isplanner.analysis.counting.count import tally
from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from tests.desktop.data.hands import WAIT, button, cells, click, import_all, read, save, settle, stored, table, texts
from tests.desktop.hands import convert, press, type_text

if TYPE_CHECKING:
    from isplanner.desktop.notices import Notice


def test_what_would_be_stored_is_shown_before_it_is(
    workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
) -> None:
    page = read(workspace, qtbot, workbook)
    assert "保留セル 1" in texts(page)
    assert "約30" in texts(page)
    assert "取り込むと 数値 5 セル（新規 5）　読まない行 1　計算で出す率 0　保留 1" in texts(page)
    grid = cells(table(page, "シート"))
    assert grid[0][0] == "2026年12月 実績"
    assert grid[3][:4] == ["田中 一郎", "約30", "70", "2"]
    click(page.foot.main)
    lines = cells(table(page, "保存する数値"))
    assert lines[0] == ["架電数", "実績", "1", "—", "412件", ""]
    assert "新しいメンバー：佐藤 花子、田中 一郎" in texts(page)
    assert stored(session, 12) == {}


def test_import_is_one_undo_step(workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot) -> None:
    said: list[Notice] = []
    workspace.noticed.connect(said.append)
    page = read(workspace, qtbot, workbook)
    assert "5 セルを確認へ" in page.foot.main.text()
    import_all(page)
    assert stored(session, 12)["dials", "佐藤 花子"] == 412
    assert said[0].text == "5 件を取り込みました（更新 0・同じ値 0・保留 1）。"
    assert {"佐藤 花子", "田中 一郎"} <= {member.name for member in session.plan.members}
    session.undo()
    assert stored(session, 12) == {}


def test_importing_the_same_again_says_so(workspace: DataWorkspace, workbook: Path, qtbot: QtBot) -> None:
    said: list[Notice] = []
    workspace.noticed.connect(said.append)
    for _ in range(2):
        import_all(read(workspace, qtbot, workbook))
    assert said[1].text == "同じファイルは取り込み済みです。何も変わっていません。"


def test_escape_takes_the_import_back_without_asking(
    workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
) -> None:
    read(workspace, qtbot, workbook)
    QTest.keyClick(workspace, Qt.Key.Key_Escape)
    assert button(workspace, "実績を取り込む").isVisible()
    assert stored(session, 12) == {}


def test_escape_asks_where_something_was_corrected(
    workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
) -> None:
    page = read(workspace, qtbot, workbook)
    click(button(page, "この値で確定"))
    settle(page, qtbot)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    (box,) = page.findChildren(QMessageBox)
    click(button(box, "続ける"))
    assert page.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    box = page.findChildren(QMessageBox)[-1]
    click(button(box, "取り込みをやめる"))
    assert button(workspace, "実績を取り込む").isVisible()
    assert stored(session, 12) == {}


def test_reading_can_be_taken_back_at_once(workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
    slow = tmp_path / "大きい.csv"
    lines = "\n".join(f"2026/12/{day % 28 + 1},人{day % 50},架電数,{day}" for day in range(200_000))
    slow.write_text(f"日付,担当,指標,値\n{lines}", encoding="utf-8")
    workspace.import_files([slow])
    page = workspace.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: any(text.endswith(" 行") for text in texts(page)), timeout=WAIT)
    began = time.monotonic()
    click(button(workspace, "取り消し"))
    assert button(workspace, "実績を取り込む").isVisible()
    assert time.monotonic() - began < 0.5


def test_new_names_can_be_held(workspace: DataWorkspace, workbook: Path, qtbot: QtBot) -> None:
    page = read(workspace, qtbot, workbook)
    click(page.head.known_only)
    settle(page, qtbot)
    assert "保留セル 6" in texts(page)
    assert "取り込むと 数値 0 セル　読まない行 1　計算で出す率 0　保留 6" in texts(page)


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda path: path.write_bytes(b""), "何も入っていません"),
        (lambda path: path.write_bytes(b"PK\3\4 and no more"), "壊れている"),
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
    qtbot.waitUntil(lambda: "読めませんでした" in texts(workspace), timeout=WAIT)
    assert any(words in text for text in texts(workspace)), texts(workspace)
    assert session.plan is before


def test_overview_lists_batches_and_held_cells(workspace: DataWorkspace, session: Session) -> None:
    batches, held = table(workspace, "取り込みの一覧"), table(workspace, "保留セル")
    assert [row[1] for row in cells(batches)] == ["2026年度Q3_日次実績.xlsx", "2026年度Q2_IS活動実績.xlsx"]
    assert [row[:2] for row in cells(held)] == [["8月!B56", "約30"], ["日次実績!B3366", "?"]]
    session.undo()
    assert [row[5] for row in cells(batches)] == ["取り消した", "使っている"]


def test_a_batch_is_taken_back_used_again_and_preferred(workspace: DataWorkspace, session: Session) -> None:
    batches = table(workspace, "取り込みの一覧")
    before = session.document.actuals().value.sum()
    batches.setCurrentIndex(batches.model().index(1, 1))
    click(button(workspace, "取り消す"))
    assert [row[5] for row in cells(batches)] == ["使っている", "取り消した"]
    assert session.document.actuals().value.sum() < before
    click(button(workspace, "また使う"))
    assert session.document.actuals().value.sum() == before
    click(button(workspace, "優先する"))
    assert [row[5] for row in cells(batches)] == ["使っている", "優先"]
    assert not button(workspace, "優先する").isEnabled()
    for _ in range(3):
        session.undo()
    assert [row[5] for row in cells(batches)] == ["使っている", "使っている"]


def test_a_held_cell_is_put_right_where_it_is_listed(workspace: DataWorkspace, session: Session) -> None:
    held = table(workspace, "保留セル")
    held.setFocus()
    held.setCurrentIndex(held.model().index(0, 1))
    before = len(list(session.document.facts()))
    type_text("abc")
    press(Qt.Key.Key_Return)
    assert len(cells(held)) == 2  # said, and still to be put right
    press(Qt.Key.Key_Escape)
    held.setCurrentIndex(held.model().index(0, 1))
    type_text("30")
    press(Qt.Key.Key_Return)
    assert [row[0] for row in cells(held)] == ["日次実績!B3366"]
    assert len(list(session.document.facts())) == before + 1
    session.undo()
    assert len(cells(held)) == 2
    assert len(list(session.document.facts())) == before


def test_a_held_name_is_given_and_a_cell_left_out(workspace: DataWorkspace, session: Session) -> None:
    held = table(workspace, "保留セル")
    held.setFocus()
    held.setCurrentIndex(held.model().index(1, 1))
    convert(session.plan.members[0].name)
    press(Qt.Key.Key_Return)
    assert [row[0] for row in cells(held)] == ["8月!B56"]
    held.setCurrentIndex(held.model().index(0, 1))
    click(button(workspace, "使わない"))
    assert cells(held) == []
    assert not button(workspace, "使わない").isEnabled()


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


def test_the_numbers_of_an_import_are_shown_with_their_cells(
    workspace: DataWorkspace, workbook: Path, qtbot: QtBot
) -> None:
    import_all(read(workspace, qtbot, workbook))
    batches = table(workspace, "取り込みの一覧")
    batches.setCurrentIndex(batches.model().index(0, 1))
    click(button(workspace, "数値を見る"))
    qtbot.waitUntil(lambda: any(text == "取り込み 3 の数値 5" for text in texts(workspace)), timeout=WAIT)
    rows = cells(table(workspace, "取り込んだ数値"))
    assert rows[0][:6] == ["12月", "B3", "架電数", "412件", "実績", "佐藤 花子"]
    click(button(workspace, "閉じる"))
    assert not any(text.startswith("取り込み 3 の数値") for text in texts(workspace))


def test_a_number_elsewhere_leads_to_its_cell(workspace: DataWorkspace, workbook: Path, qtbot: QtBot) -> None:
    import_all(read(workspace, qtbot, workbook))
    wanted = next(
        each.fact for each in workspace.session.document.facts() if each.fact.source.cell == "C4" and each.batch == 3
    )
    workspace.show_source(wanted)
    qtbot.waitUntil(lambda: any(text == "取り込み 3 の数値 5" for text in texts(workspace)), timeout=WAIT)
    shown = table(workspace, "取り込んだ数値")
    assert cells(shown)[shown.currentIndex().row()][:4] == ["12月", "C4", "着電数", "70件"]
    batches = table(workspace, "取り込みの一覧")
    assert cells(batches)[batches.currentIndex().row()][1] == workbook.name


def test_what_does_not_count_says_so_and_can_be_preferred(
    workspace: DataWorkspace, tmp_path: Path, workbook: Path, qtbot: QtBot
) -> None:
    rows = (["2026年12月 実績"], ("担当", "架電数", "着電数", "受注数"), ("佐藤 花子", 9, 8, 1), ("田中 一郎", 7, 6, 1))
    import_all(read(workspace, qtbot, workbook))
    import_all(read(workspace, qtbot, save(tmp_path / "12月実績_直し.xlsx", ("12月", rows))))
    batches = table(workspace, "取り込みの一覧")
    qtbot.waitUntil(lambda: [row[5] for row in cells(batches)][:2] == ["使っている", "使っていない"], timeout=WAIT)
    batches.setCurrentIndex(batches.model().index(1, 1))
    click(button(workspace, "優先する"))
    # The number that only the newer one has still counts.
    qtbot.waitUntil(lambda: [row[5] for row in cells(batches)][:2] == ["一部使っている", "優先"], timeout=WAIT)


def test_what_counts_is_chosen_by_metric_and_month_where_imports_overlap(
    workspace: DataWorkspace, session: Session, tmp_path: Path, workbook: Path, qtbot: QtBot
) -> None:
    rows = (["2026年12月 実績"], ("担当", "架電数", "着電数"), ("佐藤 花子", 9, 8))
    import_all(read(workspace, qtbot, workbook))
    import_all(read(workspace, qtbot, save(tmp_path / "12月実績_直し.xlsx", ("12月", rows))))
    click(button(workspace, "重なりを見る"))
    qtbot.waitUntil(lambda: "重なり 2（指標と月）" in texts(workspace), timeout=WAIT)
    rivals = table(workspace, "取り込みの重なり")
    assert rivals.hasFocus()
    assert cells(rivals)[:2] == [
        ["架電数", "2026年12月", "4  12月実績_直し.xlsx", "9件", "—", "9件", "新しい取り込みを使います"],
        ["架電数", "2026年12月", "3  12月実績.xlsx", "412件", "—", "412件", "上の取り込みがあるため使いません"],
    ]
    assert not button(workspace, "この取り込みを使う").isEnabled()

    def dials() -> float:
        plan = session.plan
        return tally(plan, session.document.actuals(), plan.months[2]).whole["dials"]

    assert dials() == 9
    rivals.setCurrentIndex(rivals.model().index(1, 0))
    press(Qt.Key.Key_Return)
    assert dials() == 412
    qtbot.waitUntil(lambda: cells(rivals)[0][2] == "3  12月実績.xlsx", timeout=WAIT)
    assert cells(rivals)[0][6] == "この月に選んだ取り込みを使います"
    assert cells(rivals)[2][2] == "4  12月実績_直し.xlsx"  # connects as before
    click(button(workspace, "規則に戻す"))
    qtbot.waitUntil(lambda: cells(rivals)[0][2] == "4  12月実績_直し.xlsx", timeout=WAIT)
    assert dials() == 9
    session.undo()
    assert dials() == 412
    session.undo()
    assert dials() == 9


def test_where_nothing_overlaps_it_says_so(workspace: DataWorkspace, qtbot: QtBot) -> None:
    click(button(workspace, "重なりを見る"))
    qtbot.waitUntil(lambda: "取り込みの重なりはありません" in texts(workspace), timeout=WAIT)
    click(button(workspace, "閉じる"))
    assert "取り込みの重なりはありません" not in texts(workspace)
