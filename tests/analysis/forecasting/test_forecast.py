"""Forecasts of nodes and members beside their targets, and how they stand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.forecasting.forecast import Forecast, forecast
from isplanner.analysis.sharing.allocate import allocate
from isplanner.plan.metric import Direction
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Level, Levels, Target
from tests.analysis.paces import AS_OF, base_rows, daily_rows, without_closings
from tests.analysis.plans import METRICS, Row, actuals_of, plan_of

MEMBERS = (Member(1, "青木"), Member(2, "井上", capacity=0.5))
PLAN = without_closings(
    plan_of(
        {"appointments": None, "connects": None, "appointments_per_connect": "appointments / connects"},
        members=MEMBERS,
    )
)


def with_targets(targets: dict[str, float], plan: Plan = PLAN) -> Plan:
    keys = [NodeKey.parse(node) for node in targets]
    return replace(plan, targets={key: Target(i, key, targets[str(key)]) for i, key in enumerate(keys, 1)})


def forecasts(plan: Plan, rows: Iterable[Row], day: date = AS_OF) -> dict[tuple[str, int | None], Forecast]:
    actuals = actuals_of(rows, plan)
    shared = {key.metric for key in plan.targets if plan.metrics[key.metric].is_whole}
    found = forecast(plan, actuals, day, {metric: allocate(plan, metric) for metric in shared})
    return {(str(one.node), one.member): one for one in found}


def level(target: float, plan: Plan = PLAN, node: str = "appointments") -> Level | None:
    rows = [*base_rows(node, 5.0), *daily_rows(node, 5.0)]
    return forecasts(with_targets({node: target}, plan), rows)[node, None].level


def test_the_worked_example() -> None:
    rows = [*base_rows("appointments", 5.0), *daily_rows("appointments", 5.0)]
    found = forecasts(with_targets({"appointments": 330}), rows)["appointments", None]
    assert found.plan_to_date == pytest.approx(199.05, abs=0.005)
    assert (found.target, found.actual) == (330, 190)
    assert found.forecast == pytest.approx(315.0)
    assert found.probability == pytest.approx(0.1468, abs=5e-5)
    assert found.level is Level.WILL_MISS
    assert (found.p10, found.p50, found.p90) == (298, 315, 333)


class TestLevels:
    @pytest.mark.parametrize(
        ("target", "expected"), [(310, Level.ON_PLAN), (316, Level.RECOVERABLE), (330, Level.WILL_MISS)]
    )
    def test_on_plan_takes_both_the_plan_to_date_and_an_even_chance(self, target: float, expected: Level) -> None:
        assert level(target) is expected

    def test_both_cuts_are_settings(self) -> None:
        strict = replace(PLAN, levels=Levels(on_plan=0.9, will_miss=0.1))
        assert level(310, strict) is Level.RECOVERABLE
        assert level(330, strict) is Level.RECOVERABLE

    def test_a_count_of_few_has_none(self) -> None:
        assert level(19) is None
        assert level(20) is Level.ON_PLAN
        assert level(19, replace(PLAN, levels=Levels(least_count=10))) is Level.ON_PLAN

    def test_an_amount_of_few_has_one(self) -> None:
        plan = without_closings(plan_of({"revenue": None}))
        assert level(19, plan, "revenue") is Level.ON_PLAN

    def test_lower_is_better_is_mirrored(self) -> None:
        fewer = replace(METRICS["appointments"], direction=Direction.LOWER)
        plan = replace(PLAN, metrics={**METRICS, "appointments": fewer})
        assert level(330, plan) is Level.ON_PLAN
        assert level(314, plan) is Level.RECOVERABLE
        assert level(290, plan) is Level.WILL_MISS


class TestNodes:
    def test_a_rate_is_planned_to_be_its_target_all_along(self) -> None:
        rows = [*daily_rows("appointments", 2.0), *daily_rows("connects", 10.0)]
        found = forecasts(with_targets({"appointments_per_connect": 0.25}), rows)["appointments_per_connect", None]
        assert (found.plan_to_date, found.actual) == (0.25, 0.2)
        assert found.forecast == pytest.approx(0.2)
        assert found.level is Level.WILL_MISS

    def test_a_node_without_a_target_is_forecast_too(self) -> None:
        found = forecasts(PLAN, daily_rows("connects", 10.0))["connects", None]
        assert found.forecast == pytest.approx(630.0)
        assert (found.target, found.plan_to_date, found.probability, found.level) == (None,) * 4

    def test_of_what_nothing_is_known_there_is_the_plan(self) -> None:
        found = forecasts(with_targets({"appointments": 330}), [])["appointments", None]
        assert found.target == 330
        assert found.plan_to_date == pytest.approx(199.05, abs=0.005)
        assert (found.actual, found.forecast, found.p10, found.probability, found.level) == (None,) * 5

    def test_before_the_period_the_chance_alone_says_how_it_stands(self) -> None:
        found = forecasts(with_targets({"appointments": 300}), base_rows("appointments", 5.0), date(2026, 9, 30))
        assert found["appointments", None].plan_to_date == 0
        assert found["appointments", None].level is Level.ON_PLAN

    def test_a_target_of_nothing_is_reached(self) -> None:
        rows = [*base_rows("appointments", 5.0), *daily_rows("appointments", 5.0)]
        assert forecasts(with_targets({"appointments": 0}), rows)["appointments", None].probability == 1

    def test_the_plan_comes_before_its_channels_and_members(self) -> None:
        tree = {"appointments": "sum(appointments)", "appointments[webinar]": None}
        plan = with_targets({"appointments": 330, "appointments[webinar]": 330}, plan_of(tree, members=MEMBERS))
        rows = daily_rows("appointments[webinar]", 5.0, member=1)
        order = list(forecasts(plan, rows))[:4]
        assert order == [
            ("appointments", None),
            ("appointments[webinar]", None),
            ("appointments", 1),
            ("appointments", 2),
        ]


class TestMembers:
    rows = (*daily_rows("appointments", 4.0, member=1), *daily_rows("appointments", 1.0, member=2))
    plan = with_targets({"appointments": 330})

    def test_their_plans_to_date_add_up_to_the_team_s(self) -> None:
        found = forecasts(self.plan, self.rows)
        members = [one.plan_to_date or 0.0 for (_, member), one in found.items() if member is not None]
        assert members == pytest.approx([2 / 3 * 330 * 38 / 63, 1 / 3 * 330 * 38 / 63])
        assert sum(members) == pytest.approx(found["appointments", None].plan_to_date)

    def test_each_has_the_chance_to_reach_what_he_carries(self) -> None:
        found = forecasts(self.plan, self.rows)
        assert (found["appointments", 1].target, found["appointments", 2].target) == (220, 110)
        assert (found["appointments", 1].forecast, found["appointments", 2].forecast) == pytest.approx((252, 63))
        assert found["appointments", 1].level is Level.ON_PLAN
        assert found["appointments", 2].level is Level.WILL_MISS

    def test_forecasts_add_up_to_the_team_s(self) -> None:
        found = forecasts(self.plan, self.rows)
        members = [one.forecast or 0.0 for (_, member), one in found.items() if member is not None]
        assert sum(members) == pytest.approx(found["appointments", None].forecast)

    def test_one_of_whom_nothing_is_told_has_his_plan(self) -> None:
        found = forecasts(self.plan, daily_rows("appointments", 4.0, member=1))["appointments", 2]
        assert (found.target, found.actual, found.forecast) == (110, None, None)
