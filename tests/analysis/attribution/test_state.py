"""The states that are compared, and what they are made of."""

from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.attribution.bottleneck import Bottleneck, find_bottleneck
from isplanner.analysis.attribution.state import Known, StateName, states_between, told_kgis
from isplanner.analysis.estimates.estimate import estimate
from isplanner.analysis.forecasting.forecast import forecast
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.analysis.tree.project import project
from isplanner.analysis.tree.targets import adopt
from isplanner.plan.actuals import Actuals
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Target
from tests.analysis.plans import DEMO_BASE, FUNNEL, SECOND_QUARTER, Row, actuals_of, days, template_plan

EMPTY = template_plan()
AS_OF = date(2026, 11, 20)
SO_FAR = days("2026-10-01", "2026-11-20")
BASE_ROWS = [
    Row(f"{metric}[{channel}]", SECOND_QUARTER, count)
    for channel, counts in DEMO_BASE.items()
    for metric, count in zip(FUNNEL, counts, strict=True)
    if count
] + [Row("mail_replies[mail_magazine]", SECOND_QUARTER, 180)]
NOW_ROWS = [replace(row, span=SO_FAR, value=round(row.value * 0.6)) for row in BASE_ROWS]


def with_targets(actuals: Actuals, plan: Plan = EMPTY, **factors: float) -> Plan:
    """A plan whose targets are its base period's levers, some multiplied."""
    baseline = measure_baseline(plan, actuals)
    levers = {key: baseline.values[key] for key in plan.tree.levers if key in baseline.values}
    scenario = Scenario(2, "目標", {key: value * factors.get(key.metric, 1.0) for key, value in levers.items()})
    targets = adopt(plan, project(plan, baseline, scenario))
    return replace(plan, targets={node: Target(n, node, value) for n, (node, value) in enumerate(targets.items(), 1)})


def known(plan: Plan, actuals: Actuals, as_of: date = AS_OF) -> Known:
    forecasts = {one.node: one for one in forecast(plan, actuals, as_of) if one.member is None}
    return Known(plan, as_of, measure_baseline(plan, actuals), estimate(plan, actuals, as_of), forecasts)


def between(found: Known, start: StateName, end: StateName) -> Bottleneck:
    answer = find_bottleneck(found.plan, found.baseline, *states_between(found, start, end), worlds=100)
    assert answer is not None
    return answer


ACTUALS = actuals_of([*BASE_ROWS, *NOW_ROWS], EMPTY)
PLAN = with_targets(ACTUALS, connect_rate=1.1, dials=1.05)
KNOWN = known(PLAN, ACTUALS)


def test_from_target_to_forecast_is_from_the_kgis_target_to_its_forecast() -> None:
    found = between(KNOWN, StateName.TARGET, StateName.FORECAST)
    revenue = KNOWN.forecasts[NodeKey("revenue")]
    assert found.start_kgi == pytest.approx(PLAN.targets[NodeKey("revenue")].value, rel=1e-9)
    assert found.end_kgi == pytest.approx(revenue.forecast, rel=1e-9)


def test_beside_actuals_stands_what_should_be_done_by_then() -> None:
    found = between(KNOWN, StateName.TARGET, StateName.ACTUAL)
    assert found.start_kgi == pytest.approx(PLAN.targets[NodeKey("revenue")].value * 35 / 60, rel=1e-9)
    assert found.end_kgi == pytest.approx(sum(row.value for row in NOW_ROWS if row.node.startswith("revenue")))


def test_from_last_quarter_to_this() -> None:
    found = between(KNOWN, StateName.BASELINE, StateName.FORECAST)
    assert found.start_kgi == pytest.approx(106_050_000)
    to_date = between(KNOWN, StateName.BASELINE, StateName.ACTUAL)
    assert to_date.start_kgi == pytest.approx(106_050_000 * 35 / 60)


def test_once_the_period_is_over_the_plan_to_date_is_the_target() -> None:
    over = known(PLAN, ACTUALS, date(2027, 1, 31))
    found = between(over, StateName.TARGET, StateName.ACTUAL)
    assert found.start_kgi == pytest.approx(PLAN.targets[NodeKey("revenue")].value, rel=1e-9)


def test_what_is_planned_is_certain_and_what_comes_is_not() -> None:
    target, coming = states_between(KNOWN, StateName.TARGET, StateName.FORECAST)
    assert target.spreads == {}
    assert set(coming.spreads) == set(coming.levers)
    for stage in between(KNOWN, StateName.FORECAST, StateName.TARGET).stages:
        assert stage.certainty is None


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (StateName.TARGET, StateName.FORECAST, "no_target_state"),
        (StateName.BASELINE, StateName.FORECAST, "no_baseline_state"),
    ],
)
def test_a_state_of_which_nothing_is_known_is_said(start: StateName, end: StateName, code: str) -> None:
    nothing = known(EMPTY, actuals_of([], EMPTY))
    with pytest.raises(PlanError) as raised:
        states_between(nothing, start, end)
    assert raised.value.problem.code == code


def test_before_the_first_actual_there_are_none() -> None:
    young = known(PLAN, actuals_of(BASE_ROWS, EMPTY), date(2026, 9, 30))
    with pytest.raises(PlanError) as raised:
        states_between(young, StateName.TARGET, StateName.ACTUAL)
    assert raised.value.problem.code == "no_actual_state"
    assert between(young, StateName.TARGET, StateName.FORECAST).end_kgi > 0


def test_what_is_said_of_the_kgi_itself() -> None:
    target = PLAN.targets[NodeKey("revenue")].value
    done = sum(row.value for row in NOW_ROWS if row.node.startswith("revenue"))
    assert told_kgis(KNOWN, StateName.TARGET, StateName.BASELINE) == (target, 106_050_000)
    to_date, actual = told_kgis(KNOWN, StateName.TARGET, StateName.ACTUAL)
    assert to_date == pytest.approx(target * 35 / 60)
    assert actual == done
    without = replace(KNOWN, plan=replace(PLAN, tree=replace(PLAN.tree, root=None)))
    assert told_kgis(without, StateName.TARGET, StateName.FORECAST) == (None, None)
    assert told_kgis(known(EMPTY, actuals_of([], EMPTY)), StateName.TARGET, StateName.FORECAST) == (None, None)
