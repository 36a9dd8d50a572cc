"""Session: the window's only handle on a Document, and what is looked at in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from isplanner.desktop.background import Job, LatestRunner, Progress
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import NodeKey
from isplanner.text.numbers import MoneyUnit

if TYPE_CHECKING:
    from isplanner.jobs.answer import Answer
    from isplanner.plan.actuals import Actuals
    from isplanner.plan.plan import Plan
    from isplanner.store.document import Document
    from isplanner.store.edits import Change, Edit
    from isplanner.store.history import PastEdit

Result = TypeVar("Result")

WAIT = 0.05
"""Seconds that the UI thread waits for another program that is writing; then it tries again, up to two seconds."""
RETRY_MS = 50
TRIES = 20


@dataclass(frozen=True, slots=True)
class Focus:
    """What is looked at; never stored as an edit. `as_of` None is the last day there are actuals of."""

    node: NodeKey | None = None
    member: int | None = None
    channel: str | None = None
    as_of: date | None = None
    money_unit: MoneyUnit = MoneyUnit.MILLION_YEN


class Session(QObject):
    """An open Document, the Answer to its present Plan, and the Focus.

    Signals:
        plan_changed: the Change after each edit, undo, redo or reload; `plan` is the new one already.
        answer_changed: the Answer to the present Plan at the present as-of date, some moments later.
        focus_changed: the new Focus.
    """

    plan_changed = Signal(object)
    answer_changed = Signal(object)
    focus_changed = Signal(object)

    def __init__(self, document: "Document", report: Callable[[Problem], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._report = report
        self._focus = Focus()
        self._answer: Answer | None = None
        self._seconds: float | None = None
        self._tries = 0
        self._is_closed = False
        self._facts = _FactsOnWorker(document)
        self._runner = LatestRunner(self)
        self._runner.finished.connect(self._on_answered)
        self._runner.failed.connect(self._on_failed)

    @property
    def document(self) -> "Document":
        """The open file; edits go through `edit`."""
        return self._document

    @property
    def plan(self) -> "Plan":
        """The plan as stored."""
        return self._document.plan

    @property
    def answer(self) -> "Answer | None":
        """What analysis said last; None until it has said something. May be of the plan before, for some moments."""
        return self._answer

    @property
    def answer_seconds(self) -> float | None:
        """How long working out the last answer took."""
        return self._seconds

    @property
    def next_turns(self) -> "tuple[PastEdit | None, PastEdit | None]":
        """What undo would take back, and what redo would do again."""
        return self._document.next_turns()

    @property
    def focus(self) -> Focus:
        """What is looked at."""
        return self._focus

    def edit(self, edit: "Edit") -> bool:
        """Store an edit as one undo step; whether that worked. What hindered it has been shown to the user."""
        return self.store(lambda document: document.edit(edit))

    def undo(self) -> bool:
        """Take the last edit back."""
        return self.store(lambda document: document.undo())

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self.store(lambda document: document.redo())

    def refresh(self) -> bool:
        """Take in what another window or the command line wrote meanwhile."""
        return not self._is_closed and self.store(lambda document: document.reload_if_changed())

    def store(self, act: "Callable[[Document], Change | None]") -> bool:
        """Change the document in another way than by an Edit, as an import does; whether that worked."""
        try:
            change = act(self._document)
        except PlanError as error:
            self._refuse(error.problem, act)
            return False
        self._tries = 0
        if change is not None:
            if "facts" in change.parts:
                self._facts.forget()
            self.plan_changed.emit(change)
            if change.parts:  # a reason changes nothing that is worked out
                self.ask()
        return True

    def store_behind(self, act: "Callable[[Document, Progress], Result]", owner: QObject) -> "Job[Result]":
        """Change the document off the UI thread, on a connection of the worker's own.

        The job is to be started by the caller, after it has connected itself. When it has ended the session has taken
        in what was written, and has told the user what hindered it.
        """
        path = self._document.path

        def work(progress: Progress) -> Result:
            from isplanner.store.document import Document

            with Document.open(path) as document:
                return act(document, progress)

        job = Job[Result](work, owner)
        job.failed.connect(self._on_failed)
        job.finished.connect(lambda _: self.refresh())
        job.cancelled.connect(self.refresh)  # it may have been done before it heard of that
        return job

    def focus_on(self, focus: Focus) -> None:
        """Look at something else: `session.focus_on(replace(session.focus, node=key))`."""
        if focus == self._focus:
            return
        moved = focus.as_of != self._focus.as_of
        self._focus = focus
        self.focus_changed.emit(focus)
        if moved:
            self.ask()

    def ask(self) -> None:
        """Have the Answer worked out in the background; `answer_changed` brings it."""
        self._runner.submit(self._facts.question(self.plan, self._focus.as_of))

    def on_facts(self, work: "Callable[[Plan, Actuals], Result]") -> "Callable[[], Result]":
        """Work on the present plan and its facts, for a worker of the caller's to run."""
        plan, read = self.plan, self._facts.reader()
        return lambda: work(plan, read())

    def close(self) -> None:
        """End the background work and close the file."""
        self._is_closed = True
        self._runner.close()
        self._document.close()

    def _refuse(self, problem: Problem, act: "Callable[[Document], Change | None]") -> None:
        if problem.code == "changed_elsewhere":
            self.refresh()
        if problem.code == "locked" and self._tries < TRIES:
            # Another program is writing. The window stays alive meanwhile, and what the user did is not lost.
            self._tries += 1
            QTimer.singleShot(RETRY_MS, self, lambda: self.store(act))
            return
        self._tries = 0
        self._report(problem)

    def _on_answered(self, answered: "tuple[Answer, float]") -> None:
        # Imported here: by now the worker has loaded numpy, which the first paint did without.
        from isplanner.jobs.progress import Progress, keep_shown

        answer, self._seconds = answered
        self._answer = answer
        self.answer_changed.emit(answer)
        keep_shown(self._document, Progress(answer.plan, answer.as_of, tuple(answer.forecasts.values())))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        self._report(error.problem)


class _FactsOnWorker:
    """The facts of a document, read by the worker on a connection of its own and kept until they change."""

    def __init__(self, document: "Document") -> None:
        self._path = document.path
        self._version = 0
        self._kept: tuple[int, Actuals] | None = None

    def forget(self) -> None:
        """Have the next question read them anew."""
        self._version += 1

    def question(self, plan: "Plan", as_of: date | None) -> "Callable[[], tuple[Answer, float]]":
        """The work that answers for a plan; runs on the worker."""
        read = self.reader()

        def work() -> "tuple[Answer, float]":
            # Imported here, on the worker: numpy is not needed for the first paint.
            from isplanner.jobs.answer import work_out

            actuals = read()
            began = perf_counter()
            return work_out(plan, actuals, looked_at=as_of), perf_counter() - began

        return work

    def reader(self) -> "Callable[[], Actuals]":
        """What reads the facts as they are now; runs on a worker."""
        version = self._version
        return lambda: self._read(version)

    def _read(self, version: int) -> "Actuals":
        from isplanner.store.document import Document

        if self._kept is None or self._kept[0] != version:
            with Document.open(self._path, read_only=True) as document:
                self._kept = (version, document.actuals())
        return self._kept[1]
