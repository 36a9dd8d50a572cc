"""GoalTree → Program: the goal tree as a flat list of array operations over numbered slots.

A slot holds an array (samples × months). Levers and constants fill theirs, each step computes one more from two
earlier ones; a node that is just another node's value shares its slot. Nothing is left of names, scopes or syntax.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from isplanner.analysis.tree.ratio import Ratio, ratio_of
from isplanner.analysis.tree.saturate import saturate
from isplanner.plan.expression import Binary, Call, Expression, Name, Negate, Number, fold
from isplanner.plan.metric import Kind
from isplanner.plan.scope import NodeKey
from isplanner.plan.tree import GoalTree, in_scope

Array = NDArray[np.float64]
_OPERATIONS = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "min": "minimum", "max": "maximum"}
_SIZES = frozenset({"円", "分"})
LUCKY = frozenset({"thin", "occur", "pay"})
"""Products that are only what is to be expected: samples have luck in them (`luck.py`).

`thin`: how many of a count come through, each with the chance of a share. `occur`: how many there are, so many to be
expected of each. `pay`: what a count's sizes (yen, minutes) add up to. Count at the left, ratio at the right.
"""


class Step(NamedTuple):
    """Slot `out` becomes operation(slot `left`, slot `right`); what operations there are, `evaluate.py` says."""

    operation: str
    left: int
    right: int
    out: int


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The operations of a tree, inputs first.

    `slots` tells where nodes have their values, levers too; nodes with a problem have none. `constants` fill their
    slots once (1 × 1, or 1 × months). `ratios` tells the parts of rates; all other nodes are summed over months.
    `luck` names the steps with luck by the slot they fill: same tree, same names.
    """

    months: int
    size: int
    slots: Mapping[NodeKey, int]
    levers: tuple[NodeKey, ...]
    constants: Mapping[int, Array]
    steps: tuple[Step, ...]
    rates: frozenset[NodeKey]
    ratios: Mapping[NodeKey, Ratio]
    luck: Mapping[int, str]


def compile_tree(
    tree: GoalTree,
    months: int,
    unknown: frozenset[str] = frozenset(),
    earlier: Mapping[NodeKey, Sequence[float]] | None = None,
) -> Program:
    """Compile all nodes that can be computed.

    Args:
        tree: What to compile.
        months: How many months its arrays have.
        unknown: Channels of which nothing is known; sums leave them out, and a sum of nothing has no value.
        earlier: For what a `later` reads its months before the first, the last one last; none is zero.
    """
    compiler = _Compiler(tree, months, unknown, earlier or {})
    for key in tree.order:
        compiler.add_node(key)
    return compiler.program()


def later_reach(tree: GoalTree) -> dict[NodeKey, int]:
    """How many months back formulas read a node by `later`."""
    reach: dict[NodeKey, int] = {}
    for key in tree.order:
        if formula := tree.nodes[key].formula:
            for read, months in _reaches(tree, key.channel, formula.expression):
                reach[read] = max(months, reach.get(read, 0))
    return reach


class _Compiler:
    def __init__(
        self, tree: GoalTree, months: int, unknown: frozenset[str], earlier: Mapping[NodeKey, Sequence[float]]
    ) -> None:
        self.tree, self.months, self.unknown, self.earlier = tree, months, unknown, earlier
        self.slots: dict[NodeKey, int] = {}
        self.constants: dict[int, Array] = {}
        self.steps: list[Step] = []
        self.luck: dict[int, str] = {}
        self.nothing: set[int] = set()
        self.size = 0
        self.node = NodeKey("")
        self.lucky: Counter[tuple[NodeKey, str | None]] = Counter()

    def program(self) -> Program:
        rates = frozenset(key for key in self.slots if not self.tree.metrics[key.metric].is_whole)
        ratios = {key: self._known(ratio) for key in rates if (ratio := ratio_of(self.tree, key)) and self._has(ratio)}
        levers = tuple(key for key in self.slots if self.tree.nodes[key].formula is None)
        return Program(
            self.months, self.size, self.slots, levers, self.constants, tuple(self.steps), rates, ratios, self.luck
        )

    def add_node(self, key: NodeKey) -> None:
        self.node = key
        formula = self.tree.nodes[key].formula
        self.slots[key] = self._expression(key.channel, formula.expression) if formula else self._slot()

    def _expression(self, channel: str | None, expression: Expression) -> int:
        return fold(expression, lambda part, below: self._part(channel, part, below))

    def _part(self, channel: str | None, part: Expression, below: list[int]) -> int:  # noqa: PLR0911 (one a kind)
        match part:
            case Number(value):
                return self._constant([value])
            case Name():
                return self.slots[in_scope(part, channel)]
            case Negate():
                return self._step("multiply", below[0], self._constant([-1.0]))
            case Call("sum", (summed,)):
                known = [scope for scope in self.tree.summed(summed) if scope not in self.unknown]
                return self._chain("add", [self._expression(scope, summed) for scope in known])
            case Call("later", (Name() as name, *_)):
                return self._later(below, in_scope(name, channel))
            case Call("saturate", (_, Number(usual), Number(rate))):
                return self._saturate(below[0], usual, rate)
            case Binary("*", Name(left), Name(right)):
                return self._product(channel, (left, below[0]), (right, below[1]))
            case Binary(operation) | Call(operation):
                return self._chain(_OPERATIONS[operation], below)

    def _lucky(self, count: str, ratio: str) -> str | None:
        """Which operation of LUCKY a product of two metrics is, if any."""
        counted, other = self.tree.metrics[count], self.tree.metrics[ratio]
        if counted.kind is not Kind.COUNT or other.kind is not Kind.RATE:
            return None
        if other.is_share:
            return "thin"
        return "pay" if other.unit in _SIZES else "occur"

    def _product(self, channel: str | None, left: tuple[str, int], right: tuple[str, int]) -> int:
        """The product of two metrics in their slots, with luck where the one is counted by the other."""
        for (count, counted), (ratio, slot) in ((left, right), (right, left)):
            if operation := self._lucky(count, ratio):
                return self._luck(channel, operation, counted, slot)
        return self._step("multiply", left[1], right[1])

    def _luck(self, channel: str | None, operation: str, count: int, ratio: int) -> int:
        out, place = self._step(operation, count, ratio), (self.node, channel)
        self.luck[out] = f"{self.node} {channel} {self.lucky[place]}"
        self.lucky[place] += 1
        return out

    def _later(self, below: list[int], node: NodeKey) -> int:
        """The weighted sum of a node's months so far, and of the months before the first."""
        now, *weights = below
        shares = [self._step("multiply", now, weights[0])]
        for back, weight in enumerate(weights[1:], start=1):
            shares.append(self._step("multiply", self._step("shift", now, self._constant([back])), weight))
        before = self._constant(self._carry_in([float(self.constants[w].item()) for w in weights], node))
        return self._chain("add", [*shares, before])

    def _carry_in(self, weights: list[float], node: NodeKey) -> list[float]:
        carried, earlier = [0.0] * self.months, [*reversed(self.earlier.get(node, ()))]
        for month in range(self.months):
            carried[month] = sum(w * x for w, x in zip(weights[month + 1 :], earlier, strict=False))
        return carried

    def _saturate(self, calls: int, usual: float, rate: float) -> int:
        """What a call gains relative to the usual number of them: exprel(calls · ln(1 − rate)), in proportion."""
        power = self._step("multiply", calls, self._constant([log1p(-rate)]))
        return self._step("multiply", self._step("exprel", power, power), self._constant([saturate(0, usual, rate)]))

    def _chain(self, operation: str, slots: list[int]) -> int:
        return reduce(partial(self._step, operation), slots) if slots else self._none()

    def _none(self) -> int:
        """A sum over channels of which none is known."""
        self.nothing.add(slot := self._constant([np.nan]))
        return slot

    def _step(self, operation: str, left: int, right: int) -> int:
        out = self._slot()
        self.steps.append(Step(operation, left, right, out))
        return out

    def _constant(self, months: Sequence[float]) -> int:
        slot = self._slot()
        self.constants[slot] = np.array([months], np.float64)
        return slot

    def _slot(self) -> int:
        self.size += 1
        return self.size - 1

    def _known(self, ratio: Ratio) -> Ratio:
        """A ratio of the period: nothing is taken off its numerator where nothing is known of what would be."""
        return replace(ratio, less=None) if ratio.less and self.slots[ratio.less] in self.nothing else ratio

    def _has(self, ratio: Ratio) -> bool:
        parts = (ratio.numerator, ratio.denominator, ratio.less or ratio.denominator)
        return all(part in self.slots for part in parts)


def _reaches(tree: GoalTree, channel: str | None, expression: Expression) -> tuple[tuple[NodeKey, int], ...]:
    def step(part: Expression, below: list[tuple[tuple[NodeKey, int], ...]]) -> tuple[tuple[NodeKey, int], ...]:
        match part:
            case Call("later", (Name() as name, *weights)):
                return ((in_scope(name, channel), len(weights) - 1),)
            case Call("sum", (summed,)):
                return tuple(found for scope in tree.summed(summed) for found in _reaches(tree, scope, summed))
        return tuple(found for founds in below for found in founds)

    return fold(expression, step)
