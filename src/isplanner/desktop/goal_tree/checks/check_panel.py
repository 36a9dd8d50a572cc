"""CheckPanel: the list of findings below the tree; F8 and Shift+F8 walk through it, Enter mends."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QToolButton, QTreeView, QVBoxLayout, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.checks.check_rows import CheckRow, check_rows, row_key
from isplanner.desktop.goal_tree.checks.mender import Mender
from isplanner.desktop.goal_tree.mend_words import MendWords
from isplanner.desktop.icons import icon
from isplanner.desktop.models.column import Column
from isplanner.desktop.models.tree_model import TreeModel
from isplanner.desktop.widgets.cell_delegate import CellDelegate
from isplanner.desktop.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from isplanner.desktop.session import Session
    from isplanner.jobs.inspection import Inspection

HEIGHT = 210
_WORDS, _MEND = 0, 1
_MEND_WIDTH = 150
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CheckPanel(QFrame):
    """点検.

    Signals:
        counted: how many findings there are.
        node_wanted: the NodeKey that the current row is about.
        closed: the panel is wanted no more.
    """

    counted = Signal(int)
    node_wanted = Signal(object)
    closed = Signal()

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "checks")
        self.mender = Mender(session, self)
        self._words = MendWords(self)
        self.title = PlainLabel(self.tr("点検"), "section")
        self.hint = PlainLabel(self.tr("F8 次へ　Shift+F8 前へ　Enter 直す"), "hint")
        self.good = PlainLabel(self.tr("✓ 気になる点はありません。"), "ok")
        self.early = PlainLabel(self.tr("目標を決めると、足りないものと直し方がここに並びます。"), "hint")
        self.early.setWordWrap(True)
        self.rows = TreeModel[CheckRow](row_key, _refuse, self)
        self.list = _CheckList(self)
        self.list.setModel(self.rows)
        self.list.setAccessibleName(self.tr("点検"))
        self.rows.show_columns(_columns(self.tr("見つかったこと"), self.tr("直し方")))
        self._set_up()
        self._arrange()

    def show_inspection(self, inspection: "Inspection") -> None:
        """Show what was found; rows that are still there stay open and current."""
        findings = inspection.findings
        self.rows.show_branches(check_rows(findings, inspection.plan, self._words))
        self.title.setText(self.tr("点検　{count}").format(count=len(findings)))
        has_targets = bool(inspection.plan.targets)
        self.good.setVisible(not findings and has_targets)
        self.early.setVisible(not findings and not has_targets)
        self.list.setVisible(bool(findings))
        self.counted.emit(len(findings))

    def step(self, by: int) -> None:
        """Go to the next finding (or back), and have the tree show its node."""
        leaves = list(self._leaves())
        if not leaves:
            return
        here = self.list.currentIndex().siblingAtColumn(_WORDS)
        if here in leaves:
            place = (leaves.index(here) + by) % len(leaves)
        else:
            first = next((n for n, leaf in enumerate(leaves) if leaf.parent() == here and here.isValid()), 0)
            place = first if by > 0 else first - 1
        self.list.expand(leaves[place].parent())
        self.list.selectionModel().setCurrentIndex(
            leaves[place], QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.list.scrollTo(leaves[place])

    def mend(self, index: QModelIndex) -> None:
        """Do what the link of a row says."""
        row = self.rows.record(index)
        if row.mend:
            link = self.list.visualRect(index.siblingAtColumn(_MEND))
            self.mender.mend(row, self, self.list.viewport().mapToGlobal(link.bottomLeft()))

    def _leaves(self) -> Iterator[QModelIndex]:
        return (index for index in self.rows.walk() if not self.rows.record(index).is_head)

    def _on_current_changed(self, index: QModelIndex) -> None:
        if index.isValid() and (node := self.rows.record(index).node) is not None:
            self.node_wanted.emit(node)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == _MEND:
            self.mend(index)

    def _set_up(self) -> None:
        view = self.list
        view.setItemDelegate(CellDelegate(lambda _cells: False, view))
        view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        view.setUniformRowHeights(True)
        view.setHeaderHidden(True)
        view.setIndentation(16)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.header().setStretchLastSection(False)
        view.header().setSectionResizeMode(_WORDS, QHeaderView.ResizeMode.Stretch)
        view.header().setSectionResizeMode(_MEND, QHeaderView.ResizeMode.Fixed)
        view.header().resizeSection(_MEND, _MEND_WIDTH)
        view.clicked.connect(self._on_clicked)
        view.mend_wanted.connect(self.mend)
        view.selectionModel().currentChanged.connect(self._on_current_changed)

    def _arrange(self) -> None:
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setToolTip(self.tr("閉じる"))
        close.setAccessibleName(self.tr("点検を閉じる"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(14, 4, 6, 2)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.hint)
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for said in (self.good, self.early):
            column.addWidget(said)
            said.setContentsMargins(14, 4, 14, 8)
            said.hide()
        column.addWidget(self.list, 1)
        self.setMinimumHeight(110)


class _CheckList(QTreeView):
    """Enter mends, the arrows walk.

    Signals:
        mend_wanted: the index whose link is wanted.
    """

    mend_wanted = Signal(object)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.mend_wanted.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _columns(words: str, mend: str) -> list[Column[CheckRow]]:
    return [
        Column(
            key="words",
            header=words,
            text=lambda row: row.words,
            tip=lambda row: row.tip,
            is_bold=lambda row: row.is_head,
            tone=lambda row: "bad" if row.is_serious and not row.is_head else "",
        ),
        Column(key="mend", header=mend, text=lambda row: row.mend, tip=lambda row: row.tip, tone=lambda _row: "acc"),
    ]


def _refuse(_edits: object) -> None:
    """Nothing is typed into this list."""
