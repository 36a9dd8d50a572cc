"""The rows and columns of a plan's shares: who is there on how many business days, and which cells are fixed."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from isplanner.analysis.whole_numbers.rounding import Floats, Ints
from isplanner.plan.calendar import Calendar
from isplanner.plan.period import MONTHS_A_YEAR, PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from isplanner.plan.target import FixedCell

TEAM = -1
"""The row of the team; those before it are the members."""
Column = tuple[Literal["month", "week", "period"], int]
"""A month or week by its number, or the whole period."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The rows and columns of a plan's shares.

    `days` are the business days of each week and `time` what the week weighs: its days × its month's factor. `present`
    (members × weeks) are the days on which a member is there, `ramp` is members × months, `capacity` a number a
    member, `month_of_week` is the place of each week's month, and `weeks_of` are the places of each month's weeks.
    """

    period: Span
    months: tuple[Span, ...]
    weeks: tuple[Span, ...]
    members: tuple[Member, ...]
    month_of_week: Ints
    weeks_of: tuple[slice, ...]
    days: Ints
    time: Floats
    present: Ints
    ramp: Floats
    capacity: Floats

    @classmethod
    def of(cls, plan: Plan) -> "Frame":
        factors = tuple(plan.factor(month) for month in plan.months)
        return _frame(plan.period, plan.rule, plan.calendar, plan.members, factors)

    def place(self, span: Span) -> Column:
        """Where a span is a column; PlanError("fixed_nowhere") where it is no month, week or the whole period."""
        if span in self.months:
            return "month", self.months.index(span)
        if span in self.weeks:
            return "week", self.weeks.index(span)
        if span == self.period:
            return "period", 0
        raise PlanError("fixed_nowhere", span=span)

    def row(self, member: int | None) -> int:
        """The row of a member, or the team's."""
        return TEAM if member is None else next(row for row, m in enumerate(self.members) if m.id == member)

    def by_month(self, weeks: Ints | Floats) -> Floats:
        """Sums over the weeks (the last axis) of each month."""
        belongs = self.month_of_week[:, None] == np.arange(len(self.months))
        sums: Floats = weeks @ belongs.astype(float)
        return sums

    def full_load(self) -> Floats:
        """Members' days × capacity × ramp in each week (members × weeks)."""
        load: Floats = self.present * self.capacity[:, None] * self.ramp[:, self.month_of_week]
        return load

    def stages(self) -> "list[Stage]":
        """The frame as it is known from each change in who is there on, the first from the start.

        So one who joins or leaves within the period is there not at all, or to the end, in the stages before.
        """
        changes = [(self._week_of(member.joined), self._week_of(member.left)) for member in self.members]
        somebody = np.flatnonzero(self.present.any(0))
        first = int(somebody[0]) if len(somebody) else 0
        starts = sorted({week for change in changes for week in change if first < week < len(self.weeks)})
        return [Stage(0, self._as_known(changes, first)), *(Stage(w, self._as_known(changes, w)) for w in starts)]

    def _week_of(self, day: date | None) -> int:
        """The number of the first week that ends after a day; 0 without one."""
        return 0 if day is None else bisect_right([week.end for week in self.weeks], day)

    def _as_known(self, changes: list[tuple[int, int]], week: int) -> "Frame":
        present = self.present.copy()
        for row, (joined, left) in enumerate(changes):
            if joined > week:
                present[row] = 0
            elif left > week:
                present[row, left:] = self.days[left:]
        return replace(self, present=present)


@lru_cache(maxsize=32)
def _frame(
    period: Span,
    rule: PeriodRule,
    calendar: Calendar,
    members: tuple[Member, ...],
    factors: tuple[float, ...],
) -> Frame:
    """All of a plan's metrics are shared out in the same frame."""
    worked = np.array([day.toordinal() for day in period if calendar.is_business_day(day)], np.int64)
    months = rule.months(period)
    weeks = tuple(week for week in rule.weeks(period) if _days_there(worked, (week,), None).any())
    starts = [month.start for month in months]
    month_of_week = np.array([bisect_right(starts, week.start) - 1 for week in weeks], np.int64)
    ends = np.searchsorted(month_of_week, np.arange(len(months) + 1)).tolist()
    days = _days_there(worked, weeks, None)
    return Frame(
        period=period,
        months=months,
        weeks=weeks,
        members=members,
        month_of_week=month_of_week,
        weeks_of=tuple(map(slice, ends, ends[1:])),
        days=days,
        time=days * np.array(factors)[month_of_week],
        present=_rows([_days_there(worked, weeks, member) for member in members], len(weeks)).astype(np.int64),
        ramp=_rows([_ramp(rule, months, member) for member in members], len(months)),
        capacity=np.array([member.capacity for member in members], float),
    )


class Stage(NamedTuple):
    """A frame as it is known from a week on."""

    start: int
    frame: Frame


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """Fixed cells, a row a member and then the team's; NaN where nothing is fixed. `totals` are of the whole period.

    `least` is what the fixed weeks of a month leave it at least. Where they are all of it, the month is fixed too.
    """

    months: Floats
    weeks: Floats
    totals: Floats
    least: Floats

    @classmethod
    def of(cls, frame: Frame, cells: Iterable[FixedCell], loads: Floats, kept: Floats, sign: int) -> "Fixed":
        """Place cells, and what is kept of the first weeks.

        `loads` (members and team × weeks) are nothing where nothing can be shared out.
        """
        widths = {"month": len(frame.months), "week": len(frame.weeks), "period": 1}
        fixed = {kind: np.full((len(frame.members) + 1, width), np.nan) for kind, width in widths.items()}
        for cell in cells:
            kind, column = frame.place(cell.span)
            fixed[kind][frame.row(cell.member), column] = sign * cell.value
        months, weeks = fixed["month"], fixed["week"]
        weeks[:, : kept.shape[1]] = kept
        in_weeks = frame.by_month(np.where(np.isnan(weeks), 0, weeks))
        has_open = frame.by_month(np.isnan(weeks) & (loads > 0)) > 0
        has_fixed = frame.by_month(~np.isnan(weeks)) > 0
        months = np.where(np.isnan(months) & has_fixed & ~has_open, in_weeks, months)
        return cls(months, weeks, fixed["period"][:, 0], in_weeks.clip(0))

    def together(self, frame: Frame, seed: Floats) -> "Fixed":
        """What is fixed of the sum over members, as one row: the weeks in which all of them are.

        `seed` (members × weeks) is nothing where nothing can be shared out.
        """
        is_open = np.isnan(self.weeks[:TEAM])
        sums = np.where(is_open, 0, self.weeks[:TEAM]).sum(0)
        weeks = np.where((is_open & (seed > 0)).any(0), np.nan, sums)
        least = frame.by_month(np.where(np.isnan(weeks), 0, weeks))
        months = np.where(frame.by_month(np.isnan(weeks)) > 0, np.nan, least)
        return Fixed(months[None], weeks[None], np.full(1, np.nan), least[None])


def _rows(rows: list[Ints] | list[list[float]], width: int) -> Floats:
    """An array of rows that is as wide without any."""
    return np.array(rows, float).reshape(len(rows), width)


def _days_there(worked: Ints, weeks: tuple[Span, ...], member: Member | None) -> Ints:
    """On how many business days of each week a member is there; without one, how many there are."""
    first, last = (member.joined, member.left) if member else (None, None)
    starts = np.array([week.start.toordinal() for week in weeks]).clip((first or date.min).toordinal())
    ends = np.array([week.end.toordinal() for week in weeks]).clip(None, (last or date.max).toordinal())
    days: Ints = (np.searchsorted(worked, ends) - np.searchsorted(worked, starts)).clip(0)
    return days


def _ramp(rule: PeriodRule, months: tuple[Span, ...], member: Member) -> list[float]:
    """A member's share of a full load in each month, by months since he joined."""
    if member.joined is None:
        return [1.0] * len(months)
    joined = rule.month_of(member.joined)
    since = [rule.month_of(month.start) for month in months]
    ages = [(month.year - joined.year) * MONTHS_A_YEAR + month.month - joined.month for month in since]
    return [member.ramp[age] if 0 <= age < len(member.ramp) else 1.0 for age in ages]
