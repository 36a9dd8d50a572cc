import pytest
from pytestqt.qtbot import QtBot

from isplanner.desktop.session import Session
from isplanner.desktop.widgets.ribbon import Ribbon, RibbonCell
from isplanner.store.document import Document


@pytest.fixture
def ribbon(session: Session, qtbot: QtBot) -> Ribbon:
    assert session.answer is not None
    ribbon = Ribbon()
    qtbot.addWidget(ribbon)
    ribbon.show_plan(session.plan)
    ribbon.show_answer(session.answer)
    ribbon.show()
    return ribbon


def cells(ribbon: Ribbon) -> dict[str, RibbonCell]:
    return {cell.label.text(): cell for cell in ribbon.findChildren(RibbonCell)}


def test_cells_without_a_number_say_why(ribbon: Ribbon) -> None:
    without = [cell for cell in cells(ribbon).values() if cell.accessibleName().endswith("—")]
    assert len(without) == 4
    assert all("まだ計算されません" in cell.toolTip() for cell in without)


def test_exact_yen_stand_in_the_tool_tip(ribbon: Ribbon) -> None:
    assert "67,900,000円 ／ 70,000,000円" in cells(ribbon)["実績 ／ 計画進捗"].toolTip()


@pytest.mark.parametrize(
    ("width", "has_band", "has_lines"), [(1372, True, True), (1212, False, True), (956, False, False)]
)
def test_what_is_dropped_where_it_gets_narrow(ribbon: Ribbon, width: int, has_band: bool, has_lines: bool) -> None:
    ribbon.resize(width, 72)
    assert cells(ribbon)["見込みの幅と目標"].isVisible() is has_band
    assert cells(ribbon)["実績 ／ 計画進捗"].below.isVisible() is has_lines
    assert ribbon.minimumSizeHint().width() <= width


def test_without_a_goal_the_first_cell_asks_for_it(empty_document: Document, qtbot: QtBot) -> None:
    ribbon = Ribbon()
    qtbot.addWidget(ribbon)
    ribbon.show_plan(empty_document.plan)
    ribbon.show()
    with qtbot.waitSignal(ribbon.goal_wanted, timeout=1_000):
        ribbon.goal_link.click()
