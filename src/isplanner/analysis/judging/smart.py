"""SMART: the five checks of a target, each with its reasons and a way to mend them (design: numbers.md 10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from isplanner.analysis.attribution.state import Known
from isplanner.analysis.forecasting.forecast import Forecast
from isplanner.analysis.judging.finding import Finding, found
from isplanner.plan.metric import Direction, Metric
from isplanner.plan.problem import Problem
from isplanner.plan.scope import NodeKey

LIKELY_ENOUGH = 0.2
_TOWARDS_THE_END = 0.526
"""How far P75 lies on the way from P50 to P90 of a normal: a target that is reached with 25 % is likely enough."""


@dataclass(frozen=True, slots=True)
class Smart:
    """What speaks against a target on each of the five; nothing does where it is empty."""

    specific: tuple[Finding, ...]
    measurable: tuple[Finding, ...]
    achievable: tuple[Finding, ...]
    relevant: tuple[Finding, ...]
    time_bound: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return self.specific + self.measurable + self.achievable + self.relevant + self.time_bound


def judge_smart(known: Known, node: NodeKey, related: frozenset[NodeKey]) -> Smart:
    """Judge a node's target; `related` are the nodes that have to do with the KGI."""
    return Smart(
        specific=tuple(_specific(known, node)),
        measurable=tuple(_measurable(known, node)),
        achievable=tuple(_achievable(known, node)),
        relevant=() if node in related else (found("smart_unrelated", node, mend=Problem("mend_unrelated")),),
        time_bound=tuple(_time_bound(known, node)),
    )


def _specific(known: Known, node: NodeKey) -> Iterator[Finding]:
    metric = known.plan.metrics[node.metric]
    if not metric.definition_ja and not metric.definition_en:
        yield found("smart_no_definition", node, mend=Problem("mend_definition"))
    nodes = known.plan.tree.nodes
    whole = nodes.get(NodeKey(node.metric), nodes[node])
    if not nodes[node].owner and not whole.owner:  # who answers for a KPI does so in its channels
        yield found("smart_no_owner", node, mend=Problem("mend_owner"))


def _measurable(known: Known, node: NodeKey) -> Iterator[Finding]:
    metric, forecast = known.plan.metrics[node.metric], known.forecasts.get(node)
    if not metric.unit:
        yield found("smart_no_unit", node, mend=Problem("mend_unit"))
    if not metric.source:
        yield found("smart_no_source", node, mend=Problem("mend_source"))
    if node not in known.baseline.values and (forecast is None or forecast.actual is None):
        yield found("smart_no_actuals", node, mend=Problem("mend_actuals"))


def _achievable(known: Known, node: NodeKey) -> Iterator[Finding]:
    """What mends it is the boldest target that is likely enough, not the end of the band: that has a chance of 10 %."""
    forecast, metric = known.forecasts.get(node), known.plan.metrics[node.metric]
    if known.is_over or forecast is None or forecast.probability is None or forecast.probability >= LIKELY_ENOUGH:
        return
    within = _within_reach(forecast, metric)
    mend = None if within is None else Problem("mend_target", {"node": node, "value": within})
    yield found("smart_unlikely", node, mend=mend, target=forecast.target, probability=forecast.probability)


def _within_reach(forecast: Forecast, metric: Metric) -> float | None:
    """A target with a chance of 25 %, to what is shown of it, rounded to the likelier side."""
    is_higher = metric.direction is Direction.HIGHER
    end = forecast.p90 if is_higher else forecast.p10
    if forecast.p50 is None or end is None:
        return None
    bold = forecast.p50 + (end - forecast.p50) * _TOWARDS_THE_END
    steps = 1 if metric.is_whole or metric.unit == "円" else 1000 if metric.is_share else 10
    rounded = floor(bold * steps) if is_higher else ceil(bold * steps)
    return rounded / steps


def _time_bound(known: Known, node: NodeKey) -> Iterator[Finding]:
    due = known.plan.tree.nodes[node].due
    if due is not None and due not in known.plan.period:
        mend = Problem("mend_due", {"day": known.plan.period.last})
        yield found("smart_due_outside", node, mend=mend, day=due)
