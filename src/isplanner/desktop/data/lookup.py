"""Lookup: what is looked up of imports on a worker: where a number came from, what counts, and where they overlap."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.background import Job, Progress
from isplanner.jobs.sources import Brought, Rival, rivals
from isplanner.plan.problem import PlanError

if TYPE_CHECKING:
    from isplanner.plan.fact import Fact
    from isplanner.plan.plan import Plan
    from isplanner.store.document import Document


class Lookup(QObject):
    """Reads the plan's file on connections of its own.

    Signals:
        found: (Plan, Brought, the Fact that was wanted or None).
        counted: how many numbers of each batch count, by its id; the newest question's answer alone.
        compared: (Plan, Rivals): the imports that tell of the same.
        refused: a Problem of the file.
    """

    found = Signal(object, object, object)
    counted = Signal(object)
    compared = Signal(object, object)
    refused = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._counting: Job[dict[int, int]] | None = None

    def find(self, plan: "Plan", read: "Callable[[Document], Brought | None]", wanted: "Fact | None" = None) -> None:
        """Look for the numbers of an import."""

        def work(_: Progress) -> Brought | None:
            from isplanner.store.document import Document

            with Document.open(self._path, read_only=True) as document:
                return read(document)

        job = Job[Brought | None](work, self)
        job.finished.connect(lambda brought: self.found.emit(plan, brought, wanted) if brought else None)
        job.failed.connect(self._refuse)
        job.start()

    def compare(self, plan: "Plan") -> None:
        """Look where imports tell of the same."""

        def work(_: Progress) -> tuple[Rival, ...]:
            from isplanner.store.document import Document

            with Document.open(self._path, read_only=True) as document:
                return rivals(document)

        job = Job[tuple[Rival, ...]](work, self)
        job.finished.connect(lambda found: self.compared.emit(plan, found))
        job.failed.connect(self._refuse)
        job.start()

    def count(self, work: Callable[[], dict[int, int]]) -> None:
        """Work out how much of each import counts."""
        job = self._counting = Job[dict[int, int]](lambda _: work(), self)
        job.finished.connect(lambda counts: self.counted.emit(counts) if job is self._counting else None)
        job.failed.connect(self._refuse)
        job.start()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        self.refused.emit(error.problem)
