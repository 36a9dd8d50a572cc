"""Outline: the goal tree as a tree table, to be walked and edited by keyboard."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from isplanner.desktop.goal_tree.formula_check import FormulaCheck
from isplanner.desktop.goal_tree.outline_cells import FormulaCells, NameCells
from isplanner.desktop.goal_tree.outline_columns import FORMULA, NAME, PRIORITY, TARGET, outline_columns
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind, row_key
from isplanner.desktop.goal_tree.tree_grid import Index, TreeGrid
from isplanner.desktop.language import language
from isplanner.desktop.models.record_model import Commit
from isplanner.desktop.models.tree_model import Branch, TreeModel
from isplanner.desktop.widgets.chord import chord
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit
from isplanner.text.problems import describe_problem

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

_WIDEST, _FORMULA = 280, 160
_WIDTHS = {NAME: 236, TARGET: 104, "value": 104, "baseline": 98, "forecast": 66, "gap": 104, PRIORITY: 56}


class Outline(TreeGrid[OutlineRow]):
    """The rows of a plan. Typing and pasting end in one call of `commit`.

    Signals:
        node_chosen: the NodeKey of the row the user went to.
    """

    node_chosen = Signal(object)

    def __init__(self, commit: Commit[OutlineRow], parent: QWidget | None = None) -> None:
        rows = TreeModel[OutlineRow](row_key, commit)
        self._money = MoneyUnit.MILLION_YEN
        rows.show_columns(outline_columns(self._money))
        super().__init__(rows, parent)
        rows.setParent(self)
        self._plan: Plan | None = None
        self._known: set[object] = set()
        self.setItemDelegateForColumn(self._column(NAME), NameCells(self.write, self))
        self.setItemDelegateForColumn(self._column(FORMULA), FormulaCells(self.write, self._check_of, self))
        self.setIndentation(18)
        self.setAccessibleName(self.tr("目標ツリーのアウトライン"))
        self._keys = {**self._keys, chord(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier): self.edit_formula}
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(40)
        self.header().setResizeContentsPrecision(0)  # only rows that are seen: all of them take a third of a second
        for key, width in _WIDTHS.items():
            self.header().resizeSection(self._column(key), width)

    def show_branches(self, plan: "Plan", branches: Sequence[Branch[OutlineRow]], money: MoneyUnit) -> None:
        """Show the rows of a plan. What is new is open, but for the folds of channels."""
        self._plan = plan
        if money is not self._money:
            self._money = money
            self.rows.show_columns(outline_columns(money))
        self.rows.show_branches(branches)
        for index in list(self.rows.walk()):
            row = self.rows.record(index)
            key = row_key(row), row.is_one_of_channels
            if key not in self._known:
                self._known.add(key)
                self.setExpanded(index, self._is_open_at_first(index))
            if row.kind in {RowKind.CHANNELS, RowKind.BESIDE}:
                self.setFirstColumnSpanned(index.row(), index.parent(), True)
        self._widen()
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))

    def show_node(self, key: NodeKey) -> None:
        """Go to a node's row, unless it is the current one."""
        current = self.current_row
        index = self.rows.find((RowKind.NODE, key))
        if index.isValid() and (current is None or current.key != key):
            self.setCurrentIndex(index.siblingAtColumn(max(self.currentIndex().column(), 0)))

    @property
    def current_row(self) -> OutlineRow | None:
        """The row the user is on."""
        index = self.currentIndex()
        return self.rows.record(index) if index.isValid() else None

    def edit_column(self, key: str) -> None:
        """Open the current row's cell in a column."""
        self.setCurrentIndex(self.currentIndex().siblingAtColumn(self._column(key)))
        self.edit_cell()

    def edit_formula(self) -> None:
        """Open the current row's formula."""
        self.edit_column(FORMULA)

    @override
    def words_of(self, problem: Problem) -> str:
        return describe_problem(problem, self._plan, language()) if self._plan else super().words_of(problem)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # the whole row is tinted
        row = self.current_row
        if row is not None and row.key is not None:
            self.node_chosen.emit(row.key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

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
        head, formula = self.header(), self._column(FORMULA)
        for place, column in enumerate(self.rows.columns):
            if column.is_number or column.key == NAME:
                wanted = min(self.sizeHintForColumn(place), _WIDEST)
                head.resizeSection(place, max(head.sectionSize(place), wanted))
        others = head.length() - head.sectionSize(formula)
        head.resizeSection(formula, max(_FORMULA, self.viewport().width() - others))
