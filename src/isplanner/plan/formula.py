"""Formulas: what a user types, what is stored, what is shown."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number, fold
from isplanner.plan.formula_parser import parse_expression
from isplanner.plan.metric import Metric
from isplanner.plan.normal import normal_name, normal_text
from isplanner.plan.problem import PlanError, Problem
from isplanner.plan.scope import Channel, NodeKey

if TYPE_CHECKING:
    from isplanner.plan.plan import Plan

TYPED_LIMIT = 2_000
STORED_LIMIT = 100_000
_KINDS_OF_NUMBER = ("数", "率", "額", "円")
_SUM, _PRODUCT, _NEGATION, _ATOM = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its canonical text (keys, ASCII signs) and its syntax tree.

    A stored text that can no longer be read keeps its text, has no value (NaN), and says why in `problem`.
    """

    text: str
    expression: Expression = field(compare=False)
    problem: Problem | None = None


class NameTable:
    """What names mean: keys and names of both languages, however they are spaced and whatever their width."""

    def __init__(self, metrics: Mapping[str, Metric], channels: Mapping[str, Channel]) -> None:
        self._metrics, self._channels = metrics, channels
        self._metric_names = _by_name((m.key, (m.key, m.ja, m.en)) for m in metrics.values())
        self._channel_names = _by_name((c.key, (c.key, c.ja, c.en, c.short_ja, c.short_en)) for c in channels.values())
        self._awkward = sorted(filter(_is_awkward, self._metric_names), key=len, reverse=True)

    @classmethod
    def of(cls, plan: "Plan") -> "NameTable":
        """The names of a plan."""
        return cls(plan.metrics, plan.channels)

    def metric(self, name: str) -> str | None:
        """The key of a metric by any of its names."""
        return self._metric_names.get(normal_name(name))

    def channel(self, name: str) -> str | None:
        """The key of a channel by any of its names."""
        return self._channel_names.get(normal_name(name))

    def node(self, text: str) -> NodeKey:
        """Read `metric` or `metric[channel]`; PlanError("unknown_node") where there is no such name."""
        metric, bracket, channel = normal_text(text).text.partition("[")
        key = NodeKey(self.metric(metric) or "", self.channel(channel.removesuffix("]")))
        if not key.metric or (bracket and (key.channel is None or not channel.endswith("]"))):
            nearest = self.nearest_channel(channel) if key.metric else self.nearest_metric(metric)
            raise PlanError("unknown_node", name=text, hint=nearest and Problem("nearest_name", {"nearest": nearest}))
        return key

    def display(self, key: NodeKey, language: str) -> str:
        """How a formula shows a node: the display name, or the key where another metric has the same name."""
        metric = _shown(self._metrics[key.metric], language, self.metric)
        if key.channel is None:
            return metric
        return f"{metric}[{_shown(self._channels[key.channel], language, self.channel)}]"

    def nearest_metric(self, name: str) -> str:
        """The name of a metric that looks most like it, of the same kind (数, 率 …) where there is one."""
        names = [name for metric in self._metrics.values() for name in (metric.ja, metric.en, metric.key)]
        alike = [other for other in names if other.endswith(_KINDS_OF_NUMBER) and other[-1:] == name[-1:]]
        return _nearest(name, alike or names)

    def nearest_channel(self, name: str) -> str:
        """The name of a channel that looks most like it."""
        return _nearest(name, [name for c in self._channels.values() for name in (c.ja, c.en, c.key)])

    def awkward_name_at(self, text: str, at: int) -> str | None:
        """The longest name at a place of a normal text that has signs in it or begins with a digit."""
        return next((name for name in self._awkward if text.startswith(name, at)), None)


def parse_formula(text: str, names: NameTable, node: NodeKey | None = None) -> Formula:
    """Read what a user typed.

    Args:
        text: With keys or names of either language; may begin with `=` or `metric =`.
        names: What names mean.
        node: Whose formula it is; a name before `=` must be this node's.

    Raises:
        PlanError: with `place` "start:end" in the text as typed.
    """
    _check_length(text, TYPED_LIMIT)
    return _formula(parse_expression(text, names, node))


def read_formula(text: str, names: NameTable) -> Formula:
    """Read a stored text, longer than what was typed where keys are longer than names. Never raises."""
    try:
        _check_length(text, STORED_LIMIT)
        return _formula(parse_expression(text, names, None))
    except PlanError as error:
        return Formula(text, Number(float("nan"), 0, 0), error.problem)


def format_formula(formula: Formula, names: NameTable, language: str) -> str:
    """The formula with display names and the signs × ÷ −; reads back as the same formula."""
    if formula.problem:
        return formula.text
    signs = {"*": "×", "/": "÷", "-": "−", "+": "＋" if language == "ja" else "+"}
    return _text(formula.expression, lambda key: names.display(key, language), signs)


def canonical_text(expression: Expression) -> str:
    """The text that is stored: keys, ASCII signs, no needless parentheses."""
    return _text(expression, str, {})


def _formula(expression: Expression) -> Formula:
    return Formula(canonical_text(expression), expression)


def _check_length(text: str, limit: int) -> None:
    if len(text) > limit:
        raise PlanError("formula_too_long", place=f"{limit}:{len(text)}", length=len(text), limit=limit)


def _text(expression: Expression, name: Callable[[NodeKey], str], signs: Mapping[str, str]) -> str:
    def step(part: Expression, below: list[tuple[str, int]]) -> tuple[str, int]:
        match part:
            case Number():
                return _number(part), _ATOM
            case Name(metric, channel):
                return name(NodeKey(metric, channel)), _ATOM
            case Negate():
                return signs.get("-", "-") + _bracketed(*below[0], _NEGATION), _NEGATION
            case Binary(op):
                power = _SUM if op in "+-" else _PRODUCT
                left, right = _bracketed(*below[0], power), _bracketed(*below[1], power + 1)
                return f"{left} {signs.get(op, op)} {right}", power
            case Call("sum", (summed,)):
                return f"sum({_text(summed, name, signs)})", _ATOM
            case Call(function):
                return f"{function}({', '.join(text for text, _ in below)})", _ATOM

    return fold(expression, step)[0]


def _bracketed(text: str, power: int, needed: int) -> str:
    return text if power >= needed else f"({text})"


def _number(number: Number) -> str:
    exact = Decimal(repr(number.value))
    text = format(exact * 100 if number.is_percent else exact, "f")
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{plain}%" if number.is_percent else plain


def _by_name(rows: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Normal name → key. A key beats a name, and an earlier row a later one."""
    named = list(rows)
    keys = {normal_name(key): key for key, _ in reversed(named)}
    return {normal_name(name): key for key, names in reversed(named) for name in names if name} | keys


def _is_awkward(name: str) -> bool:
    return any(sign in "-+*/()[],=%" for sign in name) or name[0] in ".0123456789"


def _shown(row: Metric | Channel, language: str, look_up: Callable[[str], str | None]) -> str:
    name = row.ja if language == "ja" else row.en
    return name if look_up(name) == row.key else row.key


def _nearest(name: str, names: list[str]) -> str:
    from rapidfuzz import fuzz, process

    return process.extractOne(name, [*names, ""], scorer=fuzz.ratio, processor=normal_name)[0]
