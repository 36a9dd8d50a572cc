"""Delaying: asks how long a stage takes, from a lever's row, from the drawing and from its head."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from isplanner.desktop.session import Session
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from isplanner.jobs.carry_in import CarryIn
    from isplanner.jobs.delays import Delay
    from isplanner.plan.plan import Plan


class Delaying(QObject):
    """What 段階のあいだの期間… does.

    Signals:
        edited: the Edit that says how long a stage takes.
    """

    edited = Signal(object)

    def __init__(self, session: Session, screen: QWidget) -> None:
        super().__init__(screen)
        self._session, self._screen = session, screen

    def ask(self, key: NodeKey | None) -> None:
        """Ask of the stage that a node stands for; of the last one where none is named."""
        from isplanner.desktop.funnel.delay_dialog import DelayDialog
        from isplanner.jobs.carry_in import carry_in
        from isplanner.jobs.delays import stage_of

        session, plan = self._session, self._session.plan
        channel = key.channel if key is not None else session.focus.channel
        values = session.answer.projection.values if session.answer else {}

        def carry_in_of(as_typed: "Plan", delays: "Sequence[Delay]") -> "Callable[[], CarryIn | None]":
            return session.on_facts(lambda _stored, actuals: carry_in(as_typed, actuals, delays, values))

        stage = stage_of(plan, key) if key is not None else None
        dialog = DelayDialog(self._screen, plan, (stage, channel), values, carry_in_of)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.edit is not None:
            self.edited.emit(dialog.edit)
        dialog.deleteLater()
