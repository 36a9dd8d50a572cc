"""基準: what the actuals of the base period say of each node (design: numbers.md 3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.counting.borrow import prior_strengths, rate_posterior
from isplanner.analysis.counting.count import Floats, Tally, count, tally
from isplanner.analysis.tree.compile import later_reach
from isplanner.plan.actuals import Actuals
from isplanner.plan.metric import Metric
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

DIFFERENCES = {"phone_connects": ("connects", "mail_replies")}
"""Counts that nobody writes down: what they are (words.md). Where nothing is told of the second, it is none."""

BALANCES = {"profit": ("revenue", "cost")}
"""Amounts that need not be written down: what they are, where both parts are told."""

_BY_LUCK = 0.05
"""Where all or none of a channel's few trials succeed with at least this chance, they say nothing against the team."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is known of the base period. A node of which nothing is known has no entry.

    `months` is how many months the base period has; `months_known` in how many of them a metric has actuals, for the
    metrics of the tree that have any: counts are multiplied up from those. `earlier` holds, for nodes that a `later`
    reads, the months just before the plan's period, the last one last; None is one of which nothing is told. `borrowed`
    are rates of channels that have no trials, or so few that all or none of them succeeded by luck: they take the other
    channels' too (numbers.md 4).
    """

    values: Mapping[NodeKey, float]
    months_known: Mapping[str, int]
    months: int
    earlier: Mapping[NodeKey, tuple[float | None, ...]]
    borrowed: frozenset[NodeKey] = frozenset()


def measure_baseline(plan: Plan, actuals: Actuals) -> Baseline:
    """Totals of the base period for counts and amounts, numerator ÷ denominator for rates."""
    found, months = tally(plan, actuals, plan.base), len(plan.rule.months(plan.base))
    measured = {key: _measure(plan, found, months, key) for key in plan.tree.nodes}
    borrowed = dict(_borrow(plan, found))
    metrics = {key.metric for key in plan.tree.nodes}
    return Baseline(
        values={key: value for key, value in (measured | borrowed).items() if value is not None},
        months_known={metric: known for metric, known in found.months.items() if metric in metrics},
        months=months,
        earlier=months_before(plan, actuals, later_reach(plan.tree)),
        borrowed=frozenset(borrowed),
    )


def _measure(plan: Plan, found: Tally, months: int, key: NodeKey) -> float | None:
    metric = plan.metrics[key.metric]
    if metric.is_whole:
        return _total(found, months, key)
    if metric.numerator is None or metric.denominator is None:
        return None
    above = _total(found, months, NodeKey(metric.numerator, key.channel))
    below = _total(found, months, NodeKey(metric.denominator, key.channel))
    if above is None or not below:
        return None
    if key.channel is None:
        above -= _without_denominator(plan, found, months, metric.numerator, metric.denominator)
    return above / below


def _total(found: Tally, months: int, key: NodeKey) -> float | None:
    value = found.of(key)
    if value is not None:
        return value * months / max(1, found.months[key.metric])
    if key.metric in BALANCES:
        parts = [_total(found, months, NodeKey(metric, key.channel)) for metric in BALANCES[key.metric]]
        return None if parts[0] is None or parts[1] is None else parts[0] - parts[1]
    if key.metric not in DIFFERENCES:
        return None
    whole, less = (_total(found, months, NodeKey(metric, key.channel)) for metric in DIFFERENCES[key.metric])
    return None if whole is None else whole - (less or 0.0)


def _without_denominator(plan: Plan, found: Tally, months: int, numerator: str, denominator: str) -> float:
    """What of the numerator lies in channels that have no denominator, where others have one."""
    below = {channel: _total(found, months, NodeKey(denominator, channel)) for channel in plan.channels}
    if not any(below.values()):
        return 0.0
    return sum(_total(found, months, NodeKey(numerator, c)) or 0.0 for c, count in below.items() if not count)


def _borrow(plan: Plan, found: Tally) -> Iterator[tuple[NodeKey, float]]:
    """The rates of channels whose own trials say nothing."""
    told = {key.channel for key, value in found.channels.items() if value}
    for metric in plan.metrics.values():
        levers = [key for key in plan.tree.channel_nodes(metric.key) if plan.tree.nodes[key].formula is None]
        if levers and metric.numerator and metric.denominator:
            yield from _borrow_rates(metric, [key for key in levers if key.channel in told], found)


def _borrow_rates(metric: Metric, levers: list[NodeKey], found: Tally) -> Iterator[tuple[NodeKey, float]]:
    names = metric.numerator or "", metric.denominator or ""
    above, below = (np.array([_total(found, 1, NodeKey(name, c)) or 0.0 for _, c in levers]) for name in names)
    below = below.clip(0.0)
    pooled = float(above[below > 0].sum() / below.sum()) if below.any() else 0.0
    if pooled <= 0 or (metric.is_share and pooled >= 1):
        return
    yield from ((levers[i], pooled) for i in np.flatnonzero((below == 0) & (above == 0)).tolist())
    if metric.is_share:
        hits = above.clip(0.0, below)
        by_luck = np.where(hits == 0, 1 - pooled, pooled) ** below > _BY_LUCK
        for i in np.flatnonzero((below > 0) & ((hits == 0) | (hits == below)) & by_luck).tolist():
            strength = _strengths(hits, below, pooled)[i]
            yield levers[i], rate_posterior(float(hits[i]), float(below[i]), pooled, float(strength)).mean


def _strengths(hits: Floats, trials: Floats, pooled: float) -> Floats:
    """How many trials the rate of all channels is worth to each."""
    rates = np.divide(hits, trials, out=np.full(len(trials), pooled), where=trials > 0)
    unit = 1 / (pooled * (1 - pooled))
    return prior_strengths((rates - pooled) * unit, trials, np.full(len(trials), unit))


def months_before(
    plan: Plan, actuals: Actuals, reach: Mapping[NodeKey, int]
) -> dict[NodeKey, tuple[float | None, ...]]:
    """What nodes came to in so many months before the period, the last one last; None where nothing is told."""
    if not any(reach.values()):
        return {}
    counted, first = count(plan, actuals), plan.rule.month_of(plan.period.start)
    back = [plan.rule.month(first.plus(-n)) for n in range(max(reach.values()), 0, -1)]
    tallies = [counted.tally(month.clip(Span(month.start, plan.period.start))) for month in back]
    return {key: tuple(t.of(key) for t in tallies[len(tallies) - n :]) for key, n in reach.items() if n}
