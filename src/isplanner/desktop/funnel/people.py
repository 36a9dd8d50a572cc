"""People: whom the chosen scenario has for its work, month by month, and what they can do. No Qt."""

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from isplanner.desktop.funnel.chances import Setting
from isplanner.desktop.funnel.moves import move_lever
from isplanner.desktop.funnel.shape import lever_keys
from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.period import Span
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from datetime import date

    from isplanner.analysis.simulation.workload import Workload
    from isplanner.plan.plan import Plan
    from isplanner.store.edits import Edit

# Analysis is imported inside: numpy is not needed for the first paint.

DIALS = NodeKey("dials")


@dataclass(frozen=True, slots=True)
class PeopleOfDays:
    """Full-time people over some days (a month, or all days to come): the plan's, the scenario's, and their days.

    `most` is the most dials that the scenario's can come to, in a month with what is done in it, in the days to come
    without; None where nothing says what one does a day.
    """

    days: Span
    planned: float
    people: float
    person_days: float
    most: float | None


@dataclass(frozen=True, slots=True)
class People:
    """The people of the chosen scenario, by month and over the days to come; `workload` is what these can do.

    `start` is the first day from which a change can still do something, a month's first where one begins.
    """

    plan: "Plan"
    months: tuple[PeopleOfDays, ...]
    whole: PeopleOfDays
    workload: "Workload | None"
    is_rest: bool
    start: "date"

    @property
    def headcount(self) -> Headcount:
        """What the chosen scenario has otherwise than the plan."""
        return self.plan.chosen.headcount

    @property
    def can_fit(self) -> bool:
        """Whether dials are a lever that can be set to what these people can do."""
        return self.workload is not None and DIALS in lever_keys(self.plan.tree, None)


def measure_people(setting: Setting, workload: "Workload | None") -> People:
    """Count the chosen scenario's people."""
    from isplanner.analysis.simulation.workload import days_to_come

    plan = setting.plan
    to_come = days_to_come(plan, setting.ground.remaining)
    most = workload.months if workload else (None,) * len(plan.months)
    starts = [month.start for month in plan.months]
    return People(
        plan=plan,
        months=tuple(_people_of(plan, month, each) for month, each in zip(plan.months, most, strict=True)),
        whole=_people_of(plan, to_come, workload.most - workload.done if workload else None),
        workload=workload,
        is_rest=setting.is_rest,
        start=next((start for start in starts if start >= to_come.start), max(to_come.start, starts[-1])),
    )


def _people_of(plan: "Plan", days: Span, most: float | None) -> PeopleOfDays:
    from isplanner.analysis.people.capacity import people_in

    base = next(one for one in plan.scenarios if one.is_baseline)
    people = people_in(plan, days)
    return PeopleOfDays(days, people_in(plan, days, base), people, people * plan.calendar.business_days(days), most)


def new_hire(people: People) -> Hire:
    """One more person from the next month on, who gets into the work as the plan's last new member does."""
    ramps = (member.ramp for member in reversed(people.plan.members) if member.ramp)
    return Hire(1.0, people.start, next(ramps, ()))


def fit_dials(setting: Setting, people: People) -> "Edit":
    """Set dials to what the people can do, channels in proportion.

    Raises:
        PlanError: `nothing_to_fit` where dials have no value yet, as `move_lever`.
    """
    assert people.workload is not None
    most = float(floor(people.workload.most))
    value = setting.bring(DIALS, DIALS, most) if setting.is_rest else most
    if value is None:
        raise PlanError("nothing_to_fit")
    return move_lever(setting, DIALS, value)
