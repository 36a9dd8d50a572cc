from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.counting.count import count
from isplanner.analysis.estimates.series import Axis, Pairs, Series, business_days, each_day, pair_up, series
from isplanner.plan.period import DAY, Span
from tests.analysis.plans import Row, actuals_of, days, plan_of

PLAN = plan_of({"dials": None, "connects": None})
JULY, AUGUST = days("2026-07-01", "2026-07-31"), days("2026-08-01", "2026-08-31")
SEPTEMBER = days("2026-09-01", "2026-09-30")
MONTHS = (JULY, AUGUST, SEPTEMBER)
WEEK = days("2026-07-06", "2026-07-10")


def series_of(*rows: Row, spans: Sequence[Span] = MONTHS, axis: Axis = Axis.WHOLE, only: str | None = None) -> Series:
    return series(count(PLAN, actuals_of(rows, PLAN)), spans, axis, [only] if only else None)


def listed(found: Series, metric: str, row: str | int | None = None) -> list[float | None]:
    return [None if np.isnan(number) else number for number in found.row(metric, row).tolist()]


def test_numbers_by_month_of_the_whole_channels_and_members() -> None:
    rows = [
        Row("dials[webinar]", JULY, 100, member=1),
        Row("dials[webinar]", JULY, 50, member=2),
        Row("dials[web_inquiry]", AUGUST, 30, member=1),
    ]
    assert listed(series_of(*rows), "dials") == [150, 30, None]
    by_channel = series_of(*rows, axis=Axis.CHANNEL)
    assert listed(by_channel, "dials", "webinar") == [150, 0, None]
    assert listed(by_channel, "dials", "mail_magazine") == [None, None, None]
    by_member = series_of(*rows, axis=Axis.MEMBER)
    assert by_member.rows == (1, 2)
    assert listed(by_member, "dials", 1) == [100, 30, None]
    assert listed(by_member, "dials", 3) == [None, None, None]
    assert listed(by_member, "connects", 1) == [None, None, None]


def test_a_fact_of_a_month_is_shared_out_over_days_but_is_no_daily_number() -> None:
    found = series_of(Row("dials", JULY, 220), spans=each_day(WEEK))
    assert listed(found, "dials") == [10.0] * 5  # July 2026 has 22 business days
    assert found.is_fine["dials"].tolist() == [False] * 5


def test_a_log_without_an_order_on_a_day_says_that_there_was_none() -> None:
    log = [Row("dials", days(day), 8) for day in ("2026-07-06", "2026-07-07", "2026-07-09")]
    order = Row("orders", days("2026-07-07"), 1)
    found = series_of(*log, order, spans=each_day(days("2026-07-06", "2026-07-13")))
    assert listed(found, "dials") == [8, 8, 0, 8, None, None, None, None]
    assert listed(found, "orders") == [0, 1, 0, 0, None, None, None, None]
    assert found.is_fine["orders"].tolist() == [True] * 4 + [False] * 4
    only = series_of(*log, order, spans=each_day(days("2026-07-06", "2026-07-13")), only="orders")
    assert listed(only, "orders") == listed(found, "orders")
    assert "dials" not in only.values


def test_days_and_months_side_by_side() -> None:
    found = series_of(Row("dials", JULY, 220), Row("dials", days("2026-08-03"), 7), spans=(*MONTHS,))
    assert listed(found, "dials") == [220, 7, None]
    daily = series_of(
        Row("dials", JULY, 220), Row("dials", days("2026-08-03"), 7), spans=each_day(Span(JULY.start, AUGUST.end))
    )
    assert daily.is_fine["dials"].nonzero()[0].tolist() == [31 + 2]


def test_phone_connects_are_what_is_left_of_connects() -> None:
    rows = [Row("connects[webinar]", JULY, 100), Row("connects[mail_magazine]", JULY, 30)]
    assert listed(series_of(*rows), "phone_connects") == [130, None, None]
    rows.append(Row("mail_replies[mail_magazine]", JULY, 30))
    by_channel = series_of(*rows, axis=Axis.CHANNEL)
    assert listed(by_channel, "phone_connects", "webinar") == [100, None, None]
    assert listed(by_channel, "phone_connects", "mail_magazine") == [0, None, None]


def test_business_days_are_counted_and_days_where_there_are_none() -> None:
    assert business_days(PLAN.calendar, MONTHS).tolist() == [22, 20, 19]
    assert business_days(PLAN.calendar, [days("2026-07-04", "2026-07-05")]).tolist() == [2]


def test_nothing_told() -> None:
    found = series_of()
    assert (found.rows, found.values) == ((None,), {})
    assert series_of(axis=Axis.MEMBER).rows == ()
    assert listed(found, "dials") == [None, None, None]


def paired(*rows: Row, axis: Axis) -> tuple[Series, Pairs]:
    counted = count(PLAN, actuals_of(rows, PLAN))
    told = series(counted, MONTHS, axis)
    return told, pair_up(counted, told, "revenue", "orders")


def test_amounts_are_paired_with_their_numbers_in_the_finest_facts() -> None:
    told, pairs = paired(
        Row("orders[webinar]", days("2026-07-06"), 2, member=1),
        Row("revenue[webinar]", days("2026-07-06"), 300, member=1),
        Row("orders[webinar]", days("2026-08-07"), 1, member=2),
        Row("revenue[webinar]", days("2026-08-07"), 90, member=2),
        Row("orders[web_inquiry]", days("2026-08-07"), 1, member=2),  # no revenue beside it
        Row("revenue[web_inquiry]", days("2026-08-10"), 5, member=2),
        axis=Axis.CHANNEL,
    )
    assert (pairs.above.tolist(), pairs.below.tolist()) == ([300, 90], [2, 1])
    assert [told.rows[row] for row in pairs.row] == ["webinar", "webinar"]
    assert len(set(pairs.month.tolist())) == 2


facts = st.lists(
    st.builds(
        lambda first, length, value, member: Row(
            "dials", Span(JULY.start + first * DAY, JULY.start + (first + length) * DAY), value, member
        ),
        st.integers(0, 80),
        st.integers(1, 12),
        st.integers(-5, 100),
        st.integers(1, 3),
    ),
    max_size=12,
)


@given(facts)
def test_days_weeks_and_months_add_up_to_the_tally(rows: list[Row]) -> None:
    counted = count(PLAN, actuals_of(rows, PLAN))
    whole = Span(JULY.start, SEPTEMBER.end)
    expected = counted.tally(whole)
    for spans in ([whole], MONTHS, PLAN.rule.weeks(whole), each_day(whole)):
        found = series(counted, spans).of("dials")
        assert np.nansum(found) == pytest.approx(expected.whole.get("dials", 0.0))
        members = series(counted, spans, Axis.MEMBER)
        for member in (1, 2, 3):
            total = np.nansum(members.row("dials", member))
            assert total == pytest.approx(expected.members.get(("dials", member), 0.0))
