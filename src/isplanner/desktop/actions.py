"""Every action once: its words, its keys, its icon. Menus, tool tips and the window only name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence

from isplanner.desktop.icons import icon
from isplanner.desktop.theme import font
from isplanner.desktop.widgets.plain_label import plain_tip

TURN_PX = 300
"""How wide the name of the edit beside the undo arrow may get."""


@dataclass(frozen=True, slots=True)
class ActionWords:
    """An action's words, with the key of its menu, and its shortcuts, the first of which menus show."""

    words: str
    shortcuts: tuple[str, ...] = ()
    icon: str | None = None


class Actions(QObject):
    """All actions and menu titles by id, in the language they were made in. They do nothing until connected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = {name: self._make(name, declared) for name, declared in self._declared().items()}
        self._menus = self._menu_titles()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def menu_title(self, name: str) -> str:
        """A menu's title, with its key."""
        return self._menus[name]

    def name_turn(self, name: str, edit: str | None) -> None:
        """Let undo or redo say which edit it is about; None where there is nothing to turn."""
        action = self._actions[name]
        named = self.tr("元に戻す：{edit}(&U)") if name == "undo" else self.tr("やり直す：{edit}(&R)")
        words = self._declared()[name].words if edit is None else named.format(edit=edit.replace("&", "&&"))
        action.setText(words)
        action.setIconText(QFontMetrics(font(12)).elidedText(plain_words(words), Qt.TextElideMode.ElideRight, TURN_PX))
        action.setToolTip(plain_tip(f"{plain_words(words)}  {action.shortcut().toString()}"))
        action.setEnabled(edit is not None)

    def _make(self, name: str, declared: ActionWords) -> QAction:
        action = QAction(declared.words, self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(keys) for keys in declared.shortcuts])
        action.setIconVisibleInMenu(False)
        if declared.icon:
            action.setIcon(icon(declared.icon))
        return action

    def _declared(self) -> dict[str, ActionWords]:
        return {
            "new_plan": ActionWords(self.tr("新しいプラン(&N)…"), ("Ctrl+N",), "file"),
            "open_plan": ActionWords(self.tr("開く(&O)…"), ("Ctrl+O",), "folder"),
            "open_demo": ActionWords(self.tr("デモプランを開く(&D)")),
            "save": ActionWords(self.tr("保存の確認(&S)"), ("Ctrl+S",)),
            "save_copy": ActionWords(self.tr("控えを保存(&C)…"), ("Ctrl+Shift+S", "F12")),
            "close_plan": ActionWords(self.tr("プランを閉じる(&W)"), ("Ctrl+W",)),
            "quit": ActionWords(self.tr("終了(&Q)"), ("Ctrl+Q",)),
            "undo": ActionWords(self.tr("元に戻す(&U)"), ("Ctrl+Z",), "undo"),
            "redo": ActionWords(self.tr("やり直す(&R)"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
            "theme_system": ActionWords(self.tr("自動（システムに合わせる）(&A)")),
            "theme_light": ActionWords(self.tr("ライト(&L)")),
            "theme_dark": ActionWords(self.tr("ダーク(&D)")),
            "full_screen": ActionWords(self.tr("全画面(&F)"), ("F11",)),
            "set_goal": ActionWords(self.tr("KGI を決める(&K)…"), ("Ctrl+G",)),
            "keep_template": ActionWords(self.tr("構成をテンプレートとして保存(&T)…")),
            "import_files": ActionWords(self.tr("実績を取り込む(&I)…"), ("Ctrl+I",), "download"),
            "paste_table": ActionWords(self.tr("クリップボードの表を取り込む(&V)"), ("Ctrl+Shift+V",)),
            "show_source": ActionWords(self.tr("数値の出どころ(&O)"), ("Ctrl+J",)),
            "watch_folder": ActionWords(self.tr("フォルダーを見張る(&F)…")),
            "export_members": ActionWords(
                self.tr("メンバーの KPI シート（1 人 1 ファイル）(&M)…"), ("Ctrl+Shift+E",), "upload"
            ),
            "export_team": ActionWords(self.tr("メンバーの KPI シート（1 つのブック）(&B)…")),
            "manual": ActionWords(self.tr("使い方(&H)"), ("F1",), "book"),
            "shortcuts": ActionWords(self.tr("キーの一覧(&K)"), ("Ctrl+/",)),
            "about": ActionWords(self.tr("isplanner について(&A)")),
        }

    def _menu_titles(self) -> dict[str, str]:
        return {
            "file": self.tr("ファイル(&F)"),
            "edit": self.tr("編集(&E)"),
            "view": self.tr("表示(&V)"),
            "plan": self.tr("プラン(&P)"),
            "data": self.tr("データ(&D)"),
            "export": self.tr("書き出し(&X)"),
            "help": self.tr("ヘルプ(&H)"),
            "recent": self.tr("最近のプラン(&R)"),
            "theme": self.tr("明るさ(&T)"),
            "language": self.tr("言語 / Language(&L)"),
        }


def plain_words(words: str) -> str:
    """終了(&Q)… → 終了; &Quit → Quit: an action's words for tool tips and lists."""
    without_key = re.sub(r"\(&\w\)", "", words).removesuffix("…")
    return re.sub(r"&(.)", r"\1", without_key)
