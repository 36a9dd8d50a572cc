"""What only the manager knows: the shape of a table, whose a deal is, what is a total, which targets are the plan's."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.cards import ChoiceCard, MatchCard, PeriodCard
from isplanner.desktop.data.import_page import ImportPage
from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from isplanner.plan.activity import Texts
from isplanner.plan.scope import NodeKey
from tests.desktop.data.hands import button, choose, click, import_all, read, save, settle, stored, texts

VISITS = (
    ["2026年12月"],
    ["いつ", "だれが", "どうなった", "社名"],
    ["2026/12/1", "青木 一郎", "アポ", "みほん商事"],
    ["2026/12/1", "青木 一郎", "不在", "ためし工業"],
    ["2026/12/2", "井上 二葉", "着電", "れい物産"],
)


def open_chip(page: ImportPage, index: int) -> None:
    click(page.review.sheet.chips.chip(index))
    assert page.review.sheet.popup.isVisible()


def read_cells(page: ImportPage) -> int:
    """How many numbers would be stored."""
    return len(page.prospect.reading.facts) if page.prospect else 0


def choose_header(page: ImportPage, row: int) -> None:
    sheet = page.review.sheet
    sheet.grid.setCurrentIndex(sheet.grid.sheet.index(row, 0))
    click(button(page, "この行を見出しにする"))


class TestShape:
    def test_a_table_in_words_nobody_knows_becomes_a_log(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, save(tmp_path / "訪問.xlsx", ("記録", VISITS)))
        choose_header(page, 1)
        settle(page, qtbot)
        choose(page.review.sheet.head.shape, "活動の記録")
        settle(page, qtbot)
        assert "次の列を選んでください：日付、架電の結果" in texts(page)
        popup = page.review.sheet.popup
        for index, use in ((0, "日付"), (1, "メンバー"), (2, "架電の結果")):
            open_chip(page, index)
            choose(popup.box("use"), use)
            settle(page, qtbot)
            popup.close()
        assert not any(text.startswith("次の列を選んでください") for text in texts(page))
        import_all(page)
        found = stored(session, 12)
        assert found["appointments", "青木 一郎"] == 1
        assert sum(value for (metric, _), value in found.items() if metric == "dials") == 3

    def test_it_can_be_changed_back_and_kept(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        rows = (["日付", "担当", "架電数", "着電数"], ["2026/12/1", "青木 一郎", 40, 8])
        page = read(workspace, qtbot, save(tmp_path / "日報.xlsx", ("日報", rows)))
        box = page.review.sheet.head.shape
        assert box.currentText() == "メンバー × 指標"
        choose(box, "メール配信の記録")
        settle(page, qtbot)
        assert box.currentText() == "メール配信の記録"
        assert read_cells(page) == 0
        choose(box, "集計表（見出しの交わるセルが数）")
        settle(page, qtbot)
        assert read_cells(page) == 2
        import_all(page)
        assert stored(session, 12) == {("dials", "青木 一郎"): 40, ("connects", "青木 一郎"): 8}


class TestPeriod:
    @pytest.mark.parametrize("title", [[], ["12月 実績"]])
    def test_numbers_without_a_period_are_asked_about(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot, title: list[str]
    ) -> None:
        people: list[list[object]] = [["青木 一郎", 40, 8], ["井上 二葉", 30, 6]]
        rows: list[list[object]] = [[*title], [], ["担当", "架電数", "着電数"], *people]
        page = read(workspace, qtbot, save(tmp_path / "実績.xlsx", ("まとめ", rows)))
        (card,) = page.findChildren(PeriodCard)
        choose(card.entry, "2026年12月")
        settle(page, qtbot)
        assert [each for each in page.findChildren(PeriodCard) if each.isVisible()] == []
        assert page.head.period.currentText() == "2026年12月"
        import_all(page)
        assert stored(session, 12)["dials", "青木 一郎"] == 40
        assert len(stored(session, 12)) == 4

    def test_a_dated_file_is_not_asked_about(self, workspace: DataWorkspace, workbook: Path, qtbot: QtBot) -> None:
        assert read(workspace, qtbot, workbook).findChildren(PeriodCard) == []


def test_a_new_name_is_shown_as_it_is_read(workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
    """Whoever is a little like somebody known is somebody else until the manager says so; ■ is not shown."""
    rows = (["2026年12月"], ["担当", "架電数", "着電数"], ["■佐藤 花子", 4, 2])
    page = read(workspace, qtbot, save(tmp_path / "12月.xlsx", ("12月", rows)))
    (card,) = page.findChildren(MatchCard)
    assert card.entry.currentText() == "新しいメンバーとして追加"
    assert card.entry.currentData() == "佐藤 花子"
    assert "佐藤 花子" in texts(card)


@pytest.mark.parametrize("word", ["目標", "予算", "計画"])
def test_targets_of_a_file_become_the_plans_where_that_is_wanted(
    workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot, word: str
) -> None:
    rows = (["2026年"], ["指標", *(f"{month}月{word}" for month in (10, 11, 12))], ["受注売上", *[41_000_000] * 3])
    book = save(tmp_path / "計画.xlsx", ("計画", rows))
    page = read(workspace, qtbot, book)
    click(page.foot.main)
    box = page.confirm.targets
    assert box.isVisible()
    assert "このファイルの目標：受注売上" in texts(page)
    assert not box.isChecked()
    click(box)
    assert page.draft.sets_targets
    page.foot.went_back.emit()
    before = session.plan.targets[NodeKey("revenue")]
    import_all(page)
    assert session.plan.targets[NodeKey("revenue")].value == pytest.approx(123_000_000)
    session.undo()
    assert session.plan.targets[NodeKey("revenue")] == before


def test_targets_of_a_file_leave_the_plans_alone_unless_wanted(
    workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = (["2026年"], ["指標", "10月目標", "11月目標", "12月目標"], ["受注売上", *[41_000_000] * 3])
    before = session.plan.targets
    import_all(read(workspace, qtbot, save(tmp_path / "計画.xlsx", ("計画", rows))))
    assert session.plan.targets == before


class TestRunningTotals:
    HEAD = ("日付", "担当", "架電数", "架電数（つみあげ）")
    DAYS = (("12/1", 5, 5), ("12/2", 3, 8), ("12/3", 4, 12), ("12/4", 2, 14))

    def book(self, folder: Path) -> Path:
        rows = (["2026年"], [], self.HEAD, *((day, "青木 一郎", part, total) for day, part, total in self.DAYS))
        return save(folder / "日次.xlsx", ("日次", rows))

    def test_both_sums_are_shown_and_a_total_is_not_read(
        self, workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        page = read(workspace, qtbot, self.book(tmp_path))
        (card,) = page.findChildren(ChoiceCard)
        assert any("累計なら合計は 14件、別の数として足すと 39件" in text for text in texts(card)), texts(card)
        click(button(card, "累計（読まない）"))
        settle(page, qtbot)
        assert [each for each in page.findChildren(ChoiceCard) if each.isVisible()] == []
        import_all(page)
        assert sum(stored(session, 12).values()) > 0
        dials = [each.fact.value for each in session.document.facts() if each.fact.source.file == "日次.xlsx"]
        assert sum(dials) == 14

    def test_it_is_read_where_the_manager_says_so(self, workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot) -> None:
        page = read(workspace, qtbot, self.book(tmp_path))
        (card,) = page.findChildren(ChoiceCard)
        click(button(card, "別の数として読む"))
        settle(page, qtbot)
        assert page.prospect is not None
        assert page.prospect.reading.files[0].sheets[0].tables[0].columns[3].use == "numbers"


def test_who_won_and_who_owns_are_both_kept(
    workspace: DataWorkspace, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    head = ["商談ID", "商談化日", "IS担当", "商談所有者", "フェーズ", "受注日", "金額"]
    rows = (head, ["1", "2026/12/1", "青木 一郎", "営業 太郎", "受注", "2026/12/9", 10])
    page = read(workspace, qtbot, save(tmp_path / "商談.xlsx", ("商談", rows)))
    (card,) = page.findChildren(ChoiceCard)
    click(button(card, "IS担当"))
    settle(page, qtbot)
    import_all(page)
    assert stored(session, 12)["appointments", "青木 一郎"] == 1
    log = next(log for log in session.document.activities() if "営業 太郎" in _words(log.attributes.values()))
    assert "青木 一郎" in log.member.words


def _words(columns: Iterable[Texts]) -> set[str]:
    return {word for column in columns for word in column.words}


def test_levels_in_one_column_are_said_and_can_be_told_otherwise(
    workspace: DataWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    months = (["2026年11月", 10], ["青木 一郎", 10], ["2026年12月", 12], ["青木 一郎", 12])
    page = read(workspace, qtbot, save(tmp_path / "表.xlsx", ("表", [["行ラベル", "合計 / 架電数"], *months])))
    sheet = page.review.sheet
    assert sheet.chips.chip(0).text() == "段の見出し ▾"
    click(sheet.chips.chip(0))
    box = sheet.popup.box("use")
    assert box.currentText() == "段の見出し"
    choose(box, "日付")
    settle(page, qtbot)
    assert sheet.chips.chip(0).text() == "日付 ▾"
    sheet.popup.close()
