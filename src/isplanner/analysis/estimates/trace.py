"""Which facts a number came from: the way from a baseline back to the cells."""

from collections.abc import Collection

import numpy as np

from isplanner.analysis.counting.count import count
from isplanner.analysis.tree.ratio import ratio_of
from isplanner.plan.actuals import Actuals
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


def counted_metrics(plan: Plan, key: NodeKey) -> tuple[str, ...]:
    """The metrics a node's number is counted from: itself, or the parts of a rate."""
    metric = plan.metrics[key.metric]
    if metric.is_whole:
        return (metric.key,)
    if ratio := ratio_of(plan.tree, key):
        parts = (ratio.numerator, ratio.less, ratio.denominator)
        return tuple(part.metric for part in parts if part is not None)
    return tuple(part for part in (metric.numerator, metric.denominator) if part)


def trace(
    plan: Plan, actuals: Actuals, span: Span, metrics: Collection[str], channel: str | None, member: int | None = None
) -> frozenset[int]:
    """The ids of the facts of a span that count for some metrics: of the whole plan, a channel, or a member."""
    counted = count(plan, actuals, span=span)
    pieces = counted.pieces
    wanted = (counted.whole if channel is None else counted.by_channel).copy()
    if member is not None:
        wanted = counted.by_member & (pieces.member == member)
    wanted &= (pieces.start < span.end.toordinal()) & (pieces.end > span.start.toordinal())
    wanted &= np.isin(pieces.metric, [n for n, metric in enumerate(actuals.metrics) if metric in metrics])
    if channel is not None:
        wanted &= np.isin(pieces.channel, [n for n, key in enumerate(actuals.channels) if key == channel])
    return frozenset(actuals.id[pieces.fact[wanted]].tolist())
