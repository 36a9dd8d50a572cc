"""Stages between two states: they add up in every direction, and the worst is named with how sure that is."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.attribution.bottleneck import Bottleneck, Stage, find_bottleneck
from isplanner.analysis.attribution.state import State, StateName
from isplanner.analysis.chance.spread import AmountSpread, CountSpread, ShareSpread, Spread
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, plan_of, template_plan
from tests.analysis.tree.test_attribute import ACTUAL, CHAIN, GOAL, LEVERS

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
NOTHING = Baseline({}, {}, 3, {})
FUNNEL = [
    "dials",
    "connect_rate",
    "mail_replies",
    "appointments_per_connect",
    "valid_rate",
    "orders_per_valid",
    "deal_size",
]
LAST_QUARTER = {key: BASE.values[key] for key in PLAN.tree.levers if key in BASE.values}
BASELINE = State(StateName.BASELINE, LAST_QUARTER)


def changed(**factors: float) -> State:
    """The base period's levers, some metrics multiplied."""
    levers = {key: value * factors.get(key.metric, 1.0) for key, value in LAST_QUARTER.items()}
    return State(StateName.ACTUAL, levers)


def between(start: State, end: State, plan: Plan = PLAN, baseline: Baseline = BASE) -> Bottleneck:
    found = find_bottleneck(plan, baseline, start, end)
    assert found is not None
    return found


def stages(found: Bottleneck) -> Mapping[str, Stage]:
    return {str(stage.node): stage for stage in found.stages}


def test_the_example_of_the_design_as_stages_of_one_scope() -> None:
    plan = plan_of({**CHAIN, **dict.fromkeys(LEVERS)}, "revenue")
    start, end = (
        State(name, {NodeKey(lever): value for lever, value in zip(LEVERS, values, strict=True)})
        for name, values in ((StateName.TARGET, GOAL), (StateName.ACTUAL, ACTUAL))
    )
    found = between(start, end, plan, NOTHING)
    assert [stage.node.metric for stage in found.stages] == list(LEVERS)
    assert [round(stage.share) for stage in found.stages] == [
        -1_453_697,
        -6_800_762,
        2_071_324,
        -5_560_932,
        0,
        -1_348_413,
    ]
    assert found.gap == pytest.approx(40_156_716.6 - 53_249_196)
    assert found.worst is not None
    assert found.worst.node == NodeKey("connect_rate")
    assert found.worst.start == pytest.approx(0.22)
    assert found.worst.end == pytest.approx(0.19)
    assert [part.lever for part in found.worst.parts] == [NodeKey("connect_rate")]


def test_stages_come_in_the_order_of_the_funnel() -> None:
    assert [str(stage.node) for stage in between(BASELINE, changed(dials=1.1)).stages] == FUNNEL


def test_a_stage_is_the_sum_of_its_channels() -> None:
    found = between(BASELINE, changed(connect_rate=0.9, valid_rate=1.05, deal_size=0.97))
    assert sum(stage.share for stage in found.stages) == pytest.approx(found.gap, abs=1e-6)
    for stage in found.stages:
        assert sum(part.share for part in stage.parts) == pytest.approx(stage.share, abs=1e-6)
        assert all(part.worth * (part.end - part.start) == pytest.approx(part.share) for part in stage.parts)
    channels = [part.lever.channel for part in stages(found)["connect_rate"].parts]
    assert channels == ["web_inquiry", "download", "webinar", "outbound"]
    assert found.worst is stages(found)["connect_rate"]


def test_more_calls_alike_in_all_channels_are_no_mix() -> None:
    dials = stages(between(BASELINE, changed(dials=1.2)))["dials"]
    assert dials.mix == pytest.approx(0, abs=1e-6)
    assert dials.share > 0


def test_calls_moved_to_a_poorer_channel_are_all_mix() -> None:
    moved = {**BASELINE.levers, NodeKey("dials", "web_inquiry"): 1480.0, NodeKey("dials", "outbound"): 14400.0}
    dials = stages(between(BASELINE, State(StateName.ACTUAL, moved)))["dials"]
    assert dials.start == pytest.approx(30_500)
    assert dials.end == pytest.approx(30_500)
    assert dials.mix == pytest.approx(dials.share)
    assert dials.share < 0


def test_a_channel_that_was_not_planned_comes_as_more_calls() -> None:
    planned = {key: value for key, value in BASELINE.levers.items() if key.channel != "webinar"}
    found = between(State(StateName.TARGET, planned), BASELINE)
    assert found.gap == pytest.approx(15_200_000)
    shares = {part.lever.channel: part.share for part in stages(found)["dials"].parts}
    assert shares["webinar"] == pytest.approx(15_200_000)


def test_a_rate_nobody_set_a_target_for_is_the_same_in_both() -> None:
    planned = {key: value for key, value in BASELINE.levers.items() if key.metric != "valid_rate"}
    found = between(State(StateName.TARGET, planned), changed(valid_rate=0.5, dials=0.9))
    assert stages(found)["valid_rate"].share == 0
    assert found.worst is stages(found)["dials"]


def test_a_channel_of_which_nothing_is_known_is_left_out() -> None:
    known = {key: value for key, value in BASELINE.levers.items() if key.channel == "webinar"}
    found = between(State(StateName.BASELINE, known), State(StateName.ACTUAL, known))
    assert found.start_kgi == pytest.approx(15_200_000)


def test_without_a_loss_no_stage_is_the_worst() -> None:
    assert between(BASELINE, BASELINE).worst is None
    assert between(BASELINE, changed(dials=1.1)).worst is None


def test_without_values_there_is_no_answer() -> None:
    nothing = State(StateName.TARGET, {})
    assert find_bottleneck(PLAN, NOTHING, nothing, nothing) is None
    assert find_bottleneck(plan_of({"dials": None}), NOTHING, nothing, nothing) is None
    rates = State(StateName.TARGET, {NodeKey("valid_rate", "webinar"): 0.5})
    assert find_bottleneck(PLAN, NOTHING, rates, rates) is None
    broken = plan_of({"revenue": "orders * deal_size", "deal_size": None}, "revenue")
    assert find_bottleneck(broken, NOTHING, nothing, nothing) is None


def test_a_kgi_of_nothing_has_no_shares() -> None:
    zero = State(StateName.ACTUAL, dict.fromkeys(BASELINE.levers, 0.0))
    found = between(zero, zero)
    assert found.gap == 0
    assert {stage.share for stage in found.stages} == {0.0}


def test_where_less_is_better_the_worst_adds_most() -> None:
    plan = plan_of({"cost": "dials * deal_size", "dials": None, "deal_size": None}, "cost")
    assert plan.metrics["cost"].direction is Direction.LOWER
    start = State(StateName.TARGET, {NodeKey("dials"): 100.0, NodeKey("deal_size"): 10.0})
    end = State(StateName.ACTUAL, {NodeKey("dials"): 120.0, NodeKey("deal_size"): 9.0})
    found = between(start, end, plan, NOTHING)
    assert found.worst is not None
    assert found.worst.node == NodeKey("dials")


def uncertain(state: State, trials: float) -> State:
    spreads: dict[NodeKey, Spread] = dict.fromkeys(state.levers, AmountSpread(0.05))
    spreads |= {key: ShareSpread(trials) for key in state.levers if PLAN.metrics[key.metric].is_share}
    spreads |= {key: CountSpread(500) for key in state.levers if PLAN.metrics[key.metric].is_whole}
    return replace(state, spreads=spreads)


def test_a_clear_worst_stage_is_sure_and_an_unclear_one_is_not() -> None:
    clear = between(BASELINE, uncertain(changed(connect_rate=0.7, valid_rate=0.98), 2000)).worst
    unclear = between(BASELINE, uncertain(changed(connect_rate=0.95, valid_rate=0.95), 100)).worst
    assert clear is not None
    assert unclear is not None
    assert clear.certainty is not None
    assert unclear.certainty is not None
    assert clear.node == NodeKey("connect_rate")
    assert clear.certainty.worst > 0.95
    assert 0.1 < unclear.certainty.worst < 0.7
    assert clear.certainty.p10 < clear.share < clear.certainty.p90


def test_the_same_seed_gives_the_same_certainty() -> None:
    end = uncertain(changed(connect_rate=0.9), 200)
    first, again, other = (find_bottleneck(PLAN, BASE, BASELINE, end, worlds=600, seed=seed) for seed in (1, 1, 2))
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.stages == again.stages
    assert first.stages != other.stages
    assert [stage.share for stage in first.stages] == [stage.share for stage in other.stages]


def test_chances_of_being_the_worst_add_up_to_one_at_most() -> None:
    found = between(BASELINE, uncertain(changed(connect_rate=0.9, orders_per_valid=1.3), 50))
    assert sum(stage.certainty.worst for stage in found.stages if stage.certainty) <= 1 + 1e-9


@given(st.lists(st.floats(0, 3), min_size=len(FUNNEL), max_size=len(FUNNEL)))
def test_stages_add_up_to_the_gap_to_the_yen(factors: list[float]) -> None:
    found = between(BASELINE, changed(**dict(zip(FUNNEL, factors, strict=True))))
    assert sum(stage.share for stage in found.stages) == pytest.approx(found.gap, abs=1e-3)
