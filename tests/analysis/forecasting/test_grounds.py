"""根拠: what a member's target rests on."""

from dataclasses import replace

import pytest

from isplanner.analysis.forecasting.forecast import Forecast, forecast
from isplanner.analysis.forecasting.grounds import Chance, Flag, find_grounds
from isplanner.analysis.sharing.allocate import allocate
from isplanner.analysis.sharing.ways import read_record
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Target, Way
from tests.analysis.paces import AS_OF, base_rows, daily_rows, without_closings
from tests.analysis.plans import actuals_of, plan_of

DIALS = NodeKey("dials")
TEAM = (Member(1, "青木 一郎"), Member(2, "井上 二葉", capacity=0.5))
PLAN = replace(
    without_closings(plan_of({"dials": None}, "dials", channels=(), members=TEAM)),
    targets={DIALS: Target(1, DIALS, 600.0, way=Way.OWN_RATES, markup=0.1)},
)


def test_base_share_days_and_chance() -> None:
    rows = [row for member, a_day in ((1, 5.0), (2, 2.0)) for row in base_rows("dials", a_day, member)]
    rows += [row for member, a_day in ((1, 5.0), (2, 3.0)) for row in daily_rows("dials", a_day, member=member)]
    actuals = actuals_of(rows, PLAN)
    record = read_record(PLAN, actuals)
    allocation = allocate(PLAN, "dials", record)
    forecasts = forecast(PLAN, actuals, AS_OF, {"dials": allocation})
    first, second = find_grounds(allocation, record, forecasts)
    assert (first.target, second.target) == (440, 220)
    assert (first.base.total, first.base.handed) == (600, 660)
    assert first.base.last_period == pytest.approx(5 * 61)
    assert [first.share, second.share] == pytest.approx([2 / 3, 1 / 3])
    assert [month.days for month in second.weights] == [21, 19, 23]
    assert second.weights[0].capacity == 0.5
    assert first.chance.forecast == pytest.approx(315.0)
    assert first.chance.flag is Flag.UNREALISTIC
    assert first.chance.stretch is not None
    assert first.chance.stretch > 3
    assert second.chance.probability is not None


@pytest.mark.parametrize(
    ("probability", "flag"),
    [(None, None), (0.199, Flag.UNREALISTIC), (0.2, None), (0.95, None), (0.951, Flag.TOO_EASY)],
)
def test_flags(probability: float | None, flag: Flag | None) -> None:
    assert Chance(probability=probability).flag is flag


def test_stretch_is_in_spreads() -> None:
    allocation = allocate(PLAN, "dials")
    told = Forecast(DIALS, 1, forecast=400.0, p10=400.0 - 1.2815515655446004 * 20, p90=400.0 + 1.2815515655446004 * 20)
    assert find_grounds(allocation, None, [told])[0].chance.stretch == pytest.approx((440 - 400) / 20)
    settled = Forecast(DIALS, 1, forecast=400.0, p10=400.0, p90=400.0, probability=0.0)
    assert find_grounds(allocation, None, [settled])[0].chance.stretch is None


def test_without_actuals_chance_and_past_are_unknown() -> None:
    for grounds in find_grounds(allocate(PLAN, "dials")):
        assert grounds.chance == Chance()
        assert grounds.base.last_period is None


def test_a_target_of_nothing_is_shared_by_nobody() -> None:
    plan = replace(PLAN, targets={DIALS: replace(PLAN.targets[DIALS], value=0.0)})
    assert [grounds.share for grounds in find_grounds(allocate(plan, "dials"))] == [0.0, 0.0]
    assert find_grounds(allocate(replace(plan, members=()), "dials")) == ()
