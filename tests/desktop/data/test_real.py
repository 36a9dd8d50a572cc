"""Real data of other people in the wizard: what is in words nobody could know is said by hand, once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from isplanner.desktop.data.workspace import DataWorkspace
from isplanner.desktop.session import Session
from isplanner.workbook.child import read_sheets
from tests.conftest import shared_path
from tests.desktop.data.hands import button, choose, click, import_all, read, settle, texts


def own_sums(path: Path) -> tuple[float, int]:
    """What was charged, and how often, as the cells say."""
    (sheet,) = (each for each in read_sheets(path) if len(each.rows) > 1)
    charged = [float(str(row[3])) for number, row in sheet.rows.items() if number and row[3]]
    return sum(charged), sum(amount != 0 for amount in charged)


def test_charges_by_day_become_sales(workspace: DataWorkspace, session: Session, qtbot: QtBot) -> None:
    path = shared_path("data", "jp_workbooks", "gakushu_課金データ.xlsx")
    page = read(workspace, qtbot, path)
    assert "見出しの行を選んでください" in texts(page)
    names = page.review.sheet.grid.verticalHeader()
    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, names.sectionSize(0) // 2))
    click(button(page, "この行を見出しにする"))
    settle(page, qtbot)
    choose(page.review.sheet.head.shape, "売上の明細")
    settle(page, qtbot)
    assert "次の列を選んでください：受注金額" in texts(page)
    click(page.review.sheet.chips.chip(3))
    choose(page.review.sheet.popup.box("use"), "受注金額")
    settle(page, qtbot)
    page.review.sheet.popup.close()
    import_all(page)
    total, times = own_sums(path)
    facts = [each.fact for each in session.document.facts() if each.fact.source.file == path.name]
    assert sum(fact.value for fact in facts if fact.metric == "revenue") == pytest.approx(total)
    assert sum(fact.value for fact in facts if fact.metric == "orders") == times
