"""段階のあいだの期間 (time from stage to stage): a count × rate whose count comes through over some months.

受注数 ＝ later(有効商談数, 60%, 30%, 10%) × 有効商談受注率: the rate stays the share of the appointments that are
won, and the shares say when that shows. They are shares of all of them, so they add up to 100 %.
"""

from collections.abc import Sequence
from math import fsum, isclose

from isplanner.plan.expression import Binary, Call, Expression, Name, Number
from isplanner.plan.problem import PlanError

MOST_MONTHS = 12
_EXACT = 1e-9
_DIGITS = 6

Shares = tuple[float, ...]
"""How much comes through in the same month, in the next, …; (1,) all at once."""
AT_ONCE: Shares = (1.0,)


def check_shares(shares: Sequence[float]) -> Shares:
    """Shares as they are kept, without months at the end in which nothing comes.

    Raises:
        PlanError: `bad_delay_share` (outside of 0–100 %), `bad_delay_sum`, `long_delay`.
    """
    kept = [round(share, _DIGITS) for share in shares]
    while kept and kept[-1] == 0:
        del kept[-1]
    for month, share in enumerate(kept):
        if not 0 <= share <= 1:
            raise PlanError("bad_delay_share", value=f"{100 * share:g}", month=month + 1)
    if len(kept) > MOST_MONTHS:
        raise PlanError("long_delay", count=len(kept), limit=MOST_MONTHS)
    if not isclose(fsum(kept), 1.0, abs_tol=_EXACT):
        raise PlanError("bad_delay_sum", value=f"{100 * fsum(kept):g}")
    return tuple(kept)


def counted(part: Expression) -> str | None:
    """Which metric a factor counts, at once or later; None where it is more than that."""
    match part:
        case Name(metric) | Call("later", (Name(metric), *_)):
            return metric
    return None


def shares_of(expression: Expression) -> Shares | None:
    """How a formula `count × rate` lets its count come through; None for any other formula."""
    match expression:
        case Binary("*", Name(), Name()):
            return AT_ONCE
        case Binary("*", Call("later", (Name(), *weights)), Name()) | Binary(
            "*", Name(), Call("later", (Name(), *weights))
        ):
            return tuple(weight.value for weight in weights if isinstance(weight, Number))
    return None


def with_shares(expression: Expression, count: str, shares: Shares) -> Expression:
    """A formula `count × rate` with its count coming through by these shares; any other as it is."""
    match expression:
        case Binary("*", left, right) if shares_of(expression) and count in {counted(left), counted(right)}:
            sides = (_later(side, shares) if counted(side) == count else side for side in (left, right))
            return Binary("*", *sides)
    return expression


def without_delay(expression: Expression) -> Expression:
    """A formula `count × rate` with all of its count coming through at once; any other as it is."""
    match expression:
        case Binary("*", Call("later", (Name() as name, *_)), Name() as rate):
            return Binary("*", name, rate)
        case Binary("*", Name() as rate, Call("later", (Name() as name, *_))):
            return Binary("*", rate, name)
    return expression


def quotient_due(expression: Expression, numerator: str, count: str, shares: Shares) -> Expression | None:
    """A rate of the whole plan, numerator ÷ count, said of what comes through; None where it is no such quotient."""
    match expression:
        case Binary("/", above, below) if _is_of(below, count) and _begins_with(above, numerator):
            name = Name(count, None, 0, 0)
            due = name if shares == AT_ONCE else Call("sum", (_later(name, shares),))
            return Binary("/", above, due)
    return None


def _is_of(part: Expression, count: str) -> bool:
    """Whether it is a count of all channels, at once or later."""
    match part:
        case Name(metric, None) | Call("sum", (Call("later", (Name(metric, None), *_)),)):
            return metric == count
    return False


def _begins_with(above: Expression, numerator: str) -> bool:
    """Whether it is a metric, or that less another."""
    first = above.left if isinstance(above, Binary) and above.op == "-" else above
    return isinstance(first, Name) and first.metric == numerator


def _later(part: Expression, shares: Shares) -> Expression:
    name = part.arguments[0] if isinstance(part, Call) else part
    if shares == AT_ONCE:
        return name
    return Call("later", (name, *(Number(share, 0, 0, is_percent=True) for share in shares)))
