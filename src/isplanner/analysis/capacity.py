"""How much the team can do: volume a person-day, measured from the base period (design: numbers.md 3 and 6)."""

from dataclasses import replace

from isplanner.analysis.baseline import Baseline
from isplanner.analysis.frame import Frame
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey

WORK = "dials"
"""What people's time goes into."""


def person_days(plan: Plan, span: Span) -> float:
    """The business days of a span × those who are there, each by capacity and ramp."""
    return float(Frame.of(replace(plan, period=span)).full_load().sum())


def work_per_person_day(plan: Plan, baseline: Baseline) -> float | None:
    """How much one person did on a day of the base period; None where that is not known."""
    done, days = baseline.values.get(NodeKey(WORK)), person_days(plan, plan.base)
    return done / days if done and days else None
