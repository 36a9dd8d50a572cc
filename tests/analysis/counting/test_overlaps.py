"""Where imports tell of the same, and what choosing one of them changes: that metric and month, nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.counting.count import tally
from isplanner.analysis.counting.overlaps import overlaps
from isplanner.plan.actuals import NONE
from isplanner.plan.fact import FactKind, MetricMonth
from isplanner.plan.overlap import Axis, Overlap, Reason
from isplanner.plan.period import Month, PeriodRule, Span
from isplanner.plan.plan import Plan
from tests.analysis.plans import Row, actuals_of, days, plan_of

PLAN = plan_of({"dials": None, "connects": None})
JULY = days("2026-07-01", "2026-07-31")
AUGUST = days("2026-08-01", "2026-08-31")
QUARTER = days("2026-07-01", "2026-09-30")
DIALS_IN_JULY = MetricMonth("dials", FactKind.ACTUAL, Month(2026, 7))


def choosing(batch: int, place: MetricMonth = DIALS_IN_JULY, plan: Plan = PLAN) -> Plan:
    return replace(plan, chosen_batches={place: batch})


def overlaps_of(*rows: Row, plan: Plan = PLAN) -> tuple[Overlap, ...]:
    return overlaps(plan, actuals_of(rows, plan))


CHANNELS_THEN_MEMBERS = (
    Row("dials[webinar]", JULY, 150, batch=1),
    Row("dials", JULY, 100, member=1, batch=2),
    Row("dials", JULY, 80, member=2, batch=2),
)


def test_two_imports_of_a_month_say_each_its_own_and_which_counts() -> None:
    (found,) = overlaps_of(*CHANNELS_THEN_MEMBERS)
    assert found.place == DIALS_IN_JULY
    assert found.counts == {Axis.WHOLE: 180, Axis.CHANNELS: 150, Axis.MEMBERS: 180}
    newer, older = found.tellings
    assert (newer.rank, newer.says, newer.reason) == (2, {Axis.WHOLE: 180, Axis.MEMBERS: 180}, Reason.NEWEST)
    assert (older.rank, older.says, older.reason) == (1, {Axis.WHOLE: 150, Axis.CHANNELS: 150}, Reason.CHANNELS)
    assert (newer.used, older.used) == (frozenset({Axis.WHOLE, Axis.MEMBERS}), frozenset({Axis.CHANNELS}))


def test_the_chosen_import_goes_first_in_its_month_alone() -> None:
    plan = choosing(1)
    (found,) = overlaps_of(*CHANNELS_THEN_MEMBERS, plan=plan)
    assert found.counts == {Axis.WHOLE: 150, Axis.CHANNELS: 150, Axis.MEMBERS: 180}
    assert [(each.rank, each.reason) for each in found.tellings] == [(1, Reason.CHOSEN), (2, Reason.MEMBERS)]
    whole = tally(plan, actuals_of(CHANNELS_THEN_MEMBERS, plan), JULY)
    assert (whole.whole, whole.outside_members("dials")) == ({"dials": 150}, -30)


def test_an_older_import_that_has_other_days_too_is_used_for_the_rest() -> None:
    (found,) = overlaps_of(
        Row("dials", days("2026-07-01"), 10),
        Row("dials", days("2026-07-20"), 7),
        Row("dials", days("2026-07-20"), 8, batch=2),
    )
    assert [(each.says[Axis.WHOLE], each.reason) for each in found.tellings] == [(8, Reason.NEWEST), (17, Reason.REST)]
    assert found.counts == {Axis.WHOLE: 18}


def test_one_that_is_replaced_altogether_does_not_count() -> None:
    (found,) = overlaps_of(Row("dials", JULY, 10, member=1), Row("dials", JULY, 9, member=1, batch=2))
    assert [each.reason for each in found.tellings] == [Reason.NEWEST, Reason.OLDER]


def test_imports_that_add_up_and_single_ones_are_no_overlap() -> None:
    assert not overlaps_of(
        Row("dials", days("2026-07-01"), 10),
        Row("dials", days("2026-07-02"), 7, batch=2),
        Row("dials", AUGUST, 7, batch=2),
        Row("connects", JULY, 7, batch=3),
    )
    assert overlaps_of() == ()


def test_targets_are_apart_from_actuals() -> None:
    rows = [Row("dials", JULY, number, batch=number, is_target=number > 1) for number in (1, 2, 3)]
    (found,) = overlaps_of(*rows)
    assert found.place.kind is FactKind.TARGET
    plan = choosing(2)
    assert tally(plan, actuals_of(rows, plan), JULY, FactKind.TARGET).whole == {"dials": 3}
    plan = choosing(2, found.place)
    assert tally(plan, actuals_of(rows, plan), JULY, FactKind.TARGET).whole == {"dials": 2}


def test_a_quarter_counts_in_the_month_it_was_chosen_for() -> None:
    rows = (Row("dials", QUARTER, 640), Row("dials", JULY, 150, batch=2), Row("dials", AUGUST, 100, batch=2))
    plan = choosing(1)
    actuals = actuals_of(rows, plan)
    # July has 22 of the quarter's 61 business days.
    assert tally(plan, actuals, JULY).whole["dials"] == pytest.approx(640 * 22 / 61)
    assert tally(plan, actuals, AUGUST).whole == {"dials": 100}


def test_a_month_is_the_plans_month() -> None:
    plan = plan_of({"dials": None}, rule=PeriodRule(closing_day=20))
    rows = [Row("dials", days("2026-06-25"), 5), Row("dials", days("2026-06-25"), 6, batch=2)]
    (found,) = overlaps(plan, actuals_of(rows, plan))
    assert found.place.month == Month(2026, 7)
    assert tally(choosing(1, plan=plan), actuals_of(rows, plan), days("2026-06-25")).whole == {"dials": 5}


def run_of_days(month: int, first: int, length: int) -> Span:
    return days(f"2026-{month:02}-{first:02}", f"2026-{month:02}-{min(31, first + length):02}")


SPANS = st.builds(run_of_days, st.sampled_from([7, 8]), st.integers(1, 31), st.sampled_from([0, 0, 4, 30]))
ROWS = st.builds(
    Row,
    node=st.sampled_from(["dials", "dials[webinar]", "dials[web_inquiry]", "connects"]),
    span=SPANS | st.just(QUARTER),
    value=st.integers(0, 1000).map(float),
    member=st.sampled_from([NONE, 1, 2]),
    batch=st.integers(1, 4),
)


@given(st.lists(ROWS, max_size=25), st.integers(1, 5))
def test_a_choice_changes_that_metric_and_month_as_if_its_batch_were_the_newest(rows: list[Row], batch: int) -> None:
    plan = choosing(batch)
    renewed = [replace(row, batch=9) if row.batch == batch else row for row in rows]
    plain, newest = actuals_of(rows, PLAN), actuals_of(renewed, PLAN)

    def sums(plan: Plan, span: Span, metric: str, actuals: object = plain) -> tuple[object, ...]:
        found = tally(plan, actuals, span)  # type: ignore[arg-type]
        channels = {key: value for key, value in found.channels.items() if key.metric == metric}
        members = {key: value for key, value in found.members.items() if key[0] == metric}
        return found.whole.get(metric), channels, members

    assert sums(plan, JULY, "dials") == sums(PLAN, JULY, "dials", newest)
    assert sums(plan, JULY, "connects") == sums(PLAN, JULY, "connects")
    for metric in ("dials", "connects"):
        assert sums(plan, AUGUST, metric) == sums(PLAN, AUGUST, metric)


@given(st.lists(ROWS, max_size=25))
def test_each_import_says_what_it_would_alone_and_all_that_counts_is_told(rows: list[Row]) -> None:
    for found in overlaps_of(*rows):
        month = PLAN.rule.month(found.place.month)
        for telling in found.tellings:
            own = [row for row in rows if row.batch == telling.rank]
            alone = tally(PLAN, actuals_of(own, PLAN), month)
            assert telling.says.get(Axis.WHOLE) == pytest.approx(alone.whole.get(found.place.metric))
        whole = tally(PLAN, actuals_of(rows, PLAN), month).whole.get(found.place.metric)
        assert found.counts.get(Axis.WHOLE) == pytest.approx(whole)
        assert sum(each.reason is Reason.NEWEST for each in found.tellings) == 1
