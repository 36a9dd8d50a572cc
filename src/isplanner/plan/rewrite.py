"""Formulas changed as a hand changes the tree: a factor put beside another, or taken out."""

from dataclasses import dataclass
from enum import IntEnum

from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, fold
from isplanner.plan.problem import PlanError
from isplanner.plan.scope import NodeKey

_SUMS = "+-"


class _At(IntEnum):
    """Where the new factor belongs: not in this part, beside it, or there already."""

    NOT_HERE = 0
    BESIDE = 1
    THERE = 2


_Part = tuple[Expression, _At]


def name_of(metric: str) -> Name:
    """A metric in the scope of the formula."""
    return Name(metric, None, 0, 0)


def beside(expression: Expression, metric: str, new: Expression, sign: str, *, is_after: bool) -> Expression:
    """A formula with a factor before or after a metric of it, behind all of it where that does not stand there.

    A factor stands beside the metric itself, a summand beside the whole product the metric is in.
    """
    putting = _Putting(metric, new, sign, is_after=is_after)
    changed, at = fold(expression, putting.step)
    if at is _At.THERE:
        return changed
    return putting.put(changed) if at is _At.BESIDE else Binary(sign, changed, new)


def without(expression: Expression, metric: str) -> Expression | None:
    """A formula without a metric; None where nothing is left.

    Raises:
        PlanError: `divides_the_rest` where something would be left of which nothing is divided any more.
    """

    def step(part: Expression, below: list[Expression | None]) -> Expression | None:
        match part:
            case Name():
                return None if _is(part, metric) else part
            case Negate():
                return None if below[0] is None else Negate(below[0])
            case Binary(sign):
                return _rest(sign, *below, metric=metric)
            case Call("sum", (summed,)):
                left = without(summed, metric)
                return None if left is None else Call("sum", (left,))
            case Call(function):
                return _call(function, below)
        return part

    return fold(expression, step)


@dataclass(frozen=True)
class _Putting:
    """Puts `new` beside a metric, with a sign before it."""

    metric: str
    new: Expression
    sign: str
    is_after: bool

    def put(self, part: Expression) -> Expression:
        """A part with the new one beside it."""
        return Binary(self.sign, part, self.new) if self.is_after else Binary(self.sign, self.new, part)

    def step(self, part: Expression, below: list[_Part]) -> _Part:
        match part:
            case Name():
                return part, _At.BESIDE if _is(part, self.metric) else _At.NOT_HERE
            case Negate():
                return Negate(below[0][0]), below[0][1]
            case Binary(sign):
                return self._between(sign, *below)
            case Call(function) if below:
                arguments = tuple(self.put(one) if at is _At.BESIDE else one for one, at in below)
                return Call(function, arguments), _At.THERE if any(at for _, at in below) else _At.NOT_HERE
        return part, _At.NOT_HERE

    def _between(self, sign: str, first: _Part, second: _Part) -> _Part:
        (left, at_left), (right, at_right) = first, second
        is_alike = (sign in _SUMS) is (self.sign in _SUMS)
        if not is_alike and self.sign in _SUMS:  # a product may go on: a summand goes beside all of it
            return Binary(sign, left, right), max(at_left, at_right)
        if at_left is _At.BESIDE:
            return Binary(sign, self.put(left), right), _At.THERE
        if at_right is not _At.BESIDE:
            return Binary(sign, left, right), max(at_left, at_right)
        if not is_alike:
            return Binary(sign, left, self.put(right)), _At.THERE
        # c beside the b of a × b: a × b × c, or a × c × b, so that no bracket is needed.
        if self.is_after:
            return Binary(self.sign, Binary(sign, left, right), self.new), _At.THERE
        return Binary(sign, Binary(self.sign, left, self.new), right), _At.THERE


def _rest(sign: str, left: Expression | None, right: Expression | None, *, metric: str) -> Expression | None:
    if right is None or left is not None:
        return left if right is None or left is None else Binary(sign, left, right)
    if sign == "/":
        raise PlanError("divides_the_rest", metric=NodeKey(metric))
    return Negate(right) if sign == "-" else right


def _call(function: str, below: list[Expression | None]) -> Expression | None:
    """Min and max of what is left; nothing of a function that lacks one of its arguments."""
    kept = tuple(one for one in below if one is not None)
    if function in {"min", "max"} and len(kept) < len(below):
        return Call(function, kept) if len(kept) > 1 else kept[0] if kept else None
    return Call(function, kept) if len(kept) == len(below) else None


def _is(name: Name, metric: str) -> bool:
    return name.metric == metric and name.channel is None
