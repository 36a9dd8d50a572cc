"""Days, weeks, months and fiscal periods as they are shown."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from isplanner.plan.period import MONTHS_A_YEAR, PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language

_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ERAS = (
    (date(1868, 1, 25), "明治"),
    (date(1912, 7, 30), "大正"),
    (date(1926, 12, 25), "昭和"),
    (date(1989, 1, 8), "平成"),
    (date(2019, 5, 1), "令和"),
)
_ERA_STARTS = [start for start, _ in _ERAS]


def format_date(day: date, language: Language, *, era: bool = False) -> str:
    """2026/07/15, 令和8年7月15日, 15 Jul 2026."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{era_year(day)}{day.month}月{day.day}日" if era else f"{day:%Y/%m/%d}"


def format_weekday_date(day: date, language: Language, *, era: bool = False) -> str:
    """2026/07/15(水), 令和8年7月15日(水), Wed 15 Jul 2026."""
    weekday = _WEEKDAYS[language][day.weekday()]
    text = format_date(day, language, era=era)
    return f"{text}({weekday})" if language == "ja" else f"{weekday} {text}"


def format_day(day: date, language: Language, *, weekday: bool = False) -> str:
    """11/20 or 11/20（金）, 20 Nov or Fri 20 Nov: a day whose year is known."""
    name = _WEEKDAYS[language][day.weekday()]
    if language == "en":
        text = f"{day.day} {_MONTHS[day.month - 1]}"
        return f"{name} {text}" if weekday else text
    text = f"{day.month}/{day.day}"
    return f"{text}（{name}）" if weekday else text


def weekday_name(weekday: int, language: Language) -> str:
    """火, Tue; Monday is 0."""
    return _WEEKDAYS[language][weekday]


def era_year(day: date) -> str:
    """令和8年; the first year of an era is 元年. Days before 明治 have none and keep the western year."""
    at = bisect_right(_ERA_STARTS, day) - 1
    if at < 0:
        return f"{day.year}年"
    start, name = _ERAS[at]
    year = day.year - start.year + 1
    return f"{name}{'元' if year == 1 else year}年"


def format_week(week: Span, language: Language) -> str:
    """A run of a few days: 11/2–8, 11/30, 6/29–7/5; 2–8 Nov, 30 Nov, 29 Jun–5 Jul."""
    first, last = week.start, week.last
    if first == last:
        return format_day(first, language)
    if first.month != last.month:
        return f"{format_day(first, language)}–{format_day(last, language)}"
    if language == "en":
        return f"{first.day}–{format_day(last, language)}"
    return f"{format_day(first, language)}–{last.day}"


def format_days(span: Span, language: Language) -> str:
    """A run of days with its years: 2026/10/1 – 12/31, 1 Oct – 31 Dec 2026."""
    first, last = span.start, span.last
    one_year = first.year == last.year
    if language == "en":
        begin = format_day(first, language) if one_year else format_date(first, language)
        return f"{begin} – {format_date(last, language)}"
    end = format_day(last, language) if one_year else f"{last.year}/{format_day(last, language)}"
    return f"{first.year}/{format_day(first, language)} – {end}"


def format_month(month: Span, rule: PeriodRule, language: Language) -> str:
    """10月, or 10月度 where months do not close at their end; Oct."""
    number = rule.month_of(month.start).month
    if language == "en":
        return _MONTHS[number - 1]
    return f"{number}月度" if rule.closing_day else f"{number}月"


def format_year_month(month: Span, rule: PeriodRule, language: Language) -> str:
    """2026年10月, Oct 2026."""
    year = rule.month_of(month.start).year
    name = format_month(month, rule, language)
    return f"{name} {year}" if language == "en" else f"{year}年{name}"


def format_month_of(plan: Plan, month: Span, language: Language) -> str:
    """A month of a plan: 10月, with its year where the plan has more than one of that name."""
    form = format_year_month if len(plan.months) > MONTHS_A_YEAR else format_month
    return form(month, plan.rule, language)


def format_period(span: Span, rule: PeriodRule, language: Language) -> str:
    """The fiscal name of a period: 2026年度 第3四半期, 上期, 2026年度, 2026年10月; days where it has no name."""
    code, gaps = _fiscal(span, rule)
    if code:
        return phrase(code, language, **gaps)
    if span == rule.month(rule.month_of(span.start)):
        return format_year_month(span, rule, language)
    return format_days(span, language)


def format_short_period(span: Span, rule: PeriodRule, language: Language) -> str:
    """The same for file names, without spaces and slashes: 2026年度Q3, FY2026Q3, 20261001-20270115."""
    code, gaps = _fiscal(span, rule)
    if code:
        return phrase(f"{code}_short", language, **gaps)
    if span == rule.month(rule.month_of(span.start)):
        return format_year_month(span, rule, language).replace(" ", "")
    return f"{span.start:%Y%m%d}-{span.last:%Y%m%d}"


def _fiscal(span: Span, rule: PeriodRule) -> tuple[str, dict[str, object]]:
    """The code of a fiscal period and its gaps; no code where the span is no such period."""
    year = rule.fiscal_year_of(span.start)
    for code, number, named in _fiscal_periods(year, rule):
        if named == span:
            return code, {"year": year, "number": number}
    return "", {}


def _fiscal_periods(year: int, rule: PeriodRule) -> Iterator[tuple[str, int, Span]]:
    yield "fiscal_year", 1, rule.fiscal_year(year)
    yield "first_half", 1, rule.half(year, 1)
    yield "second_half", 2, rule.half(year, 2)
    for quarter in range(1, 5):
        yield "fiscal_quarter", quarter, rule.quarter(year, quarter)
