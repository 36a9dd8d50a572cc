from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.analysis.tree.project import elasticities, lever_values, month_weights, project, resolve_overrides
from isplanner.plan.formula import NameTable
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import actuals_of, demo_actuals, plan_of, template_plan

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
NOTHING = Baseline({}, {}, 3, {})
TARGET_A = {
    "dials": 29000.0,
    "connect_rate": 0.182,
    "mail_replies": 200.0,
    "appointments_per_connect": 0.125,
    "valid_rate": 0.625,
    "orders_per_valid": 0.25,
    "deal_size": 1_000_000.0,
}


def node(text: str) -> NodeKey:
    return NameTable.of(PLAN).node(text)


def nodes(values: Mapping[str, float]) -> dict[NodeKey, float]:
    return {node(key): value for key, value in values.items()}


def test_the_baseline_reproduces_the_base_period() -> None:
    projection = project(PLAN, BASE)
    assert projection.kgi == pytest.approx(106_050_000, rel=1e-14)
    for key, value in projection.values.items():
        if value is not None:
            assert value == pytest.approx(BASE.values[key], rel=1e-12)
    assert projection.values[node("leads")] is None


def test_months_follow_the_business_days_unrounded() -> None:
    assert month_weights(PLAN).tolist() == [21 / 60, 19 / 60, 20 / 60]
    projection = project(PLAN, BASE)
    assert projection.months[node("dials[webinar]")] == pytest.approx((1407, 1273, 1340))
    assert projection.months[node("connect_rate[webinar]")] == (BASE.values[node("connect_rate[webinar]")],) * 3
    assert sum(value or 0 for value in projection.months[node("revenue")]) == pytest.approx(106_050_000)


def test_a_period_in_which_nobody_works_is_spread_over_its_days() -> None:
    closed = replace(PLAN, calendar=replace(PLAN.calendar, closings=(PLAN.period,)))
    assert month_weights(closed).tolist() == [31 / 92, 30 / 92, 31 / 92]


def test_a_scenario_keeps_only_its_differences() -> None:
    scenario = Scenario(2, "強気", {node("dials[webinar]"): (2000.0, 1000.0, 3000.0), node("valid_rate[webinar]"): 0.7})
    projection = project(PLAN, BASE, scenario)
    assert projection.months[node("dials[webinar]")] == (2000, 1000, 3000)
    assert projection.values[node("dials")] == pytest.approx(30500 - 4020 + 6000)
    assert projection.values[node("valid_rate[webinar]")] == 0.7
    assert lever_values(PLAN, BASE, scenario)[node("dials[outbound]")] == 13400


def test_the_chosen_scenario_is_the_one_without_a_name() -> None:
    scenario = Scenario(2, "強気", {node("dials[webinar]"): 0.0})
    plan = replace(PLAN, scenarios=(*PLAN.scenarios, scenario), scenario=2)
    assert project(plan, BASE) == project(plan, BASE, scenario) != project(plan, BASE, plan.scenarios[0])


def test_the_demo_scenario_set_for_the_whole_plan() -> None:
    projection = project(PLAN, BASE, overrides=nodes(TARGET_A))
    assert projection.kgi == pytest.approx((29000 * 0.182 + 200) * 0.125 * 0.625 * 0.25 * 1_000_000, rel=1e-12)
    for key, value in TARGET_A.items():
        assert projection.values[node(key)] == pytest.approx(value, rel=1e-12)


def test_a_rate_of_the_plan_moves_all_channels_by_one_logit_step() -> None:
    moved = resolve_overrides(PLAN, BASE, None, nodes({"connect_rate": 0.2}))
    assert {key.metric for key in moved} == {"connect_rate"}
    steps = [odds(moved[key]) / odds(BASE.values[key]) for key in moved]
    assert steps == pytest.approx([steps[0]] * 4)
    assert steps[0] > 1


def whole(value: object) -> float:
    assert isinstance(value, float)
    return value


def odds(share: object) -> float:
    return whole(share) / (1 - whole(share))


def test_counts_and_prices_of_the_plan_move_all_channels_by_one_factor() -> None:
    moved = resolve_overrides(PLAN, BASE, None, nodes({"dials": 29000.0, "deal_size": 1_000_000.0}))
    assert moved[node("dials[webinar]")] == pytest.approx(4020 * 29000 / 30500)
    factors = [whole(moved[key]) / BASE.values[key] for key in moved if key.metric == "deal_size"]
    assert factors == pytest.approx([factors[0]] * 5)


def test_months_of_a_lever_move_alike() -> None:
    scenario = Scenario(2, "案 1", {node("connect_rate[webinar]"): (0.1, 0.2, 0.3)})
    moved = resolve_overrides(PLAN, BASE, scenario, nodes({"connect_rate": 0.25}))
    months = moved[node("connect_rate[webinar]")]
    assert isinstance(months, tuple)
    steps = [odds(after) / odds(before) for after, before in zip(months, (0.1, 0.2, 0.3), strict=True)]
    assert steps == pytest.approx([steps[0]] * 3)


def test_a_lever_takes_its_value_as_it_is() -> None:
    assert resolve_overrides(PLAN, BASE, None, nodes({"dials[webinar]": 5000.0, "leads": 4200.0})) == {
        node("dials[webinar]"): 5000,
        node("leads"): 4200,
    }


def test_a_lever_and_its_plan_are_set_in_that_order() -> None:
    projection = project(PLAN, BASE, overrides=nodes({"dials": 30000.0, "dials[webinar]": 10000.0}))
    assert projection.values[node("dials")] == pytest.approx(30000)


def test_what_follows_from_others_cannot_be_set() -> None:
    for name in ("revenue", "orders", "orders[webinar]"):
        with pytest.raises(PlanError, match="not_a_lever"):
            resolve_overrides(PLAN, BASE, None, nodes({name: 100.0}))


def test_without_actuals_nothing_has_a_value_until_it_is_set() -> None:
    assert set(project(PLAN, NOTHING).values.values()) == {None}
    moved = resolve_overrides(PLAN, NOTHING, None, nodes({"dials": 2000.0, "connect_rate": 0.2}))
    assert moved[node("dials[webinar]")] == 500
    assert moved[node("connect_rate[webinar]")] == 0.2
    assert project(PLAN, NOTHING, overrides=nodes({"dials": 2000.0, "connect_rate": 0.2})).values[
        node("connects")
    ] == pytest.approx(400)


def test_a_channel_of_which_nothing_is_known_stands_aside() -> None:
    one = {key: value for key, value in BASE.values.items() if key.channel in (None, "webinar")}
    projection = project(PLAN, replace(BASE, values=one))
    assert projection.kgi == pytest.approx(15_200_000)
    assert projection.values[node("revenue[outbound]")] is None


def test_the_connect_rate_of_a_team_without_mail_takes_no_replies_off() -> None:
    values = {key: value for key, value in BASE.values.items() if key.channel not in {None, "mail_magazine"}}
    found = project(PLAN, replace(BASE, values=values))
    connects, dials = (sum(values[key] for key in values if key.metric == metric) for metric in ("connects", "dials"))
    assert found.values[node("connect_rate")] == pytest.approx(connects / dials)
    assert found.values[node("mail_replies")] is None


def test_a_channel_half_known_leaves_the_sum_without_value() -> None:
    half = {key: value for key, value in BASE.values.items() if key != node("deal_size[webinar]")}
    projection = project(PLAN, replace(BASE, values=half))
    assert projection.kgi is None
    assert projection.values[node("orders")] == pytest.approx(105)


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_a_share_can_be_set_to_its_ends(rate: float) -> None:
    projection = project(PLAN, BASE, overrides=nodes({"connect_rate": rate}))
    assert projection.values[node("connect_rate")] == rate
    assert projection.values[node("connects")] == pytest.approx(180 + rate * 30500)


def test_no_volume_no_rate_of_the_plan_but_levers_keep_theirs() -> None:
    projection = project(PLAN, BASE, overrides=nodes({"dials": 0.0}))
    assert projection.values[node("connect_rate")] is None
    assert projection.values[node("connect_rate[webinar]")] == BASE.values[node("connect_rate[webinar]")]
    assert projection.kgi == pytest.approx(4_100_000)
    again = project(PLAN, BASE, overrides=nodes({"dials": 0.0, "connect_rate": 0.3}))
    assert again.values[node("connect_rate[webinar]")] == 0.3


def test_a_plan_that_no_step_reaches_is_refused() -> None:
    plan = plan_of(
        {
            "connects": "sum(connects)",
            "dials": "sum(dials)",
            "connect_rate": "connects / dials",
            "connects[webinar]": "dials * connect_rate",
            "connects[web_inquiry]": "dials * 5%",
            "dials[webinar]": None,
            "dials[web_inquiry]": None,
            "connect_rate[webinar]": None,
        }
    )
    values = nodes({"dials[webinar]": 100.0, "dials[web_inquiry]": 100.0, "connect_rate[webinar]": 0.2})
    known = replace(NOTHING, values=values)
    assert project(plan, known, overrides=nodes({"connect_rate": 0.3})).values[node("connect_rate")] == pytest.approx(
        0.3
    )
    with pytest.raises(PlanError, match="out_of_range"):
        project(plan, known, overrides=nodes({"connect_rate": 0.8}))


def test_elasticities_of_a_product_are_one() -> None:
    found = elasticities(PLAN, BASE)
    assert found[node("deal_size")] == pytest.approx(1)
    assert found[node("dials")] == pytest.approx(found[node("connect_rate")] or 0)
    assert (found[node("dials")] or 0) + (found[node("mail_replies")] or 0) == pytest.approx(1)
    assert found[node("dials[webinar]")] == pytest.approx(15_200_000 / 106_050_000)
    assert node("leads") not in found
    assert elasticities(plan_of({"dials": None}), NOTHING) == {}


def test_a_broken_node_has_no_value_and_stops_no_other() -> None:
    plan = plan_of({"orders": "connects * gone", "connects": "dials * 2", "dials": None, "cost": "orders"}, "orders")
    projection = project(plan, replace(NOTHING, values={NodeKey("dials"): 60.0}))
    assert projection.kgi is None
    assert projection.months[NodeKey("orders")] == (None, None, None)
    assert projection.values[NodeKey("connects")] == 120
    assert elasticities(plan, NOTHING) == {}


RATES = st.floats(0.001, 0.999)


@given(st.lists(st.tuples(st.floats(1, 1e5), RATES), min_size=3, max_size=3), RATES)
def test_any_rate_of_the_plan_can_be_reached(channels: list[tuple[float, float]], wanted: float) -> None:
    plan = _phone_plan(len(channels))
    values: dict[NodeKey, float] = {}
    for channel, (dials, rate) in zip(plan.channels, channels, strict=True):
        values |= {NodeKey("dials", channel): dials, NodeKey("connect_rate", channel): rate}
    projection = project(plan, replace(NOTHING, values=values), overrides={NodeKey("connect_rate"): wanted})
    assert projection.values[NodeKey("connect_rate")] == pytest.approx(wanted, rel=1e-9)
    assert all(0 < (projection.values[NodeKey("connect_rate", c)] or 0) < 1 for c in plan.channels)


def _phone_plan(channels: int) -> Plan:
    keys = ("web_inquiry", "webinar", "outbound")[:channels]
    formulas: dict[str, str | None] = {
        "connects": "sum(connects)",
        "dials": "sum(dials)",
        "connect_rate": "connects / dials",
    }
    for key in keys:
        formulas |= {f"connects[{key}]": "dials * connect_rate", f"dials[{key}]": None, f"connect_rate[{key}]": None}
    return plan_of(formulas, "connects", keys)


def test_an_empty_actuals_and_a_short_period_do_no_harm() -> None:
    month = replace(PLAN, period=Span(PLAN.period.start, PLAN.months[0].end), base=PLAN.base)
    assert measure_baseline(month, actuals_of([], month)).values == {}
    assert project(month, BASE).months[node("dials")] == pytest.approx((30500,))
