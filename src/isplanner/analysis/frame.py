"""The rows and columns of a plan's shares: who is there on how many business days, and which cells are fixed."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from isplanner.analysis.rounding import Floats, Ints
from isplanner.plan.period import MONTHS_A_YEAR, PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from isplanner.plan.target import FixedCell, Way

TEAM = -1
"""The row of the team; those before it are the members."""
Column = tuple[Literal["month", "week", "period"], int]
"""A month or week by its number, or the whole period."""


@dataclass(frozen=True, slots=True)
class MonthWeight:
    """What a member weighs in a month: the business days he is there, his capacity, his ramp."""

    days: int
    capacity: float
    ramp: float


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The rows and columns of a plan's shares. `days` are the business days of each week.

    `present` (members × weeks) are those on which a member is there, `ramp` is members × months, and
    `month_of_week` is the place of each week's month.
    """

    period: Span
    months: tuple[Span, ...]
    weeks: tuple[Span, ...]
    members: tuple[Member, ...]
    month_of_week: Ints
    days: Ints
    present: Ints
    ramp: Floats

    @classmethod
    def of(cls, plan: Plan) -> "Frame":
        months, weeks = plan.months, plan.weeks
        starts = [month.start for month in months]
        worked = np.array([day.toordinal() for day in plan.period if plan.calendar.is_business_day(day)], np.int64)
        present = [_days_there(worked, weeks, member) for member in plan.members]
        return cls(
            period=plan.period,
            months=months,
            weeks=weeks,
            members=plan.members,
            month_of_week=np.array([bisect_right(starts, week.start) - 1 for week in weeks], np.int64),
            days=_days_there(worked, weeks, None),
            present=np.array(present, np.int64).reshape(len(plan.members), len(weeks)),
            ramp=np.array([_ramp(plan.rule, months, member) for member in plan.members]).reshape(-1, len(months)),
        )

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

    def weights(self, way: Way) -> Floats:
        """What each member weighs in each week (members × weeks)."""
        if way is Way.EVEN:
            return self.present.astype(float)
        capacity = np.array([member.capacity for member in self.members]).reshape(-1, 1)
        weights: Floats = self.present * capacity * self.ramp[:, self.month_of_week]
        return weights

    def month_weights(self, way: Way) -> list[tuple[MonthWeight, ...]]:
        """What each member's weights are made of, month by month."""
        even = way is Way.EVEN
        return [
            tuple(
                MonthWeight(int(days), 1.0 if even else member.capacity, 1.0 if even else float(ramp))
                for days, ramp in zip(present, ramps, strict=True)
            )
            for member, present, ramps in zip(self.members, self.by_month(self.present), self.ramp, strict=True)
        ]


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
    def of(cls, frame: Frame, cells: Iterable[FixedCell], loads: Floats, sign: int) -> "Fixed":
        """Place cells; `loads` (members and team × weeks) are nothing where nothing can be shared out."""
        widths = {"month": len(frame.months), "week": len(frame.weeks), "period": 1}
        fixed = {kind: np.full((len(frame.members) + 1, width), np.nan) for kind, width in widths.items()}
        for cell in cells:
            kind, column = frame.place(cell.span)
            fixed[kind][frame.row(cell.member), column] = sign * cell.value
        months, weeks = fixed["month"], fixed["week"]
        in_weeks = frame.by_month(np.nan_to_num(weeks))
        has_open = frame.by_month(np.isnan(weeks) & (loads > 0)) > 0
        has_fixed = frame.by_month(~np.isnan(weeks)) > 0
        months = np.where(np.isnan(months) & has_fixed & ~has_open, in_weeks, months)
        return cls(months, weeks, fixed["period"][:, 0], in_weeks.clip(0))


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
