"""逆算 by real clicks and keys: what is proposed is what `isplanner solve` says, and is taken on as one step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from isplanner.analysis.solving.proposal import Proposal
from isplanner.analysis.solving.propose import Terms
from isplanner.desktop.session import Session
from isplanner.jobs.simulation import Ground
from isplanner.jobs.solving import CHANCES, Proposals, propose_plan
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from isplanner.text.numbers import MoneyUnit, format_probability, write_difference, write_value
from tests.analysis.plans import METRICS
from tests.desktop.funnel.test_workspace import LEFT, RATE, Funnel

DIALS, ORDERS, SIZE = NodeKey("dials"), NodeKey("orders_per_valid"), NodeKey("deal_size")


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    funnel = Funnel(session, qtbot, is_solving=True)
    wait(funnel)
    return funnel


def wait(funnel: Funnel) -> None:
    """Until the proposal is that of the plan as it is stored."""
    solving = funnel.workspace.solving
    funnel.qtbot.waitUntil(lambda: solving.is_fresh, timeout=20_000)


def solved(funnel: Funnel, *locked: NodeKey) -> Proposals:
    """What the command line would say."""
    session = funnel.session
    assert session.answer is not None
    assert session.plan.goal is not None
    ground = Ground(session.answer.baseline, session.answer.estimates, None)
    return propose_plan(session.plan, ground, session.plan.goal.value, Terms(locked=frozenset(locked)), chances=CHANCES)


def moved(proposal: Proposal) -> dict[NodeKey, float]:
    return {lever.node: lever.value for lever in proposal.levers if lever.is_moved and lever.value is not None}


def shown(funnel: Funnel) -> dict[NodeKey, float]:
    """The diamonds on the sliders."""
    rows = funnel.workspace.levers.rows.items()
    marks = {key: row.slider.picture.marks.proposed for key, row in rows}
    return {key: value for key, value in marks.items() if value is not None}


def facts(funnel: Funnel) -> list[str]:
    return [label.text() for _, label in funnel.workspace.solving.panel.facts]


def click(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def test_levers_show_what_solving_proposes_for_the_mean(funnel: Funnel) -> None:
    found = solved(funnel)
    assert shown(funnel) == moved(found.least)
    assert len(shown(funnel)) > 1
    for key, row in funnel.workspace.levers.rows.items():
        written = write_value(moved(found.least).get(key), funnel.session.plan.metrics[key.metric], "ja")
        assert row.end.is_ticked == (key in moved(found.least))
        if row.end.is_ticked:
            assert row.end.tick.text() in {str(written), written.number}  # where the unit has no room, the tip has it
            assert str(written) in row.end.tick.toolTip() or row.end.tick.text() == str(written)
    chances = [format_probability(chance, "ja") for chance in (found.chance, found.least.chance)]
    assert facts(funnel)[1] == " → ".join(chances)
    assert "120.0" in facts(funnel)[0]


@pytest.mark.parametrize("chance", CHANCES)
def test_a_wanted_chance_shows_its_own_proposal(funnel: Funnel, chance: float) -> None:
    found = solved(funnel).by_chance[chance]
    QTest.mouseClick(funnel.workspace.solving.panel.chance.button(chance), LEFT)
    assert shown(funnel) == moved(found)
    assert found.chance is not None
    assert found.chance >= chance
    assert facts(funnel)[1].endswith(format_probability(found.chance, "ja"))


def test_a_proposal_is_outlined_in_the_histogram(funnel: Funnel) -> None:
    bins, bars = funnel.workspace.histogram.outline
    chances = funnel.workspace.histogram.chances
    assert chances is not None
    assert bins == chances.bins
    assert 0 < sum(bars) <= chances.samples
    assert bars != chances.bars


def test_all_of_it_is_taken_on_as_one_step(funnel: Funnel) -> None:
    before, count = funnel.edits, len(moved(solved(funnel).least))
    click(funnel.workspace.solving.panel.all)
    assert len(funnel.edits) == len(before) + 1
    past = funnel.session.document.history()[-1]
    assert (past.code, past.values["count"]) == ("accept_proposal", count)
    wait(funnel)
    assert shown(funnel) == {}
    assert funnel.workspace.solving.panel.all.isHidden()
    assert funnel.workspace.solving.panel.adopt.property("kind") == "primary"
    click(funnel.workspace.solving.panel.adopt)
    assert funnel.workspace.adopt.isVisible()
    assert funnel.session.undo()
    wait(funnel)
    assert len(shown(funnel)) == count


def test_only_what_is_ticked_is_taken_on(funnel: Funnel) -> None:
    wanted = moved(solved(funnel).least)
    kept = next(iter(wanted))
    for key in wanted:
        if key != kept:
            QTest.mouseClick(funnel.row(key).end.tick, LEFT, pos=QPoint(8, 13))
    click(funnel.workspace.solving.panel.ticked)
    past = funnel.session.document.history()[-1]
    assert (past.code, past.values["count"]) == ("accept_proposal", 1)
    wait(funnel)
    assert funnel.row(kept).slider.value == pytest.approx(wanted[kept])


def test_nothing_ticked_cannot_be_taken_on(funnel: Funnel) -> None:
    for key in moved(solved(funnel).least):
        funnel.row(key).end.tick.setFocus()
        QTest.keyClick(funnel.row(key).end.tick, Qt.Key.Key_Space)
    assert not funnel.workspace.solving.panel.ticked.isEnabled()


def test_escape_discards_and_a_click_asks_again(funnel: Funnel) -> None:
    before = funnel.edits
    funnel.row(RATE).slider.setFocus()
    QTest.keyClick(funnel.row(RATE).slider, Qt.Key.Key_Escape)
    assert shown(funnel) == {}
    assert funnel.workspace.adopt.isVisible()
    assert funnel.row(RATE).end.currentWidget() is funnel.row(RATE).end.alone
    click(funnel.workspace.bar.solve)
    wait(funnel)
    assert shown(funnel)
    assert funnel.workspace.solving.panel.isVisible()
    assert funnel.edits == before


def test_a_locked_lever_stays_and_is_remembered(funnel: Funnel, qtbot: QtBot) -> None:
    QTest.mouseClick(funnel.row(DIALS).lock, LEFT)
    wait(funnel)
    assert shown(funnel) == moved(solved(funnel, DIALS).least)
    assert DIALS not in shown(funnel)
    slider, start = funnel.row(DIALS).slider, QPoint(30, 20)
    before = slider.value
    QTest.mouseClick(slider, LEFT, pos=start)
    assert slider.value == before
    other = Funnel(funnel.session, qtbot, is_solving=True)
    assert other.row(DIALS).lock.isChecked()
    assert not other.row(RATE).lock.isChecked()


@pytest.mark.parametrize("is_meant", [True, False])
def test_typing_into_a_locked_lever_asks_first(funnel: Funnel, monkeypatch: pytest.MonkeyPatch, is_meant: bool) -> None:
    QTest.mouseClick(funnel.row(RATE).lock, LEFT)
    wait(funnel)

    def answer(box: QMessageBox) -> None:
        box.show()
        button = box.buttons()[0] if is_meant else box.button(QMessageBox.StandardButton.Cancel)
        QTest.mouseClick(button, LEFT)

    monkeypatch.setattr(QMessageBox, "exec", answer)
    field, before = funnel.row(RATE).field, funnel.edits
    field.setFocus()
    QTest.keyClicks(field, "19.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert funnel.row(RATE).lock.isChecked() is not is_meant
    assert len(funnel.edits) == len(before) + is_meant


def test_a_step_of_a_locked_lever_that_is_not_meant_leaves_nothing_on_the_screen(
    funnel: Funnel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.mouseClick(funnel.row(RATE).lock, LEFT)
    wait(funnel)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.button(QMessageBox.StandardButton.Cancel).click())
    field, before = funnel.row(RATE).field, funnel.kgi
    field.setFocus()
    QTest.keyPress(field, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: funnel.kgi != before)
    QTest.keyRelease(field, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: funnel.kgi == before)
    assert field.value == funnel.row(RATE).slider.value == funnel.workspace._reading.value(RATE)  # type: ignore[union-attr]  # noqa: SLF001


def test_a_plan_of_volume_alone_says_what_a_rate_would_bring(funnel: Funnel) -> None:
    for key, row in funnel.workspace.levers.rows.items():
        if key != DIALS:
            QTest.mouseClick(row.lock, LEFT)
    wait(funnel)
    said = [line.accessibleName() for line in funnel.workspace.solving.panel.notes]
    margins = solved(funnel, *(key for key in funnel.workspace.levers.rows if key != DIALS)).least.margins
    assert margins is not None
    by_volume = write_difference(margins.by_volume, METRICS["revenue"], "ja", MoneyUnit.MILLION_YEN)
    assert any(words.startswith("率にも余地") and f"件数 +1% で {by_volume}" in words for words in said)


def test_out_of_reach_says_by_how_much_and_frees_the_locks(funnel: Funnel) -> None:
    panel = funnel.workspace.solving.panel
    for key, row in funnel.workspace.levers.rows.items():
        if key != NodeKey("valid_rate"):
            QTest.mouseClick(row.lock, LEFT)
    funnel.session.edit(edits.set_goal("revenue", 300_000_000))
    wait(funnel)
    assert panel.all.isHidden()
    assert "足りません" in panel.notes[0].accessibleName()
    click(panel.free)
    wait(funnel)
    assert not any(row.lock.isChecked() for row in funnel.workspace.levers.rows.values())


def test_a_channels_tab_moves_only_its_own_levers(funnel: Funnel) -> None:
    funnel.session.focus_on(replace(funnel.session.focus, channel="webinar"))
    wait(funnel)
    assert shown(funnel)
    assert {key.channel for key in shown(funnel)} == {"webinar"}


def test_a_double_click_on_the_diamond_goes_there(funnel: Funnel) -> None:
    wanted = moved(solved(funnel).least)[ORDERS]
    picture = funnel.row(ORDERS).slider.picture
    QTest.mouseDClick(funnel.row(ORDERS).slider, LEFT, pos=(picture.handle(wanted) + QPoint(4, 0)).toPoint())
    assert funnel.row(ORDERS).slider.value == pytest.approx(wanted)


def test_solving_gives_way_to_the_hand_and_comes_back(funnel: Funnel) -> None:
    before = shown(funnel)
    QTest.mouseClick(funnel.row(DIALS).lock, LEFT)
    slider, start = funnel.press(RATE)
    QTest.mouseMove(slider, start + QPoint(12, 0))
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    QTest.mouseRelease(slider, LEFT, pos=start)
    wait(funnel)
    assert shown(funnel) == moved(solved(funnel, DIALS).least) != before


def test_what_is_of_another_tab_is_gone_at_once_and_never_comes_back(funnel: Funnel) -> None:
    """An answer that comes after the switch is of the tab before, even where it was asked for just now."""
    workspace, solving = funnel.workspace, funnel.workspace.solving
    tornado = workspace.funnel.tornado
    funnel.qtbot.waitUntil(lambda: "、" in tornado.accessibleName(), timeout=20_000)
    workspace._look_ahead()  # noqa: SLF001 - the worker is busy with the tab that is left
    QTest.mouseClick(workspace.bar.channels.button("webinar"), LEFT)
    assert "、" not in tornado.accessibleName()
    assert not solving.proposal
    assert facts(funnel) == ["—"] * 3
    assert workspace.solving.panel.alone.words.text() == "—"
    assert not solving.panel.all.isVisible()
    funnel.qtbot.waitUntil(lambda: solving.proposal is not None, timeout=20_000)
    proposal = solving.proposal
    assert proposal is not None
    assert {lever.node.channel for lever in proposal.levers if lever.is_moved} == {"webinar"}
    funnel.qtbot.waitUntil(lambda: "、" in tornado.accessibleName(), timeout=20_000)
    assert "メール返信数" not in tornado.accessibleName()


def test_chances_of_another_scenario_are_not_shown_as_this_ones(funnel: Funnel) -> None:
    workspace, plan = funnel.workspace, funnel.session.plan
    other = next(one for one in plan.scenarios if one.id != plan.scenario)
    chosen = workspace.result.chance.text()
    assert chosen != "—"
    QTest.mouseClick(workspace.bar.scenarios.button(other.id), LEFT)
    assert workspace.result.chance.text() == "—"
    funnel.qtbot.waitUntil(lambda: workspace.result.chance.text() not in {"—", chosen}, timeout=20_000)


def test_without_a_goal_the_panel_says_so_and_leads_there(funnel: Funnel, qtbot: QtBot) -> None:
    session, panel = funnel.session, funnel.workspace.solving.panel
    session.edit(edits.choose_kgi("orders"))
    session.edit(edits.choose_kgi("revenue"))
    assert session.plan.goal is None
    qtbot.waitUntil(panel.set_goal.isVisible, timeout=20_000)
    assert "目標がまだありません" in panel.notes[0].accessibleName()
    assert not panel.chance.isEnabled()
    qtbot.waitUntil(lambda: panel.alone.words.text() == "—", timeout=20_000)
    with qtbot.waitSignal(funnel.workspace.goal_wanted):
        click(panel.set_goal)


def test_without_a_goal_there_is_nothing_to_take_on(empty_document: Document, qtbot: QtBot) -> None:
    session = Session(empty_document, lambda _: None)
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    funnel = Funnel(session, qtbot, is_solving=True)
    wait(funnel)
    panel = funnel.workspace.solving.panel
    assert panel.all.isHidden()
    assert panel.ticked.isHidden()
    assert facts(funnel) == ["—", "—", "—"]
    session.close()
