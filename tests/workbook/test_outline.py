"""Columns with several levels: what pivot tables and hand-made lists mean by them, and what is not taken for one."""

import pytest

from isplanner.workbook.grid import Sheet
from tests.workbook.grids import facts, held, ignored, only, read, sheet

HEAD = ["行ラベル", "合計 / 架電数", "合計 / アポ数"]
JULY, AUGUST = "2026-07-01 2026-07-31", "2026-08-01 2026-08-31"


def said(page: Sheet, period: str | None = None) -> dict[str, tuple[object, ...]]:
    """Metric, days, member, channel and value by cell."""
    return {cell: (fact[0], *fact[2:]) for cell, fact in facts(read(page, period=period)).items()}


def test_months_over_people() -> None:
    months = ["2026年7月", 300, 12], ["佐藤", 200, 8], ["鈴木", 100, 4], ["2026年8月", 150, 6], ["佐藤", 150, 6]
    page = sheet("Sheet1", HEAD, *months, ["総計", 450, 18])
    assert said(page) == {
        "B3": ("dials", JULY, "佐藤", None, 200),
        "C3": ("appointments", JULY, "佐藤", None, 8),
        "B4": ("dials", JULY, "鈴木", None, 100),
        "C4": ("appointments", JULY, "鈴木", None, 4),
        "B6": ("dials", AUGUST, "佐藤", None, 150),
        "C6": ("appointments", AUGUST, "佐藤", None, 6),
    }
    reading = read(page)
    assert ignored(reading) == {2: "total", 5: "total", 7: "total"}
    (why,) = only(reading).columns[0].why.reasons
    assert why.code == "why_outline"


def test_people_over_months_with_one_metric() -> None:
    rows = ["佐藤 花子", 350], ["7月", 200], ["8月", 150], ["佐藤 健", 100], ["7月", 60], ["8月", 40], ["総計", 450]
    assert said(sheet("Sheet1", HEAD[:2], *rows), "2026") == {
        "B3": ("dials", JULY, "佐藤 花子", None, 200),
        "B4": ("dials", AUGUST, "佐藤 花子", None, 150),
        "B6": ("dials", JULY, "佐藤 健", None, 60),
        "B7": ("dials", AUGUST, "佐藤 健", None, 40),
    }


def test_months_over_channels_over_people() -> None:
    rows = ["2026年7月", 9], ["お問い合わせ", 5], ["佐藤", 3], ["鈴木", 2], ["紹介", 4], ["佐藤", 4]
    assert said(sheet("Sheet1", HEAD[:2], *rows)) == {
        "B4": ("dials", JULY, "佐藤", "web_inquiry", 3),
        "B5": ("dials", JULY, "鈴木", "web_inquiry", 2),
        "B7": ("dials", JULY, "佐藤", "referral", 4),
    }


def test_a_row_for_each_month_between_the_rows_of_people() -> None:
    page = sheet("実績", ["担当", "架電数", "着電数"], ["2026年7月"], ["佐藤", 5, 2], ["2026年8月"], ["佐藤", 7, 3])
    assert said(page)["B3"] == ("dials", JULY, "佐藤", None, 5)
    assert said(page)["C5"] == ("connects", AUGUST, "佐藤", None, 3)


def test_a_sum_that_is_none_is_held() -> None:
    rows = ["2026年7月", 300, 12], ["佐藤", 200, 12], ["2026年8月", 150, 6], ["佐藤", 150, 6]
    reading = read(sheet("Sheet1", HEAD, *rows))
    assert held(reading) == {"B2": "conflict"}
    assert len(facts(reading)) == 4


@pytest.mark.parametrize(
    "rows",
    [
        (["前半", None], ["2026/7/1", 3], ["2026/7/2", 4], ["後半", None], ["2026/7/16", 5]),
        (["2026/8/11", 3], ["2026/8/12", 4], ["夏季休業", None], ["2026/8/17", 5]),
        (["2026年7月", 300], ["東日本", 150], ["西日本", 100]),
    ],
)
def test_a_word_among_dates_is_nobody(rows: tuple[list[object], ...]) -> None:
    reading = read(sheet("実績", ["日付", "架電数"], *rows))
    assert {fact.member for fact in reading.facts} <= {None}
    assert set(held(reading).values()) <= {"bad_date"}


def test_a_month_among_people_is_nobody() -> None:
    reading = read(sheet("2026年7月", ["担当", "架電数"], ["佐藤", 5], ["鈴木", 6], ["8月", 7], ["田中", 8]))
    assert held(reading) == {"A4": "unknown_member"}
    assert {fact.member for fact in reading.facts} == {"佐藤", "鈴木", "田中"}


def test_words_among_metrics_are_no_people() -> None:
    rows = (["2026年7月", None], ["架電数", 5], ["PR数", 6], ["2026年8月", None], ["架電数", 7], ["PR数", 8])
    assert said(sheet("実績", ["項目", "実績", "達成率"], *rows)) == {
        "B3": ("dials", JULY, None, None, 5),
        "B6": ("dials", AUGUST, None, None, 7),
    }


def test_people_over_columns_with_an_empty_corner() -> None:
    head, rows = [None, "佐藤 花子", "鈴木 一郎", "合計"], (["架電数", 5, 6, 11], ["着電数", 2, 3, 5])
    assert said(sheet("7月", ["2026年7月"], [], head, *rows)) == {
        "B4": ("dials", JULY, "佐藤 花子", None, 5),
        "C4": ("dials", JULY, "鈴木 一郎", None, 6),
        "B5": ("connects", JULY, "佐藤 花子", None, 2),
        "C5": ("connects", JULY, "鈴木 一郎", None, 3),
    }
    family = sheet("2026年7月", [None, "佐藤", "鈴木"], *rows)
    assert facts(read(family)) == {}
    known = read(family, members=["佐藤 花子", "鈴木 一郎"])
    assert {fact.member for fact in known.facts} == {"佐藤 花子", "鈴木 一郎"}


def test_the_file_is_called_after_its_metric() -> None:
    page = sheet("Sheet1", ["担当", "4月", "5月"], ["佐藤", 5, 6])
    reading = read(page, file="架電数_2026年度")
    assert [(fact.metric, fact.value) for fact in reading.facts] == [("dials", 5), ("dials", 6)]
    assert [reason.code for reason in only(reading).columns[1].why.reasons] == ["why_file"]
    assert facts(read(page, file="年度売上_月次推移_2026年度")) == {}
