"""Empty columns that only set groups apart, and those between two tables."""

import pytest

from isplanner.workbook.grid import Sheet
from tests.workbook.grids import facts, read, sheet
from tests.workbook.test_recognise import found

PEOPLE = ["担当", "架電数", "着電数"]


@pytest.mark.parametrize(
    "page",
    [
        sheet("7月", ["担当", None, "架電数", "着電数"], ["佐藤", None, 40, 8], ["高橋", None, 30, 6]),
        sheet("7月", ["担当", "架電数", None, "着電数"], ["佐藤", 40, None, 8], ["高橋", 30, None, 6]),
        sheet("7月", [None, None, "架電数", "着電数"], ["佐藤", None, 40, 8], ["高橋", None, 30, 6]),
        sheet("7月", ["担当", "架電数", "着電数", None, "備考"], ["佐藤", 40, 8], ["高橋", 30, 6, None, "時短"]),
        sheet("7月", ["担当", "架電数", None, "着電数", "受注数"], ["佐藤", 40, None, 8, 1], ["高橋", 30, None, 6, 0]),
    ],
    ids=["after labels", "between values", "labels without a head", "before notes", "between groups"],
)
def test_a_narrow_column_parts_no_table(page: Sheet) -> None:
    reading = read(page, period="2026-07")
    told = {(metric, member, value) for metric, _, _, member, _, value in facts(reading).values()}
    assert {("dials", "佐藤", 40), ("connects", "高橋", 6)} <= told


@pytest.mark.parametrize(
    ("right", "columns"),
    [
        (["リードソース", "リード数"], "4-5"),
        (["担当", "受注数"], "4-5"),
    ],
)
def test_what_has_labels_of_its_own_is_a_table_of_its_own(right: list[str], columns: str) -> None:
    page = sheet(
        "S", ["担当", "架電数", None, *right], ["佐藤", 1, None, "セミナー", 9], ["高橋", 2, None, "展示会", 8]
    )
    assert [where for _, where, _ in found(page)] == ["1-2", columns]


def test_a_column_that_goes_on_elsewhere_is_not_drawn_in() -> None:
    """A remark beside one of many rows, under no head."""
    rows = [[f"{number}人目", number] for number in range(1, 9)]
    page = sheet("S", ["担当", "架電数"], *rows[:4], [*rows[4], None, "↑ ここまで新人"], *rows[5:])
    assert [where for _, where, _ in found(page)] == ["1-2"]


def test_a_deal_that_was_won_is_no_header() -> None:
    """受注 heads columns elsewhere; here it is what the deal came to, beside an amount that was never filled in."""
    head = ["商談所有者", "商談名", "フェーズ", "金額", "作成日", "完了予定日"]
    won = ["佐藤 花子", "A社", "受注", None, "2026/07/17", "2026/08/17"]
    lost = ["佐藤 花子", "B社", "失注", 90, "2026/07/18", "2026/08/20"]
    assert found(sheet("S", head, lost, won, lost)) == [([1], "1-6", 4)]
