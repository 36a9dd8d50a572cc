from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.workbook.dates import DateStyle, is_day_first, read_date
from isplanner.workbook.grid import Value
from isplanner.workbook.periods import PeriodPart

DAYS = DateStyle()
MONTHS = DateStyle(is_month=True)
DAY = PeriodPart(2026, month=7, day=15)


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 7, 15),
        datetime.fromisoformat("2026-07-15T10:30"),
        46218,
        46218.4375,
        "46218",
        20260715,
        "20260715",
        "2026/7/15",
        "2026-07-15 10:30:22",
        "2026-07-15T10:30:00Z",
        "7/15/2026, 10:30 AM",
        "2026年7月15日 10時30分",
        " 令和8年7月15日 ",
    ],
)
def test_a_day(value: Value) -> None:
    assert read_date(value, DAYS) == DAY


def test_serial_numbers_go_by_the_workbooks_own_system() -> None:
    assert read_date(44743, DateStyle(is_1904=True)) == PeriodPart(2026, month=7, day=2)


def test_parts_of_a_date() -> None:
    assert read_date("7/15", DAYS) == PeriodPart(month=7, day=15)
    assert read_date(15, DAYS) == read_date("15日", DAYS) == PeriodPart(day=15)
    assert read_date("7/6〜7/12", DAYS) == PeriodPart(month=7, day=6, until=(None, 7, 12))


def test_a_column_of_months() -> None:
    assert read_date(date(2026, 7, 1), MONTHS) == PeriodPart(2026, month=7)
    assert read_date(7, MONTHS) == read_date("7月", MONTHS) == PeriodPart(month=7)
    assert read_date(202607, MONTHS) == read_date("2026/7", MONTHS) == PeriodPart(2026, month=7)
    assert read_date("第2四半期", MONTHS) == PeriodPart(quarter=2)


@pytest.mark.parametrize(
    "value", ["8.7.15", "未定", "", "2026/7/15 頃", True, 32, 0, -1, 1e10, float("nan"), "7/15 7/16x", "9" * 500]
)
def test_no_date(value: Value) -> None:
    assert read_date(value, DAYS) is None


def test_the_month_comes_first_unless_the_column_shows_otherwise() -> None:
    assert not is_day_first(["7/1/2026", "12/7/2026", None, 3])
    assert is_day_first(["7/1/2026", "15/7/2026"])
    assert read_date("1/7/2026", DateStyle(is_day_first=True)) == PeriodPart(2026, month=7, day=1)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()), st.booleans())
def test_any_cell_may_be_asked_for_a_date(value: Value, is_month: bool) -> None:
    assert isinstance(read_date(value, DateStyle(is_month=is_month)), PeriodPart | None)
