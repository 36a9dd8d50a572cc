"""Hires and leavers as people write them, what is refused, and the way back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from isplanner.text.headcount import (
    describe_changes,
    describe_headcount,
    format_ramp,
    format_start,
    parse_member,
    parse_people,
    parse_ramp,
    parse_start,
    plain_start,
)
from tests.analysis.plans import THIRD_QUARTER, plan_of

TEAM = (Member(1, "田中 一郎"), Member(2, "田中 花子"), Member(3, "佐藤 花"))
NOVEMBER = date(2026, 11, 1)


def plan(closing_day: int = 0) -> Plan:
    return plan_of({"revenue": None}, "revenue", channels=(), members=TEAM, rule=PeriodRule(closing_day))


@pytest.mark.parametrize(
    "typed", ["2026-11", "2026/11", "2026年11月", "11月", "１１月", "11", "Nov", "november 2026", "11月から"]
)
def test_a_month_is_its_first_day(typed: str) -> None:
    assert parse_start(typed, plan()) == NOVEMBER


@pytest.mark.parametrize("typed", ["2026-11-16", "11/16", "11月16日", "16 Nov 2026"])
def test_a_day_is_that_day(typed: str) -> None:
    assert parse_start(typed, plan()) == date(2026, 11, 16)


def test_months_are_the_plans_own() -> None:
    october = parse_start("11月", plan(closing_day=20))
    assert october == date(2026, 10, 21)
    assert format_start(october, plan(closing_day=20), "ja") == "2026年11月度"


@pytest.mark.parametrize("typed", ["", "2027-11", "9月", "2026-09-30", "いつか", "13月", "xyz"])
def test_what_is_not_of_the_period_is_refused(typed: str) -> None:
    with pytest.raises(PlanError) as caught:
        parse_start(typed, plan())
    assert caught.value.problem.code == "bad_start"


@given(st.dates(THIRD_QUARTER.start, THIRD_QUARTER.last), st.sampled_from([0, 20]))
def test_what_an_editor_opens_with_is_read_again(day: date, closing_day: int) -> None:
    one = plan(closing_day)
    assert parse_start(plain_start(day, one), one) == day


@pytest.mark.parametrize(
    ("typed", "ramp"),
    [
        ("50%, 75%", (0.5, 0.75)),
        ("50、75", (0.5, 0.75)),
        ("50% 75%", (0.5, 0.75)),
        ("０．５，１", (0.5, 1.0)),
        (" ", ()),
    ],
)
def test_a_ramp_is_shares_by_month(typed: str, ramp: tuple[float, ...]) -> None:
    assert parse_ramp(typed) == ramp


@given(st.lists(st.integers(0, 100), max_size=5))
def test_a_ramp_that_is_shown_is_read_again(percents: list[int]) -> None:
    ramp = tuple(percent / 100 for percent in percents)
    assert parse_ramp(format_ramp(ramp)) == ramp


@pytest.mark.parametrize("typed", ["150%", "-50%", "half", "101"])
def test_no_share_is_refused(typed: str) -> None:
    with pytest.raises(PlanError) as caught:
        parse_ramp(typed)
    assert caught.value.problem.code == "bad_ramp"


def test_people_are_full_time_ones() -> None:
    assert [parse_people(text) for text in ("2", "0.5", "３人", "0")] == [2, 0.5, 3, 0]
    for text in ("-1", "two", ""):
        with pytest.raises(PlanError) as caught:
            parse_people(text)
        assert caught.value.problem.code == "bad_people"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("佐藤", 3),
        ("田中花子", 2),
        ("田中　一郎", 1),
        ("田中", "ambiguous_person"),
        ("鈴木", "unknown_person"),
        ("", "unknown_person"),
    ],
)
def test_a_member_is_found_by_a_part_of_his_name(typed: str, found: int | str) -> None:
    if isinstance(found, int):
        assert parse_member(typed, plan()).id == found
        return
    with pytest.raises(PlanError) as caught:
        parse_member(typed, plan())
    assert caught.value.problem.code == found


def test_in_words() -> None:
    headcount = Headcount((Hire(2, NOVEMBER, (0.5, 0.75)), Hire(0.5, date(2026, 12, 7))), {3: date(2026, 12, 1)})
    assert describe_headcount(headcount, "ja") == "採用 2.5・退職 1"
    assert describe_headcount(headcount, "en") == "2.5 hired, 1 leaving"
    assert describe_headcount(Headcount(), "ja") == ""
    assert list(describe_changes(plan(), headcount, "ja")) == [
        "採用 2 人・2026年11月から・立ち上がり 50%, 75%",
        "採用 0.5 人・2026/12/07から",
        "退職 佐藤 花・2026年12月から",
    ]
