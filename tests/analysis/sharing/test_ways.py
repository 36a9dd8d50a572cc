"""What members weigh: the seven ways, and what happens where their actuals are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.ways import TrackRecord, WayTaken, read_record
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Target, Way
from tests.analysis.paces import base_rows, daily_rows, without_closings
from tests.analysis.plans import Row, actuals_of, days, plan_of

FUNNEL = {
    "dials": "worked_leads * dials_per_lead",
    "worked_leads": None,
    "dials_per_lead": None,
    "connects": "dials * connect_rate",
    "connect_rate": None,
    "appointments": "connects * appointments_per_connect",
    "appointments_per_connect": None,
    "orders": "appointments * win_rate",
    "win_rate": None,
    "revenue": "orders * deal_size",
    "deal_size": None,
}
THREE = (Member(1, "青木 一郎"), Member(2, "井上 二葉", capacity=0.5), Member(3, "上田 三郎"))
LAST_YEAR = [days("2025-10-01", "2025-10-31"), days("2025-11-01", "2025-11-30"), days("2025-12-01", "2025-12-31")]


def plan_for(metric: str, total: float, way: Way, members: Sequence[Member] = THREE, **target: object) -> Plan:
    plan = without_closings(plan_of(FUNNEL, "revenue", channels=(), members=tuple(members)))
    node = NodeKey(metric)
    return replace(plan, targets={node: Target(1, node, total, way=way, **target)})  # type: ignore[arg-type]


def record_of(plan: Plan, rows: Iterable[Row]) -> TrackRecord:
    return read_record(plan, actuals_of(rows, plan))


def totals(plan: Plan, rows: Iterable[Row] = ()) -> list[int]:
    (metric,) = (node.metric for node in plan.targets)
    return [row.total for row in allocate(plan, metric, record_of(plan, rows)).rows]


def paces(*rows: tuple[str, int, float]) -> list[Row]:
    """Actuals of the base period: (metric, member, so many a day)."""
    return [row for metric, member, a_day in rows for row in base_rows(metric, a_day, member)]


DIALS_AND_CONNECTS = paces(
    *(("dials", member, 50.0) for member in (1, 2, 3)),
    *(("connects", member, a_day) for member, a_day in ((1, 15.0), (2, 10.0), (3, 5.0))),
)


def test_evenly() -> None:
    assert totals(plan_for("connects", 300, Way.EVEN), DIALS_AND_CONNECTS) == [100, 100, 100]


def test_by_business_days_capacity_counts() -> None:
    assert totals(plan_for("connects", 250, Way.BUSINESS_DAYS), DIALS_AND_CONNECTS) == [100, 50, 100]


def test_by_last_period_shares_are_those_of_its_actuals() -> None:
    assert totals(plan_for("connects", 300, Way.LAST_PERIOD), DIALS_AND_CONNECTS) == [150, 100, 50]


def test_by_last_year_shares_are_those_of_the_same_months_a_year_ago() -> None:
    rows = [
        Row("connects", month, count, member) for month in LAST_YEAR for member, count in ((1, 10), (2, 30), (3, 60))
    ]
    assert totals(plan_for("connects", 300, Way.LAST_YEAR), [*rows, *DIALS_AND_CONNECTS]) == [30, 90, 180]


def test_a_column_of_the_managers_own() -> None:
    plan = plan_for("connects", 300, Way.OWN_COLUMN, weights={1: 2.0, 3: 1.0})
    assert totals(plan, DIALS_AND_CONNECTS) == [200, 0, 100]


def test_by_own_rates_volumes_are_as_by_business_days() -> None:
    for metric in ("dials", "worked_leads"):
        plan = plan_for(metric, 250, Way.OWN_RATES)
        allocation = allocate(plan, metric, record_of(plan, DIALS_AND_CONNECTS))
        assert [row.total for row in allocation.rows] == [100, 50, 100]
        assert allocation.ways == (WayTaken(Way.OWN_RATES, Way.OWN_RATES),)


def test_own_rates_multiply_down_from_the_first_volume() -> None:
    rows = [*DIALS_AND_CONNECTS, *paces(*(("appointments", m, a_day) for m, a_day in ((1, 1.5), (2, 2.0), (3, 0.5))))]
    record = record_of(plan_for("connects", 1, Way.OWN_RATES), rows)
    relative = record.estimates.relative

    def weights(metric: str) -> list[float]:
        plan = plan_for(metric, 100_000, Way.OWN_RATES, [replace(member, capacity=1.0) for member in THREE])
        shares = [sum(row.exact_months) for row in allocate(plan, metric, record).rows]
        return [share / shares[0] for share in shares]

    connect = [relative("connect_rate", member) for member in (1, 2, 3)]
    appoint = [own * relative("appointments_per_connect", m) for own, m in zip(connect, (1, 2, 3), strict=True)]
    assert 1 < connect[0] < 1.5  # drawn to the team's rate
    assert weights("connects") == pytest.approx([own / connect[0] for own in connect])
    assert weights("appointments") == pytest.approx([own / appoint[0] for own in appoint])
    assert weights("orders") == pytest.approx(
        weights("appointments")
    )  # nobody's win rate is known: all have the team's
    assert weights("dials") == [1, 1, 1]


def test_own_rates_of_what_is_worth_more() -> None:
    rows = [
        *paces(("orders", 1, 1.0), ("orders", 3, 1.0)),
        *paces(("revenue", 1, 1_500_000.0), ("revenue", 3, 500_000.0)),
    ]
    plan = plan_for("revenue", 1_000_000, Way.OWN_RATES, [THREE[0], THREE[2]])
    first, second = totals(plan, rows)
    assert first > 1.5 * second
    assert first + second == 1_000_000


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (Way.LAST_PERIOD, "no_last_period"),
        (Way.LAST_YEAR, "no_last_year"),
        (Way.OWN_RATES, "no_own_rates"),
        (Way.OWN_COLUMN, "no_weights"),
        (Way.EQUAL_CHANCE, "no_last_period"),
    ],
)
def test_without_what_a_way_takes_business_days_stand_in_and_it_is_said(way: Way, reason: str) -> None:
    plan = plan_for("connects", 250, way)
    for record in (None, record_of(plan, [])):
        allocation = allocate(plan, "connects", record)
        assert [row.total for row in allocation.rows] == [100, 50, 100]
        assert allocation.ways == (WayTaken(way, Way.BUSINESS_DAYS, reason),)


def test_a_team_that_did_nothing_has_no_past() -> None:
    plan = plan_for("connects", 250, Way.LAST_PERIOD)
    assert totals(plan, paces(("connects", 1, 0.0), ("connects", 3, 0.0))) == [100, 50, 100]


def test_who_has_no_past_is_taken_for_an_average_one_by_capacity_and_ramp() -> None:
    new = Member(4, "江口 四季", capacity=0.5, joined=date(2026, 10, 1), ramp=(0.0, 0.0, 0.5))
    plan = plan_for("connects", 63_000, Way.LAST_PERIOD, [THREE[0], THREE[2], new])
    rows = allocate(plan, "connects", record_of(plan, DIALS_AND_CONNECTS)).rows
    # 15 and 5 a day, 10 at full capacity: 2.5 a day in December, when half the capacity is half ramped up.
    assert [row.exact_months[0] for row in rows] == pytest.approx([15_750, 5_250, 0])
    assert [row.exact_months[2] for row in rows] == pytest.approx([23_000 * 15 / 22.5, 23_000 * 5 / 22.5, 23_000 / 9])


def test_who_came_in_the_middle_of_the_last_period_counts_by_his_days() -> None:
    late = replace(THREE[2], joined=date(2026, 9, 1))
    plan = plan_for("connects", 300, Way.LAST_PERIOD, [THREE[0], late])
    september = days("2026-09-01", "2026-09-30")
    rows = [*paces(("connects", 1, 10.0)), Row("connects", september, 5.0 * plan.calendar.business_days(september), 3)]
    assert totals(plan, rows) == [200, 100]


def test_a_past_of_which_only_some_months_are_known_is_scaled_up() -> None:
    plan = plan_for("connects", 300, Way.LAST_PERIOD)
    record = record_of(plan, [row for row in DIALS_AND_CONNECTS if row.span.start.month != 8])
    assert record.last_period["connects", 1].total == pytest.approx(15 * (22 + 19) * 1.5)


def test_the_periods_own_actuals_move_no_target() -> None:
    for way in Way:
        plan = plan_for("connects", 1000, way, weights={1: 1.0, 2: 5.0})
        daily = [row for member in (1, 2, 3) for row in daily_rows("connects", 3.0 * member, member=member)]
        assert totals(plan, DIALS_AND_CONNECTS) == totals(plan, [*DIALS_AND_CONNECTS, *daily]), way


def shares_of(allocation: Allocation) -> dict[int, int]:
    return {row.member: row.total for row in allocation.rows}


@given(st.permutations([1, 2, 3]), st.sampled_from(list(Way)), st.integers(0, 5000))
def test_the_order_of_members_gives_nobody_more(order: list[int], way: Way, total: int) -> None:
    members = [THREE[number - 1] for number in order]
    plans = [plan_for("connects", total, way, team, weights={1: 1.0, 2: 2.5}) for team in (THREE, members)]
    first, second = (shares_of(allocate(plan, "connects", record_of(plan, DIALS_AND_CONNECTS))) for plan in plans)
    assert sum(first.values()) == sum(second.values()) == total
    assert all(abs(first[member] - second[member]) <= 1 for member in first)
