"""A handout to write sheets from: three members, four counts across, six KPIs."""

from dataclasses import replace
from datetime import date

from isplanner.plan.calendar import Calendar, year_end_closings
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import PeriodRule
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Member
from isplanner.plan.target import Goal
from isplanner.plan.tree import build_tree
from isplanner.workbook.member_sheet.handout import Handout, Kpi, MemberTargets

RULE = PeriodRule()
METRICS = shipped_metrics()
ACROSS = ("dials", "connects", "appointments", "valid_appointments")
WEEKS = {
    "dials": (129, 323, 258, 322, 322, 258, 322, 322, 258, 65, 258, 323, 323, 322, 64),
    "connects": (25, 62, 49, 62, 61, 50, 62, 62, 49, 12, 49, 62, 62, 62, 12),
    "appointments": (3, 8, 6, 8, 8, 6, 8, 8, 6, 1, 6, 8, 8, 8, 1),
    "valid_appointments": (2, 5, 4, 5, 4, 4, 5, 5, 4, 1, 4, 5, 5, 5, 1),
}
NAMES = ("加藤 六花", "=HYPERLINK(1)", "[a]/b: *?")


def plan(names: tuple[str, ...] = NAMES) -> Plan:
    """2026年度 第3四半期, with these members and a goal; no tree."""
    tree = build_tree({}, METRICS, {}, None)
    return Plan(
        document="d-1",
        revision=3,
        name="2026年度 第3四半期 営業計画",
        period=RULE.quarter(2026, 3),
        base=RULE.quarter(2026, 2),
        rule=RULE,
        calendar=Calendar(year_end_closings(2026, 2026)),
        goal=Goal("revenue", 120_000_000),
        metrics=METRICS,
        channels={},
        members=tuple(Member(number, name) for number, name in enumerate(names, 1)),
        tree=tree,
        targets={},
        fixed_cells=(),
        scenarios=(Scenario(1, "基準", {}, is_baseline=True),),
        scenario=1,
    )


def handout(names: tuple[str, ...] = NAMES, across: tuple[str, ...] = ACROSS) -> Handout:
    """The first member's targets are those above; each next one's a little more."""
    kpis = (
        Kpi(METRICS["connect_rate"], 1, "connects", "mail_replies", "dials"),
        Kpi(METRICS["appointments"], 2),
        Kpi(METRICS["valid_rate"], 3, "valid_appointments", None, "appointments"),
        Kpi(METRICS["appointments_per_connect"], 4, "appointments", "valid_appointments", "connects"),
        Kpi(METRICS["revenue"], 5),
        Kpi(METRICS["dials"]),
    )
    members = tuple(
        MemberTargets(
            name,
            {metric: tuple(target + at for target in WEEKS[metric]) for metric in across},
            {"connect_rate": 0.192, "valid_rate": 0.634, "revenue": 15_000_000},
        )
        for at, name in enumerate(names)
    )
    return Handout(
        plan=plan(names),
        as_of=date(2026, 11, 20),
        metrics=tuple(METRICS[key] for key in across),
        kpis=kpis,
        members=members,
    )


def with_one_metric() -> Handout:
    """The narrowest sheet."""
    made = handout(across=("dials",))
    return replace(made, kpis=(Kpi(METRICS["dials"], 1),))
