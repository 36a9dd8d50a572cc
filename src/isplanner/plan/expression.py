"""The syntax tree of a formula. It can reach nothing but nodes.

A long sum is a tree a thousand operators deep on its left side, so trees are walked by `fold`, never by recursion.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Number:
    """A literal; 12% is 0.12. Places of literals and names are in the text that was parsed."""

    value: float
    start: int
    end: int
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A metric in the scope of the formula's node, or in the channel named."""

    metric: str
    channel: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Negate:
    """−operand."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """Left op right, with op one of + - * /."""

    op: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of arguments. The argument of `sum` is read once in each channel that has its names."""

    function: str
    arguments: tuple["Expression", ...]


Expression = Number | Name | Negate | Binary | Call
Result = TypeVar("Result")


def fold(expression: Expression, step: Callable[[Expression, list[Result]], Result]) -> Result:
    """Work out a result for each part from the results of its operands, the deepest first, left to right.

    The argument of `sum` belongs to other scopes: `step` gets no result for it and folds it itself.
    """
    results: list[Result] = []
    for part in _deepest_first(expression):
        first = len(results) - len(_operands(part))
        results[first:] = [step(part, results[first:])]
    return results[0]


def names_in(expression: Expression) -> tuple[Name, ...]:
    """The names a formula uses, in the order written, those inside `sum` too."""

    def step(part: Expression, below: list[tuple[Name, ...]]) -> tuple[Name, ...]:
        match part:
            case Name():
                return (part,)
            case Call("sum", (summed,)):
                return names_in(summed)
        return tuple(name for names in below for name in names)

    return fold(expression, step)


def _operands(part: Expression) -> tuple[Expression, ...]:
    match part:
        case Negate(operand):
            return (operand,)
        case Binary(_, left, right):
            return left, right
        case Call(function, arguments) if function != "sum":
            return arguments
    return ()


def _deepest_first(expression: Expression) -> Iterator[Expression]:
    waiting, found = [expression], []
    while waiting:
        found.append(part := waiting.pop())
        waiting += _operands(part)
    return reversed(found)
