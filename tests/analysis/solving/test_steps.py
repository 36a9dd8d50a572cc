import numpy as np
import pytest

from isplanner.analysis.estimates.estimate import estimate
from isplanner.analysis.people.capacity import Capacity
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.solving.conditions import PEOPLE
from isplanner.analysis.solving.grips import find_grips
from isplanner.analysis.solving.steps import Steps
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, template_plan

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
KNOWN = estimate(PLAN, demo_actuals(PLAN))
MODEL = model_of(PLAN, BASE, KNOWN)
GRIPS = find_grips(MODEL, KNOWN)
NODES = [NodeKey("revenue"), NodeKey("orders", "webinar"), NodeKey("connect_rate"), NodeKey("deal_size"), PEOPLE]


def steps() -> Steps:
    return Steps(MODEL, GRIPS, Capacity(70.0, 60, 7.0))


def test_at_rest_all_is_as_it_stands() -> None:
    values, _ = steps().measure(NODES, np.zeros(len(GRIPS)))
    expected = [BASE.values[node] for node in NODES[:4]]
    assert values == pytest.approx([*expected, 30_500 / 4200])


def test_slopes_are_what_small_steps_give() -> None:
    at, small = np.linspace(-0.2, 0.3, len(GRIPS)), 1e-6
    _, slopes = steps().measure(NODES, at)
    for place in range(len(GRIPS)):
        step = small * np.eye(len(GRIPS))[place]
        ahead, behind = (steps().measure(NODES, at + sign * step)[0] for sign in (1, -1))
        assert slopes[:, place] == pytest.approx((ahead - behind) / (2 * small), rel=1e-5, abs=1e-6)


def test_responses_are_those_of_the_plan_s_own_values() -> None:
    found = steps().responses(np.zeros(len(GRIPS)))
    assert found.diagonal() == pytest.approx(np.ones(len(GRIPS)), abs=0.1)
    # Volumes are what their levers are, whatever the rates.
    assert found[0] == pytest.approx(np.eye(len(GRIPS))[0], abs=1e-9)
    # A better connect rate brings more of the channels that convert worse.
    assert found[2, 1] < -1e-3


def test_what_has_no_value_is_no_number() -> None:
    assert np.isnan(Steps(MODEL, GRIPS, None).value(PEOPLE))
    assert np.isnan(steps().value(NodeKey("cost")))
