"""Workspace: what every item of the rail is."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from isplanner.desktop.session import Session

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Change


class Workspace(QWidget):
    """One screen: two inlets, `show_plan` and `show_answer`; its one outlet is `session.edit`.

    The page of the plan builds it at its first visit, and anew when the language changes, so words are set once, in
    the constructor. It calls the inlets only while the workspace is shown: what changed meanwhile comes as a
    `show_plan` without a change (everything may differ) when it is shown again. A subclass sets `icon` (a file of
    `resources/icons`) and overrides `title`, `show_plan` and `show_answer`; for `session.focus_changed` it connects
    itself.
    """

    icon: ClassVar[str]

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    @classmethod
    def title(cls) -> str:
        """The word on the rail, in the present language: QCoreApplication.translate(class name, "…")."""
        raise NotImplementedError

    def show_plan(self, plan: "Plan", change: "Change | None") -> None:
        """Draw a plan; `change` None says that anything may differ from what is drawn."""
        raise NotImplementedError

    def show_answer(self, answer: "Answer") -> None:
        """Draw what analysis says about the plan shown."""
        raise NotImplementedError
