"""Outline: the goal tree as a tree table, to be walked and edited by keyboard."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.deed import BY_CHORD, Deed
from isplanner.desktop.goal_tree.formula_check import FormulaCheck
from isplanner.desktop.goal_tree.outline_block import shown_rows
from isplanner.desktop.goal_tree.outline_cells import FormulaCells, LeverCells, NameCells
from isplanner.desktop.goal_tree.outline_columns import FORMULA, NAME, PRIORITY, TARGET, VALUE, outline_columns
from isplanner.desktop.goal_tree.outline_view import OutlineView
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind, row_key
from isplanner.desktop.goal_tree.tree_grid import Index, TreeGrid
from isplanner.desktop.language import language
from isplanner.desktop.models.record_model import Commit
from isplanner.desktop.models.tree_model import Branch, TreeModel
from isplanner.desktop.widgets.chord import chord, chord_of
from isplanner.desktop.widgets.plain_label import plain_tip
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

_WIDEST, _FORMULA, _NARROW = 280, 160, 200
_ANYWHERE = {
    Deed.TRY_VALUE,
    Deed.EDIT_FORMULA,
    Deed.MOVE_UP,
    Deed.MOVE_DOWN,
    Deed.MOVE_IN,
    Deed.MOVE_OUT,
    Deed.SOLVE,
    Deed.LOCK,
    Deed.ADD_INFLUENCE,
    Deed.SPLIT,
    Deed.SHOW_SOURCE,
}
_ON_NAMES: Mapping[int, Deed] = {
    chord(Qt.Key.Key_Return): Deed.ADD_SIBLING,
    chord(Qt.Key.Key_Enter): Deed.ADD_SIBLING,
    chord(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier): Deed.ADD_SIBLING,
    chord(Qt.Key.Key_Tab): Deed.ADD_CHILD,
    chord(Qt.Key.Key_Backtab): Deed.MOVE_OUT,
    chord(Qt.Key.Key_Delete): Deed.REMOVE,
    chord(Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier): Deed.CUT,
    chord(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier): Deed.COPY,
    chord(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier): Deed.PASTE,
}
_WIDTHS = {NAME: 236, TARGET: 104, VALUE: 104, "baseline": 98, "forecast": 66, "gap": 104, PRIORITY: 56}


def _fold_key(row: OutlineRow) -> object:
    return row_key(row), row.is_one_of_channels


class Outline(TreeGrid[OutlineRow]):
    """The rows of a plan. Typing and pasting end in one call of `commit`.

    In the column of names it is an outliner: Enter a sibling, Tab a child, Shift+Tab a step out, Delete away.

    Signals:
        node_chosen: the NodeKey of the row the user went to.
        deed_wanted: a Deed that a key asks for, to be done with the current row.
        value_typed: (OutlineRow, what is typed as its value); (None, None) when that is over.
    """

    node_chosen = Signal(object)
    deed_wanted = Signal(object)
    value_typed = Signal(object, object)

    def __init__(self, commit: Commit[OutlineRow], parent: QWidget | None = None) -> None:
        rows = TreeModel[OutlineRow](row_key, commit)
        self._money = MoneyUnit.MILLION_YEN
        rows.show_columns(outline_columns(self._money))
        super().__init__(rows, parent)
        rows.setParent(self)
        self._plan: Plan | None = None
        self._is_open: dict[object, bool] = {}
        self.expanded.connect(lambda index: self._note_fold(index, is_open=True))
        self.collapsed.connect(lambda index: self._note_fold(index, is_open=False))
        self._is_showing = False
        self.setItemDelegateForColumn(self._column(NAME), NameCells(self.write, self))
        self.setItemDelegateForColumn(self._column(FORMULA), FormulaCells(self.write, self._check_of, self))
        levers = LeverCells(self.write, self)
        levers.left.connect(self.cells.left)
        levers.filled.connect(self.cells.filled)
        levers.typed.connect(self.value_typed)
        self.setItemDelegateForColumn(self._column(VALUE), levers)
        self.setIndentation(18)
        self.setAccessibleName(self.tr("目標ツリーのアウトライン"))
        deeds = {keys: partial(self.deed_wanted.emit, deed) for keys, deed in BY_CHORD.items() if deed in _ANYWHERE}
        self._keys = {**self._keys, **deeds}
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(40)
        self.header().setResizeContentsPrecision(0)  # only rows that are seen: all of them take a third of a second
        for key, width in _WIDTHS.items():
            self.header().resizeSection(self._column(key), width)
        self._branches: Sequence[Branch[OutlineRow]] = ()
        self.look = OutlineView(self, lambda: self.rows.columns)
        self.look.sorted.connect(self._show_rows)
        self.narrow = QLineEdit()
        self.narrow.setMinimumWidth(_NARROW // 2)
        self.narrow.setMaximumWidth(_NARROW)
        self.narrow.setClearButtonEnabled(True)
        self.narrow.setPlaceholderText(self.tr("絞り込み"))
        self.narrow.setToolTip(plain_tip(self.tr("名前・読み・チャネルで絞り込み（Ctrl+Shift+L）")))
        self.narrow.setAccessibleName(self.tr("アウトラインを絞り込む"))
        self.narrow.textChanged.connect(self.look.narrow)

    def show_branches(self, plan: "Plan", branches: Sequence[Branch[OutlineRow]], money: MoneyUnit) -> None:
        """Show the rows of a plan. What is new is open, but for the folds of channels."""
        self._plan = plan
        if money is not self._money:
            self._money = money
            self.rows.show_columns(outline_columns(money))
        self._branches = branches
        self._show_rows()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))

    def _show_rows(self) -> None:
        """The rows as they are sorted; what was open stays open, also where rows change places."""
        here = self.current_row
        self._is_showing = True  # rows that change places are no steps of the user's
        self.rows.show_branches(self.look.in_order(self._branches))
        for index in list(self.rows.walk()):
            row = self.rows.record(index)
            wanted = self._is_open.get(_fold_key(row))
            is_open = self._is_open_at_first(index) if wanted is None else wanted
            self.setExpanded(index, is_open or self.look.is_narrowed)
            if row.kind in {RowKind.CHANNELS, RowKind.BESIDE}:
                self.setFirstColumnSpanned(index.row(), index.parent(), True)
        self._widen()
        if here is not None and here.key is not None and self._is_in_sight(self.rows.find(row_key(here))):
            self.show_node(here.key)
        self._is_showing = False
        now = self.current_row
        if here is not None and now is not None and now.key is not None and now.key != here.key:
            self.node_chosen.emit(now.key)

    def show_node(self, key: NodeKey) -> None:
        """Go to a node's row, unless it is the current one."""
        current = self.current_row
        index = self.rows.find((RowKind.NODE, key))
        if index.isValid() and (current is None or current.key != key):
            there = index.siblingAtColumn(max(self.currentIndex().column(), 0))
            # Whatever key is held: with Ctrl the view would keep what was selected before.
            self.selectionModel().setCurrentIndex(there, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def current_row(self) -> OutlineRow | None:
        """The row the user is on."""
        index = self.currentIndex()
        return self.rows.record(index) if index.isValid() else None

    @property
    def way(self) -> tuple[NodeKey, ...]:
        """What the current row hangs on, the nearest first."""
        found, index = list[NodeKey](), self.currentIndex().parent()
        while index.isValid():
            row = self.rows.record(index)
            if row.kind is RowKind.NODE and row.key is not None:
                found.append(row.key)
            index = index.parent()
        return tuple(found)

    @property
    def selected_nodes(self) -> tuple[NodeKey, ...]:
        """The nodes selected in the column of names, from the top down; () where the selection is one of numbers."""
        if any(index.column() != self._column(NAME) for index in self.selectedIndexes()):
            return ()
        rows = [self.rows.record(index) for index in shown_rows(self) if self.selectionModel().isSelected(index)]
        return tuple(row.key for row in rows if row.kind is RowKind.NODE and row.key is not None)

    def edit_column(self, key: str) -> None:
        """Open the current row's cell in a column."""
        self.setCurrentIndex(self.currentIndex().siblingAtColumn(self._column(key)))
        self.edit_cell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = _ON_NAMES.get(chord_of(event))
        is_on_name = self.currentIndex().column() == self._column(NAME) or self.current_row is None
        if deed is not None and is_on_name and self._editor is None:
            self.deed_wanted.emit(deed)
        else:
            super().keyPressEvent(event)

    @override
    def words_of(self, problem: Problem) -> str:
        return describe_problem(problem, self._plan, language()) if self._plan else super().words_of(problem)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the whole row is tinted
        row = self.current_row
        if row is not None and row.key is not None and not self._is_showing:
            self.node_chosen.emit(row.key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._widen()

    def _note_fold(self, index: Index, *, is_open: bool) -> None:
        if not self.look.is_narrowed:  # then all is open, so that what is wanted is seen
            self._is_open[_fold_key(self.rows.record(index))] = is_open

    def _is_in_sight(self, index: Index) -> bool:
        """Whether a row is there and no fold hides it."""
        return index.isValid() and not self.visualRect(index).isEmpty()

    def _is_open_at_first(self, index: Index) -> bool:
        below = self.rows.index(0, 0, index)
        is_fold = self.rows.record(index).kind is RowKind.CHANNELS
        return below.isValid() and not is_fold and not self.rows.record(below).is_one_of_channels

    def _column(self, key: str) -> int:
        return [column.key for column in self.rows.columns].index(key)

    def _check_of(self, index: Index) -> FormulaCheck:
        row = self.rows.record(index)
        assert self._plan is not None
        assert row.key is not None
        return FormulaCheck.of(self._plan, row.key)

    def _widen(self) -> None:
        """Cut no number off, names within reason; formulas have what room is left."""
        if not self.isVisible():  # behind the cards
            return
        head, formula = self.header(), self._column(FORMULA)
        for place, column in enumerate(self.rows.columns):
            if self.look.width_of(column.key) is None and (column.is_number or column.key == NAME):
                wanted = min(self.sizeHintForColumn(place), _WIDEST)
                head.resizeSection(place, max(_WIDTHS.get(column.key, 0), wanted))
        if self.look.width_of(FORMULA) is None:
            others = head.length() - head.sectionSize(formula)
            head.resizeSection(formula, max(_FORMULA, self.viewport().width() - others))
