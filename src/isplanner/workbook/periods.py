"""Periods as labels say them: often in parts (第1週 here, 7月 above it, 2026年度 in the title), put together here."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from isplanner.plan.period import DAY, MONTHS_A_YEAR, Month, PeriodRule, Span
from isplanner.workbook.spelling import plain

_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925, "大正": 1911, "t": 1911}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_YEAR = r"(?:(?P<era>令和|平成|昭和|大正|(?<![a-z])[rhst])\s*(?P<era_year>元|\d{1,5})|(?<!\d)(?P<year>\d{4}))"
_NAME = (
    r"(?<![a-z])(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = r"(?:\s*\(?[月火水木金土日](?:曜日?|(?=\)))\)?)?"
_TO = r"\s*[~〜\-–—]\s*"
_MONTH = r"(?P<month>\d{1,2})"
_DAY = r"(?P<day>\d{1,2})"
_UNTIL = (
    r"(?:(?P<until_year>\d{4})[年/.\-])?(?:(?P<until_month>\d{1,2})[/月])?"
    rf"(?P<until>\d{{1,2}})日?{_WEEKDAY}(?![\d/月])"
)

# Where several begin at the same place of a text, the first of them is right.
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"(?:{_YEAR}\s*[年/.\-]\s*)?(?<!\d){_MONTH}[/月]\s*{_DAY}日?{_WEEKDAY}{_TO}{_UNTIL}",
        rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*(?P<day>\d{{1,12}})\s*日{_WEEKDAY}",
        rf"{_YEAR}(?P<sep>[/.\-]){_MONTH}(?P=sep)(?P<day>\d{{1,12}})(?!\d){_WEEKDAY}",
        rf"(?<![\d/]){_MONTH}(?P<sep>[/\-]){_DAY}(?P=sep)(?P<year>\d{{4}})(?!\d){_WEEKDAY}",
        rf"{_NAME}\s*{_DAY}(?:st|nd|rd|th)?\s*,\s*(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d){_DAY}[\s\-]+{_NAME}[\s\-,]+(?P<year>\d{{4}})(?!\d)",
        rf"(?:{_YEAR}\s*年(?P<fiscal>度)?\s*)?(?<!\d){_MONTH}\s*月?{_TO}(?P<last_month>\d{{1,2}})\s*月[度分]?(?!\s*\d)",
        rf"{_YEAR}\s*年(?P<fiscal>度)?\s*{_MONTH}\s*月[度分]?",
        rf"{_YEAR}[/.\-]{_MONTH}(?![\d/.\-])",
        r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?!\d)",
        rf"{_NAME}[\s\-,]*(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>20\d\d)[\s\-/]+{_NAME}",
        rf"{_NAME}\s*[\-/'’]\s*(?P<year>[23]\d)(?!\d)",
        rf"{_YEAR}\s*年(?P<fiscal>度)?",
        r"(?<!\d)(?P<year>20\d\d)[\s_\-]*(?P<fiscal>q)(?P<quarter>[1-4])(?!\d)",
        r"(?<!\d)(?P<year>20\d\d)[\s_\-]*(?P<fiscal>h)(?P<half>[12])(?!\d)",
        r"(?<![a-z])(?P<fiscal>fy)\s*(?P<year>\d{4}|\d{2})(?!\d)",
        r"第?\s*(?P<quarter>[1-4一二三四])\s*四半期",
        r"第?(?<!\d)(?P<quarter>[1-4])q(?![a-z])",
        r"(?<![a-z])q(?P<quarter>[1-4])(?!\d)",
        r"(?<!売)(?P<half>[上下])半?期",
        r"(?<!\d)(?P<half>[12])h(?![a-z])",
        r"(?<![a-z\d])h(?P<half>[12])(?!\d)",
        rf"(?<![\d/]){_MONTH}/{_DAY}(?![\d/]){_WEEKDAY}",
        rf"(?<!\d){_MONTH}\s*月\s*{_DAY}\s*日{_WEEKDAY}",
        rf"(?<!\d){_MONTH}\s*月[度分]?",
        _NAME,
        r"第\s*(?P<week>[1-6一二三四五])\s*週目?",
        r"(?<!\d)(?P<week>[1-6])\s*週目",
        r"(?<![a-z])w(?:eek\s*)?(?P<week>[1-6])(?![a-z\d])",
        r"(?<![a-z\d])(?P<week>[1-6])w(?![a-z\d])",
        r"(?P<whole>通期|年間)",
        rf"(?<![\d.]){_DAY}日{_WEEKDAY}(?!間)",
    )
]
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "上": 1, "下": 2, "元": 1}
_STANDS_FOR_WEEK = re.compile(r"\s*[~〜]?\s*の?週(?![間次])")
_SOME_YEAR = 2000
_DAY_OF_NAME = re.compile(r"(\d\d)(\d\d)")
_RUN_OF_NAME = re.compile(r"(\d\d|\d(?=\.))\.?(\d\d?)\s*[~〜_\-]\s*(\d\d|\d(?=\.))\.?(\d\d?)")
_ARGUMENT = re.compile(r"(\d{4})(?:q([1-4])|h([12])|-(\d{2}))?")
_LONGEST_TEXT = 300


class PeriodPart(NamedTuple):
    """What one label says of a period; what it does not say is None or 0.

    `year` is a fiscal year where `is_fiscal`. `last_month` ends a run of months, `until` (year or None, month, day) a
    run of days. `is_year` is 通期. A part with a month and a day is a day, with a month a month, and so on.
    """

    year: int | None = None
    is_fiscal: bool = False
    is_year: bool = False
    half: int = 0
    quarter: int = 0
    month: int = 0
    last_month: int = 0
    week: int = 0
    day: int = 0
    until: tuple[int | None, int, int] | None = None

    @property
    def says_more_than_year(self) -> bool:
        """Whether it names anything but a year."""
        return bool(self.is_year or self.half or self.quarter or self.month or self.week or self.day)

    @property
    def needs_month(self) -> bool:
        """Whether it is a week or a day that does not say of which month."""
        return bool((self.week or self.day) and not self.month)


class Period(NamedTuple):
    """A run of days with its grain: day, week, month, quarter, half or year."""

    span: Span
    grain: str


class Unreadable(NamedTuple):
    """Why parts do not come to a period: bad_date, no_year or no_period."""

    reason: str


class Found(NamedTuple):
    """A period within a text."""

    part: PeriodPart
    start: int
    end: int


@lru_cache(maxsize=1 << 15)
def find_periods(text: str) -> tuple[Found, ...]:
    """All periods in a text, left to right; places count in `plain(text).casefold()`."""
    found, rest = [], plain(text).casefold()[:_LONGEST_TEXT]
    place = 0
    while match := _earliest(rest, place):
        part, (start, end) = _part(match), match.span()
        if part.month and part.day and not part.until and (week := _STANDS_FOR_WEEK.match(rest, end)):
            part, end = week_from(part), week.end()
        found.append(Found(part, start, end))
        place = end
    return tuple(found)


def week_from(part: PeriodPart) -> PeriodPart:
    """The seven days from a day that stands for its week (週開始日, 7/6週)."""
    with suppress(ValueError):
        last = date(part.year or _SOME_YEAR, part.month, part.day) + 6 * DAY
        return part._replace(until=(last.year if part.year else None, last.month, last.day))
    return part


def said_in(text: str) -> PeriodPart | None:
    """What a text says of a period; a month and a week in it are that week."""
    return together(each.part for each in find_periods(text))


def days_of_name(name: str) -> PeriodPart | None:
    """The days that a sheet is called after, where nothing else says more than the year: 0706-0712, 7.6-7.12, 0715."""
    match = _RUN_OF_NAME.fullmatch(plain(name)) or _DAY_OF_NAME.fullmatch(plain(name))
    numbers = [int(digits) for digits in match.groups()] if match else []
    months, days = numbers[::2], numbers[1::2]
    if (
        not numbers
        or not all(month in range(1, 13) for month in months)
        or not all(day in range(1, 32) for day in days)
    ):
        return None
    until = (None, months[1], days[1]) if len(months) > 1 else None
    return PeriodPart(month=months[0], day=days[0], until=until)


def together(parts: Iterable[PeriodPart]) -> PeriodPart | None:
    """What several periods of one text say together: a month with a week behind it is that week."""
    parts = list(parts)
    is_week = sum(bool(part.week) for part in parts) == 1
    return merged(sorted(parts, key=lambda part: not part.week) if is_week else parts)


def _earliest(text: str, place: int) -> re.Match[str] | None:
    matches = [match for pattern in _PATTERNS if (match := pattern.search(text, place))]
    return min(matches, key=lambda match: match.start(), default=None)


def _part(match: re.Match[str]) -> PeriodPart:
    said = match.groupdict()
    month = _MONTH_NAMES.index(said["name"][:3]) + 1 if said.get("name") else _number(said.get("month"))
    until = None
    if said.get("until"):
        until = (_number(said["until_year"]) or None, _number(said["until_month"]) or month, _number(said["until"]))
    return PeriodPart(
        year=_year(said),
        is_fiscal=bool(said.get("fiscal")),
        is_year=bool(said.get("whole")),
        half=_number(said.get("half")),
        quarter=_number(said.get("quarter")),
        month=month,
        last_month=_number(said.get("last_month")),
        week=_number(said.get("week")),
        day=_number(said.get("day")),
        until=until,
    )


def _number(text: str | None) -> int:
    return _NUMERALS.get(text, 0) or int(text) if text else 0


def _year(said: dict[str, str | None]) -> int | None:
    if era := said.get("era"):
        years = _number(said["era_year"])
        return _ERAS[era] + years if years else 0
    year = said.get("year")
    return None if year is None else int(year) + (2000 if len(year) == 2 else 0)


def merged(parts: Iterable[PeriodPart]) -> PeriodPart | None:
    """What several periods of one text say together: 2026年度 and 第2四半期. Of two that compete the first wins."""
    whole: PeriodPart | None = None
    for part in parts:
        whole = part if whole is None else _joined(whole, part)
    return whole


def _joined(near: PeriodPart, far: PeriodPart) -> PeriodPart:
    """The nearer part, with what it lacks from the farther one."""
    if not near.says_more_than_year:
        return far if near.year is None else far._replace(year=near.year, is_fiscal=near.is_fiscal)
    if near.needs_month and far.month and not far.day:
        near = near._replace(month=far.month)
        return near if far.year is None else near._replace(year=far.year, is_fiscal=far.is_fiscal)
    if near.year is None and far.year is not None:
        return near._replace(year=far.year, is_fiscal=far.is_fiscal)
    return near


@lru_cache(maxsize=1 << 14)
def crossed(column: PeriodPart | None, row: PeriodPart | None) -> PeriodPart | None:
    """What the header of a column and the label of a row say together: 7月 above, 15日 beside."""
    if column and row and row.needs_month and column.month and not (column.day or column.week):
        return column._replace(day=row.day, week=row.week)
    return merged(part for part in (column, row) if part)


def argument_part(period: str, rule: PeriodRule) -> PeriodPart | None:
    """What `--period` says (2026Q2, 2026H1, 2026, 2026-09), as a part of a fiscal year; None if it is no period."""
    match = _ARGUMENT.fullmatch(period.strip().casefold())
    if match is None:
        return None
    year, quarter, half, month = (int(digits) if digits else 0 for digits in match.groups())
    if not month:
        return PeriodPart(year, is_fiscal=True, is_year=not (quarter or half), quarter=quarter, half=half)
    if month > MONTHS_A_YEAR:
        return None
    return PeriodPart(year - (month < rule.fiscal_month), is_fiscal=True, month=month)


@lru_cache(maxsize=1 << 14)
def resolve(parts: tuple[PeriodPart, ...], rule: PeriodRule) -> Period | Unreadable:
    """The period that labels give together.

    Args:
        parts: What each label says, nearest first.
        rule: How the team cuts its time.
    """
    part = merged(parts)
    if part is None:
        return Unreadable("no_period")
    if part.year is None:
        return Unreadable("no_year")
    if part.needs_month:
        return Unreadable("no_period")
    try:
        return _period(part, part.year, rule)
    except (ValueError, OverflowError):
        return Unreadable("bad_date")


def _period(part: PeriodPart, year: int, rule: PeriodRule) -> Period:
    if part.month:
        return _within_month(part, _calendar_year(part, year, rule), rule)
    if part.quarter:
        return Period(_checked(rule.quarter(year, part.quarter)), "quarter")
    if part.half:
        return Period(_checked(rule.half(year, part.half)), "half")
    if part.is_year:
        return Period(_checked(rule.fiscal_year(year)), "year")
    return Period(_checked(rule.fiscal_year(year) if part.is_fiscal else _calendar(year, rule)), "year")


def _calendar(year: int, rule: PeriodRule) -> Span:
    return Span(rule.month(Month(year, 1)).start, rule.month(Month(year, MONTHS_A_YEAR)).end)


def _calendar_year(part: PeriodPart, year: int, rule: PeriodRule) -> int:
    return year + 1 if part.is_fiscal and part.month < rule.fiscal_month else year


def _within_month(part: PeriodPart, year: int, rule: PeriodRule) -> Period:
    if part.last_month:
        return _months(part, year, rule)
    if part.until:
        until_year, last_month, last_day = part.until
        until_year = until_year or (year + 1 if last_month < part.month else year)
        return _named(Span(date(year, part.month, part.day), date(until_year, last_month, last_day) + DAY), rule)
    if part.day:
        day = date(year, part.month, part.day)
        return Period(Span(day, day + DAY), "day")
    month = _checked(rule.month(Month(year, part.month)))
    if not part.week:
        return Period(month, "month")
    weeks = rule.weeks(month)
    if part.week > len(weeks):
        raise ValueError(part.week)
    return Period(weeks[part.week - 1], "week")


def _months(part: PeriodPart, year: int, rule: PeriodRule) -> Period:
    last_year = year + 1 if part.last_month < part.month else year
    first, last = rule.month(Month(year, part.month)), rule.month(Month(last_year, part.last_month))
    return _named(Span(first.start, last.end), rule)


def _named(span: Span, rule: PeriodRule) -> Period:
    """A run of days by the grain of what it is; a run that is nothing else is a week, as written."""
    year = rule.fiscal_year_of(_checked(span).start)
    cuts = {
        "month": [rule.month(rule.month_of(span.start))],
        "quarter": [rule.quarter(year, number) for number in range(1, 5)],
        "half": [rule.half(year, 1), rule.half(year, 2)],
        "year": [rule.fiscal_year(year)],
    }
    return Period(span, next((grain for grain, spans in cuts.items() if span in spans), "week"))


def _checked(span: Span) -> Span:
    if span.is_empty:
        raise ValueError(span)
    return span
