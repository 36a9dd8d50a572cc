"""The steps of a new plan, on the demo's actuals."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from isplanner.analysis.tree.targets import with_targets
from isplanner.jobs.guide import FactorOffer, factors_edit, offer_factors, solve_targets, solved_targets_edit
from isplanner.jobs.guide_steps import Stage, steps_of
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import bare_structure
from isplanner.plan.target import Goal
from isplanner.plan.template import Phase
from isplanner.resource_files import resource
from isplanner.store import edits
from isplanner.store.document import Document
from tests.analysis.plans import Row, actuals_of, days

REVENUE = NodeKey("revenue")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Document]:
    """A plan with last quarter's actuals and no tree."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    with Document.create(
        tmp_path / "bare.isplan", plan_blueprint(period, "ja", structure=bare_structure())
    ) as document:
        sample = next(path for path in resource("samples").iterdir() if "Q2" in path.name)
        commit(document, read_files(document.plan, [sample], Wish()))
        yield document


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Document]:
    """A plan without actuals and without a tree."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    made = plan_blueprint(period, "ja", structure=bare_structure())
    with Document.create(tmp_path / "empty.isplan", made) as document:
        yield document


def tree_of(document: Document, name: str) -> FactorOffer:
    """A template's tree, as the second step offers it."""
    trees = offer_factors(document.plan, document.actuals()).trees
    return next(offer for offer in trees if (offer.template.name, offer.phase) == (name, Phase.GROWTH))


def choose_revenue(document: Document) -> None:
    document.edit(edits.together([edits.add_node(REVENUE, None), edits.choose_kgi("revenue")]))


def test_from_nothing_to_targets_in_three_steps(bare: Document) -> None:
    assert steps_of(bare.plan).current is Stage.KGI
    choose_revenue(bare)
    bare.edit(goal_edit(Goal("revenue", 120_000_000)))
    assert steps_of(bare.plan).current is Stage.FACTORS
    best = offer_factors(bare.plan, bare.actuals()).trees[0]
    assert (best.template.name, best.known) == ("inside_sales", best.levers)
    bare.edit(factors_edit(bare.plan, best))
    assert steps_of(bare.plan).current is Stage.KPIS
    solved = solve_targets(bare.plan, bare.actuals())
    assert solved.is_reached
    assert not solved.asked
    bare.edit(solved_targets_edit(bare.plan, solved, "ja"))
    plan = bare.plan
    assert steps_of(plan).current is None
    assert plan.targets[REVENUE].value == 120_000_000
    for key, target in plan.targets.items():
        if plan.metrics[key.metric].is_whole:
            assert target.value == round(target.value)
    assert [bare.undo() is not None for _ in range(4)] == [True] * 4
    assert not bare.plan.tree.nodes


def test_trees_that_actuals_know_come_first_and_no_two_are_alike(bare: Document) -> None:
    choose_revenue(bare)
    trees = offer_factors(bare.plan, bare.actuals()).trees
    missing = [offer.levers - offer.known for offer in trees]
    assert missing == sorted(missing)
    assert len({frozenset(offer.formulas.items()) for offer in trees}) == len(trees) == 3


def test_metrics_of_the_actuals_that_no_tree_has_are_named(bare: Document) -> None:
    choose_revenue(bare)
    before = offer_factors(bare.plan, bare.actuals()).unused
    assert {NodeKey("dials"), NodeKey("orders")} <= set(before)
    assert REVENUE not in before
    bare.edit(factors_edit(bare.plan, offer_factors(bare.plan, bare.actuals()).trees[0]))
    assert NodeKey("dials") not in offer_factors(bare.plan, bare.actuals()).unused


def test_what_the_plan_has_already_stays(bare: Document) -> None:
    choose_revenue(bare)
    bare.edit(edits.add_node(NodeKey("orders"), None))
    bare.edit(edits.add_node(NodeKey("deal_size"), None))
    bare.edit(edits.set_formula(REVENUE, "orders * deal_size"))
    bare.edit(factors_edit(bare.plan, offer_factors(bare.plan, bare.actuals()).trees[0]))
    formula = bare.plan.tree.nodes[REVENUE].formula
    assert formula is not None
    assert formula.text == "orders * deal_size"
    assert bare.plan.tree.nodes[NodeKey("orders")].formula is not None


def test_a_goal_that_is_reached_anyway_moves_nothing(bare: Document) -> None:
    choose_revenue(bare)
    bare.edit(goal_edit(Goal("revenue", 1_000_000)))
    bare.edit(factors_edit(bare.plan, offer_factors(bare.plan, bare.actuals()).trees[0]))
    solved = solve_targets(bare.plan, bare.actuals())
    assert solved.proposal is None
    assert solved.kgi is not None
    assert solved.kgi > 1_000_000


def test_without_a_goal_or_a_value_it_says_why(bare: Document) -> None:
    choose_revenue(bare)
    with pytest.raises(PlanError, match="no_goal"):
        solve_targets(bare.plan, bare.actuals())
    bare.edit(goal_edit(Goal("revenue", 5)))
    parts = [edits.add_node(NodeKey("orders"), None), edits.add_node(NodeKey("cost"), None)]
    bare.edit(edits.together([*parts, edits.set_formula(REVENUE, "orders * cost")]))
    with pytest.raises(PlanError, match="no_kgi"):
        solve_targets(bare.plan, bare.actuals())


def test_without_actuals_the_levers_are_asked_for_and_then_it_solves(empty: Document) -> None:
    choose_revenue(empty)
    empty.edit(goal_edit(Goal("revenue", 120_000_000)))
    empty.edit(factors_edit(empty.plan, tree_of(empty, "inside_sales")))
    unknown = solve_targets(empty.plan, empty.actuals())
    assert (unknown.kgi, dict(unknown.values)) == (None, {})
    given = {
        NodeKey("dials"): 30_000.0,
        NodeKey("connect_rate"): 0.2,
        NodeKey("mail_replies"): 0.0,
        NodeKey("appointments_per_connect"): 0.125,
        NodeKey("valid_rate"): 0.64,
        NodeKey("orders_per_valid"): 0.25,
        NodeKey("deal_size"): 1_000_000.0,
        NodeKey("leads"): 4_000.0,
        NodeKey("mails_opened"): 900.0,
    }
    assert dict(unknown.asked) == dict.fromkeys(unknown.asked)
    assert given.keys() == unknown.asked.keys()
    solved = solve_targets(empty.plan, empty.actuals(), given)
    assert solved.kgi == pytest.approx(30_000 * 0.2 * 0.125 * 0.64 * 0.25 * 1e6)
    assert solved.is_reached
    assert solved.asked == pytest.approx(given)
    assert steps_of(empty.plan).current is Stage.KPIS
    empty.edit(solved_targets_edit(empty.plan, solved, "ja"))
    assert steps_of(empty.plan).current is None
    assert empty.plan.targets[NodeKey("dials")].value == 30_000
    again = solve_targets(empty.plan, empty.actuals())
    assert again.kgi == pytest.approx(solved.kgi)
    empty.undo()
    assert not empty.plan.targets
    assert not empty.plan.chosen.values


def test_values_that_do_not_reach_the_goal_are_told_as_they_are(empty: Document) -> None:
    choose_revenue(empty)
    empty.edit(goal_edit(Goal("revenue", 120_000_000)))
    parts = [edits.add_node(NodeKey(name), None) for name in ("orders", "deal_size")]
    empty.edit(edits.together([*parts, edits.set_formula(REVENUE, "orders * deal_size")]))
    solved = solve_targets(empty.plan, empty.actuals(), {NodeKey("orders"): 100, NodeKey("deal_size"): 1_000_000})
    assert (solved.kgi, solved.is_reached, solved.proposal) == (100_000_000, False, None)
    assert solved.values[REVENUE] == 100_000_000


def test_what_stands_beside_the_tree_without_actuals_is_asked_for(bare: Document) -> None:
    choose_revenue(bare)
    bare.edit(goal_edit(Goal("revenue", 120_000_000)))
    bare.edit(factors_edit(bare.plan, offer_factors(bare.plan, bare.actuals()).trees[0]))
    bare.edit(edits.add_node(NodeKey("cost"), None))
    solved = solve_targets(bare.plan, bare.actuals())
    assert solved.asked == {NodeKey("cost"): None}
    assert solved.is_reached
    assert NodeKey("cost") not in solved.values
    solved = solve_targets(bare.plan, bare.actuals(), {NodeKey("cost"): 5_000_000})
    bare.edit(solved_targets_edit(bare.plan, solved, "ja"))
    assert bare.plan.targets[NodeKey("cost")].value == 5_000_000
    assert steps_of(bare.plan).current is None


def test_actuals_told_without_channels_are_solved_as_a_whole(empty: Document) -> None:
    choose_revenue(empty)
    empty.edit(goal_edit(Goal("revenue", 120_000_000)))
    empty.edit(factors_edit(empty.plan, tree_of(empty, "inside_sales")))
    july = days("2026-07-01", "2026-07-31")
    told = {"dials": 9_000, "connects": 1_700, "appointments": 210, "valid_appointments": 130, "orders": 33}
    facts = [Row(metric, july, value) for metric, value in (told | {"revenue": 33_000_000}).items()]
    plan = empty.plan
    solved = solve_targets(plan, actuals_of(facts, plan))
    assert solved.is_reached
    assert solved.kgi == pytest.approx(120_000_000)
    assert {key.metric for key in solved.asked} == {"mail_replies", "leads", "mails_opened"}
    done = with_targets(plan, solved.values)
    assert set(steps_of(done).without_target) == set(solved.asked)
