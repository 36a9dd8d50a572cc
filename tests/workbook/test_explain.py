"""Recognition says why, and how sure it is."""

import pytest

from isplanner.text.catalogue import catalogue
from isplanner.workbook.explain import SURE
from isplanner.workbook.grid import Percent
from isplanner.workbook.read_table import ColumnReading
from isplanner.workbook.reading import FileReading
from tests.workbook.grids import facts, only, read, sheet

HEAD = (
    [None, "担当", "架電", None, None, "商談", None, None, "受注", None],
    [None, None, "架電数", "コネクト", "率", "アポ", "有効", "有効率", "件数", "金額"],
)
ROW = [1, "青木一郎", 916, 190, Percent(0.207), 30, 18, Percent(0.6), 5, 5190]
PAGE = sheet(
    "11月",
    ["インサイドセールス 予実管理表 2026年11月度"],
    [*[None] * 7, "（単位：千円）11/20 現在"],
    [],
    *HEAD,
    ROW,
    merged=[(3, 1, 4, 1), (3, 2, 3, 4), (3, 5, 3, 7), (3, 8, 3, 9)],
)


def column(reading: FileReading, letters: str) -> ColumnReading:
    (table,) = only(reading).tables
    return next(each for each in table.columns if each.column == letters)


def codes(reading: FileReading, letters: str) -> list[str]:
    return [reason.code for reason in column(reading, letters).why.reasons]


def test_headers_that_say_it_only_together_are_joined() -> None:
    reading = read(PAGE)
    metrics = {each.column: each.metric for each in only(reading).tables[0].columns if each.metric}
    assert metrics == {
        "C": "dials",
        "D": "connects",
        "F": "appointments",
        "G": "valid_appointments",
        "H": "valid_rate",
        "I": "orders",
        "J": "revenue",
    }
    assert facts(reading)["J6"][5] == 5_190_000
    assert codes(reading, "J") == ["why_joined", "why_unit_note"]
    assert column(reading, "J").why.sure == 0.92
    assert column(reading, "H").use == "derived"
    assert column(reading, "E").use == "unread"


def test_a_rate_beside_targets_is_how_far_they_are_reached() -> None:
    head = (["担当", "受注", None, None], [None, "目標", "実績", "率"])
    page = sheet("7月", ["2026年"], [], *head, ["A", 2, 1, 0.5], merged=[(2, 1, 2, 3), (2, 0, 3, 0)])
    assert column(read(page), "D").use == "unread"
    assert {fact.metric for fact in read(page).facts} == {"orders"}


@pytest.mark.parametrize(
    ("letters", "sure", "code"), [("C", True, "why_word"), ("G", True, "why_joined"), ("J", False, "why_unit_note")]
)
def test_what_needs_a_look_is_less_sure(letters: str, sure: bool, code: str) -> None:
    why = column(read(PAGE), letters).why
    assert (why.sure >= SURE) is sure
    assert code in {reason.code for reason in why.reasons}


def test_a_header_is_told_by_its_words_and_the_numbers_below() -> None:
    why = only(read(PAGE)).tables[0].why
    assert [reason.code for reason in why.reasons] == ["why_header_words", "why_header_rows", "why_header_numbers"]
    assert why.reasons[1].values == {"rows": [4, 5]}
    assert 0.9 < why.sure < 1


def test_small_amounts_without_a_unit_need_a_look() -> None:
    page = sheet("7月", ["2026年"], [], ["担当", "受注金額", "受注数"], ["A", 120, 2], ["B", 90, 1])
    assert codes(read(page), "B") == ["why_word", "why_unit_missing"]
    page.rows = {**page.rows, 3: ["A", 1_200_000, 2]}
    assert codes(read(page), "B") == ["why_word"]


def test_cells_that_are_no_numbers_make_a_column_less_sure() -> None:
    page = sheet("7月", ["2026年"], [], ["担当", "架電数", "着電数"], ["A", "約4", 2], ["B", 9, 1])
    assert codes(read(page), "B") == ["why_word", "why_contents"]
    assert column(read(page), "B").why.sure < SURE < column(read(page), "C").why.sure


@pytest.mark.parametrize(
    ("days", "code", "sure"),
    [
        (["7/8/2026", "7/9/2026"], "why_month_first", False),
        (["7/8/2026", "7/19/2026"], "why_month_first", True),
        (["18/7/2026"], "why_day_first", True),
    ],
)
def test_the_order_of_days_is_told(days: list[str], code: str, sure: bool) -> None:
    page = sheet("S", ["日付", "担当", "架電数"], *([day, "A", 1] for day in days))
    assert codes(read(page), "A")[-1] == code
    assert (column(read(page), "A").why.sure >= SURE) is sure


def test_columns_of_a_log_say_what_they_are_used_for() -> None:
    page = sheet("ログ", ["日時", "担当", "結果", "業種", "会社名"], ["2026/7/1 9:00", "A", "アポ", "IT", "青葉"])
    uses = {each.column: each.use for each in only(read(page)).tables[0].columns}
    assert uses == {"A": "date", "B": "member", "C": "outcome", "D": "attribute", "E": "unread"}
    assert column(read(page), "D").attribute == "industry"


def test_every_reason_has_words() -> None:
    reading = read(PAGE)
    said = {reason.code for each in only(reading).tables[0].columns for reason in each.why.reasons}
    assert said <= catalogue().keys()
