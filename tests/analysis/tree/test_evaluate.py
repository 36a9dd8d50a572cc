from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from isplanner.analysis.tree.begun import Begun
from isplanner.analysis.tree.compile import compile_tree, later_reach
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree
from tests.analysis.trees import FREE, MONTHS, PlainTree, free_trees
from tests.plan.trees import CHANNELS, METRICS, NAMES, PHONE_AND_MAIL, tree_of

Levers = Mapping[NodeKey, NDArray[np.float64]]
SEEDS = st.integers(0, 2**32 - 1)
TREE = tree_of(PHONE_AND_MAIL, "revenue")


def draw_levers(tree: GoalTree, seed: int, samples: int = 1) -> Levers:
    random = np.random.default_rng(seed)
    return {key: random.uniform(0.5, 2.0, (samples, MONTHS)) for key in tree.levers}


def evaluated(tree: GoalTree, levers: Levers, samples: int = 1) -> Evaluation:
    evaluation = Evaluation(compile_tree(tree, MONTHS), samples)
    for key, values in levers.items():
        evaluation.set(key, values)
    evaluation.run()
    return evaluation


@given(free_trees(), SEEDS, st.sets(st.sampled_from(list(CHANNELS))))
def test_every_node_is_what_plain_recursion_says(tree: GoalTree, seed: int, unknown: set[str]) -> None:
    levers = draw_levers(tree, seed, samples=2)
    earlier = {key: [1.5, 0.7] for key in later_reach(tree)}
    evaluation = Evaluation(compile_tree(tree, MONTHS, frozenset(unknown), Begun(earlier)), samples=2)
    for key, values in levers.items():
        evaluation.set(key, values)
    evaluation.run()
    for sample in range(2):
        plain = PlainTree(tree, {k: v[sample] for k, v in levers.items()}, frozenset(unknown), earlier)
        for key in tree.order:
            expected = [plain.value(key, month) for month in range(MONTHS)]
            np.testing.assert_allclose(evaluation.of(key)[sample], expected, rtol=1e-12, atol=1e-12)


@given(free_trees(), SEEDS)
def test_gradients_are_those_of_finite_differences(tree: GoalTree, seed: int) -> None:
    compare_gradients(tree, draw_levers(tree, seed))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_gradients_of_rates_are_those_of_finite_differences(seed: int) -> None:
    compare_gradients(TREE, draw_levers(TREE, seed))


def compare_gradients(tree: GoalTree, levers: Levers) -> None:
    evaluation = evaluated(tree, levers)
    totals = {key: evaluation.total(key).item() for key in tree.order}
    gradients = {key: evaluation.gradient(key) for key in tree.order}
    for lever in tree.levers:
        for month in range(MONTHS):
            differences = differentiate(evaluation, lever, levers[lever], month)
            for key, expected in differences.items():
                # Where a node has no value, or one so steep that a difference says nothing, nothing is compared.
                if np.isfinite(expected) and abs(expected) < 1e3 and abs(totals[key]) < 1e3:
                    found = gradients[key][lever][0, month] if lever in gradients[key] else 0.0
                    assert found == pytest.approx(expected, rel=1e-4, abs=1e-4)


def differentiate(
    evaluation: Evaluation, lever: NodeKey, values: NDArray[np.float64], month: int
) -> dict[NodeKey, float]:
    """Central differences of all nodes by one month of a lever."""
    step, totals = 1e-6, []
    for sign in (1, -1, 0):
        evaluation.set(lever, values + sign * step * (np.arange(MONTHS) == month))
        evaluation.run()
        nodes = [key for key in evaluation.program.slots if key.metric in {*METRICS, *FREE}]
        totals.append({key: evaluation.total(key).item() for key in nodes})
    return {key: (totals[0][key] - totals[1][key]) / (2 * step) for key in totals[0]}


def node(text: str) -> NodeKey:
    return NAMES.node(text)


def funnel(dials: float = 300.0) -> Evaluation:
    """Dials rise from month to month, rates are steady."""
    steady = {"connect_rate": 0.2, "win_rate": 0.5, "deal_size": 1000.0, "mail_replies": 4.0}
    rising = np.array([[dials, 2 * dials, 3 * dials]])
    return evaluated(
        TREE, {key: rising if key.metric == "dials" else np.full((1, 3), steady[key.metric]) for key in TREE.levers}
    )


def test_a_period_is_the_sum_of_its_months_and_a_rate_its_parts() -> None:
    evaluation = funnel()
    assert evaluation.total(node("dials")).item() == 3600
    assert evaluation.total(node("connects")).item() == pytest.approx(720 + 12)
    assert evaluation.total(node("revenue")).item() == pytest.approx(732 * 0.5 * 1000)
    assert evaluation.total(node("connect_rate")).item() == pytest.approx(0.2)
    assert evaluation.total(node("connect_rate[webinar]")).item() == 0.2


def test_a_rate_of_the_period_is_weighted_by_what_it_is_a_share_of() -> None:
    evaluation = funnel()
    evaluation.set(node("connect_rate[webinar]"), [[0.1, 0.2, 0.3]])
    evaluation.run()
    assert evaluation.total(node("connect_rate[webinar]")).item() == pytest.approx((30 + 120 + 270) / 1800)
    assert evaluation.total(node("connect_rate")).item() == pytest.approx((420 + 360) / 3600)


def test_nothing_to_divide_by_is_no_value_but_a_steady_lever_keeps_its_own() -> None:
    evaluation = funnel(dials=0.0)
    assert np.isnan(evaluation.total(node("connect_rate")).item())
    assert np.isnan(evaluation.of(node("connect_rate"))).all()
    assert evaluation.total(node("connect_rate[webinar]")).item() == 0.2
    assert evaluation.total(node("revenue")).item() == 12 * 0.5 * 1000


def test_the_gradient_of_a_rate_of_the_period() -> None:
    evaluation = funnel()
    gradient = evaluation.gradient(node("connect_rate"))
    by_rate = gradient[node("connect_rate[webinar]")][0]
    np.testing.assert_allclose(by_rate, [300 / 3600, 600 / 3600, 900 / 3600])
    np.testing.assert_allclose(gradient[node("dials[webinar]")][0], 0.0, atol=1e-15)
    assert node("deal_size[webinar]") not in gradient


def test_a_rate_of_which_the_tree_says_no_parts_has_a_value_only_while_it_is_steady() -> None:
    tree = tree_of({"win_rate": "valid_rate * 50%", "valid_rate": None})
    evaluation = evaluated(tree, {node("valid_rate"): np.array([[0.2, 0.2, 0.2]])})
    assert evaluation.total(node("win_rate")).item() == 0.1
    np.testing.assert_allclose(evaluation.gradient(node("win_rate"))[node("valid_rate")], 0.5 / 3)
    evaluation.set(node("valid_rate"), [[0.2, 0.2, 0.3]])
    evaluation.run()
    assert np.isnan(evaluation.total(node("win_rate")).item())


def test_a_sum_leaves_out_channels_of_which_nothing_is_known() -> None:
    program = compile_tree(TREE, MONTHS, frozenset({"webinar"}))
    evaluation = Evaluation(program)
    for key in TREE.levers:
        if key.channel != "webinar":
            evaluation.set(key, 0.5)
    evaluation.run()
    assert evaluation.total(node("dials")).item() == 1.5
    assert np.isnan(evaluation.total(node("dials[webinar]")).item())
    nothing = Evaluation(compile_tree(TREE, MONTHS, frozenset(CHANNELS)))
    nothing.run()
    assert np.isnan(nothing.total(node("revenue")).item())


def test_later_counts_in_the_months_after_and_carries_in_what_began_before() -> None:
    tree = tree_of({"orders": "later(appointments, 50%, 30%, 20%)", "appointments": None})
    assert later_reach(tree) == {node("appointments"): 2}
    evaluation = Evaluation(compile_tree(tree, MONTHS, begun=Begun({node("appointments"): [10.0, 20.0]})))
    evaluation.set(node("appointments"), [[100.0, 200.0, 300.0]])
    evaluation.run()
    np.testing.assert_allclose(evaluation.of(node("orders"))[0], [50 + 6 + 2, 100 + 30 + 4, 150 + 60 + 20])
    np.testing.assert_allclose(evaluation.gradient(node("orders"))[node("appointments")][0], [1.0, 0.8, 0.5])


def test_a_thousand_terms_are_no_deeper_than_two() -> None:
    tree = tree_of({"orders": "+".join(["dials"] * 1000), "dials": None})
    evaluation = evaluated(tree, {node("dials"): np.ones((1, MONTHS))})
    assert evaluation.total(node("orders")).item() == 3000
    assert evaluation.gradient(node("orders"))[node("dials")].sum() == 3000


def test_running_again_makes_no_new_arrays() -> None:
    evaluation = funnel()
    before = evaluation.of(node("revenue"))
    evaluation.set(node("dials[webinar]"), 0.0)
    evaluation.run()
    assert np.shares_memory(before, evaluation.of(node("revenue")))
    assert before.sum() == pytest.approx((1800 * 0.2 + 12) * 0.5 * 1000)
