"""The steps of a new plan, on the demo's actuals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from isplanner.jobs.guide import factors_edit, offer_factors, solve_targets, solved_targets_edit
from isplanner.jobs.guide_steps import Stage, steps_of
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import bare_structure
from isplanner.plan.target import Goal
from isplanner.resource_files import resource
from isplanner.store import edits
from isplanner.store.document import Document

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
    bare.edit(solved_targets_edit(bare.plan, solved))
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
    assert solved.kgi > 1_000_000


def test_without_a_goal_or_a_value_it_says_why(bare: Document) -> None:
    choose_revenue(bare)
    with pytest.raises(PlanError, match="no_goal"):
        solve_targets(bare.plan, bare.actuals())
    plan = replace(bare.plan, goal=Goal("revenue", 5), base=bare.plan.period)
    with pytest.raises(PlanError):
        solve_targets(plan, bare.actuals())
