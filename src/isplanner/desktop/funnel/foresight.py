"""Foresight: what a setting and the levers under the hand come to, worked out off the UI thread, ahead of the hand."""

import math
import time
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel.chances import Setting
from isplanner.desktop.funnel.outlook import LiveView, View
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.widgets.slider_scale import SliderScale
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn

_REST_MS = 40
"""A hand that has not moved for so long rests."""


class Foresight(QObject):
    """Tells what is looked at, always the newest.

    A slider stands at some 150 places. While a hand holds it, the worker goes on to where the hand goes and to what is
    nearby in the time it has to spare, and what they come to is kept until the hand lets go: where one of the two has
    been, nothing is left to work out. Two threads of Python at once slow each other down: while the hand moves, the
    worker begins only what it will have done before the next move.

    Signals:
        looked: a View, or None where a lever cannot stand there.
    """

    looked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = LiveView()
        self._stored: tuple[Setting, Reading] | None = None
        self._held: _Held | None = None
        self.runner = LatestRunner(self, follows=True, spare=self._next_nearby)
        self.runner.finished.connect(self.looked)
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.runner.go_on)

    @property
    def drawn(self) -> "Drawn | None":
        """What the worlds drew: random numbers that others may read."""
        return self._live.worlds.drawn

    def show(self, setting: Setting, reading: Reading) -> None:
        """Look at a setting as it is stored; a lever that is held stays where the hand is."""
        self._stored, held = (setting, reading), self._held
        if held is None or held.value is None:
            self.runner.submit(lambda: self._live.look(setting, reading))
        else:
            self.hold(held.lever, held.scale)
            self.move(held.lever, held.value)

    def hold(self, lever: NodeKey, scale: SliderScale) -> None:
        """A hand is at a lever that moves on a scale."""
        if self._stored is not None:
            self._held = _Held(self._live, *self._stored, lever, scale)
            self.runner.go_on()

    def let_go(self) -> None:
        """No hand is at a lever any more."""
        self._held = None

    def move(self, lever: NodeKey, value: float) -> None:
        """Look at a lever at another value."""
        if self._stored is None:
            return
        if self._held is None or self._held.lever != lever:
            setting, reading = self._stored
            self.runner.submit(lambda: self._live.look(setting, reading, lever, value))
            return
        self._held.go_to(value)
        self._rest.start()
        if value in self._held.known:
            self.runner.tell(self._held.known[value])
        else:
            self.runner.submit(self._held.look_at(value))

    def _next_nearby(self) -> Callable[[], object] | None:
        if self._held is None or (self._rest.isActive() and not self._held.has_time):
            return None
        return self._held.next_nearby()


class _Held:
    """A lever under the hand, at a `value`: what is `known` of those it can take. The worker adds to it."""

    def __init__(self, live: LiveView, setting: Setting, reading: Reading, lever: NodeKey, scale: SliderScale) -> None:
        self._live, self._setting, self._reading = live, setting, reading
        self.lever, self.scale = lever, scale
        self.known: dict[float, View | None] = {}
        self.value = reading.value(lever)
        self._nearby: Iterator[float] = iter(()) if self.value is None else scale.nearby(self.value)
        self._moved_at = self._pace = 0.0
        self._took = math.inf

    def go_to(self, value: float) -> None:
        """The hand is at a value: where it goes on to is next, then what lies about it."""
        onward = () if self.value is None else self.scale.onward(self.value, value)
        self.value, self._nearby = value, chain(onward, self.scale.nearby(value))
        now = time.perf_counter()
        self._moved_at, self._pace = now, now - self._moved_at if self._moved_at else 0.0

    @property
    def has_time(self) -> bool:
        """Whether a value more is known before the hand moves again, as it has just moved."""
        return time.perf_counter() + self._took < self._moved_at + self._pace

    def next_nearby(self) -> Callable[[], object] | None:
        """The work for the nearest place of which nothing is known; None where all are."""
        place = next((place for place in self._nearby if place not in self.known), None)
        return None if place is None else self.look_at(place)

    def look_at(self, value: float) -> Callable[[], View | None]:
        """The work for a value."""

        def look() -> View | None:
            began = time.perf_counter()
            self.known[value] = view = self._live.look(self._setting, self._reading, self.lever, value)
            self._took = min(self._took, time.perf_counter() - began)  # at its best: undisturbed
            return view

        return look
