"""The real data beside the checkout, as plans with actuals: daily facts, as the import of a log stores them."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from typing_extensions import override

from isplanner.plan.actuals import NONE, Actuals
from isplanner.plan.calendar import Calendar
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.period import PeriodRule, Span
from isplanner.plan.plan import Plan
from isplanner.plan.scenario import Scenario
from isplanner.plan.scope import Channel, Member
from isplanner.plan.tree import build_tree

METRICS = shipped_metrics()
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RULE = PeriodRule()


class Place(NamedTuple):
    """What a number is of."""

    day: date
    metric: str
    channel: str | None
    member: str | None


@dataclass(frozen=True)
class DataSet:
    """A file of the shared data, and how it reads: places, each with a number; those of the same place add up."""

    name: str
    file: str
    read: Callable[[Path], Iterator[tuple[Place, float]]]

    def plan(self, folder: Path) -> tuple[Plan, Actuals]:
        """A plan without a tree for the quarter after the actuals, and the actuals."""
        sums: dict[Place, float] = defaultdict(float)
        for place, number in self.read(folder / self.name / self.file):
            sums[place] += number
        plan = _plan(self.name, list(sums))
        return plan, _actuals(plan, sums)


@dataclass(frozen=True, slots=True)
class EveryDay(Calendar):
    """These teams work every day of the week: weekdays and holidays are all alike in their data."""

    @override
    def is_business_day(self, day: date) -> bool:
        return True


def _crm(path: Path) -> Iterator[tuple[Place, float]]:
    metrics = {"engaged": "valid_appointments", "won": "orders", "revenue_won": "revenue"}
    for row in _rows(path, ","):
        for column, metric in metrics.items():
            place = Place(date.fromisoformat(row["date"]), metric, row["product"], row["sales_agent"])
            yield place, float(row[column])


def _calls(path: Path) -> Iterator[tuple[Place, float]]:
    for row in _rows(path, ","):
        for column, metric in {"calls": "dials", "answered": "connects"}.items():
            yield Place(date.fromisoformat(row["date"]), metric, None, row["agent"]), float(row[column])


def _bank(path: Path) -> Iterator[tuple[Place, float]]:
    """Read a sample of calls that names day and month alone: the same months of three years fall together into one."""
    for row in _rows(path, ";"):
        day = date(2008, _MONTHS.index(row["month"]) + 1, int(row["day"]))
        numbers = {"dials": 1.0, "talk_minutes": int(row["duration"]) / 60, "orders": float(row["y"] == "yes")}
        for metric, number in numbers.items():
            yield Place(day, metric, row["contact"], None), number


DATA_SETS = (
    DataSet("maven_crm", "expected_daily.csv", _crm),
    DataSet("call_center", "expected_daily.csv", _calls),
    DataSet("bank_marketing", "bank.csv", _bank),
)


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def _plan(name: str, places: list[Place]) -> Plan:
    channels = sorted({place.channel for place in places if place.channel})
    members = sorted({place.member for place in places if place.member})
    last = _RULE.month_of(max(place.day for place in places))
    scenario = Scenario(1, "base", {}, is_baseline=True)
    return Plan(
        document=name,
        revision=1,
        name=name,
        period=Span(_RULE.month(last.plus(1)).start, _RULE.month(last.plus(3)).end),
        base=Span(_RULE.month(last.plus(-2)).start, _RULE.month(last).end),
        rule=_RULE,
        calendar=EveryDay(),
        goal=None,
        metrics=METRICS,
        channels={key: Channel(number, key, key, key, key, key) for number, key in enumerate(channels, 1)},
        members=tuple(Member(number, member) for number, member in enumerate(members, 1)),
        tree=build_tree((), METRICS, {}, None),
        targets={},
        fixed_cells=(),
        scenarios=(scenario,),
        scenario=scenario.id,
    )


def _actuals(plan: Plan, sums: dict[Place, float]) -> Actuals:
    metrics, channels = list(plan.metrics), list(plan.channels)
    members = {member.name: member.id for member in plan.members}
    starts = np.array([place.day.toordinal() for place in sums], np.int32)
    return Actuals(
        revision=1,
        metrics=tuple(metrics),
        channels=tuple(channels),
        id=np.arange(len(sums), dtype=np.int64),
        metric=np.array([metrics.index(place.metric) for place in sums], np.int32),
        member=np.array([members[place.member] if place.member else NONE for place in sums], np.int32),
        channel=np.array([channels.index(place.channel) if place.channel else NONE for place in sums], np.int32),
        start=starts,
        end=starts + 1,
        is_target=np.zeros(len(sums), np.bool_),
        value=np.array(list(sums.values()), np.float64),
        batch=np.ones(len(sums), np.int32),
    )
