from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from isplanner.analysis.solving.multipliers import Array, Quadratic, find_multipliers


def quadratic_of(seed: int, levers: int, conditions: int) -> Quadratic:
    random = np.random.default_rng(seed)
    return Quadratic(
        curvature=random.uniform(0.5, 100, levers),
        slope=random.normal(0, 1, levers),
        slacks=random.normal(-0.5, 0.5, conditions),
        slopes=random.normal(0, 1, (conditions, levers)) * (random.random((conditions, levers)) < 0.8),
        low=-random.uniform(0, 1, levers),
        high=random.uniform(0, 1, levers),
        weights=random.uniform(1, 1000, conditions),
    )


def solved_by_scipy(quadratic: Quadratic) -> float:
    """The same with one more variable a condition: what is missed of it."""
    levers, conditions = len(quadratic.curvature), len(quadratic.weights)

    def value(both: Array) -> float:
        move, missed = both[:levers], both[levers:]
        return float((0.5 * quadratic.curvature * move + quadratic.slope) @ move + quadratic.weights @ missed)

    bounds = [*zip(quadratic.low, quadratic.high, strict=True), *[(0, None)] * conditions]
    rows = np.hstack([quadratic.slopes, np.eye(conditions)])
    search: Any = minimize
    found = search(
        value,
        np.concatenate([np.zeros(levers), np.maximum(0, -quadratic.slacks)]),
        bounds=bounds,
        constraints={"type": "ineq", "fun": lambda both: quadratic.slacks + rows @ both, "jac": lambda _: rows},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    return quadratic.value(np.clip(found.x[:levers], quadratic.low, quadratic.high))


@given(st.integers(0, 10_000), st.integers(1, 8), st.integers(1, 4))
def test_no_move_is_better(seed: int, levers: int, conditions: int) -> None:
    quadratic = quadratic_of(seed, levers, conditions)
    move, forces = find_multipliers(quadratic, np.zeros(conditions))
    assert (move >= quadratic.low).all()
    assert (move <= quadratic.high).all()
    assert (forces >= 0).all()
    assert (forces <= quadratic.weights).all()
    best = solved_by_scipy(quadratic)
    assert quadratic.value(move) <= best + 1e-6 * (1 + abs(best))


@given(st.integers(0, 10_000))
def test_where_it_begins_does_not_matter(seed: int) -> None:
    quadratic = quadratic_of(seed, 6, 2)
    starts = (np.zeros(2), quadratic.weights, quadratic.weights / 7)
    moves = [find_multipliers(quadratic, start)[0] for start in starts]
    for move in moves[1:]:
        assert move == pytest.approx(moves[0], abs=1e-6)


def test_a_condition_that_holds_has_no_force() -> None:
    quadratic = quadratic_of(1, 5, 1)
    easy = Quadratic(
        quadratic.curvature,
        quadratic.slope,
        np.array([100.0]),
        quadratic.slopes,
        quadratic.low,
        quadratic.high,
        quadratic.weights,
    )
    move, forces = find_multipliers(easy, np.array([50.0]))
    assert forces[0] == 0
    assert move == pytest.approx(np.clip(-easy.slope / easy.curvature, easy.low, easy.high))


def test_one_that_nothing_moves_weighs_all_it_can() -> None:
    quadratic = Quadratic(
        *(np.array([1.0]), np.array([0.0]), np.array([-1.0]), np.array([[0.0]])),
        *(np.array([-1.0]), np.array([1.0]), np.array([7.0])),
    )
    move, forces = find_multipliers(quadratic, np.zeros(1))
    assert (move[0], forces[0]) == (0, 7)
