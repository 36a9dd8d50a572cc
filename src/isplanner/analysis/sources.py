"""Which members a stage's share comes from: exact parts of each of its levers (design: numbers.md 9).

A member has of a rate's share what his trials are of all, and more or less as his own rate differs from theirs; of a
count's what he did beside what he should have done by now. What is told of nobody is nobody's (None).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.allocate import Allocation
from isplanner.analysis.bottleneck import Part, Stage
from isplanner.analysis.crew import Crew
from isplanner.analysis.progress import share_over
from isplanner.analysis.state import Known
from isplanner.plan.scope import NodeKey

Shares = dict[int | None, float]


@dataclass(frozen=True, slots=True)
class Sources:
    """What members did in the period so far, and what of the counts' targets is whose."""

    known: Known
    crew: Crew
    allocations: Mapping[str, Allocation]

    def members(self, stage: Stage) -> Shares:
        """What of a stage's share is whose, by member; empty where nothing is told of any member."""
        total: Shares = {}
        for part in stage.parts:
            of_part = self._of_count(part) if self._is_count(part.lever) else self._of_rate(part)
            for member, share in of_part.items():
                total[member] = total.get(member, 0.0) + share
        return total if any(member is not None for member in total) else {}

    def _is_count(self, lever: NodeKey) -> bool:
        return self.known.plan.metrics[lever.metric].is_whole

    def _of_rate(self, part: Part) -> Shares:
        metric, channel = self.known.plan.metrics[part.lever.metric], part.lever.channel
        if not metric.numerator or not metric.denominator:
            return {None: part.share}
        below = self._did(metric.denominator, channel)
        above, told = self._did(metric.numerator, channel), self._actual(part.lever)
        trials = self._all(NodeKey(metric.denominator, channel), below)
        if not below:
            # Who is told of without channels is held against all who are.
            below, above = self._at(metric.denominator, None), self._at(metric.numerator, None)
            trials = sum(below.values())
            told = sum(above.values()) / trials if trials else None
        if told is None or not trials:
            return {None: part.share}
        return _with_rest(
            part.share,
            {
                member: (count * part.share + part.worth * (above.get(member, 0.0) - told * count)) / trials
                for member, count in below.items()
            },
        )

    def _of_count(self, part: Part) -> Shares:
        did = self._did(part.lever.metric, part.lever.channel)
        total = self._all(part.lever, did)
        if not did:
            did = self._at(part.lever.metric, None)
            total = sum(did.values())
        if not total or not did:
            return {None: part.share}
        done = {member: count / total for member, count in did.items()}
        asked = self._asked(part.lever) or done
        return _with_rest(
            part.share,
            {
                member: asked.get(member, 0.0) * part.share
                + part.worth * part.end * (done.get(member, 0.0) - asked.get(member, 0.0))
                for member in {**asked, **done}
            },
        )

    def _did(self, metric: str, channel: str | None) -> dict[int, float]:
        """What each did in a channel, or in all of them."""
        if channel is not None:
            return self._at(metric, channel)
        total: dict[int, float] = {}
        for (member, _), count in self.crew.of_metric(metric).items():
            total[member] = total.get(member, 0.0) + count
        return total

    def _at(self, metric: str, place: str | None) -> dict[int, float]:
        """What is told of each in a channel, or without one."""
        counts = self.crew.of_metric(metric)
        return {member: count for (member, where), count in counts.items() if where == place}

    def _actual(self, node: NodeKey) -> float | None:
        found = self.known.forecasts.get(node)
        return found.actual if found else None

    def _all(self, node: NodeKey, members: Mapping[int, float]) -> float:
        """What was done in all: by members, or more where some of it is told of nobody."""
        return max(self._actual(node) or 0.0, sum(members.values()))

    def _asked(self, lever: NodeKey) -> dict[int, float]:
        """What part of a count's target each should have done by now."""
        whole = self.allocations.get(lever.metric)
        part = whole.channels.get(lever.channel) if whole and lever.channel else whole
        if part is None:
            return {}
        plan = self.known.plan
        over = np.array([share_over(plan, week, self.known.as_of) for week in plan.weeks])
        due = {row.member: float(over @ row.exact_weeks) for row in part.rows}
        total = sum(due.values())
        return {member: share / total for member, share in due.items()} if total else {}


def _with_rest(share: float, members: Mapping[int, float]) -> Shares:
    shares: Shares = {None: share - sum(members.values())}
    return shares | dict(members.items())
