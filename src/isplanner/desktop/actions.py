"""Every action once: its words, its keys, its icon. Menus, tool tips and the window only name them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from isplanner.desktop.icons import icon


@dataclass(frozen=True, slots=True)
class ActionWords:
    """An action's words, with the key of its menu, and its shortcuts, the first of which menus show."""

    words: str
    shortcuts: tuple[str, ...] = ()
    icon: str | None = None


ACTIONS: Mapping[str, ActionWords] = {
    "new_plan": ActionWords(QT_TRANSLATE_NOOP("Actions", "新しいプラン(&N)…"), ("Ctrl+N",), "file"),
    "open_plan": ActionWords(QT_TRANSLATE_NOOP("Actions", "開く(&O)…"), ("Ctrl+O",), "folder"),
    "open_demo": ActionWords(QT_TRANSLATE_NOOP("Actions", "デモプランを開く(&D)")),
    "save": ActionWords(QT_TRANSLATE_NOOP("Actions", "保存の確認(&S)"), ("Ctrl+S",)),
    "save_copy": ActionWords(QT_TRANSLATE_NOOP("Actions", "控えを保存(&C)…"), ("Ctrl+Shift+S", "F12")),
    "close_plan": ActionWords(QT_TRANSLATE_NOOP("Actions", "プランを閉じる(&W)"), ("Ctrl+W",)),
    "quit": ActionWords(QT_TRANSLATE_NOOP("Actions", "終了(&Q)"), ("Ctrl+Q",)),
    "undo": ActionWords(QT_TRANSLATE_NOOP("Actions", "元に戻す(&U)"), ("Ctrl+Z",), "undo"),
    "redo": ActionWords(QT_TRANSLATE_NOOP("Actions", "やり直す(&R)"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    "theme_system": ActionWords(QT_TRANSLATE_NOOP("Actions", "自動（システムに合わせる）(&A)")),
    "theme_light": ActionWords(QT_TRANSLATE_NOOP("Actions", "ライト(&L)")),
    "theme_dark": ActionWords(QT_TRANSLATE_NOOP("Actions", "ダーク(&D)")),
    "full_screen": ActionWords(QT_TRANSLATE_NOOP("Actions", "全画面(&F)"), ("F11",)),
    "set_goal": ActionWords(QT_TRANSLATE_NOOP("Actions", "KGI を決める(&K)…"), ("Ctrl+G",)),
    "import_files": ActionWords(QT_TRANSLATE_NOOP("Actions", "実績を取り込む(&I)…"), ("Ctrl+I",), "download"),
    "export_members": ActionWords(
        QT_TRANSLATE_NOOP("Actions", "メンバーの KPI シート(&M)…"), ("Ctrl+Shift+E",), "upload"
    ),
    "manual": ActionWords(QT_TRANSLATE_NOOP("Actions", "使い方(&H)"), ("F1",), "book"),
    "shortcuts": ActionWords(QT_TRANSLATE_NOOP("Actions", "キーの一覧(&K)"), ("Ctrl+/",)),
    "about": ActionWords(QT_TRANSLATE_NOOP("Actions", "isplanner について(&A)")),
}
"""Every action of the window, by its id."""

MENUS: Mapping[str, str] = {
    "file": QT_TRANSLATE_NOOP("Menus", "ファイル(&F)"),
    "edit": QT_TRANSLATE_NOOP("Menus", "編集(&E)"),
    "view": QT_TRANSLATE_NOOP("Menus", "表示(&V)"),
    "plan": QT_TRANSLATE_NOOP("Menus", "プラン(&P)"),
    "data": QT_TRANSLATE_NOOP("Menus", "データ(&D)"),
    "export": QT_TRANSLATE_NOOP("Menus", "書き出し(&X)"),
    "help": QT_TRANSLATE_NOOP("Menus", "ヘルプ(&H)"),
    "recent": QT_TRANSLATE_NOOP("Menus", "最近のプラン(&R)"),
    "theme": QT_TRANSLATE_NOOP("Menus", "明るさ(&T)"),
    "language": QT_TRANSLATE_NOOP("Menus", "言語 / Language(&L)"),
}
"""The words of the menus, by id."""


def make_actions(parent: QObject) -> dict[str, QAction]:
    """All actions as QActions with words in the present language; they do nothing until connected."""
    return {name: _make(name, declared, parent) for name, declared in ACTIONS.items()}


def menu_title(name: str) -> str:
    """A menu's title in the present language."""
    return QCoreApplication.translate("Menus", MENUS[name])


def action_words(name: str) -> str:
    """An action's words without the menu key and the dots, for tool tips and lists."""
    return plain_words(QCoreApplication.translate("Actions", ACTIONS[name].words))


def plain_words(words: str) -> str:
    """終了(&Q)… → 終了; &Quit → Quit."""
    start = words.find("(&")
    shorn = words if start < 0 else words[:start] + words[start + 4 :]
    return shorn.replace("&", "").removesuffix("…")


def _make(name: str, declared: ActionWords, parent: QObject) -> QAction:
    action = QAction(QCoreApplication.translate("Actions", declared.words), parent)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(keys) for keys in declared.shortcuts])
    action.setIconVisibleInMenu(False)
    if declared.icon:
        action.setIcon(icon(declared.icon))
    return action
