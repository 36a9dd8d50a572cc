"""Plans and facts to work things out on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.calendar import Calendar, year_end_closings
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member, NodeKey
from isplanner.plan.target import Goal
from isplanner.plan.template import shipped_channels, shipped_template
from tests.plan.trees import tree_of

METRICS = shipped_metrics()
BASELINE = Scenario(1, "基準", {}, is_baseline=True)


def days(first: str, last: str | None = None) -> Span:
    """A span by its first and last day; one day where there is no last."""
    return Span(date.fromisoformat(first), date.fromisoformat(last or first) + timedelta(days=1))


THIRD_QUARTER = days("2026-10-01", "2026-12-31")
SECOND_QUARTER = days("2026-07-01", "2026-09-30")


def plan_of(
    formulas: Mapping[str, str | None],
    kgi: str | None = None,
    channels: Iterable[str] = ("web_inquiry", "webinar", "mail_magazine"),
    members: tuple[Member, ...] = (),
    rule: PeriodRule = PeriodRule(),  # noqa: B008 (frozen)
) -> Plan:
    """A plan for 2026年度 第3四半期 with a tree, and 基準 as its only scenario."""
    known: dict[str, Channel] = {key: shipped_channels()[key] for key in channels}
    return Plan(
        document="test",
        revision=1,
        name="test",
        period=THIRD_QUARTER,
        base=SECOND_QUARTER,
        rule=rule,
        calendar=Calendar(year_end_closings(2026, 2026)),
        goal=Goal(kgi, 120_000_000) if kgi else None,
        metrics=METRICS,
        channels=known,
        members=members,
        tree=tree_of(formulas, kgi, METRICS, known),
        targets={},
        fixed_cells=(),
        scenarios=(BASELINE,),
        scenario=BASELINE.id,
    )


def template_plan(members: tuple[Member, ...] = ()) -> Plan:
    """The inside-sales template as a plan."""
    template = shipped_template("inside_sales")
    formulas = template.formulas(template.channels, METRICS, "revenue")
    return plan_of({str(key): text for key, text in formulas.items()}, "revenue", template.channels, members)


@dataclass(frozen=True)
class Row:
    """A fact as a test writes it: node `dials` or `dials[webinar]`, days, value."""

    node: str
    span: Span
    value: float
    member: int = NONE
    batch: int = 1
    is_target: bool = False


def actuals_of(rows: Iterable[Row], plan: Plan) -> Actuals:
    """Facts as columns."""
    listed = list(rows)
    metrics, channels = tuple(plan.metrics), tuple(plan.channels)
    keys = [NodeKey(*row.node.removesuffix("]").split("[")) for row in listed]
    return Actuals(
        revision=1,
        metrics=metrics,
        channels=channels,
        id=np.arange(len(listed), dtype=np.int64),
        metric=np.array([metrics.index(key.metric) for key in keys], np.int32),
        member=np.array([row.member for row in listed], np.int32),
        channel=np.array([NONE if key.channel is None else channels.index(key.channel) for key in keys], np.int32),
        start=np.array([row.span.start.toordinal() for row in listed], np.int32),
        end=np.array([row.span.end.toordinal() for row in listed], np.int32),
        is_target=np.array([row.is_target for row in listed], bool),
        value=np.array([row.value for row in listed], np.float64),
        batch=np.array([row.batch for row in listed], np.int32),
    )


FUNNEL = ("dials", "connects", "appointments", "valid_appointments", "orders", "revenue")
DEMO_BASE = {
    "web_inquiry": (2480, 972, 186, 141, 35, 38_400_000),
    "download": (10600, 1876, 212, 133, 33, 28_700_000),
    "webinar": (4020, 767, 106, 62, 15, 15_200_000),
    "mail_magazine": (0, 180, 34, 20, 5, 4_100_000),
    "outbound": (13400, 1875, 137, 66, 17, 19_650_000),
}


def demo_actuals(plan: Plan) -> Actuals:
    """The demo team's base quarter."""
    rows = [
        Row(f"{metric}[{channel}]", SECOND_QUARTER, count)
        for channel, counts in DEMO_BASE.items()
        for metric, count in zip(FUNNEL, counts, strict=True)
        if count
    ]
    return actuals_of([*rows, Row("mail_replies[mail_magazine]", SECOND_QUARTER, 180)], plan)
