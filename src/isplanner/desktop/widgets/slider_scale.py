"""Where a slider begins and ends, how far one step goes, and what is marked on it; no Qt."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

MARGIN = 0.15  # room beyond the outermost mark, as a share of what the marks span
LEAST_REACH = 0.3  # to both sides of the middle at least, as a share of it
_SHARE_STEP = 0.001
_STEP = 0.005
_SNAPS = 150
_PLACES, _KEYS, _ONWARD = 48, 8, 24
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class SliderMarks:
    """What a slider shows beside its value; None where it is not known."""

    target: float | None = None
    baseline: float | None = None
    band: tuple[float, float] | None = None
    proposed: float | None = None
    to_date: float | None = None


@dataclass(frozen=True, slots=True)
class SliderScale:
    """The stretch a slider shows, and its steps.

    `step` is one press of an arrow key; dragging comes to rest on whole multiples of `snap`. `least` and `most` bound
    what a value may be at all, also where it lies outside the stretch.
    """

    low: float
    high: float
    step: float
    snap: float
    least: float = 0.0
    most: float = math.inf

    @classmethod
    def around(cls, marks: list[float], *, is_share: bool, is_whole: bool) -> Self:
        """The scale that shows all marks (value, target, baseline, ends of the band); at least one is needed."""
        lowest, highest = min(marks), max(marks)
        middle = (lowest + highest) / 2
        reach = max((highest - lowest) / 2 * (1 + 2 * MARGIN), abs(middle) * LEAST_REACH)
        if reach < _NOTHING:
            reach = 1.0
        most = 1.0 if is_share else math.inf
        low, high = max(0.0, middle - reach), min(most, middle + reach)
        snap = _round_figure((high - low) / _SNAPS)
        if is_share:
            return cls(low, high, _SHARE_STEP, min(snap, _SHARE_STEP), most=most)
        least_snap = 1.0 if is_whole else 0.0
        return cls(low, high, max(_round_figure(max(abs(middle), reach) * _STEP), least_snap), max(snap, least_snap))

    def place(self, value: float) -> float:
        """Where a value lies, 0 … 1; values outside lie at the end they are beyond."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def value(self, place: float) -> float:
        """The value at a place, at rest on a whole multiple of the snap."""
        return self.snapped(self.low + min(1.0, max(0.0, place)) * (self.high - self.low))

    def stepped(self, value: float, steps: float) -> float:
        """A value so many steps on."""
        return self.bounded(round(value + steps * self.step, 12))

    def nearby(self, value: float) -> Iterator[float]:
        """Where a hand may go next from a value, by drag or by key, the nearest first."""
        for steps in range(1, _PLACES + 1):
            for way in (steps, -steps):
                dragged = self.snapped(value + way * self.snap)
                if self.low <= dragged <= self.high:
                    yield dragged
                if steps <= _KEYS:
                    yield self.stepped(value, way)

    def onward(self, before: float, value: float) -> Iterator[float]:
        """Where a hand comes to that goes on as it went, by drag or by key."""
        for steps in range(1, _ONWARD + 1):
            on = value + steps * (value - before)
            if self.low <= on <= self.high:
                yield self.snapped(on)
            yield self.bounded(round(on, 12))

    def snapped(self, value: float) -> float:
        """The nearest multiple of the snap that a lever may have."""
        # Dividing by a whole number keeps 0.182 what a user would type; 182 × 0.001 is 0.18200000000000002.
        per_unit = round(1 / self.snap) if self.snap < 1 else 0
        rounded = round(value * per_unit) / per_unit if per_unit else round(value / self.snap) * self.snap
        return self.bounded(rounded)

    def bounded(self, value: float) -> float:
        """The nearest value that a lever may have."""
        return min(self.most, max(self.least, value))


def _round_figure(size: float) -> float:
    """The largest of 1, 2, 5 × a power of ten that is not over a size."""
    power = 10.0 ** math.floor(math.log10(size))
    return next(figure * power for figure in (5.0, 2.0, 1.0) if figure * power <= size * (1 + 1e-9))
