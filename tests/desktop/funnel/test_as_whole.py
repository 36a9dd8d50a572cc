"""The funnel of a plan whose actuals do not tell channels apart."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.analysis.tree.whole import project_as_told
from isplanner.desktop.funnel.workspace import FunnelWorkspace
from isplanner.desktop.session import Session
from isplanner.jobs.set_values import goal_edit
from isplanner.plan.period import PeriodRule
from isplanner.plan.scope import NodeKey
from isplanner.plan.target import Goal
from isplanner.store.document import Document
from isplanner.text.numbers import format_number
from tests.cli.odd_plans import METRICS, tell

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
RATE = NodeKey("connect_rate")
MONTHS = PeriodRule().months(PeriodRule().quarter(2026, 2))
A_MONTH = (4_000.0, 800.0, 100.0, 60.0, 15.0, 15_000_000.0)


@pytest.fixture
def session(empty_document: Document, qtbot: QtBot) -> Iterator[Session]:
    empty_document.edit(goal_edit(Goal("revenue", 50_000_000.0)))
    pairs = zip(METRICS, A_MONTH, strict=True)
    tell(empty_document, [(metric, month, None, None, value) for metric, value in pairs for month in MONTHS], "base")
    session = Session(empty_document, lambda problem: pytest.fail(problem.code))
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    yield session
    session.close()


@pytest.fixture
def workspace(session: Session, qtbot: QtBot) -> FunnelWorkspace:
    workspace = FunnelWorkspace(session)
    qtbot.addWidget(workspace)
    session.plan_changed.connect(lambda change: workspace.show_plan(session.plan, change))
    session.answer_changed.connect(workspace.show_answer)
    workspace.resize(1372, 732)
    workspace.show()
    workspace.activateWindow()
    qtbot.waitUntil(workspace.isActiveWindow)
    workspace.show_plan(session.plan, None)
    return workspace


def told(session: Session) -> float:
    assert session.answer is not None
    kgi = project_as_told(session.plan, session.answer.baseline, session.plan.chosen).kgi
    assert kgi is not None
    return kgi


def test_it_has_a_value_and_a_chance_and_says_how(workspace: FunnelWorkspace, session: Session, qtbot: QtBot) -> None:
    assert workspace.result.kgi.text() == format_number(told(session)) == "45,000,000"
    qtbot.waitUntil(lambda: workspace.result.chance.text() != "—")
    assert RATE in workspace.levers.rows
    assert "ファネル全体で計算" in workspace.levers._how.text()  # noqa: SLF001 - the sentence over the levers


def test_a_lever_that_is_moved_is_stored_for_all_channels_alike(
    workspace: FunnelWorkspace, session: Session, qtbot: QtBot
) -> None:
    slider = workspace.levers.rows[RATE].slider
    assert slider.value is not None
    before, start = workspace.result.kgi.text(), slider.picture.handle(slider.value).toPoint()
    QTest.mousePress(slider, LEFT, NONE, start)
    QTest.mouseMove(slider, start + QPoint(30, 0))
    QTest.mouseRelease(slider, LEFT, NONE, start + QPoint(30, 0))
    values = [value for node, value in session.plan.chosen.values.items() if node.metric == RATE.metric]
    assert len(set(values)) == 1
    assert told(session) > 45_000_000
    qtbot.waitUntil(lambda: workspace.result.kgi.text() == format_number(told(session)) != before)


def test_what_is_proposed_can_be_taken_on(workspace: FunnelWorkspace, session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.solving.proposal is not None, timeout=20_000)
    workspace.solving.panel.all.click()
    assert told(session) == pytest.approx(50_000_000, rel=1e-3)
    qtbot.waitUntil(lambda: workspace.result.kgi.text() == format_number(told(session)))


def test_the_setting_becomes_the_targets(workspace: FunnelWorkspace, session: Session) -> None:
    workspace._on_adopted()  # noqa: SLF001 - what the button of the panel below asks for
    targets = {node: target.value for node, target in session.plan.targets.items()}
    assert targets[NodeKey("revenue")] == 45_000_000
    assert targets[NodeKey("dials")] == 12_000
