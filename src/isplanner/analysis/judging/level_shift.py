"""Whether a KPI went from one level to another: its closed weeks, or months, laid on its own scale (shift.py)."""

from dataclasses import dataclass

import numpy as np

from isplanner.analysis.counting.choose import Bools
from isplanner.analysis.estimates.past import Past, Track
from isplanner.analysis.judging.shift import find_shift
from isplanner.analysis.tree.compile import Array
from isplanner.plan.metric import Metric
from isplanner.plan.period import Span
from isplanner.plan.scope import NodeKey

_ENOUGH_WEEKS = 8
_HALF = 0.5
"""What is added to a count or a share's successes: nothing has a logarithm too."""


@dataclass(frozen=True, slots=True)
class LevelShift:
    """A KPI's likeliest shift: the first span of the new level, both levels, and how likely there is any.

    Of a count the levels are a business day, of a rate the rate.
    """

    node: NodeKey
    since: Span
    before: float
    after: float
    probability: float


def find_level_shift(past: Past, node: NodeKey) -> LevelShift | None:
    """The likeliest shift of a KPI; None where too little is known to tell.

    Weeks are looked at where enough of them are told of by week or day, else months.
    """
    metric, weeks = past.plan.metrics[node.metric], past.by_week(node)
    is_weekly = weeks is not None and (_told(weeks) & weeks.is_fine).sum() >= _ENOUGH_WEEKS
    track = weeks if weeks is not None and is_weekly else past.by_month(node)
    known = _told(track) & track.is_fine
    points = np.where(known, _laid(metric, track), 0.0)
    found = find_shift(points.tolist(), np.where(known, track.weights, 0.0).tolist())
    if found is None:
        return None
    before, after = _level(metric, found.before), _level(metric, found.after)
    return LevelShift(node, track.spans[found.at], before, after, found.probability)


def _told(track: Track) -> Bools:
    told: Bools = np.isfinite(track.pace) & (track.weights > 0)
    return told


def _laid(metric: Metric, track: Track) -> Array:
    """The paces on the KPI's own scale: log odds of a share, else logarithms."""
    with np.errstate(all="ignore"):
        if metric.is_share:
            share = (track.pace * track.weights + _HALF) / (track.weights + 2 * _HALF)
            odds: Array = np.log(share / (1 - share))
            return odds
        least = _HALF / track.weights if metric.is_whole else 0.0
        logs: Array = np.log(np.maximum(track.pace, least))
        return logs


def _level(metric: Metric, point: float) -> float:
    return float(1 / (1 + np.exp(-point)) if metric.is_share else np.exp(point))
