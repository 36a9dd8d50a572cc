from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.counting.count import Tally, as_of, counting, tally
from isplanner.plan.actuals import NONE
from isplanner.plan.fact import FactKind
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import Row, actuals_of, days, plan_of

PLAN = plan_of({"dials": None, "connects": None})
JULY = days("2026-07-01", "2026-07-31")
AUGUST = days("2026-08-01", "2026-08-31")
WEBINAR = NodeKey("dials", "webinar")


def tally_of(*rows: Row, span: Span = JULY) -> Tally:
    return tally(PLAN, actuals_of(rows, PLAN), span)


def counts_of(*rows: Row) -> list[bool]:
    flags: list[bool] = counting(actuals_of(rows, PLAN), PLAN).tolist()
    return flags


def test_the_example_of_the_whole_and_the_unassigned() -> None:
    found = tally_of(
        Row("dials[webinar]", JULY, 150, batch=1),
        Row("dials", JULY, 100, member=1, batch=2),
        Row("dials", JULY, 80, member=2, batch=2),
    )
    assert found.whole == {"dials": 180}
    assert found.channels == {WEBINAR: 150}
    assert found.members == {("dials", 1): 100, ("dials", 2): 80}
    assert (found.outside_channels("dials"), found.outside_members("dials")) == (30, 0)
    assert (found.of(NodeKey("dials")), found.of(WEBINAR), found.of(NodeKey("orders"))) == (180, 150, None)


def test_members_by_channel_are_both() -> None:
    found = tally_of(
        Row("dials[webinar]", JULY, 40, member=1),
        Row("dials[webinar]", JULY, 30, member=2),
        Row("dials[web_inquiry]", JULY, 20, member=1),
    )
    assert found.whole == {"dials": 90}
    assert found.channels == {WEBINAR: 70, NodeKey("dials", "web_inquiry"): 20}
    assert found.members == {("dials", 1): 60, ("dials", 2): 30}


def test_a_channel_without_members_joins_the_channels_that_have_some() -> None:
    found = tally_of(Row("connects[webinar]", JULY, 40, member=1), Row("connects[mail_magazine]", JULY, 12))
    assert found.whole == {"connects": 52}
    assert (found.outside_channels("connects"), found.outside_members("connects")) == (0, 12)


def test_members_and_channels_that_never_meet_are_two_views() -> None:
    found = tally_of(Row("dials", JULY, 100, member=1), Row("dials[webinar]", JULY, 130))
    assert found.whole == {"dials": 100}
    assert found.outside_channels("dials") == -30


def test_an_own_total_goes_before_its_parts() -> None:
    rows = (
        Row("dials", JULY, 200),
        Row("dials", JULY, 90, member=1),
        Row("dials[webinar]", JULY, 50, member=1),
        Row("dials[webinar]", JULY, 60, member=2),
    )
    found = tally_of(*rows)
    assert found.whole == {"dials": 200}
    assert found.members == {("dials", 1): 90, ("dials", 2): 60}
    assert found.channels == {WEBINAR: 110}


def test_a_newer_batch_takes_the_place_of_an_older() -> None:
    rows = (
        Row("dials", JULY, 100),
        Row("dials", days("2026-07-06", "2026-07-10"), 7, batch=2),
        Row("dials", AUGUST, 9),
    )
    assert tally_of(*rows).whole == {"dials": 7}
    assert tally_of(*rows, span=AUGUST).whole == {"dials": 9}
    assert counts_of(*rows) == [False, True, True]


def test_a_log_brought_in_half_by_half_adds_up() -> None:
    days_of_july = [days(f"2026-07-{day:02}") for day in range(1, 32)]
    halves = [Row("dials", day, 10, member=1, batch=1 + (i >= 15)) for i, day in enumerate(days_of_july)]
    found = tally_of(*halves)
    assert found.whole == {"dials": 310}
    assert found.members == {("dials", 1): 310}


def test_a_corrected_log_leaves_nothing_of_the_first() -> None:
    first = [Row("dials", days(f"2026-07-{day:02}"), 10, batch=1) for day in (1, 2, 3, 30)]
    second = [Row("dials", days(f"2026-07-{day:02}"), 11, batch=2) for day in (1, 3, 31)]
    assert tally_of(*first, *second).whole == {"dials": 33}


def test_each_member_has_his_own_newest_batch() -> None:
    rows = (
        Row("dials", JULY, 100, member=1),
        Row("dials", JULY, 80, member=2),
        Row("dials", JULY, 90, member=1, batch=2),
    )
    found = tally_of(*rows)
    assert found.members == {("dials", 1): 90, ("dials", 2): 80}
    assert found.whole == {"dials": 90}
    assert counts_of(*rows) == [False, True, True]


def test_lengths_over_the_same_days_are_alternatives() -> None:
    week, after = days("2026-07-06", "2026-07-12"), days("2026-07-13")
    found = tally_of(Row("dials", week, 50), Row("dials", days("2026-07-07"), 9), Row("dials", after, 8))
    assert found.whole == {"dials": 58}
    assert tally_of(Row("dials", JULY, 500), Row("dials", week, 50)).whole == {"dials": 500}


def test_a_quarter_beside_its_months_fills_only_the_month_that_is_missing() -> None:
    quarter = days("2026-07-01", "2026-09-30")
    rows = (Row("dials", quarter, 600), Row("dials", JULY, 150), Row("dials", AUGUST, 100))
    found = tally_of(*rows, span=quarter)
    # September has 19 of the quarter's 61 business days (22 + 20 + 19).
    assert found.whole["dials"] == pytest.approx(150 + 100 + 600 * 19 / 61)
    assert found.months["dials"] == 3


def test_a_fact_that_reaches_beyond_counts_by_its_business_days() -> None:
    week = days("2026-07-27", "2026-08-02")
    assert tally_of(Row("dials", week, 50)).whole == {"dials": 50}
    assert tally_of(Row("dials", days("2026-07-29", "2026-08-04"), 50)).whole == {"dials": 30}
    assert tally_of(Row("dials", days("2026-08-01", "2026-08-02"), 50), span=days("2026-08-02")).whole == {"dials": 25}


def test_a_fact_that_lies_in_the_span_counts_exactly() -> None:
    quarter = days("2026-07-01", "2026-09-30")
    assert tally_of(Row("dials", quarter, 30500), span=quarter).whole == {"dials": 30500}


def test_targets_of_workbooks_are_counted_apart() -> None:
    rows = [Row("dials", JULY, 100), Row("dials", JULY, 120, is_target=True)]
    actuals = actuals_of(rows, PLAN)
    assert tally(PLAN, actuals, JULY).whole == {"dials": 100}
    assert tally(PLAN, actuals, JULY, FactKind.TARGET).whole == {"dials": 120}
    assert counts_of(*rows) == [True, True]


def test_months_follow_the_plans_rule() -> None:
    plan = plan_of({"dials": None}, rule=PeriodRule(closing_day=20))
    rows = [Row("dials", days("2026-06-21", "2026-07-20"), 100), Row("dials", days("2026-07-25"), 9, batch=2)]
    assert tally(plan, actuals_of(rows, plan), days("2026-06-21", "2026-08-20")).whole == {"dials": 109}


def test_no_facts_no_sums() -> None:
    found = tally_of()
    assert (found.whole, found.channels, found.members) == ({}, {}, {})
    assert counts_of() == []


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "2026-09-30"),
        ([days("2026-09-30")], "2026-09-30"),
        ([days("2026-11-20")], "2026-11-20"),
        ([days("2026-10-05"), days("2026-11-22")], "2026-11-20"),
        ([days("2026-11-01", "2026-11-30")], "2026-11-30"),
        ([days("2026-12-01", "2026-12-31")], "2026-12-28"),
        ([days("2026-10-01", "2027-01-01")], "2026-09-30"),
    ],
)
def test_the_as_of_date_comes_from_the_facts(spans: list[Span], expected: str) -> None:
    actuals = actuals_of([Row("dials", span, 1) for span in spans], PLAN)
    assert as_of(PLAN, actuals) == date.fromisoformat(expected)


def test_targets_move_no_date() -> None:
    actuals = actuals_of([Row("dials", days("2026-11-20"), 1, is_target=True)], PLAN)
    assert as_of(PLAN, actuals) == date(2026, 9, 30)


def overlap(a: Row, b: Row) -> bool:
    return not a.span.clip(b.span).is_empty


def plain_newest(rows: list[Row]) -> list[Row]:
    extents = {
        batch: Span(
            min(r.span.start for r in rows if r.batch == batch), max(r.span.end for r in rows if r.batch == batch)
        )
        for batch in {row.batch for row in rows}
    }
    return [
        row
        for row in rows
        if not any(batch > row.batch and not row.span.clip(span).is_empty for batch, span in extents.items())
    ]


def plain_longest(rows: list[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.span.start - row.span.end, row.span.start)):
        rivals = [k for k in kept if (k.batch, k.member, k.node) == (row.batch, row.member, row.node)]
        kept += [] if any(overlap(row, rival) for rival in rivals) else [row]
    return kept


def plain_members(rows: list[Row]) -> dict[tuple[str, int], float]:
    """Members' numbers in July by the rule, one member after the other."""
    sums: dict[tuple[str, int], float] = {}
    for member in {row.member for row in rows} - {NONE}:
        newest = plain_newest(plain_longest([row for row in rows if row.member == member]))
        for batch in {row.batch for row in newest}:
            mine = [row for row in newest if row.batch == batch]
            own = [row for row in mine if "[" not in row.node]
            sums["dials", member] = sums.get(("dials", member), 0) + sum(row.value for row in own or mine)
    return sums


ROWS = st.builds(
    Row,
    node=st.sampled_from(["dials", "dials", "dials[webinar]", "dials[web_inquiry]"]),
    span=st.builds(
        lambda first, length: days(f"2026-07-{first:02}", f"2026-07-{min(31, first + length):02}"),
        st.integers(1, 31),
        st.sampled_from([0, 0, 0, 4, 6, 30]),
    ),
    value=st.integers(0, 1000).map(float),
    member=st.sampled_from([NONE, 1, 2]),
    batch=st.integers(1, 4),
)


@given(st.lists(ROWS, max_size=25, unique_by=lambda row: (row.node, row.span, row.member)))
def test_members_are_counted_as_the_rule_says_one_by_one(rows: list[Row]) -> None:
    found = tally_of(*rows)
    assert found.members == plain_members(rows)
    assert found == tally_of(*rows[::-1])


def test_of_two_as_long_the_earlier_stands_whatever_the_order() -> None:
    rows = Row("dials", days("2026-07-01", "2026-07-05"), 10), Row("dials", days("2026-07-03", "2026-07-07"), 20)
    assert tally_of(*rows).whole == tally_of(*rows[::-1]).whole == {"dials": 10}
