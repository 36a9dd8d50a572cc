"""A rate's parts: which node of its scope it is a share of, and which node it makes of that."""

from dataclasses import dataclass

from isplanner.plan.expression import Binary, Expression, Name
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree


@dataclass(frozen=True, slots=True)
class Ratio:
    """rate = (numerator − less) ÷ denominator, all nodes of the rate's own scope.

    着電率 of the whole plan is (着電数 − メール返信数) ÷ 架電数; most rates have nothing in `less`.
    """

    numerator: NodeKey
    denominator: NodeKey
    less: NodeKey | None = None


def ratio_of(tree: GoalTree, rate: NodeKey) -> Ratio | None:
    """What a rate is one ÷ another of; None where the tree does not say.

    A computed rate says so in its own formula; a lever in the formula it multiplies: from 着電数 ＝ 架電数 × 着電率
    follows that 着電率 is 着電数 ÷ 架電数.
    """
    formula = tree.nodes[rate].formula
    if formula is not None:
        return _quotient(formula.expression, rate.channel)
    for key, node in tree.nodes.items():
        if key.channel == rate.channel and node.formula is not None:
            other = _other_factor(node.formula.expression, rate)
            if other is not None:
                return Ratio(key, other)
    return None


def _quotient(expression: Expression, channel: str | None) -> Ratio | None:
    match expression:
        case Binary("/", Name(numerator, None), Name(denominator, None)):
            return Ratio(NodeKey(numerator, channel), NodeKey(denominator, channel))
        case Binary("/", Binary("-", Name(numerator, None), Name(less, None)), Name(denominator, None)):
            return Ratio(NodeKey(numerator, channel), NodeKey(denominator, channel), NodeKey(less, channel))
    return None


def _other_factor(expression: Expression, rate: NodeKey) -> NodeKey | None:
    match expression:
        case Binary("*", Name(left, None), Name(right, None)) if rate.metric in (left, right) and left != right:
            return NodeKey(right if left == rate.metric else left, rate.channel)
    return None
