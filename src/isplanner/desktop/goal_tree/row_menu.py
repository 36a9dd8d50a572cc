"""RowMenu: what can be done with a row of the outline, with the keys that do it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from isplanner.desktop.goal_tree.outline import Outline
from isplanner.desktop.goal_tree.outline_columns import TARGET
from isplanner.desktop.goal_tree.rows import RowKind


class RowMenu(QMenu):
    """The menu of the current row.

    Signals:
        lever_wanted: the NodeKey whose formula is to go.
        removal_wanted: the NodeKey that is to go.
    """

    lever_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, outline: Outline) -> None:
        super().__init__(outline)
        self._outline = outline
        self.target = self._add(self.tr("目標を入力"), "F2", lambda: outline.edit_column(TARGET))
        self.formula = self._add(self.tr("数式を編集"), "Ctrl+E", outline.edit_formula)
        self.lever = self._add(self.tr("数式を外してレバーにする"), "", lambda: self._ask(self.lever_wanted.emit))
        self.addSeparator()
        self._add(self.tr("コピー"), "Ctrl+C", outline.copy)
        self._add(self.tr("貼り付け"), "Ctrl+V", outline.paste)
        self.clear_target = self._add(self.tr("選んだ数値を消す"), "Delete", outline.clear_cells)
        self.addSeparator()
        self._add(self.tr("開く／閉じる"), "Space", outline.fold)
        self._add(self.tr("すべて開く"), "", outline.expandAll)
        self._add(self.tr("すべて閉じる"), "", outline.collapseAll)
        self.addSeparator()
        self.remove = self._add(self.tr("ツリーから外す"), "", lambda: self._ask(self.removal_wanted.emit))
        outline.menu_wanted.connect(self.show_at)

    def show_at(self, place: QPoint) -> None:
        """Open for the row the user is on."""
        row = self._outline.current_row
        is_node = row is not None and row.kind is RowKind.NODE
        for action in (self.target, self.formula):
            action.setEnabled(is_node)
        self.lever.setEnabled(is_node and row is not None and row.formula is not None)
        self.remove.setEnabled(is_node and row is not None and not row.is_kgi)
        self.popup(place)

    def _add(self, words: str, keys: str, act: Callable[[], object]) -> QAction:
        action = self.addAction(words)
        action.setShortcut(QKeySequence(keys))
        # Shown here only: the outline itself takes the keys.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        return action

    def _ask(self, emit: Callable[[object], None]) -> None:
        row = self._outline.current_row
        if row is not None and row.key is not None:
            emit(row.key)
