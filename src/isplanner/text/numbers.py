"""Numbers as they are shown, and as users type them.

Rounding goes by the decimal digits, halves away from zero, as in spreadsheets: the same number reads the same there.
"""

import math
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from isplanner.plan.metric import Kind, Metric
from isplanner.plan.problem import PlanError
from isplanner.text.catalogue import catalogue, phrase
from isplanner.text.language import Language

NO_VALUE = "—"
MINUS = "\u2212"
_DIGITS = ".15g"  # what a spreadsheet keeps of a number
_SURE = 0.01

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212▲△"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\ufeff"))
_UNITS = "件|回|通|社|名|人|本|コール|分|時間|秒|円|yen"
_TYPED = re.compile(
    rf"(?P<bracket>\()?(?P<sign>[-+])?[¥\\]?(?P<sign2>[-+])?(?P<parts>[\d.,億万千百]+)"
    rf"(?:(?P<percent>%)|{_UNITS})?(?(bracket)\))",
    re.IGNORECASE,
)
_PART = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(億|百万|万|千)?")
_SCALE = {"億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3, "": 1}


class MoneyUnit(StrEnum):
    """In what money is shown; chosen once for the whole window."""

    YEN = "yen"
    THOUSAND_YEN = "thousand_yen"
    TEN_THOUSAND_YEN = "ten_thousand_yen"
    MILLION_YEN = "million_yen"

    @property
    def yen(self) -> int:
        """How many yen one of it is."""
        return {"yen": 1, "thousand_yen": 1_000, "ten_thousand_yen": 10_000, "million_yen": 1_000_000}[self]


class Written(NamedTuple):
    """A number and its unit, apart because the unit is smaller on screen; `str` joins them."""

    number: str
    unit: str

    def __str__(self) -> str:
        gap = " " if self.unit.isascii() and self.unit not in {"", "%", "pt"} else ""
        return f"{self.number}{gap}{self.unit}"


def format_number(value: float | None, decimals: int | None = 0, *, signed: bool = False) -> str:
    """A number with thousands separators and a real minus; `—` for no value.

    Args:
        value: None, NaN and the infinities are no value.
        decimals: How many are shown; None shows what there is.
        signed: It is a difference: + or −, ±0 where nothing is left after rounding.
    """
    return NO_VALUE if value is None or not math.isfinite(value) else _format(value, decimals, signed)


@lru_cache(maxsize=4096)  # a lever under the hand writes some forty numbers a frame, most of them again
def _format(value: float, decimals: int | None, signed: bool) -> str:
    exact = Decimal(format(value, _DIGITS))
    shown = exact.normalize() if decimals is None else exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    plus = ("+" if shown else "±") if signed else ""
    return (MINUS if shown < 0 else plus) + f"{abs(shown):,f}"


def format_rate(value: float | None, decimals: int | None = 1) -> str:
    """A fraction as percent: 0.182 → 18.2%."""
    return str(write_rate(value, decimals))


def format_change(change: float | None) -> str:
    """+15%, −5%: a fraction by which something differs from something else, all digits."""
    return NO_VALUE if change is None else f"{format_number(_hundredfold(change), None, signed=True)}%"


def write_rate(value: float | None, decimals: int | None = 1) -> Written:
    """A fraction as percent, with its sign apart."""
    return _written(format_number(_hundredfold(value), decimals), "%")


def write_points(difference: float | None) -> Written:
    """The difference of two fractions in points: 0.006 → +0.6pt."""
    return _written(format_number(_hundredfold(difference), 1, signed=True), "pt")


def format_probability(probability: float | None, language: Language) -> str:
    """A probability in whole percent, never 0 % or 100 %: 「1%未満」, 「99%以上」."""
    if probability is None or math.isnan(probability):
        return NO_VALUE
    if probability < _SURE:
        return phrase("nearly_impossible", language)
    if probability > 1 - _SURE:
        return phrase("nearly_certain", language)
    return format_rate(probability, 0)


def write_yen(
    yen: float | None, language: Language, money: MoneyUnit = MoneyUnit.YEN, *, signed: bool = False
) -> Written:
    """Money in a unit, which is always named. Millions have one decimal, so have thousands and 万円 under a hundred."""
    if yen is None:
        return Written(NO_VALUE, "")
    amount = yen / money.yen
    tenths = money is MoneyUnit.MILLION_YEN or (money is not MoneyUnit.YEN and abs(amount) < 100)
    return _written(format_number(amount, int(tenths), signed=signed), phrase(money, language))


def write_value(value: float | None, metric: Metric, language: Language, money: MoneyUnit = MoneyUnit.YEN) -> Written:
    """A value of a metric in the metric's unit. What one piece costs is in thousands where sums are in millions."""
    if metric.unit == "円":
        return write_yen(value, language, _money_of(metric, money))
    if metric.is_share:
        return write_rate(value)
    decimals = 1 if metric.kind is Kind.RATE else 0
    return _written(format_number(value, decimals), unit_name(metric.unit, language))


def write_difference(
    value: float | None, metric: Metric, language: Language, money: MoneyUnit = MoneyUnit.YEN
) -> Written:
    """A difference of two values of a metric: signed, rates in points."""
    if metric.unit == "円":
        return write_yen(value, language, _money_of(metric, money), signed=True)
    if metric.is_share:
        return write_points(value)
    decimals = 1 if metric.kind is Kind.RATE else 0
    return _written(format_number(value, decimals, signed=True), unit_name(metric.unit, language))


def unit_name(unit: str, language: Language) -> str:
    """How a metric's unit is called; a unit of the user's own is called what he called it."""
    return phrase(f"unit_{unit}", language) if f"unit_{unit}" in catalogue() else unit


def _money_of(metric: Metric, money: MoneyUnit) -> MoneyUnit:
    is_price = metric.kind is Kind.RATE
    return MoneyUnit.THOUSAND_YEN if is_price and money is MoneyUnit.MILLION_YEN else money


def _written(number: str, unit: str) -> Written:
    return Written(number, "" if number == NO_VALUE else unit)


def _hundredfold(value: float | None) -> float | None:
    """Times 100 without the noise of binary fractions: 0.57 becomes 57, not 56.99999999999999."""
    return value if value is None or not math.isfinite(value) else float(Decimal(format(value, _DIGITS)) * 100)


def parse_number(text: str) -> float:
    """The number a user typed; a % sign makes it a fraction (12.3% → 0.123).

    Raises:
        PlanError: unreadable_number.
    """
    shape = _TYPED.fullmatch(_plain(text))
    amount = _amount(shape["parts"]) if shape else None
    if shape is None or amount is None or (shape["sign"] and shape["sign2"]) or not math.isfinite(float(amount)):
        raise PlanError("unreadable_number", text=text)
    is_negative = "-" in {shape["sign"], shape["sign2"]} or bool(shape["bracket"])
    exact = amount / 100 if shape["percent"] else amount
    return float(-exact if is_negative else exact)


def parse_rate(text: str) -> float:
    """A rate as typed into a field that says %: 15 and 15% are 0.15.

    Raises:
        PlanError: unreadable_number; ambiguous_rate for 0.15, which may mean 15 % or 0.15 %.
    """
    number = parse_number(text)
    if "%" in _plain(text):
        return number
    if 0 < abs(number) < 1:
        raise PlanError("ambiguous_rate", text=text.strip(), points=f"{number}%", share=format_rate(number, None))
    return float(Decimal(repr(number)) / 100)


def _plain(text: str) -> str:
    """Half width, without spaces, all dashes and triangles a minus."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_UNSEEN).split())


def _amount(parts: str) -> Decimal | None:
    """1億2,000万 → 120000000; None where the parts do not go together."""
    found = list(_PART.finditer(parts))
    scales = [_SCALE[part[2] or ""] for part in found]
    falls = all(before > after for before, after in pairwise(scales))
    if not found or not falls or "".join(part[0] for part in found) != parts:
        return None
    return sum(
        (Decimal(part[1].replace(",", "")) * scale for part, scale in zip(found, scales, strict=True)), Decimal()
    )
