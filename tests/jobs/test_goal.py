"""The goal against an earlier period: the founder's 「前年度比で売上15%アップ」 and 「上半期のコスト5%削減」."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from isplanner.jobs.goal import EarlierGoal, changed_goal, earlier_goals, relative_goal
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.target import Goal, Purpose
from isplanner.store.document import Document
from tests.analysis.plans import SECOND_QUARTER, Row, actuals_of, days, plan_of, template_plan

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

METRICS = shipped_metrics()
LAST_YEAR = days("2025-10-01", "2025-12-31")


def test_fifteen_percent_above_last_year() -> None:
    goal = relative_goal(METRICS["revenue"], 104_347_826, 0.15, "前年度の実績")
    assert goal == Goal("revenue", 120_000_000, 104_347_826, 0.15, "前年度の実績")


def test_five_percent_less_cost() -> None:
    assert relative_goal(METRICS["cost"], 18_000_001, -0.05).value == 17_100_001


def test_a_rate_is_not_rounded() -> None:
    assert relative_goal(METRICS["profit_rate"], 0.3, 0.1).value == pytest.approx(0.33)


def test_last_year_and_the_quarter_before_come_from_actuals() -> None:
    plan = template_plan()
    actuals = actuals_of(
        [
            Row("revenue[webinar]", LAST_YEAR, 60_000_000),
            Row("revenue[outbound]", LAST_YEAR, 40_000_000),
            Row("revenue", days("2026-07-01", "2026-07-31"), 30_000_000),
            Row("revenue", days("2026-08-01", "2026-08-31"), 34_000_000),
        ],
        plan,
    )
    assert earlier_goals(plan, actuals) == (
        EarlierGoal(LAST_YEAR, is_last_year=True, value=100_000_000, months_known=3, months=3),
        EarlierGoal(SECOND_QUARTER, is_last_year=False, value=96_000_000, months_known=2, months=3),
    )


def test_a_kgi_that_nobody_writes_down_is_worked_out() -> None:
    plan = plan_of({"profit": "revenue - cost", "revenue": None, "cost": None}, "profit", channels=())
    told = [Row("revenue", LAST_YEAR, 90), Row("cost", LAST_YEAR, 30)]
    last_year, before = earlier_goals(plan, actuals_of(told, plan))
    assert (last_year.value, last_year.months_known) == (60, 3)
    assert (before.value, before.months_known) == (None, 0)


def test_without_a_tree_there_is_nothing_to_compare() -> None:
    plan = plan_of({})
    assert earlier_goals(plan, actuals_of([], plan)) == ()


def test_a_year_is_compared_once() -> None:
    plan = replace(template_plan(), period=days("2026-04-01", "2027-03-31"))
    assert [one.span for one in earlier_goals(plan, actuals_of([], plan))] == [days("2025-04-01", "2026-03-31")]


def test_only_what_is_other_is_stored(document: Document) -> None:
    goal = document.plan.goal
    assert goal is not None
    assert changed_goal(document.plan, goal) is None
    for wanted, code in (
        (replace(goal, purpose=Purpose("全社の黒字化", "紹介を増やす", "社長", date(2026, 9, 30))), "set_purpose"),
        (replace(goal, value=130_000_000, purpose=Purpose()), "set_goal"),
        (relative_goal(METRICS["revenue"], 100_000_000, 0.1, "前年同期"), "set_goal"),
    ):
        edit = changed_goal(document.plan, wanted)
        assert edit is not None
        assert edit.code == code
        document.edit(edit)
        assert document.plan.goal == wanted
    assert [document.undo() is not None for _ in range(3)] == [True] * 3
    assert document.plan.goal == goal


def test_the_first_goal_comes_with_its_purpose(document: Document) -> None:
    plan: Plan = replace(document.plan, goal=None)
    edit = changed_goal(plan, Goal("revenue", 5, purpose=Purpose("上位")))
    assert edit is not None
    document.edit(edit)
    assert document.plan.goal == Goal("revenue", 5, purpose=Purpose("上位"))
