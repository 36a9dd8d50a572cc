"""Random trees, and their values by plain recursion in Python: slow, obvious, and independent of the program."""

from collections.abc import Mapping, Sequence
from math import isnan, nan
from typing import Any

from hypothesis import strategies as st

from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number
from isplanner.plan.formula import Formula, canonical_text
from isplanner.plan.metric import Kind, Metric
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree, Node, build_tree
from tests.plan.trees import CHANNELS

# Without units, so that any operation is right.
FREE = {f"m{i}": Metric(f"m{i}", f"m{i}", f"m{i}", "%", Kind.DURATION) for i in range(4)}
MONTHS = 3
SCOPES = (None, *CHANNELS)


@st.composite
def free_trees(draw: st.DrawFn) -> GoalTree:
    """A tree in which each node may read those of earlier metrics, in its own scope, in others, or summed."""
    nodes: dict[NodeKey, Node] = {}
    for i, metric in enumerate(FREE):
        for scope in SCOPES:
            below = [key for key in nodes if key.metric != metric]
            formula = draw(st.none() | _formulas(below, scope)) if below and i else None
            if i < 1 or draw(st.booleans()):
                key = NodeKey(metric, scope)
                nodes[key] = Node(len(nodes), key, formula)
    return build_tree(nodes.values(), FREE, CHANNELS, None)


def _formulas(below: Sequence[NodeKey], scope: str | None) -> st.SearchStrategy[Formula]:
    here = [key.metric for key in below if key.channel == scope]
    in_channels = [key for key in below if key.channel is not None]
    names = [st.sampled_from(here).map(lambda metric: Name(metric, None, 0, 0))] if here else []
    named = [st.sampled_from(in_channels).map(lambda key: Name(*key, 0, 0))] if in_channels else []
    summed = [st.sampled_from(in_channels).map(lambda key: Call("sum", (Name(key.metric, None, 0, 0),)))]
    weight = st.just(0.0) | st.floats(1e-3, 1)  # what is less leaves the range of samples (float32) once it divides
    weights = st.lists(weight, min_size=1, max_size=4)
    later = [
        st.builds(lambda name, ws: Call("later", (name, *(Number(w, 0, 0) for w in ws))), one, weights)
        for one in (*names, *named)
    ]
    leaves = st.one_of(
        st.floats(0.1, 9).map(lambda v: Number(v, 0, 0)), *names, *named, *(summed if named else []), *later
    )
    parts = st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Negate, inner),
            st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
            st.builds(Call, st.sampled_from(["min", "max"]), st.tuples(inner, inner)),
        ),
        max_leaves=4,
    )
    return parts.map(lambda expression: Formula(canonical_text(expression), expression))


class PlainTree:
    """Values of a tree by recursion. `earlier` holds months before the first, the last one last."""

    def __init__(
        self,
        tree: GoalTree,
        levers: Mapping[NodeKey, Sequence[float]],
        unknown: frozenset[str] = frozenset(),
        earlier: Mapping[NodeKey, Sequence[float]] | None = None,
    ) -> None:
        self.tree, self.levers, self.unknown, self.earlier = tree, levers, unknown, earlier or {}

    def value(self, key: NodeKey, month: int) -> float:
        """A node's value in a month."""
        formula = self.tree.nodes[key].formula
        if formula is None:
            return float(self.levers[key][month])  # a plain number, which says so where it is divided by nothing
        return self._value(formula.expression, key.channel, month)

    def _value(self, part: Expression, channel: str | None, month: int) -> float:  # noqa: PLR0911 (one a kind)
        def of(inner: Expression) -> float:
            return self._value(inner, channel, month)

        match part:
            case Number(value):
                return value
            case Name(metric, named):
                return self.value(NodeKey(metric, named or channel), month)
            case Negate(operand):
                return -of(operand)
            case Binary(op, left, right):
                return _arithmetic(op, of(left), of(right))
            case Call("sum", (summed,)):
                scopes = [c for c in self.tree.summed(summed) if c not in self.unknown]
                return sum(self._value(summed, c, month) for c in scopes) if scopes else nan
            case Call("later", (Name(metric, named), *weights)):
                return self._later(NodeKey(metric, named or channel), weights, month)
            case Call(function, arguments):
                values = [of(argument) for argument in arguments]
                return nan if any(map(isnan, values)) else {"min": min, "max": max}[function](values)

    def _later(self, key: NodeKey, weights: Sequence[Any], month: int) -> float:
        total = 0.0
        for back, weight in enumerate(weights):
            before = list(self.earlier.get(key, ()))[::-1]
            if back <= month:
                total += weight.value * self.value(key, month - back)
            elif back - month <= len(before):
                total += weight.value * before[back - month - 1]
        return total


def _arithmetic(op: str, left: float, right: float) -> float:
    try:
        return {"+": left + right, "-": left - right, "*": left * right}.get(op, left) if op != "/" else left / right
    except ZeroDivisionError:
        return nan
