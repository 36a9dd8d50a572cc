from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.widgets.tab_order import order_tabs


def test_tab_goes_by_the_layout_whatever_was_made_first(qtbot: QtBot) -> None:
    last, third, second, first = (QLineEdit() for _ in range(4))
    window, column, row = QSplitter(), QWidget(), QHBoxLayout()
    lines = QVBoxLayout(column)
    lines.addLayout(row)
    for field in (first, second):
        row.addWidget(field)
    lines.addWidget(third)
    scroll, inside = QScrollArea(), QWidget()
    QVBoxLayout(inside).addWidget(last)
    scroll.setWidget(inside)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.addWidget(column)
    window.addWidget(scroll)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    order_tabs(window)
    first.setFocus()
    reached = [QApplication.focusWidget()]
    for _ in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [first, second, third, last, first]
