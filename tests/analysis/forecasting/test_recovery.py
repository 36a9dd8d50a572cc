"""Three ways back to the goal: more volume, better rates, both."""

from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.counting.count import count
from isplanner.analysis.estimates.estimate import estimate
from isplanner.analysis.forecasting.forecast import forecast_goal
from isplanner.analysis.forecasting.recovery import Effort, Recovery, recover
from isplanner.analysis.simulation.remaining import measure_remaining
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Goal
from tests.analysis.paces import AS_OF, base_rows, daily_rows, without_closings
from tests.analysis.plans import Row, actuals_of, plan_of

FUNNEL = {
    "revenue": "orders * deal_size",
    "orders": "appointments * win_rate",
    "appointments": "connects * appointments_per_connect",
    "connects": "dials * connect_rate",
    "dials": None,
    "connect_rate": None,
    "appointments_per_connect": None,
    "win_rate": None,
    "deal_size": None,
}
GOAL = Goal("revenue", 130_000_000.0)
A_DAY = {"dials": 200.0, "connects": 40.0, "appointments": 8.0, "orders": 2.0, "revenue": 2_000_000.0}


def plan_with(members: int = 0) -> Plan:
    team = tuple(Member(number, str(number)) for number in range(1, members + 1))
    return without_closings(plan_of(FUNNEL, "revenue", channels=(), members=team))


def rows(so_far: float = 1.0) -> list[Row]:
    """The base period's pace, and so many times it since."""
    return [
        row
        for metric, a_day in A_DAY.items()
        for row in (*base_rows(metric, a_day), *daily_rows(metric, a_day * so_far))
    ]


def recovery(plan: Plan, goal: float, so_far: float = 1.0, as_of: date = AS_OF) -> Recovery:
    actuals = actuals_of(rows(so_far), plan)
    counted = count(plan, actuals)
    return recover(
        plan,
        measure_baseline(plan, actuals),
        estimate(plan, actuals, as_of, counted=counted),
        measure_remaining(plan, actuals, as_of, counted),
        goal,
        samples=2000,
    )


def test_all_three_reach_the_goal_with_about_even_chance() -> None:
    found = recovery(plan_with(), 130_000_000)
    assert found.present == pytest.approx(126_000_000, rel=0.01)
    assert found.chance < 0.5
    for proposal in found.proposals.values():
        assert proposal.is_feasible
        assert proposal.kgi == 130_000_000
        assert proposal.chance is not None
        assert found.chance < proposal.chance
        assert 0.35 < proposal.chance < 0.65


def test_each_raises_its_own() -> None:
    plan = plan_with()
    found = recovery(plan, 130_000_000).proposals
    kinds = {
        effort: {plan.metrics[lever.node.metric].kind for lever in found[effort].levers if lever.is_moved}
        for effort in Effort
    }
    assert kinds[Effort.VOLUME] == {Kind.COUNT}
    assert kinds[Effort.RATES] == {Kind.RATE}
    assert Kind.RATE in kinds[Effort.MIXED]
    assert found[Effort.MIXED].objective <= min(found[Effort.VOLUME].objective, found[Effort.RATES].objective)


def test_a_goal_already_in_reach_asks_for_nothing() -> None:
    found = recovery(plan_with(), 100_000_000)
    assert found.chance > 0.9
    for proposal in found.proposals.values():
        assert proposal.is_feasible
        assert not any(lever.is_moved for lever in proposal.levers)


def test_volume_is_held_to_what_the_team_can_do() -> None:
    found = recovery(plan_with(members=4), 180_000_000)
    volume, rates = found.proposals[Effort.VOLUME], found.proposals[Effort.RATES]
    assert not volume.is_feasible
    assert volume.kgi < 180_000_000
    assert volume.staffing is not None
    assert volume.staffing.unlimited > volume.staffing.team
    assert rates.is_feasible


def test_it_starts_from_what_the_days_so_far_say() -> None:
    plan = plan_with()
    slow, fast = (recovery(plan, 130_000_000, so_far) for so_far in (0.7, 1.2))
    assert slow.present < 126_000_000 < fast.present


@pytest.mark.parametrize("so_far", [0.6, 1.0, 1.3])
def test_where_it_starts_is_the_forecast(so_far: float) -> None:
    plan = plan_with()
    found = recovery(plan, GOAL.value, so_far)
    said = forecast_goal(replace(plan, goal=GOAL), actuals_of(rows(so_far), plan), AS_OF)
    assert said is not None
    assert found.present == pytest.approx(said.forecast, rel=1e-9)
    assert found.chance == pytest.approx(said.probability, abs=1 / 2000)


def test_typed_values_stand_in_only_where_actuals_say_nothing() -> None:
    plan = plan_with()
    told = [row for row in rows() if row.node != "dials"]
    actuals = actuals_of(told, plan)
    counted = count(plan, actuals)
    known = (
        measure_baseline(plan, actuals),
        estimate(plan, actuals, AS_OF),
        measure_remaining(plan, actuals, AS_OF, counted),
    )
    found = [
        recover(
            plan,
            *known,
            130_000_000,
            scenario=Scenario(
                0, "", {NodeKey("dials"): dials, NodeKey("connect_rate"): 0.2, NodeKey("win_rate"): rate}
            ),
        ).present
        for dials, rate in ((12_000.0, 0.2), (13_000.0, 0.2), (12_000.0, 0.9))
    ]
    assert found[0] < found[1]
    assert found[0] == found[2]


def test_the_same_twice() -> None:
    assert recovery(plan_with(), 130_000_000) == recovery(plan_with(), 130_000_000)


def test_without_actuals_no_way_back_can_be_told() -> None:
    plan = plan_with()
    actuals = actuals_of([], plan)
    with pytest.raises(PlanError) as caught:
        recover(
            plan,
            measure_baseline(plan, actuals),
            estimate(plan, actuals, AS_OF),
            measure_remaining(plan, actuals, AS_OF),
            1_000_000,
        )
    assert caught.value.problem.code in {"no_kgi", "no_stretch", "nothing_to_simulate"}
