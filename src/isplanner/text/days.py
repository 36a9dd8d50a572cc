"""The day a user typed: 2026/7/15, 7/15, 7月15日, 令和8年7月15日, R8.7.15, 20260715, 15 Jul 2026; full-width too."""

import re
import unicodedata
from contextlib import suppress
from datetime import date

from isplanner.plan.period import PeriodRule
from isplanner.plan.problem import PlanError

_ERAS = {"明治": 1867, "m": 1867, "大正": 1911, "t": 1911, "昭和": 1925, "s": 1925, "平成": 1988, "h": 1988}
_ERAS |= {"令和": 2018, "r": 2018}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"\(?[月火水木金土日](?:曜日?)?\)?$|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? *|\([a-z]+\)$")
_SIGN = r" ?[/.\-年月] ?"
_SHAPES = (
    re.compile(
        rf"(?P<era>明治|大正|昭和|平成|令和|[mtshr])(?P<short>\d{{1,2}}|元){_SIGN}(?P<m>\d{{1,2}}){_SIGN}(?P<d>\d{{1,2}})日?"
    ),
    re.compile(rf"(?P<y>\d{{4}}){_SIGN}(?P<m>\d{{1,2}}){_SIGN}(?P<d>\d{{1,2}})日?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(rf"(?P<m>\d{{1,2}}){_SIGN}(?P<d>\d{{1,2}})日?"),
    re.compile(r"(?P<d>\d{1,2}) *(?P<name>[a-z]{3})[a-z]*\.?(?:,? *(?P<y>\d{4}))?"),
    re.compile(r"(?P<name>[a-z]{3})[a-z]*\.? *(?P<d>\d{1,2})(?:,? *(?P<y>\d{4}))?"),
)


def parse_day(text: str, rule: PeriodRule, near: date) -> date:
    """The day that was typed; one without a year lies in the fiscal year of the day `near`.

    Raises:
        PlanError: unreadable_day.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    typed = _WEEKDAY.sub("", typed).strip()
    for shape in _SHAPES:
        if found := shape.fullmatch(typed):
            day = _day(found, rule, near)
            if day is not None:
                return day
    raise PlanError("unreadable_day", text=text.strip())


def _day(found: re.Match[str], rule: PeriodRule, near: date) -> date | None:
    parts = found.groupdict()
    if name := parts.get("name"):
        if name not in _MONTHS:
            return None
        month = _MONTHS.index(name) + 1
    else:
        month = int(parts["m"])
    if era := parts.get("era"):
        short = 1 if parts["short"] == "元" else int(parts["short"])
        return _known(_ERAS[era] + short, month, int(parts["d"]))
    if year := parts.get("y"):
        return _known(int(year), month, int(parts["d"]))
    fiscal = rule.fiscal_year(rule.fiscal_year_of(near))
    years = (fiscal.start.year, fiscal.last.year)
    days = [day for year in years if (day := _known(year, month, int(parts["d"]))) is not None]
    return next((day for day in days if day in fiscal), days[0] if days else None)


def _known(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None
