"""Desk: which plan is open. It opens, makes, copies and closes plans, and remembers them for next time."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from isplanner.desktop import plan_files
from isplanner.desktop.language import language
from isplanner.desktop.session import WAIT, Session
from isplanner.desktop.settings import Settings
from isplanner.plan.problem import PlanError, Problem

if TYPE_CHECKING:
    from isplanner.desktop.new_plan_dialog import Wanted


class Desk(QObject):
    """Holds the one open Session, or none.

    Signals:
        session_changed: another plan is open now, or none.
    """

    session_changed = Signal()

    def __init__(self, window: QWidget, settings: Settings, report: Callable[[Problem], None]) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._report = report
        self.session: Session | None = None

    def open_plan(self, path: Path) -> bool:
        """Open a plan in place of the one that is open; whether that worked."""
        from isplanner.store.document import Document

        return self._put(lambda: Session(Document.open(path, wait=WAIT), self._report, self))

    def ask_and_open(self) -> None:
        """Open a plan the user picks."""
        path = plan_files.ask_plan(self._window, self._settings)
        if path is not None:
            self.open_plan(path)

    def open_demo(self) -> bool:
        """Open the demo plan, made at the first time and kept as it was left."""
        path = plan_files.demo_plan_path()
        return self.open_plan(path) if path.is_file() else self._put(lambda: self._make_demo(path))

    def make_plan(self, workbooks: Sequence[Path] = ()) -> bool:
        """Ask what a new plan is to be, make and open it; whether there is one."""
        from isplanner.desktop.new_plan_dialog import NewPlanDialog

        # The one place of the window that asks the clock: which quarter the dialog suggests.
        today = date.today()  # noqa: DTZ011, TID251
        dialog = NewPlanDialog(self._window, self._settings, today, workbooks)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        return self._put(lambda: self._make(dialog.wanted))

    def save_copy(self) -> Path | None:
        """Write a checked copy of the open plan where the user says; the open plan stays open."""
        if self.session is None:
            return None
        now = self.session.document.path
        suggested = self._settings.folder("plan") / now.with_stem(f"{now.stem}_{self.tr('控え')}").name
        path = plan_files.ask_new_plan(self._window, self._settings, suggested)
        if path is None:
            return None
        try:
            self.session.document.backup(path)
        except PlanError as error:
            self._report(error.problem)
            return None
        return path

    def close_plan(self) -> None:
        """Close what is open."""
        _take_input()
        session, self.session = self.session, None
        self.session_changed.emit()
        if session is not None:
            session.close()

    def end(self) -> None:
        """Close what is open, with the window: nothing is shown in its place."""
        _take_input()
        session, self.session = self.session, None
        if session is not None:
            session.close()

    def _put(self, make: Callable[[], Session]) -> bool:
        _take_input()
        try:
            session = make()
        except PlanError as error:
            self._report(error.problem)
            return False
        before, self.session = self.session, session
        self._settings.remember_plan(session.document.path)
        self.session_changed.emit()
        if before is not None:
            before.close()
        return True

    def _make(self, wanted: "Wanted") -> Session:
        from isplanner.jobs.new_plan import plan_blueprint
        from isplanner.jobs.set_values import goal_edit
        from isplanner.store.document import Document

        blueprint = plan_blueprint(wanted.period, language(), structure=wanted.structure)
        with Document.create(wanted.path, blueprint) as document:
            if wanted.goal is not None:
                document.edit(goal_edit(wanted.goal))
        return Session(Document.open(wanted.path, wait=WAIT), self._report, self)

    def _make_demo(self, path: Path) -> Session:
        from isplanner.jobs.demo import make_demo
        from isplanner.store.document import Document

        path.parent.mkdir(parents=True, exist_ok=True)
        make_demo(path, language())
        return Session(Document.open(path, wait=WAIT), self._report, self)


def _take_input() -> None:
    """Store what is being typed or dragged, before its plan is closed."""
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
