"""A stage that takes some months, through the tree: channels and the plan's own rate, as a whole, solved, adopted."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.solving.solve import solve_lever
from isplanner.analysis.tree.agree import agreements
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.analysis.tree.begun import Begun
from isplanner.analysis.tree.project import lever_values, month_weights, project, resolve_overrides
from isplanner.analysis.tree.targets import adopt, retarget, with_targets
from isplanner.analysis.tree.whole import as_whole, project_as_told
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import METRICS, Row, actuals_of, days, demo_actuals, plan_of, template_plan
from tests.analysis.trees import PlainTree

RATE, ORDERS = NodeKey("orders_per_valid"), NodeKey("orders")
LATER = "later(valid_appointments, 60%, 30%, 10%)"


def delayed(*channels: str) -> Plan:
    """The template, with orders later in some channels, or in all."""
    plan = template_plan()
    formulas = {str(key): node.formula.text if node.formula else None for key, node in plan.tree.nodes.items()}
    for channel in channels or plan.channels:
        formulas[f"orders[{channel}]"] = f"{LATER} * orders_per_valid"
    if not channels:
        formulas["orders_per_valid"] = f"orders / sum({LATER})"
    return plan_of(formulas, "revenue", plan.channels)


ALL = delayed()
BASE = measure_baseline(ALL, demo_actuals(ALL))


def plain(plan: Plan, baseline: Baseline, key: NodeKey) -> list[float]:
    """A node by month, by plain recursion."""
    weights = month_weights(plan)
    levers = {
        lever: value * weights if METRICS[lever.metric].is_whole else [value] * 3
        for lever, value in lever_values(plan, baseline).items()
    }
    unknown = frozenset(plan.channels) - {key.channel for key in levers if key.channel}
    earlier = {node: [value or 0.0 for value in months] for node, months in baseline.earlier.items()}
    tree = PlainTree(plan.tree, levers, unknown, earlier)  # type: ignore[arg-type]
    return [tree.value(key, month) for month in range(3)]


@pytest.mark.parametrize("channels", [(), ("webinar",), ("webinar", "outbound")])
def test_values_are_those_of_plain_recursion(channels: tuple[str, ...]) -> None:
    plan = delayed(*channels)
    baseline = measure_baseline(plan, demo_actuals(plan))
    found = project(plan, baseline)
    for key in (ORDERS, RATE, NodeKey("revenue"), NodeKey("orders", "webinar")):
        assert found.months[key] == pytest.approx(plain(plan, baseline, key)), key


@given(st.lists(st.integers(0, 5), min_size=1, max_size=12).filter(any), st.lists(st.floats(0, 90), max_size=12))
def test_any_shares_and_months_before_are_those_of_plain_recursion(parts: list[int], earlier: list[float]) -> None:
    shares = ", ".join(f"{part / sum(parts):.15f}" for part in parts)
    orders = f"later(valid_appointments, {shares}) * orders_per_valid"
    plan = plan_of({"orders": orders, "valid_appointments": None, RATE.metric: None}, "orders", channels=())
    valid = NodeKey("valid_appointments")
    baseline = Baseline({valid: 120.0, RATE: 0.25}, {}, 3, {valid: tuple(earlier)})
    assert project(plan, baseline).months[ORDERS] == pytest.approx(plain(plan, baseline, ORDERS), rel=1e-9, abs=1e-9)


def test_a_lever_and_the_plans_own_rate_are_shares_of_what_comes_through() -> None:
    """A count of the period ÷ another is less here: of December's appointments 40 % come after it, and none before."""
    few = replace(BASE, earlier={})
    values = project(ALL, few).values
    parts = [values[node] or 0.0 for node in ALL.tree.channel_nodes(RATE.metric)]
    assert min(parts) < (values[RATE] or 0.0) < max(parts)
    assert (values[ORDERS] or 0.0) / (values[NodeKey("valid_appointments")] or 1.0) < 0.9 * (values[RATE] or 0.0)


@pytest.mark.parametrize("channels", [(), ("webinar",)])
@pytest.mark.parametrize("wanted", [0.2, 0.31])
def test_the_plans_own_rate_moves_all_channels_by_one_step(channels: tuple[str, ...], wanted: float) -> None:
    plan = delayed(*channels)
    baseline = measure_baseline(plan, demo_actuals(plan))
    before = lever_values(plan, baseline)
    moved = resolve_overrides(plan, baseline, None, {RATE: wanted})
    assert project(plan, baseline, overrides={RATE: wanted}).values[RATE] == pytest.approx(wanted)
    odds = [_odds(float(moved[n])) / _odds(float(before[n])) for n in plan.tree.channel_nodes(RATE.metric)]  # type: ignore[arg-type]
    assert odds == pytest.approx([odds[0]] * len(odds))


def _odds(share: float) -> float:
    return share / (1 - share)


@given(st.floats(0.5, 1.6))
def test_solving_one_lever_reaches_the_goal(times: float) -> None:
    goal = (project(ALL, BASE).kgi or 0.0) * times
    solution = solve_lever(ALL, BASE, RATE, goal)
    assert solution.feasible
    assert project(ALL, BASE, overrides={RATE: solution.value}).kgi == pytest.approx(goal, rel=1e-9)


def test_as_a_whole_it_takes_as_long_as_all_its_channels() -> None:
    whole = as_whole(ALL)
    assert whole.tree.nodes[ORDERS].formula.text == f"{LATER} * orders_per_valid"  # type: ignore[union-attr]
    mixed = as_whole(delayed("webinar"))
    assert mixed.tree.nodes[ORDERS].formula.text == "valid_appointments * orders_per_valid"  # type: ignore[union-attr]
    assert not {*whole.tree.problems, *mixed.tree.problems}


def test_as_a_whole_what_was_begun_before_comes_in_too() -> None:
    counts = {"dials": 6000, "connects": 1200, "appointments": 150, "valid_appointments": 90, "orders": 27}
    quarter = [Row(metric, days("2026-07-01", "2026-09-30"), count) for metric, count in counts.items()]
    rows = [*quarter, Row("revenue", days("2026-07-01", "2026-09-30"), 27_000_000)]
    baseline = measure_baseline(ALL, actuals_of(rows, ALL))
    found = project_as_told(ALL, baseline, ALL.chosen)
    august, september = baseline.earlier[NodeKey("valid_appointments")]
    valid = found.months[NodeKey("valid_appointments")]
    october = 0.6 * (valid[0] or 0) + 0.3 * (september or 0) + 0.1 * (august or 0)
    assert found.months[ORDERS][0] == pytest.approx(0.3 * october)
    assert found.values[RATE] == pytest.approx(0.3)


def test_months_before_are_read_for_channels_and_the_whole() -> None:
    rows = [
        Row("valid_appointments[webinar]", days("2026-09-01", "2026-09-30"), 30),
        Row("valid_appointments[outbound]", days("2026-08-01", "2026-08-31"), 20),
    ]
    earlier = measure_baseline(ALL, actuals_of(rows, ALL)).earlier
    assert earlier[NodeKey("valid_appointments", "webinar")] == (None, 30.0)
    assert earlier[NodeKey("valid_appointments", "outbound")] == (20.0, None)
    assert earlier[NodeKey("valid_appointments", "download")] == (None, None)
    assert earlier[NodeKey("valid_appointments")] == (20.0, 30.0)


def test_a_quarter_told_at_once_is_cut_into_its_months() -> None:
    august, september = BASE.earlier[NodeKey("valid_appointments", "webinar")]
    assert (august or 0) + (september or 0) == pytest.approx(62 * 40 / 61, rel=0.05)


def test_adopted_targets_are_whole_add_up_and_keep_the_rate() -> None:
    found = project(ALL, BASE)
    targets = adopt(ALL, found)
    assert targets[RATE] == found.values[RATE]
    assert targets[NodeKey("orders_per_valid", "webinar")] == found.values[NodeKey("orders_per_valid", "webinar")]
    parts = [targets[node] for node in ALL.tree.channel_nodes("orders")]
    assert sum(parts) == targets[ORDERS] == round(found.values[ORDERS] or 0.0)
    assert targets[NodeKey("valid_rate")] == pytest.approx(
        targets[NodeKey("valid_appointments")] / targets[NodeKey("appointments")]
    )


def test_targets_of_a_period_say_nothing_against_what_comes_later() -> None:
    plan = with_targets(ALL, adopt(ALL, project(ALL, BASE)))
    assert agreements(plan, NodeKey("orders", "webinar")) == ()
    assert [one.is_kept for one in agreements(plan, ORDERS)] == [True]
    assert retarget(plan, BASE, RATE, 0.3) == {RATE: 0.3}


def test_of_a_whole_period_what_came_and_what_comes_is_all() -> None:
    shares, node = (0.5, 0.3, 0.2), ORDERS
    all_of_it = Begun({node: (8.0, 10.0)}).comes(node, shares, 3)[0]
    half_way = Begun({node: (8.0, 10.0)}, {}, (0.0, 0.25, 1.0))
    np.testing.assert_allclose(half_way.comes(node, shares, 3)[0] + half_way.came(node, shares, 3), all_of_it)
    np.testing.assert_allclose(all_of_it, [0.3 * 10 + 0.2 * 8, 0.2 * 10, 0.0])
