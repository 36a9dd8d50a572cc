"""Work off the UI thread: `LatestRunner` keeps an answer fresh, `Job` is one long piece of work with progress."""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

Result = TypeVar("Result")
Work = Callable[[], object]
_UNTOLD = 0


class LatestRunner(QObject):
    """One thread and one slot: work that waits is replaced by newer work, and an answer overtaken is never shown.

    It ends with its parent: a thread must not tell what is being deleted.

    What follows the hand is shown as often as it comes (`follows`): while work keeps coming, answers overtaken are too.
    It begins after what has been asked to be painted is, and so does what comes next: two threads of Python at once
    slow each other down so much that one after the other is faster. When nothing else is asked it has time to `spare`:
    for one piece of work after the other, of which nobody is told.

    Signals:
        finished: what the newest work returned.
        failed: the exception the newest work ended with.
    """

    finished = Signal(object)
    failed = Signal(object)
    _ended = Signal(int, object, object)

    def __init__(
        self, parent: QObject | None = None, *, follows: bool = False, spare: Callable[[], Work | None] | None = None
    ) -> None:
        super().__init__(parent)
        self._follows = follows
        self._spare = spare
        self._asked: tuple[int, Work] | None = None
        self._is_busy = False
        self._shown = 0
        self._waiting: tuple[int, Work] | None = None
        self._number = 0
        self._is_closed = False
        self._wake = threading.Condition()
        self._ended.connect(self._on_ended)
        self._painted = QTimer(self, interval=0, singleShot=True)
        self._painted.timeout.connect(self._begin)
        self._thread = threading.Thread(target=self._run, daemon=True, name="answers")
        self._thread.start()
        if parent is not None:
            parent.destroyed.connect(self.close)

    @property
    def submitted(self) -> int:
        """The number of the newest work."""
        return self._number

    @property
    def shown(self) -> int:
        """The number of the newest work whose answer has been told."""
        return self._shown

    def submit(self, work: Work) -> None:
        """Run work as soon as the thread is free, in place of whatever waits."""
        self._number += 1
        self._asked = (self._number, work)
        if self._follows:
            self.go_on()
        else:
            self._begin()

    def tell(self, result: object) -> None:
        """Tell at once what is known already, in place of whatever runs or waits."""
        self._number += 1
        self._asked = None
        self._tell(self._number, result)
        self.go_on()

    def go_on(self) -> None:
        """Begin what is asked, or what there is time to spare for, after the paint, unless something runs."""
        if not self._is_busy:
            self._painted.start()

    def _begin(self) -> None:
        """Hand over what was asked last, or what there is time to spare for."""
        work = self._asked
        if work is None and self._spare is not None and (spare := self._spare()):
            work = (_UNTOLD, spare)
        if work is not None:
            with self._wake:
                self._waiting, self._asked, self._is_busy = work, None, True
                self._wake.notify()

    def close(self) -> None:
        """Finish what runs, drop what waits, and end the thread."""
        with self._wake:
            self._is_closed = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._waiting is not None or self._is_closed)
                if self._is_closed or self._waiting is None:
                    return
                number, work = self._waiting
                self._waiting = None
            result, error = _outcome(work)
            # At the end of the program Qt may be gone before its thread is: then nobody is left to be told.
            with suppress(RuntimeError):
                self._ended.emit(number, result, error)

    def _on_ended(self, number: int, result: object, error: Exception | None) -> None:
        self._is_busy = False
        if self._follows:
            self.go_on()
        is_overtaken = number <= self._shown if self._follows else number != self._number
        if self._is_closed or is_overtaken:
            return
        if error is not None:
            self.failed.emit(error)
            self._shown = number
        else:
            self._tell(number, result)

    def _tell(self, number: int, result: object) -> None:
        self.finished.emit(result)
        self._shown = number


class CancelledError(Exception):
    """Raised within a job's work once the user has taken it back; nobody hears of it."""


class Progress:
    """What a job's work is given: it says how far it is, and learns there whether to go on."""

    def __init__(self, say: Callable[[int, int], None], cancelled: threading.Event) -> None:
        self._say = say
        self._cancelled = cancelled

    def __call__(self, done: int, total: int = 0) -> None:
        """Say that `done` of `total` is done (0: not known); raises CancelledError if the work was taken back."""
        if self._cancelled.is_set():
            raise CancelledError
        self._say(done, total)


class Job(QObject, Generic[Result]):
    """One long piece of work in a thread of its own. Exactly one of `finished`, `failed`, `cancelled` comes at its end.

    It belongs to `owner`: when that is deleted the work is taken back, and nobody is told.

    Signals:
        progressed: (done, total); total 0 is not known.
        finished: what the work returned.
        failed: the exception it ended with.
        cancelled: it ended after `cancel()`.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _ended = Signal(object, object)

    _running: ClassVar[set["Job[Any]"]] = set()
    """Kept until they have ended: a thread must not come back to an object that is gone."""

    def __init__(self, work: Callable[[Progress], Result], owner: QObject) -> None:
        super().__init__()
        owner.destroyed.connect(self.cancel)
        self._cancel = threading.Event()
        progress = Progress(self.progressed.emit, self._cancel)
        self._ended.connect(self._on_ended)
        self._thread = threading.Thread(
            target=lambda: self._ended.emit(*_outcome(lambda: work(progress))), daemon=True, name="job"
        )

    def start(self) -> None:
        """Begin."""
        Job._running.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancel.set()

    def _on_ended(self, result: object, error: Exception | None) -> None:
        Job._running.discard(self)
        if self._cancel.is_set():
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)


def _outcome(work: Work) -> tuple[object, Exception | None]:
    # A thread has nobody above it to fail to: whatever happens is carried to the UI thread, which raises it there.
    try:
        return work(), None
    except Exception as error:
        return None, error
