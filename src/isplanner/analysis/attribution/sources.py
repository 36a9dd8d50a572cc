"""Which members a stage's share comes from: exact parts of each of its levers, and who is behind (numbers.md 9, 10).

A member has of a rate's share what his trials are of all, and more or less as his own rate differs from theirs; of a
count's what he did beside what he should have done by now. What is told of nobody is nobody's (None).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from isplanner.analysis.attribution.bottleneck import Part, Stage
from isplanner.analysis.attribution.stall import Effort
from isplanner.analysis.attribution.state import Known
from isplanner.analysis.chance.luck import SIZE_VARIATION
from isplanner.analysis.people.crew import Crew
from isplanner.analysis.prospects.progress import share_over
from isplanner.analysis.sharing.allocate import Allocation
from isplanner.plan.metric import Kind
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

    def efforts(self, node: NodeKey) -> list[Effort]:
        """What each member reached of a KPI so far, beside what its target asks of him on his own channels."""
        metric = self.known.plan.metrics[node.metric]
        if metric.kind is Kind.COUNT:
            did = self._did(node.metric, node.channel)
            due = self._due(node) if did else {}
            return [Effort(member, did.get(member, 0.0), asked, asked) for member, asked in due.items()]
        if metric.kind is not Kind.RATE or not metric.numerator or not metric.denominator:
            return []
        above, below = self.crew.of_metric(metric.numerator), self.crew.of_metric(metric.denominator)
        efforts: dict[int, Effort] = {}
        for (member, place), trials in below.items():
            target = self._target(NodeKey(node.metric, place)) or self._target(node)
            if target is None or node.channel not in {None, place}:
                continue
            before = efforts.get(member, Effort(member, 0.0, 0.0, 0.0))
            one = target * (1 - target) if metric.is_share else (SIZE_VARIATION * target) ** 2
            efforts[member] = Effort(
                member,
                before.reached + above.get((member, place), 0.0),
                before.asked + trials * target,
                before.luck + trials * one,
            )
        return list(efforts.values())

    def _target(self, node: NodeKey) -> float | None:
        target = self.known.plan.targets.get(node)
        return target.value if target else None

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
        due = self._due(lever)
        total = sum(due.values())
        return {member: share / total for member, share in due.items()} if total else {}

    def _due(self, node: NodeKey) -> dict[int, float]:
        """What of a count's target each should have done by now."""
        whole = self.allocations.get(node.metric)
        part = whole.channels.get(node.channel) if whole and node.channel else whole
        if part is None:
            return {}
        plan = self.known.plan
        over = np.array([share_over(plan, week, self.known.as_of) for week in plan.weeks])
        return {row.member: float(over @ row.exact_weeks) for row in part.rows}


def _with_rest(share: float, members: Mapping[int, float]) -> Shares:
    shares: Shares = {None: share - sum(members.values())}
    return shares | dict(members.items())
