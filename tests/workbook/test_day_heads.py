"""Tables across the days of a month, and those whose columns are people."""

from datetime import date

import pytest

from isplanner.workbook.day_heads import with_day_heads
from tests.workbook.grids import facts, held, read, sheet
from tests.workbook.test_habits import actuals

DAYS = list(range(1, 9))
TARO, HANAKO = [3, 4, 0, 6, 7, 8, 9, 10], [1, 0, 2, 1, 0, 2, 1, 0]
WEEKDAYS = list("水木金土日月火水")


@pytest.mark.parametrize(
    "heads",
    [
        [["担当者", *DAYS, "計"]],
        [["担当者", *map(float, DAYS), "計"]],
        [["担当者", *map(str, DAYS), "計"], [None, *WEEKDAYS]],
        [[None, *WEEKDAYS], ["担当者", *(f"{day}日" for day in DAYS), "計"]],
        [["担当者", *(f"7/{day}({name})" for day, name in zip(DAYS, WEEKDAYS, strict=True)), "計"]],
    ],
    ids=["numbers", "floats", "weekdays below", "weekdays above", "both in one"],
)
def test_days_go_across(heads: list[list[object]]) -> None:
    rows = [["見本 太郎", *TARO, sum(TARO)], ["例示 花子", *HANAKO, sum(HANAKO)], ["合計", *TARO, 54]]
    reading = read(sheet("7月", ["2026年7月 架電数"], *heads, *rows))
    assert actuals(reading) == {("dials", "見本 太郎"): sum(TARO), ("dials", "例示 花子"): sum(HANAKO)}
    assert {str(fact.span.start) for fact in reading.facts} == {f"2026-07-0{day}" for day in DAYS}
    assert held(reading) == {}


def test_days_after_a_closing_day_go_on_in_the_next_month() -> None:
    page = sheet("S", ["担当", *range(21, 32), *range(1, 21)])
    assert with_day_heads(page).rows[0] == ["担当", *(f"{day}日" for day in (*range(21, 32), *range(1, 21)))]


@pytest.mark.parametrize(
    "cells",
    [
        ["見本 太郎", 1, 2, 3, 4, 5, 6],
        ["見本 太郎", 1, 2, 3, 5, 6, 7, 8],
        ["見本 太郎", 2, 3, 4, 5, 6, 7, 8],
        ["見本 太郎", *DAYS, 0.5],
        ["見本 太郎", *DAYS, sum(DAYS)],
        ["見本 太郎", "月", "会議"],
    ],
)
def test_what_is_counted_is_no_day(cells: list[object]) -> None:
    page = sheet("S", cells)
    assert with_day_heads(page) is page


@pytest.mark.parametrize("sheet_name", ["架電数", "7月"])
def test_whole_names_over_columns_are_people(sheet_name: str) -> None:
    rows = [[date(2026, 7, day), 10 + day, 5 + day, 15 + 2 * day] for day in (1, 2, 3)]
    page = sheet(
        sheet_name, ["2026年7月 架電数"], ["日付", "見本 太郎", "例示 花子", "合計"], *rows, ["合計", 36, 21, 57]
    )
    assert actuals(read(page)) == {("dials", "見本 太郎"): 36, ("dials", "例示 花子"): 21}


def test_metrics_down_and_people_across() -> None:
    page = sheet(
        "2026年9月",
        ["KPI", "Ann Sample", "Bob Example", "Total"],
        ["Dials", 400, 300, 700],
        ["Meetings Booked", 10, 8, 18],
    )
    assert actuals(read(page)) == {
        ("dials", "Ann Sample"): 400,
        ("dials", "Bob Example"): 300,
        ("appointments", "Ann Sample"): 10,
        ("appointments", "Bob Example"): 8,
    }


def test_words_over_columns_beside_people_are_no_names() -> None:
    page = sheet("2026年9月", ["担当", "架電数", "東京 支店", "青山 一丁目"], ["見本 太郎", 400, 1, 2])
    assert [fact[3] for fact in facts(read(page)).values()] == ["見本 太郎"]


def test_months_with_two_figures_of_their_years() -> None:
    page = sheet("Dials", ["Rep", "Jul-26", "Aug-26"], ["Ann Sample", 400, 410])
    assert {str(fact.span) for fact in read(page).facts} == {
        str(fact.span) for fact in read(sheet("Dials", ["Rep", "2026年7月", "2026年8月"], ["A", 1, 2])).facts
    }
