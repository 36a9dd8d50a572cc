"""saturate(n, n0, p): in a formula, in the engine, and its gradient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from isplanner.analysis.simulation.engine import Engine
from isplanner.analysis.tree.baseline import Baseline
from isplanner.analysis.tree.compile import compile_tree
from isplanner.analysis.tree.evaluate import Evaluation
from isplanner.analysis.tree.project import elasticities, project
from isplanner.analysis.tree.saturate import saturate
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import plan_of

PLAN = plan_of(
    {
        "connects": "dials * connect_rate * saturate(dials / worked_leads, 3, 18%)",
        "dials": None,
        "connect_rate": None,
        "worked_leads": None,
    },
    "connects",
    (),
)
DIALS, RATE, LEADS = NodeKey("dials"), NodeKey("connect_rate"), NodeKey("worked_leads")
BASE = Baseline({DIALS: 3000.0, RATE: 0.15, LEADS: 1000.0}, {}, 3, {})

rates = st.floats(0.001, 0.999)
calls = st.floats(0, 50)


def plainly(n: float, rate: float) -> float:
    return float((1 - (1 - rate) ** n) / n)


def test_the_example_of_four_calls_a_lead_instead_of_three() -> None:
    assert saturate(4, 3, 0.18) == pytest.approx(0.91591, abs=5e-6)
    more, present = (project(PLAN, BASE, overrides=dials).kgi for dials in ({DIALS: 4000.0}, {}))
    assert present == pytest.approx(450)
    assert more is not None
    assert present is not None
    assert more / present - 1 == pytest.approx(0.221, abs=5e-4)


@given(st.floats(0.1, 50), st.floats(0.1, 50), st.floats(0.01, 0.99))
def test_it_is_what_the_plain_formula_says(n: float, usual: float, rate: float) -> None:
    assert saturate(n, usual, rate) == pytest.approx(plainly(n, rate) / plainly(usual, rate), rel=1e-9)


@given(calls, calls, rates)
def test_more_calls_gain_less_each_and_more_together(first: float, second: float, rate: float) -> None:
    few, many = sorted((first, second))
    assert saturate(many, 3, rate) <= saturate(few, 3, rate) * (1 + 1e-12)
    assert many * saturate(many, 3, rate) >= few * saturate(few, 3, rate) * (1 - 1e-12)


def test_at_no_call_it_is_what_few_come_to() -> None:
    assert saturate(0, 3, 0.18) == pytest.approx(saturate(1e-9, 3, 0.18))
    assert saturate(3, 3, 0.18) == 1.0


@pytest.mark.parametrize("dials", [0.0, 1e-6, 300.0, 3000.0, 60_000.0])
def test_the_gradient_is_that_of_finite_differences(dials: float) -> None:
    evaluation = Evaluation(compile_tree(PLAN.tree, 1))

    def connects(at: float) -> float:
        evaluation.set(DIALS, at)
        evaluation.run()
        return float(evaluation.total(NodeKey("connects")).item())

    evaluation.set(RATE, 0.15)
    evaluation.set(LEADS, 1000.0)
    step = 1e-4 * max(dials, 1.0)
    expected = (connects(dials + step) - connects(dials - step)) / (2 * step)
    connects(dials)
    found = evaluation.gradient(NodeKey("connects"))[DIALS]
    assert found.item() == pytest.approx(expected, rel=1e-5)


def test_the_engine_s_worlds_are_what_the_projection_says() -> None:
    worlds = Engine(PLAN, BASE, samples=1000, luck=False)
    expected = project(PLAN, BASE, overrides={DIALS: 4000.0}).kgi
    assert worlds.total({DIALS: 4000.0}) == pytest.approx(np.full(1000, expected), rel=1e-5)
    assert not worlds.is_linear


def test_volume_counts_for_less_than_it_seems() -> None:
    found = elasticities(PLAN, BASE)
    assert found[RATE] == pytest.approx(1.0)
    assert 0.5 < (found[DIALS] or 0.0) < 0.8
    assert (found[DIALS] or 0.0) + (found[LEADS] or 0.0) == pytest.approx(1.0)
