"""The inspector of the demo plan's nodes: every number, where it comes from, and what the hand changes there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.inspector import Inspector
from isplanner.desktop.widgets.plain_label import PlainLabel
from isplanner.plan.fact import FactKind
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from tests.desktop.goal_tree.screen import TreeScreen
from tests.desktop.hands import press, type_text

RATE, DIALS, CONNECTS = NodeKey("connect_rate"), NodeKey("dials"), NodeKey("connects")
WEBINAR_DIALS = NodeKey("dials", "webinar")


def inspector_of(screen: TreeScreen, key: NodeKey, qtbot: QtBot) -> Inspector:
    """The inspector of a node, its cells looked up."""
    screen.open_above(key)
    screen.click(key)
    inspector = screen.workspace.inspector
    qtbot.waitUntil(lambda: not inspector.trail.is_looking)
    return inspector


def shown(box: QWidget) -> str:
    return " ".join(label.text() for label in box.findChildren(PlainLabel) if label.text())


def test_a_node_has_four_numbers_never_mixed(screen: TreeScreen, qtbot: QtBot) -> None:
    numbers = inspector_of(screen, RATE, qtbot).numbers
    assert numbers.title.text() == "着電率"
    assert [shown(box) for box in (numbers.target, numbers.value, numbers.baseline, numbers.forecast)] == [
        "目標 20.0 %",
        "値 18.2 %",
        "基準 18.0 %",
        "着地見込み 18.2 %",
    ]
    assert numbers.gap.text() == "目標との差　−1.8pt"
    assert numbers.distance.text() == "基準から目標まで　+2.0pt"


def test_a_baseline_leads_to_its_cells(screen: TreeScreen, qtbot: QtBot) -> None:
    trail = inspector_of(screen, WEBINAR_DIALS, qtbot).trail
    facts = [
        stored.fact
        for stored in screen.session.document.facts(FactKind.ACTUAL, "dials")
        if stored.fact.channel == "webinar" and screen.session.plan.base.covers(stored.fact.span)
    ]
    rows = [trail.cells.record(index) for index in trail.cells.walk()]
    assert trail.title.text() == "基準 4,020件"
    assert rows == facts
    assert sum(fact.value for fact in rows) == 4_020
    assert trail.note.text().splitlines() == ["2026年度 第2四半期の実績から", rows[0].source.file]
    where = trail.cells.index(0, 2).data()
    assert where == f"{rows[0].source.sheet} › {rows[0].source.cell}"


def test_a_rate_shows_what_it_was_counted_from(screen: TreeScreen, qtbot: QtBot) -> None:
    trail = inspector_of(screen, RATE, qtbot).trail
    assert trail.title.text() == "基準 18.0% ＝ 5,490 ÷ 30,500"
    metrics = {trail.cells.record(index).metric for index in trail.cells.walk()}
    assert metrics >= {"connects", "dials"}
    assert trail.count.text() == f"{len(list(trail.cells.walk()))} セル"


def test_a_rate_that_is_borrowed_says_so(screen: TreeScreen, qtbot: QtBot) -> None:
    webinar = NodeKey("valid_rate", "webinar")
    trail = inspector_of(screen, webinar, qtbot).trail
    answer = screen.session.answer
    assert answer is not None
    assert " ＝ " in trail.title.text()
    trail.show_node(answer.plan, replace(answer.baseline, borrowed=frozenset({webinar})), webinar)
    assert " ＝ " not in trail.title.text()
    assert trail.note.text() == "2026年度 第2四半期の実績が少ないため、ほかのチャネルの率を借りています"


def test_what_has_no_actuals_says_so(screen: TreeScreen, qtbot: QtBot) -> None:
    screen.session.edit(edits.add_node(NodeKey("talk_minutes")))
    trail = inspector_of(screen, NodeKey("talk_minutes"), qtbot).trail
    assert trail.note.text() == "2026年度 第2四半期の実績はまだ取り込まれていません"
    assert not trail.table.isVisible()


def test_a_target_that_differs_from_its_formula_says_why(screen: TreeScreen, qtbot: QtBot) -> None:
    inspector = inspector_of(screen, CONNECTS, qtbot)
    assert inspector.agreement.lines.text() == "✓ ほかの指標の目標から計算した値と同じです。"
    screen.click(DIALS, "target")
    type_text("30000")
    press(Qt.Key.Key_Return)
    inspector = inspector_of(screen, CONNECTS, qtbot)
    assert inspector.agreement.lines.text() == (
        "架電数 × 着電率 ＋ メール返信数 の目標からは 6,200件 になります。目標は 6,000件 で、差は −200件 です。"
    )


def test_a_lever_has_nothing_to_agree_with(screen: TreeScreen, qtbot: QtBot) -> None:
    assert not inspector_of(screen, WEBINAR_DIALS, qtbot).agreement.isVisible()


def test_the_definition_is_the_plans(screen: TreeScreen, qtbot: QtBot) -> None:
    words = inspector_of(screen, RATE, qtbot).definition.words.text()
    assert words == screen.session.plan.metrics["connect_rate"].definition_ja


def test_a_priority_is_chosen_from_a_list(screen: TreeScreen, qtbot: QtBot) -> None:
    box = inspector_of(screen, DIALS, qtbot).priority
    assert [box.itemText(place) for place in range(box.count())] == ["—", "1", "2", "3", "4", "5", "6"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert screen.session.plan.tree.nodes[DIALS].priority == 1
    assert screen.session.plan.tree.nodes[RATE].priority == 2
    assert not inspector_of(screen, NodeKey("revenue"), qtbot).priority.isVisible()


@pytest.mark.parametrize("name", ["<b>着電率</b>", "a & b <script>"])
def test_names_are_plain_text(screen: TreeScreen, qtbot: QtBot, name: str) -> None:
    metric = replace(screen.session.plan.metrics["connect_rate"], ja=name, definition_ja=name)
    screen.session.edit(edits.set_metric(metric))
    inspector = inspector_of(screen, RATE, qtbot)
    assert inspector.numbers.title.text() == name
    assert inspector.numbers.title.textFormat() is Qt.TextFormat.PlainText
    tip = screen.index(NodeKey("connects"), "formula").data(Qt.ItemDataRole.ToolTipRole)
    assert name not in tip
    assert "&lt;" in tip
