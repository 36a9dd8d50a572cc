"""ImportWork: what an import does off the UI thread: files are opened one by one, and read again when asked to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.background import Job, Progress
from isplanner.jobs.draft import Draft, DraftFile
from isplanner.jobs.import_files import OpenFile, Reading, open_file, read_open
from isplanner.plan.problem import PlanError

if TYPE_CHECKING:
    from isplanner.jobs.prospect import Prospect
    from isplanner.plan.actuals import Actuals
    from isplanner.plan.plan import Plan


class ImportWork(QObject):
    """The background of one import.

    Signals:
        progressed: (file, rows): how far opening a file is.
        opened: a DraftFile, open or with its problem.
        foreseen: the Prospect of the newest draft.
        refused: a Problem: the newest draft cannot be read.
    """

    progressed = Signal(str, int)
    opened = Signal(object)
    foreseen = Signal(object)
    refused = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored = _Stored(path)
        self._job: Job[OpenFile] | None = None
        self._waiting: list[DraftFile] = []
        self._before: tuple[Plan, Reading] | None = None
        self._reading: Job[Prospect] | None = None
        self._next: Callable[[], Prospect] | None = None

    def open_files(self, files: Sequence[DraftFile]) -> None:
        """Open files one after the other; each is told as it comes."""
        self._waiting += files
        if self._job is None:
            self._open_next()

    def foresee(self, plan: "Plan", draft: Draft) -> None:
        """Read what is open of a draft, and tell what importing it would do; a newer draft goes before an older one."""
        self._next = self._question(plan, draft)
        if self._reading is None:
            self._read_next()

    def forget_facts(self) -> None:
        """What is stored has changed."""
        self._stored.forget()

    def close(self) -> None:
        """Drop whatever is still to be done."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        # What is being read comes to its end, and nobody hears of it.
        self._reading, self._next = None, None

    def _open_next(self) -> None:
        if not self._waiting:
            self._job = None
            return
        file = self._waiting.pop(0)
        path = file.path
        assert path is not None

        def work(progress: Progress) -> OpenFile:
            return open_file(path, progress, file.name, tells_period=not file.is_pasted)

        job = Job[OpenFile](work, self)
        job.progressed.connect(lambda rows, _: self._tell(job, lambda: self.progressed.emit(file.name, rows)))
        job.finished.connect(lambda found: self._on_opened(job, replace(file, open=found)))
        job.failed.connect(lambda error: self._on_unopened(job, file, error))
        self._job = job
        job.start()

    def _tell(self, job: Job[OpenFile], tell: Callable[[], None]) -> None:
        if job is self._job:
            tell()

    def _on_opened(self, job: Job[OpenFile], file: DraftFile) -> None:
        if job is self._job:
            self._job = None
            self.opened.emit(file)
            self._open_next()

    def _on_unopened(self, job: Job[OpenFile], file: DraftFile, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        self._on_opened(job, replace(file, problem=error.problem))

    def _question(self, plan: "Plan", draft: Draft) -> "Callable[[], Prospect]":
        version = self._stored.version

        def work() -> "Prospect":
            # Imported here, on the worker: numpy is not needed before.
            from isplanner.jobs.prospect import foresee

            before = self._before[1] if self._before and self._before[0] is plan else None
            reading = read_open(plan, draft.opened, draft.wish, before)
            self._before = plan, reading
            return foresee(plan, self._stored.actuals(version), draft.opened, reading)

        return work

    def _read_next(self) -> None:
        work, self._next = self._next, None
        if work is None:
            self._reading = None
            return
        job = Job["Prospect"](lambda _: work(), self)
        job.finished.connect(lambda prospect: self._on_read(job, lambda: self.foreseen.emit(prospect)))
        job.failed.connect(lambda error: self._on_read(job, lambda: self._refuse(error)))
        self._reading = job
        job.start()

    def _on_read(self, job: "Job[Prospect]", tell: Callable[[], None]) -> None:
        if job is not self._reading:
            return
        if self._next is None:
            tell()
        self._read_next()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        self.refused.emit(error.problem)


class _Stored:
    """The facts in force, read by the worker on a connection of its own and kept until they change."""

    def __init__(self, path: Path) -> None:
        self.version = 0
        self._path = path
        self._kept: tuple[int, Actuals] | None = None

    def forget(self) -> None:
        self.version += 1

    def actuals(self, version: int) -> "Actuals":
        from isplanner.store.document import Document

        if self._kept is None or self._kept[0] != version:
            with Document.open(self._path, read_only=True) as document:
                self._kept = version, document.actuals()
        return self._kept[1]
