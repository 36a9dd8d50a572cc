"""Scenarios side by side, by real clicks and keys: what differs, what is copied across, what follows 基準 again."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.funnel.compare_grid import CompareGrid
from isplanner.desktop.funnel.moves import draft_name
from isplanner.desktop.models.column import COLUMN_ROLE, RECORD_ROLE
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.cell_delegate import CellEditor
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey
from isplanner.store import edits
from isplanner.store.document import Document
from tests.desktop.funnel.test_workspace import LEFT, RATE, Funnel

CTRL = Qt.KeyboardModifier.ControlModifier
SIZE = NodeKey("deal_size")


@pytest.fixture
def funnel(session: Session, qtbot: QtBot) -> Funnel:
    funnel = Funnel(session, qtbot)
    QTest.mouseClick(funnel.workspace.bar.compare, LEFT)
    return funnel


def named(funnel: Funnel, name: str) -> Scenario:
    return next(one for one in funnel.session.plan.scenarios if one.name == name)


def cell(funnel: Funnel, row: str, scenario: str) -> QModelIndex:
    """The cell of a row (by its key) and a scenario."""
    grid = funnel.workspace.comparing.panel.grid
    model, wanted = grid.model(), str(named(funnel, scenario).id)
    column = next(
        place
        for place in range(model.columnCount())
        if model.headerData(place, Qt.Orientation.Horizontal, COLUMN_ROLE) == wanted
    )
    assert grid.comparison is not None
    keys = [line.lever for line in grid.comparison.lines]
    facts = ["kgi", "p10", "p90", "chance", "people"]
    places = [*facts, *map(str, keys)]
    return model.index(places.index(row), column)


def go(grid: CompareGrid, index: QModelIndex) -> None:
    grid.setFocus()
    grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def channels_of(scenario: Scenario, metric: str) -> set[NodeKey]:
    return {key for key in scenario.values if key.metric == metric}


def test_a_scenario_without_values_comes_to_nothing_and_the_others_to_theirs(
    empty_document: Document, qtbot: QtBot
) -> None:
    """A new plan has no actuals: 基準 has no lever, a draft those that were typed. Whichever is chosen."""
    session = Session(empty_document, lambda _: None)
    with qtbot.waitSignal(session.answer_changed, timeout=10_000):
        session.ask()
    levers = [key for key in session.plan.tree.levers if key.channel in {None, "webinar"}]
    values = {key: 0.2 if session.plan.metrics[key.metric].is_share else 1000.0 for key in levers}
    session.edit(edits.set_levers(values, draft_name))
    funnel = Funnel(session, qtbot)
    draft, baseline = session.plan.chosen, next(one for one in session.plan.scenarios if one.is_baseline)

    def kgis() -> dict[str, str]:
        model = funnel.workspace.table.model()
        return {str(model.index(row, 0).data()): str(model.index(row, 1).data()) for row in range(model.rowCount())}

    def is_right() -> bool:
        shown = {name.startswith(baseline.name): kgi for name, kgi in kgis().items()}
        return shown[True] == "—" and shown[False] != "—"

    settle(funnel)
    assert is_right()
    session.edit(edits.choose_scenario(baseline))
    settle(funnel)
    assert is_right()
    assert session.plan.chosen.id != draft.id


def settle(funnel: Funnel) -> None:
    """Wait for what is worked out after the moment in which the hand may come back."""
    with funnel.qtbot.waitSignal(funnel.workspace._ahead.finished, timeout=20_000):  # noqa: SLF001
        pass


def test_it_takes_the_place_of_the_funnel_and_gives_it_back(funnel: Funnel) -> None:
    assert funnel.workspace.comparing.panel.isVisible()
    assert not funnel.workspace.funnel.isVisible()
    QTest.mouseClick(funnel.workspace.bar.compare, LEFT)
    assert funnel.workspace.funnel.isVisible()


def test_all_scenarios_stand_with_what_they_come_to(funnel: Funnel) -> None:
    table = funnel.workspace.table.model()
    funnel.qtbot.waitUntil(lambda: cell(funnel, "chance", "強気").data() not in {"—", ""}, timeout=20_000)
    rows = {table.index(row, 0).data(Qt.ItemDataRole.EditRole): row for row in range(table.rowCount())}
    for name, row in rows.items():
        assert cell(funnel, "kgi", name).data() == table.index(row, 1).data()
        assert cell(funnel, "chance", name).data() == table.index(row, 3).data()


def test_a_typed_value_is_set_in_its_scenario_only(funnel: Funnel) -> None:
    grid, before = funnel.workspace.comparing.panel.grid, funnel.session.plan
    go(grid, cell(funnel, str(RATE), "慎重"))
    QTest.keyClicks(grid, "1")
    editor = grid.findChild(CellEditor)
    assert editor is not None
    QTest.keyClicks(editor, "9")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert cell(funnel, str(RATE), "慎重").data() == "19.0%"
    assert funnel.session.plan.scenario == before.scenario
    assert named(funnel, "強気").values == next(one for one in before.scenarios if one.name == "強気").values
    assert funnel.session.document.history()[-1].code == "set_lever"


def test_a_value_is_copied_across_by_keys(funnel: Funnel) -> None:
    grid = funnel.workspace.comparing.panel.grid
    go(grid, cell(funnel, str(RATE), "強気"))
    QTest.keyClick(grid, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().strip()
    go(grid, cell(funnel, str(RATE), "慎重"))
    QTest.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert cell(funnel, str(RATE), "慎重").data() == cell(funnel, str(RATE), "強気").data()


def test_a_value_is_copied_across_by_the_menu(funnel: Funnel) -> None:
    grid = funnel.workspace.comparing.panel.grid
    grid.fill_menu(cell(funnel, str(SIZE), "強気").data(RECORD_ROLE), named(funnel, "強気").id)
    action = next(one for one in grid.menu.actions() if "慎重" in one.text())
    assert not any("基準」" in one.text() for one in grid.menu.actions())
    action.trigger()
    assert cell(funnel, str(SIZE), "慎重").data() == cell(funnel, str(SIZE), "強気").data()


def test_an_emptied_value_follows_the_baseline_again(funnel: Funnel) -> None:
    grid = funnel.workspace.comparing.panel.grid
    assert channels_of(named(funnel, "強気"), RATE.metric)
    go(grid, cell(funnel, str(RATE), "強気"))
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert not channels_of(named(funnel, "強気"), RATE.metric)
    assert cell(funnel, str(RATE), "強気").data() == cell(funnel, str(RATE), "基準").data()
    assert funnel.session.undo()
    assert channels_of(named(funnel, "強気"), RATE.metric)


def test_the_baseline_cannot_be_typed_over(funnel: Funnel) -> None:
    grid, before = funnel.workspace.comparing.panel.grid, funnel.edits
    go(grid, cell(funnel, str(RATE), "基準"))
    QTest.keyClicks(grid, "19")
    assert funnel.edits == before


def test_differences_are_listed_and_each_can_be_removed(funnel: Funnel) -> None:
    own, chosen = funnel.workspace.comparing.panel.own, funnel.session.plan.chosen
    assert own.model().rowCount() == len(chosen.values) > 1
    first = next(iter(chosen.values))
    own.setFocus()
    own.selectionModel().setCurrentIndex(own.model().index(0, 2), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    QTest.keyClick(own, Qt.Key.Key_Delete)
    assert first not in funnel.session.plan.chosen.values
    assert own.model().rowCount() == len(chosen.values) - 1
    QTest.mouseClick(funnel.workspace.comparing.panel.reset, LEFT)
    assert len(funnel.session.plan.chosen.values) == len(chosen.values) - 2


def test_a_scenario_is_removed_in_one_step(funnel: Funnel) -> None:
    name = funnel.session.plan.chosen.name
    QTest.mouseClick(funnel.workspace.comparing.panel.remove, LEFT)
    assert name not in {one.name for one in funnel.session.plan.scenarios}
    assert funnel.session.plan.chosen.is_baseline
    assert not funnel.workspace.comparing.panel.remove.isEnabled()
    assert funnel.session.undo()
    assert name in {one.name for one in funnel.session.plan.scenarios}


def test_up_to_three_others_are_outlined(funnel: Funnel) -> None:
    histogram = funnel.workspace.histogram
    funnel.qtbot.waitUntil(lambda: bool(histogram.overlays[1]), timeout=20_000)
    bins, overlays = histogram.overlays
    assert histogram.chances is not None
    assert bins == histogram.chances.bins
    assert [one.name for one in overlays] == ["基準", "強気", "慎重"]
    assert len({one.bars for one in overlays}) == 3
    QTest.mouseClick(funnel.workspace.bar.compare, LEFT)
    assert histogram.overlays[1] == ()


def test_which_are_outlined_can_be_chosen(funnel: Funnel) -> None:
    histogram, choice = funnel.workspace.histogram, funnel.workspace.comparing.panel.overlays
    QTest.mouseClick(funnel.workspace.bar.copy, LEFT)
    new = funnel.session.plan.chosen.name
    first = next(one for one in funnel.session.plan.scenarios if one.name == "目標案 A")
    QTest.mouseClick(funnel.workspace.bar.scenarios.button(first.id), LEFT)

    def offered() -> dict[str, tuple[bool, bool]]:
        return {action.text(): (action.isChecked(), action.isEnabled()) for action in choice.menu().actions()}

    def names() -> list[str]:
        return [one.name for one in histogram.overlays[1]]

    def tick(name: str) -> None:
        next(action for action in choice.menu().actions() if action.text() == name).trigger()

    ticked, full = (True, True), (False, False)
    assert offered() == {"基準": ticked, "強気": ticked, "慎重": ticked, new: full}
    tick("強気")
    assert offered()[new] == (False, True)
    funnel.qtbot.waitUntil(lambda: names() == ["基準", "慎重"], timeout=20_000)
    tick(new)
    assert offered()["強気"] == full
    funnel.qtbot.waitUntil(lambda: names() == ["基準", "慎重", new], timeout=20_000)
    for name in ("基準", "慎重", new):
        tick(name)
    funnel.qtbot.waitUntil(lambda: names() == [], timeout=20_000)


def test_a_scenario_says_what_it_is_for(funnel: Funnel) -> None:
    note, plan = funnel.workspace.comparing.panel.note, funnel.session.plan
    note.setFocus()
    QTest.keyClicks(note, "script training")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert funnel.edits[-1] == "note_scenario"
    assert funnel.session.plan.chosen.note == note.text() == "script training"
    number = len(funnel.edits)
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert len(funnel.edits) == number  # left as it was
    QTest.mouseClick(funnel.workspace.bar.scenarios.button(next(s.id for s in plan.scenarios if s.is_baseline)), LEFT)
    assert not note.isEnabled()
    assert note.text() == ""
    QTest.mouseClick(funnel.workspace.bar.scenarios.button(plan.scenario), LEFT)
    assert note.text() == "script training"
    row = next(n for n, one in enumerate(plan.scenarios) if one.id == plan.scenario)
    tip = funnel.workspace.table.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "script training" in tip
