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


def test_a_file_is_called_after_periods_only() -> None:
    page = sheet("Sheet1", ["担当", "4月", "5月"], ["佐藤", 5, 6])
    assert facts(read(page, file="架電数_2026年度")) == {}


TWICE = (["佐藤"], ["目標", 10, 12], ["実績", 9, 11], ["達成率", 0.9, 0.92], ["鈴木"], ["目標", 5, 6], ["実績", 4, 7])


def test_people_over_target_and_actual() -> None:
    page = sheet("アポ数", ["2026年度"], ["担当", "7月", "8月"], *TWICE)
    found = {cell: (fact[1], fact[3], fact[5]) for cell, fact in facts(read(page)).items()}
    assert found == {
        "B4": ("target", "佐藤", 10),
        "C4": ("target", "佐藤", 12),
        "B5": ("actual", "佐藤", 9),
        "C5": ("actual", "佐藤", 11),
        "B8": ("target", "鈴木", 5),
        "C8": ("target", "鈴木", 6),
        "B9": ("actual", "鈴木", 4),
        "C9": ("actual", "鈴木", 7),
    }


def test_people_over_metrics() -> None:
    rows = (["佐藤"], ["架電数", 5], ["PR数", 3], ["アポ数", 2], ["鈴木"], ["架電数", 6], ["PR数", 3], ["アポ数", 1])
    assert said(sheet("実績", [None, "2026年7月", "2026年8月"], *rows)) == {
        "B3": ("dials", JULY, "佐藤", None, 5),
        "B5": ("appointments", JULY, "佐藤", None, 2),
        "B7": ("dials", JULY, "鈴木", None, 6),
        "B9": ("appointments", JULY, "鈴木", None, 1),
    }


def test_departments_between_months_and_people_are_sums() -> None:
    rows = ["2026年7月", 300], ["営業一課", 200], ["佐藤", 120], ["鈴木", 80], ["営業二課", 100], ["田中", 100]
    assert {fact[-1]: fact[2] for fact in said(sheet("Sheet1", HEAD[:2], *rows)).values()} == {
        120: "佐藤",
        80: "鈴木",
        100: "田中",
    }


@pytest.mark.parametrize("word", ["1人平均", "最大", "中央値", "前月", "目標", "実績", "差", "残り"])
def test_words_that_speak_of_all_are_no_people(word: str) -> None:
    reading = read(sheet("7月", ["2026年7月"], ["担当", "架電数"], ["佐藤", 100], ["鈴木", 200], [word, 150]))
    assert {fact.member for fact in reading.facts} == {"佐藤", "鈴木"}
    assert set(ignored(reading)) == {5}
