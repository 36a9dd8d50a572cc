"""What was begun before the period, told by actuals or typed: shown, and in every number of the plan."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.carry_in import (
    CarryIn,
    carry_in,
    open_counts,
    open_edit,
    timing_edit,
    typed_count,
    typed_counts,
    untold,
    with_open,
)
from isplanner.jobs.delays import changed_delays, delay_edit, delays
from isplanner.jobs.set_values import lever_edit
from isplanner.jobs.simulation import lay_ground, simulate_plan
from isplanner.plan.delay import AT_ONCE
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.cli.odd_plans import quarter, tell
from tests.jobs.test_delays import SHARES, answer_of

VALID, ORDERS = NodeKey("valid_appointments"), NodeKey("orders")
WEB, WEBINAR = NodeKey("valid_appointments", "web_inquiry"), NodeKey("valid_appointments", "webinar")


def carried(document: Document, shares: tuple[float, ...], channel: str | None = None) -> CarryIn | None:
    plan, values = document.plan, answer_of(document).projection.values
    return carry_in(plan, document.actuals(), changed_delays(plan, "orders", shares, channel), values)


def test_what_was_begun_before_comes_in(document: Document) -> None:
    assert carried(document, AT_ONCE) is None
    found = carried(document, SHARES)
    assert found is not None
    assert [month.start.month for month in found.months] == [8, 9]
    assert found.missing == ()
    document.edit(delay_edit(document.plan, "orders", SHARES))
    earlier = answer_of(document).baseline.earlier
    nodes = [delay.count for delay in delays(document.plan, "orders")]
    assert found.begun == pytest.approx(sum(sum(value or 0.0 for value in earlier[node]) for node in nodes))
    comes = {node: 0.1 * (earlier[node][0] or 0.0) + 0.4 * (earlier[node][1] or 0.0) for node in nodes}
    assert found.comes == pytest.approx(sum(comes.values()))
    rates = answer_of(document).projection.values
    made = sum(come * (rates[NodeKey("orders_per_valid", node.channel)] or 0.0) for node, come in comes.items())
    assert found.made == pytest.approx(made)
    one = carried(document, SHARES, "webinar")
    assert one is not None
    assert one.comes == pytest.approx(comes[NodeKey("valid_appointments", "webinar")])


def test_months_of_which_nothing_is_told_are_named(document: Document) -> None:
    found = carried(document, (0.5, 0.1, 0.1, 0.1, 0.1, 0.1))
    assert found is not None
    assert [month.start.month for month in found.months] == [5, 6, 7, 8, 9]
    assert [month.start.month for month in found.missing] == [5, 6]


def test_what_brings_nothing_is_known(document: Document) -> None:
    assert untold(document.plan, answer_of(document).baseline) == {}
    document.edit(delay_edit(document.plan, "orders", (0.5, 0.2, 0.1, 0.1, 0.1)))
    document.edit(delay_edit(document.plan, "valid_appointments", (0.5, 0.5), "webinar"))
    found = untold(document.plan, answer_of(document).baseline)
    assert {metric: [month.start.month for month in months] for metric, months in found.items()} == {
        "valid_appointments": [6]
    }


def test_what_is_told_without_channels_comes_in_as_a_whole(tmp_path: Path) -> None:
    with quarter(tmp_path / "whole.isplan") as document:
        september = PeriodRule().month(PeriodRule().month_of(date(2026, 9, 1)))
        tell(document, [("valid_appointments", september, None, None, 50.0)], "september")
        found = carry_in(document.plan, document.actuals(), changed_delays(document.plan, "orders", SHARES), {})
    assert found is not None
    assert (found.begun, found.typed, found.made) == (50.0, 0.0, None)
    assert found.comes == pytest.approx(20.0)
    assert [month.start.month for month in found.missing] == [8]


@pytest.fixture
def untried(tmp_path: Path) -> Iterator[Document]:
    """A plan without actuals, its levers set, and a delay in all channels."""
    with quarter(tmp_path / "untried.isplan") as made:
        values = {}
        for node in made.plan.tree.levers:
            metric = made.plan.metrics[node.metric]
            values[node] = 0.25 if metric.is_share else 1_000_000.0 if metric.key == "deal_size" else 1000.0
        made.edit(lever_edit(answer_of(made), values, "ja"))
        made.edit(delay_edit(made.plan, "orders", SHARES))
        yield made


def orders_of(document: Document, channel: str | None = None) -> float:
    return answer_of(document).projection.values[NodeKey("orders", channel)] or 0.0


def test_what_is_typed_comes_in_by_the_shares(untried: Document) -> None:
    """40 open: had as many begun each month, 0.4 of September's and 0.1 of August's would be: 32 and 8."""
    before, months = orders_of(untried), answer_of(untried).projection.months[ORDERS]
    untried.edit(open_edit([WEBINAR], 40.0, {}))
    now = answer_of(untried).projection.months[ORDERS]
    gained = [(one or 0.0) - (other or 0.0) for one, other in zip(now, months, strict=True)]
    assert gained == pytest.approx([0.25 * 32, 0.25 * 8, 0.0])
    assert orders_of(untried) == pytest.approx(before + 10)
    untried.undo()
    assert orders_of(untried) == before


def test_for_all_channels_it_is_shared_out_by_what_they_come_to(untried: Document) -> None:
    nodes = open_counts(untried.plan, VALID)
    assert [node.channel for node in nodes] == list(untried.plan.channels)
    untried.edit(open_edit(nodes, 10.0, {WEB: 300.0, WEBINAR: 100.0}))
    assert untried.plan.open_at_start[WEB] == 8.0
    assert sum(untried.plan.open_at_start.values()) == 10.0
    assert open_counts(untried.plan, WEBINAR) == (WEBINAR,)
    untried.edit(open_edit(nodes, None, {}))
    assert untried.plan.open_at_start == {}


def test_simulating_solving_and_showing_take_the_same(untried: Document) -> None:
    untried.edit(open_edit(open_counts(untried.plan, VALID), 100.0, {}))
    answer = answer_of(untried)
    shown = carry_in(untried.plan, untried.actuals(), delays(untried.plan, "orders"), answer.projection.values)
    assert shown is not None
    assert (shown.begun, shown.typed, shown.unused, shown.missing) == (100.0, 100.0, 0.0, ())
    assert shown.comes == pytest.approx(100.0)
    assert shown.made == pytest.approx(25.0)
    ground = lay_ground(untried.plan, untried.actuals())
    simulated = simulate_plan(untried.plan, ground, samples=500)
    assert simulated.projected == pytest.approx(answer.projection.kgi)
    rest = simulate_plan(untried.plan, lay_ground(untried.plan, untried.actuals(), date(2026, 9, 30)), samples=500)
    assert rest.projected == pytest.approx(answer.projection.kgi)
    assert untold(untried.plan, answer.baseline) == {}
    half = with_open(untried.plan, open_counts(untried.plan, VALID), None, {})
    assert set(untold(half, answer.baseline)) == {"valid_appointments"}


def test_of_a_month_under_way_what_is_open_of_it_still_comes(untried: Document) -> None:
    untried.edit(open_edit([WEBINAR], 40.0, {}))
    plan, actuals = untried.plan, untried.actuals()
    plain = with_open(plan, [WEBINAR], None, {})
    gained = []
    for day in (date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)):
        grounds = [(one, lay_ground(one, actuals, day)) for one in (plan, plain)]
        with_it, without = (simulate_plan(one, ground, samples=20).projected for one, ground in grounds)
        gained.append((with_it or 0.0) - (without or 0.0))
    assert gained == pytest.approx([10_000_000.0, 2_000_000.0, 0.0], abs=1)


def test_actuals_go_before_what_is_typed(document: Document) -> None:
    document.edit(delay_edit(document.plan, "orders", SHARES))
    before = answer_of(document)
    document.edit(open_edit([WEBINAR], 500.0, {}))
    assert answer_of(document).projection.kgi == before.projection.kgi
    found = carry_in(document.plan, document.actuals(), delays(document.plan, "orders"), before.projection.values)
    assert found is not None
    assert (found.typed, found.unused) == (0.0, 500.0)


def test_without_the_delay_nothing_is_open(untried: Document) -> None:
    untried.edit(open_edit([WEBINAR], 40.0, {}))
    untried.edit(delay_edit(untried.plan, "orders", AT_ONCE))
    assert untried.plan.open_at_start == {}
    with pytest.raises(PlanError) as refused:
        open_counts(untried.plan, WEBINAR)
    assert refused.value.problem.code == "nothing_comes_later"
    untried.undo()
    assert untried.plan.open_at_start == {WEBINAR: 40.0}


@pytest.mark.parametrize("count", [-1.0, 1.5])
def test_what_is_no_count_is_refused(untried: Document, count: float) -> None:
    with pytest.raises(PlanError) as refused:
        open_edit([WEBINAR], count, {})
    assert refused.value.problem.code == "bad_open_count"


def test_shares_and_what_is_open_are_one_edit(untried: Document) -> None:
    plan, nodes = untried.plan, open_counts(untried.plan, VALID)
    later = changed_delays(plan, "orders", (0.5, 0.5))
    both = untried.edit(timing_edit(plan, later, 40.0, {}))
    assert both is not None
    assert (both.code, typed_count(untried.plan, nodes)) == ("set_delay", 40.0)
    assert {delay.shares for delay in delays(untried.plan, "orders")} == {(0.5, 0.5)}
    number = untried.edit(timing_edit(untried.plan, delays(untried.plan, "orders"), 20.0, {}))
    assert number is not None
    assert number.code == "set_open_at_starts"
    untried.edit(edits.set_open_at_start({WEBINAR: 14.0}))
    before = untried.plan.open_at_start
    untried.edit(timing_edit(untried.plan, changed_delays(untried.plan, "orders", SHARES), sum(before.values()), {}))
    assert untried.plan.open_at_start == before
    for _ in range(4):
        untried.undo()
    assert untried.plan.open_at_start == {}
    assert {delay.shares for delay in delays(untried.plan, "orders")} == {SHARES}


def test_where_all_comes_at_once_nothing_can_be_open(untried: Document) -> None:
    with pytest.raises(PlanError) as refused:
        timing_edit(untried.plan, changed_delays(untried.plan, "orders", AT_ONCE), 40.0, {})
    assert refused.value.problem.code == "nothing_comes_later"


def test_what_is_typed_and_what_of_it_is_used(document: Document, untried: Document) -> None:
    untried.edit(open_edit([WEBINAR], 40.0, {}))
    assert typed_counts(untried.plan, answer_of(untried).baseline, untried.plan.scenarios[0]) == {}
    assert typed_counts(untried.plan, answer_of(untried).baseline, untried.plan.chosen) == {
        "valid_appointments": (40.0, 0.0)
    }
    document.edit(delay_edit(document.plan, "orders", SHARES))
    document.edit(open_edit([WEBINAR], 40.0, {}))
    assert typed_counts(document.plan, answer_of(document).baseline, document.plan.chosen) == {
        "valid_appointments": (0.0, 40.0)
    }


def test_channels_add_up_to_the_whole_whatever_comes_in(document: Document) -> None:
    """Forecast and what is left of the period: by channel other numbers, one sum."""
    document.edit(edits.choose_scenario(next(one for one in document.plan.scenarios if one.is_baseline)))
    document.edit(delay_edit(document.plan, "orders", (0.2, 0.3, 0.5)))
    answer = answer_of(document)
    rest = simulate_plan(
        document.plan,
        lay_ground(document.plan, document.actuals(), answer.as_of),
        scenario=document.plan.chosen,
        samples=20,
    )
    assert answer.goal is not None
    assert rest.projected == pytest.approx(answer.goal.forecast)
    assert sum(value or 0.0 for value in rest.by_channel.values()) == pytest.approx(rest.projected)
    assert sum(value or 0.0 for value in rest.by_month) == pytest.approx(rest.projected)
    for metric in ("revenue", "orders", "valid_appointments"):
        nodes = document.plan.tree.channel_nodes(metric)
        parts = [answer.forecasts[node].forecast or 0.0 for node in nodes]
        assert sum(parts) == pytest.approx(answer.forecasts[NodeKey(metric)].forecast)
    assert rest.unmoved is not None
    assert (rest.unmoved.is_it, rest.unmoved.is_moved) == (True, False)


def test_where_all_is_decided_after_the_period_no_lever_is_called_moved(document: Document) -> None:
    document.edit(edits.choose_scenario(next(one for one in document.plan.scenarios if one.is_baseline)))
    document.edit(delay_edit(document.plan, "orders", (*[0.0] * 11, 1.0)))
    ground = lay_ground(document.plan, document.actuals(), date(2026, 11, 20))
    rest = simulate_plan(document.plan, ground, samples=20)
    assert rest.unmoved is not None
    assert (rest.unmoved.is_it, rest.unmoved.is_moved) == (False, False)
    moved = simulate_plan(document.plan, ground, overrides={NodeKey("valid_rate"): 0.7}, samples=20)
    assert moved.unmoved is not None
    assert moved.unmoved.is_moved
