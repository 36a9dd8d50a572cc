"""Workspace: what every item of the rail is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from isplanner.desktop.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from isplanner.jobs.answer import Answer
    from isplanner.jobs.sources import Origin
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Change


class Workspace(QWidget):
    """One screen: two inlets, `show_plan` and `show_answer`; its outlets are `session.edit` and a word to the user.

    The page of the plan builds it at its first visit, and anew when the language changes, so words are set once, in
    the constructor. It calls the inlets only while the workspace is shown: what changed meanwhile comes as a
    `show_plan` without a change (everything may differ) when it is shown again. For `session.focus_changed` a
    workspace connects itself. Its word and icon on the rail stand in `rail.py`.
    `origin_of` says what the number is of that the user is at.

    Signals:
        noticed: a `Notice` that needs no click, as 「8ファイルを書き出しました」.
        goal_wanted: the user asks to set the KGI.
        files_wanted: the user asks to pick workbooks to read.
        paste_wanted: the user pastes a table to be imported.
        source_wanted: a Fact, or the Origin of a number, that is to be followed down to its cells.
        folder_wanted: the user asks for the members' sheets.
    """

    noticed = Signal(object)
    goal_wanted = Signal()
    files_wanted = Signal()
    paste_wanted = Signal()
    source_wanted = Signal(object)
    folder_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside the fields leaves them; Tab goes into them
        self.session = session
        self.origin_of: Callable[[], Origin | None] = lambda: None

    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        """Draw a plan; `change` None says that anything may differ from what is drawn."""
        raise NotImplementedError

    def show_answer(self, answer: "Answer") -> None:
        """Draw what analysis says about the plan shown."""
        raise NotImplementedError
