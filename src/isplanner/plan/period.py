"""Runs of days and the plan's own months, weeks, quarters and years.

All ranges are half-open. A month is named by the calendar month it closes in: with 20日締め, 7月度 is 06-21 … 07-20.
Quarters, halves and years are runs of such months, from the first month of the fiscal year.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from `start` up to, not including, `end`."""

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day in it, as JSON and workbooks say it."""
        return self.end - DAY

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return (date.fromordinal(n) for n in range(self.start.toordinal(), self.end.toordinal()))

    def clip(self, other: "Span") -> "Span":
        """The days in both; an empty span (end = start) where there are none."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))

    def covers(self, other: "Span") -> bool:
        """Whether every day of the other is in this one."""
        return self.start <= other.start and other.end <= self.end

    @property
    def is_empty(self) -> bool:
        """Whether no day is in it."""
        return self.end <= self.start


class Month(NamedTuple):
    """A month of the plan, named by the calendar month it closes in."""

    year: int
    month: int

    def plus(self, months: int) -> "Month":
        """The month so many later (or, negative, earlier)."""
        year, month = divmod(self.year * MONTHS_A_YEAR + self.month - 1 + months, MONTHS_A_YEAR)
        return Month(year, month + 1)


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """How the team cuts its time.

    `closing_day` 0 closes at the end of the calendar month, 20 is 20日締め. `week_start` is 0 for Monday … 6 for
    Sunday. `fiscal_month` is the first month of the fiscal year.
    """

    closing_day: int = 0
    week_start: int = 0
    fiscal_month: int = 4

    def month(self, month: Month) -> Span:
        """The days of a month."""
        return Span(self._close(month.plus(-1)), self._close(month))

    def month_of(self, day: date) -> Month:
        """The month a day lies in."""
        month = Month(day.year, day.month)
        return month if day < self._close(month) else month.plus(1)

    def months(self, span: Span) -> tuple[Span, ...]:
        """The months of a span, the first and last clipped to it."""
        cuts, month = [], self.month_of(span.start)
        while (days := self.month(month)).start < span.end:
            cuts.append(days.clip(span))
            month = month.plus(1)
        return tuple(cuts)

    def weeks(self, span: Span) -> tuple[Span, ...]:
        """The weeks of a span, clipped at month ends, so that weeks add up to months."""
        return tuple(week for month in self.months(span) for week in self._weeks_of_month(month))

    def fiscal_year(self, year: int) -> Span:
        """The fiscal year that begins in a calendar year (2026年度)."""
        return self.run(year, 0, MONTHS_A_YEAR)

    def quarter(self, year: int, quarter: int) -> Span:
        """A quarter (1…4) of a fiscal year."""
        return self.run(year, 3 * (quarter - 1), 3)

    def half(self, year: int, half: int) -> Span:
        """上期 (1) or 下期 (2) of a fiscal year."""
        return self.run(year, 6 * (half - 1), 6)

    def run(self, year: int, first: int, months: int) -> Span:
        """A run of months of a fiscal year, from its month number `first` (0 is the first)."""
        begin = Month(year, self.fiscal_month).plus(first)
        return Span(self.month(begin).start, self.month(begin.plus(months - 1)).end)

    def fiscal_year_of(self, day: date) -> int:
        """The fiscal year a day lies in, named by the calendar year it begins in."""
        month = self.month_of(day)
        return month.year if month.month >= self.fiscal_month else month.year - 1

    def _close(self, month: Month) -> date:
        """The first day after a month."""
        days = monthrange(month.year, month.month)[1]
        closing = days if self.closing_day == 0 else min(self.closing_day, days)
        return date(month.year, month.month, closing) + DAY

    def _weeks_of_month(self, month: Span) -> Iterator[Span]:
        start = month.start
        while start < month.end:
            to_next = 7 - (start.weekday() - self.week_start) % 7
            end = min(start + to_next * DAY, month.end)
            yield Span(start, end)
            start = end
