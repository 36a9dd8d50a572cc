"""Business days: weekdays that are neither a Japanese national holiday nor a closing day of the company."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from isplanner.plan.period import Span

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. `closings` are the company's closing days, as spans."""

    closings: tuple[Span, ...] = ()

    def is_business_day(self, day: date) -> bool:
        """Whether the team works on a day."""
        return day.weekday() < _SATURDAY and day not in _holidays(day.year) and not any(day in c for c in self.closings)

    def holiday_name(self, day: date) -> str:
        """文化の日; "" on days that are no national holiday."""
        return _holidays(day.year).get(day, "")

    def business_days(self, span: Span) -> int:
        """How many days of a span are worked."""
        return _business_days(self, span)


def year_end_closings(first_year: int, last_year: int) -> tuple[Span, ...]:
    """What a new plan closes: 12-29 … 01-03 of each winter that begins in these years."""
    return tuple(Span(date(year, 12, 29), date(year + 1, 1, 4)) for year in range(first_year, last_year + 1))


@lru_cache(maxsize=4096)  # the same weeks and months are asked for all over an answer
def _business_days(calendar: Calendar, span: Span) -> int:
    return sum(calendar.is_business_day(day) for day in span)


@cache
def _holidays(year: int) -> dict[date, str]:
    # Imported here: the library takes 0.1 s to load, and the window paints before it needs a calendar.
    import holidays

    return dict(holidays.country_holidays("JP", years=year, language="ja"))
