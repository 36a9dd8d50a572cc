"""Hires and leavers as they are shown, and as they are typed.

2   0.5   3人                     people, at full time
2026-11   11月   Nov   2026/11/16   a month of the plan (its first day), or a day in it
50%, 75%   50 75                  shares of a full load by months since the first; nothing: full from the start
2@2026-11:50%,75%   田中@2026-12   a hire, a leaver; 田中@none stays
"""

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import normalize

from isplanner.plan.headcount import Headcount, Hire
from isplanner.plan.normal import normal_name, normal_text
from isplanner.plan.period import Span
from isplanner.plan.plan import Plan
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import Member
from isplanner.text.catalogue import phrase
from isplanner.text.dates import format_date, format_year_month
from isplanner.text.days import parse_day
from isplanner.text.language import Language
from isplanner.text.numbers import format_number, format_rate, parse_number

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"(?:(?P<year>\d{4})[年/.-])?(?P<month>\d{1,2})(?:月度?)?(?:から)?")
_NAMED_MONTH = re.compile(r"(?P<name>[a-z]{3})[a-z]*\.?(?P<year>\d{4})?")
_STAYS = {"none", "なし"}
_BETWEEN = re.compile(r"[,、，/／→\s]+")


def parse_people(text: str) -> float:
    """How many people; 0 is nobody.

    Raises:
        PlanError: bad_people.
    """
    try:
        people = parse_number(text)
    except PlanError:
        raise PlanError("bad_people", text=text.strip()) from None
    if people < 0:
        raise PlanError("bad_people", text=text.strip())
    return people


def parse_start(text: str, plan: Plan) -> date:
    """The first day of a month of the plan, or a day in its period.

    Raises:
        PlanError: bad_start.
    """
    typed = normal_text(text).text
    if found := _MONTH.fullmatch(typed) or _NAMED_MONTH.fullmatch(typed):
        day = _first_day(found, plan)
    else:
        try:
            day = parse_day(text, plan.rule, plan.period.start)
        except PlanError:
            day = None
    if day is None or day not in plan.period:
        raise PlanError("bad_start", text=text.strip(), period=plan.period)
    return day


def parse_ramp(text: str) -> tuple[float, ...]:
    """Shares of a full load; 50 and 50% are a half.

    Raises:
        PlanError: bad_ramp.
    """
    try:
        shares = [(part, parse_number(part)) for part in _BETWEEN.split(text.strip()) if part]
    except PlanError:
        raise PlanError("bad_ramp", text=text.strip()) from None
    ramp = tuple(share / 100 if share > 1 and not part.endswith(("%", "％")) else share for part, share in shares)
    if not all(0 <= share <= 1 for share in ramp):
        raise PlanError("bad_ramp", text=text.strip())
    return ramp


def parse_member(text: str, plan: Plan) -> Member:
    """The member of a name, or of a part of it that no other has.

    Raises:
        PlanError: unknown_person, ambiguous_person.
    """
    typed = normal_name(text)
    names = {member.id: normal_name(member.name) for member in plan.members}
    same = [member for member in plan.members if names[member.id] == typed]
    like = same or [member for member in plan.members if typed and typed in names[member.id]]
    if not like:
        known = tuple(member.name for member in plan.members)
        raise PlanError("unknown_person" if known else "no_members", name=text.strip(), known=known)
    if len(like) > 1:
        raise PlanError("ambiguous_person", name=text.strip(), known=tuple(member.name for member in like))
    return like[0]


def parse_hire(text: str, plan: Plan) -> Hire:
    """A hire; one of 0 people is none.

    Raises:
        PlanError: bad_hire, bad_people, bad_start, bad_ramp.
    """
    people, at, rest = normalize("NFKC", text).partition("@")
    month, _, ramp = rest.partition(":")
    if not (at and people.strip() and month.strip()):
        raise PlanError("bad_hire", text=text.strip())
    return Hire(parse_people(people), parse_start(month, plan), parse_ramp(ramp))


def parse_leaver(text: str, plan: Plan) -> tuple[int, date | None]:
    """A member's id and the first day he is gone; None where he stays.

    Raises:
        PlanError: bad_leaver, bad_start, unknown_person, ambiguous_person, no_members.
    """
    name, at, month = (part.strip() for part in normalize("NFKC", text).partition("@"))
    if not (at and name and month):
        raise PlanError("bad_leaver", text=text.strip())
    member = parse_member(name, plan).id
    return member, None if month.casefold() in _STAYS else parse_start(month, plan)


def parse_headcount(text: str, plan: Plan) -> Headcount:
    """All hires and leavers of a scenario, a semicolon between them; nothing: the plan's own team.

    Raises:
        PlanError: as `parse_hire` and `parse_leaver`.
    """
    hires, leavers = [], dict[int, date]()
    for part in filter(str.strip, re.split(r"[;；\n]", text)):
        if part.strip()[0].isdigit():
            hires.append(parse_hire(part, plan))
        else:
            member, day = parse_leaver(part, plan)
            leavers |= {} if day is None else {member: day}
    return Headcount(tuple(hire for hire in hires if hire.people), leavers)


def plain_headcount(plan: Plan, headcount: Headcount) -> str:
    """What `parse_headcount` reads."""
    parts = []
    for hire in headcount.hires:
        ramp = f":{format_ramp(hire.ramp).replace(' ', '')}" if hire.ramp else ""
        parts.append(f"{format_number(hire.people, None)}@{plain_start(hire.start, plan)}{ramp}")
    parts += [f"{plan.member(one).name}@{plain_start(day, plan)}" for one, day in headcount.leavers.items()]
    return "; ".join(parts)


def format_start(day: date, plan: Plan, language: Language) -> str:
    """2026年11月, or 2026/11/16 where no month begins."""
    month = _month_from(day, plan)
    return format_date(day, language) if month is None else format_year_month(month, plan.rule, language)


def plain_start(day: date, plan: Plan) -> str:
    """2026-11 or 2026-11-16: what `parse_start` reads."""
    month = _month_from(day, plan)
    if month is None:
        return day.isoformat()
    year, number = plan.rule.month_of(month.start)
    return f"{year}-{number:02}"


def format_ramp(ramp: tuple[float, ...]) -> str:
    """50%, 75%."""
    return ", ".join(format_rate(share, None) for share in ramp)


def describe_headcount(headcount: Headcount, language: Language) -> str:
    """採用 2・退職 1; nothing where it is the plan's own team."""
    parts = []
    if headcount.hires:
        parts.append(phrase("count_hired", language, people=format_number(headcount.hired, None)))
    if headcount.leavers:
        parts.append(phrase("count_leaving", language, people=len(headcount.leavers)))
    return phrase("headcount_separator", language).join(parts)


def describe_changes(plan: Plan, headcount: Headcount, language: Language) -> Iterator[str]:
    """Each hire and leaver in words: 採用 2 人・2026年11月から・立ち上がり 50%, 75%."""
    for hire in headcount.hires:
        yield describe_hire(plan, hire, language)
    for member, day in headcount.leavers.items():
        yield describe_leaver(plan, member, day, language)


def describe_hire(plan: Plan, hire: Hire, language: Language) -> str:
    """One hire in words."""
    gaps = {"people": format_number(hire.people, None), "start": format_start(hire.start, plan, language)}
    if hire.ramp:
        return phrase("hire_line_ramp", language, **gaps, ramp=format_ramp(hire.ramp))
    return phrase("hire_line", language, **gaps)


def describe_leaver(plan: Plan, member: int, day: date, language: Language) -> str:
    """One leaver in words."""
    return phrase("leaver_line", language, member=plan.member(member).name, start=format_start(day, plan, language))


def _first_day(found: re.Match[str], plan: Plan) -> date | None:
    parts = found.groupdict()
    if (name := parts.get("name")) is not None:
        number = _MONTHS.index(name) + 1 if name in _MONTHS else 0
    else:
        number = int(parts["month"])
    for month in plan.months:
        named = plan.rule.month_of(month.start)
        if named.month == number and parts["year"] in {None, str(named.year)}:
            return month.start
    return None


def _month_from(day: date, plan: Plan) -> Span | None:
    return next((month for month in plan.months if month.start == day), None)
