"""Tryout: one lever under the hand, shown in the whole tree before anything is stored."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.goal_tree.what_if import Tried, WhatIf, levers_of
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.desktop.session import Session
    from isplanner.jobs.answer import Answer
    from isplanner.plan.plan import Plan


class Tryout(QObject):
    """Keeps the WhatIf of the lever that is tried.

    Signals:
        changed: `tried` is another.
    """

    changed = Signal()

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._what_if: WhatIf | None = None
        self._seen: tuple[Plan, Answer] | None = None
        self._plan = session.plan
        self.tried: Mapping[NodeKey, Tried] = {}

    def of(self, lever: NodeKey) -> WhatIf | None:
        """What can be tried with a lever; None for a node that follows from others, or while nothing is worked out."""
        plan, answer = self._session.plan, self._session.answer
        if answer is None or not levers_of(plan, lever):
            return None
        if self._what_if is None or self._what_if.lever != lever or self._seen != (plan, answer):
            self._what_if, self._seen = WhatIf(plan, answer, lever), (plan, answer)
        return self._what_if

    def show(self, lever: NodeKey, value: float | None) -> None:
        """Show the tree with a lever at a value; None: as it is stored."""
        what_if = None if value is None else self.of(lever)
        self._plan = self._session.plan
        if what_if is None or value is None:
            self._change({})
            return
        try:
            self._change(what_if.at(value))
        except PlanError:
            self._change({})  # storing it says why

    def settle(self) -> None:
        """The hand is off. What was stored stays in sight until the answer to it is there."""
        if self._session.plan is self._plan:
            self._change({})

    def end(self) -> None:
        """An answer to the stored plan is there."""
        self._change({})

    def _change(self, tried: Mapping[NodeKey, Tried]) -> None:
        if tried or self.tried:
            self.tried = tried
            self.changed.emit()
