"""What calls for a review of the targets: growth, misses in a row, a level shift (design: numbers.md 10).

That the market or the business model changed otherwise, only the manager can say.
"""

from collections.abc import Iterator

from isplanner.analysis.attribution.state import Known
from isplanner.analysis.estimates.past import Past
from isplanner.analysis.judging.finding import Finding, found
from isplanner.analysis.judging.level_shift import find_level_shift
from isplanner.analysis.judging.stagnation import Stagnation
from isplanner.analysis.prospects.progress import share_over
from isplanner.plan.metric import Direction
from isplanner.plan.scope import NodeKey

GROWN = 1.2
_SURE = 0.8
_EARLY = 0.25
"""Before this part of the period is over, one good week is no growth."""


def review_triggers(known: Known, past: Past, node: NodeKey, stagnation: Stagnation | None) -> Iterator[Finding]:
    """What of a node calls for a review."""
    yield from _growth(known, node)
    if stagnation is not None and stagnation.is_rising:
        yield found("review_misses", node, count=len(stagnation.spans), by_week=stagnation.by_week)
    shift = find_level_shift(past, node)
    if shift is not None and shift.probability >= _SURE:
        yield found(
            "review_level_shift",
            node,
            day=shift.since.start,
            before=shift.before,
            after=shift.after,
            probability=shift.probability,
        )


def _growth(known: Known, node: NodeKey) -> Iterator[Finding]:
    """A KPI whose actual is over 120 % of its base: of a count, of what the base period would have by now."""
    metric, forecast, base = known.plan.metrics[node.metric], known.forecasts.get(node), known.baseline.values.get(node)
    over = share_over(known.plan, known.plan.period, known.as_of)
    if forecast is None or forecast.actual is None or not base or over < _EARLY or metric.direction is Direction.LOWER:
        return
    by_now = base * over if metric.is_whole else base
    if metric.is_whole and by_now < known.plan.levels.least_count:
        return
    if forecast.actual > GROWN * by_now:
        yield found("review_growth", node, actual=forecast.actual, base=by_now, ratio=forecast.actual / by_now)
