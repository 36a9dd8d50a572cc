from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from isplanner.analysis.solving.least_stretch import Array, Demand, Measure, Room, least_stretch

FUNNEL = np.array([12_000, 0.2, 0.1, 0.6, 0.25, 1_000_000])
SHARES = np.array([False, True, True, True, True, False])
SPREAD = np.array([0.08, 0.10, 0.12, 0.15, 0.20, 0.06])
BASE = np.where(SHARES, logit(np.where(SHARES, FUNNEL, 0.5)), np.log(FUNNEL))
FAR = np.where(SHARES, 30.0, BASE + 20)


def values_of(at: Array, shares: NDArray[np.bool_] = SHARES) -> Array:
    return np.where(shares, expit(at), np.exp(np.where(shares, 0.0, at)))


def product(at: Array) -> tuple[Array, Array]:
    """All levers multiplied."""
    values = values_of(at)
    return values.prod(keepdims=True), values.prod() * np.where(SHARES, 1 - values, 1.0)[None]


def with_dials(at: Array) -> tuple[Array, Array]:
    """The product, and the first lever by itself."""
    value, slope = product(at)
    first = np.exp(at[:1])
    return np.concatenate([value, first]), np.vstack([slope, np.eye(1, len(at)) * first])


def room(low: Array = BASE, high: Array = FAR, spread: Array = SPREAD) -> Room:
    return Room(BASE, spread, low, high, SHARES)


def slsqp(within: Room, demands: Sequence[Demand], measure: Measure, start: Array) -> tuple[float, bool]:
    """The objective scipy finds, and whether it says that it found it."""
    signs = np.array([-1.0 if demand.at_most else 1.0 for demand in demands])
    limits = np.array([demand.limit for demand in demands])
    search: Any = minimize
    found = search(
        lambda at: float((((at - within.base) / within.spread) ** 2).sum()),
        start,
        jac=lambda at: 2 * (at - within.base) / within.spread**2,
        bounds=list(zip(within.low, within.high, strict=True)),
        constraints={
            "type": "ineq",
            "fun": lambda at: signs * np.log(measure(at)[0] / limits),
            "jac": lambda at: (signs / measure(at)[0])[:, None] * measure(at)[1],
        },
        method="SLSQP",
        options={"ftol": 1e-13, "maxiter": 500},
    )
    return float(found.fun), bool(found.success)


def test_the_worked_example() -> None:
    found = least_stretch(room(), [Demand(41_400_000)], product)
    assert found.is_feasible
    assert found.objective == pytest.approx(0.3644, abs=5e-5)
    expected = [12_203, 0.2034, 0.1031, 0.6056, 0.2647, 1_009_479]
    assert values_of(found.at) == pytest.approx(expected, rel=5e-4)
    assert round(values_of(found.at)[0]) == 12_203
    assert round(values_of(found.at)[-1]) == 1_009_479
    assert product(found.at)[0] == pytest.approx(41_400_000, rel=1e-12)
    assert found.forces[0] > 0
    assert not found.held.any()


@pytest.mark.parametrize(("times", "objective"), [(1.2195, 2.166), (1.347, 3.65)])
def test_the_worked_example_aimed_higher(times: float, objective: float) -> None:
    found = least_stretch(room(), [Demand(41_400_000 * times)], product)
    assert found.objective == pytest.approx(objective, rel=2e-3)


def test_what_is_reached_already_stays_where_it_rests() -> None:
    found = least_stretch(room(), [Demand(30_000_000)], product)
    assert found.is_feasible
    assert found.objective == 0
    assert (found.at == BASE).all()
    assert found.forces[0] == 0


def test_without_demands_levers_rest() -> None:
    start = BASE + 1
    found = least_stretch(room(), [], lambda at: (np.empty(0), np.empty((0, len(at)))), start)
    assert found.is_feasible
    assert found.at == pytest.approx(BASE)


def test_a_capacity_binds() -> None:
    demands = [Demand(60_000_000, is_firm=False), Demand(12_100, at_most=True)]
    found = least_stretch(room(), demands, with_dials)
    assert found.is_feasible
    assert values_of(found.at)[0] == pytest.approx(12_100, rel=1e-9)
    assert (found.forces > 0).all()
    free = least_stretch(room(), demands[:1], product)
    assert found.objective > free.objective
    assert found.objective == pytest.approx(slsqp(room(), demands, with_dials, BASE)[0], rel=1e-8)


def test_a_bound_holds_a_lever() -> None:
    high = np.where(np.arange(6) == 4, BASE + 0.01, FAR)
    found = least_stretch(room(high=high), [Demand(41_400_000)], product)
    assert found.is_feasible
    assert found.held.tolist() == [0, 0, 0, 0, 1, 0]
    rests_low = np.where(np.arange(6) == 0, BASE + 0.3, BASE)
    found = least_stretch(room(low=rests_low), [Demand(41_400_000)], product)
    assert found.held.tolist() == [-1, 0, 0, 0, 0, 0]


def test_out_of_reach_comes_as_near_as_bounds_allow() -> None:
    high = BASE + 0.05
    found = least_stretch(room(high=high), [Demand(90_000_000, is_firm=False)], product)
    assert not found.is_feasible
    assert found.at == pytest.approx(high)
    assert (found.held == 1).all()
    assert found.slacks[0] == pytest.approx(np.log(product(high)[0][0] / 90_000_000))


def test_the_goal_gives_way_to_what_is_firm() -> None:
    locked = np.where(np.arange(6) == 0, FAR, BASE)
    demands = [Demand(90_000_000, is_firm=False), Demand(13_000, at_most=True)]
    found = least_stretch(room(high=locked), demands, with_dials)
    assert not found.is_feasible
    assert values_of(found.at)[0] == pytest.approx(13_000, rel=1e-6)
    assert found.slacks[1] >= -1e-9


def test_levers_that_cannot_move_stay() -> None:
    found = least_stretch(room(high=BASE), [Demand(41_400_000)], product)
    assert not found.is_feasible
    assert (found.at == BASE).all()


def test_a_value_below_zero_is_looked_at_as_a_difference() -> None:
    def profit(at: Array) -> tuple[Array, Array]:
        value, slope = product(at)
        return value - 40_000_000, slope

    found = least_stretch(room(), [Demand(1_400_000)], profit)
    assert found.is_feasible
    assert found.objective == pytest.approx(0.3644, abs=5e-5)


def test_what_has_no_value_is_no_answer() -> None:
    found = least_stretch(room(), [Demand(1.0)], lambda at: (np.array([np.nan]), np.zeros((1, len(at)))))
    assert not found.is_feasible
    assert (found.at == BASE).all()


def test_beyond_where_there_is_no_value_nothing_is_sought() -> None:
    def cut_off(at: Array) -> tuple[Array, Array]:
        value, slope = product(at)
        return np.where(value > 50_000_000, np.nan, value), slope

    assert least_stretch(room(), [Demand(49_000_000)], cut_off).is_feasible
    assert not least_stretch(room(), [Demand(51_000_000)], cut_off).is_feasible


def test_saturated_shares_take_what_it_takes() -> None:
    tight = np.where(np.arange(6) == 3, FAR, BASE)
    found = least_stretch(room(high=tight), [Demand(59_400_000)], product)
    assert found.is_feasible
    assert values_of(found.at)[3] == pytest.approx(0.99, rel=1e-8)


@st.composite
def funnels(draw: st.DrawFn) -> tuple[Room, Measure, float]:
    """Some channels, the product of whose levers is summed; what they come to where they rest."""
    random = np.random.default_rng(draw(st.integers(0, 100_000)))
    channels, factors = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    count = channels * factors
    shares = random.random(count) < 0.6
    base = np.where(shares, random.normal(-1, 1, count), random.uniform(0, 10, count))
    spread = random.uniform(0.03, 0.3, count)
    lift = random.normal(0, 1, count) * spread

    def measure(at: Array) -> tuple[Array, Array]:
        values = values_of(at, shares)
        parts = values.reshape(channels, factors).prod(1)
        slopes = np.repeat(parts, factors) * np.where(shares, 1 - values, 1.0)
        return parts.sum(keepdims=True), slopes[None]

    within = Room(base, spread, np.where(random.random(count) < 0.5, base + lift, base - 5), base + 15, shares)
    return within, measure, float(measure(np.maximum(base, within.low))[0][0])


@given(funnels(), st.floats(1.01, 2))
def test_it_is_as_near_as_scipy_and_meets_the_goal(funnel: tuple[Room, Measure, float], times: float) -> None:
    within, measure, present = funnel
    demands = [Demand(present * times)]
    found = least_stretch(within, demands, measure)
    if not found.is_feasible:
        assert measure(within.high)[0][0] < present * times
        return
    assert (found.at >= within.low).all()
    assert (found.at <= within.high).all()
    assert measure(found.at)[0][0] >= present * times * (1 - 1e-8)
    objective, is_right = slsqp(within, demands, measure, found.at)
    assert not is_right or found.objective <= objective * (1 + 1e-6) + 1e-12


@given(funnels(), st.floats(1.01, 1.5), st.floats(1.01, 1.5))
def test_more_takes_more(funnel: tuple[Room, Measure, float], times: float, more: float) -> None:
    within, measure, present = funnel
    found = [least_stretch(within, [Demand(present * goal)], measure) for goal in (times, times * more)]
    if all(one.is_feasible for one in found):
        assert found[0].objective <= found[1].objective * (1 + 1e-9)
