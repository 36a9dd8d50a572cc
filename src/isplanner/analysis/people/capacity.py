"""How much the team can do: volume a person-day, measured from the base period (design: numbers.md 3 and 6)."""

from dataclasses import dataclass, replace

from isplanner.analysis.people.frame import Frame
from isplanner.analysis.people.team import team_of
from isplanner.analysis.tree.baseline import Baseline
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import NodeKey

WORK = "dials"
"""What people's time goes into."""


def person_days(plan: Plan, span: Span) -> float:
    """The business days of a span × those who are there, each by capacity and ramp."""
    return sum(person_days_by_month(plan, span))


def person_days_by_month(plan: Plan, span: Span) -> tuple[float, ...]:
    """The same in each month of a span, the first and last clipped to it."""
    frame = Frame.of(replace(plan, period=span))
    return tuple(frame.by_month(frame.full_load()).sum(0).tolist())


def people_in(plan: Plan, span: Span, scenario: Scenario | None = None) -> float:
    """How many full-time people a scenario's team (the chosen one's unless given) has over a span's business days."""
    days = plan.calendar.business_days(span)
    return person_days(team_of(plan, scenario or plan.chosen), span) / days if days else 0.0


def work_per_person_day(plan: Plan, baseline: Baseline) -> float | None:
    """How much one person did on a day of the base period; None where that is not known."""
    done, days = baseline.values.get(NodeKey(WORK)), person_days(plan, plan.base)
    return done / days if done and days else None


@dataclass(frozen=True, slots=True)
class Capacity:
    """A team in days to come: the volume one full-time person does a day, how many business days, how many people."""

    pace: float
    days: int
    people: float

    def people_for(self, volume: float) -> float:
        """How many full-time people a volume takes."""
        return volume / (self.pace * self.days)


def measure_capacity(plan: Plan, baseline: Baseline, span: Span, scenario: Scenario | None = None) -> Capacity | None:
    """The capacity of a scenario's team (the chosen one's unless given) in a span.

    None where nothing says what one does a day, or nobody works then. Whoever is hired does what one of the plan's team
    did in the base period.
    """
    pace, days = work_per_person_day(plan, baseline), plan.calendar.business_days(span)
    return Capacity(pace, days, people_in(plan, span, scenario)) if pace and days else None
