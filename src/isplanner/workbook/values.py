"""What stands in a value cell: blank, an amount with its unit, a duration, or nothing that is a number.

Pure functions of text and cells; none of them raises, whatever it is given.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from isplanner.plan.metric import Kind, Metric
from isplanner.workbook.grid import Broken, Percent, Value
from isplanner.workbook.spelling import numeric, squeezed
from isplanner.workbook.vocabulary import vocabulary

LARGEST = 1e15
_LONGEST = 64
_MOST_DASHES = 10

MONEY = {"円": 1.0, "千円": 1e3, "万円": 1e4, "百万円": 1e6, "億円": 1e8, "¥": 1.0, "yen": 1.0, "jpy": 1.0}
_SCALES = {"千": 1e3, "万": 1e4, "百万": 1e6, "億": 1e8}
COUNTERS = frozenset(["件", "回", "通", "社", "名", "人", "本", "コール"])
MINUTES = {
    **dict.fromkeys(("秒", "sec", "s", "second", "seconds"), 1 / 60),
    **dict.fromkeys(("分", "min", "m", "mins", "minute", "minutes"), 1.0),
    **dict.fromkeys(("時間", "h", "hr", "hour", "hours"), 60.0),
}
PERCENT = "%"

_DASHES = re.compile(rf"[-ー~]{{1,{_MOST_DASHES}}}")
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_UNITS = "|".join(
    sorted({*COUNTERS, "分", "時間", "秒", "円", *MONEY, *_SCALES, PERCENT} - {"¥"}, key=len, reverse=True)
)
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+▲△])?[¥\\]?(?P<sign2>[-▲△])?(?P<number>{_NUMBER})(?P<unit>{_UNITS})?(?(open)\))"
)
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5]?[0-9])(?::([0-5]?[0-9])(?:\.[0-9]+)?)?")
_SPOKEN = re.compile(r"(?:([0-9]{1,4})時間)?(?:([0-9]{1,5})分)?(?:([0-9]{1,6})秒)?")


class Amount(NamedTuple):
    """A number as written and the unit written with it, None for none."""

    number: float
    unit: str | None


def is_blank(value: Value) -> bool:
    """Whether a cell says nothing: empty, spaces, a dash alone, なし."""
    if value is None:
        return True
    # Times of day are all different: what begins with a digit need not be looked at.
    return isinstance(value, str) and not value[:1].isdigit() and _is_blank_text(value)


@lru_cache(maxsize=1 << 14)
def _is_blank_text(text: str) -> bool:
    short = numeric(text.strip()[:_LONGEST])
    return not short or bool(_DASHES.fullmatch(short)) or vocabulary().says("blank", text)


def is_error(value: Value) -> bool:
    """Whether a cell holds an error sign, as a cell of its own kind or as text."""
    if isinstance(value, Broken):
        return value.reason == "error_value"
    return isinstance(value, str) and value.startswith("#") and vocabulary().says("error", value)


@lru_cache(maxsize=1 << 15)
def parse_amount(text: str) -> Amount | None:
    """The number and unit of `1,234件`, `¥1,200`, `▲350万`, `(120)`; None for anything else."""
    if len(text) > _LONGEST * 2:
        return None
    match = _AMOUNT.fullmatch(numeric(text))
    if match is None or (match["sign"] and match["sign2"]):
        return None
    number = float(match["number"].replace(",", ""))
    is_negative = bool(match["open"]) or (match["sign"] or match["sign2"] or "+") != "+"
    return Amount(-number if is_negative else number, match["unit"])


def parse_minutes(text: str) -> float | None:
    """The minutes of `1:02:30`, `2:30` (minutes and seconds) or `1時間20分`."""
    if len(text) > _LONGEST:
        return None
    plain = numeric(text)
    if clock := _CLOCK.fullmatch(plain):
        first, second, third = (int(part) if part else 0 for part in clock.groups())
        return first * 60 + second + third / 60 if clock[3] else first + second / 60
    spoken = _SPOKEN.fullmatch(plain)
    if spoken and sum(part is not None for part in spoken.groups()) > 1:
        hours, minutes, seconds = (int(part) if part else 0 for part in spoken.groups())
        return hours * 60 + minutes + seconds / 60
    return None


def label_unit(text: str) -> str | None:
    """The unit that the brackets of a label or a 単位 cell say, None if what they say is no unit."""
    unit = squeezed(text)
    return unit if unit in MONEY or unit in MINUTES or unit in COUNTERS or unit == PERCENT else None


def fitting_unit(metric: Metric, units: Iterable[str | None]) -> str | None:
    """The first unit that can be one of the metric's."""
    fitting = {"円": MONEY, "分": MINUTES, PERCENT: {PERCENT}}.get(metric.unit, COUNTERS)
    return next((unit for unit in units if unit in fitting), None)


def metric_value(value: Value, metric: Metric, unit: str | None, *, points: bool) -> float | str:
    """The value of a cell in the metric's own unit, or the reason why it is held.

    Args:
        value: A cell that is not blank.
        metric: What it counts.
        unit: The unit that the labels around it say, None where they say none.
        points: Whether a bare number in its series means percent (45 = 0.45).
    """
    if isinstance(value, Broken):
        return value.reason
    if is_error(value):
        return "error_value"
    number = _in_unit(value, metric, unit, points=points)
    if number is None or not abs(number) < LARGEST:
        return "not_a_number"
    if number < 0 and metric.kind in {Kind.COUNT, Kind.DURATION}:
        return "negative_count"
    if metric.unit == PERCENT and number > 1 + 1e-9:
        return "rate_over_100"
    return number


def _in_unit(value: Value, metric: Metric, unit: str | None, *, points: bool) -> float | None:
    if metric.kind is Kind.DURATION:
        return _minutes(value, unit)
    if isinstance(value, Percent):
        return float(value) if metric.unit == PERCENT else None
    amount = as_amount(value)
    if amount is None:
        return None
    if metric.unit == PERCENT:
        return _share(amount, points=points)
    if metric.unit == "円":
        return _yen(amount, unit)
    return _count(amount)


def as_amount(value: Value) -> Amount | None:
    """The number in a cell, with the unit if it stands in the cell."""
    if isinstance(value, str):
        return parse_amount(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Amount(float(value), None)


def _share(amount: Amount, *, points: bool) -> float | None:
    if amount.unit not in {None, PERCENT}:
        return None
    return amount.number / 100 if points or amount.unit else amount.number


def _yen(amount: Amount, unit: str | None) -> float | None:
    if amount.unit is None:
        return amount.number * MONEY.get(unit or "円", 1.0)
    scale = MONEY.get(amount.unit) or _SCALES.get(amount.unit)
    return None if scale is None else amount.number * scale


def _count(amount: Amount) -> float | None:
    if amount.unit is None or amount.unit in COUNTERS:
        return amount.number
    return amount.number * _SCALES[amount.unit] if amount.unit in _SCALES else None


def _minutes(value: Value, unit: str | None) -> float | None:
    if isinstance(value, timedelta):
        return value.total_seconds() / 60
    if isinstance(value, str) and (minutes := parse_minutes(value)) is not None:
        return minutes
    amount = as_amount(value)
    if amount is None or (amount.unit or "分") not in MINUTES:
        return None
    return amount.number * MINUTES[amount.unit or (unit if unit in MINUTES else "分")]
