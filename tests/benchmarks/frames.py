"""Frames: acts of a hand on a schedule, and when what they changed had been painted and flushed to the screen.

An act's latency counts from when it was due, so that an event loop that lags behind cannot hide it.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from tests.benchmarks.outcome import MissingError, percentile

FRAME = 1 / 60
WARM_UP = 10
HEARTBEAT_MS = 1
LEAD_MS = 200
"""From the call to the first act."""
PATIENCE = 20.0
"""Seconds after the last act until what it changed must be on the screen."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds from act to screen, those of the first acts left out, and between beats of the event loop if it beat."""

    latencies: tuple[float, ...]
    gaps: tuple[float, ...]

    def json(self) -> dict[str, float]:
        """What a child process says of it, in frames of 60 Hz; `late` counts acts that took more than one."""
        frames = [latency / FRAME for latency in self.latencies]
        found = {name: percentile(frames, share) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
        found["late"] = sum(latency > 1 for latency in frames)
        return {**found, "gap": percentile(self.gaps, 0.99) / FRAME} if self.gaps else found


def show_acts(
    window: QWidget,
    act: Callable[[int], None],
    events: int,
    hertz: float,
    drawn: Callable[[], int] | None = None,
    *,
    beats: bool = False,
) -> Seen:
    """Do so many acts, so many a second, on a window that is shown.

    `drawn` tells how many acts are in what the widgets draw now, where that is not all that have been done. A loop that
    `beats` has more to do than one that waits for the hand: the gaps are measured only where they are asked for.
    """
    hand = _Hand(window, act, [int(1000 * number / hertz) for number in range(events)], drawn)
    if beats:
        hand.beat()
    loop = QEventLoop()
    hand.finished = loop.quit
    QTimer.singleShot(int(1000 * (events / hertz + PATIENCE)), loop.quit)
    loop.exec()
    if hand.waiting:
        text = f"{len(hand.waiting)} acts never reached the screen"
        raise RuntimeError(text)
    return Seen(tuple(hand.latencies[WARM_UP:]), tuple(hand.gaps[WARM_UP:]))


class _Due(NamedTuple):
    number: int
    at: float


class _Hand(QObject):
    """Acts when it is time, and looks at the clock whenever the window has been flushed.

    All acts are timers from the same moment, each of whole milliseconds: Qt's timers keep no finer ones, and a loop
    that looked once a millisecond whether it is time would be half a millisecond late, as no mouse is.
    """

    def __init__(
        self, window: QWidget, act: Callable[[int], None], plan: Sequence[int], drawn: Callable[[], int] | None
    ) -> None:
        super().__init__(window)
        self._window, self._act, self._drawn = window, act, drawn
        self._left = len(plan)
        self._done = 0
        self.waiting: list[_Due] = []
        self.latencies: list[float] = []
        self.gaps: list[float] = []
        self.finished: Callable[[], None] = lambda: None
        self._last_beat = 0.0
        for number, after in enumerate(plan):
            due = _Due(number, time.perf_counter() + (LEAD_MS + after) / 1000)
            timer = self._timer(LEAD_MS + after, partial(self._on_due, due))
            timer.setSingleShot(True)
            timer.start()
        window.installEventFilter(self)

    def beat(self) -> None:
        """Measure the gaps between beats of the event loop."""
        self._last_beat = time.perf_counter()
        self._timer(HEARTBEAT_MS, self._on_beat).start()

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=milliseconds, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(act)
        return timer

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(now - self._last_beat)
        self._last_beat = now

    def _on_due(self, due: _Due) -> None:
        self._left -= 1
        self.waiting.append(due)
        self._act(due.number)
        self._done += 1

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.UpdateRequest:
            return False
        drawn = self._done if self._drawn is None else self._drawn()
        self._window.event(event)  # paints and flushes
        now = time.perf_counter()
        while self.waiting and self.waiting[0].number < drawn:
            self.latencies.append(now - self.waiting.pop(0).at)
        if not self._left and not self.waiting:
            self.finished()
        return True


def application() -> QApplication:
    """The application of this process."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["benchmark"])


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let events happen until something holds."""
    loop, until = QEventLoop(), time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            text = "the window never came so far"
            raise RuntimeError(text)
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def rest(seconds: float = 0.5) -> None:
    """Let events happen until hardly anything is worked out any more: a window that opens works ahead."""
    busy = seconds
    while busy > seconds / 10:
        end, began = time.monotonic() + seconds, time.process_time()
        wait_until(lambda end=end: time.monotonic() > end)  # type: ignore[misc]
        busy = time.process_time() - began


OFFSCREEN = "offscreen"
X11 = "xcb"


def screen(platform: str) -> tuple[dict[str, str], Sequence[str]]:
    """The environment of a child that shows windows, and what to start it with.

    Raises:
        MissingError: There is no X11 here, not even a virtual one.
    """
    environment = {"QT_QPA_PLATFORM": platform}
    if platform == OFFSCREEN or os.environ.get("DISPLAY"):
        return environment, ()
    if sys.platform != "linux" or not shutil.which("xvfb-run"):
        text = "there is no X11"
        raise MissingError(text)
    return environment, ("xvfb-run", "-a", "-s", "-screen 0 1920x1080x24")
