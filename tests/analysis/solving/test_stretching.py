from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from isplanner.analysis.estimates.estimate import estimate
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.solving.conditions import Condition
from isplanner.analysis.solving.grips import find_grips
from isplanner.analysis.solving.stretching import Found, Stretching
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, template_plan

PLAN = template_plan()
BASELINE = measure_baseline(PLAN, demo_actuals(PLAN))
ESTIMATES = estimate(PLAN, demo_actuals(PLAN))
MODEL = model_of(PLAN, BASELINE, ESTIMATES)
GRIPS = find_grips(MODEL, ESTIMATES)
BASE = np.array([grip.scale(grip.base) for grip in GRIPS])
SPREAD = np.array([grip.spread for grip in GRIPS], float)
REVENUE, DIALS = NodeKey("revenue"), NodeKey("dials")
GOAL = Condition(REVENUE, 120_000_000)


def stretching(*, may_fall: bool = False) -> Stretching:
    return Stretching(MODEL, GRIPS, None, may_fall=may_fall)


def stretch(of: Stretching, steps: Any) -> float:  # noqa: ANN401 - an array
    return float((((of.steps.settings(steps) - BASE) / SPREAD) ** 2).sum())


def least_by_scipy(conditions: tuple[Condition, ...]) -> float:
    """The same by SLSQP on the steps themselves."""
    of = stretching()
    nodes = [condition.node for condition in conditions]
    signs = np.array([-1.0 if condition.at_most else 1.0 for condition in conditions])
    limits = np.array([condition.limit for condition in conditions])
    peer: Any = minimize
    found = peer(
        lambda at: stretch(of, at),
        np.zeros(len(GRIPS)),
        bounds=[(0, 3)] * len(GRIPS),
        constraints={"type": "ineq", "fun": lambda at: signs * np.log(of.steps.measure(nodes, at)[0] / limits)},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 300},
    )
    assert found.success
    return float(found.fun)


@pytest.mark.parametrize("more", [(), (Condition(DIALS, 30_600, at_most=True),), (Condition(NodeKey("orders"), 118),)])
def test_it_is_the_least_there_is_whatever_the_mix_of_channels(more: tuple[Condition, ...]) -> None:
    of = stretching()
    found = of.find((GOAL, *more))
    assert found.is_feasible
    values, _ = of.steps.measure([REVENUE], found.steps)
    assert values[0] == pytest.approx(GOAL.limit, rel=1e-9)
    assert stretch(of, found.steps) == pytest.approx(least_by_scipy((GOAL, *more)), rel=1e-5)
    assert found.last is not None
    assert found.last.objective == pytest.approx(stretch(of, found.steps), rel=1e-9)


def test_what_holds_already_moves_nothing() -> None:
    found = stretching().find((Condition(REVENUE, 100_000_000), Condition(DIALS, 40_000, at_most=True)))
    assert found.is_feasible
    assert found.last is None
    assert not found.steps.any()


def test_from_something_near_it_comes_to_the_same() -> None:
    of, further = stretching(), Condition(REVENUE, 125_000_000)
    near = of.find((GOAL,))
    assert of.find((further,), near).steps == pytest.approx(of.find((further,)).steps, abs=1e-7)
    lost = Found(near.steps + 1, None)
    assert of.find((further,), lost).steps == pytest.approx(of.find((further,)).steps, abs=1e-12)


def test_neither_values_nor_levers_fall() -> None:
    of = stretching()
    found = of.find((GOAL,))
    assert (found.steps >= 0).all()
    assert (of.steps.settings(found.steps) >= of.steps.settings(np.zeros(len(GRIPS))) - 1e-9).all()


def test_bounds_that_hold_are_named() -> None:
    of = stretching()
    found = of.find((GOAL, Condition(DIALS, 30_400, at_most=True)))
    assert not found.is_feasible
    assert not found.keeps_conditions
    assert not found.steps.any()
    assert Condition(DIALS, 30_500) in of.bounds(found)
    freely = stretching(may_fall=True)
    found = freely.find((GOAL, Condition(DIALS, 30_400, at_most=True)))
    assert found.is_feasible
    assert freely.bounds(found) == []
