import pytest

from isplanner.analysis.estimates.estimate import Estimates, estimate
from isplanner.analysis.simulation.model import model_of
from isplanner.analysis.solving.grips import Grip, find_grips, levers_under, own_scale
from isplanner.analysis.tree.baseline import Baseline, measure_baseline
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from tests.analysis.plans import demo_actuals, plan_of, template_plan
from tests.analysis.proposals import estimates_of, keyed

PLAN = template_plan()
BASE = measure_baseline(PLAN, demo_actuals(PLAN))
KNOWN = estimate(PLAN, demo_actuals(PLAN))


def grips(
    *locked: str, by_channel: bool = False, baseline: Baseline = BASE, scenario: Scenario | None = None
) -> dict[str, Grip]:
    model = model_of(PLAN, baseline, KNOWN, scenario)
    found = find_grips(model, KNOWN, [NodeKey.parse(node) for node in locked], by_channel=by_channel)
    return {str(grip.node): grip for grip in found}


def test_the_whole_plan_s_levers_in_the_order_of_the_tree() -> None:
    found = grips()
    assert [*found] == [
        "dials",
        "connect_rate",
        "appointments_per_connect",
        "valid_rate",
        "orders_per_valid",
        "deal_size",
        "mail_replies",
    ]
    assert [len(grip.levers) for grip in found.values()] == [4, 4, 5, 5, 5, 5, 1]
    assert found["dials"].base == found["dials"].present == 30_500
    assert found["dials"].spread == KNOWN.levers[NodeKey("dials")].scale_sd
    assert "leads" not in found


def test_a_step_is_the_same_for_all() -> None:
    grip = grips()["connect_rate"]
    for lever, value in grip.at(0.1).items():
        before = grip.levers[lever]
        assert isinstance(value, float)
        assert isinstance(before, float)
        assert own_scale(value, is_share=True) == pytest.approx(own_scale(before, is_share=True) + 0.1)


def test_a_locked_channel_is_a_grip_of_its_own() -> None:
    found = grips("connect_rate[webinar]", "deal_size")
    assert found["connect_rate[webinar]"].is_locked
    assert not found["connect_rate[webinar]"].levers
    assert len(found["connect_rate"].levers) == 3
    assert not found["connect_rate"].is_locked
    assert found["deal_size"].is_locked
    assert not found["deal_size"].levers
    assert "deal_size[webinar]" not in found


def test_channel_by_channel_each_lever_is_one() -> None:
    found = grips("connect_rate", by_channel=True)
    assert found["connect_rate[webinar]"].is_locked
    assert not found["deal_size[webinar]"].is_locked
    assert all(len(grip.levers) == (not grip.is_locked) for grip in found.values())


def test_what_stands_at_an_end_is_left_behind() -> None:
    found = grips(scenario=Scenario(2, "案", keyed(dials__webinar=0.0, valid_rate__outbound=1.0)))
    assert len(found["dials"].levers) == 3
    assert len(found["valid_rate"].levers) == 4


def test_a_lock_on_what_follows_from_others_is_refused() -> None:
    with pytest.raises(PlanError, match="not_a_lever"):
        grips("orders")
    assert levers_under(PLAN, NodeKey("mail_replies")) == [NodeKey("mail_replies", "mail_magazine")]


def test_the_spread_of_a_plan_of_which_only_channels_are_known() -> None:
    plan = plan_of({"dials": "sum(dials)", "dials[webinar]": None, "dials[web_inquiry]": None}, "dials")
    values = {"dials__webinar": 300.0, "dials__web_inquiry": 100.0}
    known = estimates_of(plan, {"dials__webinar": 0.2, "dials__web_inquiry": 0.4}, values)
    model = model_of(plan, Baseline(keyed(**values), {}, 3, {}), known)
    (grip,) = find_grips(model, known)
    # The first moves three quarters of the whole, the second one quarter.
    assert grip.spread == pytest.approx((0.15**2 + 0.1**2) ** 0.5, rel=1e-6)
    assert (grip.base, grip.present) == (400, 400)
    (nothing,) = find_grips(model, Estimates({}, {}, {}))
    assert nothing.spread is None
    assert nothing.stretch(500) is None
