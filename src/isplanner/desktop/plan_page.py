"""PlanPage: everything of one open plan between menu bar and status bar: rail, ribbon, workspaces."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from isplanner.desktop.rail import Rail, rail_items
from isplanner.desktop.session import Session
from isplanner.desktop.widgets.ribbon import Ribbon
from isplanner.desktop.workspace import Workspace

if TYPE_CHECKING:
    from isplanner.desktop.data.workspace import DataWorkspace
    from isplanner.jobs.answer import Answer
    from isplanner.store.edits import Change


class PlanPage(QWidget):
    """Builds workspaces at their first visit and keeps the one that is shown up to date.

    Signals:
        noticed: a Notice of a workspace.
        goal_wanted: the user asks to set the KGI.
        files_wanted: the user asks to pick workbooks to read.
        paste_wanted: the user pastes a table to be imported.
        folder_wanted: the user asks for the members' sheets.
    """

    noticed = Signal(object)
    goal_wanted = Signal()
    files_wanted = Signal()
    paste_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._items = rail_items()
        self._built: dict[int, Workspace] = {}
        self._stale: set[int] = set()
        self._number: int | None = None
        self._rail = Rail(self._items)
        self._rail.chosen.connect(self.show_workspace)
        self._ribbon = Ribbon()
        self._ribbon.goal_wanted.connect(self.goal_wanted)
        self._ribbon.scenario_chosen.connect(self._on_scenario_chosen)
        self._ribbon.as_of_chosen.connect(lambda day: session.focus_on(replace(session.focus, as_of=day)))
        self._stack = QStackedWidget()
        self._arrange()
        self._show_stored()
        session.plan_changed.connect(self._on_plan_changed)
        session.answer_changed.connect(self._on_answer_changed)
        if session.answer is not None:
            self._on_answer_changed(session.answer)

    @property
    def names(self) -> list[str]:
        """The words of the workspaces, in the order of the rail."""
        return [item.words for item in self._items]

    @property
    def number(self) -> int | None:
        """Which workspace is shown; None before the first is."""
        return self._number

    @property
    def workspace(self) -> Workspace:
        """The workspace that is shown."""
        assert self._number is not None
        return self._built[self._number]

    def show_workspace(self, number: int) -> None:
        """Show a workspace by its place on the rail, with everything that changed while it was not shown."""
        self._rail.show_chosen(number)
        if number == self._number:
            return
        if number not in self._built:
            self._build(number)
        self._number = number
        workspace = self.workspace
        if number in self._stale:
            self._stale.discard(number)
            workspace.show_plan(self.session.plan, None)
            if self.session.answer is not None:
                workspace.show_answer(self.session.answer)
        self._stack.setCurrentWidget(workspace)
        workspace.setFocus()  # the keyboard begins there (at its focus proxy, if it has one), not on the rail

    def show_data(self) -> "DataWorkspace":
        """Go to the data workspace."""
        from isplanner.desktop.data.workspace import DataWorkspace

        self.show_workspace(next(n for n, item in enumerate(self._items) if item.name == "data"))
        assert isinstance(self.workspace, DataWorkspace)
        return self.workspace

    def import_files(self, paths: Sequence[Path], *, are_pasted: bool = False) -> None:
        """Read workbooks, or what was pasted, and show what would be stored."""
        self.show_data().import_files(paths, are_pasted=are_pasted)

    def _arrange(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._ribbon)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)

    def _build(self, number: int) -> None:
        workspace = self._items[number].build(self.session)
        workspace.noticed.connect(self.noticed)
        workspace.goal_wanted.connect(self.goal_wanted)
        workspace.files_wanted.connect(self.files_wanted)
        workspace.paste_wanted.connect(self.paste_wanted)
        workspace.folder_wanted.connect(self.folder_wanted)
        workspace.source_wanted.connect(lambda wanted: self.show_data().show_source(wanted))
        self._built[number] = workspace
        self._stale.add(number)
        self._stack.addWidget(workspace)

    def _on_plan_changed(self, change: "Change") -> None:
        self._show_stored()
        self._stale |= set(self._built) - {self._number}
        if self._number in self._built:
            self.workspace.show_plan(self.session.plan, change)

    def _show_stored(self) -> None:
        self._ribbon.show_plan(self.session.plan)
        self._rail.show_waiting("data", len(self.session.document.held()))

    def _on_answer_changed(self, answer: "Answer") -> None:
        self._ribbon.show_answer(answer)
        self._stale |= set(self._built) - {self._number}
        if self._number in self._built:
            self.workspace.show_answer(answer)

    def _on_scenario_chosen(self, scenario: int) -> None:
        from isplanner.store import edits

        if scenario != self.session.plan.scenario:
            plan = self.session.plan
            self.session.edit(edits.choose_scenario(next(one for one in plan.scenarios if one.id == scenario)))
