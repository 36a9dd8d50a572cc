"""Lookup: what is looked up of imports on a worker: where a number came from, what counts, and where they overlap."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.background import Job, Progress
from isplanner.jobs.sources import Brought, Origin, behind, rivals
from isplanner.plan.problem import PlanError

if TYPE_CHECKING:
    from isplanner.plan.fact import Fact
    from isplanner.plan.plan import Plan
    from isplanner.store.document import Document

Found = TypeVar("Found")


class Lookup(QObject):
    """Reads the plan's file on connections of its own.

    Signals:
        found: (Plan, Brought, the Fact that was wanted or None).
        traced: (Plan, Behind): the numbers behind a node.
        counted: how many numbers of each batch count, by its id; the newest question's answer alone.
        compared: (Plan, Rivals): the imports that tell of the same.
        refused: a Problem of the file.
    """

    found = Signal(object, object, object)
    traced = Signal(object, object)
    counted = Signal(object)
    compared = Signal(object, object)
    refused = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._counting: Job[dict[int, int]] | None = None

    def find(self, plan: "Plan", read: "Callable[[Document], Brought | None]", wanted: "Fact | None" = None) -> None:
        """Look for the numbers of an import."""
        self._ask(read, lambda brought: self.found.emit(plan, brought, wanted) if brought else None)

    def trace(self, plan: "Plan", origin: Origin) -> None:
        """Look for the numbers behind a node."""
        self._ask(lambda document: behind(document, origin), lambda found: self.traced.emit(plan, found))

    def compare(self, plan: "Plan") -> None:
        """Look where imports tell of the same."""
        self._ask(rivals, lambda found: self.compared.emit(plan, found))

    def _ask(self, read: "Callable[[Document], Found]", tell: "Callable[[Found], object]") -> None:
        def work(_: Progress) -> Found:
            from isplanner.store.document import Document

            with Document.open(self._path, read_only=True) as document:
                return read(document)

        job = Job[Found](work, self)
        job.finished.connect(tell)
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
