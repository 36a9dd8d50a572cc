from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.period import PeriodRule
from isplanner.workbook.periods import (
    Period,
    PeriodPart,
    Unreadable,
    argument_part,
    crossed,
    find_periods,
    merged,
    resolve,
)

RULE = PeriodRule()
FISCAL_2026 = PeriodPart(2026, is_fiscal=True)


def part(text: str) -> PeriodPart:
    found = merged(each.part for each in find_periods(text))
    assert found is not None
    return found


def days(*texts: str, rule: PeriodRule = RULE) -> str:
    """What texts say together, nearest first: grain, first and last day; or why they do not."""
    found = resolve(tuple(part(text) for text in texts), rule)
    return f"{found.grain} {found.span.start} {found.span.last}" if isinstance(found, Period) else found.reason


@pytest.mark.parametrize(
    "text",
    [
        "2026/7/15",
        "2026-07-15",
        "2026.7.15",
        "2026年7月15日",
        "令和8年7月15日",
        "㋿8年7月15日",
        "R8.7.15",
        "R8/7/15",
        "２０２６／７／１５",
        "2026/7/15(水)",
        "2026年7月15日（水）",
        "7/15/2026",
        "Jul 15, 2026",
        "15-Jul-2026",
    ],
)
def test_days(text: str) -> None:
    assert days(text) == "day 2026-07-15 2026-07-15"


@pytest.mark.parametrize("text", ["7/15", "7月15日", "7/15(水)", "７月１５日"])
def test_days_without_a_year(text: str) -> None:
    assert days(text) == "no_year"
    assert days(text, "2026年") == "day 2026-07-15 2026-07-15"


@pytest.mark.parametrize(
    "text",
    [
        "2026年7月",
        "2026年7月度",
        "2026/7",
        "2026-07",
        "令和8年7月",
        "R8.7",
        "202607",
        "July 2026",
        "Jul 2026",
        "2026年度 7月",
    ],
)
def test_months(text: str) -> None:
    assert days(text) == "month 2026-07-01 2026-07-31"


@pytest.mark.parametrize("text", ["7月", "7月度", "7月分", "Jul", "July"])
def test_months_without_a_year(text: str) -> None:
    assert days(text, "2026年度") == "month 2026-07-01 2026-07-31"


@pytest.mark.parametrize(
    "text",
    ["2026年度 第2四半期", "2026年度2Q", "FY2026 Q2", "FY26 Q2", "2026Q2", "令和8年度 第２四半期", "2026年7月〜9月"],
)
def test_quarters(text: str) -> None:
    assert days(text) == "quarter 2026-07-01 2026-09-30"


def test_halves_and_years_are_fiscal() -> None:
    assert days("2026年度上期") == "half 2026-04-01 2026-09-30"
    assert days("下期", "2026年度") == "half 2026-10-01 2027-03-31"
    assert days("2026H1") == "half 2026-04-01 2026-09-30"
    assert days("通期", "2026年度") == "year 2026-04-01 2027-03-31"
    assert days("2026年度") == "year 2026-04-01 2027-03-31"


def test_the_fiscal_year_of_a_bare_month() -> None:
    assert days("1月", "2026年度") == "month 2027-01-01 2027-01-31"
    assert days("1月", "2026年") == "month 2026-01-01 2026-01-31"
    assert days("3/31", "FY2026") == "day 2027-03-31 2027-03-31"


@pytest.mark.parametrize(
    ("week", "span"),
    [
        ("第1週", "week 2026-07-01 2026-07-05"),
        ("第2週", "week 2026-07-06 2026-07-12"),
        ("第５週", "week 2026-07-27 2026-07-31"),
        ("第6週", "bad_date"),
        ("7/6〜7/12", "week 2026-07-06 2026-07-12"),
        ("7/6(月)～12(日)", "week 2026-07-06 2026-07-12"),
        ("12/28〜1/3", "week 2026-12-28 2027-01-03"),
    ],
)
def test_weeks(week: str, span: str) -> None:
    assert days(week, "7月", "2026年") == span


def test_the_nearest_wins_and_takes_what_it_lacks() -> None:
    assert days("8月", "2026年7月") == "month 2026-08-01 2026-08-31"
    assert days("15日", "7月", "2026年度") == "day 2026-07-15 2026-07-15"
    assert days("2026年", "7月") == "month 2026-07-01 2026-07-31"
    assert days("7月", "2026年度 第2四半期") == "month 2026-07-01 2026-07-31"


def test_a_month_above_and_a_day_beside() -> None:
    assert crossed(part("7月"), PeriodPart(day=15)) == PeriodPart(month=7, day=15)
    assert crossed(None, part("7月")) == part("7月")
    assert crossed(None, None) is None


@pytest.mark.parametrize(
    "text",
    ["2026/7/32", "2026/13/4", "2026/2/30", "2026/9/31", "令和99999年13月40日", "昭和0年1月1日", "2026/7/99999999999"],
)
def test_days_that_are_none(text: str) -> None:
    assert days(text) == "bad_date"


@pytest.mark.parametrize(
    "text", ["8.7.15", "12.3", "1,234", "架電数", "SQL", "売上期待値", "3日間", "marketing", "decimal"]
)
def test_what_is_no_period(text: str) -> None:
    assert find_periods(text) == ()


def test_nothing_around_is_no_period() -> None:
    assert resolve((), RULE) == Unreadable("no_period")
    assert days("第2週", "2026年") == "no_period"


@pytest.mark.parametrize(
    ("argument", "month", "span"),
    [
        ("2026Q2", "8月", "month 2026-08-01 2026-08-31"),
        ("2026Q2", "3月", "month 2027-03-01 2027-03-31"),
        ("2026-09", "4月", "month 2026-04-01 2026-04-30"),
        ("2026H1", None, "half 2026-04-01 2026-09-30"),
        ("2026", None, "year 2026-04-01 2027-03-31"),
        ("2026-09", None, "month 2026-09-01 2026-09-30"),
        ("2026-02", "4月", "month 2025-04-01 2025-04-30"),
    ],
)
def test_the_argument_fills_what_is_missing(argument: str, month: str | None, span: str) -> None:
    said = argument_part(argument, RULE)
    assert said is not None
    found = resolve((part(month), said) if month else (said,), RULE)
    assert isinstance(found, Period)
    assert f"{found.grain} {found.span.start} {found.span.last}" == span


@pytest.mark.parametrize("text", ["", "Q2", "2026Q5", "2026-13", "7月", "2026/7"])
def test_what_is_no_argument(text: str) -> None:
    assert argument_part(text, RULE) is None


def test_months_are_the_teams() -> None:
    twentieth = PeriodRule(closing_day=20)
    assert days("2026年7月", rule=twentieth) == "month 2026-06-21 2026-07-20"
    assert days("2026年度 第2四半期", rule=twentieth) == "quarter 2026-06-21 2026-09-20"


@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.sampled_from(
        ["{0:%Y/%m/%d}", "{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}", "{0.year}-{0.month}-{0.day}"]
    ),
)
def test_every_day_is_found_however_written(day: date, written: str) -> None:
    (found,) = find_periods(written.format(day))
    period = resolve((found.part,), RULE)
    assert isinstance(period, Period)
    assert (period.span.start, period.span.end) == (day, day + timedelta(days=1))


@given(st.lists(st.text("0123456789年月日度期四半上下第週/.-〜()水RFYQHjul令和元 ０１", max_size=12), max_size=4))
def test_whatever_is_written_comes_to_a_period_or_a_reason(texts: list[str]) -> None:
    parts = tuple(found.part for text in texts for found in find_periods(text))
    assert isinstance(resolve(parts, RULE), Period | Unreadable)


@given(st.text())
def test_any_text_may_be_searched(text: str) -> None:
    assert all(found.end > found.start for found in find_periods(text))
