from dataclasses import replace

import pytest

from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import Row, actuals_of, days, plan_of
from tests.plan.trees import NAMES, PHONE_AND_MAIL, tree_of

PLAN = plan_of(PHONE_AND_MAIL, "revenue")
MONTHS = [days("2026-07-01", "2026-07-31"), days("2026-08-01", "2026-08-31"), days("2026-09-01", "2026-09-30")]


def rows(values: dict[str, float], months: int = 3) -> list[Row]:
    return [Row(node, month, value) for month in MONTHS[:months] for node, value in values.items()]


QUARTER = rows(
    {
        "dials[webinar]": 1000,
        "connects[webinar]": 200,
        "orders[webinar]": 50,
        "revenue[webinar]": 50_000,
        "connects[mail_magazine]": 30,
        "mail_replies[mail_magazine]": 30,
        "orders[mail_magazine]": 10,
    }
)


def test_counts_are_totals_and_rates_their_parts() -> None:
    values = measure_baseline(PLAN, actuals_of(QUARTER, PLAN)).values
    assert values[NAMES.node("dials")] == values[NAMES.node("dials[webinar]")] == 3000
    assert values[NAMES.node("connects")] == 690
    assert values[NAMES.node("deal_size[webinar]")] == 1000
    assert values[NAMES.node("connect_rate[webinar]")] == 0.2
    assert NAMES.node("dials[web_inquiry]") not in values
    assert NAMES.node("connect_rate[mail_magazine]") not in values


def test_a_rate_of_the_plan_runs_over_the_channels_that_have_its_denominator() -> None:
    values = measure_baseline(PLAN, actuals_of(QUARTER, PLAN)).values
    assert values[NAMES.node("connect_rate")] == pytest.approx(600 / 3000)
    # メルマガ has the denominator, 受注数, and no 受注売上.
    assert values[NAMES.node("deal_size")] == pytest.approx(150_000 / 180)


def test_the_plan_takes_the_whole_and_channels_theirs() -> None:
    wholes = [Row("dials", month, 1200, member=1, batch=2) for month in MONTHS]
    values = measure_baseline(PLAN, actuals_of([*QUARTER, *wholes], PLAN)).values
    assert values[NAMES.node("dials")] == 3600
    assert values[NAMES.node("dials[webinar]")] == 3000


def test_months_that_are_missing_are_made_up_for() -> None:
    found = measure_baseline(PLAN, actuals_of([*rows({"dials[webinar]": 1000}, 2), *rows({"orders": 9})], PLAN))
    assert found.values[NAMES.node("dials")] == pytest.approx(3000)
    assert found.values[NAMES.node("orders")] == 27
    assert (found.months_known, found.months) == ({"dials": 2, "orders": 3}, 3)


def test_a_rate_without_parts_has_no_baseline() -> None:
    own = Metric("morale", "士気", "Morale", "%", Kind.RATE)
    plan = replace(PLAN, metrics={**PLAN.metrics, "morale": own})
    plan = replace(plan, tree=tree_of({"morale": None, "dials": None}, None, plan.metrics, plan.channels))
    values = measure_baseline(plan, actuals_of([*QUARTER, *rows({"morale": 0.8})], plan)).values
    assert values == {NodeKey("dials"): 3000}


def test_a_plan_known_only_as_a_whole_has_rates_of_the_whole() -> None:
    values = measure_baseline(PLAN, actuals_of(rows({"dials": 1000, "connects": 230, "mail_replies": 30}), PLAN)).values
    assert values[NAMES.node("connect_rate")] == pytest.approx(0.2)
    assert NAMES.node("connect_rate[webinar]") not in values


def test_without_actuals_nothing_is_known() -> None:
    found = measure_baseline(PLAN, actuals_of([], PLAN))
    assert (found.values, found.months_known, found.earlier) == ({}, {}, {})


def test_what_later_reads_is_known_from_the_months_before() -> None:
    plan = plan_of({"orders": "sum(later(connects, 40%, 30%, 30%))", "connects[webinar]": None})
    facts = [Row("connects[webinar]", month, value) for month, value in zip(MONTHS, (10, 20, 30), strict=True)]
    assert measure_baseline(plan, actuals_of(facts, plan)).earlier == {NodeKey("connects", "webinar"): (20, 30)}


CALLS = plan_of(
    {
        **{f"connects[{channel}]": "dials * connect_rate" for channel in ("web_inquiry", "webinar", "mail_magazine")},
        **{f"revenue[{channel}]": "orders * deal_size" for channel in ("web_inquiry", "webinar", "mail_magazine")},
        **{
            f"{lever}[{channel}]": None
            for channel in ("web_inquiry", "webinar", "mail_magazine")
            for lever in ("dials", "connect_rate", "orders", "deal_size")
        },
    }
)


def borrowed(*facts: tuple[str, float]) -> dict[str, float]:
    """What rates are borrowed, beside a web_inquiry with 20 connects of 100 dials and 4 orders of 100 円."""
    told = [("dials", 100), ("connects", 20), ("orders", 4), ("revenue", 400)]
    rows = [Row(f"{metric}[web_inquiry]", MONTHS[0], value) for metric, value in told]
    found = measure_baseline(CALLS, actuals_of([*rows, *(Row(node, MONTHS[0], value) for node, value in facts)], CALLS))
    return {str(key): found.values[key] for key in found.borrowed}


def test_all_or_nothing_of_few_trials_is_drawn_to_the_other_channels() -> None:
    rates = borrowed(("dials[webinar]", 5), ("connects[webinar]", 0))
    assert 0.05 < rates["connect_rate[webinar]"] < 20 / 105
    rates = borrowed(("dials[webinar]", 1), ("connects[webinar]", 1))
    assert 21 / 101 < rates["connect_rate[webinar]"] < 0.6
    # A log that nobody was reached in: the connects of the channel are not told at all.
    assert borrowed(("dials[webinar]", 5)) == borrowed(("dials[webinar]", 5), ("connects[webinar]", 0))


def test_a_rate_that_luck_does_not_explain_stands() -> None:
    facts = [*rows({"dials[web_inquiry]": 100, "connects[web_inquiry]": 20}), *rows({"dials[webinar]": 50})]
    found = measure_baseline(CALLS, actuals_of([*facts, *rows({"connects[webinar]": 0})], CALLS))
    assert found.values[NAMES.node("connect_rate[webinar]")] == 0.0
    assert NAMES.node("connect_rate[webinar]") not in found.borrowed
    assert "connect_rate[webinar]" not in borrowed(("dials[webinar]", 9), ("connects[webinar]", 1))
    assert "connect_rate[webinar]" not in borrowed(("dials[webinar]", 50))  # nobody writes connects down there


def test_a_channel_without_trials_takes_the_rate_of_the_others() -> None:
    rates = borrowed(("dials[webinar]", 50), ("connects[webinar]", 11))
    assert rates == {"deal_size[webinar]": pytest.approx(100)}
    assert borrowed() == {}


def test_nothing_is_borrowed_where_there_is_nothing_to_lend() -> None:
    found = measure_baseline(CALLS, actuals_of(rows({"dials[webinar]": 5, "connects[webinar]": 5}), CALLS))
    assert found.borrowed == frozenset()
    assert found.values[NAMES.node("connect_rate[webinar]")] == 1.0
