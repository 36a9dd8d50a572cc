"""The goal tree as the page of the plan has it: shown, and told of every change."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from isplanner.desktop.goal_tree.formula_edit import FormulaEdit
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.goal_tree.tool_bar import TreeView
from isplanner.desktop.goal_tree.workspace import GoalTreeWorkspace
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.callout import Callout
from isplanner.plan.scope import NodeKey


class TreeScreen:
    """What the hand does there, and what the eye sees."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session = session
        self.workspace = GoalTreeWorkspace(session)
        self.outline = self.workspace.outline
        qtbot.addWidget(self.workspace)
        session.plan_changed.connect(lambda change: self.workspace.show_plan(session.plan, change))
        session.answer_changed.connect(self.workspace.show_answer)
        self.workspace.resize(1372, 772)
        self.workspace.show()
        self.workspace.activateWindow()
        qtbot.waitUntil(self.workspace.isActiveWindow)
        self.workspace.show_plan(session.plan, None)
        self.workspace.show_view(TreeView.OUTLINE)
        self.outline.setFocus()

    def index(self, key: NodeKey, column: str = "name") -> QModelIndex:
        first = self.outline.rows.find((RowKind.NODE, key))
        assert first.isValid()
        return first.siblingAtColumn([one.key for one in self.outline.rows.columns].index(column))

    def click(self, key: NodeKey, column: str = "name") -> None:
        index = self.index(key, column)
        self.outline.scrollTo(index)
        place = self.outline.visualRect(index).center()
        QTest.mouseClick(self.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def open_above(self, key: NodeKey) -> None:
        """Unfold what a node is folded away in."""
        index = self.index(key).parent()
        while index.isValid():
            self.outline.setExpanded(index, True)
            index = index.parent()

    def shown(self, key: NodeKey, column: str) -> str:
        return str(self.index(key, column).data())

    @property
    def names(self) -> list[str]:
        """The names of the rows that are seen, indented."""
        rows, index = [], self.outline.rows.index(0, 0)
        while index.isValid():
            depth, above = 0, index.parent()
            while above.isValid():
                depth, above = depth + 1, above.parent()
            rows.append("  " * depth + str(index.data()))
            index = self.outline.indexBelow(index)
        return rows

    @property
    def row(self) -> OutlineRow:
        row = self.outline.current_row
        assert row is not None
        return row

    @property
    def column(self) -> str:
        return self.outline.rows.columns[self.outline.currentIndex().column()].key

    @property
    def said(self) -> str:
        return next((one.text() for one in self.workspace.findChildren(Callout) if one.isVisible()), "")

    @property
    def formula_editor(self) -> FormulaEdit | None:
        """The one that is open in a cell."""
        return next((one for one in self.outline.viewport().findChildren(FormulaEdit) if one.isVisible()), None)

    @property
    def edits(self) -> list[str]:
        return [edit.code for edit in self.session.document.history() if not edit.undone]

    def target(self, key: NodeKey) -> float | None:
        target = self.session.plan.targets.get(key)
        return target.value if target else None

    def colors(self, place: QWidget, around: QPoint, side: int = 12) -> set[str]:
        """The colours painted around a point."""
        picture = place.grab().toImage()
        return {
            picture.pixelColor(x, y).name()
            for x in range(around.x() - side, around.x() + side)
            for y in range(around.y() - side, around.y() + side)
            if picture.rect().contains(x, y)
        }
