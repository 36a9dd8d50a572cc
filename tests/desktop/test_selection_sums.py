"""What Excel says of a selection in its status bar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.selection_sums import SelectionSums
from isplanner.desktop.widgets.grid import Grid

DOWN, SHIFT = Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier


class Screen:
    """A grid with a column of numbers, one of rates, one of several units, and a button beside it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.grid, self.button = Grid(), QPushButton("b")
        model = QStandardItemModel(self.grid)
        for texts in (("1,200", "18.2%", "5件", "a"), ("300", "20%", "7円", "b"), ("12.5", "5%", "9件", "c")):
            items = [QStandardItem(text) for text in texts]
            for item in items[:3]:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight)
            model.appendRow(items)
        self.grid.setModel(model)
        column = QVBoxLayout(self.window)
        column.addWidget(self.grid)
        column.addWidget(self.button)
        self.words: list[str] = []
        self.sums = SelectionSums(self.window)
        self.sums.said.connect(self.words.append)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.button.setFocus()

    def select(self, column: int, rows: int = 3) -> str:
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.grid.model().index(0, column))
        for _ in range(rows - 1):
            QTest.keyClick(self.grid, DOWN, SHIFT)
        return self.words[-1]


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot)


def test_numbers_are_added_up_and_averaged(screen: Screen) -> None:
    assert screen.select(0) == "合計 1,512.5　平均 504.2　個数 3"
    assert screen.select(0, 2) == "合計 1,500　平均 750.0　個数 2"


def test_one_number_or_text_says_nothing(screen: Screen) -> None:
    assert not screen.select(0, 1)
    assert not screen.select(3)


def test_rates_and_several_units_are_only_counted(screen: Screen) -> None:
    assert screen.select(1) == "個数 3"
    assert screen.select(2) == "個数 3"


def test_it_stays_while_a_button_is_used_and_goes_with_the_table(screen: Screen) -> None:
    said = screen.select(0)
    screen.button.setFocus()
    assert screen.words[-1] == said
    screen.grid.deleteLater()
    QTest.qWait(50)
    assert not screen.words[-1]
