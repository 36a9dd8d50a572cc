"""Plans to simulate: the inside-sales funnel from leads down to revenue, in as many channels as wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from isplanner.analysis.chance.spread import Spread
from isplanner.analysis.estimates.estimate import Estimates, LeverEstimate
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.calendar import Calendar, year_end_closings
from isplanner.plan.formula import NameTable, parse_formula
from isplanner.plan.metric import Metric, shipped_metrics
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, NodeKey
from isplanner.plan.target import Goal
from isplanner.plan.template import shipped_template
from isplanner.plan.tree import Node, build_tree

FACTORS = {
    "leads": 4000.0,
    "working_share": 0.7,
    "dials_per_lead": 2.5,
    "connect_rate": 0.2,
    "appointments_per_connect": 0.12,
    "valid_rate": 0.6,
    "orders_per_valid": 0.25,
    "deal_size": 1_050_000.0,
}
"""The levers of a channel, each a factor of its revenue, and where they stand in the first one."""

YEAR = Span(date(2026, 4, 1), date(2027, 4, 1))
QUARTER = Span(date(2026, 10, 1), date(2027, 1, 1))


@dataclass(frozen=True, slots=True)
class Funnels:
    """A plan, where its levers stand, and how they vary."""

    plan: Plan
    baseline: Baseline
    estimates: Estimates


def funnels(channels: int, period: Span, spread: Callable[[Metric], Spread]) -> Funnels:
    """The funnel in so many channels, one a little better than the other."""
    known = {f"channel{n}": Channel(n, f"channel{n}", *[f"Channel {n}"] * 4) for n in range(1, channels + 1)}
    plan = _plan(known, period)
    random = np.random.default_rng(channels)
    values = {key: FACTORS[key.metric] * float(random.uniform(0.8, 1.2)) for key in plan.tree.levers}
    return Funnels(plan, Baseline(values, {}, 3, {}), _estimates(plan, values, spread))


def _plan(channels: dict[str, Channel], period: Span) -> Plan:
    metrics, kgi = shipped_metrics(), NodeKey("revenue")
    template = replace(shipped_template("inside_sales"), cut=(), beside=(), mail_channels=())
    return plan_in_memory(metrics, channels, template.formulas(channels, metrics, kgi.metric), kgi, period)


def plan_in_memory(
    metrics: dict[str, Metric],
    channels: dict[str, Channel],
    formulas: Mapping[NodeKey, str | None],
    kgi: NodeKey,
    period: Span,
) -> Plan:
    """A plan without people and facts, which no file holds."""
    names = NameTable(metrics, channels)
    nodes = [
        Node(number, key, None if text is None else parse_formula(text, names, key))
        for number, (key, text) in enumerate(formulas.items(), 1)
    ]
    baseline = Scenario(1, "基準", {}, is_baseline=True)
    return Plan(
        document="benchmark",
        revision=1,
        name="benchmark",
        period=period,
        base=QUARTER,
        rule=PeriodRule(),
        calendar=Calendar(year_end_closings(2026, 2027)),
        goal=Goal(kgi.metric, 1e9),
        metrics=metrics,
        channels=channels,
        members=(),
        tree=build_tree(nodes, metrics, channels, kgi),
        targets={},
        fixed_cells=(),
        scenarios=(baseline,),
        scenario=baseline.id,
    )


def _estimates(plan: Plan, values: Mapping[NodeKey, float], spread: Callable[[Metric], Spread]) -> Estimates:
    known = {
        key: LeverEstimate(key, 100.0, value, value, value, (value, value), spread(plan.metrics[key.metric]), 0.1)
        for key, value in values.items()
    }
    return Estimates(known, {}, {})
