"""The parts of a gap of the KGI in readable units, rounded so that they add up on screen as well."""

from collections.abc import Sequence
from math import floor

from isplanner.plan.metric import Metric
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language
from isplanner.text.numbers import MoneyUnit, format_number, unit_name

_HUNDRED = 100


def write_parts(parts: Sequence[float], metric: Metric, language: Language, beside: Sequence[float] = ()) -> list[str]:
    """Parts of a difference, signed: money in 万円 or thousand yen where there is enough, shares in points.

    What is shown `beside` them is in the same unit.
    """
    number, decimals, unit = _scale([*parts, *beside], metric, language)
    whole = whole_shares([part * number * 10**decimals for part in parts])
    return [f"{format_number(part / 10**decimals, decimals, signed=True)}{unit}" for part in whole]


def whole_shares(shares: Sequence[float]) -> list[int]:
    """Whole numbers by largest remainder, then by order, that add up to what the sum of the shares is rounded to."""
    lower = [floor(share) for share in shares]
    missing = round(sum(shares)) - sum(lower)
    by_remainder = sorted(range(len(lower)), key=lambda place: lower[place] - shares[place])
    for place in by_remainder[:missing]:
        lower[place] += 1
    return lower


def _scale(parts: Sequence[float], metric: Metric, language: Language) -> tuple[float, int, str]:
    """By what parts are multiplied to be shown, with how many decimals, in which unit."""
    if metric.unit != "円":
        return (100.0, 1, "pt") if metric.is_share else (1.0, 1, _spaced(unit_name(metric.unit, language)))
    money = MoneyUnit.TEN_THOUSAND_YEN if language == "ja" else MoneyUnit.THOUSAND_YEN
    if max(map(abs, parts), default=0.0) < _HUNDRED * money.yen:
        money = MoneyUnit.YEN
    return 1 / money.yen, 0, _spaced(phrase(money, language))


def _spaced(unit: str) -> str:
    return f" {unit}" if unit.isascii() and unit else unit
