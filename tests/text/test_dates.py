from dataclasses import replace
from datetime import date

import pytest

from isplanner.plan.period import DAY, Month, PeriodRule, Span
from isplanner.text.dates import (
    era_year,
    format_date,
    format_day,
    format_days,
    format_month,
    format_month_of,
    format_period,
    format_short_period,
    format_week,
    format_weekday_date,
    format_year_month,
)
from tests.analysis.plans import plan_of

RULE = PeriodRule()
CLOSES_ON_20 = PeriodRule(closing_day=20)
WEDNESDAY = date(2026, 7, 15)


def days(first: date, last: date) -> Span:
    return Span(first, last + DAY)


def test_dates_by_language_and_setting() -> None:
    assert format_weekday_date(WEDNESDAY, "ja") == "2026/07/15(水)"
    assert format_weekday_date(WEDNESDAY, "ja", era=True) == "令和8年7月15日(水)"
    assert format_weekday_date(WEDNESDAY, "en", era=True) == "Wed 15 Jul 2026"
    assert format_date(WEDNESDAY, "ja") == "2026/07/15"


def test_a_day_of_a_known_year() -> None:
    friday = date(2026, 11, 20)
    assert [format_day(friday, "ja"), format_day(friday, "ja", weekday=True)] == ["11/20", "11/20（金）"]
    assert [format_day(friday, "en"), format_day(friday, "en", weekday=True)] == ["20 Nov", "Fri 20 Nov"]


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1989, 1, 8), "平成元年"),
        (date(2026, 1, 1), "令和8年"),
        (date(1867, 1, 1), "1867年"),
    ],
)
def test_eras(day: date, year: str) -> None:
    assert era_year(day) == year


@pytest.mark.parametrize(
    ("week", "ja", "en"),
    [
        (days(date(2026, 11, 2), date(2026, 11, 8)), "11/2–8", "2–8 Nov"),
        (days(date(2026, 11, 30), date(2026, 11, 30)), "11/30", "30 Nov"),
        (days(date(2026, 6, 29), date(2026, 7, 5)), "6/29–7/5", "29 Jun–5 Jul"),
    ],
)
def test_weeks(week: Span, ja: str, en: str) -> None:
    assert (format_week(week, "ja"), format_week(week, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("span", "ja", "en"),
    [
        (RULE.quarter(2026, 3), "2026/10/1 – 12/31", "1 Oct – 31 Dec 2026"),
        (days(date(2026, 12, 1), date(2027, 1, 31)), "2026/12/1 – 2027/1/31", "1 Dec 2026 – 31 Jan 2027"),
    ],
)
def test_runs_of_days(span: Span, ja: str, en: str) -> None:
    assert (format_days(span, "ja"), format_days(span, "en")) == (ja, en)


def test_months_are_named_by_the_month_they_close_in() -> None:
    assert format_month(RULE.month(Month(2026, 10)), RULE, "ja") == "10月"
    assert format_month(CLOSES_ON_20.month(Month(2026, 7)), CLOSES_ON_20, "ja") == "7月度"
    assert format_month(RULE.month(Month(2026, 10)), RULE, "en") == "Oct"
    assert format_year_month(RULE.month(Month(2026, 10)), RULE, "ja") == "2026年10月"


@pytest.mark.parametrize(
    "rule", [RULE, CLOSES_ON_20, PeriodRule(fiscal_month=1)], ids=["april", "closes on 20", "january"]
)
@pytest.mark.parametrize(
    ("part", "ja", "en", "short_ja", "short_en"),
    [
        ("year", "2026年度", "FY2026", "2026年度", "FY2026"),
        ("half", "2026年度 下期", "FY2026 H2", "2026年度下期", "FY2026H2"),
        ("quarter", "2026年度 第4四半期", "FY2026 Q4", "2026年度Q4", "FY2026Q4"),
    ],
)
def test_fiscal_periods(rule: PeriodRule, part: str, ja: str, en: str, short_ja: str, short_en: str) -> None:
    span = {"year": rule.fiscal_year(2026), "half": rule.half(2026, 2), "quarter": rule.quarter(2026, 4)}[part]
    assert [format_period(span, rule, "ja"), format_period(span, rule, "en")] == [ja, en]
    assert [format_short_period(span, rule, "ja"), format_short_period(span, rule, "en")] == [short_ja, short_en]


def test_periods_without_a_fiscal_name() -> None:
    december, odd = RULE.month(Month(2026, 12)), days(date(2026, 12, 1), date(2027, 1, 15))
    assert [format_period(december, RULE, "ja"), format_period(december, RULE, "en")] == ["2026年12月", "Dec 2026"]
    assert [format_short_period(december, RULE, "en"), format_short_period(odd, RULE, "ja")] == [
        "Dec2026",
        "20261201-20270115",
    ]
    assert format_period(odd, RULE, "ja") == "2026/12/1 – 2027/1/15"


@pytest.mark.parametrize(
    ("end", "ja", "en"),
    [(date(2027, 4, 1), "10月", "Oct"), (date(2028, 4, 1), "2026年10月", "Oct 2026")],
)
def test_a_month_of_a_plan_has_its_year_where_another_has_its_name(end: date, ja: str, en: str) -> None:
    plan = replace(plan_of({"dials": None}, "dials"), period=Span(date(2026, 4, 1), end))
    october = plan.rule.month(plan.rule.month_of(date(2026, 10, 1)))
    assert (format_month_of(plan, october, "ja"), format_month_of(plan, october, "en")) == (ja, en)
