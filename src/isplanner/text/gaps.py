"""A gap of the KGI: its parts in readable units, which add up on screen as well, and what costs most in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from isplanner.plan.metric import Direction, Metric
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.text.catalogue import phrase
from isplanner.text.language import Language
from isplanner.text.messages import say
from isplanner.text.names import node_name
from isplanner.text.numbers import MoneyUnit, format_number, unit_name, write_value

_HUNDRED = 100


def write_parts(parts: Sequence[float], metric: Metric, language: Language, beside: Sequence[float] = ()) -> list[str]:
    """Parts of a difference, signed: money in 万円 or thousand yen where there is enough, shares in points.

    What is shown `beside` them is in the same unit.
    """
    number, decimals, unit = _scale([*parts, *beside], metric, language)
    whole = whole_shares([part * number * 10**decimals for part in parts])
    return [f"{format_number(part / 10**decimals, decimals, signed=True)}{unit}" for part in whole]


@dataclass(frozen=True, slots=True)
class Leak:
    """A stage that costs the KGI something between two states (by their keys), to be said in a sentence."""

    node: NodeKey
    states: tuple[str, str]
    values: tuple[float | None, float | None]
    share: float


def describe_leak(leak: Leak, plan: Plan, kgi: Metric, language: Language, beside: Sequence[float] = ()) -> str:
    """The sentence: 着電率が目標 20.0% に対し着地見込み 18.2% で、KGI を 793万円 押し下げています."""
    metric = plan.metrics[leak.node.metric]
    start, end = (str(write_value(value, metric, language)) for value in leak.values)
    (amount,) = write_parts([abs(leak.share)], kgi, language, beside)
    values = {
        "node": node_name(leak.node, plan.metrics, plan.channels, language),
        "from_name": phrase(f"state_{leak.states[0]}", language),
        "to_name": phrase(f"state_{leak.states[1]}", language),
        "start": start,
        "end": end,
        "amount": amount.removeprefix("+"),
    }
    return say("bottleneck_lowers" if kgi.direction is Direction.HIGHER else "bottleneck_raises", values, language)


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
