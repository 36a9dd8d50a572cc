from dataclasses import replace
from datetime import date

import pytest

from isplanner.analysis.sharing.allocate import Allocation, allocate
from isplanner.analysis.sharing.sums import check_sums
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.problem import Problem
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import FixedCell, Line, Target
from tests.analysis.plans import days, template_plan

TEAM = (Member(1, "青木"), Member(2, "井上", joined=date(2026, 11, 4)), Member(3, "上田", capacity=0.5))


def planned(targets: dict[str, float], plan: Plan | None = None) -> Plan:
    nodes = {NodeKey.parse(node): value for node, value in targets.items()}
    made = {node: Target(n, node, value) for n, (node, value) in enumerate(nodes.items(), 1)}
    return replace(plan or template_plan(TEAM), targets=made)


def check(plan: Plan) -> tuple[Problem, ...]:
    return check_sums(plan, lambda metric, line: allocate(plan, metric, None, line))


WHOLE = {"dials": 3001, "dials[webinar]": 1000, "dials[outbound]": 2001, "connect_rate": 0.2, "leads": 77}


def test_sums_that_add_up_are_no_problem() -> None:
    assert check(planned(WHOLE)) == ()
    assert check(planned({})) == ()


def test_a_plan_that_is_not_its_channels_is_named_with_the_difference() -> None:
    (problem,) = check(planned(WHOLE | {"dials": 3100}))
    assert problem.code == "channels_differ"
    assert (problem.values["table"], problem.values["row"]) == ("target", 1)
    assert problem.values["difference"] == pytest.approx(-99)


def test_the_second_line_adds_up_too() -> None:
    plan = planned(WHOLE)
    aims = {node: replace(target, line=Line.AIM, value=target.value + 10) for node, target in plan.targets.items()}
    found = check(replace(plan, aims=aims))
    assert [problem.values["difference"] for problem in found] == [pytest.approx(10)]


def test_fixed_cells_that_cannot_add_up_are_a_problem() -> None:
    plan = planned(WHOLE)
    cell = FixedCell(8, NodeKey("dials", "webinar"), None, plan.period, 999)
    (problem,) = check(replace(plan, fixed_cells=(cell,)))
    assert (problem.code, problem.values["row"]) == ("contradiction", 8)


def test_what_cannot_be_shared_out_at_all_is_no_wrong_sum() -> None:
    nobody = template_plan((Member(1, "青木", joined=date(2030, 1, 1)),))
    assert check(planned(WHOLE, nobody)) == ()


def test_shares_that_do_not_add_up_are_found() -> None:
    plan = planned(WHOLE)

    def torn(metric: str, line: Line) -> Allocation:
        whole = allocate(plan, metric, None, line)
        first, *rest = whole.rows
        return replace(whole, rows=(replace(first, weeks=(first.weeks[0] + 1, *first.weeks[1:])), *rest))

    problems = check_sums(plan, torn)
    assert {problem.code for problem in problems} == {"shares_differ"}


def test_what_members_get_beyond_the_plan_is_a_sum_of_its_own() -> None:
    plan = planned(WHOLE)
    raised = {node: replace(target, markup=0.07) for node, target in plan.targets.items()}
    assert check(replace(plan, targets=raised)) == ()


def test_a_year_with_months_that_close_on_the_20th_adds_up() -> None:
    rule = PeriodRule(closing_day=20, week_start=5)
    plan = replace(template_plan(TEAM), rule=rule, period=days("2026-03-21", "2027-03-20"))
    assert check(planned(WHOLE, plan)) == ()
