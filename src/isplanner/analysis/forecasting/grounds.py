"""根拠: what a member's target rests on, in four lines: base, share, days and ramp, chance (design: numbers.md 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.sharing.allocate import Allocation, MonthWeight
from isplanner.analysis.sharing.ways import TrackRecord, WayTaken

UNREALISTIC, TOO_EASY = 0.2, 0.95
"""Below and above these chances a target is flagged."""
_SPREADS = 2.5631031310892007
"""How many standard deviations of a normal distribution lie between P10 and P90."""


class Flag(StrEnum):
    """非現実的, 容易すぎ."""

    UNREALISTIC = "unrealistic"
    TOO_EASY = "too_easy"


@dataclass(frozen=True, slots=True)
class Base:
    """What a target is part of: what members are to reach together, more than the plan by `markup`; and his past."""

    handed: int
    total: int
    last_period: float | None


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely a target is; `stretch` is how many spreads it lies above what is to be expected. None is not known."""

    forecast: float | None = None
    p10: float | None = None
    p90: float | None = None
    probability: float | None = None
    stretch: float | None = None

    @property
    def flag(self) -> Flag | None:
        """Whether the target asks too much or too little."""
        if self.probability is None or UNREALISTIC <= self.probability <= TOO_EASY:
            return None
        return Flag.UNREALISTIC if self.probability < UNREALISTIC else Flag.TOO_EASY


@dataclass(frozen=True, slots=True)
class Grounds:
    """What one member's target rests on. `share` is his exact part of what is handed out, by `ways`."""

    member: int
    target: int
    base: Base
    share: float
    ways: tuple[WayTaken, ...]
    weights: tuple[MonthWeight, ...]
    chance: Chance


def find_grounds(
    allocation: Allocation, record: TrackRecord | None = None, forecasts: Iterable[Forecast] = ()
) -> tuple[Grounds, ...]:
    """What each member's target rests on. Forecasts, and the record, are of the metric in all channels."""
    by_member = {one.member: one for one in forecasts if one.node.metric == allocation.metric}
    exact = sum(sum(row.exact_months) for row in allocation.rows)
    return tuple(
        Grounds(
            member=row.member,
            target=row.total,
            base=Base(allocation.handed, allocation.total, _last_period(record, allocation.metric, row.member)),
            share=sum(row.exact_months) / exact if exact else 0.0,
            ways=allocation.ways,
            weights=row.weights,
            chance=_chance(row.total, by_member.get(row.member)),
        )
        for row in allocation.rows
    )


def _last_period(record: TrackRecord | None, metric: str, member: int) -> float | None:
    past = record.last_period.get((metric, member)) if record else None
    return past and past.total


def _chance(target: int, forecast: Forecast | None) -> Chance:
    if forecast is None:
        return Chance()
    expected, low, high = forecast.forecast, forecast.p10, forecast.p90
    stretch = None
    if expected is not None and low is not None and high is not None and high > low:
        stretch = (target - expected) * _SPREADS / (high - low)
    return Chance(expected, low, high, forecast.probability, stretch)
