"""Units of metrics and of formulas: 円 + 件 is wrong, 件 × % is 件, 件 × (円 ÷ 件) is 円."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number, fold
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.problem import PlanError


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of plain units, sorted; no power at all is a share."""

    powers: tuple[tuple[str, int], ...] = ()

    def __mul__(self, other: "Unit") -> "Unit":
        return self._with(other, 1)

    def __truediv__(self, other: "Unit") -> "Unit":
        return self._with(other, -1)

    def __str__(self) -> str:
        above = "·".join(unit for unit, power in self.powers for _ in range(power))
        below = "·".join(unit for unit, power in self.powers for _ in range(-power))
        return f"{above or 1}/{below}" if below else above or "%"

    def _with(self, other: "Unit", sign: int) -> "Unit":
        powers = dict(self.powers)
        for unit, power in other.powers:
            powers[unit] = powers.get(unit, 0) + sign * power
        return Unit(tuple(sorted((unit, power) for unit, power in powers.items() if power)))


Open = Unit | None
"""The unit of a part; a plain number has none yet and takes any (the 1,000,000 of 受注数 × 1,000,000)."""


def unit_of(metric: Metric, metrics: Mapping[str, Metric]) -> Unit:
    """What a metric is counted in. Everything counted is 件 (通 and 社 too); a rate is one unit ÷ another."""
    parts = [metrics.get(name or "") for name in (metric.numerator, metric.denominator)]
    match parts:
        case [Metric() as numerator, Metric() as denominator] if metric.kind is Kind.RATE:
            return _stated(numerator) / _stated(denominator)
    return _stated(metric)


def check_unit(expression: Expression, expected: Unit, unit: Callable[[Name], Unit]) -> None:
    """See that a formula gives the expected unit.

    Raises:
        PlanError: `unit_mismatch` where unlike units are added, `wrong_unit` where the whole gives another unit.
    """
    found, start, end = _measure(expression, unit)
    if found not in (None, expected):
        raise PlanError("wrong_unit", place=f"{start}:{end}", found=str(found), expected=str(expected))


def _stated(metric: Metric) -> Unit:
    if metric.kind is Kind.COUNT:
        return Unit((("件", 1),))
    above, _, below = metric.unit.partition("/")
    return _plain(above) / _plain(below)


def _plain(unit: str) -> Unit:
    return Unit() if unit in ("", "%", "1") else Unit((("件" if unit == "通" else unit, 1),))


_Measured = tuple[Open, int, int]


def _measure(expression: Expression, unit: Callable[[Name], Unit]) -> _Measured:
    """The unit of an expression and the place of its first and last literal or name."""

    def step(part: Expression, below: list[_Measured]) -> _Measured:  # noqa: PLR0911 (one a kind)
        match part:
            case Number(_, start, end, is_percent):
                return Unit() if is_percent else None, start, end
            case Name(_, _, start, end):
                return unit(part), start, end
            case Binary("*" | "/" as op):
                (left, start, _), (right, _, end) = below
                return _product(op, left, right), start, end
            case Call("saturate"):
                return _alike([(Unit(), *below[0][1:]), below[0]])
            case Binary() | Call("min" | "max"):
                return _alike(below)
            case Call("sum", (summed,)):
                return _measure(summed, unit)
            case Call() | Negate():
                return below[0]

    return fold(expression, step)


def _product(op: str, left: Open, right: Open) -> Open:
    if left is None or right is None:
        return None
    return left * right if op == "*" else left / right


def _alike(parts: list[_Measured]) -> _Measured:
    start, end = parts[0][1], parts[-1][2]
    known = [unit for unit, _, _ in parts if unit is not None]
    for unit in known:
        if unit != known[0]:
            raise PlanError("unit_mismatch", place=f"{start}:{end}", left=str(known[0]), right=str(unit))
    return known[0] if known else None, start, end
