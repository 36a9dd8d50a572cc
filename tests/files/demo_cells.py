"""The demo team's numbers, made from the margins in `demo_margins.json`: the same each time, every margin exact.

A later stage of the funnel is drawn from the slots of the stage before: no row has more connects than dials, or more
orders than appointments. Replies to mails are connects without a dial.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from isplanner.plan.calendar import Calendar
from isplanner.plan.period import DAY, Month, PeriodRule, Span
from tests.files.whole_tables import Table, amounts, draw, fit_whole, noise, scatter

MARGINS: dict[str, Any] = json.loads(Path(__file__).with_name("demo_margins.json").read_text(encoding="utf-8"))
MEMBERS: list[str] = MARGINS["members"]
CHANNELS: list[str] = MARGINS["channels"]
STAGES = ("dials", "connects", "appointments", "valid_appointments", "orders")
MAIL = "mail_magazine"
IS_MAIL = np.array([channel == MAIL for channel in CHANNELS])
STEP = 10_000
"""Deals are in whole 万円."""
RULE, CALENDAR = PeriodRule(), Calendar()
BASE_MONTHS = [RULE.month(Month(2026, month)) for month in (7, 8, 9)]
QUARTER = RULE.quarter(2026, 3)
DONE = Span(QUARTER.start, date.fromisoformat(MARGINS["as_of"]) + DAY)
RAMP = {"久保 八雲": {10: 0.5, 11: 0.75}}
"""What share of a full load somebody new carries in a month."""

Cells = dict[tuple[str, str, date], dict[str, int]]
"""Member (empty: the team's), channel, day or first day of a month → metric → number."""


@cache
def base_cells() -> Cells:
    """July to September by member, channel and month."""
    rng, base = Random("base"), MARGINS["base"]
    places = [(member, month.start) for member in MEMBERS for month in BASE_MONTHS]
    totals: dict[str, list[int]] = {metric: [of[c] for c in CHANNELS] for metric, of in base["channels"].items()}
    dials = fit_whole(noise(rng, (24, 5)) * ~IS_MAIL, _flat(base["members_by_month"]["dials"]), totals["dials"])
    phone = [0 if channel == MAIL else total for channel, total in zip(CHANNELS, totals["connects"], strict=True)]
    connects = fit_whole(dials, _flat(base["members_by_month"]["phone_connects"]), phone, dials)
    cells: Cells = {(member, channel, month): {} for member, month in places for channel in CHANNELS}
    for at, channel in enumerate(CHANNELS):
        counts = {"dials": _column(places, dials, at), "connects": _column(places, connects, at)}
        if channel == MAIL:
            weights = {place: rng.lognormvariate(-1 if place[0] in RAMP else 0, 0.25) for place in places}
            counts = {"connects": scatter(rng, totals["connects"][at], weights)}
            counts["mail_replies"] = counts["connects"]
        for stage, later in pairwise(STAGES[1:]):
            skills = {place: _skill(place[0], stage, later) for place in places}
            counts[later] = draw(rng, counts[stage], totals[later][at], skills)
        counts["revenue"] = amounts(rng, counts["orders"], totals["revenue"][at], STEP)
        for member, month in places:
            cells[member, channel, month] = {metric: of[member, month] for metric, of in counts.items()}
    return cells


@cache
def daily_cells() -> Cells:
    """This quarter to date by member, channel and business day."""
    rng, to_date = Random("daily"), MARGINS["to_date"]
    members: dict[str, list[int]] = to_date["members"]
    channels = {metric: [of[channel] for channel in CHANNELS] for metric, of in to_date["channels"].items()}
    tables = {"dials": fit_whole(noise(rng, (8, 5)) * ~IS_MAIL, members["dials"], channels["dials"])}
    for before, metric in pairwise(STAGES):
        seed, limit = _reach(before, tables[before], mail=tables[before].mean()), _reach(before, tables[before])
        tables[metric] = fit_whole(seed, members[metric], channels[metric], limit)
    rows, columns = [[yen // STEP for yen in of["revenue"]] for of in (members, channels)]
    tables["revenue"] = fit_whole(tables["orders"], rows, columns)
    cells: Cells = {}
    for at, member in enumerate(MEMBERS):
        totals = {metric: table[at].astype(int).tolist() for metric, table in tables.items()}
        cells |= _member_days(rng, member, totals, to_date["weeks"].get(member))
    return cells


def marketing_cells(margins: str, days: Sequence[date], spread: float) -> Cells:
    """Leads and opened mails, which are known by channel alone."""
    rng, cells = Random(f"{margins} marketing"), Cells()
    for metric in ("leads", "mails_opened"):
        for channel, total in MARGINS[margins][metric].items():
            weights = {day: rng.lognormvariate(0, spread) for day in days}
            for day, number in scatter(rng, total, weights).items():
                cells.setdefault(("", channel, day), {})[metric] = number
    return cells


def business_days(span: Span) -> list[date]:
    """The worked days of a span."""
    return [day for day in span if CALENDAR.is_business_day(day)]


def _member_days(
    rng: Random, member: str, totals: Mapping[str, list[int]], weeks: Mapping[str, list[int]] | None
) -> Cells:
    """The days of a member from his totals by channel and, where they are given, by week."""
    runs = [business_days(week) for week in RULE.weeks(DONE)] if weeks else [business_days(DONE)]
    runs = [run for run in runs if run]
    weeks = weeks or {metric: [sum(totals[metric])] for metric in STAGES}
    lengths = np.array([[float(len(run)) for run in runs]] * len(CHANNELS))
    tables = {"dials": fit_whole(lengths * noise(rng, lengths.shape), totals["dials"], weeks["dials"])}
    for before, metric in pairwise(STAGES):
        seed, limit = _reach(before, tables[before].T, mail=lengths.mean()).T, _reach(before, tables[before].T).T
        tables[metric] = fit_whole(seed * noise(rng, seed.shape), totals[metric], weeks[metric], limit)
    cells: Cells = {}
    for at, channel in enumerate(CHANNELS):
        counts: dict[str, Counter[date]] = {metric: Counter() for metric in (*STAGES, "mail_replies")}
        for run, days in enumerate(runs):
            loads = {day: RAMP.get(member, {}).get(day.month, 1.0) * rng.lognormvariate(0, 0.2) for day in days}
            of_run = {metric: int(table[at, run]) for metric, table in tables.items()}
            for metric, of_days in _spread(rng, loads, of_run, channel == MAIL).items():
                counts[metric] += of_days
        counts["revenue"] = amounts(rng, counts["orders"], totals["revenue"][at] * STEP, STEP)
        for day in business_days(DONE):
            cells[member, channel, day] = {metric: of[day] for metric, of in counts.items() if of[day]}
    return cells


def _spread(
    rng: Random, loads: Mapping[date, float], totals: Mapping[str, int], is_mail: bool
) -> dict[str, Counter[date]]:
    """The totals of some days over these days, each stage within the one before."""
    counts = {"dials": scatter(rng, totals["dials"], loads)}
    for stage, later in pairwise(STAGES):
        if is_mail and later == "connects":
            counts["connects"] = counts["mail_replies"] = scatter(rng, totals["connects"], loads)
        else:
            counts[later] = draw(rng, counts[stage], totals[later])
    return counts


def _reach(metric: str, table: Table, mail: float = np.inf) -> Table:
    """How many a next stage can be, members × channels: as this one; but replies to mails need no dials."""
    return np.where(IS_MAIL, mail, table) if metric == "dials" else table


def _flat(rows: Sequence[Sequence[int]]) -> list[int]:
    return [number for row in rows for number in row]


def _column(places: Sequence[tuple[str, date]], table: Table, at: int) -> Counter[tuple[str, date]]:
    return Counter(dict(zip(places, table[:, at].astype(int).tolist(), strict=True)))


def _skill(member: str, stage: str, later: str) -> float:
    """How often a member gets from one stage to the next, as this quarter shows."""
    of_members, at = MARGINS["to_date"]["members"], MEMBERS.index(member)
    return float(of_members[later][at] / of_members[stage][at])
