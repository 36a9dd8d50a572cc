"""The wizard by hand: chips, headers, held cells, names, the way back; nothing of it is stored before the end."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.cards import ChoiceCard, HeldCard, MatchCard, OutcomeCard
from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from isplanner.plan.fact import FactKind
from isplanner.workbook.grid import Place
from tests.desktop.data.hands import WAIT, button, choose, click, import_all, read, save, settle, stored, texts
from tests.desktop.hands import CTRL, NONE, SHIFT, press, type_text

Rows = Sequence[Sequence[object]]
LOG = (
    ["日時", "担当", "結果", "通話時間(秒)", "業種"],
    ["2026/12/1 9:00", "青木 一郎", "アポ", 90, "IT"],
    ["2026/12/1 9:30", "青木 一郎", "再アタック待ち", 30, "IT"],
    ["2026/12/1 9:45", "青木 一郎", "再アタック待ち", 30, "製造"],
)


def chips(page: ImportPage) -> list[str]:
    row = page.review.sheet.chips
    shown = [column for table in page.review.sheet.grid.sheet.look.tables for column in table.columns]
    return [row.chip(column.index).text().removesuffix(" ▾") for column in shown]


def branches(page: ImportPage) -> dict[str, list[str]]:
    """The files in the list, each with its sheets."""
    tree = page.review.list
    files = [item for number in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(number))]
    sheets = ((file, [file.child(number) for number in range(file.childCount())]) for file in files)
    return {file.text(0): [sheet.text(0) for sheet in own if sheet] for file, own in sheets}


def open_chip(page: ImportPage, index: int) -> None:
    click(page.review.sheet.chips.chip(index))
    assert page.review.sheet.popup.isVisible()


@pytest.fixture
def unclear(tmp_path: Path) -> Path:
    """A table whose words nobody has told the importer yet."""
    rows = (
        ["2026年12月"],
        ["担当", "かけた電話", "着電数", "受注金額"],
        ["青木 一郎", 40, 8, 120],
        ["井上 二葉", 30, "不明", 90],
    )
    return save(tmp_path / "変わった実績_12月.xlsx", ("12月", rows))


class TestChips:
    def test_they_say_what_columns_were_taken_for_and_how_sure(
        self, workspace: DataWorkspace, unclear: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, unclear)
        assert chips(page) == ["メンバー", "—", "着電数", "受注売上"]
        states = [page.review.sheet.chips.chip(index).property("chip") for index in range(4)]
        assert states == ["sure", "none", "look", "look"]

    def test_they_lie_over_their_columns_and_scroll_along(
        self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot
    ) -> None:
        head = ["担当", *(f"{month}月" for month in range(1, 13)), *["架電数"] * 12]
        wide = save(tmp_path / "広い.xlsx", ("2026年", (head, ["青木 一郎", *range(24)])))
        page = read(workspace, qtbot, wide)
        sheet = page.review.sheet
        sheet.grid.horizontalScrollBar().setValue(sheet.grid.horizontalScrollBar().maximum())
        header = sheet.grid.horizontalHeader()
        chip = sheet.chips.chip(24)
        left = sheet.grid.verticalHeader().width() + header.sectionViewportPosition(24)
        assert left <= chip.x() <= chip.x() + chip.width() <= left + header.sectionSize(24)
        assert not sheet.chips.chip(0).isVisible()

    def test_another_metric_and_unit_show_at_once(
        self, workspace: DataWorkspace, session: Session, unclear: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, unclear)
        popup = page.review.sheet.popup
        open_chip(page, 1)
        choose(popup.box("use"), "数として保存")
        choose(popup.box("metric"), "架電数")
        settle(page, qtbot)
        assert chips(page)[1] == "架電数"
        assert popup.isVisible()
        popup.close()
        open_chip(page, 3)
        assert any("単位の書きがありません" in text for text in texts(popup))
        choose(popup.box("unit"), "千円")
        settle(page, qtbot)
        popup.close()
        assert stored(session, 12) == {}
        import_all(page)
        found = stored(session, 12)
        assert found["dials", "青木 一郎"] == 40
        assert found["revenue", "井上 二葉"] == 90_000

    def test_a_column_can_be_left_out_and_taken_back(
        self, workspace: DataWorkspace, unclear: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, unclear)
        popup = page.review.sheet.popup
        open_chip(page, 2)
        choose(popup.box("use"), "使わない")
        settle(page, qtbot)
        assert chips(page)[2] == "—"
        assert "保留セル 0" in texts(page)
        click(button(popup, "元の読み方に戻す"))
        settle(page, qtbot)
        assert chips(page)[2] == "着電数"

    def test_numbers_may_be_targets_of_another_month(
        self, workspace: DataWorkspace, session: Session, unclear: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, unclear)
        popup = page.review.sheet.popup
        open_chip(page, 3)
        choose(popup.box("kind"), "目標")
        choose(popup.box("period"), "2026年11月")
        settle(page, qtbot)
        popup.close()
        import_all(page)
        assert ("revenue", "青木 一郎") not in stored(session, 12)
        assert stored(session, 11, FactKind.TARGET)["revenue", "青木 一郎"] == 120

    def test_rules_of_a_log_are_shown_and_changed(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, save(tmp_path / "記録.xlsx", ("ログ", LOG)))
        assert chips(page) == ["日付", "メンバー", "架電の結果", "通話時間", "業種"]
        popup = page.review.sheet.popup
        open_chip(page, 2)
        words = popup.meanings.boxes
        assert [(word, box.currentText()) for word, box in words.items()] == [
            ("再アタック待ち", "？ 決めてください"),
            ("アポ", "着電・商談化"),
        ]
        choose(words["再アタック待ち"], "着電")
        settle(page, qtbot)
        assert "保留セル 0" in texts(page)
        popup.close()
        import_all(page)
        assert stored(session, 12)["connects", "青木 一郎"] == 3


class TestHeaders:
    def test_a_header_is_chosen_where_none_is_recognised(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        rows: Rows = (["2026年12月"], [], ["だれ", "かけた数"], ["青木 一郎", 40])
        page = read(workspace, qtbot, save(tmp_path / "謎.xlsx", ("12月", rows)))
        assert "見出しの行を選んでください" in texts(page)
        grid = page.review.sheet.grid
        names = grid.verticalHeader()
        point = QPoint(10, names.sectionViewportPosition(2) + names.sectionSize(2) // 2)
        QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=point)
        click(button(page, "この行を見出しにする"))
        settle(page, qtbot)
        popup = page.review.sheet.popup
        open_chip(page, 1)
        choose(popup.box("use"), "数として保存")
        choose(popup.box("metric"), "架電数")
        settle(page, qtbot)
        open_chip(page, 0)
        choose(popup.box("use"), "メンバー")
        settle(page, qtbot)
        popup.close()
        import_all(page)
        assert stored(session, 12) == {("dials", "青木 一郎"): 40}

    def test_its_lower_edge_can_be_dragged(self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
        rows: Rows = (
            ["2026年12月"],
            [],
            ["担当", "架電数", "着電数"],
            ["氏名", "コール", "接続"],
            ["青木 一郎", 40, 8],
        )
        page = read(workspace, qtbot, save(tmp_path / "二段.xlsx", ("12月", rows)))
        sheet = page.review.sheet
        before = sheet.grid.sheet.look.tables[0].header
        names = sheet.grid.verticalHeader()
        edge = names.sectionViewportPosition(before[-1]) + names.sectionSize(before[-1])
        here, there = QPoint(10, edge), QPoint(10, edge - names.sectionSize(0))
        QTest.mousePress(names.viewport(), Qt.MouseButton.LeftButton, pos=here)
        QTest.mouseMove(names.viewport(), there)
        QTest.mouseRelease(names.viewport(), Qt.MouseButton.LeftButton, pos=there)
        settle(page, qtbot)
        assert sheet.grid.sheet.look.tables[0].header == before[:-1]


class TestHeldCells:
    def test_they_are_listed_and_lead_to_their_cell(
        self, workspace: DataWorkspace, workbook: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, workbook)
        (card,) = page.findChildren(HeldCard)
        click(button(card, "セルへ"))
        assert page.review.sheet.grid.place == Place(3, 1)

    def test_f8_goes_from_one_to_the_next(self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
        rows = (["2026年12月"], ["担当", "架電数", "着電数"], ["青木 一郎", "約4", 2], ["井上 二葉", 5, "三"])
        page = read(workspace, qtbot, save(tmp_path / "二つ.xlsx", ("12月", rows)))
        visited = []
        for modifiers in (NONE, NONE, SHIFT):
            QTest.keyClick(page, Qt.Key.Key_F8, modifiers)
            visited.append(str(page.review.sheet.grid.place))
        assert visited == ["B3", "C4", "B3"]
        focus = QApplication.focusWidget()
        assert focus is page.findChildren(HeldCard)[0].entry

    def test_a_typed_value_is_taken(
        self, workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, workbook)
        (card,) = page.findChildren(HeldCard)
        assert isinstance(card.entry, QLineEdit)
        assert card.entry.text() == "30"
        card.entry.clear()
        card.entry.setFocus()
        type_text("31件")
        press(Qt.Key.Key_Return)
        settle(page, qtbot)
        assert "保留セル 0" in texts(page)
        assert "直したセル 1" in texts(page)
        import_all(page)
        assert stored(session, 12)["dials", "田中 一郎"] == 31
        cells = [each.fact.source.cell for each in session.document.facts() if each.fact.source.file == workbook.name]
        assert "B4" in cells

    def test_a_cell_is_typed_over_in_the_sheet_itself(
        self, workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, workbook)
        grid = page.review.sheet.grid
        grid.setFocus()
        grid.setCurrentIndex(grid.sheet.index(3, 1))
        type_text("33")
        press(Qt.Key.Key_Return)
        settle(page, qtbot)
        assert "保留セル 0" in texts(page)
        grid.setFocus()
        press(Qt.Key.Key_Z, CTRL)
        settle(page, qtbot)
        assert "保留セル 1" in texts(page)
        press(Qt.Key.Key_Y, CTRL)
        settle(page, qtbot)
        import_all(page)
        assert stored(session, 12)["dials", "田中 一郎"] == 33

    def test_undo_in_the_wizard_leaves_the_plan_alone(
        self, workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
    ) -> None:
        before = session.plan
        page = read(workspace, qtbot, workbook)
        page.review.sheet.grid.setFocus()
        press(Qt.Key.Key_Z, CTRL)
        assert session.plan is before

    def test_an_outcome_is_agreed_on_once_for_all_cells(
        self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, save(tmp_path / "記録.xlsx", ("ログ", LOG)))
        (card,) = page.findChildren(OutcomeCard)
        assert "「再アタック待ち」 2 件" in texts(card)
        choose(card.entry, "架電のみ")
        settle(page, qtbot)
        assert "保留セル 0" in texts(page)

    def test_what_is_right_as_it_is_may_stay(self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
        rows = (["2026年11月"], ["担当", "架電数", "着電数"], ["青木 一郎", 4, 2])
        page = read(workspace, qtbot, save(tmp_path / "ずれ.xlsx", ("12月", rows)))
        assert "保留セル 1" in texts(page)
        click(button(page, "このままでよい"))
        settle(page, qtbot)
        assert "保留セル 0" in texts(page)


class TestNames:
    ROWS = (["2026年12月"], ["担当", "架電数", "着電数"], ["アオキ", 4, 2])

    def test_a_name_can_mean_somebody_and_be_remembered(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, save(tmp_path / "12月.xlsx", ("12月", self.ROWS)))
        (card,) = page.findChildren(MatchCard)
        choose(card.entry, "青木 一郎")
        settle(page, qtbot)
        assert page.findChildren(MatchCard) == [] or not page.findChildren(MatchCard)[0].isVisible()
        import_all(page)
        assert stored(session, 12) == {("dials", "青木 一郎"): 4, ("connects", "青木 一郎"): 2}
        assert session.plan.spellings == ()

    def test_a_remembered_name_is_known_the_next_time(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, save(tmp_path / "12月.xlsx", ("12月", self.ROWS)))
        (card,) = page.findChildren(MatchCard)
        card.entry.setCurrentIndex(card.entry.findData("青木 一郎"))
        click(card.remember)
        settle(page, qtbot)
        import_all(page)
        assert [each.written for each in session.plan.spellings] == ["アオキ"]
        rows = (["2027年1月"], ["担当", "架電数", "着電数"], ["アオキ", 5, 1])
        page = read(workspace, qtbot, save(tmp_path / "1月.xlsx", ("1月", rows)))
        assert page.prospect is not None
        assert page.prospect.reading.new_members == ()
        session.undo()
        assert session.plan.spellings == ()

    def test_who_won_an_appointment_is_asked_once(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        head = ["商談ID", "商談化日", "IS担当", "商談所有者", "フェーズ", "受注日", "金額"]
        rows = (head, ["1", "2026/12/1", "青木 一郎", "営業 太郎", "受注", "2026/12/9", 10])
        page = read(workspace, qtbot, save(tmp_path / "商談.xlsx", ("商談", rows)))
        (card,) = page.findChildren(ChoiceCard)
        click(button(card, "商談所有者"))
        settle(page, qtbot)
        assert not [card for card in page.findChildren(ChoiceCard) if card.isVisible()]
        import_all(page)
        assert stored(session, 12)["appointments", "営業 太郎"] == 1


class TestTemplates:
    def test_a_changed_mapping_is_kept_and_known_again(
        self, workspace: DataWorkspace, session: Session, unclear: Path, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, unclear)
        open_chip(page, 1)
        popup = page.review.sheet.popup
        choose(popup.box("use"), "数として保存")
        choose(popup.box("metric"), "架電数")
        settle(page, qtbot)
        popup.close()
        assert page.foot.template.isChecked()
        assert page.foot.template.text() == "ひな型「変わった実績」として保存"
        import_all(page)
        assert list(session.plan.templates) == ["変わった実績"]
        rows = (["2027年1月"], ["担当", "かけた電話", "着電数", "受注金額"], ["青木 一郎", 41, 8, 120])
        page = read(workspace, qtbot, save(tmp_path / "変わった実績_1月.xlsx", ("1月", rows)))
        assert "ひな型「変わった実績」と一致 100%" in texts(page)
        assert chips(page)[1] == "架電数"
        session.undo()
        assert session.plan.templates == {}

    def test_it_is_not_kept_where_that_is_not_wanted(
        self, workspace: DataWorkspace, session: Session, workbook: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, workbook)
        assert not page.foot.template.isChecked()
        import_all(page)
        assert session.plan.templates == {}


class TestFiles:
    def test_a_refused_file_stays_in_the_list_and_the_others_go_on(
        self, workspace: DataWorkspace, session: Session, workbook: Path, tmp_path: Path, qtbot: QtBot
    ) -> None:
        bad = tmp_path / "壊れた.xlsx"
        bad.write_bytes(b"PK\3\4")
        page = read(workspace, qtbot, bad, workbook)
        assert page.draft.files[0].problem is not None
        assert branches(page)["壊れた.xlsx"] == []
        import_all(page)
        assert len(stored(session, 12)) == 5

    def test_hidden_sheets_say_why_they_are_not_read(
        self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = save(tmp_path / "12月.xlsx", ("12月", TestNames.ROWS), ("説明", (["使い方"],)))
        page = read(workspace, qtbot, path)
        assert branches(page)["12月.xlsx"] == ["12月\nメンバー × 指標", "説明\n表が見つからない"]

    def test_more_files_join_an_import_under_way(
        self, workspace: DataWorkspace, session: Session, workbook: Path, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, workbook)
        workspace.import_files([save(tmp_path / "1月.xlsx", ("2027年1月", TestNames.ROWS[1:]))])
        qtbot.waitUntil(lambda: len(page.draft.opened) == 2 and page.is_read, timeout=WAIT)
        import_all(page)
        assert len(session.document.batches()) == 3
        assert stored(session, 1)["dials", "アオキ"] == 4
