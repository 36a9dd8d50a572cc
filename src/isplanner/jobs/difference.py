"""What an import would change of what is stored: of the same metric, member, channel and days the newer replaces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.fact import Fact, FactKind
from isplanner.plan.metric import Kind
from isplanner.plan.plan import Plan

_TOLERANCE = 1e-9
Identity = tuple[str, bool, str | None, str | None, int, int]
"""Metric, whether a target, member, channel, and the days as ordinals, half-open."""


@dataclass(frozen=True, slots=True)
class Line:
    """A metric: what is stored of the same members, channels and days, and what the files say of these and of all.

    `known` of its `facts` have something stored to compare with.
    """

    metric: str
    kind: FactKind
    stored: float
    now: float
    total: float
    facts: int
    known: int


@dataclass(frozen=True, slots=True)
class Fall:
    """A number that is less than what is stored: of counts that only ever grow, somebody corrected something."""

    fact: Fact
    stored: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How the facts of an import compare with those in force.

    `new` were not there, `updated` say something else, of which `fallen` say less; `same` say the same. `replaced` are
    the ranks of the batches that they take the place of.
    """

    new: int = 0
    updated: int = 0
    same: int = 0
    fallen: tuple[Fall, ...] = ()
    lines: tuple[Line, ...] = ()
    replaced: frozenset[int] = frozenset()


def compare(plan: Plan, actuals: Actuals, facts: Sequence[Fact]) -> Difference:
    """Compare facts that are to be stored with those in force."""
    stored = _stored(plan, actuals, facts)
    new, same, falls, ranks = 0, 0, list[Fall](), set[int]()
    sums: dict[tuple[str, FactKind], list[float]] = {}
    for fact in facts:
        line = sums.setdefault((fact.metric, fact.kind), [0.0] * 5)
        line[2] += fact.value
        line[3] += 1
        before = stored.get(_identity(fact))
        if before is None:
            new += 1
            continue
        value, rank = before
        ranks.add(rank)
        line[4] += 1
        line[0] += value
        line[1] += fact.value
        if isclose(value, fact.value, rel_tol=_TOLERANCE):
            same += 1
        elif fact.value < value and plan.metrics[fact.metric].kind is Kind.COUNT:
            falls.append(Fall(fact, value))
    lines = (
        Line(metric, kind, was, now, total, int(count), int(known))
        for (metric, kind), (was, now, total, count, known) in sums.items()
    )
    return Difference(new, len(facts) - new - same, same, tuple(falls), tuple(lines), frozenset(ranks))


def _identity(fact: Fact) -> Identity:
    start, end = fact.span.start.toordinal(), fact.span.end.toordinal()
    return fact.metric, fact.kind is FactKind.TARGET, fact.member, fact.channel, start, end


def _stored(plan: Plan, actuals: Actuals, facts: Iterable[Fact]) -> Mapping[Identity, tuple[float, int]]:
    """Value and rank of the facts in force that touch the same metrics and days."""
    facts = list(facts)
    if not facts or not len(actuals):
        return {}
    first = min(fact.span.start for fact in facts).toordinal()
    last = max(fact.span.end for fact in facts).toordinal()
    metrics = np.isin(np.array(actuals.metrics), sorted({fact.metric for fact in facts}))
    rows = np.flatnonzero(metrics[actuals.metric] & (actuals.start >= first) & (actuals.end <= last))
    names: dict[int, str | None] = {member.id: member.name for member in plan.members} | {NONE: None}
    channels: dict[int, str | None] = dict(enumerate(actuals.channels)) | {NONE: None}
    columns = (actuals.metric, actuals.is_target, actuals.member, actuals.channel, actuals.start, actuals.end)
    found = zip(*(column[rows].tolist() for column in (*columns, actuals.value, actuals.batch)), strict=True)
    return {
        (actuals.metrics[metric], is_target, names.get(member), channels[channel], start, end): (value, rank)
        for metric, is_target, member, channel, start, end, value, rank in found
    }
