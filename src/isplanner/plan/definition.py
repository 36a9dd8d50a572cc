"""The KPI dictionary: what a plan's metrics count, who answers for them, and what their definitions lack."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from isplanner.plan.metric import DEPARTMENTS, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey


class Lack(StrEnum):
    """What a definition may lack: its words, 計上条件, source, owner, agreements, agreements since it was changed."""

    DEFINITION = "definition"
    CONDITIONS = "conditions"
    SOURCE = "source"
    OWNER = "owner"
    AGREEMENT = "agreement"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Definition:
    """A metric as the dictionary has it. `is_used`: it stands in the goal tree; only then it can lack something."""

    metric: Metric
    owner: str = ""
    is_used: bool = False

    @property
    def node(self) -> NodeKey:
        """The node of the whole plan."""
        return NodeKey(self.metric.key)

    @property
    def missing(self) -> tuple[str, ...]:
        """The departments that have not agreed."""
        return tuple(one for one in DEPARTMENTS if one not in self.metric.agreements)

    @property
    def outdated(self) -> tuple[str, ...]:
        """The departments that agreed to an earlier definition only."""
        since = self.metric.since
        return tuple(one for one, day in self.metric.agreements.items() if since is not None and day < since)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it lacks."""
        metric = self.metric
        lacking = {
            Lack.DEFINITION: not (metric.definition_ja or metric.definition_en),
            Lack.CONDITIONS: not metric.conditions,
            Lack.SOURCE: not metric.source,
            Lack.OWNER: not self.owner,
            Lack.AGREEMENT: bool(self.missing),
            Lack.RENEWAL: bool(self.outdated),
        }
        return tuple(lack for lack, is_so in lacking.items() if is_so and self.is_used)


def definitions(plan: Plan) -> tuple[Definition, ...]:
    """All metrics of a plan, those of its goal tree first, in the plan's order."""
    nodes = plan.tree.nodes
    used = {key.metric for key in nodes}
    all_of_them = (
        Definition(metric, nodes[NodeKey(key)].owner if NodeKey(key) in nodes else "", key in used)
        for key, metric in plan.metrics.items()
    )
    return tuple(sorted(all_of_them, key=lambda one: not one.is_used))


def redefined(before: Metric, after: Metric, day: date) -> Metric:
    """A metric as it is stored: with another definition than before a new series begins on a day.

    With the first words for a definition none does, and none where the day itself was typed.
    """
    told = ((one.definition_ja, one.definition_en, one.conditions) for one in (before, after))
    is_another = any(old and old != new for old, new in zip(*told, strict=True))
    return replace(after, since=day) if is_another and after.since == before.since else after
