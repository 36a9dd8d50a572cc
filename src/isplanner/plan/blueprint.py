"""What a new plan starts from: everything but people, figures and history."""

from collections.abc import Mapping
from dataclasses import dataclass

from isplanner.plan.metric import Metric
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.scope import Channel, NodeKey


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A plan to be. `formulas` lists the nodes in order, with their canonical formula text, None for a lever.

    `kgi` is the metric at the root, None where it is still to be chosen; `priorities` the order in which KPIs matter;
    `baseline_name` and `draft_name` name the scenario without differences and the first one made from it, in the
    language the plan is made in.
    """

    name: str
    period: Span
    base: Span
    rule: PeriodRule
    closings: tuple[Span, ...]
    metrics: tuple[Metric, ...]
    channels: tuple[Channel, ...]
    formulas: Mapping[NodeKey, str | None]
    priorities: Mapping[NodeKey, int]
    kgi: str | None
    baseline_name: str
