"""Commands: what the actions of the menus do."""

import atexit
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu, QMessageBox

from isplanner import __version__
from isplanner.desktop import plan_files
from isplanner.desktop.actions import Actions
from isplanner.desktop.folder_watch import FolderWatch
from isplanner.desktop.language import language
from isplanner.desktop.notices import Notice
from isplanner.plan.problem import PlanError

if TYPE_CHECKING:
    from collections.abc import Callable

    from isplanner.desktop.main_window import MainWindow
    from isplanner.jobs.goal import EarlierGoal
    from isplanner.plan.plan import Plan

_NAMED = 3
"""So many new workbooks are told by name."""


class Commands(QObject):
    """One method for each action that is more than a call of something else."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._pasted: Path | None = None
        self._watch = FolderWatch(self)
        self._watch.announced.connect(self._announce)
        if (folder := window.settings.watched_folder) is not None:
            self._watch.begin(folder)

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions of a newly built window do their work."""
        desk, window = self._desk, self._window
        acts = {
            "new_plan": desk.make_plan,
            "open_plan": desk.ask_and_open,
            "open_demo": desk.open_demo,
            "save": self.confirm_saved,
            "save_copy": self.save_copy,
            "close_plan": desk.close_plan,
            "quit": window.close,
            "full_screen": self.toggle_full_screen,
            "set_goal": self.set_goal,
            "keep_template": self.keep_template,
            "import_files": self.import_files,
            "paste_table": self.paste_table,
            "show_source": self.show_source,
            "watch_folder": self.turn_watch,
            "export_members": lambda: self.export_members(each=True),
            "export_team": lambda: self.export_members(each=False),
            "shortcuts": self.list_shortcuts,
            "about": self.tell_about,
            "manual": self.open_manual,
        }
        self._watching = actions["watch_folder"]
        self._watching.setCheckable(True)
        self._watching.setChecked(self._watch.folder is not None)
        if desk.session is not None:
            acts |= {"undo": desk.session.undo, "redo": desk.session.redo}
        for name, act in acts.items():
            actions[name].triggered.connect(lambda _=False, act=act: act())

    def open_manual(self) -> None:
        """F1."""
        from isplanner.desktop.manual import Manual

        manual = Manual(self._window)
        manual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manual.show()

    def set_goal(self) -> None:
        """Ask for the KGI's goal and store it."""
        from isplanner.desktop.goal_dialog import GoalDialog
        from isplanner.jobs.goal import changed_goal, earlier_goals

        session = self._desk.session
        if session is None:
            return
        day = session.answer.as_of if session.answer else session.plan.period.start

        def earlier_of(plan: "Plan") -> "Callable[[], tuple[EarlierGoal, ...]]":
            return session.on_facts(lambda _stored, actuals: earlier_goals(plan, actuals))

        dialog = GoalDialog(self._window, session.plan, day, earlier_of)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        if is_accepted and (goal := dialog.wanted) and (edit := changed_goal(session.plan, goal)):
            session.edit(edit)

    def keep_template(self) -> None:
        """Ask for a name and keep the structure of the open plan under it."""
        from isplanner.desktop.template_dialog import TemplateDialog
        from isplanner.jobs.templates import save_template, templates_folder

        session = self._desk.session
        if session is None:
            return
        folder = templates_folder()
        dialog = TemplateDialog(self._window, folder, session.document.path.stem)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        try:
            path = save_template(session.plan, dialog.wanted, folder)
        except PlanError as error:
            self._window.report(error.problem)
            return
        said = self.tr("テンプレート「{name}」を保存しました。新しいプランで選べます。")
        self._say(said.format(name=dialog.wanted), path.parent)

    def import_files(self) -> None:
        """Ask for workbooks and show what would be stored of them."""
        paths = plan_files.ask_workbooks(self._window, self._window.settings)
        if paths and self._window.plan_page is not None:
            self._window.plan_page.import_files(paths)

    def paste_table(self) -> None:
        """Show what would be stored of a table that was copied in Excel, a browser or a mail."""
        from isplanner.jobs.clipboard import table_file

        page = self._window.plan_page
        if page is None:
            return
        if self._pasted is None:
            self._pasted = Path(mkdtemp())
            atexit.register(rmtree, self._pasted, ignore_errors=True)
        # The name of what is pasted says when that was: nothing is worked out by the clock.
        now = datetime.now()  # noqa: DTZ005, TID251
        try:
            clipboard = QGuiApplication.clipboard().mimeData()
            path = table_file(clipboard.text(), clipboard.html(), self._pasted, now, language())
        except PlanError as error:
            self._window.report(error.problem)
        else:
            page.import_files([path], are_pasted=True)

    def show_source(self) -> None:
        """Ctrl+J: follow the number that the user is at down to the cells it comes from."""
        page = self._window.plan_page
        if page is None or page.number is None:
            return
        if (origin := page.workspace.origin_of()) is not None:
            page.show_data().show_source(origin)
        else:
            words = self.tr("出どころを見たい指標を、目標ツリーかファネルか目標配分で選んでください。")
            self._window.notices.show_notice(Notice(words))

    def turn_watch(self) -> None:
        """Ask for a folder to watch, or watch none any more."""
        settings = self._window.settings
        if self._watch.folder is None:
            folder = plan_files.ask_folder_to_watch(self._window, settings)
            if folder is not None:
                self._watch.begin(folder)
                self._say(self.tr("{folder} に新しいブックが来たらお知らせします。").format(folder=folder.name), folder)
        else:
            self._watch.end()
            self._window.notices.show_notice(Notice(self.tr("フォルダーの見張りをやめました。")))
        settings.watched_folder = self._watch.folder
        self._watching.setChecked(self._watch.folder is not None)

    def _announce(self, paths: "Sequence[Path]") -> None:
        """Tell of workbooks that turned up; one click reads them."""
        page = self._window.plan_page
        if page is not None:
            names = "、".join(path.name for path in paths[:_NAMED])
            words = self.tr("新しいブックがあります：{names}")
            if len(paths) > _NAMED:
                words = self.tr("新しいブックが {count} 件あります：{names} ほか")
            said = words.format(names=names, count=len(paths))
            notice = Notice(said, False, self.tr("取り込む"), lambda: page.import_files(list(paths)))
            self._window.notices.show_notice(notice)

    def start_from_workbooks(self) -> None:
        """A new plan, and right away what would be stored of last period's workbooks."""
        self.make_plan_from(plan_files.ask_workbooks(self._window, self._window.settings))

    def make_plan_from(self, paths: Sequence[Path]) -> None:
        """The same with workbooks that are known."""
        if paths and self._desk.make_plan(paths) and self._window.plan_page is not None:
            self._window.plan_page.import_files(paths)

    def export_members(self, *, each: bool) -> None:
        """Ask for a folder and write the members' sheets there: a file each, or one workbook."""
        page = self._window.plan_page
        folder = plan_files.ask_folder(self._window, self._window.settings, "export")
        if folder is not None and page is not None:
            page.show_data().export_members(folder, each=each)

    def confirm_saved(self) -> None:
        """Ctrl+S: there is nothing to do, and that is said."""
        session = self._desk.session
        if session is None:
            return
        last, _ = session.next_turns
        time = self.tr("（最後の操作 {time}）").format(time=f"{last.time.astimezone():%H:%M}") if last else ""
        path = session.document.path
        self._say(self.tr("すべて保存済みです{time}\n{file}").format(time=time, file=path), path.parent)

    def save_copy(self) -> None:
        """A copy under another name; the plan that was open stays open."""
        path = self._desk.save_copy()
        if path is not None:
            now = self._desk.session.document.path.name if self._desk.session else ""
            said = self.tr("控え {copy} を保存しました。開いているのは {now} のままです。")
            self._say(said.format(copy=path.name, now=now), path.parent)

    def toggle_full_screen(self) -> None:
        """F11."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def list_shortcuts(self) -> None:
        """Ctrl+/: every key that a menu shows, in the order of the menus, and those of the workspace that is shown."""
        from isplanner.desktop.shortcut_sheet import ShortcutSheet

        menus, page = self._window.menuBar().findChildren(QMenu), self._window.plan_page
        actions = [action for menu in menus for action in menu.actions()]
        own = page.workspace.findChildren(QAction) if page is not None and page.number is not None else []
        ShortcutSheet(self._window, dict.fromkeys([*actions, *own])).exec()

    def tell_about(self) -> None:
        """Version and licences."""
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("isplanner について"))
        box.setText(f"isplanner {__version__}")
        box.setInformativeText(
            self.tr(
                "インサイドセールスの KGI を、届く KPI と一人ひとりの目標にするためのプログラムです。\n"
                "データはこのパソコンの中だけで扱い、どこにも送りません。\n\n"
                "MIT ライセンス。Qt（LGPL-3）を使っています。"
            )
        )
        box.exec()

    def _say(self, text: str, folder: Path) -> None:
        self._window.notices.show_notice(Notice(text, False, self.tr("フォルダーを開く"), lambda: open_folder(folder)))


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
