"""Totals that run beside their parts are never added up, whatever they are called."""

import pytest

from isplanner.workbook.corrections import ColumnMapping, Corrections, TableMapping, header_keys
from tests.workbook.grids import facts, held, ignored, only, read, sheet

HEAD = ["日付", "担当", "架電数", "架電数（つみあげ）"]
DAYS = (["7/1", "A", 5, 5], ["7/1", "B", 2, 2], ["7/2", "A", 3, 8], ["7/2", "B", 0, 2], ["7/3", "A", 4, 12])


def test_a_column_that_adds_up_its_neighbour_is_not_read() -> None:
    reading = read(sheet("日次", ["2026年"], [], HEAD, *DAYS))
    assert set(facts(reading)) == {"C4", "C5", "C6", "C7", "C8"}
    assert held(reading) == {}
    (table,) = only(reading).tables
    assert table.columns[3].use == "running"
    assert table.running[0] == ("dials", False, 3, 2, 14, 29)


def test_it_is_read_where_somebody_says_that_it_is_no_total() -> None:
    said = TableMapping(header_keys(HEAD), {header_keys(HEAD)[3]: ColumnMapping(role="numbers")})
    reading = read(sheet("日次", ["2026年"], [], HEAD, *DAYS), corrections=Corrections((said,)))
    assert held(reading) == {"D6": "conflict", "D7": "conflict", "D8": "conflict"}


def test_a_row_that_adds_up_the_one_above_is_a_total() -> None:
    rows = (["架電数", 5, 3, 4], ["架電数（つみあげ）", 5, 8, 12])
    reading = read(sheet("予実", ["2026年"], [], ["指標", "7月", "8月", "9月"], *rows))
    assert set(facts(reading)) == {"B4", "C4", "D4"}
    assert ignored(reading) == {5: "total"}


@pytest.mark.parametrize("sums", [(5, 8, 13), (5, 8, 8), (1, 2, 3)])
def test_other_numbers_are_a_conflict(sums: tuple[int, ...]) -> None:
    rows = ([f"7/{day}", "A", part, total] for day, part, total in zip((1, 2, 3), (5, 3, 4), sums, strict=True))
    reading = read(sheet("日次", ["2026年"], [], HEAD, *rows))
    assert only(reading).tables[0].running == ()
    assert set(held(reading).values()) == {"conflict"}


def test_two_days_prove_nothing() -> None:
    reading = read(sheet("日次", ["2026年"], [], HEAD, ["7/1", "A", 5, 5], ["7/2", "A", 3, 8]))
    assert only(reading).tables[0].running == ()
