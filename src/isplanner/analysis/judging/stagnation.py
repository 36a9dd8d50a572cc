"""Stagnation: KPIs that stay below their targets and do not rise (design: numbers.md 10)."""

from dataclasses import dataclass
from math import isfinite

import numpy as np

from isplanner.analysis.estimates.past import Past, Track
from isplanner.analysis.judging.trend import Trend, fit_trend
from isplanner.analysis.tree.compile import Array
from isplanner.plan.metric import Direction
from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey

ENOUGH = 3
"""Closed periods in a row that are no accident any more."""


@dataclass(frozen=True, slots=True)
class Stagnation:
    """A KPI that missed its target in each of the last closed months (weeks, where the plan is too young for months).

    `trend` is that of these spans, of a count a business day. `leap` says how many standard deviations of past months
    the target lies above (for lower-is-better: below) their mean. It rises (falls) where the trend's interval is all on
    the good (bad) side of 0.
    """

    node: NodeKey
    spans: tuple[Span, ...]
    by_week: bool
    trend: Trend
    leap: float | None
    is_rising: bool
    is_falling: bool


def find_stagnation(past: Past, node: NodeKey) -> Stagnation | None:
    """Whether a KPI missed its target in three closed periods in a row or more; None where it did not."""
    months = past.by_month(node)
    weeks = past.by_week(node)
    by_week = weeks is not None and np.isfinite(months.asked).sum() < ENOUGH
    track = weeks if weeks is not None and by_week else months
    missed = track.pace[len(track.pace) - track.misses :]
    trend = fit_trend(missed.tolist()) if len(missed) >= ENOUGH else None
    if trend is None:
        return None
    sign = 1 if track.direction is Direction.HIGHER else -1
    ends = sign * trend.low, sign * trend.high
    leap = _leap(months, track.asked, sign)
    return Stagnation(node, track.spans[-track.misses :], by_week, trend, leap, min(ends) > 0, max(ends) < 0)


def _leap(months: Track, asked: Array, sign: int) -> float | None:
    """How far what is asked lies beyond what past months reached, in their standard deviations."""
    known = months.pace[np.isfinite(months.pace)]
    if len(known) < ENOUGH or not (spread := float(known.std(ddof=1))):
        return None
    leap = sign * (float(asked[-1]) - float(known.mean())) / spread
    return leap if isfinite(leap) else None
