from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.project import Projection, project
from isplanner.analysis.tree.targets import adopt, retarget
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Goal, Target
from tests.analysis.plans import FUNNEL, demo_actuals, plan_of, template_plan
from tests.analysis.tree.test_project import TARGET_A, node, nodes

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
DEMO_TARGETS = {
    "web_inquiry": (2500, 1000, 200, 152, 38, 41_800_000),
    "download": (10000, 2000, 240, 156, 39, 33_540_000),
    "webinar": (4000, 800, 120, 72, 18, 18_360_000),
    "mail_magazine": (0, 200, 40, 25, 7, 5_600_000),
    "outbound": (12500, 2000, 150, 75, 18, 20_700_000),
}


def with_targets(plan: Plan, values: Mapping[NodeKey, float]) -> Plan:
    return replace(plan, targets={key: Target(i, key, value) for i, (key, value) in enumerate(values.items())})


def demo_targets() -> dict[NodeKey, float]:
    targets: dict[NodeKey, float] = {node("mail_replies"): 200, node("mail_replies[mail_magazine]"): 200}
    for place, metric in enumerate(FUNNEL):
        targets[node(metric)] = sum(counts[place] for counts in DEMO_TARGETS.values())
        for channel, counts in DEMO_TARGETS.items():
            if (key := NodeKey(metric, channel)) in PLAN.tree.nodes:
                targets[key] = counts[place]
    return targets


DEMO = with_targets(PLAN, demo_targets())


def retargeted(name: str, value: float, plan: Plan = DEMO) -> dict[str, float]:
    return {str(key): target for key, target in retarget(plan, BASE, node(name), value).items()}


def assert_adds_up(plan: Plan, targets: Mapping[NodeKey, float]) -> None:
    for key, value in targets.items():
        parts = [targets[part] for part in plan.tree.channel_nodes(key.metric) if part in targets]
        if plan.metrics[key.metric].is_whole and key.channel is None and parts:
            assert value == sum(parts)
        if plan.metrics[key.metric].is_whole:
            assert value == int(value)


def test_adopting_makes_whole_numbers_that_add_up() -> None:
    projection = project(PLAN, BASE, overrides=nodes(TARGET_A))
    targets = adopt(PLAN, projection)
    assert_adds_up(PLAN, targets)
    assert targets[node("revenue")] == round(projection.kgi or 0) == 106_992_188
    assert targets[node("dials")] == 29000
    assert targets[node("connects")] == 5478
    for key, value in targets.items():
        if PLAN.metrics[key.metric].is_whole:
            assert abs(value - (projection.values[key] or 0)) <= 1


def test_rates_are_target_over_target() -> None:
    targets = adopt(PLAN, project(PLAN, BASE, overrides=nodes(TARGET_A)))
    assert targets[node("connect_rate")] == (5478 - 200) / 29000
    webinar = targets[node("orders[webinar]")] / targets[node("valid_appointments[webinar]")]
    assert targets[node("orders_per_valid[webinar]")] == webinar
    assert (
        targets[node("connect_rate[webinar]")] == targets[node("connects[webinar]")] / targets[node("dials[webinar]")]
    )


@pytest.mark.parametrize(("off", "expected"), [(0.0, 120_000_000), (100.0, 120_000_000), (200.0, 120_000_200)])
def test_a_scenario_that_reaches_the_goal_adopts_the_goal_itself(off: float, expected: float) -> None:
    values = {**project(PLAN, BASE).values}
    for channel in PLAN.channels:
        values[NodeKey("revenue", channel)] = (120_000_000 + off) / 5
    values[node("revenue")] = 120_000_000 + off
    targets = adopt(PLAN, Projection(values, {}, 120_000_000 + off))
    assert targets[node("revenue")] == expected
    assert_adds_up(PLAN, targets)


def test_a_goal_that_is_a_rate_is_adopted_too() -> None:
    plan = plan_of(
        {"valid_rate": "valid_appointments / appointments", "valid_appointments": None, "appointments": None},
        "valid_rate",
    )
    plan = replace(plan, goal=Goal("valid_rate", 0.6))
    values = {node("valid_rate"): 0.6, node("valid_appointments"): 60.6, node("appointments"): 101.0}
    assert adopt(plan, Projection(values, {}, 0.6)) == {
        node("valid_rate"): 0.6,
        node("valid_appointments"): 61,
        node("appointments"): 101,
    }


def test_what_has_no_value_gets_no_target() -> None:
    targets = adopt(PLAN, project(PLAN, BASE))
    assert node("leads") not in targets
    assert targets[node("mail_replies")] == 180


def test_nothing_is_shared_out_as_nothing() -> None:
    targets = adopt(PLAN, project(PLAN, BASE, overrides=nodes({"dials": 0.0})))
    assert targets[node("dials")] == targets[node("dials[webinar]")] == 0
    assert targets[node("connect_rate[webinar]")] == BASE.values[node("connect_rate[webinar]")]


def test_a_channels_count_moves_the_plans_sum_by_the_same() -> None:
    assert retargeted("dials[webinar]", 4500.4) == {"dials[webinar]": 4500, "dials": 29500}


def test_the_plans_count_is_shared_over_its_channels() -> None:
    assert retargeted("dials", 30000) == {
        "dials": 30000,
        "dials[web_inquiry]": 2586,
        "dials[download]": 10345,
        "dials[webinar]": 4138,
        "dials[outbound]": 12931,
    }


def test_without_targets_the_baselines_say_how() -> None:
    assert retargeted("mail_replies", 220, PLAN) == {"mail_replies": 220, "mail_replies[mail_magazine]": 220}
    assert retargeted("dials", 6100, PLAN) == {
        "dials": 6100,
        "dials[web_inquiry]": 496,
        "dials[download]": 2120,
        "dials[webinar]": 804,
        "dials[outbound]": 2680,
    }
    blank = replace(BASE, values={})
    assert sorted(retarget(PLAN, blank, node("dials"), 10).values()) == [2, 2, 3, 3, 10]
    assert retargeted("dials[webinar]", 800, PLAN) == {"dials[webinar]": 800, "dials": 800}


def test_a_rate_sets_its_numerator_and_nothing_else() -> None:
    assert retargeted("valid_rate[webinar]", 0.655) == {
        "valid_rate[webinar]": 79 / 120,
        "valid_appointments[webinar]": 79,
        "valid_appointments": 487,
    }
    whole = retargeted("orders_per_valid", 0.2604)
    assert (whole["orders_per_valid"], whole["orders"]) == (125 / 480, 125)
    assert set(whole) == {"orders_per_valid", "orders"} | {f"orders[{channel}]" for channel in DEMO_TARGETS}
    assert sum(whole[f"orders[{channel}]"] for channel in DEMO_TARGETS) == 125


def test_a_connect_rate_of_the_plan_leaves_the_mail_channel_alone() -> None:
    changed = retargeted("connect_rate", 0.21)
    assert changed == {
        "connect_rate": 0.21,
        "connects": 6290,
        "connects[web_inquiry]": 1050,
        "connects[download]": 2100,
        "connects[webinar]": 840,
        "connects[outbound]": 2100,
    }
    assert_adds_up(PLAN, demo_targets() | {node(key): value for key, value in changed.items()})


def test_a_rate_without_a_target_below_it_is_only_itself() -> None:
    assert retargeted("valid_rate[webinar]", 0.655, PLAN) == {"valid_rate[webinar]": 0.655}


@given(st.sampled_from(list(demo_targets())), st.floats(0, 1e6), st.sampled_from(list(PLAN.tree.nodes)))
def test_sums_hold_whatever_is_set(key: NodeKey, value: float, other: NodeKey) -> None:
    targets = demo_targets()
    for changed in (key, other):
        wanted = value if PLAN.metrics[changed.metric].is_whole else value % 1
        targets |= retarget(with_targets(PLAN, targets), BASE, changed, wanted)
    assert_adds_up(PLAN, targets)
