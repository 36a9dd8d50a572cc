"""NodeMenu: what can be done with a node, with the keys for it; the same on the canvas and in the outline."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from isplanner.desktop.goal_tree.deed import Deed, shown_keys
from isplanner.desktop.goal_tree.rows import OutlineRow, RowKind
from isplanner.desktop.language import language
from isplanner.text.names import node_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from isplanner.plan.log import Influence
    from isplanner.plan.plan import Plan

_EVERYWHERE = {Deed.FOLD, Deed.OPEN_ALL, Deed.CLOSE_ALL, Deed.ADD_SIBLING}


class NodeMenu(QMenu):
    """The menu of a row.

    Signals:
        chosen: a Deed.
        influence_dropped: the Influence that is to go.
    """

    chosen = Signal(object)
    influence_dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.actions_of: dict[Deed, QAction] = {}
        self._add_numbers()
        self._add_growth()
        self._add_levers()
        self._add_folds()

    def show_at(self, place: QPoint, row: OutlineRow | None, plan: "Plan") -> None:
        """Open for a row."""
        is_node = row is not None and row.kind is RowKind.NODE
        for deed, action in self.actions_of.items():
            action.setEnabled(is_node or deed in _EVERYWHERE)
        if row is not None and is_node:
            self._show_row(row)
        self._show_influences([one for one in plan.influences if row is not None and one.driven == row.key], plan)
        self.popup(place)

    def _show_row(self, row: OutlineRow) -> None:
        has_formula = row.formula is not None
        enabled = {
            Deed.MAKE_LEVER: has_formula,
            Deed.TRY_VALUE: row.is_settable,
            Deed.SOLVE: row.is_settable and not row.is_kgi,
            Deed.LOCK: row.is_settable,
            Deed.SPLIT: row.key is not None and row.key.channel is None,
            Deed.MAKE_KGI: row.key is not None and row.key.channel is None and not row.is_kgi,
            Deed.REMOVE: not row.is_kgi,
            Deed.CUT: not row.is_kgi,
        }
        for deed, is_enabled in enabled.items():
            self.actions_of[deed].setEnabled(is_enabled)
        words = self.tr("固定を外す") if row.is_locked else self.tr("今の値に固定する")
        self.actions_of[Deed.LOCK].setText(words)

    def _show_influences(self, influences: "Sequence[Influence]", plan: "Plan") -> None:
        self._drivers.clear()
        self._drivers.menuAction().setVisible(bool(influences))
        for influence in influences:
            name = node_name(influence.driver, plan.metrics, plan.channels, language())
            action = self._drivers.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, one=influence: self.influence_dropped.emit(one))

    def _add_numbers(self) -> None:
        self._add(Deed.EDIT_TARGET, self.tr("目標を入力"))
        self._add(Deed.TRY_VALUE, self.tr("値を動かしてみる"))
        self._add(Deed.EDIT_FORMULA, self.tr("数式を編集"))
        self._add(Deed.MAKE_LEVER, self.tr("数式を外してレバーにする"))
        self._add(Deed.MAKE_KGI, self.tr("この指標を KGI にする"))
        self._add(Deed.SHOW_SOURCE, self.tr("数値の出どころ"))
        self.addSeparator()

    def _add_growth(self) -> None:
        self._add(Deed.ADD_CHILD, self.tr("要因を加える…"))
        self._add(Deed.ADD_SIBLING, self.tr("並びに加える…"))
        moves = self.addMenu(self.tr("動かす"))
        self._add(Deed.MOVE_UP, self.tr("前へ"), moves)
        self._add(Deed.MOVE_DOWN, self.tr("後ろへ"), moves)
        self._add(Deed.MOVE_IN, self.tr("前の指標の要因にする"), moves)
        self._add(Deed.MOVE_OUT, self.tr("一段上へ"), moves)
        self._add(Deed.SPLIT, self.tr("チャネルに分ける"))
        self.addSeparator()
        self._add(Deed.CUT, self.tr("切り取り"))
        self._add(Deed.COPY, self.tr("コピー"))
        self._add(Deed.PASTE, self.tr("貼り付け"))
        self.addSeparator()

    def _add_levers(self) -> None:
        self._add(Deed.SOLVE, self.tr("逆算：KGI に届く値"))
        self._add(Deed.LOCK, self.tr("今の値に固定する"))
        self._add(Deed.ADD_INFLUENCE, self.tr("影響する指標を選ぶ…"))
        self._drivers = self.addMenu(self.tr("影響を消す"))
        self.addSeparator()

    def _add_folds(self) -> None:
        self._add(Deed.FOLD, self.tr("開く／閉じる"))
        self._add(Deed.OPEN_ALL, self.tr("すべて開く"))
        self._add(Deed.CLOSE_ALL, self.tr("すべて閉じる"))
        self.addSeparator()
        self._add(Deed.REMOVE, self.tr("ツリーから外す"))

    def _add(self, deed: Deed, words: str, menu: "QMenu | None" = None) -> None:
        action = (menu or self).addAction(words)
        action.setShortcut(shown_keys(deed))
        # Shown here only: canvas and outline take the keys themselves.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: self.chosen.emit(deed))
        self.actions_of[deed] = action
