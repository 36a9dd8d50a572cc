from collections.abc import Callable

import numpy as np
import pytest

from isplanner.analysis.simulation.engine import Engine, Worlds
from isplanner.analysis.solving.aim import aim_for, reached_with
from isplanner.analysis.solving.conditions import Condition
from isplanner.analysis.solving.propose import Terms
from isplanner.analysis.tree.move import LeverValues
from isplanner.plan.metric import Direction
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import plan_of
from tests.analysis.proposals import (
    BASELINE,
    ESTIMATES,
    GOAL,
    PLAN,
    baseline_of,
    estimates_of,
    propose,
    proposer_of,
    values_of,
)


def engine(samples: int = 10_000, seed: int = 1) -> Engine:
    """The example's worlds: each lever normal on its own scale, no other luck."""
    return Engine(PLAN, BASELINE, ESTIMATES, samples=samples, seed=seed, luck=False)


@pytest.fixture(scope="module")
def worlds() -> Engine:
    """Worlds enough to be near the limit."""
    return engine(100_000)


def test_the_plan_at_its_goal_reaches_it_in_half_the_worlds(worlds: Engine) -> None:
    assert worlds.chance(goal=GOAL) == pytest.approx(0.264, abs=0.005)
    assert worlds.chance(propose().values, GOAL) == pytest.approx(0.49, abs=0.005)


@pytest.mark.parametrize(("chance", "times", "objective"), [(0.8, 1.2195, 2.166), (0.9, 1.347, 3.65)])
def test_the_worked_example(worlds: Engine, chance: float, times: float, objective: float) -> None:
    found = aim_for(proposer_of(), worlds.move, GOAL, chance)
    assert found.is_feasible
    assert found.chance is not None
    assert chance <= found.chance <= chance + 0.001
    assert found.aim / GOAL == pytest.approx(times, abs=0.01)
    assert found.objective == pytest.approx(objective, rel=0.03)
    if chance == 0.8:
        expected = [12_509, 0.2083, 0.1078, 0.6135, 0.2863, 1_023_629]
        assert [*values_of(found).values()] == pytest.approx(expected, rel=5e-3)


def test_ten_thousand_worlds_are_within_a_hundredth() -> None:
    for seed in (1, 2, 3):
        assert aim_for(proposer_of(), engine(seed=seed).move, GOAL, 0.8).aim / GOAL == pytest.approx(1.2195, abs=0.01)


def test_more_certainty_takes_more(worlds: Engine) -> None:
    found = [aim_for(proposer_of(), worlds.move, GOAL, chance) for chance in (0.2, 0.5, 0.7, 0.8, 0.9, 0.99)]
    assert all(plan.is_feasible for plan in found)
    assert [plan.objective for plan in found] == sorted(plan.objective for plan in found)
    assert found[0].aim == GOAL
    assert found[1].aim == pytest.approx(GOAL, rel=0.02)


def test_just_so_far_and_no_further(worlds: Engine) -> None:
    found = aim_for(proposer_of(), worlds.move, GOAL, 0.8)
    nearer = proposer_of().propose(GOAL + (found.aim - GOAL) * 0.999)
    assert worlds.chance(nearer.values, GOAL) < 0.8


def test_the_same_worlds_give_the_same_aim() -> None:
    first, second = (aim_for(proposer_of(), engine(2000).move, GOAL, 0.8) for _ in range(2))
    assert first == second


def test_what_cannot_be_reached_so_often_comes_as_near_as_it_can(worlds: Engine) -> None:
    free = NodeKey("valid_rate")
    terms = Terms(locked=frozenset(node for node in BASELINE.values if node != free))
    found = aim_for(proposer_of(terms=terms), worlds.move, 59_000_000, 0.8)
    assert not found.is_feasible
    assert values_of(found)["valid_rate"] == pytest.approx(1, abs=1e-4)
    assert found.chance is not None
    assert 0.4 < found.chance < 0.8


def test_locked_everywhere_is_an_answer(worlds: Engine) -> None:
    found = aim_for(proposer_of(terms=Terms(locked=frozenset(BASELINE.values))), worlds.move, GOAL, 0.8)
    assert not found.is_feasible
    assert found.chance == pytest.approx(0.264, abs=0.005)


def test_a_broken_condition_is_not_made_good_by_the_chance(worlds: Engine) -> None:
    terms = Terms(conditions=(Condition(NodeKey("dials"), 11_000, at_most=True),))
    found = aim_for(proposer_of(terms=terms), worlds.move, 30_000_000, 0.5)
    assert not found.is_feasible
    assert found.missing == 0
    assert terms.conditions[0] in found.binding


def test_where_less_is_better_the_aim_is_below_the_goal() -> None:
    plan = plan_of({"cost": "dials * cost_per_appointment", "dials": None, "cost_per_appointment": None}, "cost")
    values = {"dials": 1000.0, "cost_per_appointment": 500.0}
    known = estimates_of(plan, {"dials": 0.05, "cost_per_appointment": 0.1}, values)
    moving = Engine(plan, baseline_of(values), known, samples=20_000, luck=False).move
    found = aim_for(proposer_of(plan, baseline_of(values), known), moving, 450_000, 0.8)
    assert found.is_feasible
    assert found.aim < 450_000
    assert found.chance == pytest.approx(0.8, abs=0.001)


@pytest.mark.parametrize("goal", [0.0, 200.0])
def test_goals_of_nothing_and_below_have_an_aim(goal: float) -> None:
    plan = plan_of({"profit": "revenue - cost", "revenue": None, "cost": None}, "profit")
    values = {"revenue": 900.0, "cost": 1000.0}
    known = estimates_of(plan, {"revenue": 0.1, "cost": 0.1}, values)
    moving = Engine(plan, baseline_of(values), known, samples=5000, luck=False).move
    found = aim_for(proposer_of(plan, baseline_of(values), known), moving, goal, 0.8)
    assert found.is_feasible
    assert found.aim > goal
    assert found.chance == pytest.approx(0.8, abs=0.002)


def stepping(wide: float) -> Callable[[LeverValues], Worlds]:
    """Worlds of a KGI that comes in whole pieces."""
    normal = np.random.default_rng(1).normal(0, 2_000_000, 4000)

    def draw(levers: LeverValues) -> Worlds:
        product = np.prod([levers.get(node, BASELINE.values[node]) for node in BASELINE.values])
        kgi = np.floor((product + normal) / wide) * wide
        return Worlds(np.sort(kgi.astype(np.float32))[None], Direction.HIGHER)

    return draw


@pytest.mark.parametrize("wide", [900_000, 2_900_000, 11_000_000])
def test_a_kgi_in_pieces_has_an_aim_too(wide: float) -> None:
    found = aim_for(proposer_of(), stepping(wide), GOAL, 0.8)
    assert found.is_feasible
    assert found.chance is not None
    assert found.chance >= 0.8


def test_what_is_reached_with_a_chance() -> None:
    row = np.arange(10, dtype=np.float32)[None]
    higher, lower = Worlds(row, Direction.HIGHER), Worlds(row, Direction.LOWER)
    assert [reached_with(higher, chance) for chance in (0.1, 0.75, 1.0)] == [9, 2, 0]
    assert [reached_with(lower, chance) for chance in (0.1, 0.75, 1.0)] == [0, 7, 9]
    half = Worlds(np.concatenate([row[:, :5], np.full((1, 5), np.nan, np.float32)], axis=1), Direction.HIGHER)
    assert reached_with(half, 0.5) == 0
    assert reached_with(half, 0.6) == -np.inf
