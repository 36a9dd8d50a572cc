"""目標配分 as the page of the plan has it: shown, and told of every change."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isplanner.analysis.sharing.ways import TrackRecord
from isplanner.desktop.session import Session
from isplanner.desktop.targets.workspace import TargetsWorkspace
from isplanner.desktop.widgets.callout import Callout
from isplanner.plan.period import Span

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
TEAM, DAYS = 8, 9
OUTLOOK = 3
"""The columns behind those of months and weeks."""


class Targets:
    """What the hand does there, and what the eye sees."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session = session
        self.workspace = TargetsWorkspace(session)
        self.grid = self.workspace.grid
        qtbot.addWidget(self.workspace)
        session.plan_changed.connect(lambda change: self.workspace.show_plan(session.plan, change))
        session.answer_changed.connect(self.workspace.show_answer)
        self.workspace.resize(1372, 732)
        self.workspace.show()
        self.workspace.activateWindow()
        qtbot.waitUntil(self.workspace.isActiveWindow)
        self.workspace.show_plan(session.plan, None)
        if self.workspace.node is not None:
            qtbot.waitUntil(lambda: session.answer is not None)

    @property
    def record(self) -> TrackRecord:
        assert self.session.answer is not None
        return self.session.answer.record

    @property
    def november(self) -> Span:
        return self.session.plan.months[1]

    def cell(self, row: int, span: Span) -> QModelIndex:
        cell = self.grid.cell(row, span)
        assert cell.isValid()
        return cell

    def click(self, row: int, span: Span) -> None:
        self.grid.scrollTo(self.cell(row, span))
        QTest.mouseClick(self.grid.viewport(), LEFT, NONE, self.grid.visualRect(self.cell(row, span)).center())

    def type_over(self, row: int, span: Span, text: str) -> None:
        self.click(row, span)
        QTest.keyClicks(self.grid, text[0])
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)

    def number(self, row: int, span: Span) -> int:
        return int(self.cell(row, span).data(Qt.ItemDataRole.EditRole))

    def numbers(self, span: Span) -> list[int]:
        return [self.number(row, span) for row in range(TEAM)]

    def is_locked(self, row: int, span: Span) -> bool:
        return self.cell(row, span).data(Qt.ItemDataRole.DecorationRole) is not None

    def said(self) -> str:
        return next((one.text() for one in self.workspace.findChildren(Callout) if one.isVisible()), "")

    def sums(self) -> list[str]:
        return [line.text() for line in self.workspace.lists.sums.lines.values() if line.isVisible()]
