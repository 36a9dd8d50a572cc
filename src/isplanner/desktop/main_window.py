"""MainWindow: menu bar, status bar, and between them the first-run page or the page of the open plan."""

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from isplanner.desktop.actions import Actions
from isplanner.desktop.commands import Commands
from isplanner.desktop.desk import Desk
from isplanner.desktop.drops import Drops
from isplanner.desktop.first_run.page import FirstRunPage
from isplanner.desktop.language import language, set_language
from isplanner.desktop.menu_corner import start_corner, undo_corner
from isplanner.desktop.menus import Menus
from isplanner.desktop.notices import Notice, Notices
from isplanner.desktop.plan_page import PlanPage
from isplanner.desktop.session import Session
from isplanner.desktop.settings import Settings
from isplanner.desktop.status_line import StatusLine
from isplanner.desktop.theme import ThemeChoice, apply_theme, is_dark_wished
from isplanner.plan.problem import Problem
from isplanner.text.edits import describe_edit
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.problems import describe_problem

SIZE = (1440, 900)
SMALLEST = (1024, 640)


class MainWindow(QMainWindow):
    """The window, empty until `begin`. It is built anew, with all its words, when the plan or the language changes."""

    def __init__(self, settings: Settings, chosen_language: Language) -> None:
        super().__init__()
        self.settings = settings
        self._is_painted = False
        self._actions = Actions(self)
        self._corner = QWidget()
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.notices = Notices(self._stack)
        self.desk = Desk(self, settings, self.report)
        self.desk.session_changed.connect(self._build)
        self.commands = Commands(self)
        self.drops = Drops(self, self._stack)
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self.restoreGeometry(settings.place("window"))
        QApplication.styleHints().colorSchemeChanged.connect(self._show_theme)
        self._show_theme()
        set_language(_app(), chosen_language)

    @property
    def page(self) -> QWidget | None:
        """What is shown between menu bar and status bar."""
        return self._stack.currentWidget()

    @property
    def plan_page(self) -> PlanPage | None:
        """The page of the open plan, if one is open."""
        page = self.page
        return page if isinstance(page, PlanPage) else None

    def begin(self, path: Path | None) -> None:
        """Open a plan, else the one that was open last time, else show where to start."""
        wanted = path or self.settings.last_plan
        if wanted is None or not self.desk.open_plan(wanted):
            self._build()

    def report(self, problem: Problem) -> None:
        """Show what the user can mend."""
        session = self.desk.session
        words = describe_problem(problem, session.plan, language()) if session else say(problem, {}, language())
        self.notices.show_notice(Notice(words, is_problem=True))

    def choose_theme(self, choice: ThemeChoice) -> None:
        """Set 明るさ at once, and for next time."""
        self.settings.theme = choice
        self._show_theme()

    def choose_language(self, chosen: Language) -> None:
        """Speak another language from now on."""
        set_language(_app(), chosen)
        self._build()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.fill)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.desk.session is not None:
            # The command line, or another window, may have written meanwhile.
            self.desk.session.refresh()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.remember_place("window", self.saveGeometry())
        self._remember_workspace()
        self.settings.last_plan = self.desk.session.document.path if self.desk.session else None
        self.desk.end()
        super().closeEvent(event)

    def _build(self) -> None:
        """Make menus, pages and status bar for what is open now, in the present language."""
        self._remember_workspace()
        before = self.page
        self._actions.deleteLater()
        self._actions = Actions(self)
        self._status = StatusLine(self.notices)
        self.setStatusBar(self._status)
        session = self.desk.session
        self._stack.setCurrentIndex(self._stack.addWidget(self._plan_page(session) if session else self._first_run()))
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._build_menus()
        if self._is_painted:
            self.fill()
        if session is None:
            self.setWindowTitle("isplanner")
            self._status.show_nothing_open()
        else:
            self._show_session(session)

    def _plan_page(self, session: Session) -> PlanPage:
        page = PlanPage(session)
        page.noticed.connect(self.notices.show_notice)
        page.goal_wanted.connect(self.commands.set_goal)
        page.files_wanted.connect(self.commands.import_files)
        page.paste_wanted.connect(self.commands.paste_table)
        page.folder_wanted.connect(lambda: self.commands.export_members(each=True))
        session.plan_changed.connect(self._on_session_changed)
        session.answer_changed.connect(self._on_session_changed)
        return page

    def _first_run(self) -> FirstRunPage:
        page = FirstRunPage(self.settings.recent_plans)
        page.demo_wanted.connect(self.desk.open_demo)
        page.workbooks_wanted.connect(self.commands.start_from_workbooks)
        page.new_wanted.connect(self.desk.make_plan)
        page.open_wanted.connect(lambda path: self.desk.open_plan(path) if path else self.desk.ask_and_open())
        return page

    def _build_menus(self) -> None:
        page, actions = self.plan_page, self._actions
        menus = Menus(self.menuBar(), actions, has_plan=page is not None)
        menus.add_recent(self.settings.recent_plans, self.desk.open_plan)
        menus.add_choices(self.settings.theme, language(), self.choose_theme, self._on_language_chosen)
        if page is not None:
            menus.add_workspaces(page.names, page.show_workspace)
            corner = undo_corner(actions["undo"], actions["redo"])
        else:
            corner = start_corner(menus.languages, menus.themes)
        corner.setParent(self.menuBar())
        self.menuBar().setCornerWidget(corner)
        corner.show()
        self._corner.deleteLater()
        self._corner = corner
        self.commands.connect_actions(actions)

    def _on_language_chosen(self, chosen: Language) -> None:
        self.settings.language = chosen
        self.choose_language(chosen)

    def _on_session_changed(self) -> None:
        if self.desk.session is not None:
            self._show_session(self.desk.session)

    def _show_session(self, session: Session) -> None:
        read_only = self.tr("（読み取り専用）") if session.document.read_only else ""
        self.setWindowTitle(f"{session.plan.name}{read_only} — isplanner")
        self._status.show_session(session)
        for name, edit in zip(("undo", "redo"), session.next_turns, strict=True):
            words = describe_edit(edit.code, edit.values, session.plan, language(), edit.reason) if edit else None
            self._actions.name_turn(name, words)

    def _show_theme(self) -> None:
        apply_theme(_app(), dark=is_dark_wished(self.settings.theme))

    def fill(self) -> None:
        """Show the workspace and have the plan worked out: after the first paint, which waits for neither."""
        page = self.plan_page
        if page is not None:
            page.show_workspace(min(self.settings.workspace, len(page.names) - 1))
            page.session.ask()

    def _remember_workspace(self) -> None:
        if self.plan_page is not None and self.plan_page.number is not None:
            self.settings.workspace = self.plan_page.number


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
