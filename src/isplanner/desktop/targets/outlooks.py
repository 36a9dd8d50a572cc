"""Outlooks: how likely members' targets are, worked out in the background for the KPI that is looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.background import LatestRunner
from isplanner.plan.problem import PlanError

if TYPE_CHECKING:
    from datetime import date

    from isplanner.analysis.forecasting.grounds import Grounds
    from isplanner.desktop.session import Session
    from isplanner.jobs.shared_targets import SharedTarget, SharedTargets
    from isplanner.plan.actuals import Actuals
    from isplanner.plan.plan import Plan


class Outlooks(QObject):
    """What each member's target of a KPI rests on.

    Signals:
        found: it is known now.
    """

    found = Signal()

    def __init__(self, session: "Session", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: tuple[Plan, str, date | None] | None = None
        self._known: SharedTarget | None = None
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self._on_found)
        self._runner.failed.connect(self._on_failed)

    def ask(self, metric: str) -> None:
        """Have the chances of a KPI's targets worked out for the present plan, unless they are already."""
        session, looked_at = self._session, self._session.focus.as_of
        asked, self._asked = self._asked, (session.plan, metric, looked_at)
        if asked is not None and asked[0] is session.plan and asked[1:] == self._asked[1:]:
            return

        def work(plan: "Plan", actuals: "Actuals") -> "SharedTargets":
            from isplanner.jobs.shared_targets import share_targets

            return share_targets(plan, actuals, [metric], looked_at=looked_at)

        self._runner.submit(session.on_facts(work))

    def of(self, metric: str) -> "dict[int, Grounds]":
        """What is known of a KPI's targets, by member; of the plan before, for some moments."""
        known = self._known
        return {one.member: one for one in known.grounds} if known and known.allocation.metric == metric else {}

    def _on_found(self, shared: "SharedTargets") -> None:
        (self._known,) = shared.targets
        self.found.emit()

    def _on_failed(self, error: Exception) -> None:
        # That cells contradict each other is said where they are shared out.
        if not isinstance(error, PlanError):
            raise error
        self._known = None
