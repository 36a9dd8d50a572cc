"""Quality guard (質と量): where more was done and less came of each (design: numbers.md 10).

The period so far is held against the base period on the same channels: what the base period's rates would have made of
today's trials, beside what came of them. The chance that quality fell is that of a normal with the luck of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from isplanner.analysis.chance.luck import SIZE_VARIATION
from isplanner.analysis.counting.count import Counted
from isplanner.analysis.people.crew import Crew, made_from
from isplanner.plan.metric import Kind
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan

GUARDED = (("phone_connects", "dials"), ("talk_minutes", "connects"), ("valid_appointments", "appointments"))
"""What comes of what: connects per dial, minutes per connect, valid of all appointments."""
_RISE = 0.05
_FALL = 0.03
_SURE = 0.95
_DOUBT = 0.5
"""Half a success and half a failure more: no rate is for certain 0 or 1."""

Row = str | int
"""A channel's key, or a member's id."""
Counts = Mapping[str, Mapping[tuple[Row, str | None], float]]
"""By metric: counts by channel or member, and by the channel they are of."""


@dataclass(frozen=True, slots=True)
class QualityLoss:
    """More of `volume` a business day (by the fraction `rise`), and less of `quality` out of each.

    `before` is what the base period's rates would have given of each, `after` what was given; `chance` that it fell.
    """

    quality: str
    volume: str
    channel: str | None
    member: int | None
    rise: float
    before: float
    after: float
    chance: float


def guard_quality(plan: Plan, counted: Counted, now: Span) -> tuple[QualityLoss, ...]:
    """Where volume rose and quality fell since the base period: by channel, then by member."""
    before, after = ((_by_channel(counted, span), _by_member(counted, span)) for span in (plan.base, now))
    found = [
        _look(plan, now, row, _cells(old, new, row, quality, volume), quality, volume)
        for quality, volume in GUARDED
        for old, new in zip(before, after, strict=True)
        for row in dict.fromkeys(row for row, _ in made_from(new, volume))
    ]
    return tuple(loss for loss in found if loss is not None)


class _Cell(NamedTuple):
    """On one channel: what there was of quality and volume in the base period, and what there is now."""

    quality_before: float
    volume_before: float
    quality: float
    volume: float


def _by_channel(counted: Counted, span: Span) -> Counts:
    counts: dict[str, dict[tuple[Row, str | None], float]] = {}
    for node, number in counted.tally(span).channels.items():
        counts.setdefault(node.metric, {})[node.channel or "", node.channel] = number
    return counts


def _by_member(counted: Counted, span: Span) -> Counts:
    return {metric: dict(places.items()) for metric, places in Crew.of(counted, span).counts.items()}


def _cells(before: Counts, after: Counts, row: Row, quality: str, volume: str) -> list[_Cell]:
    """A row's channels on which there was something to do, then and now."""
    old_above, old_below = (made_from(before, metric) for metric in (quality, volume))
    above, below = (made_from(after, metric) for metric in (quality, volume))
    places = [place for place in below if place[0] == row and old_below.get(place) and below[place]]
    told = [place for place in places if place in old_above and place in above]
    return [_Cell(old_above[place], old_below[place], above[place], below[place]) for place in told]


def _look(plan: Plan, now: Span, row: Row, cells: list[_Cell], quality: str, volume: str) -> QualityLoss | None:
    days, days_before = (plan.calendar.business_days(span) for span in (now, plan.base))
    done, done_before = sum(cell.volume for cell in cells), sum(cell.volume_before for cell in cells)
    if not (days and days_before and done_before):
        return None
    rise = done / days / (done_before / days_before) - 1
    is_share = plan.metrics[quality].kind is Kind.COUNT
    expected, variance = sum(_expected(cell) for cell in cells), sum(_variance(cell, is_share) for cell in cells)
    gained = sum(cell.quality for cell in cells)
    fall = 1 - gained / expected
    chance = _normal_chance((expected - gained) / sqrt(variance))
    if rise < _RISE or fall < _FALL or chance < _SURE:
        return None
    channel, member = (row, None) if isinstance(row, str) else (None, row)
    return QualityLoss(quality, volume, channel, member, rise, expected / done, gained / done, chance)


def _expected(cell: _Cell) -> float:
    """What today's volume would have given at the base period's rate."""
    return cell.volume * (cell.quality_before + _DOUBT) / (cell.volume_before + 2 * _DOUBT)


def _variance(cell: _Cell, is_share: bool) -> float:
    """The variance of what is given less what was expected, by the luck of today and of the base period."""
    rate = _expected(cell) / cell.volume
    one = rate * max(1 - rate, 0.0) if is_share else (SIZE_VARIATION * rate) ** 2
    return one * cell.volume * (1 + cell.volume / cell.volume_before)


def _normal_chance(deviations: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(deviations))
