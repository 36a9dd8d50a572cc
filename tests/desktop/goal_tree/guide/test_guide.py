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
from isplanner.jobs.guide_steps import Stage
from isplanner.jobs.import_files import Wish, commit, read_files
from isplanner.jobs.new_plan import fiscal_period, plan_blueprint
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.plan.structure import bare_structure
from isplanner.plan.target import Goal
from isplanner.resource_files import resource
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import press

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


def test_three_steps_by_mouse(bare: TreeScreen, qtbot: QtBot) -> None:
    strip, guide = bare.workspace.bar.guide, bare.workspace.guide
    assert (states(bare), strip.go_on.text()) == (["now", "later", "later"], "KGI を決める")
    QTest.mouseClick(strip.go_on, LEFT)
    assert bare.workspace.hand.grow.isVisible()  # the KGI is chosen where any metric is
    press(KEY.Key_Escape)
    choose_revenue(bare)
    with qtbot.waitSignal(bare.workspace.goal_wanted):
        QTest.mouseClick(strip.go_on, LEFT)
    set_goal(bare)
    assert (states(bare), strip.go_on.text()) == (["done", "now", "later"], "要因を選ぶ")
    QTest.mouseClick(strip.go_on, LEFT)
    tree = offered(bare, qtbot)[0]
    assert "要因すべてに実績あり" in tree.text()
    QTest.mouseClick(tree, LEFT)
    assert guide.factors.isHidden()
    assert states(bare) == ["done", "done", "now"]
    QTest.mouseClick(strip.go_on, LEFT)
    qtbot.waitUntil(guide.targets.take.isEnabled, timeout=WAIT)
    assert "いちばん無理なく" in guide.targets.message.text()
    QTest.mouseClick(guide.targets.take, LEFT)
    assert states(bare) == ["done"] * 3
    assert not strip.go_on.isVisible()
    assert bare.target(REVENUE) == 120_000_000
    bare.session.undo()
    assert states(bare) == ["done", "done", "now"]


def test_three_steps_by_keyboard(bare: TreeScreen, qtbot: QtBot) -> None:
    choose_revenue(bare)
    set_goal(bare)
    strip, guide = bare.workspace.bar.guide, bare.workspace.guide
    strip.go_on.setFocus()
    press(KEY.Key_Space)
    offered(bare, qtbot)
    assert guide.factors.offered[0].hasFocus()
    press(KEY.Key_Space)
    strip.go_on.setFocus()
    press(KEY.Key_Space)
    qtbot.waitUntil(guide.targets.take.hasFocus, timeout=WAIT)
    press(KEY.Key_Space)
    assert states(bare) == ["done"] * 3


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
