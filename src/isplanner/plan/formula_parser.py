"""The text of a formula → its syntax tree, by Pratt's method.

formula = [[name] "="] sum               「受注数 ＝ 有効商談数 × 受注率」 is as good as ASCII
sum     = product {("+" | "-") product}
product = factor {("*" | "/") factor}
factor  = "-" factor | number ["%"] | name ["[" channel "]"] | call | "(" sum ")"
call    = ("min" | "max" | "sum") "(" sum {"," sum} ")" | "later" "(" name {"," number} ")"
        | "saturate" "(" sum "," number "," number ")"
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number
from isplanner.plan.normal import NormalText, normal_text
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

if TYPE_CHECKING:
    from isplanner.plan.formula import NameTable

DEPTH_LIMIT = 100
_NUMBER = re.compile(r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+")
_PLAIN_NAME = re.compile(r"[^-+*/()\[\],=%]+")
_POWERS = {"+": 1, "-": 1, "*": 2, "/": 2}
_VALUES = ("number", "name", "channel", "(", "[")


@dataclass(frozen=True, slots=True)
class _Token:
    """`kind` is number, name, channel, end, or the sign itself; `text` is in normal form, the place as typed."""

    kind: str
    text: str
    start: int
    end: int


def parse_expression(typed: str, names: "NameTable", node: NodeKey | None) -> Expression:
    """The tree of a typed formula; PlanError with its place in the text as typed."""
    normal = normal_text(typed)
    if not normal.text.lstrip("="):
        raise PlanError("empty_formula", place=f"0:{len(typed)}")
    return _Parser(typed, list(_tokens(normal, names)), names).formula(node)


def _tokens(normal: NormalText, names: "NameTable") -> Iterator[_Token]:
    text, at = normal.text, 0
    while at < len(text):
        kind, length = _token_at(text, at, names)
        yield _Token(kind, text[at : at + length], *normal.place(at, at + length))
        at += length
    yield _Token("end", "", *normal.place(at, at))


def _token_at(text: str, at: int, names: "NameTable") -> tuple[str, int]:
    if known := names.awkward_name_at(text, at):
        return "name", len(known)
    if number := _NUMBER.match(text, at):
        return "number", len(number[0])
    if name := _PLAIN_NAME.match(text, at):
        return "name", len(name[0])
    if text[at] == "[" and "]" in text[at:]:
        return "channel", text.index("]", at) + 1 - at
    return text[at], 1


class _Parser:
    """A factor, then as many operators as bind at least as tightly as asked."""

    def __init__(self, typed: str, tokens: list[_Token], names: "NameTable") -> None:
        self.typed, self.tokens, self.names = typed, tokens, names
        self.at = self.depth = 0
        self.in_sum = False

    def formula(self, node: NodeKey | None) -> Expression:
        self._left_side(node)
        expression = self._binary(1)
        self._expect("end")
        return expression

    def _left_side(self, node: NodeKey | None) -> None:
        """Read over `=` or `metric =` in front."""
        if self._next.kind == "name" and "=" in [token.kind for token in self.tokens[1:3]]:
            token = self._take()
            name = self._name(token)
            other = node and NodeKey(name.metric, name.channel) not in (node, NodeKey(node.metric))
            if other:
                raise self._error("other_node", token, name=self._as_typed(token), node=node)
        if self._next.kind == "=":
            self._take()

    def _binary(self, power: int) -> Expression:
        left = self._factor()
        while _POWERS.get(self._next.kind, 0) >= power:
            op = self._take().kind
            left = Binary(op, left, self._binary(_POWERS[op] + 1))
        return left

    def _factor(self) -> Expression:
        token = self._take()
        match token.kind:
            case "number":
                return self._number(token)
            case "name":
                return self._call(token) if self._next.kind == "(" else self._name(token)
            case "-":
                return Negate(self._nested(self._factor))
            case "(":
                return self._nested(self._parenthesis)
            case "end":
                raise self._error("formula_incomplete", token)
            case _:
                raise self._error("unexpected_sign", token, found=self._as_typed(token))

    def _nested(self, read: Callable[[], Expression]) -> Expression:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise self._error("formula_too_deep", self._next, limit=DEPTH_LIMIT)
        expression = read()
        self.depth -= 1
        return expression

    def _parenthesis(self) -> Expression:
        expression = self._binary(1)
        self._expect(")")
        return expression

    def _number(self, token: _Token) -> Number:
        typed = self._as_typed(token)
        is_percent = self._next.kind == "%"
        end = self._take().end if is_percent else token.end
        # "12e-2" is the number nearest to 0.12; 12 ÷ 100 might be its neighbour.
        value = float(token.text.replace(",", "") + ("e-2" if is_percent else ""))
        if not isfinite(value) or any(character.isspace() for character in typed):
            raise self._error("bad_number", token, text=typed)
        return Number(value, token.start, end, is_percent)

    def _name(self, token: _Token) -> Name:
        metric = self.names.metric(token.text)
        if metric is None:
            nearest = self.names.nearest_metric(token.text)
            raise self._error("unknown_name", token, name=self._as_typed(token), nearest=nearest)
        if self._next.kind != "channel":
            return Name(metric, None, token.start, token.end)
        bracket = self._take()
        channel = self.names.channel(bracket.text[1:-1])
        if channel is None:
            nearest = self.names.nearest_channel(bracket.text[1:-1])
            raise self._error("unknown_channel", bracket, name=self._as_typed(bracket)[1:-1], nearest=nearest)
        return Name(metric, channel, token.start, bracket.end)

    def _call(self, token: _Token) -> Expression:
        if self.names.metric(token.text) and token.text not in _FITS:
            raise self._error("missing_operator", self._next, found="(")
        if token.text not in _FITS:
            raise self._error("unknown_function", token, name=self._as_typed(token))
        if token.text == "sum" and self.in_sum:
            raise self._error("nested_sum", token)
        outside, self.in_sum = self.in_sum, self.in_sum or token.text == "sum"
        call = self._nested(lambda: Call(token.text, self._arguments()))
        self.in_sum = outside
        if isinstance(call, Call) and not _FITS[call.function](call.arguments):
            raise self._error("wrong_arguments_" + token.text, token)
        return call

    def _arguments(self) -> tuple[Expression, ...]:
        self._take()
        arguments = [self._binary(1)]
        while self._next.kind == ",":
            self._take()
            arguments.append(self._binary(1))
        self._expect(")")
        return tuple(arguments)

    @property
    def _next(self) -> _Token:
        return self.tokens[self.at]

    def _take(self) -> _Token:
        token = self._next
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def _expect(self, kind: str) -> None:
        token = self._next
        if token.kind == kind:
            self._take()
        elif token.kind in ("end", "["):
            raise self._error("missing_bracket", token, bracket="]" if token.kind == "[" else kind)
        else:
            code = "missing_operator" if token.kind in _VALUES else "unexpected_sign"
            raise self._error(code, token, found=self._as_typed(token))

    def _as_typed(self, token: _Token) -> str:
        return self.typed[token.start : token.end]

    def _error(self, code: str, token: _Token, **values: object) -> PlanError:
        return PlanError(code, place=f"{token.start}:{token.end}", **values)


def _are_weights(arguments: tuple[Expression, ...]) -> bool:
    return len(arguments) > 1 and all(isinstance(weight, Number) for weight in arguments[1:])


def _saturates(arguments: tuple[Expression, ...]) -> bool:
    """Whether it is calls a lead, the usual number of them, and a chance of each that is neither 0 nor 1."""
    match arguments:
        case [_, Number(usual), Number(rate)]:
            return usual > 0 and 0 < rate < 1
    return False


_FITS: dict[str, Callable[[tuple[Expression, ...]], bool]] = {
    "min": lambda arguments: len(arguments) > 1,
    "max": lambda arguments: len(arguments) > 1,
    "sum": lambda arguments: len(arguments) == 1,
    "later": lambda arguments: isinstance(arguments[0], Name) and _are_weights(arguments),
    "saturate": _saturates,
}
