"""分け方: what members weigh when a target is shared out over them (design: numbers.md 7).

What they did, and how well they do it, is read from before the period: with the period's own actuals in it, targets
would move with every day that is imported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from typing import NamedTuple

import numpy as np

from isplanner.analysis.counting.count import Counted, count
from isplanner.analysis.estimates.estimate import Estimates, estimate
from isplanner.analysis.estimates.series import Axis
from isplanner.analysis.people.frame import Frame
from isplanner.analysis.prospects.prospect import Prospects
from isplanner.analysis.sharing.equal_chance import EqualChance
from isplanner.analysis.whole_numbers.rounding import Bools, Floats
from isplanner.plan.actuals import Actuals
from isplanner.plan.metric import Kind
from isplanner.plan.period import DAY, MONTHS_A_YEAR, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import Member, NodeKey
from isplanner.plan.target import Target, Way


class Past(NamedTuple):
    """What a member did in a span: all, and a business day on which he was there."""

    total: float
    pace: float


Pasts = Mapping[tuple[str, int], Past]
"""By metric and member id."""


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What is known of members before the period: the base period, the same period last year, rates and prospects."""

    last_period: Pasts
    last_year: Pasts
    estimates: Estimates
    prospects: Prospects


class WayTaken(NamedTuple):
    """The way by which a target is shared out, and why it is another than its own: the code of what is missing."""

    wished: Way
    taken: Way
    reason: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """What members weigh: a factor on their business days, or, where `by_load`, on their days × capacity × ramp."""

    taken: WayTaken
    factors: Floats
    by_load: Bools
    equal: EqualChance | None = None

    def load(self, frame: Frame) -> Floats:
        """What each weighs in each week (members × weeks)."""
        if self.equal is not None:
            return self.equal.load(frame)
        load: Floats = np.where(self.by_load[:, None], frame.full_load(), frame.present) * self.factors[:, None]
        return load


def read_record(plan: Plan, actuals: Actuals, counted: Counted | None = None, as_of: date | None = None) -> TrackRecord:
    """Read what members did before the period; with a day, rates and prospects are those known on it."""
    counted = counted or count(plan, actuals)
    last_period, last_year = (_look_back(plan, counted, span) for span in (plan.base, _year_before(plan)))
    prospects = Prospects.of(plan, counted, as_of or plan.period.start - DAY)
    return TrackRecord(last_period, last_year, estimate(plan, actuals, as_of, counted=counted), prospects)


def weigh(plan: Plan, target: Target, total: float, record: TrackRecord | None = None) -> Weighing:
    """What members weigh by a target's way; by `business_days` where what its way takes is known of nobody.

    `total` is what the metric comes to in all channels: chances are equal of that.
    """
    way, metric = target.way, target.node.metric
    match way:
        case Way.OWN_COLUMN:
            return _by_column(plan, target)
        case Way.OWN_RATES:
            return _by_rates(plan, target.node, record)
        case Way.LAST_PERIOD:
            return _by_pace(plan, way, metric, record.last_period if record else {})
        case Way.LAST_YEAR:
            return _by_pace(plan, way, metric, record.last_year if record else {})
        case Way.EQUAL_CHANCE:
            return _by_chance(plan, metric, total, record)
    return _plain(plan, WayTaken(way, way), by_load=way is Way.BUSINESS_DAYS)


def looked_at(plan: Plan, target: Target) -> tuple[object, ...]:
    """What a target's way looks at of its own: rates, or typed weights."""
    if target.way is Way.OWN_RATES:
        return rates_to(plan, target.node)
    return tuple(sorted(target.weights.items())) if target.way is Way.OWN_COLUMN else ()


def _plain(plan: Plan, taken: WayTaken, *, by_load: bool = True) -> Weighing:
    """All alike, or by capacity and ramp alone."""
    return Weighing(taken, np.ones(len(plan.members)), np.full(len(plan.members), by_load))


def _without(plan: Plan, way: Way, reason: str) -> Weighing:
    return _plain(plan, WayTaken(way, Way.BUSINESS_DAYS, reason))


def _by_column(plan: Plan, target: Target) -> Weighing:
    weights = np.array([target.weights.get(member.id, 0.0) for member in plan.members])
    if not weights.any():
        return _without(plan, Way.OWN_COLUMN, "no_weights")
    return Weighing(WayTaken(Way.OWN_COLUMN, Way.OWN_COLUMN), weights, np.zeros(len(weights), bool))


def _by_rates(plan: Plan, node: NodeKey, record: TrackRecord | None) -> Weighing:
    """By the product of a member's rates relative to the team's; volumes are nobody's own."""
    rates, members = rates_to(plan, node), [member.id for member in plan.members]
    alike = _plain(plan, WayTaken(Way.OWN_RATES, Way.OWN_RATES))
    if not rates:
        return alike
    if record is None or not any((rate, member) in record.estimates.members for rate in rates for member in members):
        return _without(plan, Way.OWN_RATES, "no_own_rates")
    factors = [prod(record.estimates.relative(rate, member) for rate in rates) for member in members]
    return replace(alike, factors=np.array(factors))


def _by_pace(plan: Plan, way: Way, metric: str, pasts: Pasts) -> Weighing:
    """By what members did a day; one of whom nothing is known is taken for an average one, by capacity and ramp."""
    known = {member.id: pasts[metric, member.id].pace for member in plan.members if (metric, member.id) in pasts}
    if not any(known.values()):
        return _without(plan, way, "no_last_year" if way is Way.LAST_YEAR else "no_last_period")
    capacity = sum(member.capacity for member in plan.members if member.id in known)
    average = sum(known.values()) / (capacity or len(known))
    factors = np.array([known.get(member.id, average) for member in plan.members])
    return Weighing(WayTaken(way, way), factors, np.array([member.id not in known for member in plan.members]))


def _by_chance(plan: Plan, metric: str, total: float, record: TrackRecord | None) -> Weighing:
    """By the factors on capacity and ramp that give everybody the same chance."""
    way, prospect = Way.EQUAL_CHANCE, record and record.prospects.prospect(plan.metrics[metric], Axis.MEMBER)
    equal = EqualChance.of(Frame.of(plan), total, prospect) if prospect else None
    if equal is None or not equal.is_known:
        return _without(plan, way, "no_last_period")
    return replace(_plain(plan, WayTaken(way, way)), equal=equal)


def rates_to(plan: Plan, node: NodeKey) -> tuple[str, ...]:
    """The rates from the first volume down to a node: shares, and what one is worth.

    A rate of more than one for one, as calls a lead, is effort and no skill: below it begins the volume.
    """
    found: dict[str, None] = {}
    waiting, seen = [node], set[NodeKey]()
    while waiting:
        key = waiting.pop(0)
        if key in seen or key not in plan.tree.nodes:
            continue
        seen.add(key)
        inputs = plan.tree.inputs(key)
        rates = [read.metric for read in inputs if plan.metrics[read.metric].kind is Kind.RATE]
        if all(plan.metrics[rate].is_share or _is_amount(plan, rate) for rate in rates):
            found |= dict.fromkeys(rates)
            waiting += [read for read in inputs if plan.metrics[read.metric].is_whole]
    return tuple(found)


def _is_amount(plan: Plan, rate: str) -> bool:
    """Whether a rate says what one is worth, as 平均受注単価."""
    numerator = plan.metrics.get(plan.metrics[rate].numerator or "")
    return numerator is not None and numerator.kind is Kind.AMOUNT


def _look_back(plan: Plan, counted: Counted, span: Span) -> dict[tuple[str, int], Past]:
    """What members did in a span, of which perhaps only some months are known."""
    found, months = counted.tally(span), len(plan.rule.months(span))
    days = {member.id: _days_there(plan, member, span) for member in plan.members}
    pasts = {}
    for (metric, member), total in found.members.items():
        if days.get(member):
            whole = total * months / max(1, found.months.get(metric, months))
            pasts[metric, member] = Past(whole, whole / days[member])
    return pasts


def _days_there(plan: Plan, member: Member, span: Span) -> int:
    """The business days of a span on which a member was there; all, where his actuals say that he was after all."""
    there = span.clip(Span(member.joined or span.start, max(member.left or span.end, member.joined or span.start)))
    return plan.calendar.business_days(there) or plan.calendar.business_days(span)


def _year_before(plan: Plan) -> Span:
    first, last = (plan.rule.month_of(day).plus(-MONTHS_A_YEAR) for day in (plan.period.start, plan.period.last))
    return Span(plan.rule.month(first).start, plan.rule.month(last).end)
