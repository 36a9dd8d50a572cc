"""The curve of what actuals say of a node: where its period may end, what its months were. No Qt."""

from dataclasses import dataclass
from math import ceil, exp, floor, log, log10
from typing import TYPE_CHECKING

from isplanner.desktop.goal_tree.inspector.sight import Sight

if TYPE_CHECKING:
    from isplanner.plan.period import Span

POINTS = 96
_TAIL = 1.2815515655446004
"""How many standard deviations P90 of a normal lies above its mean."""
_ROOM = 1.1
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Curve:
    """A density from `first` to `last`, its highest point 1, with the band from P10 to P90 and the marks in it.

    `heights` are empty where nothing is uncertain. `dots` are closed months with their values.
    """

    first: float
    last: float
    heights: tuple[float, ...]
    low: float
    high: float
    baseline: float | None
    target: float | None
    dots: "tuple[tuple[Span, float], ...]"
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Where a value lies on the axis: 0 is its left end, 1 its right."""
        return (value - self.first) / (self.last - self.first)


def curve_of(sight: Sight) -> Curve | None:
    """The curve of a node; None where nothing is known of it.

    A normal on the node's own scale (log odds of a share, log of what is above zero) laid through P10 and P90: of the
    achievable band of a lever, else of its forecast.
    """
    band = _band(sight)
    if band is None:
        return None
    low, high = band
    dots = sight.inspection.months(sight.key) if sight.inspection else ()
    base = sight.answer.baseline.values.get(sight.key) if sight.answer else None
    marks = [value for value in (base, sight.target, *(value for _, value in dots)) if value is not None]
    width = (high - low) or abs(high) * 0.1 or 1.0
    first, last = min(low - _ROOM * width, *marks, low), max(high + _ROOM * width, *marks, high)
    edge = (last - first) * 0.04
    first, last = first - edge, last + edge
    if sight.metric.is_share:
        first, last = max(first, 0.0), min(last, 1.0)
    elif low >= 0:
        first = max(first, 0.0)
    heights = _heights(low, high, first, last, is_share=sight.metric.is_share)
    return Curve(first, last, heights, low, high, base, sight.target, dots, _ticks(first, last))


def _band(sight: Sight) -> tuple[float, float] | None:
    estimate = sight.answer.estimates.levers.get(sight.key) if sight.answer else None
    if estimate is not None:
        return estimate.band
    forecast = sight.forecast
    if forecast is None or forecast.p10 is None or forecast.p90 is None:
        return None
    return forecast.p10, forecast.p90


def _heights(low: float, high: float, first: float, last: float, *, is_share: bool) -> tuple[float, ...]:
    if high <= low:
        return ()
    is_log = not is_share and low > 0

    def own(value: float) -> float:
        return log(value / (1 - value)) if is_share else log(value) if is_log else value

    def slope(value: float) -> float:
        return 1 / (value * (1 - value)) if is_share else 1 / value if is_log else 1.0

    if is_share and not 0 < low < high < 1:
        return ()
    mean, sd = (own(low) + own(high)) / 2, (own(high) - own(low)) / (2 * _TAIL)
    step = (last - first) / POINTS
    values = [first + step * (number + 0.5) for number in range(POINTS)]
    inside = [0 < value < 1 if is_share else not is_log or value > 0 for value in values]
    density = [
        exp(-(((own(value) - mean) / sd) ** 2) / 2) * slope(value) if is_in else 0.0
        for value, is_in in zip(values, inside, strict=True)
    ]
    most = max(density)
    return tuple(height / most for height in density) if most > 0 else ()


def _ticks(first: float, last: float) -> tuple[float, ...]:
    """Round values in the range, at most six."""
    least = (last - first) / _TICKS
    power = 10.0 ** floor(log10(least))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return tuple(step * number for number in range(ceil(first / step), floor(last / step) + 1))
