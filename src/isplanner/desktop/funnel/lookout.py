"""Lookout: settings and levers under the hand are looked at off the UI thread, and ahead of the hand."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from isplanner.desktop.background import LatestRunner
from isplanner.desktop.funnel.chances import Setting
from isplanner.desktop.funnel.outlook import LiveView, View
from isplanner.desktop.funnel.reading import Reading
from isplanner.desktop.widgets.slider_scale import SliderScale
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.analysis.simulation.drawn import Drawn


class Lookout(QObject):
    """Tells what is looked at, always the newest.

    A slider stands at some 150 places. While a hand holds it, the worker goes on to those nearby in the time it has to
    spare, and what they come to is kept until the hand lets go: where one of the two has been, nothing is left to work
    out. It goes no farther than the hand does in a moment: two threads of Python at once slow each other down.

    Signals:
        looked: a View, or None where a lever cannot stand there.
    """

    looked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = LiveView()
        self._stored: tuple[Setting, Reading] | None = None
        self._held: _Held | None = None
        self.runner = LatestRunner(self, follows=True, spare=self._spare)
        self.runner.finished.connect(self.looked)

    @property
    def drawn(self) -> "Drawn | None":
        """What the worlds drew: random numbers that others may read."""
        return self._live.worlds.drawn

    def look(self, setting: Setting, reading: Reading) -> None:
        """Look at a setting as it is stored."""
        self._stored, self._held = (setting, reading), None
        self.runner.submit(lambda: self._live.look(setting, reading))

    def hold(self, lever: NodeKey, scale: SliderScale | None) -> None:
        """A hand is at a lever that moves on a scale, or (None) is no more."""
        self._held = None
        if scale is not None and self._stored is not None:
            self._held = _Held(self._live, *self._stored, lever, scale)
            self.runner.use_spare_time()

    def move(self, value: float) -> None:
        """Look at the lever that is held, at another value."""
        held = self._held
        if held is None:
            return
        held.go_to(value)
        if value in held.known:
            self.runner.tell(held.known[value])
        else:
            self.runner.submit(held.look_at(value))

    def _spare(self) -> Callable[[], object] | None:
        return None if self._held is None else self._held.ahead()


class _Held:
    """A lever under the hand: what is `known` of the values it can take. The worker adds to it."""

    def __init__(self, live: LiveView, setting: Setting, reading: Reading, lever: NodeKey, scale: SliderScale) -> None:
        self._live, self._setting, self._reading, self._lever, self._scale = live, setting, reading, lever, scale
        self.known: dict[float, View | None] = {}
        value = reading.value(lever)
        self._places: Iterator[float] = iter(()) if value is None else scale.nearby(value)

    def go_to(self, value: float) -> None:
        """The hand is at a value: what lies about it is next."""
        self._places = self._scale.nearby(value)

    def ahead(self) -> Callable[[], object] | None:
        """The work for the nearest place of which nothing is known; None where all are."""
        place = next((place for place in self._places if place not in self.known), None)
        return None if place is None else self.look_at(place)

    def look_at(self, value: float) -> Callable[[], View | None]:
        """The work for a value."""

        def look() -> View | None:
            self.known[value] = view = self._live.look(self._setting, self._reading, self._lever, value)
            return view

        return look
