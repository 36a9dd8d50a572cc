"""Random trees, and their values by plain recursion in Python: slow, obvious, and independent of the program."""

from collections.abc import Callable, Mapping, Sequence
from math import isnan, nan
from typing import Any, NamedTuple

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


class Nameable(NamedTuple):
    """What a formula may name: nodes of its own scope, and those of any channel."""

    here: Sequence[Name]
    in_channels: Sequence[Name]

    @classmethod
    def of(cls, below: Sequence[NodeKey], scope: str | None) -> "Nameable":
        return cls(
            [Name(key.metric, None, 0, 0) for key in below if key.channel == scope],
            [Name(*key, 0, 0) for key in below if key.channel is not None],
        )

    @property
    def summed(self) -> Sequence[Call]:
        return [Call("sum", (Name(name.metric, None, 0, 0),)) for name in self.in_channels]


Sketch = Callable[[Nameable], Expression]
"""A formula that is still to be told what there is to name."""


def _number(value: float) -> Sketch:
    return lambda _: Number(value, 0, 0)


def _named(kind: int, place: int) -> Sketch:
    return lambda names: _pick([names.here, names.in_channels, names.summed], kind, place)


def _later(kind: int, place: int, weights: Sequence[float]) -> Sketch:
    def sketch(names: Nameable) -> Expression:
        name = _pick([names.here, names.in_channels], kind, place)
        return Call("later", (name, *(Number(w, 0, 0) for w in weights))) if isinstance(name, Name) else name

    return sketch


def _pick(kinds: Sequence[Sequence[Expression]], kind: int, place: int) -> Expression:
    """One of one kind, of those that there are; a number where there is nothing to name."""
    there = [names for names in kinds if names]
    names = there[kind % len(there)] if there else [Number(2.0, 0, 0)]
    return names[place % len(names)]


def _negated(inner: Sketch) -> Sketch:
    return lambda names: Negate(inner(names))


def _binary(op: str, left: Sketch, right: Sketch) -> Sketch:
    return lambda names: Binary(op, left(names), right(names))


def _call(function: str, left: Sketch, right: Sketch) -> Sketch:
    return lambda names: Call(function, (left(names), right(names)))


_KIND, _PLACE = st.integers(0, 5), st.integers(0, 11)
_WEIGHT = st.just(0.0) | st.floats(1e-3, 1)  # what is less leaves the range of samples (float32) once it divides
# One strategy for all formulas of all trees: one anew for each formula took hypothesis nine tenths of the time.
_SKETCHES = st.none() | st.recursive(
    st.one_of(
        st.builds(_number, st.floats(0.1, 9)),
        *[st.builds(_named, st.just(kind), _PLACE) for kind in range(3)],
        st.builds(_later, _KIND, _PLACE, st.lists(_WEIGHT, min_size=1, max_size=4)),
    ),
    lambda inner: st.one_of(
        st.builds(_negated, inner),
        st.builds(_binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(_call, st.sampled_from(["min", "max"]), inner, inner),
    ),
    max_leaves=4,
)


@st.composite
def free_trees(draw: st.DrawFn) -> GoalTree:
    """A tree in which each node may read those of earlier metrics, in its own scope, in others, or summed."""
    nodes: dict[NodeKey, Node] = {}
    for i, metric in enumerate(FREE):
        for scope in SCOPES:
            below = [key for key in nodes if key.metric != metric]
            sketch = draw(_SKETCHES) if below and i else None
            if i < 1 or draw(st.booleans()):
                key = NodeKey(metric, scope)
                nodes[key] = Node(len(nodes), key, sketch and _formula(sketch(Nameable.of(below, scope))))
    return build_tree(nodes.values(), FREE, CHANNELS, None)


def _formula(expression: Expression) -> Formula:
    return Formula(canonical_text(expression), expression)


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
