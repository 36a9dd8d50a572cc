from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.text.dates import format_date, format_weekday_date
from isplanner.text.days import parse_day
from isplanner.text.language import Language

RULE, NEAR = PeriodRule(), date(2026, 11, 20)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


JAPANESE = (
    "2026/7/15",
    "7/15",
    "7月15日",
    "令和8年7月15日",
    "R8.7.15",
    "20260715",
    "２０２６／７／１５",
    "2026年7月15日(水)",
)
OTHERS = (
    "7/15（水）",
    "ｒ８．７．１５",
    "15 Jul 2026",
    "Jul 15, 2026",
    "15 july",
    "Wed 15 Jul 2026",
    "2026-07-15",
    " 7 / 15 ",
)


@pytest.mark.parametrize("typed", [*JAPANESE, *OTHERS])
def test_one_day_in_the_ways_people_write_it(typed: str) -> None:
    assert parse_day(typed, RULE, NEAR) == date(2026, 7, 15)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/10", date(2027, 1, 10)),  # 2026年度 ends in March
        ("4/1", date(2026, 4, 1)),
        ("3/31", date(2027, 3, 31)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("2/29", None),
        ("2028/2/29", date(2028, 2, 29)),
    ],
)
def test_years_that_are_not_written_are_the_plans(typed: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(PlanError):
            parse_day(typed, RULE, NEAR)
    else:
        assert parse_day(typed, RULE, NEAR) == day


@pytest.mark.parametrize("typed", ["", "明日", "13/40", "2026/13/1", "15 foo", "７月", "2026", "7/15/", "R8"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(PlanError) as refused:
        parse_day(typed, RULE, NEAR)
    assert refused.value.problem.code == "unreadable_day"


@given(day=DAYS, language=st.sampled_from(["ja", "en"]), era=st.booleans())
def test_what_is_shown_can_be_typed(day: date, language: Language, era: bool) -> None:
    assert parse_day(format_date(day, language, era=era), RULE, NEAR) == day
    assert parse_day(format_weekday_date(day, language, era=era), RULE, NEAR) == day
