"""The time of day in a cell, whichever way it is written."""

from datetime import date, timedelta

import pytest

from isplanner.plan.activity import NOTHING
from isplanner.workbook.grid import Value
from isplanner.workbook.shapes.clock import minute_of, split_clock


@pytest.mark.parametrize(
    ("text", "day", "minute"),
    [
        ("2026/07/01 09:18:25", "2026/07/01", 558),
        ("2026-07-01T09:18:25.123Z", "2026-07-01", 558),
        ("2026-07-01 09:18+09:00", "2026-07-01", 558),
        ("8/6/2026, 10:22 AM", "8/6/2026", 622),
        ("8/6/2026, 12:05 am", "8/6/2026", 5),
        ("8/6/2026 12:05 PM", "8/6/2026", 725),
        ("7/15(水) 9:00", "7/15(水)", 540),
        ("7/15（水）9:00", "7/15(水)", 540),
        ("令和8年7月1日 9時5分", "令和8年7月1日", 545),
        ("7月1日9時", "7月1日", 540),
        ("２０２６／７／１　９：００", "2026/7/1", 540),
        ("23:59", "", 1439),
        ("2026/7/1", "2026/7/1", NOTHING),
        ("2026/7/1 24:00", "2026/7/1", NOTHING),
        ("2026/7/1 29:99", "2026/7/1", NOTHING),
        ("不在", "不在", NOTHING),
        ("", "", NOTHING),
        ("9" * 100 + " 9:00", "9" * 100 + " 9:00", NOTHING),
    ],
)
def test_a_text_is_parted_into_day_and_minute(text: str, day: str, minute: int) -> None:
    assert split_clock(text) == (day, minute)


@pytest.mark.parametrize("value", [None, True, 7, date(2026, 7, 1), timedelta(days=2), timedelta(minutes=-1)])
def test_a_cell_that_tells_no_time(value: Value) -> None:
    assert minute_of(value) == NOTHING
