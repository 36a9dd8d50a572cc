from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.calendar import Calendar, year_end_closings
from isplanner.plan.period import Month, PeriodRule, Span

CALENDAR_MONTHS = PeriodRule()
TWENTIETH = PeriodRule(closing_day=20)


def days(first: str, last: str) -> Span:
    """A span by its first and last day."""
    return Span(date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1))


THIRD_QUARTER = days("2026-10-01", "2026-12-31")


def test_the_fiscal_year_starts_in_april() -> None:
    assert CALENDAR_MONTHS.quarter(2026, 3) == THIRD_QUARTER
    assert CALENDAR_MONTHS.half(2026, 1) == days("2026-04-01", "2026-09-30")
    assert CALENDAR_MONTHS.fiscal_year(2026) == days("2026-04-01", "2027-03-31")
    assert CALENDAR_MONTHS.fiscal_year_of(date(2027, 3, 31)) == 2026
    assert PeriodRule(fiscal_month=1).quarter(2026, 1) == days("2026-01-01", "2026-03-31")


def test_months_that_close_on_the_twentieth() -> None:
    assert TWENTIETH.month(Month(2026, 7)) == days("2026-06-21", "2026-07-20")
    assert TWENTIETH.quarter(2026, 1) == days("2026-03-21", "2026-06-20")
    assert TWENTIETH.month_of(date(2026, 6, 21)) == Month(2026, 7)
    assert TWENTIETH.month_of(date(2026, 6, 20)) == Month(2026, 6)


def test_a_closing_day_after_a_months_end_is_its_last_day() -> None:
    assert PeriodRule(closing_day=30).month(Month(2026, 3)) == days("2026-03-01", "2026-03-30")


def test_weeks_are_clipped_at_month_ends() -> None:
    weeks = CALENDAR_MONTHS.weeks(THIRD_QUARTER)
    assert weeks[:2] == (days("2026-10-01", "2026-10-04"), days("2026-10-05", "2026-10-11"))
    assert days("2026-10-26", "2026-10-31") in weeks
    assert days("2026-11-01", "2026-11-01") in weeks


def test_weeks_may_start_on_saturday() -> None:
    weeks = PeriodRule(week_start=5).weeks(days("2026-10-01", "2026-10-31"))
    assert weeks == (
        days("2026-10-01", "2026-10-02"),
        days("2026-10-03", "2026-10-09"),
        days("2026-10-10", "2026-10-16"),
        days("2026-10-17", "2026-10-23"),
        days("2026-10-24", "2026-10-30"),
        days("2026-10-31", "2026-10-31"),
    )


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.integers(1, 400),
    st.integers(0, 31),
    st.integers(0, 6),
)
def test_weeks_add_up_to_months_and_months_to_the_span(start: date, length: int, closing: int, week_start: int) -> None:
    rule, span = PeriodRule(closing, week_start), Span(start, start + timedelta(days=length))
    for cuts in (rule.months(span), rule.weeks(span)):
        assert [day for cut in cuts for day in cut] == list(span)
    assert all(sum(month.covers(week) for month in rule.months(span)) == 1 for week in rule.weeks(span))
    assert all(rule.month(rule.month_of(day)).covers(Span(day, day + timedelta(days=1))) for day in span)


def business_days(calendar: Calendar) -> list[int]:
    return [calendar.business_days(month) for month in CALENDAR_MONTHS.months(THIRD_QUARTER)]


def test_business_days_of_the_example() -> None:
    assert business_days(Calendar()) == [21, 19, 23]
    assert business_days(Calendar(year_end_closings(2026, 2026))) == [21, 19, 20]


@pytest.mark.parametrize("day", [date(2026, 5, 6), date(2026, 9, 22), date(2026, 11, 23)])
def test_substitute_and_sandwiched_holidays_count(day: date) -> None:
    assert not Calendar().is_business_day(day)


def test_spans_are_half_open() -> None:
    span = days("2026-10-01", "2026-10-31")
    assert span.last == date(2026, 10, 31)
    assert date(2026, 10, 31) in span
    assert date(2026, 11, 1) not in span
    assert span.clip(days("2026-10-31", "2026-11-05")) == days("2026-10-31", "2026-10-31")
    assert span.clip(days("2026-11-01", "2026-11-05")).is_empty
