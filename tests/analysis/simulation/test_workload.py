"""What a scenario's team can come to, by month: what is done, and its pace on the days to come."""

from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.counting.count import count
from isplanner.analysis.people.capacity import person_days
from isplanner.analysis.people.team import team_of
from isplanner.analysis.simulation.remaining import measure_remaining
from isplanner.analysis.simulation.workload import days_to_come, measure_workload
from isplanner.analysis.tree.baseline import measure_baseline
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.period import DAY, Span
from isplanner.plan.scenario import Scenario
from tests.analysis.forecasting.test_recovery import plan_with, rows
from tests.analysis.paces import AS_OF
from tests.analysis.plans import actuals_of

MORE = Scenario(5, "増員", {}, headcount=Headcount((Hire(2.0, date(2026, 12, 1), (0.5,)),), {1: date(2026, 12, 1)}))


def test_the_whole_period_is_the_pace_on_all_its_days() -> None:
    plan = plan_with(members=4)
    actuals = actuals_of(rows(), plan)
    load = measure_workload(plan, measure_baseline(plan, actuals), None, MORE)
    assert load is not None
    # 200 dials a business day by four people.
    assert load.pace == pytest.approx(50)
    team = team_of(plan, MORE)
    assert load.months == pytest.approx([50 * person_days(team, month) for month in plan.months])
    assert (load.done, days_to_come(plan, None)) == (0, plan.period)
    assert load.usage(load.most) == pytest.approx(1)


def test_what_is_done_stands_and_the_rest_is_the_pace() -> None:
    plan = plan_with(members=4)
    actuals = actuals_of(rows(0.5), plan)
    remaining = measure_remaining(plan, actuals, AS_OF, count(plan, actuals))
    load = measure_workload(plan, measure_baseline(plan, actuals), remaining, MORE)
    assert load is not None
    to_come = Span(AS_OF + DAY, plan.period.end)
    assert days_to_come(plan, remaining) == to_come
    team, october = team_of(plan, MORE), plan.months[0]
    done = 100 * plan.calendar.business_days(Span(plan.period.start, AS_OF + DAY))
    assert load.done == pytest.approx(done)
    assert load.months[0] == pytest.approx(100 * plan.calendar.business_days(october))
    assert load.most == pytest.approx(done + 50 * person_days(team, to_come))
    # December: three stay, two come at half of a full load.
    assert load.months[2] == pytest.approx(50 * 4 * plan.calendar.business_days(plan.months[2]))


def test_the_chosen_scenarios_team_unless_another_is_given() -> None:
    plan = plan_with(members=4)
    baseline = measure_baseline(plan, actuals_of(rows(), plan))
    chosen = replace(plan, scenarios=(*plan.scenarios, MORE), scenario=MORE.id)
    assert measure_workload(chosen, baseline, None) == measure_workload(plan, baseline, None, MORE)
    assert measure_workload(plan_with(), baseline, None) is None
