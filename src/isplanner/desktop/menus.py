"""The menu bar: which action stands where, with a plan and without one."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from isplanner.desktop.actions import Actions
from isplanner.desktop.theme import ThemeChoice
from isplanner.text.language import Language

LINE = ""
LANGUAGES: Mapping[Language, str] = {"ja": "日本語", "en": "English"}
"""Each in its own words, whatever language the window speaks."""

_ALWAYS = {
    "file": ("new_plan", "open_plan", LINE, "open_demo", LINE, "quit"),
    "view": ("full_screen",),
    "help": ("manual", "shortcuts", "about"),
}
_WITH_PLAN = {
    "file": ("new_plan", "open_plan", LINE, "open_demo", LINE, "save", "save_copy", "close_plan", LINE, "quit"),
    "edit": ("undo", "redo"),
    "view": ("full_screen",),
    "plan": ("set_goal", LINE, "keep_template"),
    "data": ("import_files", "paste_table", LINE, "show_source", LINE, "watch_folder"),
    "export": ("export_members", "export_team"),
    "help": ("manual", "shortcuts", "about"),
}


class Menus:
    """Fills a menu bar; what needs more than its words (recent plans, workspaces, choices) is filled in by calls.

    `themes` and `languages` are the menus of the choices.
    """

    def __init__(self, bar: QMenuBar, actions: Actions, *, has_plan: bool) -> None:
        self._actions = actions
        bar.clear()
        for old in bar.findChildren(QMenu):
            old.deleteLater()  # clear() only takes them out of sight
        self._menus = {
            name: self._fill(bar.addMenu(actions.menu_title(name)), names)
            for name, names in (_WITH_PLAN if has_plan else _ALWAYS).items()
        }

    def add_recent(self, paths: Sequence[Path], open_plan: Callable[[Path], object]) -> None:
        """The recent plans that are still there, below 開く."""
        menu = QMenu(self._actions.menu_title("recent"), self._menus["file"])
        for path in paths:
            if path.is_file():
                # In a menu & marks the key: a name keeps its own as &&.
                entry = menu.addAction(f"{path.stem}　—　{path.parent}".replace("&", "&&"))
                entry.triggered.connect(lambda _=False, path=path: open_plan(path))
        menu.setEnabled(not menu.isEmpty())
        self._menus["file"].insertMenu(self._actions["open_demo"], menu)

    def add_workspaces(self, names: Sequence[str], show: Callable[[int], object]) -> None:
        """The workspaces with Ctrl+1 …, at the top of 表示."""
        menu = self._menus["view"]
        first = menu.actions()[0]
        for number, words in enumerate(names):
            entry = QAction(f"{words}(&{number + 1})", menu)
            entry.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
            entry.triggered.connect(lambda _=False, number=number: show(number))
            menu.insertAction(first, entry)
        menu.insertSeparator(first)

    def add_choices(
        self,
        theme: ThemeChoice,
        language: Language,
        choose_theme: Callable[[ThemeChoice], object],
        choose_language: Callable[[Language], object],
    ) -> None:
        """明るさ and 言語, the present choice ticked."""
        menu = self._menus["view"]
        self.themes = themes = QMenu(self._actions.menu_title("theme"), menu)
        for choice in ThemeChoice:
            action = self._actions[f"theme_{choice}"]
            action.triggered.connect(lambda _=False, choice=choice: choose_theme(choice))
            _tick(themes, action, is_chosen=choice is theme)
        self.languages = languages = QMenu(self._actions.menu_title("language"), menu)
        for each, words in LANGUAGES.items():
            action = QAction(words, languages)
            action.triggered.connect(lambda _=False, each=each: choose_language(each))
            _tick(languages, action, is_chosen=each == language)
        for sub_menu in (themes, languages):
            menu.insertMenu(self._actions["full_screen"], sub_menu)
        menu.insertSeparator(self._actions["full_screen"])

    def _fill(self, menu: QMenu, names: Sequence[str]) -> QMenu:
        for name in names:
            if name == LINE:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])
        return menu


def _tick(menu: QMenu, action: QAction, *, is_chosen: bool) -> None:
    group = menu.findChild(QActionGroup) or QActionGroup(menu)
    action.setCheckable(True)
    action.setChecked(is_chosen)
    group.addAction(action)
    menu.addAction(action)
