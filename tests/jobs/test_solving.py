from datetime import date

import pytest

from isplanner.analysis.solving.propose import Terms
from isplanner.jobs.answer import work_out
from isplanner.jobs.simulation import lay_ground
from isplanner.jobs.solving import CHANCES, Proposals, proposal_edit, propose_plan, solve_alone
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document

GOAL = 120_000_000.0
AS_OF = date(2026, 11, 20)


def proposals(
    document: Document, *locked: str, as_of: date | None = None, chances: tuple[float, ...] = (), goal: float = GOAL
) -> Proposals:
    plan, terms = document.plan, Terms(locked=frozenset(NodeKey.parse(node) for node in locked))
    ground = lay_ground(plan, document.actuals(), as_of)
    return propose_plan(plan, ground, goal, terms, chances=chances, samples=2000)


def kgi(document: Document) -> float:
    value = work_out(document.plan, document.actuals()).projection.kgi
    assert value is not None
    return value


def test_taking_it_all_on_is_one_step_that_reaches_the_goal(document: Document) -> None:
    found, before = proposals(document), kgi(document)
    assert found.present == pytest.approx(before)
    assert found.least.chance is not None
    assert found.chance < found.least.chance
    change = document.edit(proposal_edit(found.least, "ja"))
    assert change is not None
    assert change.code == "accept_proposal"
    assert change.values == {"count": sum(lever.is_moved for lever in found.least.levers)}
    answer = work_out(document.plan, document.actuals())
    assert answer.projection.kgi == pytest.approx(GOAL, rel=1e-12)
    for lever in found.least.levers:
        assert answer.projection.values[lever.node] == pytest.approx(lever.value, rel=1e-9)
    document.undo()
    assert kgi(document) == pytest.approx(before)


def test_some_of_it_may_be_taken_on(document: Document) -> None:
    found, before = proposals(document).least, document.plan.chosen
    document.edit(proposal_edit(found, "ja", [NodeKey("orders_per_valid")]))
    wanted = next(lever for lever in found.levers if lever.node == NodeKey("orders_per_valid"))
    assert document.plan.chosen.values == {**before.values, **wanted.values}


def test_nothing_to_take_on_is_no_edit(document: Document) -> None:
    found = proposals(document, goal=50_000_000)
    assert not any(lever.is_moved for lever in found.least.levers)
    assert document.edit(proposal_edit(found.least, "ja")) is None


def test_each_probability_has_its_plan(document: Document) -> None:
    found = proposals(document, chances=CHANCES)
    assert [*found.by_chance] == [*CHANCES]
    for chance, plan in found.by_chance.items():
        assert plan.is_feasible
        assert plan.chance is not None
        assert chance <= plan.chance <= chance + 0.02
    assert found.by_chance[0.9].objective > found.by_chance[0.5].objective > found.least.objective


def test_what_remains_of_the_period_is_what_levers_act_on(document: Document) -> None:
    whole, rest = proposals(document), proposals(document, as_of=AS_OF)
    assert rest.least.is_feasible
    assert rest.least.kgi == GOAL
    assert rest.present != pytest.approx(whole.present, rel=0.01)
    over = proposals(document, as_of=date(2026, 12, 31))
    assert not over.least.is_feasible
    assert over.least.kgi == pytest.approx(over.present)


def test_one_lever_alone_within_the_team(document: Document) -> None:
    plan = document.plan
    ground = lay_ground(plan, document.actuals())
    rate, nobody = solve_alone(plan, ground, NodeKey("connect_rate"), GOAL)
    assert rate.feasible
    assert nobody is None
    within, staffing = solve_alone(plan, ground, NodeKey("dials"), 200_000_000)
    assert not within.feasible
    assert staffing is not None
    assert staffing.needed == pytest.approx(staffing.team)
    assert staffing.unlimited > staffing.team
    rest, _ = solve_alone(plan, lay_ground(plan, document.actuals(), AS_OF), NodeKey("connect_rate"), GOAL)
    assert rest.kgi == pytest.approx(GOAL)
    assert rest.value != pytest.approx(rate.value, rel=1e-3)


def test_without_members_nobody_is_counted(document: Document) -> None:
    for member in document.plan.members:
        document.edit(edits.remove_member(member))
    assert proposals(document).least.staffing is None
    solution, staffing = solve_alone(
        document.plan, lay_ground(document.plan, document.actuals()), NodeKey("dials"), 200_000_000
    )
    assert solution.feasible
    assert staffing is None


def test_a_scenarios_people_are_the_limit_of_what_is_proposed(document: Document) -> None:
    hired = Headcount((Hire(3.0, date(2026, 10, 1)),), {5: date(2026, 12, 1)})
    document.edit(edits.set_headcount(hired, lambda _: "増員", "増員"))
    plan, ground = document.plan, lay_ground(document.plan, document.actuals())
    more = next(one for one in plan.scenarios if one.name == "増員")
    rates = [key for key in plan.tree.levers if key.metric != "dials"]
    terms = Terms(locked=frozenset(rates))
    found = [propose_plan(plan, ground, 900_000_000, terms, scenario=one).least for one in (plan.scenarios[0], more)]
    own, with_hires = (one.staffing for one in found)
    assert own is not None
    assert with_hires is not None
    # One of eight goes for the last 20 of 60 days.
    assert with_hires.team == pytest.approx(own.team + 3 - 20 / 60)
    assert not any(one.is_feasible for one in found)
    assert [staff.needed for staff in (own, with_hires)] == pytest.approx([own.team, with_hires.team])
    assert found[0].kgi < found[1].kgi
