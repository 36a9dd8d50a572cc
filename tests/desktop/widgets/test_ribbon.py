import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from isplanner.desktop.widgets.outlook_cells import BandPicture, LevelChip
from isplanner.desktop.widgets.ribbon import Ribbon
from isplanner.desktop.widgets.ribbon_cell import RibbonCell
from isplanner.jobs.answer import work_out
from isplanner.store.document import Document


@pytest.fixture
def ribbon(session: Session, qtbot: QtBot) -> Ribbon:
    assert session.answer is not None
    ribbon = Ribbon()
    qtbot.addWidget(ribbon)
    ribbon.show_plan(session.plan)
    ribbon.show_answer(session.answer)
    ribbon.resize(1372, 72)
    ribbon.show()
    return ribbon


def cells(ribbon: Ribbon) -> dict[str, RibbonCell]:
    return {cell.label.text(): cell for cell in ribbon.findChildren(RibbonCell)}


def is_seen(ribbon: Ribbon, kind: type[QWidget]) -> bool:
    found = ribbon.findChild(kind)
    assert isinstance(found, kind)
    return found.isVisible()


def test_outlook_is_that_of_the_answer(ribbon: Ribbon, session: Session) -> None:
    assert session.answer is not None
    goal = session.answer.goal
    assert goal is not None
    assert goal.forecast is not None
    assert goal.probability is not None
    said = {cell.accessibleName() for cell in ribbon.findChildren(RibbonCell)}
    assert f"着地見込み（11/20 時点） {round(goal.forecast):,}円" in said
    assert f"達成確率 {round(goal.probability * 100)}%" in said
    assert f"目標との差 −{round(120_000_000 - goal.forecast):,}円" in said
    assert is_seen(ribbon, LevelChip)
    assert is_seen(ribbon, BandPicture)


def test_without_actuals_the_outlook_says_what_it_waits_for(empty_document: Document, qtbot: QtBot) -> None:
    ribbon = Ribbon()
    qtbot.addWidget(ribbon)
    ribbon.show_plan(empty_document.plan)
    ribbon.show_answer(work_out(empty_document.plan, empty_document.actuals()))
    ribbon.show()
    without = [cell for cell in ribbon.findChildren(RibbonCell) if cell.accessibleName().endswith("—")]
    assert len(without) == 5
    assert sum("着地見込みが出ます" in cell.toolTip() for cell in without) == 4
    assert not is_seen(ribbon, BandPicture)


def test_exact_yen_stand_in_the_tool_tip(ribbon: Ribbon) -> None:
    assert "67,900,000円 ／ 70,000,000円" in cells(ribbon)["実績 ／ 計画進捗"].toolTip()


@pytest.mark.parametrize(
    ("width", "has_band", "has_lines"), [(1372, True, True), (1212, False, True), (956, False, False)]
)
def test_what_is_dropped_where_it_gets_narrow(ribbon: Ribbon, width: int, has_band: bool, has_lines: bool) -> None:
    ribbon.resize(width, 72)
    QApplication.sendPostedEvents()  # layouts settle
    assert cells(ribbon)["見込みの幅と目標（百万円）"].isVisible() is has_band
    assert cells(ribbon)["実績 ／ 計画進捗"].below.isVisible() is has_lines
    assert ribbon.minimumSizeHint().width() <= width


def test_without_a_goal_the_first_cell_asks_for_it(empty_document: Document, qtbot: QtBot) -> None:
    ribbon = Ribbon()
    qtbot.addWidget(ribbon)
    ribbon.show_plan(empty_document.plan)
    ribbon.show()
    with qtbot.waitSignal(ribbon.goal_wanted, timeout=1_000):
        ribbon.goal_link.click()
