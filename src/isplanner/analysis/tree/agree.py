"""Whether a target is what the formula drawn under its node makes of the other targets (design: numbers.md 2).

Setting a target moves as little as possible, so targets may come to differ; that is shown, never mended by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import add, mul, sub

from isplanner.analysis.tree.saturate import saturate
from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number, fold
from isplanner.plan.formula import Formula
from isplanner.plan.plan import Plan
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import in_scope

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {"+": add, "-": sub, "*": mul}
_CHOICES: dict[str, Callable[[list[float]], float]] = {"sum": sum, "min": min, "max": max}
_ROUNDING = 0.5
_SHOWN_OF_A_SHARE = 0.0005


@dataclass(frozen=True, slots=True)
class Agreement:
    """A node's target beside what a formula makes of the targets it reads."""

    formula: Formula
    target: float
    implied: float
    is_kept: bool
    """Whether they are the same but for rounding."""


def agreements(plan: Plan, key: NodeKey) -> tuple[Agreement, ...]:
    """How a node's target agrees with its breakdown and with its own formula, where all targets they read are set."""
    target, own = plan.targets.get(key), plan.tree.nodes[key].formula
    formulas = [formula for formula in (plan.tree.breakdown(key), own) if formula and not formula.problem]
    if target is None:
        return ()
    limit = _SHOWN_OF_A_SHARE if plan.metrics[key.metric].is_share else _ROUNDING
    implied = [(formula, _value(plan, formula.expression, key.channel)) for formula in formulas]
    return tuple(
        Agreement(formula, target.value, value, abs(target.value - value) < limit)
        for formula, value in implied
        if value is not None
    )


def _value(plan: Plan, expression: Expression, channel: str | None) -> float | None:
    """An expression on targets; None where one is missing, in a division by zero, and for what is later."""

    def step(part: Expression, below: list[float | None]) -> float | None:
        match part:
            case Number(value):
                return value
            case Name():
                target = plan.targets.get(in_scope(part, channel))
                return target.value if target else None
            case Call("sum", (summed,)):
                below = [_value(plan, summed, each) for each in plan.tree.summed(summed)]
        known = [value for value in below if value is not None]
        return _combined(part, known) if len(known) == len(below) else None

    return fold(expression, step)


def _combined(part: Expression, values: list[float]) -> float | None:
    match part:
        case Negate():
            return -values[0]
        case Binary("/"):
            return values[0] / values[1] if values[1] else None
        case Binary(op):
            return _ARITHMETIC[op](*values)
        case Call(function) if function in _CHOICES:
            return _CHOICES[function](values)
        case Call("saturate"):
            return saturate(*values)
    return None
