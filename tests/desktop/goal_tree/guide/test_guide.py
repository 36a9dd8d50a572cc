"""The three steps by hand: from a plan without a tree to targets of all KPIs, left and resumed on the way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.desktop.session import Session
from isplanner.jobs.guide import Factors
from isplanner.jobs.guide_steps import Stage
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.actuals import Actuals
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import bare_structure
from isplanner.plan.target import Goal
from isplanner.resource_files import resource
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import press, type_text

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
REVENUE = NodeKey("revenue")
WAIT = 10_000


@pytest.fixture
def bare(tmp_path: Path, problems: list[Problem], qtbot: QtBot) -> Iterator[TreeScreen]:
    """A plan with last quarter's actuals and no tree."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    made = plan_blueprint(period, "ja", structure=bare_structure())
    with Document.create(tmp_path / "bare.isplan", made) as document:
        sample = next(path for path in resource("samples").iterdir() if "Q2" in path.name)
        commit(document, read_files(document.plan, [sample], Wish()))
        session = Session(document, problems.append)
        screen = TreeScreen(session, qtbot)
        screen.workspace.show_view(TreeView.CANVAS)
        with qtbot.waitSignal(session.answer_changed, timeout=WAIT):
            session.ask()
        yield screen
        screen.workspace.close()
        session.close()


@pytest.fixture
def empty(tmp_path: Path, problems: list[Problem], qtbot: QtBot) -> Iterator[TreeScreen]:
    """A plan with no actuals and no tree."""
    period = fiscal_period(PeriodRule(), date(2026, 10, 1), 2026, 3)
    made = plan_blueprint(period, "ja", structure=bare_structure())
    with Document.create(tmp_path / "empty.isplan", made) as document:
        session = Session(document, problems.append)
        screen = TreeScreen(session, qtbot)
        screen.workspace.show_view(TreeView.CANVAS)
        yield screen
        screen.workspace.close()
        session.close()


def states(screen: TreeScreen) -> list[str]:
    return [str(button.property("state")) for button in screen.workspace.bar.guide.stages.values()]


def choose_revenue(screen: TreeScreen) -> None:
    screen.session.edit(edits.together([edits.add_node(REVENUE, None), edits.choose_kgi("revenue")]))


def set_goal(screen: TreeScreen, value: float = 120_000_000) -> None:
    screen.session.edit(goal_edit(Goal("revenue", value)))


def offered(screen: TreeScreen, qtbot: QtBot) -> list[QPushButton]:
    panel = screen.workspace.guide.factors
    qtbot.waitUntil(lambda: bool(panel.offered), timeout=WAIT)
    return panel.offered


def test_it_is_left_and_resumed_and_never_covers_the_first_card(bare: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(bare)
    set_goal(bare)
    guide, canvas = bare.workspace.guide, bare.workspace.canvas
    guide.go_on(Stage.FACTORS)
    offered(bare, qtbot)
    card = canvas.place_of(REVENUE).translated(canvas.viewport().mapTo(bare.workspace, QPoint(0, 0)))
    assert not guide.factors.geometry().intersects(card)
    press(KEY.Key_Escape)
    assert guide.factors.isHidden()
    assert not bare.session.plan.tree.children(REVENUE)
    guide.go_on(Stage.FACTORS)
    assert len(offered(bare, qtbot)) == 3


def test_what_was_solved_is_solved_again_when_the_plan_changes(bare: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(bare)
    set_goal(bare)
    guide = bare.workspace.guide
    guide.go_on(Stage.FACTORS)
    QTest.mouseClick(offered(bare, qtbot)[0], LEFT)
    set_goal(bare, 130_000_000)
    guide.go_on(Stage.KPIS)
    qtbot.waitUntil(guide.targets.take.isEnabled, timeout=WAIT)
    bare.session.undo()
    assert not guide.targets.take.isEnabled()
    press(KEY.Key_Return)  # on やめる or on nothing that stores
    assert not bare.session.plan.targets
    guide.go_on(Stage.KPIS)
    set_goal(bare, 125_000_000)
    qtbot.waitUntil(guide.targets.take.isEnabled, timeout=WAIT)
    press(KEY.Key_Return)
    assert bare.target(REVENUE) == 125_000_000


def test_values_that_no_actuals_tell_of_are_asked_for(empty: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(empty)
    set_goal(empty)
    parts = [edits.add_node(NodeKey(name), None) for name in ("orders", "deal_size")]
    empty.session.edit(edits.together([*parts, edits.set_formula(REVENUE, "orders * deal_size")]))
    panel, strip = empty.workspace.guide.targets, empty.workspace.bar.guide
    assert strip.progress.text() == "0 / 3 に目標あり"
    assert "受注数、平均受注単価" in strip.progress.toolTip()
    empty.workspace.guide.go_on(Stage.KPIS)
    qtbot.waitUntil(lambda: len(panel.asked.fields) == 2, timeout=WAIT)
    orders, size = panel.asked.fields.values()
    assert orders.hasFocus()
    assert not panel.take.isEnabled()
    type_text("120")
    press(KEY.Key_Return)
    assert size.hasFocus()
    type_text("100万")
    press(KEY.Key_Return)
    qtbot.waitUntil(panel.take.hasFocus, timeout=WAIT)
    press(KEY.Key_Return)
    assert panel.isHidden()
    assert states(empty) == ["done"] * 3
    assert (empty.target(NodeKey("orders")), empty.target(REVENUE)) == (120, 120_000_000)
    empty.session.undo()
    assert not empty.session.plan.targets
    assert not empty.session.plan.chosen.values


def test_a_plan_without_targets_is_not_ticked_as_checked(empty: TreeScreen) -> None:
    bar = empty.workspace.bar
    choose_revenue(empty)
    bar.show_checks(0)
    assert bar.checks.text() == "点検"
    set_goal(empty)
    empty.session.edit(edits.together([edits.add_node(NodeKey("orders"), None), edits.set_formula(REVENUE, "orders")]))
    empty.session.edit(edits.set_targets({REVENUE: 5, NodeKey("orders"): 5}))
    bar.show_checks(0)
    assert bar.checks.text() == "点検　✓"


def test_values_that_do_not_reach_the_goal_are_said_to_and_can_be_made_better(empty: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(empty)
    set_goal(empty)
    parts = [edits.add_node(NodeKey(name), None) for name in ("orders", "deal_size")]
    empty.session.edit(edits.together([*parts, edits.set_formula(REVENUE, "orders * deal_size")]))
    panel = empty.workspace.guide.targets
    empty.workspace.guide.go_on(Stage.KPIS)
    qtbot.waitUntil(lambda: len(panel.asked.fields) == 2, timeout=WAIT)
    for text in ("100", "100万"):
        type_text(text)
        press(KEY.Key_Return)
    qtbot.waitUntil(panel.take.hasFocus, timeout=WAIT)
    assert "100.0百万円 で、KGI 120.0百万円 に届きません" in panel.message.text()
    orders = next(iter(panel.asked.fields.values()))
    QTest.mouseDClick(orders.lineEdit(), LEFT)
    type_text("120")
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: "いまの設定のままで" in panel.message.text(), timeout=WAIT)


def test_a_step_that_fails_says_so_in_its_own_panel(
    bare: TreeScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_plan: Plan, _actuals: Actuals) -> Factors:
        raise PlanError("no_goal")

    choose_revenue(bare)
    monkeypatch.setattr("isplanner.jobs.guide.offer_factors", refuse)
    guide = bare.workspace.guide
    guide.go_on(Stage.FACTORS)
    waiting = guide.factors.message.text()
    qtbot.waitUntil(lambda: guide.factors.message.text() != waiting, timeout=WAIT)
    assert "目標" in guide.factors.message.text()
    assert guide.targets.message.text() == ""
    assert guide.factors.own.isVisible()


def test_a_metric_of_the_actuals_comes_beside_the_tree(bare: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(bare)
    orders, size = NodeKey("orders"), NodeKey("deal_size")
    parts = [edits.add_node(orders, None), edits.add_node(size, None), edits.set_formula(REVENUE, "orders * deal_size")]
    bare.session.edit(edits.together(parts))
    bare.workspace.guide.go_on(Stage.FACTORS)
    leads = next(button for button in offered(bare, qtbot) if button.text() == "＋ リード数")
    QTest.mouseClick(leads, LEFT)
    assert NodeKey("leads") in bare.session.plan.tree.nodes
    bare.session.undo()
    assert NodeKey("leads") not in bare.session.plan.tree.nodes


def test_what_keeps_targets_from_being_solved_is_said(bare: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(bare)
    set_goal(bare)
    parts = [edits.add_node(NodeKey("orders"), None), edits.add_node(NodeKey("cost"), None)]
    bare.session.edit(edits.together([*parts, edits.set_formula(REVENUE, "orders * cost")]))
    targets = bare.workspace.guide.targets
    bare.workspace.guide.go_on(Stage.KPIS)
    waiting = targets.message.text()
    qtbot.waitUntil(lambda: targets.message.text() != waiting, timeout=WAIT)
    assert not targets.take.isEnabled()
    assert "数式を直してください" in targets.message.text()
