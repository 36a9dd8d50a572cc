"""A rate's parts: which node of its scope it is a share of, and which node it makes of that."""

from dataclasses import dataclass

from isplanner.plan.delay import counted
from isplanner.plan.expression import Binary, Call, Expression, Name
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree


@dataclass(frozen=True, slots=True)
class Ratio:
    """rate = (numerator − less) ÷ denominator, all nodes of the rate's own scope.

    着電率 of the whole plan is (着電数 − メール返信数) ÷ 架電数; most rates have nothing in `less`. Where the
    denominator takes some months to come through, the rate is of those that do in the period: `due` says which.
    """

    numerator: NodeKey
    denominator: NodeKey
    less: NodeKey | None = None
    due: Call | None = None


def ratio_of(tree: GoalTree, rate: NodeKey) -> Ratio | None:
    """What a rate is one ÷ another of; None where the tree does not say.

    A computed rate says so in its own formula; a lever in the formula it multiplies: from 着電数 ＝ 架電数 × 着電率
    follows that 着電率 is 着電数 ÷ 架電数.
    """
    formula = tree.nodes[rate].formula
    if formula is not None:
        return _quotient(formula.expression, rate.channel)
    for key, node in tree.nodes.items():
        here = node.formula if key.channel == rate.channel else None
        if here is not None and (other := _other_factor(here.expression, rate)) is not None:
            return Ratio(key, NodeKey(counted(other) or "", rate.channel), due=_due(other))
    return None


def _quotient(expression: Expression, channel: str | None) -> Ratio | None:
    match expression:
        case Binary("/", Name(numerator, None), below) if (count := _counted_in_all(below)) is not None:
            return Ratio(NodeKey(numerator, channel), NodeKey(count, channel), due=_due(below))
        case Binary("/", Binary("-", Name(numerator, None), Name(less, None)), below) if (
            count := _counted_in_all(below)
        ) is not None:
            return Ratio(NodeKey(numerator, channel), NodeKey(count, channel), NodeKey(less, channel), _due(below))
    return None


def _other_factor(expression: Expression, rate: NodeKey) -> Expression | None:
    """What a product counts beside a rate of it."""
    match expression:
        case Binary("*", left, right):
            for one, other in ((left, right), (right, left)):
                is_rate = isinstance(one, Name) and one.channel is None and one.metric == rate.metric
                if is_rate and counted(other) not in (None, rate.metric) and _is_here(other):
                    return other
    return None


def _counted_in_all(part: Expression) -> str | None:
    """Which metric a denominator counts, at once or later, in its own scope or added up over all channels."""
    match part:
        case Call("sum", (Call("later") as inner,)):
            part = inner
    return counted(part) if _is_here(part) else None


def _is_here(part: Expression) -> bool:
    name = part.arguments[0] if isinstance(part, Call) else part
    return isinstance(name, Name) and name.channel is None


def _due(part: Expression) -> Call | None:
    return part if isinstance(part, Call) else None
